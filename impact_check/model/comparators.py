"""National figures to read a survey beside, each with its survey, area, ages and year: content, not code."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from impact_check.model.base import Frozen
from impact_check.model.translated import Plain, Text

_Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$")]

Indicator = Literal["often_always", "some_or_more", "never"]
"""Which answers to the direct question are counted: often/always; that or some of the time; never."""


class Comparator(Frozen):
    """One published figure on the direct question."""

    id: _Slug
    indicator: Indicator
    percent: float = Field(ge=0, le=100)
    percent_to: float | None = Field(default=None, ge=0, le=100)
    """The upper end, where several years are given as a range."""
    survey: Text
    area: Text
    """England, Great Britain, ... Figures of different areas or surveys aren't one series."""
    ages: Text
    period: Plain
    """When people were asked: `2024/25`."""
    source: _Slug
    note: Text | None = None

    @model_validator(mode="after")
    def _range_runs_upwards(self) -> Self:
        if self.percent_to is not None and self.percent_to <= self.percent:
            raise ValueError("percent_to must be above percent")
        return self
