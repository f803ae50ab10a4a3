"""Marks inside a text: what of it stayed English, and what somebody wrote in a script of the other direction.

A page tells its reader in which language each passage is. So what isn't translated is marked where it comes in, and
the marks stay with it in whatever sentence it is put into; what prints the page turns them into elements. The marks
are characters for private use, which are taken out of everything that people write.
"""

import re
from collections.abc import Iterator
from typing import Literal

Kind = Literal["plain", "english", "written"]

_ENGLISH, _WRITTEN, _END = "\uf8f0", "\uf8f1", "\uf8f2"
_MARK = re.compile(f"[{_ENGLISH}{_WRITTEN}{_END}]")
_KINDS: dict[str, Kind] = {_ENGLISH: "english", _WRITTEN: "written"}


def mark_english(text: str) -> str:
    """Mark a text as English. A text without letters needs no mark."""
    return f"{_ENGLISH}{text}{_END}" if any(map(str.isalpha, text)) else text


def mark_written(text: str) -> str:
    """Mark a text that somebody wrote, so that its direction doesn't touch what stands around it."""
    return f"{_WRITTEN}{text}{_END}"


def is_marked(text: str) -> bool:
    """Tell whether there is a mark in a text."""
    return _MARK.search(text) is not None


def without_marks(text: str) -> str:
    """Return a text as people read it."""
    return _MARK.sub("", text)


def runs(text: str) -> Iterator[tuple[Kind, str]]:
    """Yield the parts of a text in order, each with how it is marked; a mark inside another ends with its own part.

    A mark that is never ended, because the text was cut, ends with the text.
    """
    open_kinds: list[Kind] = []
    start = 0
    for found in _MARK.finditer(text):
        if found.start() > start:
            yield (open_kinds[-1] if open_kinds else "plain"), text[start : found.start()]
        start = found.end()
        if found[0] == _END:
            del open_kinds[-1:]
        else:
            open_kinds.append(_KINDS[found[0]])
    if start < len(text):
        yield (open_kinds[-1] if open_kinds else "plain"), text[start:]


def remarked(kind: Kind, text: str) -> str:
    """Mark a text again as `runs` found it."""
    match kind:
        case "english":
            return mark_english(text)
        case "written":
            return mark_written(text)
    return text
