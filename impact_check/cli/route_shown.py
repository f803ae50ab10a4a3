"""The route -> what people see of it: sections, places, a list of questions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.session import Session
from impact_check.errors import AnswerError
from impact_check.language import to_translate, tr, trn

if TYPE_CHECKING:
    from impact_check.api import Progress


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands on the route."""

    progress: "Progress"
    number: int
    """Of the question, from 1."""
    about: int
    """How many questions there will be, about."""


def place_of(session: Session, question_id: str) -> Place:
    """Return where a question on the route stands."""
    progress = session.interview.progress(question_id)
    number = session.interview.number(question_id)
    return Place(progress, number, max(number, progress.about_total))


LEFT = to_translate("Left: no answer could change the result")


def show_list(session: Session) -> None:
    """Show the questions so far with their answers, numbered, and say about how many follow."""
    route = session.route()
    next_open = session.next_open()
    asked = session.interview.asked
    so_far = asked.index(next_open) + 1 if next_open else len(asked)
    numbers = {
        name: number
        for number, name in enumerate(asked, start=1)
        if number <= so_far or name in session.assessment.answers
    }
    for section in session.ruleset.questionnaire.sections:
        here = [question for question in section.questions if question.id in numbers]
        if not here:
            continue
        session.prompter.say()
        session.prompter.say(section.title, heading=True)
        for question in here:
            session.prompter.say(question.text, first=f"{numbers[question.id]:>3}. ")
            given = session.assessment.answers.get(question.id)
            is_left = given is None and session.interview.is_ended
            said = tr(LEFT) if is_left else words.answer(question, session.options(question.id), given)
            session.prompter.say(said, indent=7)
            remark = words.state_remark(route.states[question.id])
            if remark:
                session.prompter.say(remark, indent=7)
    more = session.interview.progress().about_total - len(numbers)
    if more > 0:
        session.prompter.say()
        session.prompter.say(trn("About {count} more question follows.", "About {count} more questions follow.", more))


def find_question(session: Session, typed: str) -> str:
    """Return the id of the question with this number, or the only one with these words. Raise AnswerError."""
    interview = session.interview
    if not typed or typed.isdigit():
        return interview.at(int(typed) if typed.isascii() and typed.isdigit() else 0)
    found = interview.with_words(typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise AnswerError(
            tr(
                "No question here speaks of “{words}”. Enter the number of a question, from {low} to {high}, "
                "such as :go 1. Type :list to see them",
                words=typed,
                low=1,
                high=len(interview.asked),
            )
        )
    count = len(found)
    session.prompter.say(
        trn("{count} question speaks of “{words}”:", "{count} questions speak of “{words}”:", count, words=typed)
    )
    for name in found:
        session.prompter.say(interview.question(name).text, first=f"{interview.number(name):>3}. ")
    raise AnswerError(tr("Type :go and the number of one of these"))
