"""What is typed after `impact-check submit`, `sign`, `withdraw`, `status` and `publish`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from impact_check.cli.groups import Command
from impact_check.cli.language import LANGUAGE
from impact_check.cli.ledger_option import LEDGER
from impact_check.cli.roles import ROLE

if TYPE_CHECKING:
    from impact_check.model.questionnaire import Role

OUTCOMES = ("proceed", "proceed-with-conditions", "proceed-despite", "revise", "stop")
"""As they are typed. Written out, since the model is not loaded to show help."""
_FILE = click.argument("file", metavar="FILE", type=click.Path())
_YES = click.option("--yes", is_flag=True, help="Do it without asking.")
_TSA = click.option("--tsa", metavar="URL", default="", help="A time-stamp authority that confirms the time.")


def _with_key(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say where the signing key is."""
    for option in (
        click.option("--key-label", metavar="LABEL", help="What the key on the card is called."),
        click.option("--token", metavar="LABEL", help="What the card is called."),
        click.option("--pkcs11", "library", metavar="LIBRARY", help="Instead of --key: the library of a smart card."),
        click.option("--passphrase-file", metavar="FILE", help="A file whose first line is the passphrase or PIN."),
        click.option("--cert", metavar="FILE", help="The certificate (PEM), if it isn't in the key file."),
        click.option("--key", metavar="FILE", help="The key: a .p12 file, or PEM with --cert."),
    ):
        command = option(command)
    return command


@click.command(cls=Command, short_help="Put a decision forward to be signed.")
@_FILE
@click.option("--outcome", type=click.Choice(OUTCOMES), help="What is put forward. Default: you are asked.")
@click.option(
    "--condition",
    "conditions",
    metavar='"WHAT | WHO | DATE"',
    multiple=True,
    help="A condition, who sees to it and by when; may be repeated.",
)
@click.option("--reasons", metavar="TEXT", help="Why. Needed to go ahead despite the harm.")
@click.option("-o", "--output", metavar="OUT", help="The new PDF. The default is FILE-sign-off.pdf.")
@click.option("--on", metavar="DATE", help="The day to rate it for, such as 2026-09-01. The default is today.")
@click.option("--by", metavar="NAME", help="Who puts it forward: a name or a job title.")
@click.option("--pack", metavar="PACK", help="The questionnaire: a name such as kirklees, or a folder.")
@LEDGER
@LANGUAGE
def submit(
    file: str,
    outcome: str | None,
    conditions: tuple[str, ...],
    reasons: str | None,
    output: str | None,
    on: str | None,
    by: str | None,
    pack: str | None,
    ledger: str | None,
) -> None:
    """Put a decision forward to be signed: make the PDF that all sign, and record it in the ledger.

    FILE is an assessment (.lia.json) that is complete. Only what its rating permits can be put forward. Whoever signs,
    signs this outcome, with these conditions and reasons.
    """
    from impact_check.cli import submit as command

    wanted = command.Wanted(outcome and outcome.replace("-", "_"), conditions, reasons)
    command.submit(file, wanted, output, on, by, pack, ledger)


@click.command(cls=Command, short_help="Sign a report in your role.")
@_FILE
@click.option("--as", "role", metavar="ROLE", type=ROLE, required=True, help="Your role, such as head-of-service.")
@_with_key
@click.option("--approved-by", metavar="NAME", help="With a seal: whose approval it records.")
@click.option("--recorded-by", metavar="NAME", help="With a seal: who records it.")
@click.option("--source", metavar="TEXT", help="With a seal: where the approval can be seen.")
@_TSA
@_YES
@LEDGER
@LANGUAGE
def sign(
    file: str,
    role: "Role",
    key: str | None,
    cert: str | None,
    passphrase_file: str | None,
    library: str | None,
    token: str | None,
    key_label: str | None,
    approved_by: str | None,
    recorded_by: str | None,
    source: str | None,
    tsa: str,
    yes: bool,
    ledger: str | None,
) -> None:
    """Sign a report in your role, once it is your turn. You are shown what you sign, and asked.

    FILE is the PDF that was put forward, with all signatures so far. ROLE is one of author, challenger,
    head-of-service, legal, director, portfolio-holder.

    The council's seal records that somebody approved who has no key. It is never that person's own signature.
    """
    from impact_check.cli import sign as command

    typed = command.Key(key, cert, library, token, key_label, passphrase_file)
    approval = command.approval(approved_by, recorded_by, source)
    command.sign(file, role, typed, approval, tsa, ledger, asks=not yes)


@click.command(cls=Command, short_help="Take a report back that was put forward.")
@_FILE
@click.option("--by", metavar="NAME", required=True, help="Who takes it back.")
@click.option("--reason", metavar="TEXT", required=True, help="Why. The ledger keeps it.")
@_YES
@LEDGER
@LANGUAGE
def withdraw(file: str, by: str, reason: str, yes: bool, ledger: str | None) -> None:
    """Take a report back: it may not be signed or relied on any more, even if all have signed.

    FILE is the PDF or the assessment (.lia.json). Neither is changed; the ledger tells of it. The decision can then be
    put forward again.
    """
    from impact_check.cli import sign_off as command

    command.withdraw(file, by, reason, ledger, asks=not yes)


@click.command(cls=Command, short_help="See who has signed, who is next, and whether it still stands.")
@_FILE
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@LEDGER
@LANGUAGE
def status(file: str, as_json: bool, ledger: str | None) -> None:
    """See who has signed, who is next, and whether anything changed since it was put forward.

    FILE is the PDF or the assessment (.lia.json). To have every signature checked, use verify.
    """
    from impact_check.cli import sign_off as command

    command.show_status(file, ledger, as_json=as_json)


@click.command(cls=Command, short_help="Make the public copy of a report that everybody has signed.")
@_FILE
@_with_key
@click.option("-o", "--output", metavar="OUT", help="The new PDF. The default is FILE-public.pdf.")
@_TSA
@LEDGER
@LANGUAGE
def publish(
    file: str,
    key: str | None,
    cert: str | None,
    passphrase_file: str | None,
    library: str | None,
    token: str | None,
    key_label: str | None,
    output: str | None,
    tsa: str,
    ledger: str | None,
) -> None:
    """Make the public copy of a report that everybody has signed, under the council's seal.

    FILE is the signed PDF. The copy is made anew, without what isn't public and without names: of those who signed, it
    tells the role and the day. The key must be that of a seal. Nothing is uploaded; the ledger tells of the copy.
    """
    from impact_check.cli import publish as command
    from impact_check.cli.sign import Key

    command.publish(file, Key(key, cert, library, token, key_label, passphrase_file), output, tsa, ledger)
