"""Levels in each branch + findings -> one rating for each factor, and the floors, with what is behind them."""

from collections.abc import Mapping

from impact_check.engine.branches import Branches
from impact_check.engine.explain import used
from impact_check.engine.mitigate import best_credits
from impact_check.engine.rate import FactorLevels
from impact_check.model.levels import Bounds, Level
from impact_check.model.questionnaire import RiskFactor
from impact_check.model.result import FactorRating, Finding, FloorResult
from impact_check.rules import Ruleset, Seen, Truth, support


def factor_ratings(
    branches: Branches, factors: Mapping[str, FactorLevels], found: tuple[Finding, ...], affected: Seen
) -> tuple[FactorRating, ...]:
    """Return one rating for each factor that is raised or may be, worst first; of two alike, the one with more reasons.

    affected: the set of group ids that the answers name, or UNKNOWN.
    """
    ruleset = branches.ruleset
    credits_ = best_credits(branches.mitigated)
    library = {factor.id: factor for factor in ruleset.questionnaire.factors}
    residual, unmitigated = branches.residual, branches.unmitigated
    ratings = [
        FactorRating(
            factor=id_,
            severity=_bounds(levels.severity),
            exposure_confirmed=levels.exposure[0],
            exposure_possible=levels.exposure[1],
            inherent=_bounds(levels.level),
            residual=_bounds(residual[id_]),
            unmitigated=_bounds(unmitigated[id_]),
            credit=credits_.get(id_, 0),
            findings=_behind(ruleset, id_, found),
            groups=_groups_hit(ruleset, library[id_], found, affected),
        )
        for id_, levels in factors.items()
    ]
    certain = {finding.rule for finding in found if finding.kind == "severity" and finding.truth == "true"}

    def order(rating: FactorRating) -> tuple[int, int, int, str]:
        reasons = sum(rule in certain for rule in rating.findings)
        return -rating.inherent.possible, -rating.inherent.confirmed, -reasons, rating.factor

    return tuple(sorted(ratings, key=order))


def _bounds(pair: tuple[Level, Level]) -> Bounds:
    return Bounds(confirmed=pair[0], possible=pair[1])


_KIND_ORDER = {"severity": 0, "exposure": 1}


def _behind(ruleset: Ruleset, factor: str, found: tuple[Finding, ...]) -> tuple[str, ...]:
    raises = {rule.id: rule.raises for rule in ruleset.questionnaire.rules}
    behind = [finding for finding in found if factor in finding.factors and finding.kind in _KIND_ORDER]

    def order(finding: Finding) -> tuple[int, int, bool]:
        raised = raises[finding.rule]
        return _KIND_ORDER[finding.kind], -(raised.severity or raised.exposure or 0), finding.truth != "true"

    return tuple(finding.rule for finding in sorted(behind, key=order))


def _groups_hit(ruleset: Ruleset, factor: RiskFactor, found: tuple[Finding, ...], affected: Seen) -> tuple[str, ...]:
    if not isinstance(affected, frozenset):
        return ()
    spoken_of = {group for finding in found if factor.id in finding.factors for group in finding.groups}
    hit = affected & ({*factor.groups} | spoken_of)
    return groups_in_order(ruleset, hit)


def groups_in_order(ruleset: Ruleset, groups: Seen) -> tuple[str, ...]:
    """Return groups in library order; empty if who is affected isn't known."""
    if not isinstance(groups, frozenset):
        return ()
    return tuple(group.id for group in ruleset.questionnaire.groups if group.id in groups)


def floor_results(branches: Branches) -> tuple[FloorResult, ...]:
    """Return the floors that hold or may hold, those that a verified mitigation lifts included."""
    ruleset = branches.ruleset
    return tuple(
        FloorResult(
            floor=id_,
            level=floor.level,
            truth="true" if floor.truth is Truth.TRUE else "unknown",
            lifted_by=branches.lifted_by.get(id_),
            answers=used(branches.route, support(ruleset.floors[id_].node, branches.route.scene)),
        )
        for id_, floor in branches.floors(lifted=False).items()
    )
