"""Areas: dated lists of a pack, and questions that take their options from them."""

from pathlib import Path

import pytest

from impact_check.loading import load_ruleset
from impact_check.loading.pack import read_pack
from impact_check.proving import lint
from loading.bad_content.ids import AREAS, WARDS
from loading.planted import write_out

LISTS = """area_lists:
  - id: new-wards
    title: Wards since 2026
    kind: ward
    valid_from: 2026-05-07
    sources: [elmshire-2026]
    areas:
      - {id: elm_new, name: Elm, code: E05099999}
      - {id: oak, name: Oak}
  - id: old-wards
    title: Wards until 2026
    kind: ward
    valid_from: 2004-06-10
    valid_to: 2026-05-06
    complete: false
    note: The rest is in the Order.
    sources: [elmshire-2026]
    areas:
      - {id: elm_old, name: Elm}
  - id: hubs
    title: Hub areas
    kind: hub area
    sources: [elmshire-2026]
    areas:
      - {id: hub_north, name: North}
"""
QUESTION = """section: wards
title: Wards
order: 40
questions:
  - id: wards
    text: Which wards?
    why: To tell their councillors.
    type: many
    role: context
    options_from: areas
"""


@pytest.fixture
def with_areas(files: dict[str, str]) -> dict[str, str]:
    files[AREAS] = LISTS
    files[WARDS] = QUESTION
    return files


def labels(here: Path) -> list[str]:
    return [option.label for option in load_ruleset(here / "elmshire").options["wards"]]


def test_options_are_the_areas_with_their_validity(with_areas: dict[str, str], here: Path) -> None:
    write_out(with_areas, here)

    assert labels(here) == [
        "Elm (ward from May 2026)",
        "Oak (ward from May 2026)",
        "Elm (ward, June 2004 to May 2026)",
        "North (hub area)",
        "None of these",
    ]
    assert lint(here / "elmshire").faults == ()


def test_a_question_may_offer_some_lists_only(with_areas: dict[str, str], here: Path) -> None:
    with_areas[WARDS] += "    area_lists: [hubs]\n"
    write_out(with_areas, here)

    assert labels(here) == ["North (hub area)", "None of these"]


def test_a_list_that_is_not_there_is_told(with_areas: dict[str, str], here: Path) -> None:
    with_areas[WARDS] += "    area_lists: [hub]\n"
    write_out(with_areas, here)

    (fault,) = read_pack(here / "elmshire").faults

    assert str(fault).startswith("elmshire/sections/wards.yaml:11:18: error no-areas: there is no list of areas 'hub'")


def test_conditions_may_read_areas(with_areas: dict[str, str], here: Path) -> None:
    with_areas[WARDS] += "    screening: true\nconditions:\n  in_elm: any_of(wards, elm_new, elm_old)\n"
    write_out(with_areas, here)

    assert set(load_ruleset(here / "elmshire").named) == {"closes_something", "in_elm"}


def test_an_area_that_conditions_name_must_be_there(with_areas: dict[str, str], here: Path) -> None:
    with_areas[WARDS] += "conditions:\n  in_elm: elm_knew in wards\n"
    write_out(with_areas, here)

    (fault,) = read_pack(here / "elmshire").faults

    assert fault.code == "unknown-option"
    assert "did you mean 'elm_new'?" in fault.message


def test_bundled_wards_are_two_lists_of_23() -> None:
    new, old = load_ruleset("kirklees").questionnaire.area_lists

    assert (len(new.areas), len(old.areas)) == (23, 23)
    assert (old.valid_to.isoformat(), new.valid_from.isoformat()) == ("2026-05-06", "2026-05-07")
    assert {area.name for area in old.areas} - {area.name.replace("&", "and") for area in new.areas} == {
        "Colne Valley",
        "Crosland Moor and Netherton",
        "Golcar",
        "Newsome",
    }
