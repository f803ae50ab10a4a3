"""The shape of an answers file and of a worked case: answers by question id, evidence, mitigations."""

from datetime import date
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from impact_check.model.assessment import Evidence, EvidenceId, Mitigation
from impact_check.model.base import Frozen

_Text = Annotated[str, StringConstraints(min_length=1)]


class Given(Frozen):
    """Answers as people write them in YAML or JSON.

    Each is a plain value, `dont_know`, `unanswered`, or keys: `{value, evidence, note}`,
    `{dont_know: true, who, by_when, note}`, `{not_applicable: reason, note}`.
    """

    given: dict[str, JsonValue] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    mitigations: tuple[Mitigation, ...] = ()


NOT_STATED = "not stated"
"""Who answered, where a file doesn't say."""


class GivenAlternative(Given):
    """Another option as people write it: a title, and the answers that differ from the proposal's."""

    id: EvidenceId | None = None
    """O1, O2 and so on, if it isn't given."""
    title: str = ""
    summary: str = ""
    nothing: bool = False
    """It is the option in which nothing changes. Its answers are the questionnaire's own."""


class AnswersFile(Given):
    """An answers file: a whole assessment, written by hand or by another program."""

    questionnaire: _Text = "kirklees"
    """The pack that the answers belong to."""
    id: _Text = "assessment"
    """What the assessment is called; a case number, for example."""
    by: _Text = NOT_STATED
    """Who answered."""
    on: date | None = None
    """The day it is judged for; today, if it isn't given."""
    alternatives: tuple[GivenAlternative, ...] = ()
    """Other options, to compare with the proposal."""
