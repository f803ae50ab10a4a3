"""`impact-check withdraw` and `impact-check status`: take a report back, and see how far its sign-off has come."""

from dataclasses import dataclass
from pathlib import Path

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import existing
from impact_check.cli.forms import SteppedBack, ask_yes_no
from impact_check.cli.ledger_option import find_ledger
from impact_check.cli.output import look_here, say_wrapped
from impact_check.cli.prompts import EndOfInput, Prompter, TerminalPrompter
from impact_check.cli.read_only import print_json
from impact_check.cli.session import StoppedByUser
from impact_check.language import tr

STATUS_SCHEMA = "impact-check/sign-off-status/1"


@dataclass(frozen=True, slots=True)
class Talk:
    """The person at the terminal."""

    prompter: Prompter


def agrees(question: str) -> bool:
    """Ask a person for a yes; Enter means no. Raise Stop if nobody can be asked."""
    prompter = TerminalPrompter(look_here())
    if not prompter.is_interactive:
        raise Stop(Exit.USAGE, tr("Nobody can be asked here. To go on without asking, add --yes."))
    try:
        return ask_yes_no(Talk(prompter), question, now=False)
    except (SteppedBack, StoppedByUser, EndOfInput):
        return False


def withdraw(file: str, by: str, reason: str, ledger: str | None, *, asks: bool) -> None:
    """Take a report back, once the person has seen what and said yes."""
    from impact_check import api

    path, folder = existing(Path(file), tr("Check the name.")), find_ledger(ledger)
    found, notes = api.sign_off_status(path, folder)
    for line in (*notes, *api.sign_off_text(found).splitlines()):
        say_wrapped(line)
    if asks and found.state not in ("not_submitted", "withdrawn") and not agrees(tr("Withdraw it?")):
        raise Stop(Exit.OK, tr("Nothing was withdrawn."))
    api.withdraw_report(path, folder, by=by, reason=reason, at=clock.now())
    say_wrapped(tr("It is withdrawn. Tell everybody who has a copy. The ledger keeps the reason."))
    say_wrapped(tr("To put the decision forward again, once it is as it should be: impact-check submit"))


def show_status(file: str, ledger: str | None, *, as_json: bool) -> None:
    """Print how far a sign-off has come."""
    from impact_check import api

    found, notes = api.sign_off_status(existing(Path(file), tr("Check the name.")), find_ledger(ledger))
    for note in notes:
        say_wrapped(note, to_stderr=True)
    if as_json:
        print_json(STATUS_SCHEMA, found.model_dump(mode="json"))
        return
    for line in api.sign_off_text(found).splitlines():
        say_wrapped(line)
