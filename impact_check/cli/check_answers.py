"""Show all answers before anything is rated, and let any of them be changed."""

from impact_check.cli.route_shown import find_question, show_list
from impact_check.cli.session import Session, StoppedByUser
from impact_check.cli.wizard import ask_questions
from impact_check.cli.words import sentence
from impact_check.errors import AnswerError
from impact_check.language import tr


def check_answers(session: Session) -> None:
    """Show the answers; ask those questions again whose number is typed, until Enter."""
    prompter = session.prompter
    show = True
    while True:
        if show:
            prompter.say()
            prompter.say(tr("Check your answers"), heading=True)
            show_list(session)
            prompter.say()
        prompter.say(tr("To change an answer, type its number. If all is right, press Enter."))
        typed = prompter.read().strip()
        if not typed:
            return
        if typed == ":save":
            raise StoppedByUser
        show = typed == ":list"
        if show:
            continue
        try:
            chosen = find_question(session, typed.removeprefix(":go").strip())
        except AnswerError as error:
            prompter.say(sentence(str(error)))
        else:
            ask_questions(session, chosen)
            show = True
