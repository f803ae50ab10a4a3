"""A council's own table of figures by area -> the rows of the areas that a decision names, and what doesn't fit them.

Columns: `area` (a name), `code`, or both; `source` and `date` of the figures; and any others, which are the figures.
They are shown as they are written. Nothing is computed from them, nothing is ranked.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from impact_check.errors import Fault, TableError
from impact_check.measures.spreadsheet import Row, Sheet, key_of, read_sheet
from impact_check.model.areas import Area, AreaList
from impact_check.model.base import Frozen

_NAME = ("area", "area_name", "name", "ward", "ward_name")
_CODE = ("code", "area_code", "ward_code")


class Figure(Frozen):
    """One figure of an area, as written."""

    what: str
    value: str


class AreaRow(Frozen):
    """One row of the table that is about an area."""

    row: int
    """As the spreadsheet numbers it."""
    figures: tuple[Figure, ...]
    source: str
    date: str
    """As written."""
    warning: str = ""
    """Why the row may be about another area of that name; empty if nothing speaks for that."""


class AreaFigures(Frozen):
    """An area with its rows of the table; none if the table lacks it."""

    area: str
    """Its id."""
    label: str
    rows: tuple[AreaRow, ...]


class AreaTable(Frozen):
    """What a table says about the areas that were asked for."""

    areas: tuple[AreaFigures, ...]
    other_rows: int
    """Rows about other areas, passed over."""
    unknown: tuple[str, ...]
    """Areas in the table that no list holds, as written."""
    warnings: tuple[str, ...]
    """Other rows whose figures are of a time at which no area of that name was in force."""


def read_area_table(
    content: bytes,
    path: str,
    wanted: Iterable[str],
    lists: Sequence[AreaList],
    *,
    source: str | None = None,
    day: str | None = None,
) -> AreaTable:
    """Find the rows of some areas.

    wanted: ids of areas. source, day: where all figures come from and what day or year they are of, if the table has no
    such columns. Raises TableError with every row that lacks an area, a source or a date.
    """
    sheet = read_sheet(content, path, {*_NAME, *_CODE, "source", "date"})
    reader = _Reader(sheet, source, day)
    rows = tuple(reader.rows())
    if reader.faults:
        raise TableError(tuple(reader.faults))
    chosen = set(wanted)
    places = [_Place(area, held) for held in lists for area in held.areas]
    named = [place for place in places if place.area.id in chosen]
    found = tuple(
        AreaFigures(
            area=place.area.id,
            label=place.held.label(place.area),
            rows=tuple(_shown(row, place) for row in rows if row.is_of(place.area)),
        )
        for place in named
    )
    other = [row for row in rows if not any(row.is_of(place.area) for place in named)]
    unknown = (row.called for row in other if not any(row.is_of(place.area) for place in places))
    warnings = (warning for row in other if (warning := _out_of_time(row, places)))
    return AreaTable(
        areas=found,
        other_rows=len(other),
        unknown=tuple(dict.fromkeys(unknown)),
        warnings=tuple(warnings),
    )


class _Place(NamedTuple):
    """An area with the list that it belongs to."""

    area: Area
    held: AreaList


@dataclass(frozen=True)
class _Read:
    """One row as read."""

    number: int
    name: str
    code: str
    figures: tuple[Figure, ...]
    source: str
    day: str
    period: tuple[date, date]
    """First and last day that the date may mean."""

    @property
    def called(self) -> str:
        """What the row calls its area."""
        return self.name or self.code

    def is_of(self, area: Area) -> bool:
        """Tell whether the row means this area: by its code if both have one, or else by its name or id."""
        if self.code and area.code:
            return _comparable(self.code) == _comparable(area.code)
        return _comparable(self.called) in (_comparable(area.name), _comparable(area.id))


class _Reader:
    def __init__(self, sheet: Sheet, source: str | None, day: str | None) -> None:
        self.sheet = sheet
        self.faults: list[Fault] = []
        self.name = sheet.column(*_NAME)
        self.code = sheet.column(*_CODE)
        self.given = {"source": source, "date": day}
        self.columns = {"source": sheet.column("source"), "date": sheet.column("date")}

    def rows(self) -> Iterator[_Read]:
        if self.name is None and self.code is None:
            found = ", ".join(heading for heading in self.sheet.headings if heading)
            message = f"there is no column area, with names or codes; there are {found}"
            self.faults.append(Fault(self.sheet.path, 1, 0, "no-area", message))
        for what, column in self.columns.items():
            if column is None and not self.given[what]:
                message = f"no {what} is given; add a column {what}, or use --{what} for the whole table"
                self.faults.append(Fault(self.sheet.path, 1, 0, f"no-{what}", message))
        if self.faults:
            return
        for row in self.sheet.rows:
            source, day = self.about(row, "source"), self.about(row, "date")
            period = _period(day)
            if day and period is None:
                message = f"“{day}” is no day, month or year; write 2021, 2021-03 or 2021-03-21"
                self.refuse(row, self.columns["date"], "wrong-date", message)
            name, code = self.cell(row, self.name), self.cell(row, self.code)
            if not name and not code:
                self.refuse(row, self.name, "no-area", "no area is named; write its name or code, or take the row out")
            if period:
                yield _Read(row.number, name, code, tuple(self.figures(row)), source, day, period)

    def about(self, row: Row, what: str) -> str:
        written = self.cell(row, self.columns[what]) or self.given[what] or ""
        if not written:
            self.refuse(row, self.columns[what], f"no-{what}", f"no {what} is given; fill it in, or use --{what}")
        return written

    def figures(self, row: Row) -> Iterator[Figure]:
        apart = {self.name, self.code, *self.columns.values()}
        for column, (heading, cell) in enumerate(zip(self.sheet.headings, row.cells, strict=True)):
            if column not in apart and heading and cell:
                yield Figure(what=heading, value=cell)

    def cell(self, row: Row, column: int | None) -> str:
        return "" if column is None else row.cells[column]

    def refuse(self, row: Row, column: int | None, code: str, message: str) -> None:
        if column is None:
            self.faults.append(Fault(self.sheet.path, row.number, 0, code, f"row {row.number}: {message}"))
        else:
            self.faults.append(self.sheet.fault(row.number, column, code, message))


def _comparable(called: str) -> str:
    return key_of(called.replace("&", " and ")).removesuffix("_ward")


def _shown(row: _Read, place: _Place) -> AreaRow:
    warning = _mismatch(row, place) or _doubt(row, place)
    if warning:
        warning += f" Don't take the figures for {place.area.name} unless the source says which boundaries it used."
    return AreaRow(row=row.number, figures=row.figures, source=row.source, date=row.day, warning=warning)


def _mismatch(row: _Read, place: _Place) -> str:
    """Say that a row is of a time before or after its area; nothing if it isn't."""
    first, last = row.period
    area, held = place
    if held.valid_from and last < held.valid_from:
        return (
            f"Row {row.number} is of {row.day}, before {held.label(area)} was there. "
            f"A {held.kind} of that name then may have had other boundaries."
        )
    if held.valid_to and first > held.valid_to:
        return (
            f"Row {row.number} is of {row.day}, when {held.label(area)} was no more. "
            f"A {held.kind} of that name now may have other boundaries."
        )
    return ""


def _doubt(row: _Read, place: _Place) -> str:
    """Say that a row's time, such as a year, began before or ended after its area's; nothing if it lies within."""
    first, last = row.period
    area, held = place
    if (held.valid_from and first < held.valid_from) or (held.valid_to and last > held.valid_to):
        return f"Row {row.number} is of {row.day}, and {held.label(area)} was there for a part of that time only."
    return ""


def _out_of_time(row: _Read, places: Iterable[_Place]) -> str:
    """Say that every area that a row may mean is of another time; nothing if one fits, or there is none."""
    mismatches = [_mismatch(row, place) for place in places if row.is_of(place.area)]
    return mismatches[0] if mismatches and all(mismatches) else ""


def _period(written: str) -> tuple[date, date] | None:
    """Return the first and last day that a year, month or day may mean, or None if it is none of them."""
    text = written.strip()
    try:
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
            year, month = int(found[1]), int(found[2])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):  # As spreadsheets in Britain save days.
            day = date(int(found[3]), int(found[2]), int(found[1]))
            return day, day
        return date.fromisoformat(text), date.fromisoformat(text)
    except ValueError:
        return None
