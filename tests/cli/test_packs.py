"""`impact-check pack`: list what there is, begin one of your own, and use it from its folder."""

from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import ContentError, Fault

from .conftest import PACK


def test_new_pack_is_made_here_and_the_next_steps_are_told(command, tmp_path):
    done = command("pack", "new", "elmshire")

    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "elmshire" / "sections" / "local.yaml").is_file()
    for line in ("impact-check lint elmshire", "assess my-plan --pack elmshire", "impact-check blank elmshire"):
        assert line in done.out
    assert "effective_from: 2026-11-22 " in (tmp_path / "elmshire" / "pack.yaml").read_text("utf-8")


def test_new_pack_goes_where_it_is_told_with_its_title(command, tmp_path):
    done = command("pack", "new", "elmshire", "-o", "our work/packs", "--title", "Elmshire's own")

    assert done.code == 0
    assert "impact-check lint 'our work/packs/elmshire'" in done.out
    head = api.load_questionnaire(tmp_path / "our work" / "packs" / "elmshire").questionnaire.packs[-1]
    assert head.title == "Elmshire's own"


@pytest.mark.parametrize("there", ["file", "folder"])
def test_what_is_there_already_is_never_overwritten(there, command, tmp_path):
    if there == "file":
        (tmp_path / "elmshire").write_text("mine", "utf-8")
    else:
        (tmp_path / "elmshire").mkdir()

    done = command("pack", "new", "elmshire")

    assert (done.code, done.out) == (5, "")
    assert "elmshire exists already" in done.err
    assert (tmp_path / "elmshire").is_file() == (there == "file")
    assert there == "file" or list((tmp_path / "elmshire").iterdir()) == []


def test_a_file_where_the_folder_should_go_is_told(command, tmp_path):
    (tmp_path / "packs").write_text("mine", "utf-8")

    done = command("pack", "new", "elmshire", "-o", "packs")

    assert done.code == 5
    assert "packs" in done.err
    assert (tmp_path / "packs").read_text("utf-8") == "mine"


def test_a_pack_that_cannot_be_written_whole_leaves_nothing(command, tmp_path, monkeypatch):
    write_text = Path.write_text

    def full_disk(path, *arguments, **keys):
        if path.name == "strategy.yaml":
            raise OSError(28, "No space left on device")
        return write_text(path, *arguments, **keys)

    monkeypatch.setattr(Path, "write_text", full_disk)

    done = command("pack", "new", "elmshire")

    assert done.code == 5
    assert "No space left on device" in done.err
    assert not (tmp_path / "elmshire").exists()


@pytest.mark.parametrize("name", ["Elm Shire", "core", "../elm"])
def test_a_name_that_cannot_be_used_writes_nothing(name, command, tmp_path):
    done = command("pack", "new", name)

    assert (done.code, done.out) == (2, "")
    assert "name" in done.err
    assert [path.name for path in tmp_path.iterdir()] == [".typed"]


def test_a_pack_in_a_folder_can_be_assessed_rated_and_reported(command, tmp_path):
    command("pack", "new", "elmshire", "-o", "packs")
    answers = "given:\n  proposal_title: Close Elm Hall\n  decision_kind: [close_place]\n  elmshire_warm_space: yes\n"

    assessed = command("assess", "plan", "--pack", "packs/elmshire", "--answers", "-", typed=answers)
    rated = command("rate", "plan", "--pack", "packs/elmshire")
    reported = command("report", "plan", "--pack", "packs/elmshire", "-o", "plan.html")
    explained = command("explain", "plan", "elmshire-warm-space-touched", "--pack", "packs/elmshire")

    assert assessed.code == 3  # Saved; most questions are still open.
    assert (rated.code, reported.code, explained.code) == (0, 0, 0)
    assert "it holds" in explained.out
    assert "Our loneliness strategy" in (tmp_path / "plan.html").read_text("utf-8")


def test_a_pack_named_like_its_folder_needs_no_naming_again(command):
    command("pack", "new", "elmshire")
    command("assess", "plan", "--pack", "elmshire", "--answers", "-", typed="given: {proposal_title: Close Elm Hall}\n")

    assert command("rate", "plan").code == 0


@pytest.mark.parametrize("start", [("--by", "Ann"), ("--answers", "-")], ids=["asked", "from a file"])
def test_nothing_is_assessed_with_a_template(start, command, tmp_path):
    done = command("assess", "plan", "--pack", "blank", *start, typed="given: {}\n")

    assert (done.code, done.out) == (2, "")
    assert "impact-check pack new NAME" in done.err
    assert not (tmp_path / "plan.lia.json").exists()


def test_list_shows_title_version_owner_and_size_of_each(command):
    done = command("pack", "list")

    core, kirklees = (api.load_questionnaire(name).questionnaire for name in ("core", "kirklees"))
    own = len(kirklees.questions) - len(core.questions)
    elements = sum(len(strategy.elements) for strategy in kirklees.strategies)
    head = kirklees.packs[-1]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"core {core.packs[0].version}: {core.packs[0].title}\n")
    assert f"{len(core.questions)} questions, {len(core.rules)} rules, no strategy\n" in done.out
    assert f"kirklees {head.version}: {head.title}\n" in done.out
    assert f"{len(kirklees.questions)} questions ({own} of its own), {len(kirklees.rules)} rules" in done.out
    assert f"{elements} elements of strategy\n    Owner: {head.owner}\n" in done.out
    assert done.out.count("A template.") == 1


def test_a_pack_that_cannot_be_used_does_not_hide_the_others(command, monkeypatch):
    load = api.load_questionnaire

    def broken(pack):
        if pack == "kirklees":
            raise ContentError((Fault("kirklees/pack.yaml", 1, 1, "missing-key", "the key 'id' is missing"),))
        return load(pack)

    monkeypatch.setattr(api, "load_questionnaire", broken)

    done = command("pack", "list")

    assert done.code == 0
    assert "kirklees can't be used" in done.out
    assert "core " in done.out


def test_templates_are_no_questionnaire_to_choose(command):
    assert "questionnaire blank" not in command("--version").out
    assert "questionnaire blank" not in command("doctor").out


# The blank form


@pytest.mark.parametrize(
    ("arguments", "file", "begins"),
    [
        ((), "core-blank.pdf", b"%PDF"),
        (("-o", "form.pdf"), "form.pdf", b"%PDF"),
        (("-o", "form.html"), "form.html", b"<!doctype html>"),
        (("--format", "html"), "core-blank.html", b"<!doctype html>"),
    ],
    ids=["default", "pdf", "html", "format"],
)
def test_blank_writes_the_form_and_says_where(arguments, file, begins, command, tmp_path, monkeypatch):
    monkeypatch.setattr(api, "blank_form_pdf", lambda *_, **__: b"%PDF-made-in-a-test")

    done = command("blank", PACK, *arguments)

    assert (done.code, done.err) == (0, "")
    assert file in done.out
    assert (tmp_path / file).read_bytes().startswith(begins)


def test_blank_is_printed_where_asked(command):
    done = command("blank", PACK, "-o", "-", "--format", "html")

    assert done.code == 0
    assert done.out.rstrip().endswith("</html>")


def test_blank_without_pango_names_the_web_page(command, monkeypatch):
    from impact_check.errors import MissingLibraryError

    def no_pango(_, **__):
        raise MissingLibraryError("PDF needs the Pango library.")

    monkeypatch.setattr(api, "blank_form_pdf", no_pango)

    done = command("blank", PACK)

    assert done.code == 4
    assert f"impact-check blank {PACK} --format html" in done.err


def test_blank_of_a_pack_that_is_not_there_is_told(command):
    done = command("blank", "nowhere")

    assert done.code == 3
    assert "no questionnaire pack here" in done.err


@pytest.mark.parametrize("arguments", [("blank",), ("pack",), ("pack", "new"), ("pack", "list")], ids=" ".join)
def test_help_is_there(arguments, command):
    done = command(*arguments, "--help")

    assert done.code == 0
    assert "Usage: impact-check" in done.out
