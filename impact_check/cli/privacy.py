"""What somebody typed -> the same, after a warning if it looks like a personal detail. It warns and never blocks."""

from impact_check.cli import words
from impact_check.cli.characters import kept_text
from impact_check.cli.forms import SteppedBack, Talk
from impact_check.cli.output import say
from impact_check.cli.session import Session, StoppedByUser
from impact_check.errors import AnswerError, Fault
from impact_check.interview import read_text
from impact_check.language import to_translate, tr

LEAVE_OUT = ":out"
LEFT_OUT = to_translate("[left out]")
"""Stands in a text where a detail was taken out."""

HINT = to_translate("Do not name people who use services, or give details that identify them.")


def warn_if_personal(session: Talk, text: str) -> str:
    """Return a text as typed, or as changed after a warning. Raise StoppedByUser or SteppedBack if that is typed.

    With nobody there to be asked it only warns.
    """
    from impact_check import api

    say_here, read = session.prompter.say, session.prompter.read
    while found := api.personal_details(text):
        say_here(tr("This looks like {details}. The report may be published.", details=api.details_in_words(found)))
        if not session.prompter.is_interactive:
            return text
        say_here(
            tr("Press Enter to leave it as it is, type {out} to take it out, or type another text.", out=LEAVE_OUT)
        )
        match typed := read(is_long=True).strip():
            case "":
                return text
            case ":save":
                say_here(tr("This text is not saved."))
                raise StoppedByUser
            case ":back":
                raise SteppedBack
            case _ if typed == LEAVE_OUT:
                text = api.without_details(text, found, tr(LEFT_OUT))
                say_here(text, first=words.label(tr("Now:")))
            case _:
                text = _retyped(session, text, typed)
    return text


def _retyped(session: Talk, text: str, typed: str) -> str:
    """Return the text that was typed in the place of another; the other if it can't be taken."""
    try:
        if typed.startswith(":") and not typed.startswith("::"):
            raise AnswerError(tr("Only :out, :back and :save can be typed here"))
        return read_text(kept_text(session.prompter.say, typed[1:] if typed.startswith("::") else typed))
    except AnswerError as error:
        session.prompter.say(words.sentence(str(error)))
        return text


def hint_once(session: Session, question_type: str) -> None:
    """Say at the first text question of an interview whom not to name."""
    if question_type == "text" and HINT not in session.introduced:
        session.introduced.add(HINT)
        session.prompter.say(tr(HINT))


def list_personal(warnings: tuple[Fault, ...]) -> None:
    """List on standard error where a file of answers looks as if it held personal details."""
    for warning in warnings:
        say(str(warning), to_stderr=True)
    if warnings:
        say(tr("The report may be published. Change these texts if they tell about a person."), to_stderr=True)
