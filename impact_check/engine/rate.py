"""Rule truths -> levels: severity x exposure by factor, counted by principle and overall, bounded by floors.

Worst, counted, bounded: no sum, no mean, no product. Everything is computed for what is confirmed (true rules) and
for what is possible (true or unknown rules).
"""

from collections.abc import Collection, Iterable, Mapping
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


Steps = dict[str, tuple[Scale, Scale]]


def factor_levels(ruleset: Ruleset, truths: Mapping[str, Truth]) -> dict[str, FactorLevels]:
    """Return the levels of every factor that some severity rule raises or may raise, in library order.

    truths: rule id -> truth.
    """
    return levels_raised(ruleset, [(rule, truths[id_]) for id_, rule in ruleset.tables.rules.items() if truths[id_]])


def levels_raised(ruleset: Ruleset, raising: Iterable[tuple[RuleFacts, Truth]]) -> dict[str, FactorLevels]:
    """Return the same. raising: the rules that hold or may hold."""
    tables = ruleset.tables
    severity: Steps[Level] = {}
    exposure: Steps[Exposure] = {}
    of_all = (Exposure.LIMITED, Exposure.LIMITED)
    for rule, truth in raising:
        if rule.kind == "benefit":
            continue
        if isinstance(rule.level, Level):
            _raise(severity, rule.factors, rule.level, truth, Level.NONE)
        elif rule.factors == "all":
            of_all = _higher(of_all, rule.level, truth)
        else:
            _raise(exposure, rule.factors, rule.level, truth, Exposure.LIMITED)
    found: dict[str, FactorLevels] = {}
    for factor in tables.factors:
        if factor in severity:
            low, high = severity[factor]
            own = exposure.get(factor, of_all)
            least, most = max(own[0], of_all[0]), max(own[1], of_all[1])
            found[factor] = FactorLevels(
                (low, high), (least, most), (tables.levels[low, least], tables.levels[high, most])
            )
    return found


def _raise(steps: Steps[Scale], factors: Iterable[str], to: Scale, truth: Truth, least: Scale) -> None:
    start = (least, least)
    for factor in factors:
        steps[factor] = _higher(steps.get(factor, start), to, truth)


def _higher(pair: tuple[Scale, Scale], to: Scale, truth: Truth) -> tuple[Scale, Scale]:
    """Return a pair, confirmed and possible, after a rule that holds or may hold raises it."""
    confirmed, possible = pair
    return (to if truth is Truth.TRUE and to > confirmed else confirmed), (max(possible, to))


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
    return bounds(_level_of(factors, at.confirmed, count), _level_of(factors, at.possible, count))


def _level_of(factors: int, at: tuple[int, ...], count: int) -> Level:
    if factors & at[4]:
        return Level.SEVERE
    if factors & at[3]:
        return Level.HIGH
    if moderate := factors & at[2]:
        return Level.HIGH if moderate.bit_count() >= count else Level.MODERATE
    return Level.LOW if factors & at[1] else Level.NONE


@dataclass(frozen=True, slots=True)
class OverallLevels:
    """The overall rating and what it rests on."""

    rating: Bounds
    without_floors: Level
    """The possible rating before floors."""
    worst_factor: Level
    """The possible level of the worst factor."""


def overall(ruleset: Ruleset, levels: Mapping[str, Pair], floors: Iterable[FloorLevel]) -> OverallLevels:
    """Rate the decision: its worst principle, all its factors counted, and its floors.

    levels: factor -> (confirmed, possible). Only elements of kind `principle` count as principles here.
    """
    counts, tables = ruleset.questionnaire.parameters.accumulation, ruleset.tables
    at = heights(ruleset, levels)
    found = [level_of(-1, at, counts.overall), *(level_of(held, at, counts.principle) for _, held in tables.principles)]
    confirmed = max(pair.confirmed for pair in found)
    before = possible = max(pair.possible for pair in found)
    for floor in floors:
        possible = max(possible, floor.level)
        if floor.truth is Truth.TRUE:
            confirmed = max(confirmed, floor.level)
    worst = max((pair[1] for pair in levels.values()), default=Level.NONE)
    return OverallLevels(bounds(confirmed, possible), before, worst)


@cache
def bounds(confirmed: Level, possible: Level) -> Bounds:
    """Return the pair. There are fifteen."""
    return Bounds(confirmed=confirmed, possible=possible)
