"""Rows of texts -> a table that a spreadsheet opens as texts (CSV)."""

import csv
import io
from collections.abc import Iterable, Sequence

from impact_check.language import tr

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet may run a cell that begins so, also in full width, instead of showing it."""


def table_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, which Excel needs, and a last column for a note.

    A text that a spreadsheet might take for a formula has ' before it, and the note says so.
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow((*headings, tr("Note")))
    changed = tr("A ' was put before a text that a spreadsheet might take for a formula.")
    for row in rows:
        safe = tuple(map(no_formula, row))
        table.writerow((*safe, changed if safe != tuple(row) else ""))
    return written.getvalue().encode("utf-8-sig")


def no_formula(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text
