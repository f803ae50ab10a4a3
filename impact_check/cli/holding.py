"""Open an assessment for one person at a time, and offer the copy before the last change if the file is damaged."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.characters import given_name
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.forms import SteppedBack, ask_yes_no
from impact_check.cli.prompts import EndOfInput, Prompter
from impact_check.cli.recover import bring_back, copy_in_words, to_recover
from impact_check.cli.session import StoppedByUser
from impact_check.cli.store import Store, holder_in_words
from impact_check.errors import DamagedFileError
from impact_check.language import tr

if TYPE_CHECKING:
    from impact_check.api import Holder


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is open for us alone, and the person who can be asked about it."""

    store: Store
    prompter: Prompter

    def mend(self) -> None:
        """If the file is damaged, or gone while its copy is there, offer the copy. Raise Stop if it isn't wanted."""
        wrong = self._what_is_wrong()
        if wrong is None:
            return
        told = f"{wrong}\n{copy_in_words(self.store.path)}"
        if not self.prompter.is_interactive:
            how = tr("To bring it back: {command}", command=to_recover(self.store.path))
            raise Stop(Exit.INVALID, f"{told}\n{how}")
        self.prompter.say(told)
        if not self._agrees(tr("Bring that copy back?")):
            command = to_recover(self.store.path)
            how = tr("Nothing was changed. To bring the copy back later: {command}", command=command)
            raise Stop(Exit.INVALID, "\n".join((how, tr("To start a new assessment, give another name."))))
        self.prompter.say(bring_back(self.store.path))

    def _what_is_wrong(self) -> str | None:
        from impact_check import api

        path = self.store.path
        if api.read_backup(path) is None:
            return None
        if not self.store.exists:
            return tr("There is no file {path}, but the copy of it before its last change is there.", path=path)
        try:
            api.read_assessment(path)
        except DamagedFileError as error:
            return str(error)
        return None

    def agrees_to_take_over(self, other: "Holder") -> bool:
        """Tell who has the file open; return whether the person takes it from them."""
        if not self.prompter.is_interactive:
            return False
        self.prompter.say(_is_open(self.store, other))
        self.prompter.say(
            tr(
                "If they are still at work there, their next answers will be kept in another file, and you would have "
                "to bring both together."
            )
        )
        return self._agrees(tr("Take it over?"))

    def _agrees(self, question: str) -> bool:
        try:
            return ask_yes_no(self, question, now=False)
        except (SteppedBack, StoppedByUser, EndOfInput):
            return False


@contextmanager
def held(store: Store, prompter: Prompter, by: str | None, *, take_over: bool = False) -> Iterator[Opened]:
    """Have the file open for us alone while the block runs. Every command that writes an assessment uses it.

    by: who opens it, if that is known yet. take_over: take it from whoever has it, without asking.
    Raise Stop if somebody else has it and isn't to be disturbed.
    """
    opened = Opened(store, prompter)
    _open(opened, given_name(by) or clock.login_name().strip(), take_over=take_over)
    try:
        yield opened
    finally:
        store.let_go()


def _open(opened: Opened, who: str, *, take_over: bool) -> None:
    from impact_check import api

    store = opened.store
    other = store.hold(who)
    if other is None:
        return
    if api.is_gone(other):
        opened.prompter.say(
            tr(
                "{path} was not closed the last time. {holder}, and that program has ended. "
                "Every answer that was saved is there.",
                path=store.path,
                holder=holder_in_words(other),
            )
        )
    elif take_over:
        opened.prompter.say(tr("Taken over: {path}. {holder}.", path=store.path, holder=holder_in_words(other)))
    elif not opened.agrees_to_take_over(other):
        raise Stop(Exit.CONFLICT, _how_to_go_on(opened, other))
    store.hold(who, take_over=True)


def _is_open(store: Store, other: "Holder") -> str:
    return tr("{path} is open already. {holder}.", path=store.path, holder=holder_in_words(other))


def _how_to_go_on(opened: Opened, other: "Holder") -> str:
    told = tr("Nothing was changed.") if opened.prompter.is_interactive else _is_open(opened.store, other)
    command = shlex.join(["impact-check", "assess", str(opened.store.path), "--take-over"])
    how = tr("Wait until it is closed there. If you know that nobody is at work there:")
    return f"{told} {how}\n{command}"
