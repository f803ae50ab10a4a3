"""`impact-check areas`: figures from a table of the council's own, for the areas that a decision names."""

from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import open_file
from impact_check.cli.output import look_here, say, say_wrapped, wrapped
from impact_check.cli.read_only import print_json
from impact_check.measures import AreaTable

AREAS_SCHEMA = "impact-check/areas/1"

CAUTION = (
    "Figures about an area tell where to look. They say nothing about any one person, and being poor or far from a bus "
    "doesn't show what makes people there lonely."
)


def areas(table: str, file: str, source: str | None, day: str | None, pack: str | None, *, as_json: bool) -> None:
    """Print the rows of the areas named, with source, date and every warning."""
    from impact_check import api

    opened = open_file(file, pack, None)
    named = api.named_areas(opened.ruleset, opened.assessment, opened.result)
    if not named:
        raise Stop(Exit.INVALID, f"{file} names no area, such as a ward, so there is nothing to look up in {table}.")
    ids = [area.area.id for area in named]
    found = api.area_table(opened.ruleset, Path(table), ids, source=source, day=day)
    misfits = [area.label for area in named if area.standing in ("ended", "not_yet")]
    if as_json:
        print_json(AREAS_SCHEMA, {**found.model_dump(mode="json"), "not_in_force_on_the_day_of_the_change": misfits})
        return
    for label in misfits:
        say_wrapped(f"Warning: on the day of the change there is no {label}. Answer the question about areas again.")
    _show(found)


def _show(found: AreaTable) -> None:
    for area in found.areas:
        say()
        say_wrapped(area.label)
        if not area.rows:
            _item("The table has no row for it.")
        for row in area.rows:
            for figure in row.figures:
                _item(f"{figure.what}: {figure.value}")
            _item(f"Source: {row.source}, {row.date}")
            if row.warning:
                _item(f"Warning: {row.warning}")
    say()
    if found.other_rows:
        say_wrapped(f"Rows about other areas, not shown: {found.other_rows}.")
    if found.unknown:
        say_wrapped(f"Areas that this questionnaire doesn't list: {', '.join(found.unknown)}.")
    for warning in found.warnings:
        say_wrapped(f"Warning: {warning}")
    say_wrapped(CAUTION)


def _item(text: str) -> None:
    say(wrapped(text, look_here().width, first="- ", indent=2))
