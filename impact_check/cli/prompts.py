"""Ask one thing and read one line, at a terminal or from a pipe."""

import os
import select
import sys
from typing import Protocol

import click

from impact_check.cli.output import Look, printable, rewrapped, wrapped

PASTE_PAUSE = 0.05
"""Seconds. What arrives this soon after a line was pasted with it; people do not type so fast."""

LONG_COMMANDS = (":note ", ":na ")
"""What is typed after these may have been pasted, and be many lines long."""


class EndOfInput(Exception):  # noqa: N818  # A pipe that has been read is no error.
    """There is nothing more to read."""


class Prompter(Protocol):
    """What the wizard needs of the person at the other end. Tests script it."""

    @property
    def is_interactive(self) -> bool:
        """A person sits there, who can be asked again."""

    def say(self, text: str = "", *, first: str = "", indent: int = 0, heading: bool = False) -> None:
        """Show a paragraph; `first` is a label before its first line."""

    def show(self, text: str) -> None:
        """Show text that is laid out already."""

    def read(self, prompt: str = "> ", *, is_long: bool = False) -> str:
        """Return one line. Raise EndOfInput at the end, and KeyboardInterrupt on Ctrl-C.

        `is_long` means that lines pasted together belong together; the text may then hold line ends.
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

    def say(self, text: str = "", *, first: str = "", indent: int = 0, heading: bool = False) -> None:
        """Print a paragraph, wrapped; a heading in bold where the terminal wants that."""
        laid_out = wrapped(text, self._look.width, first=first, indent=indent)
        click.echo(click.style(laid_out, bold=True) if heading and self._look.bold else laid_out)

    def show(self, text: str) -> None:
        """Print text that is laid out already."""
        click.echo(rewrapped(text, self._look.width))

    def read(self, prompt: str = "> ", *, is_long: bool = False) -> str:
        """Read one line; from a terminal together with the lines pasted with it, if `is_long`."""
        if self.is_interactive and not self._is_ready:
            _use_line_editing(plain=self._look.plain)
            self._is_ready = True
        try:
            line = input(prompt)
        except EOFError:
            click.echo()
            raise EndOfInput from None
        if not self.is_interactive:
            click.echo(printable(line))
        elif is_long or line.lstrip().startswith(LONG_COMMANDS):
            line = _with_pasted_lines(line)
        return line


class SilentPrompter(TerminalPrompter):
    """Nobody there: answers came from a file. Nothing is read."""

    @property
    def is_interactive(self) -> bool:
        """Nobody can be asked."""
        return False

    def read(self, prompt: str = "> ", *, is_long: bool = False) -> str:  # noqa: ARG002  # The protocol's arguments.
        """Raise EndOfInput."""
        raise EndOfInput


def _use_line_editing(*, plain: bool) -> None:
    """Load readline: without it a terminal cuts a pasted line at 4,095 characters, or at 1,024."""
    if plain:
        os.environ["TERM"] = "dumb"  # Readline then writes no escape codes.
    try:
        import readline
    except ImportError:  # Windows: its console has no such limit.
        return
    readline.parse_and_bind(f"set enable-bracketed-paste {'off' if plain else 'on'}")
    readline.parse_and_bind("tab: self-insert")
    readline.set_auto_history(False)


def _with_pasted_lines(line: str) -> str:
    """Return the line and all that is waiting behind it: the rest of a paste, not the next answer."""
    lines = [line]
    while _is_waiting():
        try:
            lines.append(input())
        except EOFError:
            break
    if len(lines) > 1 or "\n" in line:
        count = sum(part.count("\n") + 1 for part in lines)
        click.echo(f"Kept as one answer: {count} lines.")
    return "\n".join(lines)


def _is_waiting() -> bool:
    if os.name == "nt":
        import msvcrt
        import time

        time.sleep(PASTE_PAUSE)
        return bool(msvcrt.kbhit())  # type: ignore[attr-defined]
    return bool(select.select([sys.stdin], [], [], PASTE_PAUSE)[0])
