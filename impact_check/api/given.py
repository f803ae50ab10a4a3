"""Answers and assessments held as values, not files -> assessments, and where what doesn't fit stands."""

from datetime import datetime

from impact_check.interview import Misfit, fill, fill_alternatives
from impact_check.model.answers_file import NOT_STATED, AnswersFile
from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.text import clean_text
from impact_check.rules import Ruleset
from impact_check.storage import upgraded


def fill_answers(
    ruleset: Ruleset, answers: AnswersFile, *, at: datetime, by: str = ""
) -> tuple[Assessment, tuple[Misfit, ...]]:
    """Turn what fits of some answers into an assessment, and tell what doesn't by the way to it from the top.

    at: the time to note beside each answer. by: who answered, if the answers don't say.
    """
    named = by if by and answers.by == NOT_STATED else answers.by
    named = " ".join(clean_text(named).text.split()) or NOT_STATED
    assessment, misfits = fill(ruleset, answers, id=answers.id, by=named, at=at)
    assessment, more = fill_alternatives(ruleset, assessment, answers.alternatives, by=named, at=at)
    return assessment, (*misfits, *more)


def is_newer(assessment: Assessment) -> bool:
    """Tell whether a newer version of the package wrote an assessment, so that this one can't know what it means."""
    return assessment.schema_version > SCHEMA_VERSION


def in_this_format(assessment: Assessment) -> Assessment:
    """Return an assessment of an older format in the present one. Of a newer one, see `is_newer`."""
    return upgraded(assessment)
