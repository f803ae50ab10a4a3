"""The route -> what people see of it: sections, places, a list of questions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.session import Session

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
    from impact_check import api

    progress = api.progress(session.ruleset, session.assessment, at=question_id)
    number = session.route().asked.index(question_id) + 1
    return Place(progress, number, max(number, progress.about_total))


def show_list(session: Session) -> None:
    """Show the questions so far with their answers, numbered, and say about how many follow."""
    route = session.route()
    next_open = session.next_open()
    so_far = route.asked.index(next_open) + 1 if next_open else len(route.asked)
    numbers = {
        name: number
        for number, name in enumerate(route.asked, start=1)
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
            session.prompter.say(words.answer(question, session.options(question.id), given), indent=7)
            remark = words.state_remark(route.states[question.id])
            if remark:
                session.prompter.say(remark, indent=7)
    from impact_check import api

    more = api.progress(session.ruleset, session.assessment).about_total - len(numbers)
    if more > 0:
        session.prompter.say()
        session.prompter.say(f"About {more} more {'question follows' if more == 1 else 'questions follow'}.")


def question_at(session: Session, number: str) -> str:
    """Return the id of the question with this number. Raise ValueError saying what to enter."""
    asked = session.route().asked
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(asked):
        return asked[int(number) - 1]
    raise ValueError(f"Enter the number of a question, from 1 to {len(asked)}")
