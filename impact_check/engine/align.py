"""Levels, checks and benefits -> how the decision stands against each element of the strategy."""

from collections.abc import Mapping
from dataclasses import dataclass

from impact_check.engine.rate import bounds, element_level
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
    return tuple([_align(element, ground) for element in ground.ruleset.tables.elements])


def _align(element: Element, ground: Ground) -> ElementAlignment:
    parameters, inherent, checks = ground.ruleset.questionnaire.parameters, ground.inherent, ground.checks
    count, bands = parameters.accumulation.principle, parameters.alignment
    before = bounds(*element_level(element, inherent, count))
    after = before if ground.residual is inherent else bounds(*element_level(element, ground.residual, count))
    open_checks = tuple([id_ for id_ in element.checks if checks[id_].status in ("gap", "not_shown")])
    benefits: tuple[str, ...] = ()
    if ground.benefits:
        benefits = tuple(dict.fromkeys(rule for factor in element.factors for rule in ground.benefits.get(factor, ())))
    is_shown = bool(benefits) or any(checks[id_].status == "met" for id_ in element.checks)
    if not is_shown and (shown := ground.ruleset.shown_when.get(element.id)):
        is_shown = shown.holds(ground.scene) is Truth.TRUE
    raised = [factor for factor in element.factors if factor in inherent and inherent[factor][1] > Level.NONE]
    if len(raised) > 1:
        raised.sort(key=lambda factor: (-inherent[factor][1], -inherent[factor][0]))
    is_supported = is_shown and not open_checks
    return ElementAlignment(
        element=element.id,
        standing=standing(before, bands, is_supported=is_supported),
        standing_residual=standing(after, bands, is_supported=is_supported),
        inherent=before,
        residual=after,
        factors=tuple(raised),
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
