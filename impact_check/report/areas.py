"""Show the areas that answers name: their validity, published figures, and a warning where they don't fit the day."""

from collections.abc import Iterator

from impact_check.engine.areas import NamedArea, change_date, named_areas
from impact_check.language import tr
from impact_check.report.formats import day, passage
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Row


def area_rows(lookup: Lookup) -> tuple[Row, ...]:
    """Return one row with a line for each area named; none if no answer names any."""
    named = named_areas(lookup.questionnaire, lookup.assessment, lookup.result)
    lines = [line for area in named for line in _lines(area, lookup)]
    return (Row(tr("Areas"), passage("\n".join(lines))),) if lines else ()


def _lines(named: NamedArea, lookup: Lookup) -> Iterator[str]:
    change = change_date(lookup.questionnaire, lookup.assessment)
    if change and named.standing == "ended":
        yield tr("{area}: no longer in force on {day}, when the change takes effect", area=named.label, day=day(change))
    elif change and named.standing == "not_yet":
        yield tr("{area}: not yet in force on {day}, when the change takes effect", area=named.label, day=day(change))
    else:
        yield named.label
    for fact in named.area.facts:
        yield tr(
            "{what}: {value} ({date}; {source})",
            what=fact.what,
            value=fact.value,
            date=fact.date,
            source=lookup.source_short(fact.source),
        )
