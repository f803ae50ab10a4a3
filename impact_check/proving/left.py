"""A condition and an answer -> what is left of the condition. What has become the same looks the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from impact_check.rules import ABSENT, Scene, Seen, Truth
from impact_check.rules.conditions import All, Node, Test
from impact_check.rules.truth import compile_condition


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as conditions see it."""

    value: Seen
    may_not_apply: bool = False
    """Asked only because an earlier answer is unknown."""


@dataclass(frozen=True, slots=True)
class _Half:
    """A comparison of two answers, one of which is given."""

    test: Test
    question: str
    given: Given


@dataclass(frozen=True, slots=True)
class _Joined:
    """What is left of `and` (`is_all`) or `or`. The order of the parts says nothing."""

    is_all: bool
    parts: "frozenset[Left]"


Left = Truth | Test | _Half | _Joined
"""What is left of a condition; `Truth` once it is decided."""


def cut_down(node: Node | None) -> Left:
    """Return a condition before anything is answered; none always holds."""
    if node is None:
        return Truth.TRUE
    if isinstance(node, Test):
        return node
    return _join(isinstance(node, All), (cut_down(part) for part in node.parts))


def _join(is_all: bool, parts: Iterator[Left]) -> Left:
    decides, says_nothing = (Truth.FALSE, Truth.TRUE) if is_all else (Truth.TRUE, Truth.FALSE)
    kept: set[Left] = set()
    for part in parts:
        if part is decides:
            return decides
        if isinstance(part, _Joined) and part.is_all is is_all:
            kept |= part.parts
        elif part is not says_nothing:
            kept.add(part)
    if not kept:
        return says_nothing
    return kept.pop() if len(kept) == 1 else _Joined(is_all, frozenset(kept))


@lru_cache(maxsize=1 << 16)
def reads(left: Left) -> frozenset[str]:
    """Return the questions that still make a difference."""
    match left:
        case Truth():
            return frozenset()
        case _Joined(_, parts):
            return frozenset().union(*map(reads, parts))
        case _Half(test, question):
            return frozenset(test.questions) - {question}
        case _:
            return frozenset(left.questions)


def answered(left: Left, question: str, given: Given) -> Left:
    """Return what is left of a condition once a question is answered: its truth, if nothing is."""
    if question not in reads(left):
        return left
    match left:
        case _Joined(is_all, parts):
            return _join(is_all, (answered(part, question, given) for part in parts))
        case _Half(test, other, known):
            return _truth(test, {other: known, question: given})
        case Test() if len(set(left.questions)) == 1:
            return _truth(left, {question: given})
        case Test():
            return Truth.FALSE if given.value is ABSENT else _Half(left, question, given)
    return left


def _truth(test: Test, answers: Mapping[str, Given]) -> Truth:
    maybe = {name for name, given in answers.items() if given.may_not_apply}
    return compile_condition(test)(Scene({name: given.value for name, given in answers.items()}, maybe))


def tests_left(left: Left) -> Iterator[Test]:
    """Yield every comparison, of a condition before anything is answered."""
    if isinstance(left, Test):
        yield left
    elif isinstance(left, _Joined):
        for part in left.parts:
            yield from tests_left(part)
