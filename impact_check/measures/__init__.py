"""Figures that a council brings: survey answers, scored with care for small numbers and for chance."""

from impact_check.measures.area_table import AreaTable, read_area_table
from impact_check.measures.responses import Survey, read_survey
from impact_check.measures.score import score_survey
from impact_check.measures.scores import SurveyScores
from impact_check.measures.sheet import SurveyColumn, SurveySheet, survey_sheet, survey_table

__all__ = [
    "AreaTable",
    "Survey",
    "SurveyColumn",
    "SurveyScores",
    "SurveySheet",
    "read_area_table",
    "read_survey",
    "score_survey",
    "survey_sheet",
    "survey_table",
]
