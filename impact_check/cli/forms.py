"""Ask for one detail that is no question of the questionnaire: a name, a date, one of a few."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from impact_check.cli import clock, words
from impact_check.cli.characters import kept_text
from impact_check.cli.prompts import Prompter
from impact_check.cli.session import StoppedByUser
from impact_check.errors import AnswerError
from impact_check.interview import read_date, read_text
from impact_check.language import tr

T = TypeVar("T")

CLEAR = "-"
"""Typed alone, it empties a detail that has a value."""

LONGEST_PROMPT = 46
"""Characters. It leaves room to type in a window of 80."""


class Talk(Protocol):
    """Whoever can be asked: a session, or something smaller before there is one."""

    @property
    def prompter(self) -> Prompter:
        """The person at the other end."""


class SteppedBack(Exception):  # noqa: N818  # `:back` is no error.
    """The person typed `:back`: this form is left as it was."""


def ask_text(session: Talk, label: str, *, now: str = "", needed: bool = False) -> str:
    """Return a text; Enter keeps the present one, or leaves it blank unless it is needed."""
    from impact_check.cli.privacy import warn_if_personal  # Here, because it uses this module.

    def read(typed: str) -> str:
        return read_text(kept_text(session.prompter.say, typed))

    text = _ask(session, label, read, now=now, shown=now, needed=needed, is_long=True) or ""
    return text if text == now else warn_if_personal(session, text)


def ask_date(
    session: Talk, label: str, *, now: date | None = None, needed: bool = False, is_past: bool = False
) -> date | None:
    """Return a date; Enter keeps the present one, or leaves it blank unless it is needed.

    `is_past` refuses a day that is still to come.
    """

    def read(typed: str) -> date:
        day = read_date(typed)
        if is_past and day > clock.today():
            raise AnswerError(tr("Enter a date that is not after today"))
        return day

    return _ask(session, label, read, now=now, shown=words.day(now) if now else "", needed=needed)


def ask_choice(session: Talk, label: str, choices: Sequence[tuple[str, str]], *, now: str = "") -> str:
    """Return the key of one of the choices, given as (key, words); Enter keeps the present one, if there is one."""
    session.prompter.say(label)
    for number, (_, said) in enumerate(choices, start=1):
        session.prompter.say(said, first=f"{number}. ", indent=2)

    def read(typed: str) -> str:
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1][0]
        raise AnswerError(tr("Enter a number between {low} and {high}", low=1, high=len(choices)))

    return _ask(session, "", read, now=now or None, shown=dict(choices).get(now, ""), needed=True) or now


def ask_yes_no(session: Talk, label: str, *, now: bool) -> bool:
    """Return whether the answer is yes; Enter means `now`. English words always do, as those of the language spoken."""

    def read(typed: str) -> bool:
        means_yes = _yes_and_no().get(typed.casefold())
        if means_yes is None:
            raise AnswerError(tr("Type yes or no"))
        return means_yes

    return bool(_ask(session, label, read, now=now, shown=tr("yes") if now else tr("no"), needed=True))


def _yes_and_no() -> dict[str, bool]:
    """Return what can be typed for yes and for no: a word, or its first letter where that tells them apart."""
    yes, no = tr("yes").casefold(), tr("no").casefold()
    letters = {yes[:1]: True, no[:1]: False} if yes[:1] != no[:1] else {}
    return {**letters, "yes": True, "y": True, "no": False, "n": False, yes: True, no: False}


def ask_read(session: Talk, label: str, read: Callable[[str], T], *, now: T | None, shown: str) -> T | None:
    """Return what `read` makes of the line; Enter keeps the present value, if there is one, or leaves it blank.

    read: raises AnswerError with what to enter. shown: the present value in words.
    """
    return _ask(session, label, read, now=now, shown=shown, needed=False, is_long=True)


def _ask(
    session: Talk,
    label: str,
    read: Callable[[str], T],
    *,
    now: T | None,
    shown: str,
    needed: bool,
    is_long: bool = False,
) -> T | None:
    """Ask until the line fits. Return None for blank."""
    prompt = _prompt(session, label, shown)
    while True:
        typed = session.prompter.read(prompt, is_long=is_long).strip()
        if typed == ":save":
            raise StoppedByUser
        if typed == ":back":
            raise SteppedBack
        if not typed and now is not None and now != "":
            return now
        if typed in ("", CLEAR) and not needed:
            return None
        instead = tr("To leave this, type :back.") if needed else tr("Or press Enter for blank.")
        if not typed:
            session.prompter.say(f"{tr('This is needed.')} {instead}")
            continue
        try:
            return read(typed[1:] if typed.startswith("::") else typed)
        except AnswerError as error:
            session.prompter.say(f"{words.sentence(str(error))} {instead}")


def _prompt(session: Talk, label: str, shown: str) -> str:
    """Return a prompt of less than a line; a longer label is shown above it."""
    inline = f"{label} [{shown}]: " if label and shown else f"{label}: "
    if label and len(inline) <= LONGEST_PROMPT:
        return inline
    if label:
        session.prompter.say(label)
    if shown:
        session.prompter.say(shown, first=words.label(tr("Now:")))
        session.prompter.say(tr("Press Enter to keep it."))
    return "> "
