"""A command and what somebody types at it -> what a plain terminal of 80 columns shows.

The program runs in this process, from its own front door, in a folder of its own. The clock stands still and ids are
given, so that every run is the same. One part is replaced: the PDF is an empty file, since laying it out takes seconds
and nothing of it is shown in a terminal.
"""

import contextlib
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from unittest import mock

from impact_check import api
from impact_check.cli import clock
from impact_check.cli.main import run
from impact_check.cli.output import wrapped
from impact_check.cli.prompts import TerminalPrompter

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
COLUMNS = 80


class Person(Protocol):
    """Whoever sits at the terminal."""

    def type(self, shown: str) -> str:
        """Return the line typed at a prompt. `shown` is all that was shown since the line before."""


@dataclass
class Terminal:
    """What is shown, and where each line that was typed ends in it."""

    folder: Path
    screen: io.StringIO = field(default_factory=lambda: _Screen())
    turn: int = 0
    """Where what was shown since the last line typed begins."""

    @property
    def text(self) -> str:
        """All that was shown, with what was typed."""
        return self.screen.getvalue()

    def run(self, command: Sequence[str], person: Person) -> int:
        """Run one command to its end; return its exit code."""
        with self._at(person):
            return run(command)

    def _read(self, person: Person, prompt: str) -> str:
        shown = self.text[self.turn :]
        line = person.type(shown + prompt)
        self.screen.write(wrapped(line, COLUMNS, first=prompt).rstrip() + "\n")
        self.turn = len(self.text)
        return line

    @contextlib.contextmanager
    def _at(self, person: Person) -> Iterator[None]:
        """Have this person at this terminal, at a fixed time and in a folder of its own."""

        def read(_: TerminalPrompter, prompt: str = "> ", **__: object) -> str:
            return self._read(person, prompt)

        looks = {"COLUMNS": str(COLUMNS), "TERM": "dumb", "ACCESSIBLE": "1"}
        unset = {"IMPACT_CHECK_BY": "", "IMPACT_CHECK_LANGUAGE": "", "IMPACT_CHECK_CACHE": "off"}
        with contextlib.ExitStack() as stack:
            enter = stack.enter_context
            enter(mock.patch.dict(os.environ, looks | unset))
            enter(contextlib.chdir(self.folder))
            enter(contextlib.redirect_stdout(self.screen))
            enter(contextlib.redirect_stderr(self.screen))
            enter(mock.patch("sys.stdin", _Screen()))
            enter(mock.patch.object(TerminalPrompter, "read", read))
            enter(mock.patch.object(clock, "now", return_value=NOW))
            enter(mock.patch.object(clock, "today", return_value=NOW.date()))
            enter(mock.patch.object(clock, "fresh_id", return_value="lia-20261122-00000001"))
            enter(mock.patch.object(api, "report_pdf", return_value=b""))
            yield


class _Screen(io.StringIO):
    """A text that says it is a terminal."""

    def isatty(self) -> bool:
        return True
