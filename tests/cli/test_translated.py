"""Every text that the terminal shows can be translated: in a made-up language nothing is left outside its brackets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from impact_check import api
from impact_check.cli import clock, merge, options
from impact_check.cli.exits import Stop
from impact_check.cli.failures import in_words
from impact_check.errors import ImpactCheckError
from impact_check.language import speaking
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired, write_pseudo_pack

from .conftest import CLOSURE, FACTS, PACK, Line, ScriptedPrompter, Talk

COMMANDS = frozenset(
    {
        *(":unsure", ":na", ":skip", ":edit", ":file", ":note", ":evidence", ":why", ":back", ":next", ":go", ":list"),
        *(":save", "impact-check", "assess", "rate", "option", "change", "compare", "challenge", "merge"),
    }
)
"""What is typed is the same in every language. Only a column of help shows it by itself."""

TYPED = frozenset({"Ann", "Bo", "Jo", "Close", "Elm", "Hall", "The", "hall", "would", "close", "Caretaker", "bus"})
"""Names and answers as somebody typed them."""


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
    monkeypatch.chdir(path.parent)
    catalog = PseudoCatalog()
    with speaking(CODE, catalog=catalog):
        yield catalog.asked


@pytest.fixture
def said(path: Path, pack: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Talk]:
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
        *("Close Elm Hall", ":note", "The hall", "", "The hall would close. Call 01484 221000", ":nothing", ":out", ""),
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
        "Did you mean",
    }


def test_no_text_of_planning_and_of_the_end_is_hard_wired(assessed: Callable[..., Talk], heard: set[str]) -> None:
    done = assessed(
        *(*CLOSURE, "Caretaker", "99", "5", ":go nothing", ""),
        *("77", "1", "2", "", "Ann", ":back", "Ann", "Caretaker", "2", "2026-12-01", "maybe", "yes", "Bo", "", "", "E1"),
        *("", "2", "1", "2", "1", "2", "", "", ":back", ":back", ":back", ":done", "no"),
    )
    planned = assessed(
        *("", "", "1", "The bus", "Ann", "Caretaker", "4", "2026-11-01", "no", "", "Counts", "1", "2026-10-01", ""),
        *("Jo", "2026-11-20", "", ":done", ""),
    )

    assert (left(done), left(planned)) == ([], [])
    assert heard >= {"To earn credit: {steps}.", "Risk {number} of {count}: {title}"}


def test_no_text_of_an_early_stop_is_hard_wired(assessed: Callable[..., Talk], heard: set[str]) -> None:
    done = assessed(*FACTS, "2", "1", "", "", "")

    assert left(done) == []


@pytest.mark.parametrize(("word", "is_yes"), [("yes", True), ("Y", True), ("⟦yés⟧", True), ("no", False), ("⟦nó⟧", False)])
def test_yes_and_no_are_typed_in_the_language_or_in_english(
    assessed: Callable[..., Talk], word: str, is_yes: bool
) -> None:
    done = assessed(*CLOSURE, "", "", ":done", word)

    assert done.path.with_name("plan.pdf").exists() == is_yes
