"""Everything computed from an assessment: findings, ratings as pairs, alignment, assurance, what is permitted."""

from datetime import date
from typing import Literal

from impact_check.model.assessment import Pinned
from impact_check.model.base import Frozen
from impact_check.model.levels import Bounds, ExposureName, LevelName
from impact_check.model.questionnaire import Outcome, Role

AnswerState = Literal[
    "value",  # known
    "no_evidence",  # a reassuring answer whose evidence is missing: counts as unknown
    "dont_know",
    "not_applicable",
    "unanswered",  # on the route, not answered yet
    "not_asked",  # off the route
]


class QuestionState(Frozen):
    """Where one question stands."""

    question: str
    state: AnswerState
    may_not_apply: bool = False
    """Asked only because an earlier answer is unknown."""
    set_aside: bool = False
    """Off the route, yet an answer is kept from before; it isn't scored."""
    stale: bool = False
    """The answer on file doesn't fit the question as it reads now; it counts as unanswered."""


class AnswerUsed(Frozen):
    """One answer that a condition rests on."""

    question: str
    state: AnswerState


class Finding(Frozen):
    """What a rule says that fired, or that may fire."""

    rule: str
    truth: Literal["true", "unknown"]
    """true: the answers establish it. unknown: it may hold, given what isn't known."""
    kind: Literal["severity", "exposure", "benefit"]
    level: str
    """The name of the severity, exposure or benefit raised."""
    factors: tuple[str, ...]
    """Factors it applies to. An exposure finding names only those whose level it can change."""
    groups: tuple[str, ...] = ()
    answers: tuple[AnswerUsed, ...]
    """The answers it rests on, in question order."""
    said_by: str | None = None
    """A rule that says more about the same factors from the same answers, if one does. Readers need only that one."""


class FactorRating(Frozen):
    """One risk factor that is raised, or may be. Factors that can't be raised are left out."""

    factor: str
    severity: Bounds
    exposure_confirmed: ExposureName
    exposure_possible: ExposureName
    inherent: Bounds
    """As proposed."""
    residual: Bounds
    """After the mitigations that earn credit."""
    unmitigated: Bounds
    """If no mitigation happens but those already verified."""
    credit: int
    """Steps taken off by the best mitigation: 0, 1 or 2."""
    findings: tuple[str, ...]
    """Rules behind it: severity before exposure, worst first, certain before uncertain."""
    groups: tuple[str, ...]
    """Affected groups for whom it matters most."""


NoCredit = Literal[
    "idea_only",
    "no_owner",
    "no_due_date",
    "no_evidence",
    "starts_too_late",
    "no_change_date",
    "third_party_not_agreed",
    "lapsed",
    "factor_not_raised",
]


class MitigationResult(Frozen):
    """What one mitigation earns, and every reason why it earns no more."""

    mitigation: str
    factor: str
    credit: int
    reasons: tuple[NoCredit, ...]
    """Empty when it earns credit."""
    is_verified: bool
    """Verified by someone other than the author, with outcome evidence."""


class FloorResult(Frozen):
    """A floor that holds or may hold."""

    floor: str
    level: LevelName
    truth: Literal["true", "unknown"]
    lifted_by: str | None = None
    """The verified mitigation that lifts it, if one does."""
    answers: tuple[AnswerUsed, ...]


Standing = Literal["conflicts", "at_risk", "not_shown", "supported"]


class ElementAlignment(Frozen):
    """How the decision stands against one element of the strategy."""

    element: str
    standing: Standing
    """As proposed."""
    standing_residual: Standing
    """After the mitigations that earn credit."""
    inherent: Bounds
    residual: Bounds
    factors: tuple[str, ...]
    """Raised or possible factors that go against it, worst first."""
    open_checks: tuple[str, ...]
    """Checks of this element that aren't met."""
    benefits: tuple[str, ...]
    """Rules that record a benefit here."""
    is_shown: bool
    """Something on record speaks for it: a benefit, a check met, or its own condition."""


CheckStatus = Literal["met", "gap", "not_shown", "not_applicable"]


class CheckResult(Frozen):
    """One process check."""

    check: str
    grade: Literal["must", "should"]
    status: CheckStatus
    """not_shown: the answers don't tell; it counts as a gap."""
    answers: tuple[AnswerUsed, ...]


class FindOut(Frozen):
    """One unknown, and what knowing it could change. In the list the most telling comes first."""

    question: str
    state: AnswerState
    who: str
    by_when: date | None
    possible_if_good: LevelName
    """The possible overall rating if this is answered as well as can be."""
    factors: tuple[str, ...]
    """Factors whose pair it could narrow."""
    must_know: bool


class Overall(Frozen):
    """The whole decision on one axis."""

    rating: Bounds
    counts_confirmed: tuple[int, int, int, int]
    """Factors confirmed as severe, high, moderate, low."""
    counts_possible: tuple[int, int, int, int]
    """Factors possibly severe, high, moderate, low."""
    lifted_by_count: bool
    """The possible rating is high because of the number of factors, not because one factor is high."""
    lifted_by_floor: bool
    """The possible rating rests on a floor, not on a factor."""


class Result(Frozen):
    """The receipt: what the answers mean under the pinned questionnaire, on a given day."""

    assessment: str
    pinned: Pinned
    on: date
    """The day for which it was computed; mitigations lapse by it."""
    is_screened_out: bool
    """Screening is answered and opens nothing."""
    is_complete: bool
    """No question on the route is unanswered, but for those that were left and can't change the result."""
    left_unasked: tuple[str, ...]
    """Questions without an answer that were left because none to them could change the rating, the alignment or the
    permitted outcomes; in order. Empty unless somebody stopped early and that holds."""
    can_be_final: bool
    """Complete, and everything that must be known is known."""
    inherent: Overall
    residual: Overall
    unmitigated: Overall
    """The branch in which no mitigation happens but those already verified."""
    questions: tuple[QuestionState, ...]
    """Every question of the questionnaire, in order."""
    factors: tuple[FactorRating, ...]
    """Worst first: by possible, then confirmed level, then id."""
    findings: tuple[Finding, ...]
    """Rules that fired or may fire, in questionnaire order; benefits included."""
    floors: tuple[FloorResult, ...]
    mitigations: tuple[MitigationResult, ...]
    alignment: tuple[ElementAlignment, ...]
    """Every element of every strategy, in order."""
    checks: tuple[CheckResult, ...]
    """Every check, in order."""
    find_out: tuple[FindOut, ...]
    affected_groups: tuple[str, ...]
    """Groups that the answers name as affected."""
    groups_not_known: bool
    """Who is affected isn't known, so any group may be."""
    signatories: tuple[Role, ...]
    """Who must sign, in order. Follows the inherent possible rating."""
    outcomes: tuple[Outcome, ...]
    """What is permitted. Follows the residual possible rating and the `must` checks."""
    blocked_by: tuple[str, ...]
    """The `must` checks that keep outcomes from being permitted."""
    not_considered: tuple[str, ...]
    """Risk factors that no question on the route looked into."""
