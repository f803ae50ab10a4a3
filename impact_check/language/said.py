"""Numbers, dates and lists -> words, as the language spoken has them."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from impact_check.language.marks import is_marked, mark, without_marks
from impact_check.language.spoken import speaking, tr

_MONTHS = 12


def number(value: float, decimals: int = 0) -> str:
    """Return a number as it is written: `1,234`, or `1,234.5` with one decimal."""
    thousands, point = _separators()
    written = f"{value:,}" if isinstance(value, int) else f"{value:,.{decimals}f}"
    return written.translate({ord(","): thousands, ord("."): point})


def day(value: date) -> str:
    """Return a date as `1 May 2026`."""
    return tr("{day} {month} {year}", day=value.day, month=months()[value.month - 1], year=value.year)


def month(value: date) -> str:
    """Return the month of a date as `May 2026`."""
    return tr("{month} {year}", month=months()[value.month - 1], year=value.year)


def months() -> tuple[str, ...]:
    """Return the names of the twelve months, as they stand in a date."""
    said = tr("January February March April May June July August September October November December")
    names = tuple(without_marks(said).split())
    if len(names) != _MONTHS:
        with speaking("en"):
            return months()
    return tuple(mark("english", name) for name in names) if is_marked(said) else names


def listed(words: Iterable[str], joiner: Literal["and", "or"] = "and") -> str:
    """Return words as `a`, `a and b`, or `a, b and c`; empty if there are none."""
    *others, last = tuple(words) or ("",)
    if not others:
        return last
    some = others[0]
    for other in others[1:]:
        some = tr("{some}, {another}", some=some, another=other)
    return (
        tr("{some} or {last}", some=some, last=last)
        if joiner == "or"
        else tr("{some} and {last}", some=some, last=last)
    )


def _separators() -> tuple[str, str]:
    """Return what stands between thousands and before decimals, from how the language writes 1,234.5."""
    found = re.fullmatch(r"1(\D?)234(\D)5", tr("1,234.5"))
    return (found[1], found[2]) if found else (",", ".")
