from datetime import date

import pytest

from impact_check.errors import TableError
from impact_check.measures import AreaTable, read_area_table
from impact_check.measures.area_table import AreaRow, Figure
from impact_check.model.areas import Area, AreaList

NEW = AreaList(
    id="new",
    title="New",
    kind="ward",
    valid_from=date(2026, 5, 7),
    sources=("s",),
    areas=(
        Area(id="elm_new", name="Elm & Ash", code="E05000002"),
        Area(id="oak_new", name="Oak"),
    ),
)
OLD = AreaList(
    id="old",
    title="Old",
    kind="ward",
    valid_to=date(2026, 5, 6),
    sources=("s",),
    areas=(Area(id="elm_old", name="Elm and Ash", code="E05000001"), Area(id="fir_old", name="Fir")),
)


def read(text: str, *wanted: str, source: str | None = None, day: str | None = None) -> AreaTable:
    return read_area_table(text.encode(), "t.csv", wanted, (NEW, OLD), source=source, day=day)


def rows(text: str, wanted: str) -> list[int]:
    (area,) = read(text, wanted).areas
    return [row.row for row in area.rows]


def test_rows_of_an_area_are_found_with_source_and_date() -> None:
    (area,) = read("ward,No car,Source,Date\nOak,31%,Own count,2026-09\nFir,1%,Own count,2020\n", "oak_new").areas

    assert (area.area, area.label) == ("oak_new", "Oak (ward from May 2026)")
    assert area.rows == (
        AreaRow(row=2, figures=(Figure(what="No car", value="31%"),), source="Own count", date="2026-09"),
    )


@pytest.mark.parametrize("written", ["Elm & Ash", "elm and ash", "ELM AND ASH WARD", "elm_new"])
def test_names_are_matched_however_they_are_written(written: str) -> None:
    assert rows(f"area,source,date\n{written},S,2026-09\n", "elm_new") == [2]


def test_a_code_tells_areas_of_one_name_apart() -> None:
    text = "area,code,source,date\nElm and Ash,E05000001,S,2025\nElm and Ash,E05000002,S,2026-09\n"

    assert (rows(text, "elm_old"), rows(text, "elm_new")) == ([2], [3])


def test_a_name_is_enough_where_the_code_of_the_area_is_not_known() -> None:
    assert rows("area,code,source,date\nOak,E05000003,S,2026-09\n", "oak_new") == [2]


def test_an_area_may_have_several_rows_or_none() -> None:
    text = "area,source,date\nOak,A,2026-09\nOak,B,2026-10\n"

    assert rows(text, "oak_new") == [2, 3]
    assert rows(text, "fir_old") == []


def test_other_rows_are_counted_and_unknown_areas_named() -> None:
    table = read("area,source,date\nOak,S,2026-09\nFir,S,2020\nYew,S,2026\nYew,S,2027\n", "oak_new")

    assert (table.other_rows, table.unknown, table.warnings) == (3, ("Yew",), ())


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        ("2021", True),
        ("2026-04", True),
        ("2026-05-06", True),
        ("06/05/2026", True),
        ("2026", False),
        ("2026-05-07", False),
        ("07/05/2026", False),
        ("2027", False),
    ],
)
def test_figures_older_than_the_area_are_warned_of(day: str, warned: bool) -> None:
    (area,) = read(f"area,source,date\nOak,S,{day}\n", "oak_new").areas

    assert ("before Oak (ward from May 2026) was there" in area.rows[0].warning) is warned


@pytest.mark.parametrize(("wanted", "name"), [("oak_new", "Oak"), ("fir_old", "Fir")])
def test_a_year_in_which_areas_changed_is_warned_of(wanted: str, name: str) -> None:
    (area,) = read(f"area,source,date\n{name},S,2026\n", wanted).areas

    assert "was there for a part of that time only" in area.rows[0].warning


def test_a_day_on_which_the_area_was_there_is_not_warned_of() -> None:
    (area,) = read("area,source,date\nFir,S,2025\n", "fir_old").areas

    assert area.rows[0].warning == ""


def test_old_names_with_new_dates_are_warned_of() -> None:
    (warning,) = read("area,source,date\nFir,S,2026-09\n", "oak_new").warnings

    assert warning.startswith("Row 2 is of 2026-09, when Fir (ward until May 2026) was no more.")


def test_source_and_date_may_be_given_for_the_whole_table() -> None:
    (area,) = read("area,x\nOak,1\n", "oak_new", source="Own count", day="2026-10").areas

    assert (area.rows[0].source, area.rows[0].date) == ("Own count", "2026-10")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "place,x,source,date\nOak,1,S,2021\n",
            ["there is no column area, with names or codes; there are place, x, source, date"],
        ),
        (
            "area,x\nOak,1\nFir,2\n",
            [
                "no source is given; add a column source, or use --source for the whole table",
                "no date is given; add a column date, or use --date for the whole table",
            ],
        ),
        (
            "area,source,date\nOak,,2021\n,S,last year\nFir,S,2021-13\n",
            [
                "row 2, column B (source): no source is given; fill it in, or use --source",
                "row 3, column C (date): “last year” is no day, month or year; write 2021, 2021-03 or 2021-03-21",
                "row 3, column A (area): no area is named; write its name or code, or take the row out",
                "row 4, column C (date): “2021-13” is no day, month or year; write 2021, 2021-03 or 2021-03-21",
            ],
        ),
    ],
    ids=["no-area-column", "no-source-nor-date", "cells"],
)
def test_every_mistake_is_told_at_once(text: str, told: list[str]) -> None:
    with pytest.raises(TableError) as error:
        read(text, "oak_new")

    assert [fault.message for fault in error.value.faults] == told


@pytest.mark.parametrize(
    ("on", "old", "new"),
    [("2026-05-06", "in_force", "not_yet"), ("2026-05-07", "ended", "in_force")],
)
def test_lists_follow_each_other_to_the_day(on: str, old: str, new: str) -> None:
    day = date.fromisoformat(on)

    assert (OLD.standing(day), NEW.standing(day)) == (old, new)
