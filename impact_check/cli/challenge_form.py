"""Ask a challenger why they disagree, and what the answer should be."""

from typing import TYPE_CHECKING

from impact_check.cli import clock, words
from impact_check.cli.forms import CLEAR, ask_read, ask_text
from impact_check.cli.session import Session
from impact_check.cli.typed import means_dont_know
from impact_check.errors import AnswerError
from impact_check.language import tr
from impact_check.model.assessment import Answer, DontKnow, Known, NotApplicable, Review
from impact_check.model.questionnaire import Question

if TYPE_CHECKING:
    from impact_check.api import Item

UNSURE = ":unsure"
NOT_APPLICABLE = ":na"


def ask_disagreement(session: Session, item: "Item", said: Review | None) -> tuple[str, Answer | None]:
    """Return why, and the answer there should be, if the point is a question and they name one. May raise SteppedBack.

    said: what they said before about the point.
    """
    note = ask_text(session, tr("Why you disagree"), now=said.note if said else "", needed=True)
    return note, ask_instead(session, item.about, said.instead if said else None) if item.kind == "question" else None


def ask_instead(session: Session, question_id: str, said: Answer | None) -> Answer | None:
    """Return the answer that there should be instead of the one on file; None if they leave that open.

    said: the answer they named before, which Enter keeps.
    """
    question, options = session.question(question_id), session.options(question_id)
    session.prompter.say(tr("What should the answer be?"))
    for number, option in enumerate(options, start=1):
        session.prompter.say(option.label, first=f"{number:>2}. ", indent=1)
    told = [tr("If nobody can know, type {command}.", command=UNSURE)]
    if question.allow_not_applicable:
        told.append(tr("If it can't apply, type {command} and why.", command=NOT_APPLICABLE))
    if said:
        told.append(tr("To leave it open after all, type {hyphen}.", hyphen=CLEAR))
    else:
        told.append(tr("To leave it open, press Enter."))
    session.prompter.say(" ".join(told))
    shown = words.answer(question, options, said) if said else ""
    # In a tuple of one, so that the kinds of answer stay apart as types.
    now = (said,) if said else None
    found = ask_read(session, "", lambda typed: (_read(session, question, typed),), now=now, shown=shown)
    return found[0] if found else None


def _read(session: Session, question: Question, typed: str) -> Answer:
    """Return the answer that was typed. Raise AnswerError if it doesn't fit, or is the answer on file."""
    answer = _answer(session, question, typed)
    given = session.assessment.answers.get(question.id)
    options = session.options(question.id)
    if given and words.answer(question, options, given) == words.answer(question, options, answer):
        raise AnswerError(tr("That is the answer given now"))
    return answer


def _answer(session: Session, question: Question, typed: str) -> Answer:
    from impact_check import api

    by, at = session.by, clock.now()
    if typed == UNSURE or (question.type not in ("text", "role") and means_dont_know(typed)):
        return DontKnow(by=by, at=at)
    command, _, reason = typed.partition(" ")
    if command == NOT_APPLICABLE and question.allow_not_applicable:
        if not reason.strip():
            raise AnswerError(tr("Type {command} and why it can't apply", command=NOT_APPLICABLE))
        return NotApplicable(by=by, at=at, reason=reason.strip())
    return Known(by=by, at=at, value=api.read_value(session.ruleset, question, typed))
