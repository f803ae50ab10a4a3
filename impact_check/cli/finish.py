"""Say what the answers mean, make the report, and say what comes next."""

import shlex

from impact_check.cli import clock, words
from impact_check.cli.exits import Stop
from impact_check.cli.forms import SteppedBack, ask_yes_no
from impact_check.cli.option_hint import hint
from impact_check.cli.prompts import EndOfInput
from impact_check.cli.reporting import write_report
from impact_check.cli.session import Session
from impact_check.cli.store import beside
from impact_check.errors import MissingLibraryError, ReportError
from impact_check.language import tr
from impact_check.model.result import Result


def finish(session: Session) -> None:
    """Show the summary, offer the PDF, and say who signs next."""
    from impact_check import api

    result = session.result()
    session.prompter.say()
    session.prompter.show(api.summary(session.ruleset, session.assessment, result))
    session.prompter.say()
    if _wants_pdf(session):
        _make_report(session)
    _say_next(session, result)


def _wants_pdf(session: Session) -> bool:
    """Ask; when the input has ended, the answer is yes."""
    try:
        return ask_yes_no(session, tr("Make the PDF report now?"), now=True)
    except EndOfInput:
        return True
    except SteppedBack:
        return False


def _make_report(session: Session) -> None:
    """Write the PDF beside the assessment; where that can't be made, the same report as a web page."""
    from impact_check import api

    prompter, assessment = session.prompter, session.assessment
    path = beside(session.store.path, ".pdf")
    prompter.say(tr("Making the PDF. This takes a few seconds."))
    ruleset = session.questionnaire_for_others()
    result = api.evaluate(ruleset, assessment, clock.today())
    try:
        write_report(ruleset, assessment, result, path, "pdf")
    except MissingLibraryError as error:
        prompter.say(str(error))
        path = beside(session.store.path, ".html")
        write_report(ruleset, assessment, result, path, "html")
        prompter.say(tr("So here is the same report as a web page: {path}", path=path))
    except ReportError as error:
        prompter.say(tr("The PDF could not be made. {reason}", reason=error))
    except Stop as stop:
        if not prompter.is_interactive:
            raise
        prompter.say(stop.message)
    else:
        prompter.say(tr("The report is in {path}", path=path))


def _say_how_to_sign(session: Session, result: Result) -> None:
    """Say how it is put forward; of what was put forward before, whether it changed since."""
    say, assessment, file = session.prompter.say, session.assessment, shlex.quote(str(session.store.path))
    if assessment.submission:
        if assessment.history[-1].what != "submitted":
            say(tr("It has changed since it was put forward. To see what that means, and what to do:"))
        else:
            say(tr("It was put forward already. To see who has signed:"))
        say(f"impact-check status {file}")
    elif result.can_be_final:
        say(tr("To put it forward to be signed: {command}", command=f"impact-check submit {file}"))


def _say_next(session: Session, result: Result) -> None:
    """Say where the answers are, what is still to be done and who signs."""
    say = session.prompter.say
    say(tr("Your answers are in {path}", path=session.store.path))
    if not result.is_complete:
        say(tr("Some questions are not answered yet. To go on, type the same command again."))
    elif not result.can_be_final:
        say(tr("It can't be final yet: something that must be known is not known. The summary says what."))
    say(words.signers(result))
    _say_how_to_sign(session, result)
    others = hint(session.store.path, session.assessment, result.inherent.rating.possible)
    if others:
        say(others)
