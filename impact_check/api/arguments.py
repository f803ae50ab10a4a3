"""What a caller gave -> the same, or an ArgumentError that says which argument it is and what belongs there."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from pydantic import JsonValue

from impact_check.errors import AnswersFileError, ArgumentError, Fault
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.rules import Ruleset

_READ = "the content of a file, as Path(name).read_bytes() gives it"


def wrong(name: str, expected: str, value: object) -> ArgumentError:
    """Return the error for an argument that isn't what is expected there."""
    return ArgumentError(name, f"expected {expected}; got {_shown(value)}")


def _shown(value: object) -> str:
    """Return a value in few words: long and secret ones by their type only."""
    if isinstance(value, str | int | float | date | Path | None):
        shown = repr(value)
        return shown if len(shown) <= 60 else f"{type(value).__name__} {shown[:50]}…"
    if isinstance(value, bytes):
        return "bytes"
    return f"{'an' if type(value).__name__[0] in 'AEIOaeio' else 'a'} {type(value).__name__}"


def check_questionnaire(value: object) -> None:
    """Raise ArgumentError unless it is a questionnaire."""
    if not isinstance(value, Ruleset):
        raise wrong("questionnaire", "what load_questionnaire(...) or load_pinned(...) gives", value)


def check_assessment(value: object, name: str = "assessment") -> None:
    """Raise ArgumentError unless it is an assessment."""
    if not isinstance(value, Assessment):
        raise wrong(name, "what load_assessment(...) or from_answers(...) gives", value)


def check_result(value: object) -> None:
    """Raise ArgumentError unless it is a result."""
    if not isinstance(value, Result):
        raise wrong("result", "what assess(...) gives", value)


def check_text(name: str, value: object) -> None:
    """Raise ArgumentError unless it is a text, and not empty."""
    if not isinstance(value, str) or not value:
        raise wrong(name, "a text that isn’t empty", value)


def check_name(name: str, value: object) -> None:
    """Raise ArgumentError unless it is a name or a path."""
    if not isinstance(value, str | Path) or not str(value):
        raise wrong(name, "a name", value)


def check_path(name: str, value: object) -> None:
    """Raise ArgumentError unless it is a path."""
    if not isinstance(value, Path):
        raise wrong(name, "a pathlib.Path", value)


def check_day(name: str, value: object) -> None:
    """Raise ArgumentError unless it is a date: a time would be compared with days, and no two places agree on it."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise wrong(name, "a date, such as date(2026, 11, 22) or moment.date()", value)


def check_moment(name: str, value: object) -> None:
    """Raise ArgumentError unless it is a date and time with its time zone."""
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise wrong(name, "a datetime with its time zone, such as datetime.now(UTC)", value)


def check_content(name: str, value: object) -> None:
    """Raise ArgumentError unless it is bytes."""
    if not isinstance(value, bytes | bytearray):
        raise wrong(name, f"bytes: {_READ}", value)


def check_all(name: str, values: object, kind: type, expected: str) -> None:
    """Raise ArgumentError unless it is a list, or the like, of values of that kind."""
    if not isinstance(values, Sequence) or isinstance(values, str | bytes):
        raise wrong(name, f"a list of {expected}", values)
    for one in values:
        if not isinstance(one, kind):
            raise wrong(name, f"a list of {expected}", one)


def check_paths(name: str, value: object) -> None:
    """Raise ArgumentError unless it is a list of paths, or the like."""
    check_all(name, value, Path, "pathlib.Path")


def plain_answers(answers: object) -> tuple[dict[str, JsonValue], tuple[Fault, ...]]:
    """Return answers as JSON has them, and a fault for each that it can't have."""
    if not isinstance(answers, Mapping):
        raise wrong("answers", 'a dict of answers by question id, such as {"people_now": 34}', answers)
    plain: dict[str, JsonValue] = {}
    faults: list[Fault] = []
    for question, answer in answers.items():
        try:
            if not isinstance(question, str):
                raise wrong("", "a question id as text", question)
            plain[question] = _plain(answer)
        except ArgumentError as error:
            faults.append(Fault(pointer(("answers", str(question))), 0, 0, "answer", f"{question}: {error.reason}"))
    return plain, tuple(faults)


def _plain(value: object) -> JsonValue:
    """Return a value as JSON has it: days as ISO dates, tuples as lists."""
    match value:
        case str() | int() | float():
            return value
        case None:
            raise ArgumentError("", 'None is no answer. Leave the question out, or say "dont_know"')
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case list() | tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {str(name): None if one is None else _plain(one) for name, one in value.items()}
    raise wrong("", "a text, a whole number, a date or a list of option ids", value)


def pointer(way: tuple[str | int, ...]) -> str:
    """Return the way to a thing as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in way)


def raise_faults(faults: tuple[Fault, ...]) -> None:
    """Raise AnswersFileError if there are any."""
    if faults:
        raise AnswersFileError(faults)
