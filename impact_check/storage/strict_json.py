"""JSON text -> values, refusing what two programs may read differently: names twice, NaN, numbers beyond exactness."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from impact_check.language import tr

LARGEST_NUMBER: Final = 2**53 - 1
"""Beyond it some programs round (RFC 8785)."""

DATE_KEYS: Final = frozenset({"agreed_on", "at", "by_when", "created", "date", "due", "in_place_on", "on"})
"""The keys of an assessment file under which nothing but days and times stand."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ].+)?", re.ASCII)


def load_strictly(content: str | bytes) -> Any:
    """Return the value. content: bytes are UTF-8. Raises ValueError, or RecursionError if it is nested too deep."""
    text = content if isinstance(content, str) else content.decode("utf-8")
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole)


def odd_dates(data: Any) -> Iterator[str]:
    """Yield the place of each day or time in an assessment file that is written in another way than 2026-05-01.

    A count of seconds, which pydantic takes for one, even as text, is read as a day that nobody meant.
    """
    ahead: list[tuple[str, Any]] = [("", data)]
    while ahead:
        where, value = ahead.pop()
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inside in items:
            if isinstance(inside, dict | list):
                ahead.append((f"{where}{key}.", inside))
            elif key in DATE_KEYS and inside is not None and not (isinstance(inside, str) and _DAY.fullmatch(inside)):
                yield f"{where}{key}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(tr("the key “{key}” stands twice", key=twice[:40]))
    return found


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST_NUMBER:
        raise ValueError(tr("{number} is too large for a number", number=digits[:20]))
    return number


def _no_constant(name: str) -> NoReturn:
    raise ValueError(tr("{name} is no number", name=name))
