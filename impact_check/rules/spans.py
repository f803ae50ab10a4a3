"""A condition + the questions still open -> the least and the greatest truth that it can come to.

Whatever is answered to the open questions, the truth lies between the two. A span may be wider than it need be where
one question stands in several tests; it is never too narrow.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from impact_check.rules.conditions import All, IsKnown, Node, Test
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


@dataclass(frozen=True, slots=True)
class Spanned:
    """A condition, ready to tell what it can come to, and its parts likewise."""

    span: Spanner
    parts: tuple["Spanned", ...]
    names: tuple[str, ...]
    """The questions and facts that it reads, if it is a single test."""

    def undecided(self, prospect: Prospect) -> tuple[str, ...]:
        """Return the questions and facts that can still make a difference to it, in the order written."""
        return tuple(dict.fromkeys(self._undecided(prospect)))

    def _undecided(self, prospect: Prospect) -> Iterator[str]:
        if not self.span(prospect).is_settled:
            yield from self.names
            for part in self.parts:
                yield from part._undecided(prospect)


def compile_spans(node: Node) -> Spanned:
    """Return the condition, ready to tell what it can come to."""
    if isinstance(node, Test):
        return Spanned(_one(node) if len(node.questions) == 1 else _pair(node), (), node.questions)
    parts = tuple(compile_spans(part) for part in node.parts)
    spanners = tuple(part.span for part in parts)
    if isinstance(node, All):
        return Spanned(lambda prospect: _all(spanners, prospect), parts, ())
    return Spanned(lambda prospect: _any(spanners, prospect), parts, ())


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


def _one(test: Test) -> Spanner:
    """Compile a test about one question."""
    holds = compile_condition(test)
    question = test.questions[0]
    is_known = isinstance(test.atom, IsKnown)

    def span(prospect: Prospect) -> Span:
        asked, values = prospect.of(question)
        if asked.greatest is Truth.FALSE:
            return FALSE
        if values is None:
            truths: Span = ANY
        elif len(values) == 1:
            truth = holds(Scene({question: values[0]}))
            truths = Span(truth, truth)
        else:
            truths = _span_of(holds(Scene({question: value})) for value in values)
        return truths if asked is TRUE else _capped(truths, asked, is_known=is_known)

    return span


def _pair(test: Test) -> Spanner:
    """Compile a comparison between the answers to two questions."""
    holds = compile_condition(test)
    first, second = test.questions

    def span(prospect: Prospect) -> Span:
        one, other = prospect.of(first), prospect.of(second)
        if one.values is None or other.values is None:
            # A comparison with what isn't known is itself not known at best.
            is_vain = (UNKNOWN,) in (one.values, other.values)
            truths = Span(Truth.FALSE, Truth.UNKNOWN if is_vain else Truth.TRUE)
        else:
            truths = _span_of(holds(Scene({first: a, second: b})) for a in one.values for b in other.values)
        return _capped(_capped(truths, one.asked, is_known=False), other.asked, is_known=False)

    return span


def _span_of(truths: Iterable[Truth]) -> Span:
    found = list(truths)
    return Span(min(found), max(found))


def _capped(truths: Span, asked: Span, *, is_known: bool) -> Span:
    """Return what a test can come to, given whether its question is asked.

    Not asked, it is false. If that is unknown, a test about the value is unknown at best; whether it is known isn't.
    """
    if is_known:
        return Span(truths.least if asked.least is not Truth.FALSE else Truth.FALSE, truths.greatest)
    return Span(min(truths.least, asked.least), min(truths.greatest, asked.greatest))
