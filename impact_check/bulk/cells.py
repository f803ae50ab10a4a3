"""The text of one cell -> what it answers to its question, or why it can't be read.

The words are those of a table of answers (impact_check.interview.answers_table). An empty cell is unanswered, and so
not known; it is never taken for “no”.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from impact_check.bulk.compile import EPOCH
from impact_check.errors import AnswerError
from impact_check.interview.answers_table import BETWEEN, NOT_APPLICABLE, NOT_KNOWN, as_text, option_named, says
from impact_check.interview.filling import UNANSWERED
from impact_check.interview.values import read_date, read_value
from impact_check.language import listed, tr
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

GRADES: Final = "ABCD"
_BOOLEANS: Final = {"true": "yes", "false": "no", "y": "yes", "n": "no"}


class Mark(Enum):
    """A cell without a value."""

    UNKNOWN = "unknown"
    """Don't know, or empty."""
    ABSENT = "absent"
    """Not applicable."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell can't be read, and what to do."""

    message: str


Said = int | str | frozenset[str] | Mark | Unreadable
"""What a cell says: a number, or a date in days from EPOCH; the id of an option; the ids chosen; no value; nothing."""


def said(ruleset: Ruleset, question: Question, cell: str) -> Said:
    """Return what the text of a cell says."""
    written = cell.strip()
    without = said_without_value(question, written)
    if without is not None:
        return without
    written = as_text(written)
    try:
        match question.type:
            case "yes_no" | "one":
                return _one(ruleset, question, written)
            case "many":
                is_one = option_named(written, ruleset.options[question.id])
                parts = (written,) if is_one else parts_of(written)
                return chosen([item(ruleset, question, part) for part in parts])
            case "date":
                return days(read_date(written))
    except AnswerError as error:
        return Unreadable(str(error))
    return number(ruleset, question, written)


def said_without_value(question: Question, written: str) -> Mark | Unreadable | None:
    """Return what a cell says if it holds no value. None if it must hold one."""
    if written in ("", UNANSWERED) or says(written, question, NOT_KNOWN):
        return Mark.UNKNOWN
    if not says(written.partition(":")[0].strip(), question, NOT_APPLICABLE):
        return None
    if question.allow_not_applicable:
        return Mark.ABSENT
    return Unreadable(tr("this question always applies; write an answer or dont_know, or leave the cell empty"))


def number(ruleset: Ruleset, question: Question, written: str) -> int | Unreadable:
    """Return the whole number that is written, if the question allows it."""
    try:
        read = read_value(ruleset, question, written)
    except AnswerError as error:
        return Unreadable(str(error))
    return read if isinstance(read, int) else Unreadable(tr("expected a whole number"))


def days(day: date) -> int:
    """Return a date as days from EPOCH."""
    return (day - EPOCH).days


def graded(cell: str) -> str | Mark | Unreadable:
    """Return the grade that a cell of a column of evidence names."""
    grade = cell.strip().upper()
    if not grade:
        return Mark.UNKNOWN
    if len(grade) == 1 and grade in GRADES:
        return grade
    return Unreadable(tr("write the grade of the best evidence, A, B, C or D, or leave the cell empty"))


def item(ruleset: Ruleset, question: Question, written: str) -> str | Mark | Unreadable:
    """Return the option that one item of a list names, or what it says instead of one."""
    alone = said_without_value(question, written)
    if alone is not None:
        return alone
    return option_named(as_text(written), ruleset.options[question.id]) or _no_option(ruleset, question, written)


def chosen(items: Collection[str | Mark | Unreadable]) -> frozenset[str] | Mark | Unreadable:
    """Return the ids that the items of a list name; the empty set for “none of these”. No items: unanswered."""
    if len(items) <= 1:
        return next((found if not isinstance(found, str) else _without_none({found}) for found in items), Mark.UNKNOWN)
    named = {found for found in items if isinstance(found, str)}
    wrong = next((found for found in items if isinstance(found, Unreadable)), None)
    if wrong:
        return wrong
    if any(isinstance(found, Mark) for found in items) or (NONE_OF_THESE in named and len(named) > 1):
        return Unreadable(mixed())
    return _without_none(named)


def mixed() -> str:
    """Say what is wrong with a list that names options together with what stands alone."""
    return tr("{none} and dont_know stand alone: choose either one of them or options", none=NONE_OF_THESE)


def _without_none(named: set[str]) -> frozenset[str]:
    return frozenset(named - {NONE_OF_THESE})


def parts_of(cell: str) -> tuple[str, ...]:
    """Return the items of a list that is written as text."""
    return tuple(part.strip() for part in cell.split(BETWEEN) if part.strip())


def is_whole(ruleset: Ruleset, question: Question) -> bool:
    """Tell whether a cell must be read as a whole before it is split: a semicolon may be part of what it says."""
    return question.allow_not_applicable or any(BETWEEN in option.label for option in ruleset.options[question.id])


def _one(ruleset: Ruleset, question: Question, written: str) -> str | Unreadable:
    if question.type == "yes_no" and written.casefold() in _BOOLEANS:
        return _BOOLEANS[written.casefold()]
    return option_named(written, ruleset.options[question.id]) or _no_option(ruleset, question, written)


def _no_option(ruleset: Ruleset, question: Question, written: str) -> Unreadable:
    ids = [option.id for option in ruleset.options[question.id]]
    nearest = did_you_mean(written, ids)
    shown = written if len(written) <= 40 else f"{written[:40]}…"
    if nearest:
        return Unreadable(tr("“{text}” is none of the options{nearest}", text=shown, nearest=nearest))
    return Unreadable(tr("“{text}” is none of the options; write {options}", text=shown, options=listed(ids, "or")))
