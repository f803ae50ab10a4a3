from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from impact_check.cli import clock
from impact_check.cli.exits import Stop
from impact_check.cli.prompts import EndOfInput
from impact_check.errors import ImpactCheckError

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PACK = str(Path(__file__).parent / "content" / "core")

Line = str | type[BaseException]


@dataclass
class ScriptedPrompter:
    """Says into a list and reads from another; an exception class in it is raised."""

    lines: list[Line]
    is_interactive: bool = True
    edits_lines: bool = True
    prefers_editor: bool = False
    said: list[str] = field(default_factory=list)

    def say(self, text: str = "", *, first: str = "", indent: int = 0, heading: bool = False) -> None:  # noqa: ARG002
        self.said.append(first + text)

    def show(self, text: str) -> None:
        self.said.append(text)

    def read(self, prompt: str = "> ", *, is_long: bool = False, start: str = "", typing=None) -> str:  # noqa: ARG002
        self.said.append(prompt + start)
        if not self.lines:
            raise EndOfInput
        line = self.lines.pop(0)
        if isinstance(line, str):
            return line
        raise line


@dataclass
class Talk:
    """What came of one run of the wizard."""

    code: int
    said: str
    ending: str
    path: Path
    left_over: list[Line]

    @property
    def saved(self):
        from impact_check import api

        return api.read_assessment(self.path)

    def value(self, question):
        return self.saved.answers[question].value


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))
    monkeypatch.setattr(clock, "fresh_id", lambda: "lia-test")
    monkeypatch.delenv("IMPACT_CHECK_BY", raising=False)
    monkeypatch.delenv("IMPACT_CHECK_LANGUAGE", raising=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.lia.json"


@pytest.fixture
def talk(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Talk]:
    from impact_check import api
    from impact_check.cli.assess import converse, resume, start
    from impact_check.cli.failures import in_words
    from impact_check.cli.store import Store

    monkeypatch.setattr(api, "report_pdf", lambda *_, **__: b"%PDF-made-in-a-test")

    monkeypatch.chdir(path.parent)

    def run(*lines: Line, interactive: bool = True, by: str | None = "Ann, commissioner", pack: str = PACK) -> Talk:
        prompter = ScriptedPrompter(list(lines), is_interactive=interactive)
        store = Store(path)
        code, ending = 0, ""
        try:
            converse((resume if store.exists else start)(store, prompter, pack, by))
        except Stop as stop:
            code, ending = stop.code, stop.message
        except ImpactCheckError as error:
            code, ending = in_words(error)
        return Talk(code, "\n".join(prompter.said), ending, store.path, prompter.lines)

    return run


FACTS: tuple[str, ...] = ("Close Elm Hall", "The hall would close.", "2027-04-01")
"""Answers to the first section."""

CLOSURE: tuple[str, ...] = (*FACTS, "1", "25", "1", "1, 2", "2")
"""Every answer of a closure that does much harm."""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary) -> Callable[..., Done]:
    """Run a command in an empty folder, in this process."""
    from impact_check.cli.main import run

    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str, typed: str = "") -> Done:
        with (tmp_path / ".typed").open("w+", encoding="utf-8") as stdin:
            stdin.write(typed)
            stdin.seek(0)
            monkeypatch.setattr("sys.stdin", stdin)
            code = run(arguments)
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return run_command
