"""A report -> what committees, calendars, spreadsheets, web pages and procurement systems take.

Texts need no other library: `implications`, `integrated_form`, `action_plan`, `plan_csv`, and in modules of their own
`markdown`, `fragment`, `register`, `kpis`, `ocds`, `events`. Office files are made in modules that are to be imported
inside `office_library`: `docx.report_docx`, `calendar.calendar`, `workbook.action_workbook`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from impact_check.errors import MissingLibraryError
from impact_check.exports.actions import Action, action_plan, plan_csv
from impact_check.exports.implications import implications
from impact_check.exports.integrated import integrated_form
from impact_check.exports.shown import shown
from impact_check.language import tr

__all__ = [
    "Action",
    "action_plan",
    "implications",
    "integrated_form",
    "office_library",
    "plan_csv",
    "shown",
]

_OFFICE = frozenset(["docx", "icalendar", "lxml", "xlsxwriter"])


@contextmanager
def office_library() -> Iterator[None]:
    """Import what writes office files; raise MissingLibraryError, with what to install, if it isn't there."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _OFFICE:
            raise
        told = tr("This needs the library {name}. Install it with: {command}", name=error.name, command=_INSTALL)
        raise MissingLibraryError(told) from error


_INSTALL = 'pip install "impact-check[office]"'
