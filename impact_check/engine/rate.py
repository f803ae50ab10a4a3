"""Rule truths -> levels: severity x exposure by factor, counted by principle and overall, bounded by floors.

Worst, counted, bounded: no sum, no mean, no product. Everything is computed for what is confirmed (true rules) and
for what is possible (true or unknown rules).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeVar

from impact_check.model.levels import Bounds, Exposure, Level
from impact_check.rules import Ruleset, Scene, Truth
from impact_check.rules.tables import RuleFacts

Scale = TypeVar("Scale", Level, Exposure)

Pair = tuple[Level, Level]
"""Confirmed and possible."""


@dataclass(frozen=True, slots=True)
class FactorLevels:
    """Severity, exposure and level of one factor: confirmed and possible."""

    severity: tuple[Level, Level]
    exposure: tuple[Exposure, Exposure]
    level: tuple[Level, Level]


@dataclass(frozen=True, slots=True)
class FloorLevel:
    """A floor that holds (true) or may hold (unknown)."""

    level: Level
    truth: Truth


def rule_truths(ruleset: Ruleset, scene: Scene) -> dict[str, Truth]:
    """Return the truth of every rule, by id."""
    return {id_: condition.holds(scene) for id_, condition in ruleset.rules.items()}


def floor_levels(ruleset: Ruleset, truths: Mapping[str, Truth], lifted: Collection[str] = ()) -> dict[str, FloorLevel]:
    """Return the floors that hold or may hold, less those in `lifted`, by id. truths: floor id -> truth."""
    return {
        floor.id: FloorLevel(floor.floor, truths[floor.id])
        for floor in ruleset.questionnaire.floors
        if truths[floor.id] is not Truth.FALSE and floor.id not in lifted
    }


def factor_levels(ruleset: Ruleset, truths: Mapping[str, Truth]) -> dict[str, FactorLevels]:
    """Return the levels of every factor that some severity rule raises or may raise, in library order.

    truths: rule id -> truth.
    """
    return levels_raised(ruleset, [(rule, truths[id_]) for id_, rule in ruleset.tables.rules.items() if truths[id_]])


def levels_raised(ruleset: Ruleset, raising: Iterable[tuple[RuleFacts, Truth]]) -> dict[str, FactorLevels]:
    """Return the same. raising: the rules that hold or may hold."""
    severity: tuple[dict[str, Level], dict[str, Level]] = ({}, {})
    exposure: tuple[dict[str, Exposure], dict[str, Exposure]] = ({}, {})
    of_all = [_LIMITED, _LIMITED]
    for rule, truth in raising:
        if rule.kind == "benefit":
            continue
        for side in _BOTH if truth is _TRUE else _POSSIBLE:
            if isinstance(rule.level, Level):
                _raise(severity[side], rule.factors, rule.level)
            elif rule.factors == "all":
                of_all[side] = max(of_all[side], rule.level)
            else:
                _raise(exposure[side], rule.factors, rule.level)
    table = ruleset.tables.levels
    found: dict[str, FactorLevels] = {}
    for factor in ruleset.tables.factors:
        if factor in severity[1]:
            low, high = severity[0].get(factor, _NONE), severity[1][factor]
            least = max(exposure[0].get(factor, _LIMITED), of_all[0])
            most = max(exposure[1].get(factor, _LIMITED), of_all[1])
            found[factor] = FactorLevels((low, high), (least, most), (table[low, least], table[high, most]))
    return found


_TRUE, _NONE, _LIMITED = Truth.TRUE, Level.NONE, Exposure.LIMITED  # Finding the member of an enum takes a while.
_BOTH, _POSSIBLE = (0, 1), (1,)
"""The sides of a pair that a rule raises, confirmed and possible: both if it holds."""


def _raise(to: dict[str, Scale], factors: Iterable[str], step: Scale) -> None:
    for factor in factors:
        if factor not in to or step > to[factor]:
            to[factor] = step


def weighed(ruleset: Ruleset, factors: Mapping[str, FactorLevels]) -> tuple[str, ...]:
    """Return the factors whose level exposure can change: a low severity stays low whoever bears it."""
    moved = ruleset.tables.moved_by_exposure
    return tuple(factor for factor, found in factors.items() if found.severity[1] in moved)


def accumulate(levels: Iterable[Level], count: int) -> Level:
    """Return the worst level, or high if at least `count` factors stand at moderate or worse.

    Low levels never add up, and counting never lifts above high.
    """
    listed = list(levels)
    if not listed:
        return Level.NONE
    worst = max(listed)
    if sum(level >= Level.MODERATE for level in listed) >= count:
        worst = max(worst, Level.HIGH)
    return worst


class Heights(NamedTuple):
    """Factors by level: for each level from none up, the set (rules.tables) of factors that stand at it."""

    confirmed: tuple[int, ...]
    possible: tuple[int, ...]


def heights(ruleset: Ruleset, levels: Mapping[str, Pair]) -> Heights:
    """Return the factors by level. levels: by factor."""
    bits = ruleset.tables.bits
    confirmed, possible = [0] * len(Level), [0] * len(Level)
    for factor, (low, high) in levels.items():
        confirmed[low] |= bits[factor]
        possible[high] |= bits[factor]
    return Heights(tuple(confirmed), tuple(possible))


def level_of(factors: int, at: Heights, count: int) -> Bounds:
    """Return the level of a set of factors taken together, as `accumulate` does."""
    return bounds(height_of(factors, at.confirmed, count), height_of(factors, at.possible, count))


def height_of(factors: int, at: Sequence[int], count: int) -> Level:
    """Return the level of a set of factors taken together. at: all factors by level."""
    if factors & at[4]:
        return _SEVERE
    if factors & at[3]:
        return _HIGH
    if moderate := factors & at[2]:
        return _HIGH if moderate.bit_count() >= count else _MODERATE
    return _LOW if factors & at[1] else _NONE


_LOW, _MODERATE, _HIGH, _SEVERE = Level.LOW, Level.MODERATE, Level.HIGH, Level.SEVERE


@dataclass(frozen=True, slots=True)
class OverallLevels:
    """The overall rating and what it rests on."""

    rating: Bounds
    without_floors: Level
    """The possible rating before floors."""
    worst_factor: Level
    """The possible level of the worst factor."""


def principle_levels(ruleset: Ruleset, at: Heights) -> list[Bounds]:
    """Return the level of each principle (rules.tables.principles)."""
    count = ruleset.questionnaire.parameters.accumulation.principle
    return [level_of(held, at, count) for _, held in ruleset.tables.principles]


def overall(ruleset: Ruleset, levels: Mapping[str, Pair], floors: Iterable[FloorLevel]) -> OverallLevels:
    """Rate the decision: its worst principle, all its factors counted, and its floors.

    levels: factor -> (confirmed, possible). Only elements of kind `principle` count as principles here.
    """
    at = heights(ruleset, levels)
    everything = level_of(-1, at, ruleset.questionnaire.parameters.accumulation.overall)
    return with_floors([everything, *principle_levels(ruleset, at)], at, floors)


def with_floors(found: Sequence[Bounds], at: Heights, floors: Iterable[FloorLevel]) -> OverallLevels:
    """Return the worst of some levels, bounded by floors. at: all factors by level."""
    confirmed = max([pair.confirmed for pair in found])
    before = possible = max([pair.possible for pair in found])
    for floor in floors:
        possible = max(possible, floor.level)
        if floor.truth is Truth.TRUE:
            confirmed = max(confirmed, floor.level)
    worst = max(level for level in Level if level is Level.NONE or at.possible[level])
    return OverallLevels(bounds(confirmed, possible), before, worst)


@cache
def bounds(confirmed: Level, possible: Level) -> Bounds:
    """Return the pair. There are fifteen."""
    return Bounds(confirmed=confirmed, possible=possible)
