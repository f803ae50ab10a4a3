"""Say a condition in words, with the questions' and options' own texts."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Literal

from impact_check.language import Translated, day, listed, to_translate, tr
from impact_check.rules.conditions import (
    All,
    Any,
    Atom,
    Chosen,
    Compared,
    Counted,
    Elapsed,
    IsKnown,
    Node,
    Operator,
    Picked,
    Test,
)

_SAYS: dict[Operator, tuple[str, str]] = {
    "==": (to_translate("{left} is {right}"), to_translate("{left} is not {right}")),
    "!=": (to_translate("{left} is not {right}"), to_translate("{left} is {right}")),
    "<": (to_translate("{left} is less than {right}"), to_translate("{left} is at least {right}")),
    "<=": (to_translate("{left} is at most {right}"), to_translate("{left} is more than {right}")),
    ">": (to_translate("{left} is more than {right}"), to_translate("{left} is at most {right}")),
    ">=": (to_translate("{left} is at least {right}"), to_translate("{left} is less than {right}")),
}
"""What a comparison says, and what it says if it is negated."""

_SAYS_DATE: dict[Operator, tuple[str, str]] = {
    **_SAYS,
    "<": (to_translate("{left} is before {right}"), to_translate("{left} is not before {right}")),
    "<=": (to_translate("{left} is not after {right}"), to_translate("{left} is after {right}")),
    ">": (to_translate("{left} is after {right}"), to_translate("{left} is not after {right}")),
    ">=": (to_translate("{left} is not before {right}"), to_translate("{left} is before {right}")),
}


FACT_WORDS = Translated(
    {
        "rating_confirmed": to_translate("rating confirmed"),
        "rating_possible": to_translate("rating possible"),
        "residual_possible": to_translate("residual possible"),
        "mitigations_claimed": to_translate("mitigations claimed"),
        "mitigations_without_credit": to_translate("mitigations without credit"),
        "mitigations_without_funding": to_translate("mitigations without funding"),
        "evidence_items": to_translate("evidence items"),
        "factors_moderate_or_worse": to_translate("factors moderate or worse"),
        "factors_high_or_worse": to_translate("factors high or worse"),
        "groups_named": to_translate("groups named"),
        "unknown_answers": to_translate("unknown answers"),
        "texts_repeated": to_translate("texts repeated"),
    }
)
"""The facts about the result that checks may name."""


class Texts:
    """The texts that conditions are said with."""

    def __init__(self, questions: Mapping[str, str], options: Mapping[str, Mapping[str, str]], dates: set[str]) -> None:
        """Take question id -> text, question id -> option id -> label, and the ids of the date questions."""
        self._questions = questions
        self._options = options
        self.dates = dates

    def question(self, name: str) -> str:
        """Return the question's text in quotes, or the name of a fact in plain words."""
        if name in self._questions:
            return tr("“{text}”", text=self._questions[name])
        return FACT_WORDS[name] if name in FACT_WORDS else name.replace("_", " ")

    def labels(self, name: str, options: tuple[str, ...], joiner: Literal["and", "or"]) -> str:
        """Return the labels of options in quotes, joined by `and` or `or`."""
        known = self._options.get(name, {})
        return listed((tr("“{text}”", text=known.get(option, option)) for option in options), joiner)


def in_words(node: Node, texts: Texts) -> str:
    """Return the condition as one phrase, e.g. `“Is this the only place?” is “Yes” and ...`."""
    match node:
        case Test(atom, negated):
            return _atom(atom, texts, negated=negated)
        case All(parts):
            said = [_bracketed(part, Any, texts) for part in parts]
            return reduce(lambda one, other: tr("{one} and {other}", one=one, other=other), said)
        case Any(parts):
            said = [_bracketed(part, All, texts) for part in parts]
            return reduce(lambda one, other: tr("{one} or {other}", one=one, other=other), said)


def _bracketed(part: Node, kind: type[All] | type[Any], texts: Texts) -> str:
    said = in_words(part, texts)
    return f"({said})" if isinstance(part, kind) else said


def _atom(atom: Atom, texts: Texts, *, negated: bool) -> str:
    match atom:
        case Chosen(question, options):
            return _compared("==", negated, texts.question(question), texts.labels(question, options, "or"))
        case Picked(question, options, how):
            labels = texts.labels(question, options, "and" if how == "all" else "or")
            named = texts.question(question)
            if negated:
                return tr("{question} does not name {labels}", question=named, labels=labels)
            return tr("{question} names {labels}", question=named, labels=labels)
        case Counted(question, op, number):
            chosen = tr("the number chosen in {question}", question=texts.question(question))
            return _compared(op, negated, chosen, str(number))
        case Compared(question, op, constant, other):
            against = texts.question(other) if other else _constant(constant)
            return _compared(op, negated, texts.question(question), against, is_date=question in texts.dates)
        case Elapsed(start, end, op, days):
            start, end = texts.question(start), texts.question(end)
            between = tr("the number of days from {start} to {end}", start=start, end=end)
            return _compared(op, negated, between, str(days))
        case IsKnown(question):
            named = texts.question(question)
            return (
                tr("{question} is not known", question=named) if negated else tr("{question} is known", question=named)
            )


def _compared(operator: Operator, negated: bool, left: str, right: str, *, is_date: bool = False) -> str:
    says = _SAYS_DATE if is_date else _SAYS
    return tr(says[operator][negated], left=left, right=right)


def _constant(constant: int | date | None) -> str:
    return day(constant) if isinstance(constant, date) else str(constant)
