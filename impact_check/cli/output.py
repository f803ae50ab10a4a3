"""Text -> this terminal: in UTF-8, wrapped to its width, with no escape codes unless it wants them."""

import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import click

WIDEST = 88
"""Lines are not longer than this, however wide the window: long lines are hard to read."""

NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How text should look on one terminal or in one pipe."""

    width: int
    bold: bool
    """Headings may be set in bold. Nothing else is ever styled, and nothing is said by style alone."""
    plain: bool
    """No escape code may be written, not even by line editing."""


def read_look(environment: Mapping[str, str], *, is_terminal: bool, columns: int) -> Look:
    """Return the look that this environment asks for (`NO_COLOR`, `ACCESSIBLE`, `TERM`)."""
    accessible = environment.get("ACCESSIBLE", "") not in ("", "0")
    plain = not is_terminal or accessible or environment.get("TERM", "dumb") == "dumb"
    if os.name == "nt" and is_terminal and not accessible:
        plain = False
    return Look(
        width=max(NARROWEST, min(columns, WIDEST)),
        bold=not plain and not environment.get("NO_COLOR"),
        plain=plain,
    )


def look_here() -> Look:
    """Return the look of this process's own output."""
    return read_look(os.environ, is_terminal=sys.stdout.isatty(), columns=shutil.get_terminal_size((80, 24)).columns)


def printable(text: str) -> str:
    """Return the text without control characters, which could command the terminal; line ends and tabs stay."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def wrapped(text: str, width: int, *, first: str = "", indent: int = 0) -> str:
    """Return the text in lines of at most this width.

    `first` stands before the first line and the others are indented below it; line ends in the text stay.
    """
    start = " " * indent + first
    hanging = " " * len(start)
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        lead = start if not lines else hanging
        filled = textwrap.wrap(
            paragraph,
            width,
            initial_indent=lead,
            subsequent_indent=hanging,
            break_on_hyphens=False,
            break_long_words=False,
        )
        lines.extend(filled or [lead.rstrip()])
    return "\n".join(lines)


def rewrapped(text: str, width: int) -> str:
    """Return laid-out text with its long lines wrapped below their own indent or list mark."""
    lines = (LINE_START.match(line) for line in printable(text).split("\n"))
    return "\n".join(wrapped(line["text"], width, first=line["start"]) for line in lines if line)


LINE_START = re.compile(r"(?P<start> *(?:(?:[-*•]|\d+\.) +)?)(?P<text>.*)")


def say(text: str = "", *, to_stderr: bool = False) -> None:
    """Print text as it is, but for control characters."""
    click.echo(printable(text), err=to_stderr)


def show(text: str) -> None:
    """Print text that is laid out already; at a terminal, long lines are wrapped."""
    click.echo(rewrapped(text, look_here().width) if sys.stdout.isatty() else printable(text))


def say_wrapped(text: str, *, to_stderr: bool = False) -> None:
    """Print a paragraph, wrapped."""
    say(wrapped(text, look_here().width), to_stderr=to_stderr)
