"""Print a survey sheet as one self-contained HTML page, to be printed or shown."""

from impact_check.measures import SurveySheet
from impact_check.report.html import render


def render_survey_sheet(sheet: SurveySheet) -> str:
    """Return the sheet as HTML."""
    return render("measures/sheet.html.j2", sheet=sheet)
