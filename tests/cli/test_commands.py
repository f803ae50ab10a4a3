"""The commands in this process: exit codes, streams and messages."""

import json
import shutil
from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import MissingLibraryError, ReportError

from .conftest import CLOSURE, PACK

ANSWERS = """
questionnaire: core
by: Ann
given:
  proposal_title: Close Elm Hall
  change_date: 2027-04-01
  closes: yes
  regular_users: 25
  only_place: yes
  groups_affected: [V01, V02]
  reach: far
"""
ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    monkeypatch.setattr(api, "report_pdf", lambda *_, **__: b"%PDF-made-in-a-test")


@pytest.fixture
def plan(command, path):
    """Answer a closure; return its file."""
    assert command(*ASSESS, typed="\n".join(CLOSURE) + "\n\n:done\nno\n").code == 0
    return path


# Help


@pytest.mark.parametrize(
    "name",
    [
        "assess",
        "rate",
        "whatif",
        "explain",
        "answers-template",
        "evidence",
        "report",
        "export",
        "lint",
        "prove",
        "test",
        "diff",
        "graph",
        "demo",
        "doctor",
        "schema",
        "gate",
    ],
)
def test_every_command_has_help(command, name):
    done = command(name, "--help")

    assert (done.code, done.err) == (0, "")
    assert "Usage: impact-check" in done.out


@pytest.mark.parametrize(
    "arguments",
    [("asses",), ("rate",), ("rate", "x", "--nonsense"), ("report", "x", "--format", "doc"), ("assess", "plan.docx")],
)
def test_a_command_typed_wrongly_ends_with_2(command, arguments):
    done = command(*arguments)

    assert (done.code, done.out) == (2, "")


# A file of answers


def test_a_file_of_answers_makes_an_assessment_and_a_report(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)

    done = command("assess", "plan", "--pack", PACK, "--answers", "answers.yaml")

    assert done.code == 0
    assert api.read_assessment(tmp_path / "plan.lia.json").answers["closes"].by == "Ann"
    assert (tmp_path / "plan.pdf").exists()


def test_answers_are_read_from_standard_input(command, path):
    done = command("assess", "plan", "--pack", PACK, "--answers", "-", typed=ANSWERS)

    assert done.code == 0
    assert len(api.read_assessment(path).answers) == 7


def test_what_a_file_of_answers_leaves_open_is_listed(command, path):
    done = command(
        "assess", "plan", "--pack", PACK, "--answers", "-", typed="given: {proposal_title: Close Elm Hall}\n"
    )

    assert done.code == 3
    assert "closes: Would a place where people meet close?" in done.err
    assert path.exists()


def test_mistakes_in_a_file_of_answers_are_told_together(command, tmp_path, path):
    (tmp_path / "answers.yaml").write_text("given:\n  proposal_title: x\n  closes: perhaps\n  no_such_question: 1\n")

    done = command("assess", "plan", "--pack", PACK, "--answers", "answers.yaml")

    assert done.code == 3
    assert "answers.yaml:3" in done.err
    assert "answers.yaml:4" in done.err
    assert not path.exists()


def test_a_file_of_answers_that_is_not_there_is_said(command):
    done = command("assess", "plan", "--pack", PACK, "--answers", "nowhere.yaml")

    assert done.code == 3
    assert "nowhere.yaml" in done.err


def test_a_file_of_answers_never_replaces_an_assessment(command, plan):
    before = plan.read_bytes()

    done = command("assess", "plan", "--pack", PACK, "--answers", "-", typed=ANSWERS)

    assert done.code == 5
    assert plan.read_bytes() == before


# Reading


def test_rate_prints_a_summary(command, plan):
    done = command("rate", plan.name, "--pack", PACK)

    assert done.code == 0
    assert "Close Elm Hall" in done.out


def test_the_ending_of_the_file_may_be_left_out(command, plan):
    assert command("rate", "plan", "--pack", PACK).out == command("rate", plan.name, "--pack", PACK).out


def test_rate_as_json_prints_one_document_alone(command, plan):
    done = command("rate", plan.name, "--pack", PACK, "--json", "--on", "2026-11-22")
    document = json.loads(done.out)

    assert done.code == 0
    assert document["schema"] == "impact-check/result/1"
    assert document["on"] == "2026-11-22"
    assert document["inherent"]["rating"]["possible"] == "high"


def test_rate_reads_a_file_of_answers(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)

    assert json.loads(command("rate", "answers.yaml", "--pack", PACK, "--json").out)["is_complete"] is True


def test_rate_reads_a_file_of_answers_in_json(command, tmp_path):
    (tmp_path / "answers.json").write_text('{"given": {"closes": "no"}}')

    assert json.loads(command("rate", "answers.json", "--pack", PACK, "--json").out)["is_complete"] is False


def test_a_file_of_answers_may_say_the_day_and_the_command_line_overrules_it(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(f"on: 2026-01-02\n{ANSWERS}")
    rate = ("rate", "answers.yaml", "--pack", PACK, "--json")

    assert json.loads(command(*rate).out)["on"] == "2026-01-02"
    assert json.loads(command(*rate, "--on", "2026-03-04").out)["on"] == "2026-03-04"


def test_another_version_of_the_questionnaire_is_noted_apart_from_the_data(command, plan):
    plan.write_text(plan.read_text().replace('"sha256": "', '"sha256": "0'))

    done = command("rate", plan.name, "--pack", PACK, "--json")

    assert json.loads(done.out)
    assert "another version of the questionnaire" in done.err
    assert "its content was 0" in " ".join(done.err.split())


def test_a_day_that_is_none_is_a_wrong_command(command, plan):
    done = command("rate", plan.name, "--pack", PACK, "--on", "tomorrow")

    assert done.code == 2
    assert "2026-09-01" in done.err


@pytest.mark.parametrize("about", ["M07", "only-place-closes", "only_place"])
def test_explain_tells_why(command, plan, about):
    done = command("explain", plan.name, about, "--pack", PACK)

    assert done.code == 0
    assert "only place" in done.out


def test_explain_of_nothing_known_says_so(command, plan):
    done = command("explain", plan.name, "M99", "--pack", PACK)

    assert (done.code, done.out) == (2, "")
    assert "M99" in done.err


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_report_writes_beside_the_file(command, plan, kind):
    done = command("report", plan.name, "--pack", PACK, "--format", kind)

    assert done.code == 0
    assert f"plan.{kind}" in done.out
    assert plan.with_name(f"plan.{kind}").exists()


def test_the_name_of_the_report_decides_its_format(command, plan, tmp_path):
    command("report", plan.name, "--pack", PACK, "-o", "out.html")

    assert (tmp_path / "out.html").read_text().lstrip().lower().startswith("<!doctype html")


def test_a_signed_report_is_never_replaced(command, plan, tmp_path):
    signed = b"%PDF-1.7 /ByteRange [0 1 2 3]"
    (tmp_path / "plan.pdf").write_bytes(signed)

    done = command("report", plan.name, "--pack", PACK)

    assert done.code == 5
    assert (tmp_path / "plan.pdf").read_bytes() == signed


def test_a_report_that_cannot_be_written_leaves_nothing_behind(command, plan, tmp_path):
    done = command("report", plan.name, "--pack", PACK, "-o", "no-such-folder/out.pdf")

    assert done.code == 5
    assert "no-such-folder/out.pdf could not be written" in done.err
    assert list(tmp_path.glob("*.part")) == []


def test_a_pdf_that_cannot_be_made_says_how_to_get_the_web_page(command, plan, monkeypatch):
    def no_library(*_, **__):
        raise MissingLibraryError("PDF needs the Pango library.")

    monkeypatch.setattr(api, "report_pdf", no_library)
    done = command("report", plan.name, "--pack", PACK)

    assert done.code == 4
    assert "impact-check report plan.lia.json --format html" in done.err


def test_an_answer_that_cannot_be_printed_is_named(command, plan, monkeypatch):
    def no_character(*_, **__):
        raise ReportError("The answer to “What is it called?” holds U+4E2D.")

    monkeypatch.setattr(api, "report_pdf", no_character)
    done = command("report", plan.name, "--pack", PACK)

    assert done.code == 3
    assert "U+4E2D" in done.err


@pytest.mark.parametrize(
    "kind", ["assessment", "result", "compare", "receipt", "gate", "gate-policy", "verdict", "ledger"]
)
def test_schema_prints_a_json_schema(command, kind):
    assert json.loads(command("schema", kind).out)["type"] == "object"


# Lint


SMALL = Path(__file__).parents[1] / "loading" / "small"
"""A core and a pack in which nothing is wrong."""


def test_lint_of_good_content_ends_with_0(command):
    done = command("lint", str(SMALL / "core"), "--format", "json")
    document = json.loads(done.out)

    assert done.code == 0
    assert document["schema"] == "impact-check/lint/1"
    assert document["faults"] == []
    assert document["reading_age"]["core"]["flesch_kincaid"] == pytest.approx(7, abs=1)


def test_lint_says_how_old_readers_must_be(command):
    done = command("lint", str(SMALL / "core"))

    assert (done.code, done.out) == (0, "")
    assert "core: 9 questions; half of them can be read at" in done.err
    assert done.err.endswith("core: no errors, no warnings\n")


def test_lint_names_file_line_and_column(command, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pack.yaml").write_text("id: mine\ntitle: Mine\nversion: one\n")

    done = command("lint", "mine")

    assert done.code == 3
    assert "pack.yaml:3:" in done.out
    assert "error" in done.err


# Prove and test


@pytest.fixture
def packs(tmp_path):
    """Return a copy of the small packs, to spoil."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def spoil(path, good, bad):
    text = path.read_text(encoding="utf-8")
    assert text.count(good) == 1
    path.write_text(text.replace(good, bad), encoding="utf-8")


@pytest.mark.usefixtures("packs")
def test_prove_says_what_it_proved_and_how_much_was_tried(command):
    done = command("prove", "./core", "./elmshire")

    assert done.code == 0
    assert "elmshire (core 0.1.0, elmshire 0.2.0)" in done.out
    assert "- Every rule and every floor can hold, and can fail.\n      6 rules and 1 floor; " in done.out
    assert "severe: {change_place: close, only_place: yes" in done.out
    assert "Proved by reading the files" in done.out
    assert "NOT proved" not in done.out
    assert done.err == "./core, ./elmshire: no errors, no warnings\n"


def test_prove_names_answers_that_show_what_is_wrong(command, packs):
    spoil(packs / "core" / "rules" / "place.yaml", "when: regular_users >= 20", "when: regular_users < 20")

    done = command("prove", "./core")

    assert done.code == 3
    assert "NOT proved; the faults are below:\n  - A worse answer never makes a harm stop counting" in done.out
    assert "core/rules/place.yaml:19:11: error worse-helps: rule 'many-people': a worse answer" in done.out
    assert "answers that show it: {change_place: reduce_hours, regular_users: 19}" in done.out
    assert "what to do: Include the worse answer in the condition." in done.out


def test_prove_as_json(command, packs):
    spoil(packs / "core" / "rules" / "place.yaml", "when: regular_users >= 20", "when: regular_users < 20")

    done = command("prove", "./core", "--format", "json")
    document = json.loads(done.out)

    (fault,) = document["faults"]
    (failed,) = (proof for proof in document["packs"][0]["proofs"] if not proof["holds"])
    assert (done.code, document["schema"]) == (3, "impact-check/prove/1")
    assert fault["answers"] == {"change_place": "reduce_hours", "regular_users": "19"}
    assert failed["faults"] == [fault]


@pytest.mark.usefixtures("packs")
def test_test_counts_cases_and_what_they_show(command):
    done = command("test", "./elmshire")

    assert done.code == 0
    assert done.out.startswith("elmshire: 3 cases, no failures\n  rules: 6 of 6 have a case in which it holds")
    assert "checks: 2 of 2 have a case in which it is a gap, 2 of 2 have a case in which it is met" in done.out
    assert "elements: " in done.out


def test_test_names_the_line_that_does_not_come_out(command, packs):
    spoil(packs / "elmshire" / "cases" / "bus.yaml", "{silent: [elmshire-bus-cut]}", "{fires: [elmshire-bus-cut]}")

    done = command("test", "./elmshire")

    assert done.code == 3
    assert "elmshire/cases/bus.yaml:7:21: error case-differs: case “No bus is cut”: rule 'elmshire-bus-cut'" in done.out
    assert "3 cases, 1 failure" in done.out


def test_what_cases_of_core_expect_is_not_asked_of_a_stricter_pack(command, packs):
    spoil(packs / "elmshire" / "rules" / "bus.yaml", "when: bus_cut", "when: bus_cut or change_place == no_change")

    done = command("test", "./core", "./elmshire")

    assert "core/cases" not in done.out
    assert "core: 4 cases, no failures" in done.out


@pytest.mark.usefixtures("packs")
def test_test_as_json(command):
    document = json.loads(command("test", "./core", "--format", "json").out)

    assert document["schema"] == "impact-check/test/1"
    assert document["packs"][0]["cases"] == 4
    assert {"kind": "rule", "state": "holds", "shown": 5, "of": 5} in document["packs"][0]["coverage"]


@pytest.mark.parametrize("name", ["lint", "prove", "test"])
def test_a_pack_that_is_not_there_is_told_with_those_that_are(command, name):
    done = command(name, "kirkless")

    assert done.code == 3
    assert "did you mean 'kirklees'?" in done.out


# What can go wrong


@pytest.mark.parametrize("name", ["rate", "whatif", "explain", "report"])
def test_a_missing_file_is_said(command, name):
    done = command(name, "nowhere.lia.json")

    assert done.code == 3
    assert "There is no file nowhere.lia.json" in done.err


def test_a_folder_in_the_place_of_a_file_is_said(command, tmp_path):
    done = command("rate", str(tmp_path))

    assert done.code == 3
    assert "is a folder" in done.err


@pytest.mark.parametrize("name", ["rate", "report", "assess"])
def test_a_file_of_a_newer_version_is_refused_and_untouched(command, plan, name):
    plan.write_text(json.dumps({**json.loads(plan.read_text()), "schema_version": 99}))
    before = plan.read_bytes()

    done = command(name, plan.name)

    assert done.code == 3
    assert "newer" in done.err
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"schema_version": 1}', b'{"schema_version": "1"}'],
    ids=["empty", "cut off", "list", "null", "not text", "deep", "no answers", "version as text"],
)
@pytest.mark.parametrize("name", ["rate", "assess"])
def test_a_broken_file_is_refused_in_words_and_untouched(command, path, name, content):
    path.write_bytes(content)

    done = command(name, path.name)

    assert done.code == 3
    assert "plan.lia.json" in done.err
    assert path.read_bytes() == content


def test_another_questionnaire_than_the_one_it_was_started_with_is_refused(command, plan):
    done = command("assess", plan.name, "--pack", "kirklees")

    assert done.code == 2
    assert "was started with the questionnaire “core”" in done.err


def test_a_questionnaire_that_is_not_there_is_said_with_those_that_are(command):
    done = command("assess", "plan", "--pack", "kirkless")

    assert done.code == 3
    assert "kirklees" in done.err


def test_ctrl_c_outside_the_wizard_is_no_crash(command, plan, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "evaluate", interrupt)
    done = command("rate", plan.name, "--pack", PACK)

    assert done.code == 130
    assert done.err.strip() == "Stopped."


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_script_calls_the_program(command, shell):
    done = command("completion", shell)

    assert done.code == 0
    assert "_IMPACT_CHECK_COMPLETE" in done.out


@pytest.mark.parametrize(
    ("typed", "place", "offered"),
    [("impact-check ass", "1", "plain,assess"), ("impact-check rate lun", "2", "file,lun")],
    ids=["a command", "a file"],
)
def test_a_shell_is_offered_what_completes_the_line(monkeypatch, capfd, typed, place, offered):
    from impact_check.cli.main import run

    monkeypatch.setenv("_IMPACT_CHECK_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", place)

    with pytest.raises(SystemExit):
        run(())

    assert offered in capfd.readouterr().out.splitlines()
