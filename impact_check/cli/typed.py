"""A typed line -> an answer or a command."""

import difflib
from dataclasses import dataclass
from typing import Literal, get_args

from impact_check.model.questionnaire import Question

CommandName = Literal[
    "help",
    "why",
    "back",
    "next",
    "list",
    "go",
    "save",
    "unsure",
    "na",
    "note",
    "evidence",
    "skip",
    "edit",
    "file",
]

HELP: tuple[tuple[CommandName | None, str, str], ...] = (
    ("unsure", ":unsure", "we don't know. You can say who will find out, and by when"),
    ("na", ":na REASON", "the question can't apply here"),
    ("skip", ":skip", "leave it blank"),
    ("edit", ":edit", "change the answer you have typed; :edit note changes its note"),
    ("file", ":file PATH", "take the answer from a text file"),
    ("note", ":note TEXT", "add a note to this answer"),
    ("evidence", ":evidence", "add evidence to this answer"),
    ("why", ":why", "why we ask this"),
    ("back", ":back", "go back one question"),
    ("next", ":next", "go to the next question, and leave this one as it is"),
    ("go", ":go 7", "go to question 7; :go bus finds the question about the bus"),
    ("list", ":list", "show all questions so far"),
    ("save", ":save", "stop here. All your answers are kept"),
    (None, "::text", "an answer that begins with a colon"),
)
"""What can be typed at a question, and what it does, in the order shown: first what answers it."""

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


def as_typed(answer: str) -> str:
    """Return what has to be typed for an answer: one that begins with a colon takes two."""
    return f":{answer}" if answer.startswith(":") else answer


def is_text(question: Question) -> bool:
    """Tell whether a question is answered in words of one's own."""
    return question.type in ("text", "role")


def commands_for(question: Question) -> tuple[tuple[str, str], ...]:
    """Return what can be typed at this question, each with what it does."""
    unfit = {
        "na": not question.allow_not_applicable,
        "skip": not question.optional,
        "edit": not is_text(question),
        "file": not is_text(question),
        None: not is_text(question),
    }
    return tuple((typed, meaning) for name, typed, meaning in HELP if not unfit.get(name, False))
