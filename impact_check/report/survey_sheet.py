"""Print a survey sheet as one self-contained HTML page, to be printed or shown."""

from impact_check.measures import SurveySheet
from impact_check.report.html import environment


def render_survey_sheet(sheet: SurveySheet) -> str:
    """Return the sheet as HTML."""
    return environment().get_template("measures/sheet.html.j2").render(sheet=sheet)
