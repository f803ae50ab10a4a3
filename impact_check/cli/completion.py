"""`impact-check completion`: what a shell needs to complete the commands."""

import click
from click.shell_completion import get_completion_class

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say


def completion(group: click.Group, shell: str) -> None:
    """Print the completion script for one shell. Raise Stop if this click can't make it."""
    made_by = get_completion_class(shell)
    if made_by is None:
        raise Stop(Exit.USAGE, f"Completion for {shell} needs a newer click: pip install --upgrade click")
    try:
        say(made_by(group, {}, "impact-check", "_IMPACT_CHECK_COMPLETE").source())
    except RuntimeError as error:  # Click asks bash for its version, and says so if it is too old or not there.
        raise Stop(Exit.USAGE, str(error)) from error
