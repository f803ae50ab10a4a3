"""Assessment + one change -> the assessment after it, with an entry in its history."""

from datetime import datetime
from typing import TypeVar

from impact_check.errors import AnswerError
from impact_check.interview.values import check_value
from impact_check.language import tr
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
    Review,
    StoppedEarly,
)
from impact_check.model.base import Frozen
from impact_check.model.history import chained, linked
from impact_check.model.text import check_size, clean_text
from impact_check.rules import Ruleset

M = TypeVar("M", bound=Frozen)


def new_assessment(ruleset: Ruleset, *, id: str, by: str, at: datetime) -> Assessment:  # noqa: A002  # The field's name.
    """Start an assessment under the questionnaire as it is now, in the language that its texts are in."""
    started = HistoryEntry(at=at, by=by, what="started", new=ruleset.pinned.version)
    return Assessment(
        id=id,
        created=at,
        pinned=ruleset.pinned,
        history=chained((started,)),
        language=ruleset.questionnaire.language,
    )


def record(ruleset: Ruleset, assessment: Assessment, question_id: str, answer: Answer) -> Assessment:
    """Return the assessment with an answer recorded, in the place of what was suggested for that question.

    Raises AnswerError if it doesn't fit its question.
    """
    answer = fitting(ruleset, assessment, question_id, answer)
    old = assessment.answers.get(question_id)
    suggested = {name: each for name, each in assessment.suggested.items() if name != question_id}
    if old is not None and is_same_answer(old, answer):
        return assessment.model_copy(update={"suggested": suggested}) if assessment.suggested else assessment
    entry = HistoryEntry(
        at=answer.at,
        by=answer.by,
        what="changed" if old else "answered",
        about=question_id,
        old=said(old) if old else "",
        new=said(answer),
    )
    return _with(assessment, entry, answers={**assessment.answers, question_id: answer}, suggested=suggested)


def fitting(ruleset: Ruleset, assessment: Assessment, question_id: str, answer: Answer) -> Answer:
    """Return an answer checked against its question and cleaned. Raises AnswerError if it doesn't fit."""
    question = ruleset.questions.get(question_id)
    if question is None:
        raise AnswerError(tr("There is no question '{id}'", id=question_id), question=question_id)
    match answer:
        case Known():
            value = check_value(ruleset, question, answer.value)
            unknown = set(answer.evidence) - {evidence.id for evidence in assessment.evidence}
            if unknown:
                message = tr("There is no evidence {ids}; add it first", ids=", ".join(sorted(unknown)))
                raise AnswerError(message, question=question_id)
            answer = answer.model_copy(update={"value": value})
        case NotApplicable() if not question.allow_not_applicable:
            raise AnswerError(
                tr("This question always applies; answer it, or say you don't know"), question=question_id
            )
    try:
        return cleaned(answer)
    except AnswerError as error:
        raise AnswerError(str(error), question=question_id) from None


def confirm(ruleset: Ruleset, assessment: Assessment, question_id: str, *, by: str, at: datetime) -> Assessment:
    """Return the assessment with the suggested answer taken as the person's own, and no longer suggested.

    Evidence comes with it only as far as it is in this assessment. Raises AnswerError if nothing is suggested, or if
    it doesn't fit its question.
    """
    suggestion = assessment.suggested.get(question_id)
    if suggestion is None:
        raise AnswerError(tr("Nothing was brought here for this question"), question=question_id)
    answer = suggestion.answer.model_copy(update={"by": by, "at": at, "brought_from": suggestion.source})
    if isinstance(answer, Known):
        here = {evidence.id for evidence in assessment.evidence}
        answer = answer.model_copy(update={"evidence": tuple(id_ for id_ in answer.evidence if id_ in here)})
    return record(ruleset, assessment, question_id, answer)


def clear(ruleset: Ruleset, assessment: Assessment, question_id: str, *, by: str, at: datetime) -> Assessment:
    """Return the assessment without an answer; it stays in the history."""
    if question_id not in ruleset.questions and question_id not in assessment.answers:
        raise AnswerError(tr("There is no question '{id}'", id=question_id), question=question_id)
    old = assessment.answers.get(question_id)
    if old is None:
        return assessment
    entry = HistoryEntry(at=at, by=by, what="cleared", about=question_id, old=said(old))
    return _with(assessment, entry, answers={k: v for k, v in assessment.answers.items() if k != question_id})


def add_evidence(assessment: Assessment, evidence: Evidence, *, by: str, at: datetime) -> Assessment:
    """Return the assessment with a piece of evidence. Raises AnswerError if its id is taken."""
    if any(known.id == evidence.id for known in assessment.evidence):
        raise AnswerError(tr("There is already evidence {id}; use another id", id=evidence.id))
    evidence = cleaned(evidence)
    entry = HistoryEntry(at=at, by=by, what="evidence", about=evidence.id, new=evidence.title)
    return _with(assessment, entry, evidence=(*assessment.evidence, evidence))


def put_mitigation(
    ruleset: Ruleset, assessment: Assessment, mitigation: Mitigation, *, by: str, at: datetime
) -> Assessment:
    """Return the assessment with a mitigation added, or replaced if its id is there. Raises AnswerError."""
    factors = {factor.id for factor in ruleset.questionnaire.factors}
    if mitigation.factor not in factors:
        raise AnswerError(tr("There is no risk factor '{id}'", id=mitigation.factor))
    library = {entry.id for entry in ruleset.questionnaire.mitigations}
    if mitigation.library is not None and mitigation.library not in library:
        raise AnswerError(tr("There is no mitigation '{id}' in the library", id=mitigation.library))
    mitigation = cleaned(mitigation)
    old = next((m for m in assessment.mitigations if m.id == mitigation.id), None)
    kept = tuple(mitigation if m.id == mitigation.id else m for m in assessment.mitigations)
    entry = HistoryEntry(
        at=at,
        by=by,
        what="mitigation",
        about=mitigation.id,
        old=f"{old.status}: {old.action}" if old else "",
        new=f"{mitigation.status}: {mitigation.action}",
    )
    return _with(assessment, entry, mitigations=kept if old else (*kept, mitigation))


def remove_mitigation(assessment: Assessment, mitigation_id: str, *, by: str, at: datetime) -> Assessment:
    """Return the assessment without a mitigation; it stays in the history."""
    old = next((m for m in assessment.mitigations if m.id == mitigation_id), None)
    if old is None:
        raise AnswerError(tr("There is no mitigation {id}", id=mitigation_id))
    entry = HistoryEntry(at=at, by=by, what="mitigation", about=mitigation_id, old=f"{old.status}: {old.action}")
    return _with(assessment, entry, mitigations=tuple(m for m in assessment.mitigations if m.id != mitigation_id))


def stop_early(assessment: Assessment, left: tuple[str, ...], *, by: str, at: datetime) -> Assessment:
    """Return the assessment with the questions ended because none of those left could change the result.

    left: their ids, in order. `engine.settled` says when that is so; `evaluate` looks again each time.
    """
    entry = HistoryEntry(at=at, by=by, what="stopped_early", new=", ".join(left))
    return _with(assessment, entry, stopped_early=StoppedEarly(by=by, at=at, left=left))


def put_review(assessment: Assessment, review: Review) -> Assessment:
    """Return the assessment with a review added, or put in the place of one by the same person of the same thing.

    What it is of isn't checked here: see `challenge.review`. Raises AnswerError if a text can't be kept.
    """
    review = cleaned(review)
    old = next((r for r in assessment.reviews if _is_same_review(r, review)), None)
    if old is not None and _without_stamps(old) == _without_stamps(review):
        return assessment
    kept = tuple(review if r is old else r for r in assessment.reviews)
    entry = HistoryEntry(
        at=review.at,
        by=review.by,
        what="reviewed",
        about=review.about,
        old=_said_in(old) if old else "",
        new=_said_in(review),
    )
    return _with(assessment, entry, reviews=kept if old else (*kept, review))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for capitals and spaces."""
    return one.casefold().split() == other.casefold().split()


def _is_same_review(one: Review, other: Review) -> bool:
    return (one.kind, one.about) == (other.kind, other.about) and same_name(one.by, other.by)


def _without_stamps(review: Review) -> dict[str, object]:
    return review.model_dump(exclude={"by": True, "at": True, "instead": {"by", "at"}})


def _said_in(review: Review) -> str:
    instead = f", should be {said(review.instead)}" if review.instead else ""
    return f"{review.view}{instead}{f': {review.note}' if review.note else ''}"


def repin(ruleset: Ruleset, assessment: Assessment, *, by: str, at: datetime) -> Assessment:
    """Return the assessment moved to the questionnaire as it is now; the history says from which."""
    if assessment.pinned == ruleset.pinned:
        return assessment
    entry = HistoryEntry(
        at=at,
        by=by,
        what="questionnaire",
        old=f"{assessment.pinned.version} {assessment.pinned.sha256[:12]}",
        new=f"{ruleset.pinned.version} {ruleset.pinned.sha256[:12]}",
    )
    return _with(assessment, entry, pinned=ruleset.pinned)


def said(answer: Answer) -> str:
    """Return an answer as one text, for the history."""
    match answer:
        case Known(value=tuple() as values):
            return ", ".join(values)
        case Known(value=value):
            return str(value)
        case DontKnow():
            return "don't know"
        case NotApplicable(reason=reason):
            return f"not applicable: {reason}"


def cleaned(value: M) -> M:
    """Clean every text that somebody wrote, at any depth. Raises AnswerError if one is too large or nothing is left."""
    changed: dict[str, object] = {}
    for name, part in value:
        if isinstance(part, Frozen):
            changed[name] = cleaned(part)
        elif isinstance(part, str):
            text = clean_text(part).text.strip()
            problem = check_size(text)
            if problem or (part and not text):
                nothing = tr("There is nothing to read in the text for '{name}'; type it again", name=name)
                raise AnswerError(problem or nothing)
            changed[name] = text
    return value.model_copy(update=changed)


def is_same_answer(old: Answer, new: Answer) -> bool:
    """Return whether two answers say the same, whoever gave them and when."""
    stamps = {"by", "at"}
    return type(old) is type(new) and old.model_dump(exclude=stamps) == new.model_dump(exclude=stamps)


def _with(assessment: Assessment, entry: HistoryEntry, **changed: object) -> Assessment:
    return assessment.model_copy(update={**changed, "history": linked(assessment.history, entry)})
