"""Levels, checks and benefits -> how the decision stands against each element of the strategy."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from impact_check.engine.rate import Heights, heights, level_of
from impact_check.model.levels import Bounds, Level
from impact_check.model.questionnaire import AlignmentBands
from impact_check.model.result import CheckResult, ElementAlignment, Standing
from impact_check.model.strategy import Element
from impact_check.rules import Ruleset, Scene, Truth

Levels = Mapping[str, tuple[Level, Level]]
"""Factor -> (confirmed, possible)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the alignment of every element rests on."""

    ruleset: Ruleset
    scene: Scene
    inherent: Levels
    residual: Levels
    checks: Mapping[str, CheckResult]
    benefits: Mapping[str, tuple[str, ...]]
    """Factor -> rules that record a benefit for it and hold."""


def align(ground: Ground) -> tuple[ElementAlignment, ...]:
    """Return the standing of every element of every strategy, in order."""
    inherent = heights(ground.ruleset, ground.inherent)
    residual = inherent if ground.residual is ground.inherent else heights(ground.ruleset, ground.residual)
    order = {factor: -8 * high - low for factor, (low, high) in ground.inherent.items() if high > Level.NONE}
    return tuple(
        [
            _align(element, factors, ground, (inherent, residual), order)
            for element, factors in ground.ruleset.tables.elements
        ]
    )


def _align(
    element: Element, factors: int, ground: Ground, sides: tuple[Heights, Heights], order: Mapping[str, int]
) -> ElementAlignment:
    parameters, checks = ground.ruleset.questionnaire.parameters, ground.checks
    count, bands = parameters.accumulation.principle, parameters.alignment
    before = level_of(factors, sides[0], count)
    after = before if sides[1] is sides[0] else level_of(factors, sides[1], count)
    open_checks = tuple([id_ for id_ in element.checks if checks[id_].status in ("gap", "not_shown")])
    benefits: tuple[str, ...] = ()
    if ground.benefits:
        benefits = tuple(dict.fromkeys(rule for factor in element.factors for rule in ground.benefits.get(factor, ())))
    is_shown = bool(benefits) or any(checks[id_].status == "met" for id_ in element.checks)
    if not is_shown and (shown := ground.ruleset.shown_when.get(element.id)):
        is_shown = shown.holds(ground.scene) is Truth.TRUE
    raised = sorted([factor for factor in element.factors if factor in order], key=order.__getitem__)
    is_supported = is_shown and not open_checks
    return _alignment(
        element.id,
        standing(before, bands, is_supported=is_supported),
        standing(after, bands, is_supported=is_supported),
        before,
        after,
        tuple(raised),
        open_checks,
        benefits,
        is_shown,
    )


@lru_cache(maxsize=8192)
def _alignment(
    element: str,
    standing: Standing,
    standing_residual: Standing,
    inherent: Bounds,
    residual: Bounds,
    factors: tuple[str, ...],
    open_checks: tuple[str, ...],
    benefits: tuple[str, ...],
    is_shown: bool,
) -> ElementAlignment:
    """Return the value. Most stand as they did for the answers before, and making each anew takes longer."""
    return ElementAlignment(
        element=element,
        standing=standing,
        standing_residual=standing_residual,
        inherent=inherent,
        residual=residual,
        factors=factors,
        open_checks=open_checks,
        benefits=benefits,
        is_shown=is_shown,
    )


def standing(level: Bounds, bands: AlignmentBands, *, is_supported: bool) -> Standing:
    """Return how an element of this level stands. is_supported: shown by something, with no check open."""
    if level.confirmed >= bands.conflicts_from:
        return "conflicts"
    if level.possible >= bands.at_risk_from:
        return "at_risk"
    return "supported" if is_supported else "not_shown"
