"""Surveys of loneliness, and figures for areas."""

from collections.abc import Iterable
from pathlib import Path

from impact_check.engine.areas import NamedArea
from impact_check.engine.areas import named_areas as areas_in
from impact_check.errors import Fault, TableError
from impact_check.measures import AreaTable, Survey, SurveyColumn, SurveyScores, survey_sheet
from impact_check.measures import read_area_table as find_rows
from impact_check.measures import read_survey as read_tables
from impact_check.measures import score_survey as score_responses
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.rules import Ruleset


def survey_columns() -> tuple[SurveyColumn, ...]:
    """Return each heading of the survey table with what may stand below it, in order."""
    return survey_sheet().columns


def survey_page() -> str:
    """Return the survey sheet with the four questions in exact words, as one HTML page to print or show."""
    from impact_check.report.survey_sheet import render_survey_sheet

    return render_survey_sheet(survey_sheet())


def read_survey(baseline: Path, follow_up: Path | None = None, *, by: str | None = None) -> Survey:
    """Read survey answers from one CSV file, or from one for each time.

    by: heading of the column to group by. Raises TableError with every fault, by row and column.
    """
    return read_tables([(str(path), _content(path)) for path in (baseline, follow_up) if path], by)


def score_survey(ruleset: Ruleset, survey: Survey) -> SurveyScores:
    """Score a survey: shares with 95% intervals, small counts hidden, beside the questionnaire's national figures."""
    return score_responses(survey, ruleset.questionnaire.comparators)


def named_areas(ruleset: Ruleset, assessment: Assessment, result: Result) -> tuple[NamedArea, ...]:
    """Return the wards and other areas that the answers name, and whether each is in force on the day of the change."""
    return areas_in(ruleset.questionnaire, assessment, result)


def area_table(
    ruleset: Ruleset, table: Path, areas: Iterable[str], *, source: str | None = None, day: str | None = None
) -> AreaTable:
    """Find what a table of figures (CSV) says about some areas, given by id.

    source, day: where all figures come from and what they are of, if the table has no columns for that.
    Raises TableError with every fault, by row and column.
    """
    lists = ruleset.questionnaire.area_lists
    return find_rows(_content(table), str(table), areas, lists, source=source, day=day)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        raise TableError((Fault(str(path), 0, 0, "unreadable", message),)) from error
