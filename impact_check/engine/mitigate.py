"""Mitigations -> credit: earned one step at a time, on the one factor they name, and lost when they lapse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from impact_check.model.assessment import Assessment, Mitigation
from impact_check.model.levels import Level
from impact_check.model.names import is_spelled_as, words_of
from impact_check.model.questionnaire import RiskFactor
from impact_check.model.result import MitigationResult, NoCredit


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides whether a mitigation earns credit, besides itself."""

    on: date
    change_date: date | None
    """When the change takes effect; None if that isn't known."""
    evidence: frozenset[str]
    """Ids of the evidence on file."""
    authors: frozenset[str]
    """Those who answered the questions: they can't verify."""
    raised: frozenset[str]
    """Factors that are raised or may be."""


def circumstances(assessment: Assessment, on: date, change_date: date | None, raised: Iterable[str]) -> Circumstances:
    """Gather what decides about credit from an assessment."""
    return Circumstances(
        on=on,
        change_date=change_date,
        evidence=frozenset(evidence.id for evidence in assessment.evidence),
        authors=frozenset(answer.by for answer in assessment.answers.values()),
        raised=frozenset(raised),
    )


def credit(mitigation: Mitigation, at: Circumstances) -> MitigationResult:
    """Say how many steps a mitigation takes off its factor (0, 1 or 2), and if none, every reason why."""
    reasons = tuple(_missing(mitigation, at))
    # That the factor isn't raised says nothing against the mitigation: it may still lift a floor.
    verified = set(reasons) <= {"factor_not_raised"} and _is_verified(mitigation, at)
    return MitigationResult(
        mitigation=mitigation.id,
        factor=mitigation.factor,
        credit=0 if reasons else 2 if verified else 1,
        reasons=reasons,
        is_verified=verified,
    )


def _missing(mitigation: Mitigation, at: Circumstances) -> Iterable[NoCredit]:
    if mitigation.status == "idea":
        yield "idea_only"
    if mitigation.owner is None or not (mitigation.owner.name.strip() and mitigation.owner.role.strip()):
        yield "no_owner"
    if not set(mitigation.evidence) & at.evidence:
        yield "no_evidence"
    third_party = mitigation.delivered_by
    if third_party and not (third_party.agreed_by.strip() and third_party.agreed_on and third_party.agreed_on <= at.on):
        yield "third_party_not_agreed"
    start = _start(mitigation, at.on)
    if mitigation.due is None:
        yield "no_due_date"
    if at.change_date is None:
        yield "no_change_date"
    elif start and start > at.change_date:
        yield "starts_too_late"
    if (
        mitigation.due
        and mitigation.due < at.on
        and mitigation.status != "idea"
        and not _is_in_place(mitigation, at.on)
    ):
        yield "lapsed"
    if mitigation.factor not in at.raised:
        yield "factor_not_raised"


def _is_in_place(mitigation: Mitigation, on: date) -> bool:
    started = mitigation.in_place_on
    return mitigation.status in ("in_place", "verified") and started is not None and started <= on


def _start(mitigation: Mitigation, on: date) -> date | None:
    return mitigation.in_place_on if _is_in_place(mitigation, on) else mitigation.due


def _is_verified(mitigation: Mitigation, at: Circumstances) -> bool:
    verified = mitigation.verified
    if mitigation.status != "verified" or verified is None or verified.on > at.on:
        return False
    involved = at.authors | ({mitigation.owner.name} if mitigation.owner else set())
    independent = bool(words_of(verified.by)) and not any(is_spelled_as(verified.by, name) for name in involved)
    return _is_in_place(mitigation, at.on) and independent and bool(set(verified.evidence) & at.evidence)


def best_credits(results: Iterable[MitigationResult], *, verified_only: bool = False) -> dict[str, int]:
    """Return factor -> steps taken off by its best mitigation. Credits don't stack."""
    best: dict[str, int] = {}
    for result in results:
        if result.credit and (result.is_verified or not verified_only):
            best[result.factor] = max(best.get(result.factor, 0), result.credit)
    return best


def reduce(
    levels: Mapping[str, tuple[Level, Level]], credits_: Mapping[str, int], factors: Mapping[str, RiskFactor]
) -> Mapping[str, tuple[Level, Level]]:
    """Return factor -> (confirmed, possible) after credit, never below the factor's residual floor."""
    less = {
        id_: (
            reduced(levels[id_][0], steps, factors[id_].residual_floor),
            reduced(levels[id_][1], steps, factors[id_].residual_floor),
        )
        for id_, steps in credits_.items()
        if id_ in levels
    }
    return {**levels, **less} if less else levels


def reduced(level: Level, steps: int, floor: Level) -> Level:
    """Take steps off a level, not going below the floor (unless it began there)."""
    return Level(max(min(level, floor), level - steps, Level.NONE))
