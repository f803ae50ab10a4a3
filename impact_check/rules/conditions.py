"""The parsed form of a condition: tests joined by all and any, every negation pushed down to its test."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Operator = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Chosen:
    """`one` or `yes_no`: the answer is one of `options`."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """`many`: any (or all) of `options` are among those chosen. `options` is never empty."""

    question: str
    options: tuple[str, ...]
    how: Literal["any", "all"]


@dataclass(frozen=True, slots=True)
class Counted:
    """`many`: how many were chosen; "none of these" counts 0."""

    question: str
    operator: Operator
    number: int


@dataclass(frozen=True, slots=True)
class Compared:
    """`number` or `date`: the answer against a constant or another question's answer."""

    question: str
    operator: Operator
    constant: int | date | None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Days from the date answered at `start` to the one at `end`, against a whole number."""

    start: str
    end: str
    operator: Operator
    days: int


@dataclass(frozen=True, slots=True)
class IsKnown:
    """The answer is known. For workflow conditions only; never itself unknown."""

    question: str


Atom = Chosen | Picked | Counted | Compared | Elapsed | IsKnown


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison, possibly negated."""

    atom: Atom
    negated: bool = False

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it reads: one, or two for a comparison between answers."""
        match self.atom:
            case Elapsed(start, end):
                return (start, end)
            case Compared(question, _, _, str() as other):
                return (question, other)
            case atom:
                return (atom.question,)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. Never empty."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds. Never empty."""

    parts: tuple["Node", ...]


Node = Test | All | Any


def negate(node: Node) -> Node:
    """Return the opposite, with the negation on the tests (De Morgan)."""
    match node:
        case Test(atom, negated):
            return Test(atom, not negated)
        case All(parts):
            return Any(tuple(negate(part) for part in parts))
        case Any(parts):
            return All(tuple(negate(part) for part in parts))


def tests(node: Node) -> tuple[Test, ...]:
    """Every test in the order written."""
    if isinstance(node, Test):
        return (node,)
    return tuple(test for part in node.parts for test in tests(part))


def questions_read(node: Node) -> tuple[str, ...]:
    """Return the questions that the condition reads, each once, in the order written."""
    return tuple(dict.fromkeys(question for test in tests(node) for question in test.questions))
