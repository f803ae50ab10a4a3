"""Figures that a council brings: survey answers, scored with care for small numbers and for chance.

What is here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.measures.area_table import AreaTable, read_area_table
    from impact_check.measures.responses import Survey, read_survey
    from impact_check.measures.score import score_survey
    from impact_check.measures.scores import SurveyScores
    from impact_check.measures.sheet import SurveyColumn, SurveySheet, survey_sheet, survey_table

_NAMES = {
    "impact_check.measures.area_table": "AreaTable read_area_table",
    "impact_check.measures.responses": "Survey read_survey",
    "impact_check.measures.score": "score_survey",
    "impact_check.measures.scores": "SurveyScores",
    "impact_check.measures.sheet": "SurveyColumn SurveySheet survey_sheet survey_table",
}
"""Module -> what of it is here."""

_PLACES = {name: (module, name) for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:  # A type checker that saw it would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Import what is asked for, once."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, name_there = _PLACES[name]
        value = getattr(import_module(module), name_there)
        globals()[name] = value
        return value


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
