"""Turn plain data into a model, and pydantic's errors into faults with a place and a remedy."""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from impact_check.errors import Fault
from impact_check.language import CODE
from impact_check.loading.strict_yaml import Document, Loc
from impact_check.model.translated import MapFault, Wanted
from impact_check.rules.mistakes import did_you_mean

M = TypeVar("M", bound=BaseModel)


def validate(document: Document, model: type[M], wanted: Wanted | None = None) -> M | None:
    """Return the document as a model, or None after adding every fault to `document.faults`.

    wanted: the language that its texts are wanted in; without it, English.
    """
    if document.faults:
        return None
    if not isinstance(document.data, dict):
        document.faults.append(document.fault((), "wrong-type", "expected keys with values at the top of the file"))
        return None
    try:
        return model.model_validate(document.data, context=wanted)
    except ValidationError as error:
        document.faults.extend(_faults(error, document, model, wanted or Wanted()))
        return None


def untranslated_texts(document: Document, model: type[BaseModel], language: str) -> Iterator[Loc]:
    """Yield where each text of a document without faults stands that a language lacks."""
    try:
        model.model_validate(document.data, context=Wanted(language, must_be_translated=True))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"] == "not_translated":
                yield _in_document(detail["loc"], document)


def _faults(error: ValidationError, document: Document, model: type[BaseModel], wanted: Wanted) -> Iterator[Fault]:
    seen: set[tuple[Loc, bool]] = set()
    for detail in error.errors(include_url=False):
        loc = _in_document(detail["loc"], document)
        missing = detail["type"] == "missing"
        about = (*loc, str(detail["loc"][-1])) if missing else loc
        # A value that fits no branch of a union is reported once a branch: the first is enough. A list whose
        # entries are wrong isn't short as well.
        if (about, missing) in seen or (detail["type"] == "too_short" and _is_long_enough(dict(detail))):
            continue
        seen.add((about, missing))
        if detail["type"] == "language_map":
            yield from (_map_fault(fault, loc, document, wanted) for fault in detail["ctx"]["faults"])
            continue
        code, message = _message(dict(detail), loc, model)
        yield document.fault(loc, code, message, at_key=detail["type"] == "extra_forbidden")


def _map_fault(fault: MapFault, loc: Loc, document: Document, wanted: Wanted) -> Fault:
    """Tell what is wrong with a map of languages, at the key that is meant."""
    known, code = wanted.known or (), fault.key
    name = next((part for part in reversed(loc) if isinstance(part, str)), "the value")
    way = (*loc, code) if code else loc
    match fault.problem:
        case "unknown":
            message = f"'{code}' is none of the languages of this pack ({', '.join(known)}){did_you_mean(code, known)}"
            message += "; another language is added to 'languages' in pack.yaml"
            return document.fault(way, "unknown-language", message, at_key=True)
        case "empty":
            return document.fault(
                way, "empty-text", f"'{name}' is empty in '{code}'; leave the line out until it is there"
            )
        case "not_text":
            return document.fault(way, "wrong-type", f"'{name}' must be text in '{code}'")
    message = f"'{name}' has no text in English; add the key 'en'"
    return document.fault(way, "missing-key", message)


def _is_long_enough(detail: dict[str, Any]) -> bool:
    return len(detail["input"]) >= int(detail["ctx"]["min_length"])


def _in_document(loc: tuple[str | int, ...], document: Document) -> Loc:
    """Leave out what pydantic adds to the way: union branches, and the key that is missing."""
    way: Loc = ()
    for part in loc:
        if (*way, part) in document.values:
            way = (*way, part)
    return way


def _message(detail: dict[str, Any], loc: Loc, model: type[BaseModel]) -> tuple[str, str]:
    given, context = detail.get("input"), detail.get("ctx", {})
    name = next((part for part in reversed(loc) if isinstance(part, str)), "the value")
    kind = str(detail["type"])
    match kind:
        case "extra_forbidden":
            key = str(detail["loc"][-1])
            others = [known for known in _keys(model) if known != key]
            nearest = did_you_mean(key, others) or "; is the line indented as far as it should be?"
            return "unknown-key", f"there is no key '{key}' here{nearest}"
        case "missing":
            key = str(detail["loc"][-1])
            return "missing-key", f"the key '{key}' is missing{_WHAT_TO_ADD.get(key, '')}"
        case "literal_error":
            expected = str(context.get("expected", ""))
            choices = [choice.strip("' ") for choice in expected.replace(" or ", ", ").split(",")]
            return "wrong-value", f"'{given}' is not allowed; write {expected}{did_you_mean(str(given), choices)}"
        case "string_pattern_mismatch":
            form = _PATTERNS.get(str(context.get("pattern")), "wrong form")
            return "wrong-id", f"'{given}' can't be used here: {form}"
        case "string_type" if given is None:
            return "empty-text", f"'{name}' is empty"
        case "string_type" if isinstance(given, list | dict):
            return "wrong-type", f"'{name}' must be text, not {_shown(given)}"
    if kind in _SIMPLE:
        code, sentence = _SIMPLE[kind]
        shown = {"name": name, "given": _shown(given), **context}
        return code, sentence.format_map(shown)
    reason = str(detail["msg"]).removeprefix("Value error, ")
    return "wrong-value", f"{name}: {reason}" if loc and isinstance(loc[-1], str) else reason


_WHOLE = ("wrong-type", "'{name}' must be a whole number, not {given}")
_NUMBER = ("wrong-type", "'{name}' must be a number, not {given}")
_DATE = ("wrong-date", "'{name}' must be a date, written year-month-day like 2026-05-01, not {given}")
_KEYS = ("wrong-type", "'{name}' must hold keys with values, not {given}")
_SIMPLE = {
    "string_type": ("wrong-type", "'{name}' must be text; put {given} in double quotes if it is meant so"),
    "string_too_short": ("empty-text", "'{name}' is empty"),
    "string_too_long": ("text-too-long", "'{name}' is longer than {max_length} characters"),
    "tuple_type": ("wrong-type", "'{name}' must be a list: write [{given}] or lines that begin with a dash"),
    "too_short": ("empty-list", "'{name}' needs at least {min_length} in its list"),
    "too_long": ("long-list", "'{name}' has more than {max_length}"),
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "less_than_equal": ("wrong-value", "'{name}' must be at most {le:g}, not {given}"),
    "greater_than_equal": ("wrong-value", "'{name}' must be at least {ge}, not {given}"),
    "date_type": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "bool_type": ("wrong-type", "'{name}' must be true or false, not {given}"),
    "bool_parsing": ("wrong-type", "'{name}' must be true or false, not {given}"),
}

_WHAT_TO_ADD = {
    "sources": "; name at least one entry of evidence.yaml, or impact-check-convention for your own judgement",
    "because": "; say in one sentence what is true whenever the rule holds",
    "why": "; say in one sentence why it is asked",
}
_PATTERNS = {
    r"^[A-Za-z][A-Za-z0-9_]{0,59}$": "an id that conditions name has letters, digits and underscores only, "
    "and begins with a letter",
    r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$": "this id has letters, digits and hyphens only",
    CODE: "the code of a language is like cy, ur or pa-Arab",
    r"^\d+\.\d+\.\d+$": "a version has three numbers, like 1.0.0",
    r"^[A-Za-z][A-Za-z0-9_-]{0,39}$": "this id has letters, digits, hyphens and underscores only",
}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    return "true" if value is True else "false" if value is False else str(value)


@cache
def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Return every key that a model and the models inside it have."""
    found: dict[str, None] = {}
    open_models: list[Any] = [model]
    seen: set[Any] = set()
    while open_models:
        current = open_models.pop()
        if current in seen:
            continue
        seen.add(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            found.update(dict.fromkeys(current.model_fields))
            open_models.extend(field.annotation for field in current.model_fields.values())
        else:
            open_models.extend(argument for argument in get_args(current) if argument is not Ellipsis)
    return tuple(found)
