"""An outlook and a target -> what holds the rating above it, and the moves that could take each of it away.

An obstacle goes with a set of moves of which every way down makes at least one: as long as none is made, the rules
behind it go on holding. So a way down hits every obstacle; and where one has no moves, there is no way down.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from impact_check.engine.moves import Move
from impact_check.engine.outlook import Outlook
from impact_check.model.levels import Exposure, Level
from impact_check.rules import ABSENT, Ruleset, Scene, Truth
from impact_check.rules.conditions import All, Node, Test
from impact_check.rules.tables import level_table
from impact_check.rules.truth import Evaluator, compile_condition

Hit = frozenset[Move]
"""Moves of which at least one must be made; empty if nothing helps."""

NOTHING: Hit = frozenset()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that holds the rating above the target."""

    kind: Literal["factor", "floor", "count"]
    id: str
    """Of the factor, the floor or the strategy element; empty for the count over the whole decision."""
    level: Level
    rules: tuple[str, ...]
    """The rules behind it; none for a floor or a count."""
    hit: Hit


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A condition taken apart: a test, or parts of which all or any must hold."""

    holds: Evaluator
    is_all: bool
    parts: tuple["_Part", ...]
    """Empty for a test."""
    questions: tuple[str, ...]
    """Those that a test reads."""
    refuting: Hit
    """The moves that make a test false, as long as its question is asked."""


class Search:
    """What stays the same while ways down from one assessment are looked for."""

    def __init__(self, ruleset: Ruleset, moves: Mapping[str, Sequence[Move]], target: Level) -> None:
        """Take the moves of each question, and the worst level that is good enough."""
        self.ruleset = ruleset
        self.moves = moves
        self.target = target
        self.table = level_table(ruleset.questionnaire.parameters)
        self.rules = {id_: self._part(condition.node) for id_, condition in ruleset.rules.items()}
        self.floors = {id_: self._part(condition.node) for id_, condition in ruleset.floors.items()}
        self.ask_if = {id_: self._part(condition.node) for id_, condition in ruleset.ask_if.items()}

    def _part(self, node: Node) -> _Part:
        holds = compile_condition(node)
        if isinstance(node, Test):
            return _Part(holds, False, (), node.questions, frozenset(self._refuting(node, holds)))
        return _Part(holds, isinstance(node, All), tuple(self._part(part) for part in node.parts), (), NOTHING)

    def _refuting(self, test: Test, holds: Evaluator) -> Iterator[Move]:
        for question in test.questions:
            for move in self.moves.get(question, ()):
                # A test between two answers may be refuted by either, depending on the other.
                if len(test.questions) > 1 or holds(Scene({question: move.value})) is Truth.FALSE:
                    yield move


class Obstacles:
    """What holds one outlook above the target."""

    def __init__(self, search: Search, outlook: Outlook) -> None:
        """Take the search and the outlook. Answers that it assumes can't move any more."""
        self._search = search
        self._outlook = outlook
        self._leaving: dict[str, Hit] = {}
        self._ruled_out: dict[str, tuple[Hit, ...]] = {}

    def __iter__(self) -> Iterator[Obstacle]:
        """Yield every obstacle."""
        target = self._search.target
        for floor, found in self._outlook.floor_levels.items():
            if found.level > target:
                for hit in self._refuted(self._search.floors[floor]):
                    yield Obstacle("floor", floor, found.level, (), hit)
        for factor, levels in self._outlook.factors.items():
            if levels.level[1] > target:
                yield from self._factor(factor, levels.level[1], target)
        if target is Level.MODERATE:  # Only moderate factors and worse are counted, and counting makes high.
            yield from self._counts()

    def _factor(self, factor: str, level: Level, above: Level) -> Iterator[Obstacle]:
        """Yield what holds a factor above a level."""
        search, truths = self._search, self._outlook.rules
        raised = search.ruleset.raised_by[factor]
        for rule, severity in raised.severity:
            if truths[rule] is Truth.FALSE:
                continue
            if search.table[severity, Exposure.LIMITED] > above:  # Less exposure wouldn't be enough.
                for hit in self._rule_out(rule):
                    yield Obstacle("factor", factor, level, (rule,), hit)
                continue
            for exposing, exposure in raised.exposure:
                if search.table[severity, exposure] > above and truths[exposing] is not Truth.FALSE:
                    either = _smallest(self._rule_out(rule)) | _smallest(self._rule_out(exposing))
                    yield Obstacle("factor", factor, level, (rule, exposing), either)

    def _counts(self) -> Iterator[Obstacle]:
        """Yield groups of factors that are enough to count as high: one of each group must come down to low."""
        moderate = {
            factor: _smallest(found.hit for found in self._factor(factor, levels.level[1], Level.LOW))
            for factor, levels in self._outlook.factors.items()
            if levels.level[1] >= Level.MODERATE
        }
        for id_, factors, number in _counted(self._search.ruleset):
            held = sorted((moderate[factor] for factor in factors if factor in moderate), key=len)
            for start in range(0, len(held) - number + 1, number):
                yield Obstacle("count", id_, Level.HIGH, (), NOTHING.union(*held[start : start + number]))

    def _rule_out(self, rule: str) -> tuple[Hit, ...]:
        """Return what must be hit, all of it, for a rule that holds or may hold to hold no longer."""
        if rule not in self._ruled_out:
            self._ruled_out[rule] = tuple(self._refuted(self._search.rules[rule]))
        return self._ruled_out[rule]

    def _refuted(self, part: _Part) -> Iterator[Hit]:
        """Yield what must be hit, all of it, for a condition that isn't false to become false."""
        if part.questions:
            movable = (move for move in part.refuting if move.question not in self._outlook.assumed)
            yield frozenset(movable).union(*(self._left(question) for question in part.questions))
            return
        still = [each for each in part.parts if each.holds(self._outlook.scene) is not Truth.FALSE]
        if part.is_all:
            yield NOTHING.union(*(_smallest(self._refuted(each)) for each in still))
        else:
            for each in still:
                yield from self._refuted(each)

    def _left(self, question: str) -> Hit:
        """Return what must be hit for a question on the route to leave it."""
        if question not in self._leaving:
            self._leaving[question] = self._leave(question)
        return self._leaving[question]

    def _leave(self, question: str) -> Hit:
        ruleset = self._search.ruleset
        if question not in ruleset.ask_if:
            return NOTHING
        if ruleset.questions[question].only_if_certain:  # Any doubt is enough, and any move may bring one.
            on_route = (q for q in ruleset.reached_through[question] if self._outlook.scene.values[q] is not ABSENT)
            return frozenset(
                move
                for earlier in on_route
                if earlier != question and earlier not in self._outlook.assumed
                for move in self._search.moves.get(earlier, ())
            )
        return _smallest(self._refuted(self._search.ask_if[question]))


def _smallest(hits: Iterable[Hit]) -> Hit:
    return min(hits, key=len)


def _counted(ruleset: Ruleset) -> Iterator[tuple[str, Sequence[str], int]]:
    """Yield what is counted together: element id (empty for the whole), its factors, and how many make it high."""
    counts = ruleset.questionnaire.parameters.accumulation
    yield "", [factor.id for factor in ruleset.questionnaire.factors], counts.overall
    for strategy in ruleset.questionnaire.strategies:
        for element in strategy.elements:
            if element.kind == "principle":
                yield element.id, element.factors, counts.principle
