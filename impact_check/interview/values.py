"""What somebody typed -> the value of an answer, or a sentence that says what to enter."""

import re
from collections.abc import Sequence
from datetime import date

from impact_check.errors import AnswerError
from impact_check.language import Translated, day, months, number, to_translate, tr
from impact_check.model.assessment import Value
from impact_check.model.questionnaire import NONE_OF_THESE, Option, Question
from impact_check.model.text import check_size, clean_text
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORDED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]{3,20})\.?,?\s+(\d{4})$")
_EXAMPLE = date(2026, 9, 1)
_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")


def read_value(ruleset: Ruleset, question: Question, raw: str) -> Value:
    """Return the value that was typed: option numbers, ids or labels, whole numbers, dates, or text.

    Raises AnswerError with what to enter.
    """
    text = raw.strip()
    options = ruleset.options[question.id]
    try:
        match question.type:
            case "yes_no":
                return _yes_or_no(text, options)
            case "one":
                return _one(text, options)
            case "many":
                return _many(text, options)
            case "number":
                return _number(text, question)
            case "date":
                return read_date(text).isoformat()
            case _:
                return read_text(raw)
    except AnswerError as error:
        raise AnswerError(str(error), question=question.id) from None


def check_value(ruleset: Ruleset, question: Question, value: object) -> Value:
    """Return a value that came from a file or another program, checked against its question.

    Options by id; `many` as a list; numbers as numbers; dates as ISO text. Raises AnswerError.
    """
    options = ruleset.options[question.id]
    ids = [option.id for option in options]
    try:
        match question.type, value:
            case (("yes_no" | "one"), str()):
                if value not in ids:
                    said = tr("'{value}' is not one of {options}", value=value, options=", ".join(ids))
                    raise AnswerError(f"{said}{did_you_mean(value, ids)}")
                return value
            case "many", list() | tuple():
                return _checked_many([str(item) for item in value], ids)
            case "many", str():
                return _checked_many([value], ids)
            case "number", int() if not isinstance(value, bool):
                return _in_range(value, question)
            case "date", str():
                return read_date(value).isoformat()
            case (("text" | "role"), str()):
                return read_text(value)
    except AnswerError as error:
        raise AnswerError(str(error), question=question.id) from None
    message = tr("expected {kind}, not {value}", kind=_EXPECTED[question.type], value=repr(value))
    raise AnswerError(message, question=question.id)


_EXPECTED = Translated(
    {
        "yes_no": to_translate("yes or no"),
        "one": to_translate("the id of one option"),
        "many": to_translate("a list of option ids"),
        "number": to_translate("a whole number"),
        "date": to_translate("a date like 2026-09-01"),
        "text": to_translate("text"),
        "role": to_translate("text"),
    }
)


def _checked_many(values: list[str], ids: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        if value not in ids:
            said = tr("'{value}' is not one of the options", value=value)
            raise AnswerError(f"{said}{did_you_mean(value, ids)}")
    return _exclusive(values, ids)


def _exclusive(values: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    if not values:
        raise AnswerError(tr("Choose at least one, or '{none}'", none=NONE_OF_THESE))
    if NONE_OF_THESE in values and len(set(values)) > 1:
        raise AnswerError(tr("Choose either the last option (none of these) or others, not both"))
    return tuple(id_ for id_ in ids if id_ in values)


def _yes_or_no(text: str, options: Sequence[Option]) -> str:
    short = {"y": "yes", "n": "no"}.get(text.casefold())
    if short:
        return short
    found = _find(text, options)
    if found is None:
        raise AnswerError(tr("Enter 1 for yes or 2 for no"))
    return found


def _one(text: str, options: Sequence[Option]) -> str:
    found = _find(text, options)
    if found is None:
        raise AnswerError(tr("Enter a number between {low} and {high}", low=1, high=len(options)))
    return found


def _many(text: str, options: Sequence[Option]) -> tuple[str, ...]:
    whole = _find(text, options)
    parts = [text] if whole else [part for part in re.split(r"[,;\s]+", text) if part]
    found = [_find(part, options) for part in parts]
    if not found or None in found:
        raise AnswerError(
            tr("Enter one or more numbers between {low} and {high}, separated by commas", low=1, high=len(options))
        )
    return _exclusive([id_ for id_ in found if id_], [option.id for option in options])


def _find(text: str, options: Sequence[Option]) -> str | None:
    """Return the option that a number, id or label stands for."""
    if text.isascii() and text.isdigit():
        place = int(text[:9])
        return options[place - 1].id if 1 <= place <= len(options) else None
    folded = text.casefold()
    return next((o.id for o in options if folded in (o.id.casefold(), o.label.casefold())), None)


def _number(text: str, question: Question) -> int:
    plain = text.removeprefix("£").strip()
    if not re.fullmatch(r"-?(\d{1,12}|\d{1,3}(,\d{3}){1,3})", plain, re.ASCII):
        if question.unit:
            raise AnswerError(tr("Enter a whole number of {unit}, like {example}", unit=question.unit, example=25))
        raise AnswerError(tr("Enter a whole number, like {example}", example=25))
    return _in_range(int(plain.replace(",", "")), question)


def _in_range(given: int, question: Question) -> int:
    if not question.minimum <= given <= question.maximum:
        low, high = number(question.minimum), number(question.maximum)
        raise AnswerError(tr("Enter a number between {low} and {high}", low=low, high=high))
    return given


def read_date(text: str) -> date:
    """Read a date as people write it: 2026-09-01, 1 September 2026, 1/9/2026 (day first). Raises AnswerError."""
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
        worded = _WORDED.match(text)
        month = _month(worded[2]) if worded else None
        if worded and month:
            return date(int(worded[3]), month, int(worded[1]))
        slashed = _SLASHED.match(text)
        if slashed:
            return date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
    except ValueError:
        raise AnswerError(tr("Enter a real date, like {example}", example=day(_EXAMPLE))) from None
    raise AnswerError(tr("Enter a date, like {example} or {iso}", example=day(_EXAMPLE), iso=_EXAMPLE.isoformat()))


def _month(word: str) -> int | None:
    """Return 1 to 12 for a month's name, or its first three or four letters (`sep`, `sept`); English always fits."""
    folded = word.casefold()
    for names in (tuple(name.casefold() for name in months()), _ENGLISH_MONTHS):
        fits = (place for place, name in enumerate(names, 1) if name == folded or folded in (name[:3], name[:4]))
        if place := next(fits, None):
            return place
    return None


def read_text(raw: str) -> str:
    """Return text cleaned for print and speech. Raises AnswerError if it is empty or too large."""
    text = clean_text(raw).text.strip()
    if not text:
        raise AnswerError(tr("Enter an answer, or say that you don't know"))
    problem = check_size(text)
    if problem:
        raise AnswerError(problem)
    return text
