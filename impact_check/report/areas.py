"""Show the areas that answers name: their validity, published figures, and a warning where they don't fit the day."""

from collections.abc import Iterator

from impact_check.engine.areas import NamedArea, change_date, named_areas
from impact_check.report.formats import day, passage
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Row


def area_rows(lookup: Lookup) -> tuple[Row, ...]:
    """Return one row with a line for each area named; none if no answer names any."""
    named = named_areas(lookup.questionnaire, lookup.assessment, lookup.result)
    lines = [line for area in named for line in _lines(area, lookup)]
    return (Row("Areas", passage("\n".join(lines))),) if lines else ()


_MISFITS: dict[str | None, str] = {"ended": "no longer", "not_yet": "not yet"}


def _lines(named: NamedArea, lookup: Lookup) -> Iterator[str]:
    change = change_date(lookup.questionnaire, lookup.assessment)
    misfit = _MISFITS.get(named.standing, "")
    yield named.label + (
        f": {misfit} in force on {day(change)}, when the change takes effect" if change and misfit else ""
    )
    for fact in named.area.facts:
        yield f"{fact.what}: {fact.value} ({fact.date}; {lookup.source_short(fact.source)})"
