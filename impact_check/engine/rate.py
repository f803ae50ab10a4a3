"""Rule truths -> levels: severity x exposure by factor, counted by principle and overall, bounded by floors.

Worst, counted, bounded: no sum, no mean, no product. Everything is computed for what is confirmed (true rules) and
for what is possible (true or unknown rules).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from impact_check.model.levels import Bounds, Exposure, Level
from impact_check.model.questionnaire import Parameters
from impact_check.rules import Ruleset, Scene, Truth

Scale = TypeVar("Scale", Level, Exposure)


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


def floor_levels(ruleset: Ruleset, scene: Scene, lifted: Collection[str] = ()) -> dict[str, FloorLevel]:
    """Return the floors that hold or may hold, less those in `lifted`, by id."""
    found: dict[str, FloorLevel] = {}
    for floor in ruleset.questionnaire.floors:
        truth = ruleset.floors[floor.id].holds(scene)
        if truth is not Truth.FALSE and floor.id not in lifted:
            found[floor.id] = FloorLevel(floor.floor, truth)
    return found


def factor_levels(
    ruleset: Ruleset, truths: Mapping[str, Truth], factors: Iterable[str] | None = None
) -> dict[str, FactorLevels]:
    """Return the levels of every factor that some severity rule raises or may raise, in library order.

    truths: rule id -> truth. factors: work out only these.
    """
    table = level_table(ruleset.questionnaire.parameters)
    found: dict[str, FactorLevels] = {}
    for factor in ruleset.raised_by if factors is None else factors:
        rules = ruleset.raised_by[factor]
        severity = _highest(rules.severity, truths, Level.NONE)
        if severity[1] > Level.NONE:
            exposure = _highest(rules.exposure, truths, Exposure.LIMITED)
            level = (table[severity[0], exposure[0]], table[severity[1], exposure[1]])
            found[factor] = FactorLevels(severity, exposure, level)
    return found


def _highest(rules: Iterable[tuple[str, Scale]], truths: Mapping[str, Truth], least: Scale) -> tuple[Scale, Scale]:
    """Return the highest step, confirmed and possible, that rules raise something to."""
    confirmed = possible = least
    for id_, to in rules:
        truth = truths[id_]
        if truth is not Truth.FALSE and to > possible:
            possible = to
        if truth is Truth.TRUE and to > confirmed:
            confirmed = to
    return confirmed, possible


def level_table(parameters: Parameters) -> dict[tuple[Level, Exposure], Level]:
    """Return the published table: (severity, exposure) -> level. Severity none is always none."""
    table = {(Level.NONE, exposure): Level.NONE for exposure in Exposure}
    for row in parameters.level_table.rows:
        table[row.severity, Exposure.LIMITED] = row.limited
        table[row.severity, Exposure.RAISED] = row.raised
        table[row.severity, Exposure.ACUTE] = row.acute
    return table


def weighed(ruleset: Ruleset, factors: Mapping[str, FactorLevels]) -> tuple[str, ...]:
    """Return the factors whose level exposure can change: a low severity stays low whoever bears it."""
    table = level_table(ruleset.questionnaire.parameters)
    return tuple(
        factor
        for factor, found in factors.items()
        if table[found.severity[1], Exposure.ACUTE] > table[found.severity[1], Exposure.LIMITED]
    )


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


@dataclass(frozen=True, slots=True)
class OverallLevels:
    """The overall rating and what it rests on."""

    rating: Bounds
    without_floors: Level
    """The possible rating before floors."""
    worst_factor: Level
    """The possible level of the worst factor."""


def overall(ruleset: Ruleset, levels: Mapping[str, tuple[Level, Level]], floors: Iterable[FloorLevel]) -> OverallLevels:
    """Rate the decision: its worst principle, all its factors counted, and its floors.

    levels: factor -> (confirmed, possible). Only elements of kind `principle` count as principles here.
    """
    confirmed, possible = (_overall(ruleset, {f: pair[side] for f, pair in levels.items()}) for side in (0, 1))
    before = possible
    for floor in floors:
        possible = max(possible, floor.level)
        if floor.truth is Truth.TRUE:
            confirmed = max(confirmed, floor.level)
    worst = max((pair[1] for pair in levels.values()), default=Level.NONE)
    return OverallLevels(Bounds(confirmed=confirmed, possible=possible), before, worst)


def _overall(ruleset: Ruleset, levels: Mapping[str, Level]) -> Level:
    counts = ruleset.questionnaire.parameters.accumulation
    rating = accumulate(levels.values(), counts.overall)
    for strategy in ruleset.questionnaire.strategies:
        for element in strategy.elements:
            if element.kind == "principle":
                held = (levels[factor] for factor in element.factors if factor in levels)
                rating = max(rating, accumulate(held, counts.principle))
    return rating
