"""The closed scales: level, severity, exposure, evidence grade, and the confirmed-possible pair."""

from enum import IntEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from impact_check.model.base import Frozen


class Level(IntEnum):
    """How bad: of a risk factor, a principle or the whole decision. Ordered, never added or multiplied."""

    NONE = 0
    LOW = 1
    MODERATE = 2
    HIGH = 3
    SEVERE = 4

    def __str__(self) -> str:
        """Return its name as JSON has it: a number would be taken for a score."""
        return self.name.lower()

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class Exposure(IntEnum):
    """Who bears a risk factor.

    LIMITED: few people, or ready alternatives, or easily reversed. RAISED: people at risk among those
    affected, or lasting. ACUTE: mainly people at risk, or two vulnerabilities in the same people, or no
    alternative within reach, or it can't be undone.
    """

    LIMITED = 1
    RAISED = 2
    ACUTE = 3


def _by_name(scale: type[IntEnum]) -> Any:
    names = {member.name.lower(): member for member in scale}

    def read(value: object) -> object:
        if isinstance(value, scale):
            return value
        if isinstance(value, str) and value in names:
            return names[value]
        raise ValueError(f"must be one of {', '.join(names)}")

    return (
        BeforeValidator(read),
        PlainSerializer(lambda member: member.name.lower(), return_type=str),
        WithJsonSchema({"type": "string", "enum": list(names)}),
    )


LevelName = Annotated[Level, *_by_name(Level)]
"""A level, written by its name (`none`, `low`, `moderate`, `high`, `severe`) in YAML and JSON."""

ExposureName = Annotated[Exposure, *_by_name(Exposure)]
"""An exposure, written by its name (`limited`, `raised`, `acute`) in YAML and JSON."""

Grade = Literal["A", "B", "C", "D"]
"""Strength of evidence: A independent data or research, B the service's own data, C consultation or lived
experience on record, D professional judgement. A is the strongest."""


class Bounds(Frozen):
    """A rating as a pair: what is known to be true, and what may be true given the unknowns."""

    confirmed: LevelName
    """The level that the known answers alone establish."""
    possible: LevelName
    """The level if every unknown turned out badly. Never below `confirmed`."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.possible < self.confirmed:
            raise ValueError("possible can't be below confirmed")
        return self

    def __str__(self) -> str:
        return f"confirmed {self.confirmed}, possible {self.possible}"

    @property
    def is_settled(self) -> bool:
        """No unknown can change this level."""
        return self.confirmed == self.possible
