"""`--ledger`: which sign-off ledger is meant."""

import os
from typing import TYPE_CHECKING

import click

from impact_check.cli.exits import Exit, Stop

if TYPE_CHECKING:
    from impact_check.signoff.folder import LedgerFolder

VARIABLE = "IMPACT_CHECK_LEDGER"
USUAL = "sign-off"

LEDGER = click.option(
    "--ledger",
    metavar="FOLDER",
    envvar=VARIABLE,
    help=f"The folder of the sign-off ledger. The default is {VARIABLE}, then the folder {USUAL} here.",
)


def find_ledger(named: str | None, roots: str | None = None) -> "LedgerFolder":
    """Return the ledger that was named, or the usual one. Raise Stop if there is none, LedgerError, KeyFileError."""
    from pathlib import Path

    from impact_check import api
    from impact_check.language import tr
    from impact_check.signoff.packages import check_can_sign

    check_can_sign()
    path = Path(named or USUAL)
    if not named and not path.is_dir():
        told = tr(
            "There is no sign-off ledger here. A council has one, on a shared drive: name its folder with --ledger, or "
            "in {variable}. Whoever looks after the keys knows where it is. If there is none yet, make it:",
            variable=VARIABLE,
        )
        command = f'impact-check keys init {USUAL} --council "Name of the council"'
        raise Stop(Exit.INVALID, f"{told}\n{command}")
    return api.ledger_folder(path, Path(roots) if roots else None)


def with_ledger(command: str, named: str | None) -> str:
    """Return a command with the ledger that was named in this one, unless the environment names it anyway."""
    if not named or named == os.environ.get(VARIABLE):
        return command
    import shlex

    return f"{command} --ledger {shlex.quote(named)}"
