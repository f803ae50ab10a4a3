"""The text that a decision is held against: principles, goals, values, each with id, wording and source."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from impact_check.model.base import Frozen
from impact_check.model.translated import Text

_Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$")]


class Wording(Frozen):
    """The words of one document; documents of one strategy may differ."""

    source: _Slug
    text: Text


class Element(Frozen):
    """One principle, goal, value ... of a strategy, and what in the questionnaire speaks to it."""

    id: _Slug
    kind: Literal[
        "vision",
        "goal",
        "principle",
        "action",
        "value",
        "way_of_working",
        "outcome",
        "i_statement",
        "priority",
        "factor",
        "linked_strategy",
    ]
    wordings: tuple[Wording, ...] = Field(min_length=1)
    """The words of each document, the current one first."""
    plain: Text
    """What it asks of a decision, in plain words."""
    factors: tuple[_Slug, ...] | Literal["all"] = ()
    """Risk factors that go against it. `all` is for YAML only: loading puts every factor in its place."""
    checks: tuple[_Slug, ...] = ()
    """Process checks that must be met before it can be called supported."""
    shown_when: Annotated[str, StringConstraints(min_length=1, max_length=400)] | None = None
    """A condition under which the answers show that the decision supports it."""

    @model_validator(mode="after")
    def _all_is_not_for_principles(self) -> Self:
        if self.factors == "all" and self.kind == "principle":
            raise ValueError("'factors: all' is for a vision or goal; name the factors that this principle speaks of")
        return self


class Strategy(Frozen):
    """A strategy document, or several that say the same."""

    id: _Slug
    title: Text
    status: Literal["draft", "adopted"]
    elements: tuple[Element, ...] = Field(min_length=1)
