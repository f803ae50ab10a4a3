"""What somebody is typing -> kept beside the assessment, a question at a time, until the question is answered."""

import time

from impact_check.cli.endings import uninterrupted
from impact_check.cli.output import printable
from impact_check.cli.store import Store

PAUSE = 0.5
"""Seconds. What is being typed is kept at most this often."""

LONG_COMMANDS = (":note ", ":na ", "::")
"""What begins with these is worth keeping; other commands are typed again in no time."""


class Drafts:
    """The texts begun for the questions of one assessment."""

    def __init__(self, store: Store) -> None:
        """Take the file of the assessment, which may move."""
        self._store = store

    def text(self, question_id: str) -> str:
        """Return what was begun for a question, or nothing."""
        from impact_check import api

        return api.read_drafts(self._store.path).get(question_id, "")

    def questions(self) -> frozenset[str]:
        """Return the questions for which something was begun."""
        from impact_check import api

        return frozenset(api.read_drafts(self._store.path))

    def put(self, question_id: str, text: str) -> None:
        """Keep what was begun for a question, in the place of what was begun before; nothing forgets it."""
        from impact_check import api

        texts = api.read_drafts(self._store.path)
        if text != texts.get(question_id, ""):
            others = {name: begun for name, begun in texts.items() if name != question_id}
            api.write_drafts(self._store.path, {**others, question_id: text} if text else others)


class Typing:
    """One line while it is being typed: what is in it is kept, but not at every key."""

    def __init__(self, drafts: Drafts, question_id: str) -> None:
        """Take the drafts and the question that is asked; what was begun for it before stays until more is typed."""
        self._drafts = drafts
        self._question_id = question_id
        self._kept = ""
        self._next = 0.0

    @property
    def wait(self) -> float:
        """Seconds until the next keeping is due."""
        return max(0.0, self._next - time.monotonic())

    def keep(self, text: str) -> None:
        """Keep what is in the line now."""
        self._next = time.monotonic() + PAUSE
        text = printable(text)  # Half of a letter may be there.
        if text != self._kept and _is_worth_keeping(text):
            with uninterrupted():
                self._drafts.put(self._question_id, text)
            self._kept = text


def _is_worth_keeping(text: str) -> bool:
    return bool(text.strip()) and (not text.startswith(":") or text.startswith(LONG_COMMANDS)) and text != "?"
