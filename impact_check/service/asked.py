"""What requests hold. Each kind comes twice: with an assessment (`.lia.json`), or with answers alone."""

from datetime import date
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from impact_check.model.answers_file import AnswersFile
from impact_check.model.assessment import Assessment
from impact_check.model.base import Frozen
from impact_check.model.gate import GatePolicy
from impact_check.model.questionnaire import Identifier

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class _How(Frozen):
    questionnaire: Name | None = None
    """The name of a questionnaire that this server has; never a path. By default, the one that the assessment or the
    answers name."""
    language: Name | None = None
    """BCP 47, such as `cy`. By default, that of the assessment, or English."""
    on: date | None = None
    """The day it is judged for. By default, the day that the answers name, or else the server's own day; the response
    says which."""


class _Assess(_How):
    texts: bool = True
    """With the words for every id and code in the result."""
    summary: bool = True
    """With page 1 of the report as plain text."""
    explanation: bool = False
    """With all explanations as plain text: which answers, which rule, which source."""


class _Next(_How):
    skip: Annotated[tuple[Identifier, ...], Field(max_length=1_000)] = ()
    """Questions passed over. They come last, and those that may stay blank not at all."""
    count: Annotated[int, Field(ge=1, le=500)] = 1
    """How many questions to return at most. An answer to one may change which others are asked."""
    look_ahead: bool = False
    """Also work out whether what is left can still change the result. It takes longer."""


class _Report(_How):
    public: bool = False
    """Leave out what isn’t public, and list what was left out."""


class _OfAssessment(Frozen):
    assessment: Assessment
    """An assessment file, whole."""


class _OfAnswers(Frozen):
    answers: AnswersFile
    """Answers by question id, as in an answers file."""


class AssessAssessment(_Assess, _OfAssessment):
    """Rate an assessment."""


class AssessAnswers(_Assess, _OfAnswers):
    """Rate answers."""


class NextOfAssessment(_Next, _OfAssessment):
    """What to ask next, of an assessment."""


class NextOfAnswers(_Next, _OfAnswers):
    """What to ask next, of answers."""


class ReportAssessment(_Report, _OfAssessment):
    """The report of an assessment."""


class ReportAnswers(_Report, _OfAnswers):
    """The report of answers."""


class CompareAssessment(_How, _OfAssessment):
    """Hold the options of an assessment side by side."""


class CompareAnswers(_How, _OfAnswers):
    """Hold the options in answers side by side."""


class GateAssessment(Frozen):
    """Hold an assessment against a policy."""

    assessment: Assessment
    """An assessment file, whole. A sign-off that it claims for itself counts for nothing."""
    policy: GatePolicy
    """As in `gate.toml`. What isn’t said has the strict value."""
    reference: Annotated[str, StringConstraints(max_length=200)] = ""
    """The id of the decision that is to go through; empty if any may."""
    on: date | None = None
    """The day it is judged for. By default, the server's own."""


Asked = (
    AssessAssessment
    | AssessAnswers
    | NextOfAssessment
    | NextOfAnswers
    | ReportAssessment
    | ReportAnswers
    | CompareAssessment
    | CompareAnswers
)
"""A request about one decision."""


class DecisionAsked(Frozen):
    """One decision of many."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """What the caller calls it. It is given back."""
    given: dict[str, JsonValue]
    """Answers by question id, as in an answers file. What is missing is unknown, never “no”."""


class ScreenAsked(Frozen):
    """Rate many decisions as proposed, without evidence or mitigations."""

    questionnaire: Name = "kirklees"
    """The name of a questionnaire that this server has."""
    language: Name | None = None
    on: date | None = None
    """The day they are judged for. By default, the server's own; the response says so."""
    decisions: Annotated[tuple[DecisionAsked, ...], Field(min_length=1, max_length=200)]
    texts: bool = False
    """With the words for ids and codes, once for all."""
