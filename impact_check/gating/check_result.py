"""What the answers come to on a day -> what of it the policy doesn't let through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from impact_check.engine import evaluate
from impact_check.gating.check_harm import check_harm
from impact_check.gating.reasons import failed, undecided
from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import listed, tr, trn
from impact_check.model.assessment import Assessment, Mitigation
from impact_check.model.gate import GatePolicy, GateReason
from impact_check.model.names import may_be_same
from impact_check.model.questionnaire import Outcome
from impact_check.model.result import Result
from impact_check.rules import Ruleset

_NAMED = 5
"""Questions that are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Rated:
    """An assessment as it is rated on the day of the gate, always worked out anew."""

    ruleset: Ruleset
    assessment: Assessment
    result: Result
    """A mitigation that its own people call verified isn't taken as verified."""
    verified: Result
    """The same if only those mitigations happen that somebody else has verified."""
    self_verified: tuple[str, ...]
    """Mitigations that are called verified by somebody who may be their owner or an author."""


def rated(ruleset: Ruleset, assessment: Assessment, today: date) -> Rated:
    """Rate an assessment for a day."""
    doubtful = tuple(one.id for one in assessment.mitigations if _is_self_verified(one, assessment))
    held = _with(assessment, (_unverified(one) if one.id in doubtful else one for one in assessment.mitigations))
    result = evaluate(ruleset, held, today, with_find_out=False)
    if all(one.is_verified for one in result.mitigations if one.credit):
        return Rated(ruleset, held, result, result, doubtful)
    each = zip(held.mitigations, result.mitigations, strict=True)  # By place: two could go by one id.
    only = _with(held, (mitigation for mitigation, one in each if one.is_verified))
    return Rated(ruleset, held, result, evaluate(ruleset, only, today, with_find_out=False), doubtful)


def _with(assessment: Assessment, mitigations: Iterable[Mitigation]) -> Assessment:
    return assessment.model_copy(update={"mitigations": tuple(mitigations)})


def _unverified(mitigation: Mitigation) -> Mitigation:
    return mitigation.model_copy(update={"status": "in_place", "verified": None})


def _is_self_verified(mitigation: Mitigation, assessment: Assessment) -> bool:
    """Tell whether whoever is said to have verified it may be its owner, or an author of the assessment."""
    if mitigation.verified is None:
        return False
    involved = {answer.by for answer in assessment.answers.values()}
    involved |= {entry.by for entry in assessment.history if entry.what in ("answered", "changed", "submitted")}
    if assessment.submission:
        involved.add(assessment.submission.by)
    if mitigation.owner:
        involved.add(mitigation.owner.name)
    return any(may_be_same(mitigation.verified.by, name) for name in involved)


def check_result(found: Rated, policy: GatePolicy, outcome: Outcome | None) -> Iterator[GateReason]:
    """Yield every reason. outcome: what was signed; None if nothing is known to be signed."""
    yield from _unknown_elements(found.ruleset, policy)
    harms = tuple(check_harm(found.ruleset, found.result, policy))
    yield from harms
    if policy.mitigations == "verified":
        yield from _mitigations(found, policy, harms)
    yield from _open_questions(found, policy)
    yield from _checks(found, policy)
    yield from _outcomes(found, policy, outcome)


def _unknown_elements(ruleset: Ruleset, policy: GatePolicy) -> Iterator[GateReason]:
    known = {element.id for strategy in ruleset.questionnaire.strategies for element in strategy.elements}
    named = [id_ for ids in (policy.no_conflict_with, policy.not_at_risk) if ids != "all" for id_ in ids]
    for id_ in dict.fromkeys(named):
        if id_ not in known:
            told = tr("The policy names {id}, which isn’t in the strategy of this questionnaire.", id=id_)
            to_do = tr("Correct the policy: impact-check explain lists the ids.")
            yield undecided("principle-unknown", f"alignment.{id_}", told, to_do)


# Mitigations


def _mitigations(found: Rated, policy: GatePolicy, harms: tuple[GateReason, ...]) -> Iterator[GateReason]:
    """Name the mitigations that nobody else has verified, if anything is let through only because of them."""
    for id_ in found.self_verified:
        yield failed(
            "mitigation-self-verified",
            f"mitigations.{id_}.verified",
            tr("{id} is called verified by somebody who may be its owner or an author of the assessment.", id=id_),
            tr("Let somebody else verify it, and give their full name."),
        )
    without = {(reason.code, reason.path) for reason in check_harm(found.ruleset, found.verified, policy)}
    if without <= {(reason.code, reason.path) for reason in harms}:
        return
    for one in found.result.mitigations:
        if one.credit and not one.is_verified and one.mitigation not in found.self_verified:
            yield failed(
                "mitigation-not-verified",
                f"mitigations.{one.mitigation}",
                tr("Without {id} it would be worse, and nobody else has verified that it works.", id=one.mitigation),
                tr("Let somebody verify it who neither owns it nor answered the questions."),
            )


# What is open


def _open_questions(found: Rated, policy: GatePolicy) -> Iterator[GateReason]:
    result, questions = found.result, found.ruleset.questions
    if policy.complete and not result.is_complete:
        open_ = [
            state.question
            for state in result.questions
            if state.state == "unanswered" and not questions[state.question].optional
        ]
        told = trn("1 question is open: {ids}.", "{count} questions are open: {ids}.", len(open_), ids=_some(open_))
        yield failed("questions-open", "answers", told, tr("Answer them: impact-check assess."))
    if policy.must_know:
        for state in result.questions:
            if questions[state.question].must_know and state.state in ("dont_know", "unanswered", "no_evidence"):
                told = tr("This must be known: “{question}”", question=questions[state.question].text)
                to_do = tr("Find it out, and answer it with the evidence that it needs.")
                yield failed("must-know-open", f"answers.{state.question}", told, to_do)


def _some(ids: list[str]) -> str:
    rest = len(ids) - _NAMED
    return listed((*ids[:_NAMED], trn("1 more", "{count} more", rest)) if rest > 0 else ids)


def _checks(found: Rated, policy: GatePolicy) -> Iterator[GateReason]:
    titles = {check.id: check.title for check in found.ruleset.questionnaire.checks}
    for check in found.result.checks if policy.must_checks else ():
        path = f"checks.{check.check}"
        if check.grade == "must" and check.status == "gap":
            told = tr("A check that must be met isn’t: “{title}”.", title=titles[check.check])
            yield failed("check-not-met", path, told, tr("Put it right, and say so in the assessment."))
        elif check.grade == "must" and check.status == "not_shown":
            told = tr("The answers don’t tell whether this is met: “{title}”.", title=titles[check.check])
            yield undecided("check-not-shown", path, told, tr("Answer what it rests on."))


def _outcomes(found: Rated, policy: GatePolicy, outcome: Outcome | None) -> Iterator[GateReason]:
    permitted = found.result.outcomes
    if outcome is None:
        if not set(permitted) & set(policy.outcomes):
            told = tr("None of the outcomes that the policy accepts is permitted with this rating.")
            yield failed("outcome-not-permitted", "outcomes", told, _permitted(permitted))
        return
    if outcome not in policy.outcomes:
        told = tr("What was signed is “{outcome}”. The policy doesn’t accept it.", outcome=OUTCOMES_SHORT[outcome])
        yield failed("outcome-not-accepted", "submission.outcome", told, tr("Ask for a decision that it accepts."))
    if outcome not in permitted:
        told = tr("“{outcome}” isn’t permitted any more with this rating.", outcome=OUTCOMES_SHORT[outcome])
        yield failed("outcome-not-permitted", "submission.outcome", told, _permitted(permitted))


def _permitted(outcomes: tuple[Outcome, ...]) -> str:
    names = [tr("“{text}”", text=OUTCOMES_SHORT[outcome]) for outcome in outcomes]
    return tr("Permitted: {outcomes}.", outcomes=listed(names, "or")) if names else tr("Nothing is permitted yet.")
