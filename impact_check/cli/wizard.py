"""Ask the questions on the route, one at a time, until none is open."""

from impact_check.cli import words
from impact_check.cli.ask import Ask
from impact_check.cli.consequences import Consequences
from impact_check.cli.early_stop import offer_to_stop
from impact_check.cli.route_shown import place_of
from impact_check.cli.session import Session
from impact_check.language import tr, trn


def ask_questions(session: Session, first: str | None = None) -> None:
    """Ask `first`, if given, and then every open question; after each section, say what its answers bring about.

    Raise EndOfInput, StoppedByUser or KeyboardInterrupt; all is saved then.
    """
    if session.assessment.answers:  # Before the first answer everything may still matter.
        session.look_ahead()
    question_id = first or session.next_open()
    if question_id is None:
        return
    consequences = Consequences(session)
    section = None
    while question_id is not None:
        entered = session.interview.section(question_id)
        if entered is not section:
            show_section(session, question_id)
        section = entered
        following = Ask(session, question_id).run()
        if following is None or session.interview.section(following) is not section:
            consequences.say()
            is_next = following == session.next_open()
            offer_to_stop(session, session.look_ahead())
            following = session.next_open() if is_next else following
        question_id = following


def show_section(session: Session, question_id: str) -> None:
    """Show the heading of the question's section, and its introduction if that was not shown before."""
    section = session.interview.section(question_id)
    progress = place_of(session, question_id).progress
    session.prompter.say()
    place = tr(
        "Section {number} of {count}: {title}",
        number=progress.section_number,
        count=progress.section_count,
        title=section.title,
    )
    session.prompter.say(place, heading=True)
    if section.intro and section.id not in session.introduced:
        session.prompter.say(section.intro)
    session.introduced.add(section.id)


def welcome(session: Session, *, is_new: bool) -> None:
    """Say what this is, or where we were."""
    prompter = session.prompter
    if is_new:
        pack = session.ruleset.questionnaire.packs[-1]
        prompter.say(pack.title, heading=True)
        prompter.say(
            tr(
                "Answer as things are, not as you hope. “We don't know” is a fair answer: type :unsure. "
                "Each answer is saved at once, so you can stop at any time."
            )
        )
        path = session.store.path
        prompter.say(tr("Your answers are in {path}. Type ? at any question for help.", path=path))
    else:
        count = len(session.assessment.answers)
        prompter.say(trn("Welcome back: {count} answer is saved.", "Welcome back: {count} answers are saved.", count))
        if session.assessment.submission:
            prompter.say(
                tr(
                    "This was put forward to be signed on {day}. If you change anything, nobody can go on signing, and "
                    "what was signed is no longer this: it must be withdrawn, put forward and signed again.",
                    day=words.day(session.assessment.submission.at),
                )
            )


def pass_over_blanks(session: Session) -> None:
    """Don't ask again for optional questions that were left blank before: those with a later answer.

    One that may have been left to the end is asked.
    """
    asked = session.route().asked
    idle = session.interview.idle
    answered = [place for place, name in enumerate(asked) if name in session.assessment.answers]
    last = max(answered, default=0)
    session.pass_over(*(name for name in asked[:last] if session.question(name).optional and name not in idle))
