"""Assessment + one change to an alternative -> the assessment after it, with an entry in its history."""

from datetime import datetime

from impact_check.engine import as_assessment, evaluate, route
from impact_check.engine.alternatives import changes_nothing, says_the_same
from impact_check.errors import AnswerError
from impact_check.interview.recording import put_mitigation, record, remove_mitigation, said
from impact_check.interview.values import read_text
from impact_check.language import to_translate, tr
from impact_check.model.assessment import Alternative, Answer, Assessment, HistoryEntry, Known, Mitigation
from impact_check.model.comparison import PROPOSAL
from impact_check.model.history import linked
from impact_check.model.levels import Level
from impact_check.rules import Ruleset

DO_NOTHING = to_translate("Do nothing")
"""The title of the option in which nothing changes, unless somebody gives it another."""


def alternative(assessment: Assessment, id: str) -> Alternative:  # noqa: A002  # The field's name.
    """Return the alternative with this id. Raises AnswerError if there is none."""
    found = next((entry for entry in assessment.alternatives if entry.id == id), None)
    if found is None:
        there = [entry.id for entry in assessment.alternatives]
        if there:
            raise AnswerError(tr("There is no option {id}; there is {options}", id=id, options=", ".join(there)))
        raise AnswerError(tr("There is no option {id}", id=id))
    return found


def add_alternative(
    assessment: Assessment,
    title: str,
    *,
    by: str,
    at: datetime,
    summary: str = "",
    id: str | None = None,  # noqa: A002  # The field's name.
) -> Assessment:
    """Return the assessment with one more alternative, the last, which answers all as the proposal does.

    id: O1, O2 and so on if it isn't given. Raises AnswerError if the title is empty or the id is taken.
    """
    taken = {entry.id for entry in assessment.alternatives}
    if id in taken or id == PROPOSAL:
        raise AnswerError(tr("There is already an option {id}; use another id", id=id))
    added = Alternative(id=id or _free_id(assessment), title=_title(title), summary=_summary(summary))
    return _with(assessment, (*assessment.alternatives, added), added.id, by=by, at=at, new=added.title)


def do_nothing(
    ruleset: Ruleset,
    assessment: Assessment,
    title: str = DO_NOTHING,
    *,
    by: str,
    at: datetime,
    summary: str = "",
    id: str | None = None,  # noqa: A002  # The field's name.
) -> Assessment:
    """Return the assessment with the alternative in which nothing changes: the questionnaire's own answers for that.

    Raises AnswerError if the questionnaire doesn't say what that is, if a harm would be possible with what it says, or
    if there is such an option already.
    """
    if not ruleset.questionnaire.no_change:
        raise AnswerError(tr("This questionnaire doesn't say which answers mean that nothing changes"))
    if not _raises_nothing(ruleset, at):
        raise AnswerError(
            tr(
                "With the answers that this questionnaire gives for “nothing changes”, a harm is still possible. "
                "Its keepers need to add to 'no_change' in pack.yaml"
            )
        )
    present = next((entry for entry in assessment.alternatives if changes_nothing(ruleset, entry)), None)
    if present:
        raise AnswerError(tr("There is already an option in which nothing changes: {id}", id=present.id))
    assessment = add_alternative(assessment, title, by=by, at=at, summary=summary, id=id)
    added = assessment.alternatives[-1].id
    for question, value in ruleset.questionnaire.no_change.items():
        answer = Known(by=by, at=at, value=value)
        assessment = _put(ruleset, assessment, added, question, answer, may_be_shared=False)
    return assessment


def _raises_nothing(ruleset: Ruleset, at: datetime) -> bool:
    """Tell whether no harm is possible with the answers for “nothing changes”, whatever else is answered."""
    answers = {
        question: Known(by="", at=at, value=value) for question, value in ruleset.questionnaire.no_change.items()
    }
    nothing_else = Assessment(id="nothing", created=at, pinned=ruleset.pinned, answers=answers)
    result = evaluate(ruleset, nothing_else, at.date(), with_find_out=False)
    return result.inherent.rating.possible == Level.NONE


def change_alternative(
    assessment: Assessment,
    id: str,  # noqa: A002  # The field's name.
    *,
    by: str,
    at: datetime,
    title: str | None = None,
    summary: str | None = None,
) -> Assessment:
    """Return the assessment with an alternative that has another title or summary. Raises AnswerError."""
    old = alternative(assessment, id)
    new = old.model_copy(
        update={
            "title": old.title if title is None else _title(title),
            "summary": old.summary if summary is None else _summary(summary),
        }
    )
    return _replaced(assessment, new, by=by, at=at, old=_named(old), new_text=_named(new))


def remove_alternative(assessment: Assessment, id: str, *, by: str, at: datetime) -> Assessment:  # noqa: A002  # The field's name.
    """Return the assessment without an alternative; the history still tells of it. Raises AnswerError."""
    old = alternative(assessment, id)
    kept = tuple(entry for entry in assessment.alternatives if entry.id != id)
    return _with(assessment, kept, id, by=by, at=at, old=_named(old))


def set_override(
    ruleset: Ruleset,
    assessment: Assessment,
    id: str,  # noqa: A002  # The field's name.
    question_id: str,
    answer: Answer,
) -> Assessment:
    """Return the assessment in which an alternative answers a question in its own way.

    An answer that says what the proposal says is shared with it again. Raises AnswerError if it doesn't fit its
    question.
    """
    return _put(ruleset, assessment, id, question_id, answer, may_be_shared=True)


def _put(
    ruleset: Ruleset,
    assessment: Assessment,
    id: str,  # noqa: A002  # The field's name.
    question_id: str,
    answer: Answer,
    *,
    may_be_shared: bool,
) -> Assessment:
    old = alternative(assessment, id)
    others = {question: given for question, given in assessment.answers.items() if question != question_id}
    # Recorded apart, so that the answer is checked and cleaned just as one of the proposal is.
    apart = record(ruleset, assessment.model_copy(update={"answers": others}), question_id, answer)
    answer = apart.answers[question_id]
    if may_be_shared and says_the_same(answer, assessment.answers.get(question_id)):
        return clear_override(assessment, id, question_id, by=answer.by, at=answer.at)
    before = old.answers.get(question_id)
    if says_the_same(before, answer):
        return assessment
    new = old.model_copy(update={"answers": {**old.answers, question_id: answer}})
    return _replaced(
        assessment,
        new,
        by=answer.by,
        at=answer.at,
        old=f"{question_id}: {said(before)}" if before else "",
        new_text=f"{question_id}: {said(answer)}",
    )


def clear_override(
    assessment: Assessment,
    id: str,  # noqa: A002  # The field's name.
    question_id: str,
    *,
    by: str,
    at: datetime,
) -> Assessment:
    """Return the assessment in which an alternative answers a question as the proposal does. Raises AnswerError."""
    old = alternative(assessment, id)
    before = old.answers.get(question_id)
    if before is None:
        return assessment
    kept = {question: answer for question, answer in old.answers.items() if question != question_id}
    new = old.model_copy(update={"answers": kept})
    return _replaced(assessment, new, by=by, at=at, old=f"{question_id}: {said(before)}")


def put_alternative_mitigation(
    ruleset: Ruleset,
    assessment: Assessment,
    id: str,  # noqa: A002  # The field's name.
    mitigation: Mitigation,
    *,
    by: str,
    at: datetime,
) -> Assessment:
    """Return the assessment with a mitigation of an alternative added, or replaced if its id is there.

    Raises AnswerError.
    """
    old = alternative(assessment, id)
    after = put_mitigation(ruleset, as_assessment(assessment, old), mitigation, by=by, at=at)
    return _with_mitigations(assessment, old, after, by=by, at=at)


def remove_alternative_mitigation(
    assessment: Assessment,
    id: str,  # noqa: A002  # The field's name.
    mitigation_id: str,
    *,
    by: str,
    at: datetime,
) -> Assessment:
    """Return the assessment with a mitigation of an alternative taken out. Raises AnswerError."""
    old = alternative(assessment, id)
    after = remove_mitigation(as_assessment(assessment, old), mitigation_id, by=by, at=at)
    return _with_mitigations(assessment, old, after, by=by, at=at)


def questions_to_ask(ruleset: Ruleset, assessment: Assessment, alternative: Alternative) -> tuple[str, ...]:
    """Return the questions to put about an alternative, in order; all others are shared with the proposal.

    Those are: what the decision does (screening), what it could change (levers), what the alternative answers in its
    own way already, and what only its own answers open and nobody has answered yet.
    """
    own = route(ruleset, as_assessment(assessment, alternative))
    asked_already = set(route(ruleset, assessment).asked)
    waiting = set(own.unanswered) - asked_already

    def is_put(id_: str) -> bool:
        question = ruleset.questions[id_]
        is_its_own = id_ in alternative.answers or (id_ in waiting and not question.optional)
        return question.screening or question.role == "lever" or is_its_own

    return tuple(id_ for id_ in own.asked if is_put(id_))


def still_open(ruleset: Ruleset, assessment: Assessment, alternative: Alternative) -> tuple[str, ...]:
    """Return the questions to put about an alternative that have no answer, neither its own nor a shared one."""
    unanswered = set(route(ruleset, as_assessment(assessment, alternative)).unanswered)
    return tuple(id_ for id_ in questions_to_ask(ruleset, assessment, alternative) if id_ in unanswered)


def _title(text: str) -> str:
    if not text.strip():
        raise AnswerError(tr("Give the option a title, such as: Keep one lunch a month"))
    return " ".join(read_text(text).split())


def _summary(text: str) -> str:
    return read_text(text) if text.strip() else ""


def _named(entry: Alternative) -> str:
    return f"{entry.title}: {entry.summary}" if entry.summary else entry.title


def _free_id(assessment: Assessment) -> str:
    """Return the first of O1, O2 ... that was never used: the history may still tell of one that was removed."""
    used = {entry.id for entry in assessment.alternatives}
    used |= {entry.about for entry in assessment.history if entry.what == "alternative"}
    return next(name for number in range(1, len(used) + 2) if (name := f"O{number}") not in used)


def _with_mitigations(
    assessment: Assessment, old: Alternative, after: Assessment, *, by: str, at: datetime
) -> Assessment:
    entry = after.history[-1]  # What it says of the change, told as a change to the alternative.
    new = old.model_copy(update={"mitigations": after.mitigations})
    before, now = (f"{entry.about}: {text}" if text else "" for text in (entry.old, entry.new))
    return _replaced(assessment, new, by=by, at=at, old=before, new_text=now)


def _replaced(
    assessment: Assessment, new: Alternative, *, by: str, at: datetime, old: str = "", new_text: str = ""
) -> Assessment:
    alternatives = tuple(new if entry.id == new.id else entry for entry in assessment.alternatives)
    if alternatives == assessment.alternatives:
        return assessment
    return _with(assessment, alternatives, new.id, by=by, at=at, old=old, new=new_text)


def _with(
    assessment: Assessment,
    alternatives: tuple[Alternative, ...],
    about: str,
    *,
    by: str,
    at: datetime,
    old: str = "",
    new: str = "",
) -> Assessment:
    entry = HistoryEntry(at=at, by=by, what="alternative", about=about, old=old, new=new)
    return assessment.model_copy(update={"alternatives": alternatives, "history": linked(assessment.history, entry)})
