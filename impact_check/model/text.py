"""Clean what people write, so that the file, the page, speech and search all say the same."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from impact_check.language import Direction, number, tr

MAX_WORDS = 20_000
MAX_LINES = 2_000
MAX_TOKEN = 500
"""Limits of one answer: words, lines, and characters without a space. Laying out more takes minutes."""

MAX_MARKS = 4
"""Combining marks kept on one letter. Every living script needs fewer."""

_PLAIN = re.compile(r"[\n\t -~\u00a0-\u00ac\u00ae-\u00ff\u2010-\u2027\u2030-\u205e\u20ac]*")
"""Texts that are clean as they stand: the letters of Western Europe and common punctuation."""
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
_KEPT_FORMAT_CHARACTERS = frozenset("\u200c\u200d\u00ad")  # Joiners (Urdu, Indic scripts, emoji) and soft hyphen.


class Cleaned(NamedTuple):
    """A text that is safe to store and print, and what was taken out of it."""

    text: str
    removed: tuple[str, ...]
    """Each kind of character removed, once, in the order met: `U+202E RIGHT-TO-LEFT OVERRIDE`. For the author."""


def clean_text(text: str) -> Cleaned:
    """Drop what can't be printed or would make the page say something else than the data; compose to NFC.

    Dropped: control characters but line feed and tab, lone surrogates, private use, noncharacters, bidirectional
    controls and other invisible format characters, and combining marks past four on one letter. Other line ends
    become line feeds, which isn't reported. Cleaning twice changes nothing more.
    """
    if _PLAIN.fullmatch(text):  # Nearly every text: looking at each character would take a hundred times as long.
        return Cleaned(text, ())
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    removed: dict[str, None] = {}
    kept = []
    for character in text:
        if _is_forbidden(character):
            removed[_name(character)] = None
        else:
            kept.append(character)
    composed = unicodedata.normalize("NFC", "".join(kept))
    return Cleaned("".join(_capped(composed, removed)), tuple(removed))


def check_size(text: str) -> str | None:
    """Say what is too large about a text and what the limit is; `None` if it fits."""
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        return tr(
            "This text has {lines} lines. The limit is {limit}. Shorten it, or attach it as evidence.",
            lines=number(lines),
            limit=number(MAX_LINES),
        )
    tokens = text.split()
    if len(tokens) > MAX_WORDS:
        return tr(
            "This text has {words} words. The limit is {limit}. Shorten it, or attach it as evidence.",
            words=number(len(tokens)),
            limit=number(MAX_WORDS),
        )
    longest = max(tokens, key=len, default="")
    if len(longest) > MAX_TOKEN:
        return tr(
            "This text has {length} characters in a row without a space, beginning “{beginning}”. "
            "The limit is {limit}. Put in spaces, or shorten it.",
            length=number(len(longest)),
            beginning=longest[:20],
            limit=number(MAX_TOKEN),
        )
    return None


def direction(text: str) -> Direction:
    """Tell which way a text runs, by its first letter that has a direction; `ltr` if none has."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                return "rtl"
            case "L":
                return "ltr"
    return "ltr"


def _is_forbidden(character: str) -> bool:
    code = ord(character)
    category = unicodedata.category(character)
    return (
        category in ("Cs", "Co")
        or (category == "Cc" and character not in "\n\t")
        or (category == "Cf" and character not in _KEPT_FORMAT_CHARACTERS)
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def _capped(text: str, removed: dict[str, None]) -> Iterator[str]:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        if run > MAX_MARKS:
            removed[tr("more than {count} combining marks on one letter", count=MAX_MARKS)] = None
        else:
            yield character


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()
