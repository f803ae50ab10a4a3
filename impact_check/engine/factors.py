"""Levels in each branch + findings -> one rating for each factor, and the floors, with what is behind them."""

from collections.abc import Iterable, Mapping

from impact_check.engine.branches import Branches
from impact_check.engine.explain import used
from impact_check.engine.mitigate import best_credits
from impact_check.engine.rate import FactorLevels, bounds
from impact_check.model.result import FactorRating, Finding, FloorResult
from impact_check.rules import Ruleset, Seen, Truth


def factor_ratings(
    branches: Branches, factors: Mapping[str, FactorLevels], found: tuple[Finding, ...], affected: Seen
) -> tuple[FactorRating, ...]:
    """Return one rating for each factor that is raised or may be, worst first; of two alike, the one with more reasons.

    affected: the set of group ids that the answers name, or UNKNOWN.
    """
    ruleset = branches.ruleset
    credits_ = best_credits(branches.mitigated)
    residual, unmitigated = branches.residual, branches.unmitigated
    behind, spoken_of = _behind(ruleset, found), _groups_spoken_of(found)
    ratings = [
        FactorRating(
            factor=id_,
            severity=bounds(*levels.severity),
            exposure_confirmed=levels.exposure[0],
            exposure_possible=levels.exposure[1],
            inherent=bounds(*levels.level),
            residual=bounds(*residual[id_]),
            unmitigated=bounds(*unmitigated[id_]),
            credit=credits_.get(id_, 0),
            findings=tuple(behind.get(id_, ())),
            groups=_groups_hit(ruleset, id_, spoken_of.get(id_, set()), affected),
        )
        for id_, levels in factors.items()
    ]
    certain = {finding.rule for finding in found if finding.kind == "severity" and finding.truth == "true"}

    def order(rating: FactorRating) -> tuple[int, int, int, str]:
        reasons = sum(rule in certain for rule in rating.findings)
        return -rating.inherent.possible, -rating.inherent.confirmed, -reasons, rating.factor

    return tuple(sorted(ratings, key=order))


_KIND_ORDER = {"severity": 0, "exposure": 1}


def _behind(ruleset: Ruleset, found: Iterable[Finding]) -> dict[str, list[str]]:
    """Return the rules behind each factor: severity before exposure, worst first, certain before uncertain."""
    rules = ruleset.tables.rules

    def order(finding: Finding) -> tuple[int, int, bool]:
        return _KIND_ORDER[finding.kind], -rules[finding.rule].level, finding.truth != "true"

    behind: dict[str, list[str]] = {}
    for finding in sorted((finding for finding in found if finding.kind in _KIND_ORDER), key=order):
        for factor in finding.factors:
            behind.setdefault(factor, []).append(finding.rule)
    return behind


def _groups_spoken_of(found: Iterable[Finding]) -> dict[str, set[str]]:
    """Return the groups that the findings about each factor speak of."""
    spoken_of: dict[str, set[str]] = {}
    for finding in found:
        if finding.groups:
            for factor in finding.factors:
                spoken_of.setdefault(factor, set()).update(finding.groups)
    return spoken_of


def _groups_hit(ruleset: Ruleset, factor: str, spoken_of: set[str], affected: Seen) -> tuple[str, ...]:
    if not isinstance(affected, frozenset):
        return ()
    return groups_in_order(ruleset, affected & spoken_of.union(ruleset.tables.factors[factor].groups))


def groups_in_order(ruleset: Ruleset, groups: Seen) -> tuple[str, ...]:
    """Return groups in library order; empty if who is affected isn't known."""
    if not isinstance(groups, frozenset):
        return ()
    return tuple([group.id for group in ruleset.questionnaire.groups if group.id in groups]) if groups else ()


def floor_results(branches: Branches) -> tuple[FloorResult, ...]:
    """Return the floors that hold or may hold, those that a verified mitigation lifts included."""
    ruleset = branches.ruleset
    return tuple(
        FloorResult(
            floor=id_,
            level=floor.level,
            truth="true" if floor.truth is Truth.TRUE else "unknown",
            lifted_by=branches.lifted_by.get(id_),
            answers=used(ruleset, branches.route, ruleset.floors[id_].rests_on(branches.route.scene, floor.truth)),
        )
        for id_, floor in branches.floors(lifted=False).items()
    )
