"""A typed line -> an answer or a command."""

import difflib
from dataclasses import dataclass
from typing import Literal, get_args

CommandName = Literal["help", "why", "back", "list", "go", "save", "unsure", "na", "note", "evidence", "skip"]

HELP: tuple[tuple[str, str], ...] = (
    ("1 or 1, 3", "choose by number"),
    (":unsure", "we don't know. You can say who will find out, and by when"),
    (":na REASON", "the question can't apply here"),
    (":note TEXT", "add a note to this answer"),
    (":evidence", "add evidence to this answer"),
    (":why", "why we ask this"),
    (":back", "go back one question"),
    (":list", "show all questions so far"),
    (":go 7", "go to question 7"),
    (":skip", "leave out a question that may stay blank"),
    (":save", "stop here. All your answers are kept"),
    ("::text", "an answer that begins with a colon"),
    ("?", "show this list"),
)
"""What can be typed at a question, and what it does, in the order shown."""

DONT_KNOW_WORDS = frozenset({"don't know", "dont know", "don’t know", "do not know", "not sure", "unsure", "unknown"})
"""Typed at a question that is not about text, these mean `:unsure`."""

NOT_APPLICABLE_WORDS = frozenset({"not applicable", "n/a", "na", "does not apply", "doesn't apply", "doesn’t apply"})
"""Typed at a question that is not about text, these mean `:na`."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command and what was typed after it."""

    name: CommandName
    argument: str = ""


class UnknownCommandError(ValueError):
    """The line begins with a colon and is no command; the message says what to type instead."""


def read_typed(line: str) -> Command | str:
    """Return the command that the line gives, or the answer in it, without blanks at its ends."""
    text = line.strip()
    if text == "?":
        return Command("help")
    if text.startswith("::"):
        return text[1:]
    if not text.startswith(":"):
        return text
    word, _, argument = text[1:].partition(" ")
    for name in get_args(CommandName):
        if word.lower() == name:
            return Command(name, argument.strip())
    near = difflib.get_close_matches(word.lower(), get_args(CommandName), n=1)
    meant = f"Did you mean :{near[0]}? " if near else ""
    raise UnknownCommandError(
        f"There is no command “:{word}”. {meant}Type ? for all commands. "
        "If your answer begins with a colon, type two colons."
    )
