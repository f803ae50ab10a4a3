"""An assessment -> the answers that could be otherwise: what the decision can change, and what is still open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from impact_check.engine.routing import seen_value
from impact_check.model.assessment import Assessment, Known
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Scene, Seen
from impact_check.rules.domain import representatives

if TYPE_CHECKING:
    from impact_check.model.what_if import StepKind


@dataclass(frozen=True, slots=True)
class Move:
    """One answer that is taken to be so, known to be so, and shown."""

    place: int
    """A number of its own, in question order, smaller moves first. Gives the search an order."""
    question: str
    value: Seen
    kind: "StepKind"
    size: int
    """How far it is, counted in answers that make a difference: from the answer now or, where that is open, from the
    worst answer. 0 for what only has to be shown."""


def moves(ruleset: Ruleset, assessment: Assessment, on_file: Mapping[str, Seen]) -> dict[str, tuple[Move, ...]]:
    """Return the moves of each question that bears on the rating, the smallest first; questions without any left out.

    on_file: what each question's answer counts as if it is asked. A lever can move to every better answer, or to
    every other one if its answers have no order. An open question can turn out anyhow. A known fact can't move.
    """
    places = count()
    return {
        id_: tuple(Move(next(places), id_, *rest) for rest in sorted(found, key=lambda move: move[2]))
        for id_, question in ruleset.questions.items()
        if id_ in ruleset.bears_on_rating and (found := list(_moves(ruleset, assessment, question, on_file)))
    }


def _moves(
    ruleset: Ruleset, assessment: Assessment, question: Question, on_file: Mapping[str, Seen]
) -> "Iterator[tuple[Seen, StepKind, int]]":
    answer, now = assessment.answers.get(question.id), on_file[question.id]
    values = representatives(ruleset, question, Scene(on_file))
    if now is UNKNOWN:
        kind: StepKind = "make_sure" if question.role == "lever" else "find_out"
        shown = seen_value(ruleset, question, answer.value) if isinstance(answer, Known) else None
        for value, far in _by_distance(ruleset, question, values, _worst(ruleset, question)):
            yield (value, "show", 0) if value == shown else (value, kind, far)
    elif now is not ABSENT and question.role == "lever":
        if isinstance(now, frozenset):
            values = tuple({*values, *(now - {option} for option in now)})
        better = [value for value in values if is_better(ruleset, question, value, now)]
        for value, far in _by_distance(ruleset, question, better, now):
            yield value, "change", far + 1


def is_better(ruleset: Ruleset, question: Question, value: Seen, than: Seen) -> bool:
    """Tell whether one answer is better than another; of answers without an order, whether it is another."""
    options = [option.id for option in ruleset.options[question.id]]
    if question.ordered:
        return options.index(str(value)) < options.index(str(than))
    if question.type == "number" and isinstance(value, int) and isinstance(than, int) and question.worse:
        return value < than if question.worse == "higher" else value > than
    return value != than and value != question.worse


def has_order(question: Question) -> bool:
    """Tell whether a question's answers run from best to worst."""
    return question.ordered or question.worse is not None


def _worst(ruleset: Ruleset, question: Question) -> Seen | None:
    """Return the worst answer; of `many`, all that can be chosen; None if no end is worse."""
    options = [option.id for option in ruleset.options[question.id]]
    if question.ordered:
        return options[-1]
    if question.type == "many":
        return frozenset(options) - {NONE_OF_THESE}
    if question.type == "number" and question.worse:
        return question.maximum if question.worse == "higher" else question.minimum
    return question.worse


def _by_distance(
    ruleset: Ruleset, question: Question, values: Iterable[Seen], start: Seen | None
) -> list[tuple[Seen, int]]:
    """Return each value with its place by distance from `start`, the nearest 0; those equally far share a place."""
    far = {value: _distance(ruleset, question, value, start) for value in values}
    places = {distance: place for place, distance in enumerate(sorted(set(far.values())))}
    return [(value, places[distance]) for value, distance in far.items()]


def _distance(ruleset: Ruleset, question: Question, one: Seen, other: Seen | None) -> int:
    match one, other:
        case str(), str() if question.ordered:
            options = [option.id for option in ruleset.options[question.id]]
            return abs(options.index(one) - options.index(other))
        case int(), int():
            return abs(one - other)
        case date(), date():
            return abs((one - other).days)
        case frozenset(), frozenset():
            return len(one ^ other)
    return int(other is not None and one != other)
