"""Areas that people name when they say where: wards and the like, each list with the days it is in force.

Boundaries change, and a new ward may bear the name of an old one. So an area belongs to a dated list, and is never
known by its name alone.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from impact_check.language import month, tr
from impact_check.model.base import Frozen
from impact_check.model.translated import Plain, Text

_Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,59}$")]
_Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$")]

Standing = Literal["in_force", "ended", "not_yet"]


class AreaFact(Frozen):
    """One published figure about an area."""

    what: Text
    value: Text
    """As it should be printed, with its unit."""
    date: Plain
    """What it is of: a year or a day, as the source says."""
    source: _Slug


class Area(Frozen):
    """One area. Its id is an option that questions with `options_from: areas` offer."""

    id: _Identifier
    name: Text
    code: Plain | None = None
    """The code of the statistics office, where it was seen."""
    facts: tuple[AreaFact, ...] = ()


class AreaList(Frozen):
    """Areas of one kind that were in force together."""

    id: _Slug
    title: Text
    kind: Text
    """What one of them is called: ward, hub area, ..."""
    valid_from: date | None = None
    """First day in force; absent if it doesn't matter any more."""
    valid_to: date | None = None
    """Last day in force; absent while it is."""
    complete: bool = True
    """Every area of the kind is listed."""
    note: Text | None = None
    """Limits; where to take the rest from, if the list isn't complete."""
    sources: tuple[_Slug, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        if not self.complete and self.note is None:
            raise ValueError("a list that isn't complete needs a note that says where to take the rest from")
        return self

    def standing(self, on: date) -> Standing:
        """Tell whether the list is in force on a day."""
        if self.valid_from and on < self.valid_from:
            return "not_yet"
        return "ended" if self.valid_to and on > self.valid_to else "in_force"

    def label(self, area: Area) -> str:
        """Return an area's name with its kind and, where it isn't in force for ever, from or until when."""
        first, last = _month(self.valid_from), _month(self.valid_to)
        names = {"name": area.name, "kind": self.kind, "first": first, "last": last}
        if first and last:
            return tr("{name} ({kind}, {first} to {last})", **names)
        if first:
            return tr("{name} ({kind} from {first})", **names)
        return tr("{name} ({kind} until {last})", **names) if last else tr("{name} ({kind})", **names)


def _month(day: date | None) -> str:
    return month(day) if day else ""
