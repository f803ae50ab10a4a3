"""Say the engine's codes as words and sentences: levels, outcomes, roles, standings, states, reasons for no credit."""

from dataclasses import replace

from impact_check.model.levels import Bounds, Exposure, Grade, Level
from impact_check.model.questionnaire import Outcome, Role
from impact_check.model.result import AnswerState, CheckStatus, NoCredit, Standing
from impact_check.report.parts import Mark, Pair, Shape

LEVEL_SHAPES: dict[Level, Shape] = {
    Level.NONE: "none",
    Level.LOW: "low",
    Level.MODERATE: "moderate",
    Level.HIGH: "high",
    Level.SEVERE: "severe",
}
LEVEL_WORDS: dict[Level, str] = {
    Level.NONE: "None found",
    Level.LOW: "Low",
    Level.MODERATE: "Moderate",
    Level.HIGH: "High",
    Level.SEVERE: "Severe",
}
EXPOSURES: dict[Exposure, str] = {
    Exposure.LIMITED: "Limited",
    Exposure.RAISED: "Raised",
    Exposure.ACUTE: "Acute",
}
EXPOSURE_LEGEND = (
    "Exposure says who bears it. Limited: few people, or other ways are at hand, or it is easily reversed. "
    "Raised: people at risk are among those affected, or it lasts. Acute: mainly people at risk, or two risks meet in "
    "the same people, or nothing else is within reach, or it can’t be undone."
)

OUTCOMES: dict[Outcome, str] = {
    "proceed": "Go ahead",
    "proceed_with_conditions": "Go ahead with conditions, each with an owner and a date",
    "proceed_despite": "Go ahead despite the remaining harm, reasons in writing",
    "revise": "Change the plan and assess it again",
    "stop": "Stop",
}
OUTCOMES_SHORT: dict[Outcome, str] = {
    "proceed": "Go ahead",
    "proceed_with_conditions": "Go ahead with conditions",
    "proceed_despite": "Go ahead despite the harm, reasons in writing",
    "revise": "Change and assess again",
    "stop": "Stop",
}
ROLES: dict[Role, str] = {
    "author": "Author",
    "challenger": "Challenger",
    "head_of_service": "Head of Service",
    "legal": "Legal adviser",
    "director": "Director",
    "portfolio_holder": "Portfolio holder",
}
ROLES_SAY: dict[Role, str] = {
    "author": "I wrote this assessment. The answers are true as far as I know.",
    "challenger": "I did not write this assessment. I have read it in full and questioned it.",
    "head_of_service": "I have read this assessment in full and take it into account.",
    "legal": "I have read this assessment in full and advised on it.",
    "director": "I have read this assessment in full and take it into account.",
    "portfolio_holder": "I have read this assessment in full and take it into account.",
}
STANDINGS: dict[Standing, Mark] = {
    "conflicts": Mark("high", "Conflicts"),
    "at_risk": Mark("moderate", "At risk"),
    "not_shown": Mark("none", "Not shown"),
    "supported": Mark("low", "Supported"),
}
NO_CREDIT: dict[NoCredit, str] = {
    "idea_only": "It is only an idea. Nobody has committed to it.",
    "no_owner": "Nobody is named as its owner.",
    "no_due_date": "It has no date.",
    "no_evidence": "There is no evidence for it.",
    "starts_too_late": "It starts after the change takes effect.",
    "no_change_date": "The date of the change isn’t known, so nobody can tell whether it starts in time.",
    "third_party_not_agreed": "Another organisation must deliver it. Their agreement isn’t on record.",
    "lapsed": "Its date has passed and it isn’t in place.",
    "factor_not_raised": "The answers don’t raise the harm it is aimed at.",
}
STATES: dict[AnswerState, str] = {
    "value": "Answered",
    "no_evidence": "Answered without the evidence it needs",
    "dont_know": "Don’t know",
    "not_applicable": "Does not apply",
    "unanswered": "Not answered",
    "not_asked": "Not asked",
}
GRADES: dict[Grade, str] = {
    "A": "A: independent data or research",
    "B": "B: the service’s own data",
    "C": "C: consultation or lived experience",
    "D": "D: professional judgement",
}
CHECK_STATUS: dict[CheckStatus, str] = {
    "met": "Met",
    "gap": "Not met",
    "not_shown": "Not shown",
    "not_applicable": "Does not apply",
}
MITIGATION_STATUS = {
    "idea": "An idea",
    "committed": "Committed to",
    "in_place": "In place",
    "verified": "In place and checked",
}
KINDS = {
    "vision": "Vision",
    "goal": "Goal",
    "principle": "Principle",
    "action": "Action",
    "value": "Value",
    "way_of_working": "Way of working",
    "outcome": "Outcome",
    "i_statement": "I-statement",
    "linked_strategy": "Linked strategy",
    "priority": "Priority",
    "factor": "Factor",
}
STRATEGY_STATUS = {"draft": "draft", "adopted": "adopted"}
PUBLISH = {
    "public": "",
    "internal": "internal: leave out of a published copy",
    "personal": "personal: leave out of a published copy",
}
DUTY = (
    "A loneliness assessment does not discharge the Public Sector Equality Duty. "
    "It sits beside the council’s own equality or integrated impact assessment (EqIA or IIA) and does not replace it."
)


def mark(level: Level) -> Mark:
    """Return the shape and word of a level."""
    return Mark(LEVEL_SHAPES[level], LEVEL_WORDS[level])


def pair(bounds: Bounds) -> Pair:
    """Return a rating with both its levels in words."""
    return Pair(mark(bounds.confirmed), mark(bounds.possible), pair_words(bounds))


def pair_after(bounds: Bounds) -> Pair:
    """Return what remains of a harm that was found: `None left`, where mitigation takes all of it away."""
    left, none = "None left", LEVEL_WORDS[Level.NONE]
    before = pair(bounds)
    confirmed, possible = (replace(m, word=left) if m.word == none else m for m in (before.confirmed, before.possible))
    return Pair(confirmed, possible, left if before.words == none else before.words)


def pair_words(bounds: Bounds) -> str:
    """Say both levels of a rating: `High`; `Low, may be severe`; `Not known, may be high`."""
    if bounds.is_settled:
        return LEVEL_WORDS[bounds.confirmed]
    first = LEVEL_WORDS[bounds.confirmed] if bounds.confirmed > Level.NONE else "Not known"
    return f"{first}, may be {LEVEL_WORDS[bounds.possible].lower()}"


def credit_words(steps: int) -> str:
    """Say what a mitigation takes off."""
    return {
        0: "Does not lower the rating",
        1: "Lowers this harm by one step",
        2: "Lowers this harm by two steps: somebody else has checked that it works",
    }[steps]
