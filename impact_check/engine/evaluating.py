"""Ruleset + assessment + day -> Result. Pure: no clock, no files, the same values give the same result."""

from collections.abc import Iterable
from datetime import date

from impact_check.engine.align import Ground, align
from impact_check.engine.assure import assure, texts_repeated
from impact_check.engine.branches import Branches, lifted_floors
from impact_check.engine.explain import findings
from impact_check.engine.factors import factor_ratings, floor_results, groups_in_order
from impact_check.engine.find_out import find_out
from impact_check.engine.mitigate import circumstances, credit
from impact_check.engine.rate import factor_levels, weighed
from impact_check.engine.routing import Route, route
from impact_check.engine.settling import settled
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Level
from impact_check.model.questionnaire import OUTCOMES, Outcome, Role
from impact_check.model.result import (
    CheckResult,
    Finding,
    MitigationResult,
    Overall,
    Result,
)
from impact_check.rules import Ruleset, Seen


def evaluate(ruleset: Ruleset, assessment: Assessment, on: date, *, with_find_out: bool = True) -> Result:
    """Compute everything that follows from an assessment.

    on: the day it is judged for; commitments due before it and not kept have lapsed.
    with_find_out: False leaves `find_out` empty, for callers that rate many assessments: it takes most of the time.
    """
    now = route(ruleset, assessment)
    factors = {id_: found for id_, found in factor_levels(ruleset, now.rules).items() if found.level[1] > Level.NONE}
    mitigated = _mitigate(ruleset, assessment, on, now, factors)
    levels = {id_: found.level for id_, found in factors.items()}
    branches = Branches(ruleset, now, levels, mitigated, lifted_floors(ruleset, assessment, mitigated))
    inherent, residual, unmitigated = (
        branches.overall(),
        branches.overall(branches.residual),
        branches.overall(branches.unmitigated),
    )
    found = findings(ruleset, now, weighed(ruleset, factors))
    checks = assure(ruleset, now, _facts(assessment, now, inherent, residual, branches, mitigated, found))
    alignment = align(
        Ground(ruleset, now.scene, branches.inherent, branches.residual, {c.check: c for c in checks}, _benefits(found))
    )
    left = _left_unasked(ruleset, assessment, on)
    is_complete = not [id_ for id_ in now.unanswered if not ruleset.questions[id_].optional and id_ not in left]
    affected = now.scene.values[ruleset.questionnaire.facts.groups]
    return Result(
        assessment=assessment.id,
        pinned=ruleset.pinned,
        on=on,
        is_screened_out=is_complete and inherent.rating.possible == Level.NONE and _only_screened(ruleset, now),
        is_complete=is_complete,
        left_unasked=left,
        can_be_final=is_complete and not _must_still_be_known(ruleset, now),
        inherent=inherent,
        residual=residual,
        unmitigated=unmitigated,
        questions=tuple(now.states.values()),
        factors=factor_ratings(branches, factors, found, affected),
        findings=found,
        floors=floor_results(branches),
        mitigations=mitigated,
        alignment=alignment,
        checks=checks,
        find_out=tuple(item for item in find_out(ruleset, assessment, now) if item.question not in left)
        if with_find_out
        else (),
        affected_groups=groups_in_order(ruleset, affected),
        groups_not_known=not isinstance(affected, frozenset) and ruleset.questionnaire.facts.groups in now.asked,
        signatories=_signatories(ruleset, inherent),
        outcomes=_outcomes(ruleset, residual, checks, is_complete=is_complete),
        blocked_by=_blocking(checks),
        not_considered=_not_considered(ruleset, now),
    )


def _left_unasked(ruleset: Ruleset, assessment: Assessment, on: date) -> tuple[str, ...]:
    """Return the questions that were left because of an early stop, if it holds for the answers as they are now."""
    if assessment.stopped_early is None:
        return ()
    verdict = settled(ruleset, assessment, on)
    return verdict.open if verdict.is_all else ()


def _mitigate(
    ruleset: Ruleset, assessment: Assessment, on: date, now: Route, raised: Iterable[str]
) -> tuple[MitigationResult, ...]:
    change_date = now.scene.values[ruleset.questionnaire.facts.change_date]
    at = circumstances(assessment, on, change_date if isinstance(change_date, date) else None, raised)
    return tuple(credit(mitigation, at) for mitigation in assessment.mitigations)


def _facts(
    assessment: Assessment,
    now: Route,
    inherent: Overall,
    residual: Overall,
    branches: Branches,
    mitigated: tuple[MitigationResult, ...],
    found: tuple[Finding, ...],
) -> dict[str, Seen]:
    """Return the facts about the result that checks may name (rules.shapes.RESULT_FACTS)."""
    possible = [pair[1] for pair in branches.inherent.values()]
    groups = now.scene.values[branches.ruleset.questionnaire.facts.groups]
    unknown = ("dont_know", "unanswered", "no_evidence")
    harms = (finding for finding in found if finding.kind != "benefit" and finding.truth == "unknown")
    in_doubt = {used.question for finding in harms for used in finding.answers if used.state in unknown}
    return {
        "rating_confirmed": inherent.rating.confirmed.name.lower(),
        "rating_possible": inherent.rating.possible.name.lower(),
        "residual_possible": residual.rating.possible.name.lower(),
        "mitigations_claimed": sum(mitigation.status != "idea" for mitigation in assessment.mitigations),
        "mitigations_without_credit": sum(
            result.credit == 0
            for result, mitigation in zip(mitigated, assessment.mitigations, strict=True)
            if mitigation.status != "idea"
        ),
        "mitigations_without_funding": sum(
            not mitigation.funding.strip() for mitigation in assessment.mitigations if mitigation.status != "idea"
        ),
        "evidence_items": len(assessment.evidence),
        "factors_moderate_or_worse": sum(level >= Level.MODERATE for level in possible),
        "factors_high_or_worse": sum(level >= Level.HIGH for level in possible),
        "groups_named": len(groups) if isinstance(groups, frozenset) else 0,
        "unknown_answers": len(in_doubt),
        "texts_repeated": texts_repeated(branches.ruleset, assessment, now),
    }


def _benefits(found: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    benefits: dict[str, tuple[str, ...]] = {}
    for finding in found:
        if finding.kind == "benefit" and finding.truth == "true":
            for factor in finding.factors:
                benefits[factor] = (*benefits.get(factor, ()), finding.rule)
    return benefits


def _only_screened(ruleset: Ruleset, now: Route) -> bool:
    """Tell whether no question was opened beyond screening that bears on the rating."""
    opened = (ruleset.questions[id_] for id_ in now.asked if id_ in ruleset.bears_on_rating)
    return all(question.screening for question in opened)


def _must_still_be_known(ruleset: Ruleset, now: Route) -> tuple[str, ...]:
    open_ = ("dont_know", "unanswered", "no_evidence")
    return tuple(id_ for id_ in now.asked if ruleset.questions[id_].must_know and now.states[id_].state in open_)


def _signatories(ruleset: Ruleset, inherent: Overall) -> tuple[Role, ...]:
    return ruleset.questionnaire.parameters.requirements.levels[inherent.rating.possible].signatories


def _blocking(checks: Iterable[CheckResult]) -> tuple[str, ...]:
    return tuple(check.check for check in checks if check.grade == "must" and check.status in ("gap", "not_shown"))


def _outcomes(
    ruleset: Ruleset, residual: Overall, checks: Iterable[CheckResult], *, is_complete: bool
) -> tuple[Outcome, ...]:
    requirements = ruleset.questionnaire.parameters.requirements
    permitted = set(requirements.levels[residual.rating.possible].outcomes)
    if not is_complete or _blocking(checks):
        permitted &= set(requirements.gap_outcomes)
    return tuple(outcome for outcome in OUTCOMES if outcome in permitted)


def _not_considered(ruleset: Ruleset, now: Route) -> tuple[str, ...]:
    asked = frozenset(now.asked)
    return tuple(factor for factor, read in ruleset.tables.looked_into.items() if asked.isdisjoint(read))
