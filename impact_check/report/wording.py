"""Say the engine's codes as words and sentences: levels, outcomes, roles, standings, states, reasons for no credit."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from impact_check.language import Translated, to_translate, tr
from impact_check.model.levels import Bounds, Exposure, Grade, Level
from impact_check.model.questionnaire import Outcome, Role
from impact_check.model.result import AnswerState, CheckStatus, Finding, NoCredit, Standing
from impact_check.report.page_one_parts import Mark, Pair, Shape

LEVEL_SHAPES: dict[Level, Shape] = {
    Level.NONE: "none",
    Level.LOW: "low",
    Level.MODERATE: "moderate",
    Level.HIGH: "high",
    Level.SEVERE: "severe",
}
LEVEL_WORDS: Mapping[Level, str] = Translated(
    {
        Level.NONE: to_translate("None found"),
        Level.LOW: to_translate("Low"),
        Level.MODERATE: to_translate("Moderate"),
        Level.HIGH: to_translate("High"),
        Level.SEVERE: to_translate("Severe"),
    }
)
EXPOSURES: Mapping[Exposure, str] = Translated(
    {
        Exposure.LIMITED: to_translate("Limited"),
        Exposure.RAISED: to_translate("Raised"),
        Exposure.ACUTE: to_translate("Acute"),
    }
)
OUTCOMES: Mapping[Outcome, str] = Translated(
    {
        "proceed": to_translate("Go ahead"),
        "proceed_with_conditions": to_translate("Go ahead with conditions, each with an owner and a date"),
        "proceed_despite": to_translate("Go ahead despite the remaining harm, reasons in writing"),
        "revise": to_translate("Change the plan and assess it again"),
        "stop": to_translate("Stop"),
    }
)
ROLES: Mapping[Role, str] = Translated(
    {
        "author": to_translate("Author"),
        "challenger": to_translate("Challenger"),
        "head_of_service": to_translate("Head of Service"),
        "legal": to_translate("Legal adviser"),
        "director": to_translate("Director"),
        "portfolio_holder": to_translate("Portfolio holder"),
    }
)
ROLES_SAY: Mapping[Role, str] = Translated(
    {
        "author": to_translate(
            "I wrote this assessment. The answers are true as far as I know, and the evidence I used is listed."
        ),
        "challenger": to_translate(
            "I did not write this assessment. I have read it in full and questioned it. What I still disagree with is "
            "listed in it."
        ),
        "head_of_service": to_translate(
            "I have read this assessment in full. I accept any harm that remains, and I answer for the mitigations."
        ),
        "legal": to_translate("I have read this assessment in full and advised on the legal duties that apply."),
        "director": to_translate("I have read this assessment in full and accept any harm that remains."),
        "portfolio_holder": to_translate(
            "I have read this assessment in full, not only its first page, before deciding."
        ),
    }
)
_STANDING_SHAPES: dict[Standing, Shape] = {
    "conflicts": "high",
    "at_risk": "moderate",
    "not_shown": "none",
    "supported": "low",
}
STANDING_WORDS: Mapping[Standing, str] = Translated(
    {
        "conflicts": to_translate("Conflicts"),
        "at_risk": to_translate("At risk"),
        "not_shown": to_translate("Not shown"),
        "supported": to_translate("Supported"),
    }
)


class _Standings(Mapping[Standing, Mark]):
    """Each standing with its shape and its word in the language spoken."""

    def __getitem__(self, standing: Standing) -> Mark:
        return Mark(_STANDING_SHAPES[standing], STANDING_WORDS[standing])

    def __iter__(self) -> Iterator[Standing]:
        return iter(_STANDING_SHAPES)

    def __len__(self) -> int:
        return len(_STANDING_SHAPES)


STANDINGS = _Standings()
NO_CREDIT: Mapping[NoCredit, str] = Translated(
    {
        "idea_only": to_translate("It is only an idea. Nobody has committed to it."),
        "no_owner": to_translate("Nobody is named as its owner."),
        "no_due_date": to_translate("It has no date."),
        "no_evidence": to_translate("There is no evidence for it."),
        "starts_too_late": to_translate("It starts after the change takes effect."),
        "no_change_date": to_translate(
            "The date of the change isn’t known, so nobody can tell whether it starts in time."
        ),
        "third_party_not_agreed": to_translate(
            "Another organisation must deliver it. Their agreement isn’t on record."
        ),
        "lapsed": to_translate("Its date has passed and it isn’t in place."),
        "factor_not_raised": to_translate("The answers don’t raise the harm it is aimed at."),
    }
)
STATES: Mapping[AnswerState, str] = Translated(
    {
        "value": to_translate("Answered"),
        "no_evidence": to_translate("Answered without the evidence it needs"),
        "dont_know": to_translate("Don’t know"),
        "not_applicable": to_translate("Does not apply"),
        "unanswered": to_translate("Not answered"),
        "not_asked": to_translate("Not asked"),
    }
)
GRADES: Mapping[Grade, str] = Translated(
    {
        "A": to_translate("A: independent data or research"),
        "B": to_translate("B: the service’s own data"),
        "C": to_translate("C: consultation or lived experience"),
        "D": to_translate("D: professional judgement"),
    }
)
CHECK_STATUS: Mapping[CheckStatus, str] = Translated(
    {
        "met": to_translate("Met"),
        "gap": to_translate("Not met"),
        "not_shown": to_translate("Not shown"),
        "not_applicable": to_translate("Does not apply"),
    }
)
MITIGATION_STATUS: Mapping[str, str] = Translated(
    {
        "idea": to_translate("An idea"),
        "committed": to_translate("Committed to"),
        "in_place": to_translate("In place"),
        "verified": to_translate("In place and checked"),
    }
)
KINDS: Mapping[str, str] = Translated(
    {
        "vision": to_translate("Vision"),
        "goal": to_translate("Goal"),
        "principle": to_translate("Principle"),
        "action": to_translate("Action"),
        "value": to_translate("Value"),
        "way_of_working": to_translate("Way of working"),
        "outcome": to_translate("Outcome"),
        "i_statement": to_translate("I-statement"),
        "linked_strategy": to_translate("Linked strategy"),
        "priority": to_translate("Priority"),
        "factor": to_translate("Factor"),
    }
)
STRATEGY_STATUS: Mapping[str, str] = Translated({"draft": to_translate("draft"), "adopted": to_translate("adopted")})
PUBLISH: Mapping[str, str] = Translated(
    {
        "public": "",
        "internal": to_translate("internal: leave out of a published copy"),
        "personal": to_translate("personal: leave out of a published copy"),
    }
)


def unnamed() -> str:
    """Return what a decision without a title is called."""
    return tr("Decision without a name")


def duty() -> str:
    """Return what an assessment doesn't replace."""
    return tr(
        "A loneliness assessment does not discharge the Public Sector Equality Duty. "
        "It sits beside the council’s own equality or integrated impact assessment (EqIA or IIA) and does not "
        "replace it."
    )


def exposure_legend() -> str:
    """Return what the words for exposure mean."""
    return tr(
        "Exposure says who bears it. Limited: few people, or other ways are at hand, or it is easily reversed. "
        "Raised: people at risk are among those affected, or it lasts. Acute: mainly people at risk, or two risks meet "
        "in the same people, or nothing else is within reach, or it can’t be undone."
    )


def mark(level: Level) -> Mark:
    """Return the shape and word of a level."""
    return Mark(LEVEL_SHAPES[level], LEVEL_WORDS[level])


def pair(bounds: Bounds) -> Pair:
    """Return a rating with both its levels in words."""
    return Pair(mark(bounds.confirmed), mark(bounds.possible), pair_words(bounds))


def pair_after(bounds: Bounds) -> Pair:
    """Return what remains of a harm that was found: `None left`, where mitigation takes all of it away."""
    left, before = tr("None left"), pair(bounds)
    confirmed, possible = (
        replace(each, word=left) if each.shape == "none" else each for each in (before.confirmed, before.possible)
    )
    return Pair(confirmed, possible, left if bounds.possible == Level.NONE else before.words)


def pair_words(bounds: Bounds) -> str:
    """Say both levels of a rating: `High`; `Low, may be severe`; `Not known, may be high`."""
    if bounds.is_settled:
        return LEVEL_WORDS[bounds.confirmed]
    first = LEVEL_WORDS[bounds.confirmed] if bounds.confirmed > Level.NONE else tr("Not known")
    return tr("{confirmed}, may be {possible}", confirmed=first, possible=LEVEL_WORDS[bounds.possible].lower())


def finding_level(finding: Finding) -> str:
    """Return how bad a finding says it is, or how exposed it says people are, as in running text: `high`, `acute`."""
    name = finding.level.upper()
    return (EXPOSURES[Exposure[name]] if finding.kind == "exposure" else LEVEL_WORDS[Level[name]]).lower()


def credit_words(steps: int) -> str:
    """Say what a mitigation takes off."""
    return _CREDIT[steps]


_CREDIT = Translated(
    {
        0: to_translate("Does not lower the rating"),
        1: to_translate("Lowers this harm by one step"),
        2: to_translate("Lowers this harm by two steps: somebody else has checked that it works"),
    }
)
