"""Assessment + one change -> the assessment after it, with an entry in its history."""

from datetime import datetime
from typing import TypeVar

from impact_check.errors import AnswerError
from impact_check.interview.values import check_value
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
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
    """Return the assessment with an answer recorded. Raises AnswerError if it doesn't fit its question."""
    question = ruleset.questions.get(question_id)
    if question is None:
        raise AnswerError(f"There is no question '{question_id}'", question=question_id)
    match answer:
        case Known():
            value = check_value(ruleset, question, answer.value)
            unknown = set(answer.evidence) - {evidence.id for evidence in assessment.evidence}
            if unknown:
                message = f"There is no evidence {', '.join(sorted(unknown))}; add it first"
                raise AnswerError(message, question=question_id)
            answer = answer.model_copy(update={"value": value})
        case NotApplicable() if not question.allow_not_applicable:
            raise AnswerError("This question always applies; answer it, or say you don't know", question=question_id)
    try:
        answer = _cleaned(answer)
    except AnswerError as error:
        raise AnswerError(str(error), question=question_id) from None
    old = assessment.answers.get(question_id)
    if old is not None and _same(old, answer):
        return assessment
    entry = HistoryEntry(
        at=answer.at,
        by=answer.by,
        what="changed" if old else "answered",
        about=question_id,
        old=said(old) if old else "",
        new=said(answer),
    )
    return _with(assessment, entry, answers={**assessment.answers, question_id: answer})


def clear(ruleset: Ruleset, assessment: Assessment, question_id: str, *, by: str, at: datetime) -> Assessment:
    """Return the assessment without an answer; it stays in the history."""
    if question_id not in ruleset.questions and question_id not in assessment.answers:
        raise AnswerError(f"There is no question '{question_id}'", question=question_id)
    old = assessment.answers.get(question_id)
    if old is None:
        return assessment
    entry = HistoryEntry(at=at, by=by, what="cleared", about=question_id, old=said(old))
    return _with(assessment, entry, answers={k: v for k, v in assessment.answers.items() if k != question_id})


def add_evidence(assessment: Assessment, evidence: Evidence, *, by: str, at: datetime) -> Assessment:
    """Return the assessment with a piece of evidence. Raises AnswerError if its id is taken."""
    if any(known.id == evidence.id for known in assessment.evidence):
        raise AnswerError(f"There is already evidence {evidence.id}; use another id")
    evidence = _cleaned(evidence)
    entry = HistoryEntry(at=at, by=by, what="evidence", about=evidence.id, new=evidence.title)
    return _with(assessment, entry, evidence=(*assessment.evidence, evidence))


def put_mitigation(
    ruleset: Ruleset, assessment: Assessment, mitigation: Mitigation, *, by: str, at: datetime
) -> Assessment:
    """Return the assessment with a mitigation added, or replaced if its id is there. Raises AnswerError."""
    factors = {factor.id for factor in ruleset.questionnaire.factors}
    if mitigation.factor not in factors:
        raise AnswerError(f"There is no risk factor '{mitigation.factor}'")
    library = {entry.id for entry in ruleset.questionnaire.mitigations}
    if mitigation.library is not None and mitigation.library not in library:
        raise AnswerError(f"There is no mitigation '{mitigation.library}' in the library")
    mitigation = _cleaned(mitigation)
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
        raise AnswerError(f"There is no mitigation {mitigation_id}")
    entry = HistoryEntry(at=at, by=by, what="mitigation", about=mitigation_id, old=f"{old.status}: {old.action}")
    return _with(assessment, entry, mitigations=tuple(m for m in assessment.mitigations if m.id != mitigation_id))


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


def _cleaned(value: M) -> M:
    """Clean every text that somebody wrote, at any depth. Raises AnswerError if one is too large or nothing is left."""
    changed: dict[str, object] = {}
    for name, part in value:
        if isinstance(part, Frozen):
            changed[name] = _cleaned(part)
        elif isinstance(part, str):
            text = clean_text(part).text.strip()
            problem = check_size(text)
            if problem or (part and not text):
                raise AnswerError(problem or f"There is nothing to read in the text for '{name}'; type it again")
            changed[name] = text
    return value.model_copy(update=changed)


def _same(old: Answer, new: Answer) -> bool:
    stamps = {"by", "at"}
    return type(old) is type(new) and old.model_dump(exclude=stamps) == new.model_dump(exclude=stamps)


def _with(assessment: Assessment, entry: HistoryEntry, **changed: object) -> Assessment:
    return assessment.model_copy(update={**changed, "history": linked(assessment.history, entry)})
