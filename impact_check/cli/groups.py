"""A command, and a group of commands, that say how they ended."""

import click

from impact_check.cli.exits import Stop
from impact_check.errors import ImpactCheckError


class Command(click.Command):
    """A command that says how it ended in the language that it spoke."""

    def invoke(self, context: click.Context) -> object:
        """Run it; what can be foreseen ends it with a message, as Ctrl-C does."""
        from impact_check.cli.endings import exit_of
        from impact_check.language import tr

        try:
            return super().invoke(context)
        except ImpactCheckError as error:
            from impact_check.cli.failures import in_words

            raise Stop(*in_words(error)) from error
        except KeyboardInterrupt as interrupt:
            raise Stop(exit_of(interrupt), "\n" + tr("Stopped.")) from interrupt


class Group(click.Group):
    """Commands, and groups of them."""

    command_class = Command
    group_class = type
