"""Marks inside a text: what of it stayed English, and what somebody wrote in a script of the other direction.

A page tells its reader in which language each passage is. So what isn't translated is marked where it comes in, and
the marks stay with it in whatever sentence it is put into; what prints the page turns them into elements. The marks
are characters for private use, which are taken out of everything that people write.
"""

import re
from collections.abc import Iterator
from typing import Literal

Kind = Literal["english", "spoken", "written"]
"""English; the language spoken, inside English; what somebody wrote."""

_OPENING: dict[str, Kind] = {"\uf8f0": "english", "\uf8f1": "spoken", "\uf8f2": "written"}
_OPENS: dict[Kind, str] = {kind: mark for mark, kind in _OPENING.items()}
_END = "\uf8f3"
_MARK = re.compile(f"[{''.join(_OPENING)}{_END}]")


def mark(kind: Kind, text: str) -> str:
    """Mark a text. A number or a single letter (grade A, annex B) needs no mark: it is the same in both."""
    return f"{_OPENS[kind]}{text}{_END}" if sum(map(str.isalpha, without_marks(text))) > 1 else text


def is_marked(text: str) -> bool:
    """Tell whether there is a mark in a text."""
    return _MARK.search(text) is not None


def without_marks(text: str) -> str:
    """Return a text as people read it."""
    return _MARK.sub("", text)


def runs(text: str) -> Iterator[tuple[tuple[Kind, ...], str]]:
    """Yield the parts of a text in order, each with the marks around it, outermost first.

    A mark that is never ended, because the text was cut, ends with the text.
    """
    around: list[Kind] = []
    start = 0
    for found in _MARK.finditer(text):
        if found.start() > start:
            yield tuple(around), text[start : found.start()]
        start = found.end()
        if found[0] in _OPENING:
            around.append(_OPENING[found[0]])
        else:
            del around[-1:]
    if start < len(text):
        yield tuple(around), text[start:]


def remarked(around: tuple[Kind, ...], text: str) -> str:
    """Mark a text again as `runs` found it."""
    for kind in reversed(around):
        text = mark(kind, text)
    return text
