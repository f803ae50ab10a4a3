"""An action plan -> a workbook (XLSX) with one sheet: texts as texts, days as days, the head row kept in sight."""

import io
from datetime import UTC, datetime, time

import xlsxwriter

from impact_check.exports.actions import Action, action_plan, headings
from impact_check.exports.shown import name_of_decision
from impact_check.language import current, direction, tr
from impact_check.report.formats import moment, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.summary import fact_line

MAX_CELL = 32_000
"""Characters. A cell of a workbook holds 32,767; a longer text would be left out."""

_WIDTHS = (18, 16, 50, 44, 30, 14, 28)
"""Of the columns, in characters."""


def action_workbook(lookup: Lookup) -> bytes:
    """Return the action plan of an assessment as a workbook, in the language spoken; the same bytes each time."""
    facts = lookup.questionnaire.facts
    return plan_xlsx(
        action_plan(lookup),
        title=tr("Action plan: {title}", title=name_of_decision(lookup)),
        author=fact_line(lookup, facts.organisation, 80) if lookup.value(facts.organisation) else "",
        created=lookup.assessment.created,
    )


def plan_xlsx(plan: tuple[Action, ...], *, title: str, author: str, created: datetime) -> bytes:
    """Return a plan as a workbook. created: for its properties; no other time gets in."""
    written = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(written, never)
    at = datetime.fromisoformat(moment(created)).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": title[:255], "author": author[:255], "created": at})
    sheet = book.add_worksheet(_sheet_name(tr("Action plan")))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3F2F1", "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True})
    day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left", "border": 1})
    for place, (heading, width) in enumerate(zip(headings(), _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, head)
    for row, action in enumerate(plan, start=1):
        cells = (action.kind, action.id, action.what, action.why, action.who, None, action.state)
        for place, said in enumerate(cells):
            if said is not None:
                sheet.write_string(row, place, shorten(said, MAX_CELL), text)
            elif action.due:
                sheet.write_datetime(row, place, datetime.combine(action.due, time.min), day)
            else:
                sheet.write_blank(row, place, None, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(plan), 1), len(_WIDTHS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if direction(current()) == "rtl":
        sheet.right_to_left()
    book.close()
    return written.getvalue()


def _sheet_name(name: str) -> str:
    """Return a name as Excel allows it: at most 31 characters, none of some signs."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31]
