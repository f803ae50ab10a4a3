"""Refuse, by name, characters that the bundled fonts can't show, before a PDF prints empty boxes."""

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from impact_check.errors import ReportError
from impact_check.language import listed, tr, trn, without_marks
from impact_check.model.text import clean_text

if TYPE_CHECKING:
    from impact_check.report.parts import ReportView

FONTS = Path(__file__).parent / "fonts"

_NEED_NO_GLYPH = frozenset("\n\t\u00ad\u200c\u200d\ufe0e\ufe0f")
_NAMED = 5


def check_characters(view: "ReportView") -> None:
    """Raise ReportError, naming the answer and the characters, if something that people wrote can't be printed."""
    for item in view.written:
        missing = uncovered(clean_text(item.text).text)
        if missing:
            raise ReportError(
                without_marks(
                    tr(
                        "The PDF can’t be made: {where} has characters that its fonts can’t show: {names}. "
                        "Write these words in another script or leave them out, or use the HTML report.",
                        where=item.where,
                        names=_some(tuple(map(character_name, missing))),
                    )
                )
            )


class KeptText(NamedTuple):
    """A text as it is kept, and sentences for its author: what was taken out, what the PDF can't show. Often none."""

    text: str
    told: tuple[str, ...]


def kept_text(text: str) -> KeptText:
    """Return a text as it is kept and printed, and what its author should know about that."""
    kept, removed = clean_text(text)
    told = []
    if removed:
        told.append(
            tr(
                "These characters were taken out, since they can’t be printed or could hide something: {names}.",
                names=_some(removed),
            )
        )
    if missing := uncovered(kept):
        told.append(
            tr(
                "The PDF’s fonts can’t show these characters: {names}. "
                "Write these words in another script or leave them out. Else there is only the HTML report.",
                names=_some(tuple(map(character_name, missing))),
            )
        )
    return KeptText(kept, tuple(map(without_marks, told)))


def _some(names: tuple[str, ...]) -> str:
    """Return the first few names, and how many more there are."""
    first = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return listed((first, trn("1 more", "{count} more", more))) if more > 0 else first


def uncovered(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no bundled font has, each once, in the order met."""
    return tuple(dict.fromkeys(character for character in text if not _is_covered(character)))


def character_name(character: str) -> str:
    """Return a character with its code point and name: `“中” (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)`."""
    name = unicodedata.name(character, "")
    return f"“{character}” (U+{ord(character):04X} {name}".rstrip() + ")"


def _is_covered(character: str) -> bool:
    if character in _NEED_NO_GLYPH:
        return True
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    runs = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return tuple(first for first, _ in runs), tuple(last for _, last in runs)
