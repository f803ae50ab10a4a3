"""Levels, checks and benefits -> how the decision stands against each element of the strategy."""

from collections.abc import Mapping
from dataclasses import dataclass

from impact_check.engine.rate import accumulate
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
    strategies = ground.ruleset.questionnaire.strategies
    return tuple(_align(element, ground) for strategy in strategies for element in strategy.elements)


def _align(element: Element, ground: Ground) -> ElementAlignment:
    parameters = ground.ruleset.questionnaire.parameters
    inherent, residual = (
        _bounds(element, levels, parameters.accumulation.principle) for levels in (ground.inherent, ground.residual)
    )
    open_checks = tuple(id_ for id_ in element.checks if ground.checks[id_].status in ("gap", "not_shown"))
    benefits = tuple(dict.fromkeys(rule for factor in element.factors for rule in ground.benefits.get(factor, ())))
    shown = ground.ruleset.shown_when.get(element.id)
    met = any(ground.checks[id_].status == "met" for id_ in element.checks)
    is_shown = bool(benefits) or met or (shown is not None and shown.holds(ground.scene) is Truth.TRUE)
    raised = [factor for factor in element.factors if ground.inherent.get(factor, (0, 0))[1] > Level.NONE]
    raised.sort(key=lambda factor: (-ground.inherent[factor][1], -ground.inherent[factor][0]))
    return ElementAlignment(
        element=element.id,
        standing=_standing(inherent, parameters.alignment, is_shown=is_shown and not open_checks),
        standing_residual=_standing(residual, parameters.alignment, is_shown=is_shown and not open_checks),
        inherent=inherent,
        residual=residual,
        factors=tuple(raised),
        open_checks=open_checks,
        benefits=benefits,
        is_shown=is_shown,
    )


_NOTHING_RAISED = Bounds(confirmed=Level.NONE, possible=Level.NONE)


def _bounds(element: Element, levels: Levels, count: int) -> Bounds:
    held = [levels[factor] for factor in element.factors if factor in levels]
    if not held:
        return _NOTHING_RAISED
    return Bounds(
        confirmed=accumulate((pair[0] for pair in held), count),
        possible=accumulate((pair[1] for pair in held), count),
    )


def _standing(bounds: Bounds, bands: AlignmentBands, *, is_shown: bool) -> Standing:
    if bounds.confirmed >= bands.conflicts_from:
        return "conflicts"
    if bounds.possible >= bands.at_risk_from:
        return "at_risk"
    return "supported" if is_shown else "not_shown"
