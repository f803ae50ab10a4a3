"""A JSON body -> the request in it, or every fault with a JSON pointer to it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, JsonValue, ValidationError

from impact_check.rules.mistakes import did_you_mean
from impact_check.service.problems import FaultTold, Problem, pointer
from impact_check.service.settings import Limits
from impact_check.service.strict_json import Way, strict_json

_DATE_FORMATS: Final = frozenset({"date", "date-time"})
_AS_WRITTEN: Final = "given"
"""Answers as people write them: what stands in them is checked against the questions."""


def read_body(body: bytes, kinds: tuple[type[BaseModel], ...], limits: Limits) -> BaseModel:
    """Return the request in a body. kinds: what it may be; see `Address.takes`. Raises Problem with every fault."""
    value = strict_json(body, limits)
    kind = _kind(value, kinds)
    try:
        asked = kind.model_validate_json(body, strict=True)
    except ValidationError as error:
        faults = tuple(_faults(error, value, kind, limits.listed))
        more = f" And more: {error.error_count()} in all." if len(faults) > 1 else ""
        raise Problem("does-not-fit", f"{faults[0].path or 'The body'}: {faults[0].detail}{more}", faults) from None
    if faults := tuple(_odd_dates(value, _date_keys(kind))):
        raise Problem("does-not-fit", f"{faults[0].path}: {faults[0].detail}", faults)
    return asked


def _kind(value: JsonValue, kinds: tuple[type[BaseModel], ...]) -> type[BaseModel]:
    if not isinstance(value, dict):
        detail = "The body must be a JSON object."
        raise Problem("does-not-fit", detail, (FaultTold(path="", code="wrong-type", detail=detail),))
    if len(kinds) == 1:
        return kinds[0]
    if ("assessment" in value) is ("answers" in value):
        detail = "Send either “assessment” (a file, whole) or “answers”, and not both."
        raise Problem("does-not-fit", detail, (FaultTold(path="", code="wrong-keys", detail=detail),))
    return kinds[0] if "assessment" in value else kinds[1]


def _faults(error: ValidationError, value: JsonValue, kind: type[BaseModel], most: int) -> Iterator[FaultTold]:
    """Yield one fault for each place: a value that fits no branch of a union has one error for each branch."""
    found: dict[str, list[tuple[str, str]]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        way = _in_body(detail["loc"], value)
        if detail["type"] == "missing":
            way = (*way, detail["loc"][-1])
        path = pointer(way)
        if path not in found and len(found) == most:
            break
        found.setdefault(path, []).append(_told(dict(detail), kind))
    for path, told in found.items():
        yield FaultTold(path=path, code=told[0][0], detail=" Or: ".join(dict.fromkeys(words for _, words in told)))


def _told(detail: dict[str, Any], kind: type[BaseModel]) -> tuple[str, str]:
    match detail["type"]:
        case "missing":
            return "missing-key", f"The key “{detail['loc'][-1]}” is missing."
        case "extra_forbidden":
            key = str(detail["loc"][-1])[:80]
            return "unknown-key", f"There is no key “{key}” here{did_you_mean(key, _keys(kind)) or '.'}"
        case "union_tag_not_found" | "union_tag_invalid":
            told = f"The key {detail['ctx']['discriminator']} says which kind it is; it is missing or not known."
            return "wrong-value", told
    return "wrong-value", str(detail["msg"]).removeprefix("Value error, ") + "."


def _in_body(loc: tuple[str | int, ...], value: JsonValue) -> Way:
    """Leave out what pydantic adds to the way: the names of union branches, and keys that are missing."""
    way: Way = ()
    for part in loc:
        if isinstance(value, dict) and isinstance(part, str) and part in value:  # noqa: SIM114  # Joined, the checker would not know which is which.
            value = value[part]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        way = (*way, part)
    return way


def _odd_dates(value: JsonValue, keys: frozenset[str]) -> Iterator[FaultTold]:
    """Yield dates that are written as a count of seconds: they would be read as a day that nobody meant."""
    ahead: list[tuple[Way, JsonValue]] = [((), value)]
    while ahead:
        way, inside = ahead.pop()
        if isinstance(inside, dict):
            ahead.extend(((*way, key), each) for key, each in inside.items() if key != _AS_WRITTEN)
        elif isinstance(inside, list):
            ahead.extend(((*way, place), each) for place, each in enumerate(inside))
        elif isinstance(inside, str) and way[-1] in keys and inside[4:5] != "-":
            detail = "Write a date as 2026-05-01, and a time as 2026-05-01T09:30:00Z."
            yield FaultTold(path=pointer(way), code="wrong-date", detail=detail)


@cache
def _date_keys(kind: type[BaseModel]) -> frozenset[str]:
    """Return the keys under which only dates and times stand."""
    return frozenset(key for key, schema in _properties(kind) if _is_date(schema))


@cache
def _keys(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key, _ in _properties(kind)))


def _properties(kind: type[BaseModel]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    schema = kind.model_json_schema()
    for model in (schema, *schema.get("$defs", {}).values()):
        yield from model.get("properties", {}).items()


def _is_date(schema: Mapping[str, Any]) -> bool:
    return any(branch.get("format") in _DATE_FORMATS for branch in (schema, *schema.get("anyOf", ())))
