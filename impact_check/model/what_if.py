"""What would bring the rating down: the smallest sets of changes and findings, or what stands in the way."""

from typing import Literal

from impact_check.model.assessment import Pinned, Value
from impact_check.model.base import Frozen
from impact_check.model.levels import Bounds, Grade, Level, LevelName
from impact_check.model.result import AnswerState, AnswerUsed

StepKind = Literal[
    "change",  # the decision would do something else than what is answered now
    "make_sure",  # something the decision can settle, and nobody knows yet how it is
    "show",  # it is answered like this already, and only the evidence is missing
    "find_out",  # a fact: nobody can choose it, it can only turn out so
]

OURS: frozenset[StepKind] = frozenset({"change", "make_sure"})
"""The kinds of step that are in the decision's own hands."""


class Step(Frozen):
    """One answer that would have to be so, be known to be so, and be shown."""

    question: str
    kind: StepKind
    state: AnswerState
    """How the question stands now; `not_asked` if only another step of the set opens it."""
    before: Value | None
    """The answer on file, whether it counts or not. None if there is no value on file."""
    to: Value
    """The least that is enough, as an answer: option id, number, ISO date, or the option ids chosen."""
    or_better: bool
    """Every better answer is enough too."""
    evidence: Grade | None
    """The weakest evidence with which the answer counts. None if it needs none."""


class ChangeSet(Frozen):
    """Steps that are enough together. Without any one of them the others are not."""

    steps: tuple[Step, ...]
    """In the order the questions are asked."""
    after: Bounds
    """The overall rating, as proposed, if every step is done and shown."""


class InTheWay(Frozen):
    """Something that holds the rating above the target."""

    kind: Literal["factor", "floor", "count"]
    """count: too many moderate factors at once, under one principle or over the whole decision."""
    id: str
    """Of the factor, the floor or the strategy element; empty for the count over the whole decision."""
    level: LevelName
    """The level that it holds the rating at, or may hold it at."""
    can_move: bool
    """Some lever or finding could make a difference to it. If not, no change to the decision takes it away."""
    answers: tuple[AnswerUsed, ...]
    """For what can't move: the answers that it rests on, in question order."""


class WhatIf(Frozen):
    """The smallest changes that would bring the rating down."""

    assessment: str
    pinned: Pinned
    now: Bounds
    """The overall rating as proposed."""
    target: LevelName
    """The possible rating is to be no worse than this."""
    is_met: bool
    """The rating is no worse than the target already: nothing was searched."""
    sets: tuple[ChangeSet, ...]
    """The smallest first: fewest steps, then fewest facts to find out, then smallest steps. May be empty."""
    left_out: int
    """Sets of the same sizes that were found and aren't listed."""
    searched_to: int
    """Every set of up to so many steps was considered."""
    in_the_way: tuple[InTheWay, ...]
    """What holds the rating above the target, worst first. Given only where no set was found."""


def next_band_down(level: Level) -> Level:
    """Return the worst level of the next better band; of the best band, the level itself.

    The bands: none and low; moderate; high and severe.
    """
    if level >= Level.HIGH:
        return Level.MODERATE
    return Level.LOW if level is Level.MODERATE else level
