"""Ask the questions on the route, one at a time, until none is open."""

from impact_check.cli.ask import Ask
from impact_check.cli.route_shown import place_of
from impact_check.cli.session import Session


def ask_questions(session: Session, first: str | None = None) -> None:
    """Ask `first`, if given, and then every open question.

    Raise EndOfInput, StoppedByUser or KeyboardInterrupt; all is saved then.
    """
    section = ""
    question_id = first or session.next_open()
    while question_id is not None:
        section = show_section(session, question_id, section)
        question_id = Ask(session, question_id).run()


def show_section(session: Session, question_id: str, shown: str) -> str:
    """Show the heading of the question's section unless it is the one shown last; return its title."""
    progress = place_of(session, question_id).progress
    heading = f"Section {progress.section_number} of {progress.section_count}: {progress.section_title}"
    if progress.section_title != shown:
        session.prompter.say()
        session.prompter.say(heading, heading=True)
        if progress.section_intro:
            session.prompter.say(progress.section_intro)
    return progress.section_title


def welcome(session: Session, *, is_new: bool) -> None:
    """Say what this is, or where we were."""
    prompter = session.prompter
    if is_new:
        pack = session.ruleset.questionnaire.packs[-1]
        prompter.say(pack.title, heading=True)
        prompter.say(
            "Answer as things are, not as you hope. “We don't know” is a fair answer: type :unsure. "
            "Each answer is saved at once, so you can stop at any time."
        )
        prompter.say(f"Your answers are in {session.store.path}. Type ? at any question for help.")
    else:
        count = len(session.assessment.answers)
        prompter.say(f"Welcome back: {count} {'answer is' if count == 1 else 'answers are'} saved.")


def pass_over_blanks(session: Session) -> None:
    """Don't ask again for optional questions that were left blank before: those with a later answer."""
    asked = session.route().asked
    answered = [place for place, name in enumerate(asked) if name in session.assessment.answers]
    last = max(answered, default=0)
    session.passed_over.update(name for name in asked[:last] if session.question(name).optional)
