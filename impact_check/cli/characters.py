"""What somebody typed or gave -> the same without what can't be kept, and told what that was. It never blocks."""

from collections.abc import Callable
from functools import cache

from impact_check.cli import clock
from impact_check.cli.output import say
from impact_check.errors import Fault


def kept_text(tell: Callable[[str], None], text: str) -> str:
    """Return a text as it will be kept; tell what was taken out, and what the PDF can't show."""
    from impact_check import api

    kept = api.kept_text(text)
    for sentence in kept.told:
        tell(sentence)
    return kept.text


def given_text(text: str) -> str:
    """Return a text that was given on the command line as it will be kept; what is told goes to standard error."""
    return kept_text(lambda sentence: say(sentence, to_stderr=True), text)


@cache  # A command looks more than once who is there, and tells once.
def _name(given: str) -> str:
    return " ".join(given_text(given).split())


def given_name(by: str | None) -> str:
    """Return who is there in one line, as given or as the environment says; empty if neither does."""
    return _name(by or clock.named_user())


def list_characters(warnings: tuple[Fault, ...]) -> None:
    """List on standard error where a file of answers has characters that can't be kept or shown."""
    for warning in warnings:
        say(str(warning), to_stderr=True)
