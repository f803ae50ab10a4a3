"""An assessment and what is put forward -> the assessment with it, ready to be signed, or why it can't be. Pure."""

from collections.abc import Iterable, Iterator

from impact_check.engine import evaluate
from impact_check.errors import AnswerError, SignOffError
from impact_check.interview.recording import cleaned
from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import day, listed, number, tr, trn
from impact_check.model.assessment import Assessment, Condition, HistoryEntry, Submission
from impact_check.model.history import broken_at, linked
from impact_check.model.result import Result
from impact_check.model.text import clean_text
from impact_check.rules import Ruleset

_NAMED = 3
"""Questions that are named; the rest is counted."""


def submit(ruleset: Ruleset, assessment: Assessment, submission: Submission) -> Assessment:
    """Return the assessment with what is put forward to be signed, in the place of what was put forward before.

    It is rated for the day `submission.on`. Raises SignOffError with what to do if it can't be put forward.
    """
    _check_whole(ruleset, assessment)
    submission = _readable(submission)
    result = evaluate(ruleset, assessment, submission.on, with_find_out=False)
    check_permitted(ruleset, result, submission)
    _check_conditions(submission)
    before = assessment.submission
    entry = HistoryEntry(
        at=submission.at,
        by=submission.by,
        what="submitted",
        old=before.outcome if before else "",
        new=submission.outcome,
    )
    return assessment.model_copy(update={"submission": submission, "history": linked(assessment.history, entry)})


def check_permitted(ruleset: Ruleset, result: Result, submission: Submission) -> None:
    """Raise SignOffError unless the result, for the day of the submission, is final and permits its outcome."""
    if not result.can_be_final:
        raise SignOffError(" ".join(_still_open(ruleset, result)))
    if submission.outcome not in result.outcomes:
        raise SignOffError(" ".join(_not_permitted(ruleset, result, submission)))


def _check_whole(ruleset: Ruleset, assessment: Assessment) -> None:
    place = broken_at(assessment.history)
    if place is not None:
        raise SignOffError(
            tr(
                "The history of this file does not fit together from entry {entry} on, so it was changed outside the "
                "program. Go back to a copy that is whole, or start again with its answers.",
                entry=number(place + 1),
            )
        )
    if assessment.pinned != ruleset.pinned:
        raise SignOffError(
            tr(
                "The answers belong to another version of the questionnaire ({theirs}; here is {ours}). Open the "
                "assessment, look at what has changed and save it. Then put it forward.",
                theirs=assessment.pinned.version,
                ours=ruleset.pinned.version,
            )
        )


def _still_open(ruleset: Ruleset, result: Result) -> Iterator[str]:
    questions = ruleset.questions
    must = [state for state in result.questions if questions[state.question].must_know]
    not_known = [
        state.question for state in must if state.state in ("dont_know", "unanswered", "no_evidence")
    ]  # As the engine has it: a reassuring answer without its evidence isn't known.
    others = sum(
        state.state == "unanswered"
        and not questions[state.question].optional
        and state.question not in (*not_known, *result.left_unasked)
        for state in result.questions
    )
    yield tr("This can’t be put forward yet.")
    if not_known:
        yield trn(
            "1 thing that must be known isn’t known: {questions}.",
            "{count} things that must be known aren’t known: {questions}.",
            len(not_known),
            questions=_named(questions[question].text for question in not_known),
        )
    if others:
        yield trn("1 question is not answered.", "{count} questions are not answered.", others)
    yield tr("Answer what is open, with the evidence it needs. Then put it forward.")


def _not_permitted(ruleset: Ruleset, result: Result, submission: Submission) -> Iterator[str]:
    permitted = listed((_quoted(OUTCOMES_SHORT[outcome]) for outcome in result.outcomes), "or")
    yield tr(
        "This decision may not be put forward as “{outcome}”. Choose {permitted}.",
        outcome=OUTCOMES_SHORT[submission.outcome],
        permitted=permitted,
    )
    titles = {check.id: check.title for check in ruleset.questionnaire.checks}
    if result.blocked_by:
        yield tr(
            "For more to be permitted, first put right: {checks}.",
            checks=listed(_quoted(titles.get(check, check)) for check in result.blocked_by),
        )
    else:
        yield tr("What remains after the mitigations that count decides this; stronger mitigations may change it.")


def _readable(submission: Submission) -> Submission:
    """Return it with all texts cleaned."""
    for condition in submission.conditions:
        if not clean_text(condition.what).text.strip():
            raise SignOffError(tr("Condition {id} says nothing. Say what must be done.", id=condition.id))
        if not clean_text(condition.owner).text.strip():
            raise SignOffError(
                tr("Nobody is named to see to condition {id}. Give a name or a job.", id=condition.id),
            )
    if not clean_text(submission.by).text.strip():
        raise SignOffError(tr("Nobody is named who puts this forward. Give your name."))
    blank = not clean_text(submission.reasons).text.strip()
    submission = submission.model_copy(update={"reasons": ""}) if blank else submission
    try:
        conditions = tuple(map(cleaned, submission.conditions))
        return cleaned(submission).model_copy(update={"conditions": conditions})
    except AnswerError as error:
        raise SignOffError(str(error)) from None


def _check_conditions(submission: Submission) -> None:
    outcome, conditions = submission.outcome, submission.conditions
    if outcome == "proceed_with_conditions" and not conditions:
        raise SignOffError(
            tr("Going ahead with conditions needs at least 1 condition: what must be done, by whom, and by when.")
        )
    if conditions and outcome not in ("proceed_with_conditions", "proceed_despite"):
        raise SignOffError(
            tr(
                "“{outcome}” has no conditions. Leave them out, or choose “{other}”.",
                outcome=OUTCOMES_SHORT[outcome],
                other=OUTCOMES_SHORT["proceed_with_conditions"],
            )
        )
    if outcome == "proceed_despite" and not submission.reasons:
        raise SignOffError(tr("Going ahead despite the harm needs reasons in writing. Say why."))
    seen: dict[str, Condition] = {}
    for condition in conditions:
        _check_condition(condition, submission, seen)


def _check_condition(condition: Condition, submission: Submission, seen: dict[str, Condition]) -> None:
    """Check a condition against the day and those before it. seen: those, by what they say; this one is added."""
    if condition.due < submission.on:
        raise SignOffError(
            tr(
                "Condition {id} is due on {due}, which is before {on}. Give a later day.",
                id=condition.id,
                due=day(condition.due),
                on=day(submission.on),
            )
        )
    if any(condition.id == other.id for other in seen.values()):
        raise SignOffError(tr("Two conditions are called {id}. Give one another id.", id=condition.id))
    said = " ".join(condition.what.casefold().split()).rstrip(".")
    if said in seen:
        raise SignOffError(
            tr("Conditions {one} and {other} say the same. Leave one out.", one=seen[said].id, other=condition.id)
        )
    seen[said] = condition


def _named(texts: Iterable[str]) -> str:
    """Quote the first few and count the rest."""
    named = [_quoted(text) for text in texts]
    rest = len(named) - _NAMED
    return listed((*named[:_NAMED], trn("1 more", "{count} more", rest)) if rest > 0 else named)


def _quoted(text: str) -> str:
    return tr("“{text}”", text=text)
