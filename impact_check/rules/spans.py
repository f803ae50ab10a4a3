"""A condition + the questions still open -> the least and the greatest truth that it can come to.

Whatever is answered to the open questions, the truth lies between the two. A span may be wider than it need be where
one question stands in several tests; it is never too narrow.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from impact_check.rules.conditions import All, Any, IsKnown, Node, Test
from impact_check.rules.truth import ABSENT, UNKNOWN, Scene, Seen, Truth, compile_condition


class Span(NamedTuple):
    """The least and the greatest truth."""

    least: Truth
    greatest: Truth

    @property
    def is_settled(self) -> bool:
        """It can come to nothing else."""
        return self.least is self.greatest


FALSE: Final = Span(Truth.FALSE, Truth.FALSE)
TRUE: Final = Span(Truth.TRUE, Truth.TRUE)
ANY: Final = Span(Truth.FALSE, Truth.TRUE)


class Standing(NamedTuple):
    """What is certain about one question."""

    asked: Span
    """Whether it is asked. Unknown: it is asked only because an earlier answer isn't known."""
    values: tuple[Seen, ...] | None
    """What conditions see of it if it is asked, each value that it can have; None if it may be anything."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is certain about every question and fact. Names that it lacks are ABSENT."""

    standings: Mapping[str, Standing]

    def of(self, name: str) -> Standing:
        """Return what is certain about a question or a fact."""
        return self.standings.get(name, _NOT_ASKED)


_NOT_ASKED = Standing(FALSE, (ABSENT,))

Spanner = Callable[[Prospect], Span]


def compile_span(node: Node) -> Spanner:
    """Return the function that tells what the condition can come to."""
    match node:
        case All(parts):
            spanners = tuple(compile_span(part) for part in parts)
            return lambda prospect: _all(spanners, prospect)
        case Any(parts):
            spanners = tuple(compile_span(part) for part in parts)
            return lambda prospect: _any(spanners, prospect)
        case Test():
            return _compile_test(node)


def _all(spanners: tuple[Spanner, ...], prospect: Prospect) -> Span:
    least = greatest = Truth.TRUE
    for spanner in spanners:
        low, high = spanner(prospect)
        if high is Truth.FALSE:
            return FALSE
        if low < least:
            least = low
        if high < greatest:
            greatest = high
    return Span(least, greatest)


def _any(spanners: tuple[Spanner, ...], prospect: Prospect) -> Span:
    least = greatest = Truth.FALSE
    for spanner in spanners:
        low, high = spanner(prospect)
        if low is Truth.TRUE:
            return TRUE
        if low > least:
            least = low
        if high > greatest:
            greatest = high
    return Span(least, greatest)


def _compile_test(test: Test) -> Spanner:
    holds = compile_condition(test)
    questions = test.questions
    # A question that may not apply makes a test about its value unknown at most, but is known or not all the same.
    caps = not isinstance(test.atom, IsKnown)

    def span(prospect: Prospect) -> Span:
        standings = [prospect.of(question) for question in questions]
        if any(standing.values is None for standing in standings):
            least, greatest = ANY
            if caps and any(standing.values == (UNKNOWN,) for standing in standings):
                greatest = Truth.UNKNOWN  # A comparison with what isn't known.
        else:
            truths = [holds(Scene(values)) for values in _together(questions, standings)]
            least, greatest = min(truths), max(truths)
        for standing in standings:
            low, high = standing.asked
            least = min(least, low) if caps or low is Truth.FALSE else least
            greatest = min(greatest, high) if caps or high is Truth.FALSE else greatest
        return Span(least, greatest)

    return span


def _together(questions: tuple[str, ...], standings: Iterable[Standing]) -> Iterator[dict[str, Seen]]:
    first, *rest = standings
    for value in first.values or ():
        if not rest:
            yield {questions[0]: value}
        for other in rest[0].values or () if rest else ():
            yield {questions[0]: value, questions[1]: other}


def undecided(node: Node, prospect: Prospect) -> tuple[str, ...]:
    """Return the questions and facts that can still make a difference to a condition, in the order written."""
    return tuple(dict.fromkeys(_undecided(node, prospect)))


def _undecided(node: Node, prospect: Prospect) -> Iterator[str]:
    if compile_span(node)(prospect).is_settled:
        return
    if isinstance(node, Test):
        yield from node.questions
        return
    for part in node.parts:
        yield from _undecided(part, prospect)
