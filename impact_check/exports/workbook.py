"""Rows of an action plan or a register -> a workbook (XLSX): texts as texts, days as days, the head row in sight."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter

from impact_check.exports.actions import Action, action_plan, headings
from impact_check.exports.register import Cell, cells, register_headings, register_row
from impact_check.exports.shown import name_of_decision
from impact_check.language import current, direction, tr
from impact_check.report.formats import moment, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.summary import fact_line

MAX_CELL = 32_000
"""Characters. A cell of a workbook holds 32,767; a longer text would be left out."""

_PLAN_WIDTHS = (18, 16, 50, 44, 30, 14, 28)
_REGISTER_WIDTHS = (20, 44, 28, 24, 14, 14, 14, 14, 34, 14, 14, 14, 14, 24, 10, 20, 40, 40, 34, 40, 16, 28)
"""Of the columns, in characters."""


def action_workbook(lookup: Lookup) -> bytes:
    """Return the action plan of an assessment as a workbook, in the language spoken; the same bytes each time."""
    return plan_xlsx(
        action_plan(lookup),
        title=tr("Action plan: {title}", title=name_of_decision(lookup)),
        author=_author(lookup),
        created=lookup.assessment.created,
    )


def register_workbook(lookup: Lookup) -> bytes:
    """Return the row of an assessment in a register as a workbook, as `action_workbook` does."""
    return table_xlsx(
        register_headings(),
        (cells(register_row(lookup)),),
        _REGISTER_WIDTHS,
        sheet=tr("Register"),
        title=tr("Register: {title}", title=name_of_decision(lookup)),
        author=_author(lookup),
        created=lookup.assessment.created,
    )


def _author(lookup: Lookup) -> str:
    organisation = lookup.questionnaire.facts.organisation
    return fact_line(lookup, organisation, 80) if lookup.value(organisation) else ""


def plan_xlsx(plan: tuple[Action, ...], *, title: str, author: str, created: datetime) -> bytes:
    """Return a plan as a workbook. created: for its properties; no other time gets in."""
    rows = ((action.kind, action.id, action.what, action.why, action.who, action.due, action.state) for action in plan)
    return table_xlsx(
        headings(), rows, _PLAN_WIDTHS, sheet=tr("Action plan"), title=title, author=author, created=created
    )


def table_xlsx(
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
    *,
    sheet: str,
    title: str,
    author: str,
    created: datetime,
) -> bytes:
    """Return rows as a workbook with one sheet. A text is never a formula or a link, whatever it begins with."""
    written = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(written, never)
    at = datetime.fromisoformat(moment(created)).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": title[:255], "author": author[:255], "created": at})
    page = book.add_worksheet(_sheet_name(sheet))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3F2F1", "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True})
    other = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left", "border": 1})
    count = book.add_format({"valign": "top", "align": "left", "border": 1})
    for place, (heading, width) in enumerate(zip(heads, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            match cell:
                case str():
                    page.write_string(last, place, shorten(cell, MAX_CELL), text)
                case int():
                    page.write_number(last, place, cell, count)
                case date():
                    page.write_datetime(last, place, datetime.combine(cell, time.min), other)
                case None:
                    page.write_blank(last, place, None, other)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(widths) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if direction(current()) == "rtl":
        page.right_to_left()
    book.close()
    return written.getvalue()


def _sheet_name(name: str) -> str:
    """Return a name as Excel allows it: at most 31 characters, none of some signs."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31]
