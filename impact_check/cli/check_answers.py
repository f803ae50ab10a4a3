"""Show all answers before anything is rated, and let any of them be changed."""

from impact_check.cli.route_shown import question_at, show_list
from impact_check.cli.session import Session, StoppedByUser
from impact_check.cli.wizard import ask_questions


def check_answers(session: Session) -> None:
    """Show the answers; ask those questions again whose number is typed, until Enter."""
    prompter = session.prompter
    show = True
    while True:
        if show:
            prompter.say()
            prompter.say("Check your answers", heading=True)
            show_list(session)
            prompter.say()
        prompter.say("To change an answer, type its number. If all is right, press Enter.")
        typed = prompter.read().strip()
        if not typed:
            return
        if typed == ":save":
            raise StoppedByUser
        show = typed == ":list"
        if show:
            continue
        try:
            chosen = question_at(session, typed.removeprefix(":go").strip())
        except ValueError as error:
            prompter.say(f"{error}.")
        else:
            ask_questions(session, chosen)
            show = True
