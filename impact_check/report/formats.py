"""Turn values into the words of a page: dates, numbers, lists, passages with the way they run."""

import unicodedata
from datetime import UTC, date, datetime

from impact_check.language import (
    current,
    day,
    is_marked,
    is_marking,
    listed,
    mark,
    remarked,
    runs,
    tr,
    without_marks,
)
from impact_check.language import direction as language_direction
from impact_check.model.text import clean_text, direction
from impact_check.report.page_one_parts import Line, Passage

__all__ = [
    "day",
    "iso_day",
    "labelled",
    "language",
    "listed",
    "lower_first",
    "moment",
    "one_line",
    "passage",
    "quoted",
    "sentence",
    "shorten",
    "unended",
    "upper_first",
]

_ENDS = (".", "?", "!", "…", "”", "۔", "؟", "।")
"""What ends a sentence, also in Arabic, Urdu and Gurmukhi scripts."""
_ONLY_IN_URDU = frozenset("ٹڈڑںےہھگچپ")
_LANGUAGE_OF_SCRIPT = {"GUJARATI": "gu", "GURMUKHI": "pa"}


def passage(text: str) -> Passage:
    """Return a text line by line, cleaned, without blank lines, each with its direction and language."""
    lines = (line.strip() for line in _cleaned(text).split("\n"))
    return tuple(_line(line) for line in lines if line)


def _line(text: str) -> Line:
    plain = without_marks(text)
    is_all_written = [around for around, _ in runs(text)] == [("written",)]  # The line says so for itself.
    return Line(plain if is_all_written else text, direction(plain), language(plain))


def language(text: str) -> str | None:
    """Name the likely language of a line from the script of its first letter; `None` for Latin and unknown scripts.

    Arabic script is taken for Urdu if it has letters that Arabic lacks.
    """
    first = next((character for character in text if unicodedata.category(character).startswith("L")), "")
    script = unicodedata.name(first, "").partition(" ")[0] if first else ""
    if script == "ARABIC":
        return "ur" if _ONLY_IN_URDU & set(text) else "ar"
    return _LANGUAGE_OF_SCRIPT.get(script)


def one_line(text: str) -> str:
    """Return a text cleaned and on one line; on a page of the other direction, marked so that it keeps its own."""
    line = " ".join(_cleaned(text).split())
    is_foreign = is_marking() and not is_marked(line) and direction(line) != language_direction(current())
    return mark("written", line) if is_foreign else line


def shorten(text: str, limit: int) -> str:
    """Return a text on one line, cut at a word and ended with an ellipsis if it is longer than `limit` characters."""
    line = one_line(text)
    if not is_marked(line):
        return _cut(line, limit)
    plain = without_marks(line)
    if len(plain) <= limit:
        return line
    left = len(_cut(plain, limit)) - 1
    kept = []
    for around, part in runs(line):
        kept.append(remarked(around, part[:left]))
        left = max(0, left - len(part))
    return "".join(kept) + "…"


def _cut(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.–") + "…"


def _cleaned(text: str) -> str:
    """Return a text cleaned, each line of a marked one marked for itself: the marks are no part of what is cleaned."""
    if not (is_marking() and is_marked(text)):
        return clean_text(text).text
    parts = ((around, clean_text(part).text.split("\n")) for around, part in runs(text))
    return "".join("\n".join(remarked(around, line) for line in lines) for around, lines in parts)


def iso_day(value: str) -> str:
    """Return an ISO date as `1 May 2026`; anything else as it is."""
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return one_line(value)


def moment(value: datetime) -> str:
    """Return a time as a W3C date in UTC, to the second; a time without zone is taken as UTC."""
    utc = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}Z"


def labelled(label: str, text: str) -> str:
    """Return what something is called and what it is: `Aimed at: Loss of company`."""
    return tr("{label}: {text}", label=label, text=text)


def quoted(text: str) -> str:
    """Return a text in the quotation marks of the language spoken."""
    return tr("“{text}”", text=text)


def lower_first(text: str) -> str:
    """Return a sentence to go on after a colon or comma: first letter small, unless the word is an abbreviation."""
    plain = without_marks(text[:3])
    if (plain[:2].isalpha() and plain[:2].isupper()) or plain.startswith("I "):
        return text
    first = _first_place(text)
    return text[:first] + text[first : first + 1].lower() + text[first + 1 :]


def upper_first(text: str) -> str:
    """Return a text to begin a sentence with: first letter large."""
    first = _first_place(text)
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


def _first_place(text: str) -> int:
    """Return the place of the first character that is no mark."""
    return next((place for place, character in enumerate(text) if not is_marked(character)), len(text))


def unended(text: str) -> str:
    """Return a sentence without its full stop, to go on after it."""
    kept = len(text)
    while kept and (text[kept - 1] == "." or is_marked(text[kept - 1])):
        kept -= 1
    return text[:kept] + text[kept:].replace(".", "")


def sentence(text: str) -> str:
    """Return a text that ends with a full stop, question mark or the like."""
    return text if without_marks(text[-2:]).endswith(_ENDS) else f"{text}."
