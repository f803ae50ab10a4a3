"""The action plan: what must be done, as a table and as a workbook."""

import csv
import io
import zipfile
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from impact_check import api
from impact_check.exports import action_plan, plan_csv, shown
from impact_check.model.assessment import Condition
from tests.report import build

from .examples import Given, given, put_forward, written

CONDITION = Condition(id="C1", what="Keep the Tuesday lunch", owner="Service manager", due=date(2027, 2, 1))


def table(found: Given) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(api.action_plan_csv(*found.all).decode("utf-8-sig"))))


def sheet(found: Given) -> Worksheet:
    return load_workbook(io.BytesIO(api.action_plan_xlsx(*found.all))).active


def test_it_lists_mitigations_conditions_unknowns_and_checks() -> None:
    assessment = put_forward(CONDITION, assessment=build.assessment())
    answers = {**assessment.answers, "only_place": build.dont_know("Service manager", date(2026, 12, 1))}
    kinds = [row["Kind"] for row in table(given(assessment.model_copy(update={"answers": answers})))]
    assert list(dict.fromkeys(kinds)) == [
        "Mitigation",
        "Condition",
        "To find out",
        "Must be put right",
        "Should be put right",
    ]


def test_a_row_says_what_who_when_and_how_it_stands() -> None:
    row = next(row for row in table(given(put_forward(CONDITION))) if row["Id"] == "C1")
    assert row == {
        "Kind": "Condition",
        "Id": "C1",
        "What to do": "Keep the Tuesday lunch",
        "Why": "The decision is put forward on this condition.",
        "Who": "Service manager",
        "By when": "2027-02-01",
        "State": "Put forward",
        "Note": "",
    }


def test_nobody_and_no_day_are_said_or_left_blank_never_made_up() -> None:
    row = next(row for row in table(given()) if row["Id"] == "X2")
    assert (row["Who"], row["By when"]) == ("Nobody is named", "")


def test_the_table_begins_with_a_byte_order_mark_for_excel() -> None:
    assert api.action_plan_csv(*given().all).startswith(b"\xef\xbb\xbf")


def test_a_text_like_a_formula_is_kept_from_being_one_and_the_row_says_so() -> None:
    row = next(row for row in table(given(written("=1+1"))) if row["Id"] == "C1")
    assert (row["What to do"], row["Who"]) == ("'=1+1", "'=1+1")
    assert row["Note"] == "A ' was put before a text that a spreadsheet might take for a formula."


def test_the_workbook_says_the_same_as_the_table() -> None:
    rows = [[cell.value for cell in row] for row in sheet(given()).iter_rows(min_row=2)]
    told = [[_as_in_csv(value) for value in row] for row in rows]
    assert told == [list(row.values())[:-1] for row in table(given())]


def _as_in_csv(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value or "")


def test_the_workbook_has_days_as_days_texts_as_texts_and_its_head_in_sight() -> None:
    found = sheet(given(written("=1+1")))
    kinds = {cell.data_type for row in found.iter_rows(min_row=2) for cell in row}
    assert kinds == {"s", "d", "n"}  # Texts, days, and blanks: no formula.
    assert found.freeze_panes == "A2"
    assert all(cell.alignment.wrap_text for cell in found[2] if cell.data_type == "s")


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost() -> None:
    action = sheet(given(written("word " * 10_000)))["C2"].value
    assert action.startswith("word word")
    assert action.endswith("…")


def test_the_workbook_is_the_same_each_time() -> None:
    first = api.action_plan_xlsx(*given().all)
    assert first == api.action_plan_xlsx(*given().all)
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_plan_is_there_as_values_too() -> None:
    plan = action_plan(shown(*given().all, public=False))
    assert plan[0].due == date(2027, 3, 1)
    assert plan_csv(plan) == api.action_plan_csv(*given().all)
