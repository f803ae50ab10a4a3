"""Turn values into the words of a page: dates, numbers, lists, passages with the way they run."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime

from impact_check.model.text import clean_text, direction
from impact_check.report.parts import Line, Passage

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ONLY_IN_URDU = frozenset("ٹڈڑںےہھگچپ")
_LANGUAGE_OF_SCRIPT = {"GUJARATI": "gu", "GURMUKHI": "pa"}


def passage(text: str) -> Passage:
    """Return a text line by line, cleaned, without blank lines, each with its direction and language."""
    lines = (line.strip() for line in clean_text(text).text.split("\n"))
    return tuple(Line(line, direction(line), language(line)) for line in lines if line)


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
    """Return a text cleaned and on one line."""
    return " ".join(clean_text(text).text.split())


def shorten(text: str, limit: int) -> str:
    """Return a text on one line, cut at a word and ended with an ellipsis if it is longer than `limit` characters."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.–") + "…"


def day(value: date) -> str:
    """Return a date as `1 May 2026`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


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


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun: `1 question`, `12,000 questions`."""
    return f"{number:,} {one if number == 1 else many}"


def listed(words: Iterable[str], joiner: str = "and") -> str:
    """Return words as `a`, `a and b`, or `a, b and c`; empty if there are none."""
    *others, last = tuple(words) or ("",)
    return f"{', '.join(others)} {joiner} {last}" if others else last


def lower_first(text: str) -> str:
    """Return a sentence to go on after a colon or comma: first letter small, unless the word is an abbreviation."""
    return text if (text[:2].isalpha() and text[:2].isupper()) or text.startswith("I ") else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return a text that ends with a full stop, question mark or the like."""
    return text if text.endswith((".", "?", "!", "…", "”")) else f"{text}."
