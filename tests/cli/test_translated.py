"""Every text that the terminal shows can be translated: in a made-up language nothing is left outside its brackets."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from impact_check import api
from impact_check.cli import merge, options
from impact_check.cli.exits import Stop
from impact_check.cli.failures import in_words
from impact_check.errors import ImpactCheckError
from impact_check.language import speaking
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired, write_pseudo_pack

from .conftest import CLOSURE, FACTS, PACK, Done, Line, ScriptedPrompter, Talk

COMMANDS = frozenset(
    {
        *("unsure", "na", "skip", "edit", "file", "note", "evidence", "why", "back", "next", "go", "list", "save"),
        *("text", "impact-check", "assess"),
    }
)
"""What is typed is the same in every language. Only a column of help shows it by itself."""

TYPED = frozenset({"Ann", "Bo", "Jo", "Close", "Elm", "Hall", "The", "hall", "would", "close", "Caretaker", "bus"})
"""Names and answers as somebody typed them."""


PLACE = re.compile(r"[\w.-]+\.(?:yaml|csv|json)(?::\d+:\d+)?$")
"""A file, and where in it."""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the small pack in the made-up language, with a question about a job, so that it has all kinds."""
    folder = write_pseudo_pack(PACK, tmp_path_factory.mktemp("pseudo"))
    section = folder / "sections" / "20-place.yaml"
    content = yaml.safe_load(section.read_text("utf-8"))
    asked = {"text": "Who opens the doors?", "why": "Somebody must know."}
    both = {key: {"en": text, CODE: f"⟦{text}⟧"} for key, text in asked.items()}
    content["questions"].append({"id": "caretaker", "type": "role", "optional": True, **both})
    section.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return str(folder)


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[set[str]]:
    """Speak the made-up language; return what was said in it. The report's own texts are proved with the report."""
    monkeypatch.setattr(api, "report_pdf", lambda *_, **__: b"%PDF-made-in-a-test")
    monkeypatch.setattr(api, "summary", lambda *_: "")
    monkeypatch.setattr(api, "challenge_text", lambda *_: "")
    monkeypatch.setattr(api, "item_part", lambda *given, part=api.item_part: replace(part(*given), rows=()))
    monkeypatch.chdir(path.parent)
    catalog = PseudoCatalog()
    with speaking(CODE, catalog=catalog):
        yield catalog.asked


@pytest.fixture
def said(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Talk]:
    """Run something that talks with a person; `run` is given the prompter."""

    def talk(run: Callable[[ScriptedPrompter], object], *lines: Line, interactive: bool = True) -> Talk:
        prompter = ScriptedPrompter(list(lines), is_interactive=interactive)
        for module in (options, merge):
            monkeypatch.setattr(module, "TerminalPrompter", lambda _: prompter)
        code, ending = 0, ""
        try:
            run(prompter)
        except Stop as stop:
            code, ending = stop.code, stop.message
        except ImpactCheckError as error:
            code, ending = in_words(error)
        return Talk(code, "\n".join(prompter.said), ending, path, prompter.lines)

    return talk


@pytest.fixture
def assessed(said: Callable[..., Talk], path: Path, pack: str) -> Callable[..., Talk]:
    """Fill an assessment in, or go on with it."""
    from impact_check.cli.assess import converse, resume, start
    from impact_check.cli.store import Store

    def run(*lines: Line, by: str | None = "Ann", interactive: bool = True) -> Talk:
        def assess(prompter: ScriptedPrompter) -> None:
            store = Store(path)
            converse((resume if store.exists else start)(store, prompter, pack, by))

        return said(assess, *lines, interactive=interactive)

    return run


def left(done: Talk, *data: str) -> list[str]:
    return hard_wired(f"{done.said}\n{done.ending}", {*COMMANDS, *TYPED, *data})


ASKED = (
    *("?", ":why", ":list", ":nonsense", ":goo", ":back", ":evidence E9", ":file", ":file none.txt", ":edit 3"),
    *(":go 99", ":go nothing", ":skip", "", ":na", ":next"),
)
"""Commands and mistakes that a question can be asked with; none of them answers it."""


def test_no_text_of_a_closure_is_hard_wired(assessed: Callable[..., Talk], heard: set[str]) -> None:
    first = assessed(
        *("12", "Ann", *ASKED[:-1]),
        *(":note", "The hall", "Close Elm Hall 01484 221000", ":nothing", ":out", "The hall would close"),
        *("1/2", "31 June 2026", "2027-04-01"),
        *("maybe", "1"),
        *("some", ":na", "", "Close", ":back", "25"),
        *("2", ":evidence", "yes", "notes.pdf", "9", "4", "1 January 2030", "2026-05-01", "Elm", ""),
        *("none", "1, 2", "7", ":unsure", "Jo", "tomorrow", "", "", ":list", ":save"),
        by=None,
    )
    again = assessed(
        *("", ":go 1", "", ":edit", "The hall", ":edit note", "", ":go 4", "2", "Caretaker", "", ":go 4", "1", ""),
        *(":list", ":save"),
        by=None,
    )

    assert left(first, "notes.pdf") == []
    assert left(again) == []
    assert first.saved.language == CODE
    assert set(first.saved.answers) >= {"proposal_title", "closes", "regular_users", "groups_affected", "reach"}
    assert heard >= {
        "Section {number} of {count}: {title}",
        "Why we ask:",
        "This looks like {details}. The report may be published.",
        "Enter a real date, like {example}",
    }


def test_no_text_of_planning_and_of_the_end_is_hard_wired(assessed: Callable[..., Talk], heard: set[str]) -> None:
    done = assessed(
        *(*CLOSURE, "Caretaker", "99", "5", ":go nothing", ""),
        *(
            "77",
            "1",
            "2",
            "",
            "Ann",
            ":back",
            "Ann",
            "Caretaker",
            "2",
            "2026-12-01",
            "maybe",
            "yes",
            "Bo",
            "",
            "",
            "E1",
        ),
        *("", "2", "1", "2", "1", "2", "", "", ":back", ":back", ":back", ":done", "no"),
    )
    planned = assessed(
        *("", "", "1", "The bus", "Ann", "Caretaker", "4", "2026-11-01", "no", "", "Counts", "1", "2026-10-01", ""),
        *("Jo", "2026-11-20", "", ":done", ""),
    )

    assert (left(done), left(planned)) == ([], [])
    assert heard >= {"To earn credit: {steps}.", "Risk {number} of {count}: {title}"}


def test_no_text_of_a_promise_by_others_is_hard_wired(assessed: Callable[..., Talk], heard: set[str]) -> None:
    Path("counts.txt").write_text("12", "utf-8")
    evidence = ("counts.txt", "Elm", "2", "2026-05-01")
    done = assessed(
        *(*CLOSURE, "Caretaker", "", "1"),
        *("1", "", "Ann", "Caretaker", "2", "2027-01-01", "yes", "Bo", "Ann", "2026-11-01", "", *evidence),
        *("1", "2", ":save"),
    )

    assert left(done, "Counts") == []
    assert heard >= {
        "Its title",
        "Who agreed for them",
        "Removed. The history still shows it.",
        "This risk goes from {before} to {now}.",
    }


def test_no_text_of_an_early_stop_is_hard_wired(
    assessed: Callable[..., Talk],
    said: Callable[..., Talk],
    path: Path,
    pack: str,
    heard: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from impact_check.cli.assess import resume
    from impact_check.cli.early_stop import offer_to_stop
    from impact_check.cli.route_shown import show_list
    from impact_check.cli.store import Store

    assessed(*CLOSURE[:-1], ":save")
    monkeypatch.setattr("impact_check.interview.walk.WORTH_LEAVING", 1)

    def stop(prompter: ScriptedPrompter) -> None:
        session = resume(Store(path), prompter, pack, "Ann")
        verdict = api.Settled(rating=True, alignment=True, outcomes=True, open=session.needed(), telling=())
        session.interview = session.interview.looking_ahead(verdict)
        offer_to_stop(session, verdict)
        show_list(session)

    done = said(stop, "3", "1")

    assert left(done) == []
    assert done.saved.stopped_early is not None
    assert heard >= {"You can stop here", "Left: no answer could change the result"}


def test_no_text_of_what_a_changed_answer_brings_about_is_hard_wired(
    assessed: Callable[..., Talk], heard: set[str]
) -> None:
    done = assessed(*CLOSURE, "Caretaker", "4", "2", "4", "1", ":save")

    assert left(done) == []
    assert heard >= {"They are kept, in case you change them back.", "{count} answers that were set aside count again."}


def test_no_text_of_the_first_sections_of_the_council_is_hard_wired(
    said: Callable[..., Talk], path: Path, tmp_path_factory: pytest.TempPathFactory, heard: set[str]
) -> None:
    from impact_check.cli.assess import converse, start
    from impact_check.cli.store import Store

    council = str(write_pseudo_pack("kirklees", tmp_path_factory.mktemp("council")))
    done = said(
        lambda prompter: converse(start(Store(path), prompter, council, "Ann")),
        *(*("1", "?", ":why", ":unsure", "", "") * 16, ":list", ":save"),
    )

    assert left(done) == []
    assert heard >= {"This opens {count} questions in {where}.", "{count} sections", "Source: {citation}"}


@pytest.mark.parametrize(
    ("word", "is_yes"), [("yes", True), ("Y", True), ("⟦yés⟧", True), ("no", False), ("⟦nó⟧", False)]
)
def test_yes_and_no_are_typed_in_the_language_or_in_english(
    assessed: Callable[..., Talk], word: str, is_yes: bool
) -> None:
    done = assessed(*CLOSURE, "", "", ":done", word)

    assert done.path.with_name("plan.pdf").exists() == is_yes


def test_no_text_of_what_comes_after_an_answer_is_hard_wired(assessed: Callable[..., Talk], heard: set[str]) -> None:
    evidence = ("Elm", "3", "2026-05-01", "")
    first = assessed(
        *(*FACTS, "1", ":note", "Close", ":na Close", "1", ":evidence", "", ":evidence", *evidence, "1"),
        *(
            ":go 6",
            ":note",
            "The bus",
            ":evidence E1",
            ":go 6",
            "2",
            "bus",
            "later",
            ":go 6",
            "2",
            ":evidence",
            ":back",
            ":save",
        ),
    )
    second = assessed(*("", ":go 4", "2", ":go 4", "1", ":go 6", ":unsure", "", "", ":go people", ":list", ":save"))

    assert (left(first), left(second)) == ([], [])
    assert heard >= {
        "Note added to your answer.",
        "Your note stays: {note}",
        "Your evidence {evidence} was for the old answer, so it is not attached here.",
    }


def test_no_text_of_a_challenge_is_hard_wired(
    assessed: Callable[..., Talk], said: Callable[..., Talk], path: Path, pack: str, heard: set[str]
) -> None:
    from impact_check.cli.challenge import converse, start
    from impact_check.cli.store import Store

    assessed(*FACTS, "1", "25", ":unsure", "", "", "1, 2", "1", "", ":save")

    def challenge(by: str | None) -> Callable[[ScriptedPrompter], None]:
        return lambda prompter: converse(start(Store(path), prompter, pack, by))

    refused = said(challenge("Ann"))
    first = said(
        challenge(None),
        *("1", "Jo", "?", ":list", ":back", ":go 99", ":why", ":nothing", "7", "1", "2", "", ":back", "2", "Close"),
        *("maybe", ":na", ":unsure", "1", ":save"),
    )
    again = said(challenge("Jo"), ":go 1", ":list", "", ":go 2", "2", "The bus", "", "1", "1", "1", "1", "1", "1", "1")
    last = said(challenge("Jo"), *["1"] * 20)

    assert [left(done, "Check") for done in (refused, first, again, last)] == [[], [], [], []]
    assert heard >= {"Point {number} of {count}", "What should the answer be?", "That is the answer given now"}


def test_no_text_of_an_option_is_hard_wired(
    assessed: Callable[..., Talk], said: Callable[..., Talk], path: Path, pack: str, heard: set[str]
) -> None:
    assessed(*CLOSURE, "", ":save")

    def add(title: str, *, nothing: bool = False) -> Callable[[ScriptedPrompter], None]:
        return lambda _: options.add(str(path), title, None, None, pack, "Bo", nothing=nothing)

    talks = [
        said(add(""), "The hall", "", *("?", "", "1", "30", ":back", "", "-", ":list", "2", "", "", "", "", "", "")),
        said(lambda _: options.change(str(path), "o1", None, None, pack, "Bo"), "", "", ":save"),
        said(lambda _: options.change(str(path), "O1", "The bus", None, pack, "Bo")),
        said(add("", nothing=True)),
        said(add("", nothing=True)),
        said(lambda _: options.remove(str(path), "O1", pack, "Bo"), "perhaps", "no"),
        said(lambda _: options.remove(str(path), "O1", pack, "Bo"), "yes"),
        said(lambda _: options.remove(str(path), "O9", pack, "Bo")),
        said(lambda _: options.change(str(path), "O2", None, None, pack, "Bo"), "", ":back", interactive=False),
    ]

    assert [left(done, "O1", "O2") for done in talks] == [[]] * len(talks)
    assert heard >= {"Remove {option}?", "In the proposal:", "Question {number} of about {about} for {option}"}


def test_no_text_of_a_merge_is_hard_wired(
    assessed: Callable[..., Talk], said: Callable[..., Talk], path: Path, pack: str, heard: set[str]
) -> None:
    assessed(*FACTS, ":save")
    other = path.with_name("other.lia.json")
    other.write_bytes(path.read_bytes())
    assessed("1", ":note Close", "25", "1", ":save")
    mine = path.read_bytes()
    path.write_bytes(other.read_bytes())
    assessed("1", "30", ":unsure", "", "", ":save", by="Bo")
    other.write_bytes(path.read_bytes())
    path.write_bytes(mine)

    def together(out: str, prefer: str | None = None) -> Callable[[ScriptedPrompter], None]:
        return lambda _: merge.merge("plan", "other", out, prefer, "Jo", pack)

    talks = [
        said(together("both"), "7", "1", ":back", "3", ":save"),
        said(together("both"), interactive=False),
        said(together("both"), "1", "2"),
        said(together("both"), "1", "2"),
    ]

    assert [left(done) for done in talks] == [[]] * len(talks)
    assert heard >= {"Which counts? :back goes back, :save stops.", "Don't know (nobody named to find out)"}


def test_no_text_of_two_people_with_one_file_is_hard_wired(
    assessed: Callable[..., Talk], said: Callable[..., Talk], path: Path, pack: str, heard: set[str]
) -> None:
    from impact_check.cli.assess import resume
    from impact_check.cli.holding import held
    from impact_check.cli.store import Store

    assessed(*FACTS, ":save")

    def take(prompter: ScriptedPrompter, *, take_over: bool = False) -> None:
        with held(Store(path), prompter, "Bo", take_over=take_over) as opened:
            opened.mend()

    def hold(prompter: ScriptedPrompter) -> None:
        with held(Store(path), prompter, "Ann"):
            take(prompter)

    def change_elsewhere(prompter: ScriptedPrompter) -> None:
        session = resume(Store(path), prompter, pack, "Ann")
        path.write_text(path.read_text("utf-8") + " ", "utf-8")
        session.keep(session.assessment.model_copy(update={"id": "lia-other"}))

    talks = [said(hold, "no"), said(hold, interactive=False), said(change_elsewhere)]
    path.write_text("{", "utf-8")
    talks += [said(take, "no"), said(take, interactive=False), said(take, "yes")]

    assert [left(done, "--take-over", "recover", str(path)) for done in talks] == [[]] * len(talks)
    assert heard >= {
        "Take it over?",
        "Bring that copy back?",
        "Nothing of theirs was overwritten. Your answers, up to the last one, are in {path}.",
    }


def test_no_text_of_what_commands_say_about_files_is_hard_wired(
    command: Callable[..., Done], pack: str, heard: set[str]
) -> None:
    for name, given in (("few", "proposal_title: Elm"), ("wrong", "closes: maybe, reach: 1, regular_users: some")):
        Path(f"{name}.yaml").write_text(f"by: Ann\ngiven: {{{given}}}\n", "utf-8")
    Path("wrong.csv").write_text("question,answer,evidnce\ncloses,maybe,E1\nreach,,E2\n", "utf-8")
    Path("broken.lia.json").write_text("{", "utf-8")
    asked = ("--pack", pack, "--language", CODE)

    done = [
        command("assess", "a", *asked, "--answers", "few.yaml"),
        command("assess", "b", *asked, "--answers", "few.yaml", "--strict"),
        command("assess", "a", *asked, "--answers", "few.yaml"),
        command("assess", "c", *asked, "--answers", "a.lia.json"),
        command("assess", "c", *asked, "--data", "a.lia.json", "--accept-data"),
        command("assess", "d", *asked, "--answers", "wrong.yaml"),
        command("assess", "e", *asked, "--answers", "wrong.csv"),
        command("assess", "a.txt", *asked),
        command("assess", "broken", *asked),
        command("recover", "broken", "--language", CODE),
        command("recover", "a", "--language", CODE),
        command("evidence", "a", *asked),
        command("option", "list", "a", *asked),
        command("option", "remove", "a", "O3", *asked),
        command("merge", "a", "c", "-o", "a", *asked),
        command("report", "none", *asked),
    ]

    lines = "\n".join(" ".join(f"{each.out}\n{each.err}".split()) for each in done)
    ids = {*api.load_questionnaire(pack).questions, "error", "answer", "unknown-heading"}
    words = [word for word in hard_wired(lines, {*TYPED, *ids}) if not PLACE.match(word)]
    assert words == []
    assert heard >= {"{count} mistake", "{path} is whole, so it was left as it is."}
