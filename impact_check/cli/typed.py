"""A typed line -> an answer or a command."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from impact_check.language import to_translate, tr
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

HELP: tuple[tuple[CommandName | None, str, str, str], ...] = (
    ("unsure", ":unsure", "", to_translate("we don't know. You can say who will find out, and by when")),
    ("na", ":na", to_translate("REASON"), to_translate("the question can't apply here")),
    ("skip", ":skip", "", to_translate("leave it blank")),
    ("edit", ":edit", "", to_translate("change the answer you have typed; :edit note changes its note")),
    ("file", ":file", to_translate("PATH"), to_translate("take the answer from a text file")),
    ("note", ":note", to_translate("TEXT"), to_translate("add a note to this answer")),
    ("evidence", ":evidence", "", to_translate("add evidence to this answer")),
    ("why", ":why", "", to_translate("why we ask this")),
    ("back", ":back", "", to_translate("go back one question")),
    ("next", ":next", "", to_translate("go to the next question, and leave this one as it is")),
    ("go", ":go 7", "", to_translate("go to question 7; :go bus finds the question about the bus")),
    ("list", ":list", "", to_translate("show all questions so far")),
    ("save", ":save", "", to_translate("stop here. All your answers are kept")),
    (None, "::text", "", to_translate("an answer that begins with a colon")),
)
"""What can be typed at a question, what stands after it, and what it does, in the order shown: first what answers it.

The words of the commands are English in every language; what stands after them isn't.
"""

DONT_KNOW_WORDS = to_translate("don't know, dont know, don’t know, do not know, not sure, unsure, unknown")
"""Typed at a question that is not about text, these mean `:unsure`; so do the English ones in every language."""

NOT_APPLICABLE_WORDS = to_translate("not applicable, n/a, na, does not apply, doesn't apply, doesn’t apply")
"""Typed at a question that is not about text, these mean `:na`."""

LATER_WORDS = to_translate("later, no, n")
"""Typed where evidence is offered, these leave it."""


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
    import difflib  # Only a command that was typed wrongly needs it.

    near = difflib.get_close_matches(word.lower(), get_args(CommandName), n=1)
    if near:
        raise UnknownCommandError(
            tr(
                "There is no command “:{word}”. Did you mean :{command}? Type ? for all commands. "
                "If your answer begins with a colon, type two colons.",
                word=word,
                command=near[0],
            )
        )
    raise UnknownCommandError(
        tr(
            "There is no command “:{word}”. Type ? for all commands. "
            "If your answer begins with a colon, type two colons.",
            word=word,
        )
    )


def means_dont_know(text: str) -> bool:
    """Tell whether a text, where none is asked for, says that the answer isn't known."""
    return _is_one_of(text, DONT_KNOW_WORDS)


def means_not_applicable(text: str) -> bool:
    """Tell whether a text, where none is asked for, says that the question can't apply."""
    return _is_one_of(text, NOT_APPLICABLE_WORDS)


def means_later(text: str) -> bool:
    """Tell whether a text says that evidence waits; a blank one does."""
    return not text or _is_one_of(text, LATER_WORDS)


def _is_one_of(text: str, words: str) -> bool:
    """Tell whether a text is one of some words, which commas part, in English or in the language spoken."""
    return text.casefold().rstrip(".") in {*_parted(words), *_parted(tr(words))}


def _parted(words: str) -> Collection[str]:
    return [word.strip().casefold() for word in words.split(",")]


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
    fitting = (entry for entry in HELP if not unfit.get(entry[0], False))
    return tuple((" ".join(filter(None, (typed, tr(after)))), tr(meaning)) for _, typed, after, meaning in fitting)
