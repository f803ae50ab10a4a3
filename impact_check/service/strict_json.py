"""Bytes -> a JSON value that means the same to every reader (I-JSON, RFC 7493), or every fault with its place.

Refused: another encoding than UTF-8, repeated keys, NaN and infinity, whole numbers that not every reader keeps, halves
of characters, and more values or deeper nesting than any assessment has.
"""

import json
import math
from collections.abc import Iterator
from typing import Final, NoReturn

from pydantic import JsonValue

from impact_check.service.problems import FaultTold, Problem, pointer
from impact_check.service.settings import Limits

_LARGEST: Final = 2**53 - 1
"""Up to here a whole number is exact as a double, which is what many readers keep."""
_LONGEST: Final = 400
"""Digits. More would take long to read."""

Way = tuple[str | int, ...]


class _Repeated(dict[str, JsonValue]):
    """An object in which keys stand twice."""

    keys_twice: tuple[str, ...] = ()


def strict_json(body: bytes, limits: Limits) -> JsonValue:
    """Return what a body says. Raises Problem with every fault."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse("not-utf8", f"It isn’t UTF-8: the byte at {error.start} doesn’t fit. Send JSON in UTF-8.")
    if text.startswith("\ufeff"):
        _refuse("byte-order-mark", "It begins with a byte order mark. Leave it out.")
    try:
        value: JsonValue = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=float
        )
    except json.JSONDecodeError as error:
        _refuse("syntax", f"It isn’t JSON: {error.msg} at line {error.lineno}, column {error.colno}.")
    except RecursionError:
        _refuse("too-deep", f"Lists and objects are nested too deep. The limit is {limits.depth}.")
    faults = tuple(_faults(value, limits))
    if faults:
        raise Problem("not-json", _summed_up(faults), faults)
    return value


def _summed_up(faults: tuple[FaultTold, ...]) -> str:
    more = f" And {len(faults) - 1} more." if len(faults) > 1 else ""
    return f"{faults[0].detail}{more}"


def _refuse(code: str, detail: str) -> NoReturn:
    raise Problem("not-json", detail, (FaultTold(path="", code=code, detail=detail),)) from None


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    repeated, seen = _Repeated(made), set[str]()
    repeated.keys_twice = tuple(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return repeated


def _constant(name: str) -> NoReturn:
    _refuse("bad-number", f"{name} is no number in JSON. Leave the value out, or say that it isn’t known.")


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST:
        _refuse("bad-number", f"There is a number with {len(digits)} digits. Numbers go up to {_LARGEST}.")
    return int(digits)


def _faults(top: JsonValue, limits: Limits) -> Iterator[FaultTold]:
    """Yield what is wrong with a value, in no more steps than the limit allows."""
    ahead: list[tuple[Way, JsonValue]] = [((), top)]
    count = 0
    while ahead:
        way, value = ahead.pop()
        count += 1
        if isinstance(value, dict | list) and count + len(ahead) + len(value) > limits.values:
            yield FaultTold(path="", code="too-many", detail=f"It holds more than {limits.values} values.")
            return
        if len(way) > limits.depth:
            yield _fault(way[: limits.depth], "too-deep", f"Lists and objects are nested deeper than {limits.depth}.")
            return
        if isinstance(value, dict):
            yield from _faults_of_keys(way, value)
            ahead.extend(reversed([((*way, key), inside) for key, inside in value.items()]))
        elif isinstance(value, list):
            ahead.extend(reversed([((*way, place), inside) for place, inside in enumerate(value)]))
        elif fault := _scalar_fault(value):
            yield _fault(way, *fault)


def _faults_of_keys(way: Way, value: dict[str, JsonValue]) -> Iterator[FaultTold]:
    if isinstance(value, _Repeated):
        for key in value.keys_twice:
            yield _fault((*way, key), "repeated-key", f"The key “{_plain(key)}” stands here twice. Keep one.")
    for key in value:
        if _is_broken(key):
            yield _fault(way, "broken-text", "A key here has half a character in it (a lone surrogate).")


def _scalar_fault(value: JsonValue) -> tuple[str, str] | None:
    match value:
        case str() if _is_broken(value):
            return "broken-text", "This text has half a character in it (a lone surrogate). Write the whole character."
        case float() if not math.isfinite(value):
            return "bad-number", "This number is too large for JSON."
        case int() if abs(value) > _LARGEST:
            return "bad-number", f"Not every program keeps this number exactly. Numbers go up to {_LARGEST}."
    return None


def _fault(way: Way, code: str, detail: str) -> FaultTold:
    return FaultTold(path=_plain(pointer(way)), code=code, detail=detail)


def _is_broken(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
