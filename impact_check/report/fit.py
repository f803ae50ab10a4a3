"""Choose how much goes on page 1, so that it stays one page: what doesn't fit is counted there and stands further on.

Heights are estimates in millimetres of the layout in templates/report/report.css, on the safe side.
tests/report/test_pdf.py prints the longest cases and counts the pages.
"""

from collections.abc import Callable, Iterable
from math import ceil
from typing import NamedTuple

from impact_check.report.page_one_parts import Summary

_PAGE = 274.0
_LINE, _SMALL_LINE, _TITLE_LINE = 4.7, 4.2, 7.6
_FULL, _HALF, _CARD, _VALUE, _FACT, _SMALL, _SMALL_BOLD, _TITLE = 98, 43, 46, 84, 24, 112, 98, 54
"""Characters to a line: of the full width, a column, a card, a table value, a short fact, small print plain and bold,
the title. A capital of the title takes up to two."""


class Caps(NamedTuple):
    """How many of each stand on page 1, and how long texts may be there, as a share of their usual limits."""

    harms: int
    conflicts: int
    unknowns: int
    share: float = 1.0

    def letters(self, usual: int) -> int:
        """Return the characters that a text may have here."""
        return round(usual * self.share)


_CHOICES = (
    Caps(5, 4, 5),
    Caps(4, 4, 4),
    Caps(4, 3, 3),
    Caps(3, 3, 3),
    Caps(3, 2, 3),
    Caps(3, 2, 3, 0.7),
    Caps(3, 1, 3, 0.5),
    Caps(2, 1, 2, 0.5),
    Caps(2, 1, 2, 0.4),
)


def fitted(write: Callable[[Caps], Summary], title: str) -> Summary:
    """Write page 1 with as much as fits on it. `write` writes it with the given caps."""
    for caps in _CHOICES[:-1]:
        summary = write(caps)
        if height(summary, title) <= _PAGE:
            return summary
    return write(_CHOICES[-1])


def height(summary: Summary, title: str) -> float:
    """Estimate the height of page 1 in millimetres."""
    cards = max((_lines(card.sentence, _CARD) + _lines(card.pair.words, 22) - 1 for card in summary.cards), default=0)
    below = _lines(f"{summary.counts} {summary.unmitigated}", _SMALL) + _lines(summary.challenge, _SMALL_BOLD)
    harms = sum(_LINE * (1 + _lines(f"{harm.sentence} {harm.number}", _FULL)) + 0.5 for harm in summary.harms)
    strengths = sum(_LINE * _lines(line, _FULL) + 0.5 for line in summary.strengths)
    conflicts = _column(summary.conflicts, summary.conflicts_note)
    unknown = _column(summary.unknown, summary.unknown_note)
    permitted = _column(summary.permitted, "")
    signatories = _column(summary.signatories[: ceil(len(summary.signatories) / 2)], "")
    facts = [" ".join(line.text for line in row.value) for row in summary.facts]
    headings = (5 if summary.strengths else 4) * 7.5
    return (
        15
        + _TITLE_LINE * _lines(title + "·" * sum(letter.isupper() for letter in title), _TITLE)
        + sum(_lines(" ".join(line.text for line in row.value), _VALUE) * 4.5 + 1.7 for row in summary.rows)
        + (6.5 + 4.5 * max((_lines(value, _FACT) for value in facts), default=0))
        + 24
        + _LINE * cards
        + _SMALL_LINE * below
        + harms
        + _SMALL_LINE * _lines(summary.harms_note, _SMALL)
        + strengths
        + _SMALL_LINE * _lines(summary.strengths_note, _SMALL)
        + max(conflicts, unknown)
        + max(permitted, signatories)
        + _SMALL_LINE * _lines(summary.permitted_note, _SMALL)
        + _SMALL_LINE * _lines(summary.put_forward, _SMALL_BOLD)
        + headings
        + 12
    )


def _column(items: Iterable[str], note: str) -> float:
    return sum(_LINE * _lines(item, _HALF) + 0.5 for item in items) + _SMALL_LINE * _lines(note, _HALF + 6)


def _lines(text: str, characters: int) -> int:
    return ceil(len(text) / characters)
