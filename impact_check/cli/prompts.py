"""Ask one thing and read one line, at a terminal or from a pipe."""

import os
import sys
from typing import Protocol

import click

from impact_check.cli.drafts import Typing
from impact_check.cli.output import Look, printable, rewrapped, wrapped
from impact_check.cli.waiting import is_waiting
from impact_check.language import trn

LONG_COMMANDS = (":note ", ":na ")
"""What is typed after these may have been pasted, and be many lines long."""


class EndOfInput(Exception):  # noqa: N818  # A pipe that has been read is no error.
    """There is nothing more to read."""


class Prompter(Protocol):
    """What the wizard needs of the person at the other end. Tests script it."""

    @property
    def is_interactive(self) -> bool:
        """A person sits there, who can be asked again."""

    @property
    def edits_lines(self) -> bool:
        """A line can be typed with text in it to begin with."""

    @property
    def prefers_editor(self) -> bool:
        """A text is better changed in a program of its own than in a line."""

    def say(self, text: str = "", *, first: str = "", indent: int = 0, heading: bool = False) -> None:
        """Show a paragraph; `first` is a label before its first line."""

    def show(self, text: str) -> None:
        """Show text that is laid out already."""

    def read(self, prompt: str = "> ", *, is_long: bool = False, start: str = "", typing: Typing | None = None) -> str:
        """Return one line. Raise EndOfInput at the end, and KeyboardInterrupt on Ctrl-C.

        `is_long` means that lines pasted together belong together; the text may then hold line ends. `start` is in
        the line to begin with. `typing` is told what is in the line while it is typed.
        """


class TerminalPrompter:
    """A person at a terminal, or answers in a pipe."""

    def __init__(self, look: Look) -> None:
        """Take the look of the terminal."""
        self._look = look
        self._is_ready = False

    @property
    def is_interactive(self) -> bool:
        """Standard input is a terminal."""
        return sys.stdin.isatty()

    @property
    def edits_lines(self) -> bool:
        """A line editor is there."""
        return self.is_interactive and (self._has_editor or _has_readline())

    @property
    def prefers_editor(self) -> bool:
        """The terminal is plain, so a long line is hard to change in place."""
        return not self._has_editor

    @property
    def _has_editor(self) -> bool:
        return self.is_interactive and not self._look.plain

    def say(self, text: str = "", *, first: str = "", indent: int = 0, heading: bool = False) -> None:
        """Print a paragraph, wrapped; a heading in bold where the terminal wants that."""
        laid_out = wrapped(text, self._look.width, first=first, indent=indent)
        click.echo(click.style(laid_out, bold=True) if heading and self._look.bold else laid_out)

    def show(self, text: str) -> None:
        """Print text that is laid out already."""
        click.echo(rewrapped(text, self._look.width))

    def read(self, prompt: str = "> ", *, is_long: bool = False, start: str = "", typing: Typing | None = None) -> str:
        """Read one line; from a terminal together with the lines pasted with it, if `is_long`.

        Only what is worth keeping while it is typed is worth a line editor.
        """
        try:
            if is_long and typing is not None and self._has_editor:
                from impact_check.cli.line_editor import edit_line

                line, was_pasted = edit_line(prompt, start=start, typing=typing)
            else:
                line, was_pasted = self._read_plainly(prompt, is_long=is_long, start=start, typing=typing)
        except EOFError:
            click.echo()
            raise EndOfInput from None
        if was_pasted:
            count = line.count("\n") + 1
            click.echo(trn("Kept as one answer: {count} line.", "Kept as one answer: {count} lines.", count))
        return line

    def _read_plainly(self, prompt: str, *, is_long: bool, start: str, typing: Typing | None) -> tuple[str, bool]:
        """Return the line, and whether several lines were pasted as one."""
        if not self.is_interactive:
            line = input(prompt)
            click.echo(printable(line))
            return line, False
        from impact_check.cli import line_reading

        if not self._is_ready:
            line_reading.set_up(plain=self._look.plain)
            self._is_ready = True
        line = line_reading.read_line(prompt, start=start, typing=typing)
        if is_long or line.lstrip().startswith(LONG_COMMANDS):
            whole = _with_pasted_lines(line)
            return whole, whole != start and "\n" in whole
        return line, False


class SilentPrompter(TerminalPrompter):
    """Nobody there: answers came from a file. Nothing is read."""

    @property
    def is_interactive(self) -> bool:
        """Nobody can be asked."""
        return False

    def read(
        self,
        prompt: str = "> ",  # noqa: ARG002  # The protocol's arguments.
        *,
        is_long: bool = False,  # noqa: ARG002
        start: str = "",  # noqa: ARG002
        typing: Typing | None = None,  # noqa: ARG002
    ) -> str:
        """Raise EndOfInput."""
        raise EndOfInput


def _has_readline() -> bool:
    return os.name != "nt"


def _with_pasted_lines(line: str) -> str:
    """Return the line and all that is waiting behind it: the rest of a paste, not the next answer."""
    lines = [line]
    while is_waiting():
        try:
            lines.append(input())
        except EOFError:
            break
    return "\n".join(lines)
