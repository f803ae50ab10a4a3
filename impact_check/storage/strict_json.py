"""JSON text -> values, refusing what two programs may read differently: names twice, NaN, numbers beyond exactness."""

import json
from typing import Any, Final, NoReturn

from impact_check.language import tr

LARGEST_NUMBER: Final = 2**53 - 1
"""Beyond it some programs round (RFC 8785)."""


def load_strictly(content: str | bytes) -> Any:
    """Return the value. content: bytes are UTF-8. Raises ValueError, or RecursionError if it is nested too deep."""
    text = content if isinstance(content, str) else content.decode("utf-8")
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole)


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
