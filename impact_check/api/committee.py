"""An assessment and its result -> what committees, calendars and spreadsheets take."""

from impact_check.language import speaking
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.rules import Ruleset


def report_docx(
    ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False, appendix: str = ""
) -> bytes:
    """Return the report as a Word document (DOCX, A4), to attach to a committee paper. public: as for `report_html`.

    appendix: such as `Appendix 2`: this heading comes first, and all headings of the report go down one level.
    Raises ReportError if a text is too large, MissingLibraryError without python-docx.
    """
    from impact_check.exports import office_library
    from impact_check.report import report_page

    with office_library():
        from impact_check.exports.docx import report_docx as write
    with speaking(ruleset.questionnaire.language):
        return write(report_page(ruleset, assessment, result, public=public)[1], appendix=appendix)


def implications(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> str:
    """Return “Loneliness implications”, half a page of plain text to paste into a committee report."""
    from impact_check import exports

    with speaking(ruleset.questionnaire.language):
        return exports.implications(exports.shown(ruleset, assessment, result, public=public))


def integrated_form(
    ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False, case: str = ""
) -> str:
    """Return what goes into the fields of a council's own integrated impact assessment form, as plain text.

    case: the number of that assessment, such as `IIA-123456789`; without it, the one among the answers.
    """
    from impact_check import exports

    with speaking(ruleset.questionnaire.language):
        return exports.integrated_form(exports.shown(ruleset, assessment, result, public=public), case=case)


def calendar(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the days on which something is due as a calendar file (ICS), with alarms.

    Raises ReportError if no day is on file, MissingLibraryError without icalendar.
    """
    from impact_check import exports

    with exports.office_library():
        from impact_check.exports.calendar import calendar as write
    with speaking(ruleset.questionnaire.language):
        return write(exports.shown(ruleset, assessment, result, public=public))


def action_plan_csv(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return what must be done, by whom and when, as a table (CSV in UTF-8 with a byte order mark)."""
    from impact_check import exports

    with speaking(ruleset.questionnaire.language):
        return exports.plan_csv(exports.action_plan(exports.shown(ruleset, assessment, result, public=public)))


def action_plan_xlsx(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the same as a workbook. Raises MissingLibraryError without XlsxWriter."""
    from impact_check import exports

    with exports.office_library():
        from impact_check.exports.workbook import action_workbook as write
    with speaking(ruleset.questionnaire.language):
        return write(exports.shown(ruleset, assessment, result, public=public))
