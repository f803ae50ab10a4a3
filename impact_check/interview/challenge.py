"""Assessment + what a second person thinks of one thing in it -> the assessment with that review. Pure."""

import hashlib
from collections.abc import Iterable, Iterator

from impact_check.errors import AnswerError
from impact_check.interview.recording import fitting, put_review, said, same_name
from impact_check.language import tr
from impact_check.model.assessment import Answer, Assessment, DontKnow, Known, Review
from impact_check.model.text import clean_text
from impact_check.rules import Ruleset

_WRITING = frozenset({"answered", "changed", "mitigation"})
"""History entries by people who wrote what is to be challenged. Who only moved or merged a file wrote nothing."""

_LONGEST = 300
"""Characters of what was reviewed that are kept in full; of longer texts the beginning and a hash."""


def review(ruleset: Ruleset, assessment: Assessment, entry: Review) -> Assessment:
    """Return the assessment with a review recorded. It changes no answer and no rating.

    The same person's earlier review of the same thing is replaced; the history keeps it. An empty `of` is filled in
    with what the thing says now. Raises AnswerError if the reviewer gave answers here, if there is no such thing, if
    a disagreement has no note, or if the answer to be given instead doesn't fit its question.
    """
    if not entry.by.strip():
        raise AnswerError(tr("Say who challenges: a name or a job title"))
    if wrote(assessment, entry.by):
        raise AnswerError(
            tr("{name} gave answers in this assessment, so somebody else must challenge it", name=entry.by)
        )
    now = as_it_reads(ruleset, assessment, entry)
    if not now:
        raise AnswerError(tr("There is no {kind} '{id}' to review", kind=entry.kind, id=entry.about))
    if entry.view == "disagree" and not entry.note.strip():
        raise AnswerError(tr("Say why you disagree"))
    return put_review(
        assessment,
        entry.model_copy(update={"of": entry.of or now, "instead": _instead(ruleset, assessment, entry)}),
    )


def _instead(ruleset: Ruleset, assessment: Assessment, entry: Review) -> Answer | None:
    """Return the answer to be given instead, as the reviewer's own."""
    if entry.instead is None:
        return None
    if entry.kind != "question" or entry.view != "disagree":
        raise AnswerError(tr("Another answer goes only with a disagreement about a question"))
    own = entry.instead.model_copy(update={"by": entry.by, "at": entry.at})
    return fitting(ruleset, assessment, entry.about, own)


def wrote(assessment: Assessment, name: str) -> bool:
    """Tell whether somebody gave answers or planned mitigations here, now or before: they can't challenge."""
    authors = {answer.by for answer in assessment.answers.values()}
    authors |= {entry.by for entry in assessment.history if entry.what in _WRITING}
    return any(same_name(name, author) for author in authors)


def has_changed(ruleset: Ruleset, assessment: Assessment, entry: Review) -> bool:
    """Tell whether what was reviewed says something else now, or is gone: then it has to be looked at again."""
    return as_it_reads(ruleset, assessment, entry) != entry.of


def as_it_reads(ruleset: Ruleset, assessment: Assessment, entry: Review) -> str:
    """Return what the reviewed thing says now, in a form that is the same as long as it says the same; empty if gone.

    A question: its answer with note and evidence. A mitigation: everything about it. A check or a finding (a rule):
    the answers that its conditions read. Neither the day nor the wording of the questions counts, nor who answered.
    """
    match entry.kind:
        case "question":
            text = _answers(assessment, [entry.about]) if entry.about in ruleset.questions else ""
        case "mitigation":
            text = _mitigation(assessment, entry.about)
        case "check":
            conditions = (ruleset.applies_if.get(entry.about), ruleset.fails_when.get(entry.about))
            text = _conditions(ruleset, assessment, [c.questions for c in conditions if c])
        case "finding":
            condition = ruleset.rules.get(entry.about)
            text = _conditions(ruleset, assessment, [condition.questions] if condition else [])
    return _capped(clean_text(text).text.strip())


def _conditions(ruleset: Ruleset, assessment: Assessment, read: list[tuple[str, ...]]) -> str:
    """Return the answers that conditions read; empty if there is no condition."""
    questions = {question for names in read for question in names}
    asked = [question for question in ruleset.questions if question in questions]
    return (_answers(assessment, asked) or "no answer is read") if read else ""


def _answers(assessment: Assessment, questions: Iterable[str]) -> str:
    return "\n".join(f"{id_}: {'; '.join(_answer(assessment, id_))}" for id_ in questions)


def _answer(assessment: Assessment, question: str) -> Iterator[str]:
    answer = assessment.answers.get(question)
    if answer is None:
        yield "no answer"
        return
    yield said(answer)
    if isinstance(answer, DontKnow) and (answer.who or answer.by_when):
        yield f"to be found out: {_told((answer.who, answer.by_when))}"
    if answer.note:
        yield f"note: {answer.note}"
    if isinstance(answer, Known):
        yield from _evidence(assessment, answer.evidence)


def _evidence(assessment: Assessment, ids: Iterable[str]) -> Iterator[str]:
    on_file = {item.id: item for item in assessment.evidence}
    for id_ in ids:
        item = on_file.get(id_)
        yield f"evidence {id_}" + (f": {item.title}, grade {item.grade}, {item.date}" if item else ", not on file")


def _mitigation(assessment: Assessment, id_: str) -> str:
    found = next((mitigation for mitigation in assessment.mitigations if mitigation.id == id_), None)
    if found is None:
        return ""
    parts = found.model_dump(mode="json", exclude={"id", "evidence"}, exclude_none=True)
    told = [f"{name}: {_told(part)}" for name, part in parts.items() if part]
    return "; ".join((*told, *_evidence(assessment, found.evidence)))


def _told(part: object) -> str:
    """Return a value, or the values in it, as one text."""
    match part:
        case dict():
            return _told(tuple(part.values()))
        case list() | tuple():
            return ", ".join(_told(each) for each in part if each)
        case _:
            return str(part)


def _capped(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rstrip()} … (sha256 {hashlib.sha256(text.encode()).hexdigest()[:16]})"
