"""Turn a parsed condition into a function from answers to truth, in strong Kleene three-valued logic."""

import operator
import typing
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Final

from impact_check.model.assessment import Value
from impact_check.rules.conditions import All, Any, Chosen, Compared, Counted, Elapsed, IsKnown, Node, Picked, Test


class Truth(IntEnum):
    """False, unknown, true: ordered, so that `and` is the minimum and `or` the maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class _Missing:
    """Why a question has no value that conditions may use."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = _Missing("UNKNOWN")
"""Don't know, unanswered, or lacking the evidence it needs."""
ABSENT: Final = _Missing("ABSENT")
"""Not asked, or not applicable."""

Seen = Value | date | frozenset[str] | _Missing
"""A value as conditions see it: option id, number, date, set of option ids, UNKNOWN or ABSENT."""


@dataclass(slots=True)
class Scene:
    """The answers as conditions see them. Questions that aren't in `values` are ABSENT."""

    values: Mapping[str, Seen]
    may_not_apply: AbstractSet[str] = field(default_factory=frozenset)
    """Questions asked only because an earlier answer is unknown: no test about them can be true yet."""


Evaluator = Callable[[Scene], Truth]

_Compare = Callable[[typing.Any, typing.Any], bool]

_COMPARE: dict[str, _Compare] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_condition(node: Node) -> Evaluator:
    """Return the function that tells whether the condition holds."""
    match node:
        case All(parts):
            evaluators = tuple(compile_condition(part) for part in parts)
            return lambda scene: _all(evaluators, scene)
        case Any(parts):
            evaluators = tuple(compile_condition(part) for part in parts)
            return lambda scene: _any(evaluators, scene)
        case Test():
            return _compile_test(node)


def _all(evaluators: tuple[Evaluator, ...], scene: Scene) -> Truth:
    lowest = Truth.TRUE
    for evaluate in evaluators:
        truth = evaluate(scene)
        if truth is Truth.FALSE:
            return Truth.FALSE
        if truth < lowest:
            lowest = truth
    return lowest


def _any(evaluators: tuple[Evaluator, ...], scene: Scene) -> Truth:
    highest = Truth.FALSE
    for evaluate in evaluators:
        truth = evaluate(scene)
        if truth is Truth.TRUE:
            return Truth.TRUE
        if truth > highest:
            highest = truth
    return highest


def _compile_test(test: Test) -> Evaluator:
    negated = test.negated
    match test.atom:
        case IsKnown(question):
            return lambda scene: _known(scene, question, negated=negated)
        case Compared(question, op, None, str() as other):
            return _pair(question, other, _COMPARE[op], negated=negated)
        case Elapsed(start, end, op, days):
            compare = _COMPARE[op]
            return _pair(start, end, lambda a, b: compare((b - a).days, days), negated=negated)
        case Chosen(question, options):
            chosen = frozenset(options)
            return _single(question, lambda value: value in chosen, negated=negated)
        case Picked(question, options, how):
            picked = frozenset(options)
            holds = picked.issubset if how == "all" else lambda value: not picked.isdisjoint(value)
            return _single(question, holds, negated=negated)
        case Counted(question, op, number):
            compare = _COMPARE[op]
            return _single(question, lambda value: compare(len(value), number), negated=negated)
        case Compared(question, op, constant):
            compare = _COMPARE[op]
            return _single(question, lambda value: compare(value, constant), negated=negated)


def _known(scene: Scene, question: str, *, negated: bool) -> Truth:
    value = scene.values.get(question, ABSENT)
    if value is ABSENT:
        return Truth.FALSE
    return Truth.TRUE if (value is UNKNOWN) is negated else Truth.FALSE


def _single(question: str, holds: Callable[[typing.Any], bool], *, negated: bool) -> Evaluator:
    def evaluate(scene: Scene) -> Truth:
        value = scene.values.get(question, ABSENT)
        if value is ABSENT:
            return Truth.FALSE
        if value is UNKNOWN:
            return Truth.UNKNOWN
        if holds(value) is negated:
            return Truth.FALSE
        return Truth.UNKNOWN if question in scene.may_not_apply else Truth.TRUE

    return evaluate


def _pair(first: str, second: str, holds: _Compare, *, negated: bool) -> Evaluator:
    def evaluate(scene: Scene) -> Truth:
        a, b = scene.values.get(first, ABSENT), scene.values.get(second, ABSENT)
        if a is ABSENT or b is ABSENT:
            return Truth.FALSE
        if a is UNKNOWN or b is UNKNOWN:
            return Truth.UNKNOWN
        if holds(a, b) is negated:
            return Truth.FALSE
        maybe = first in scene.may_not_apply or second in scene.may_not_apply
        return Truth.UNKNOWN if maybe else Truth.TRUE

    return evaluate
