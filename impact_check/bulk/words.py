"""The texts of one column -> what each means, looked up once for each different text."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from impact_check.bulk import cells
from impact_check.bulk.cells import Mark, Said, Unreadable
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset


@dataclass
class Words:
    """What each text of one question means, remembered from block to block."""

    ruleset: Ruleset
    question: Question
    is_evidence: bool = False
    _texts: dict[str, Said] = field(default_factory=dict)
    _items: dict[str, str | Mark | Unreadable] = field(default_factory=dict)

    def said(self, text: str | None) -> Said:
        """Return what a cell with this text says."""
        if text is None:
            return Mark.UNKNOWN
        found = self._texts.get(text)
        if found is None:
            found = self._read(text)
            _remember(self._texts, text, found)
        return found

    def _read(self, text: str) -> Said:
        if self.is_evidence:
            return cells.graded(text)
        if self.is_split:
            return cells.chosen([self.item(part) for part in cells.parts_of(text)])
        return cells.said(self.ruleset, self.question, text)

    @cached_property
    def is_split(self) -> bool:
        """Whether a text is a list, whose items are read one by one."""
        is_listed = self.question.type == "many" and not self.is_evidence
        return is_listed and not cells.is_whole(self.ruleset, self.question)

    def item(self, text: str | None) -> str | Mark | Unreadable:
        """Return what an item of a list says."""
        written = (text or "").strip()
        found = self._items.get(written)
        if found is None:
            found = cells.item(self.ruleset, self.question, written)
            _remember(self._items, written, found)
        return found


_MOST_REMEMBERED: Final = 100_000


def _remember(known: dict[str, Any], text: str, found: object) -> None:
    if len(known) < _MOST_REMEMBERED:
        known[text] = found
