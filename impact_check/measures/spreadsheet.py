"""The bytes of a CSV file -> its rows, whichever spreadsheet saved it.

Copes with UTF-8 with or without a byte order mark, UTF-16, Windows-1252; commas, semicolons, tabs; Excel's `sep=` line;
blank rows. Rows are numbered as the spreadsheet shows them, beginning with 1.
"""

import csv
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from impact_check.errors import Fault, TableError
from impact_check.language import number, tr

_LARGEST = 10_000_000
_SEPARATORS = (",", ";", "\t", "|")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One row that isn't blank. Cells are stripped; there are as many as headings."""

    number: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """A table with headings."""

    path: str
    headings: tuple[str, ...]
    """As written."""
    keys: tuple[str, ...]
    """Headings made comparable: `Lack companionship?` is `lack_companionship`."""
    rows: tuple[Row, ...]
    blank_rows: int
    """Blank rows between others; those at the end don't count."""

    def column(self, *names: str) -> int | None:
        """Return the position of the first heading that is one of these keys."""
        return next((place for place, key in enumerate(self.keys) if key in names), None)

    def fault(self, row: int, column: int, code: str, message: str) -> Fault:
        """Make a fault about a cell; column counts from 0."""
        told = tr("row {row}, {column}: {message}", row=row, column=self.named(column), message=message)
        return Fault(self.path, row, column + 1, code, told)

    def named(self, column: int) -> str:
        """Return a column as people find it: `column D (left_out)`."""
        return tr("column {letters} ({heading})", letters=letters(column), heading=self.headings[column])


def read_sheet(content: bytes, path: str, known: Collection[str]) -> Sheet:
    """Read a table.

    known: keys of headings that the reader hopes for; they tell the separator, and where the headings begin.
    Raises TableError with every fault in the table's form.
    """
    lines = _LINES.findall(_decoded(content, path))
    declared = _SEP_LINE.fullmatch(lines[0]) if lines else None
    if declared:
        lines = lines[1:]  # A spreadsheet doesn't show this line, nor count it.
    separator = declared[1] if declared else _separator(next((line for line in lines if line.strip()), ""), known)
    try:
        rows = list(csv.reader(lines, delimiter=separator))
    except csv.Error as error:
        message = tr("this can't be read as a table: {reason}. Save it as CSV again", reason=error)
        raise _refused(path, "not-a-table", message) from error
    return _sheet(path, [tuple(cell.strip() for cell in row) for row in rows])


def key_of(heading: str) -> str:
    """Make a heading or an answer comparable: small letters and digits, joined by underscores."""
    return re.sub(r"[\W_]+", "_", heading.casefold()).strip("_")


def letters(column: int) -> str:
    """Return the letters that a spreadsheet shows above a column; 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _decoded(content: bytes, path: str) -> str:
    if len(content) > _LARGEST:
        message = tr("this is larger than {count} bytes. Split it, or take out other columns", count=number(_LARGEST))
        raise _refused(path, "too-large", message)
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        message = tr("this is a workbook, not CSV. In the spreadsheet, choose Save as: CSV")
        raise _refused(path, "not-a-table", message)
    try:
        if content[:2] in _UTF_16:
            return content.decode("utf-16")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252")
    except UnicodeDecodeError as error:
        message = tr("this is not text. In the spreadsheet, choose Save as: CSV UTF-8")
        raise _refused(path, "not-a-table", message) from error


def _separator(heading_line: str, known: Collection[str]) -> str:
    """Return the separator that makes most of the headings known ones; a comma if none does."""

    def hits(separator: str) -> int:
        cells = next(csv.reader([heading_line], delimiter=separator), [])
        return sum(key_of(cell) in known for cell in cells)

    return max(_SEPARATORS, key=lambda separator: (hits(separator), heading_line.count(separator)))


def _sheet(path: str, rows: list[tuple[str, ...]]) -> Sheet:
    if not any(any(row) for row in rows):
        message = tr("the table is empty. The first row must hold the headings, the others the answers")
        raise _refused(path, "empty", message)
    place = next(place for place, row in enumerate(rows) if any(row))
    headings = rows[place]
    while headings and not headings[-1]:
        headings = headings[:-1]
    sheet = Sheet(path, headings, tuple(key_of(heading) for heading in headings), (), 0)
    faults = list(_heading_faults(sheet, place + 1))
    kept: list[Row] = []
    for row, cells in enumerate(rows[place + 1 :], start=place + 2):
        if not any(cells):
            continue
        if any(cells[len(headings) :]):
            message = tr(
                "row {row}: there are more cells than headings. Put text that holds the separator in quotes", row=row
            )
            faults.append(Fault(path, row, len(headings) + 1, "too-many-cells", message))
        kept.append(Row(row, (*cells, *[""] * len(headings))[: len(headings)]))
    if faults:
        raise TableError(tuple(faults))
    blank = kept[-1].number - (place + 1) - len(kept) if kept else 0
    return sheet._replace(rows=tuple(kept), blank_rows=blank)


def _heading_faults(sheet: Sheet, row: int) -> Iterator[Fault]:
    for column, key in enumerate(sheet.keys):
        if key and key in sheet.keys[:column]:
            first = letters(sheet.keys.index(key))
            message = tr("column {letters} has this heading too. Keep one of them", letters=first)
            yield sheet.fault(row, column, "heading-twice", message)


def _refused(path: str, code: str, message: str) -> TableError:
    return TableError((Fault(path, 0, 0, code, message),))
