"""What a contract can be held to: conditions, and mitigations that earn credit; and the row of a register."""

import csv
import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from impact_check import api
from impact_check.model.assessment import Condition

from .examples import Given, given, put_forward

CONDITION = Condition(id="C1", what="Keep the Tuesday lunch", owner="Service manager", due=date(2027, 2, 1))


def found(*conditions: Condition) -> dict[str, Any]:
    return json.loads(api.contract_kpis_json(*given(put_forward(*conditions)).all))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_they_follow_their_schema() -> None:
    schema = Draft202012Validator(api.kpis_schema())
    told = found(CONDITION)

    schema.validate(told)
    assert not schema.is_valid({**told, "mood": "good"})


def test_a_condition_has_its_day_and_owner_and_no_measure_that_nobody_gave() -> None:
    condition = found(CONDITION)["kpis"][0]

    assert condition == {
        "id": "C1",
        "kind": "condition",
        "what": "Keep the Tuesday lunch",
        "measure": "",
        "owner": "Service manager",
        "delivered_by": "",
        "due": "2027-02-01",
        "against": "",
        "verified": False,
    }


def test_only_mitigations_that_earn_credit_are_there_with_what_would_show_that_they_work() -> None:
    case = given()
    earned = {each.mitigation for each in case.result.mitigations if each.credit}
    told = json.loads(api.contract_kpis_json(*case.all))

    assert 0 < len(earned) < len(case.assessment.mitigations)
    assert {each["id"] for each in told["kpis"]} == earned
    assert told["kpis"][0]["measure"] == "The same people come, counted at three months."
    assert told["put_forward"] is False


def test_the_table_says_the_same_and_what_each_is_aimed_at() -> None:
    case = given(put_forward(CONDITION))
    table = rows(api.contract_kpis_csv(*case.all))

    assert [row["Id"] for row in table] == [each["id"] for each in found(CONDITION)["kpis"]]
    assert table[0]["From the assessment"] == "LIA-2026-001"
    assert table[1]["Against"] == "M01: Meeting place closes"


def test_without_any_there_is_a_table_with_headings_alone() -> None:
    plain = given().assessment.model_copy(update={"mitigations": ()})

    assert rows(api.contract_kpis_csv(*given(plain).all)) == []


def test_a_row_of_a_register_says_rating_days_and_what_is_permitted() -> None:
    (row,) = rows(api.register_csv(*given(put_forward(CONDITION)).all))

    assert row["Reference"] == "LIA-2026-001"
    assert (row["As proposed: confirmed"], row["After mitigation: possible"]) == ("severe", "high")
    assert (row["Day of the decision"], row["Takes effect"], row["Review"]) == ("2026-12-15", "2027-04-01", "")
    assert row["Permitted"] == "Change the plan and assess it again; Stop"
    assert row["Who must sign"] == "Author; Head of Service"
    assert row["Put forward"].startswith("Go ahead with conditions")


@pytest.fixture
def workbook() -> Any:
    return openpyxl.load_workbook(io.BytesIO(api.register_xlsx(*given().all))).worksheets[0]


def test_the_workbook_has_the_same_columns_with_days_as_days_and_numbers_as_numbers(workbook: Any) -> None:
    heads, values = ([cell.value for cell in row] for row in workbook.iter_rows(max_row=2))
    row = dict(zip(heads, values, strict=True))

    (table,) = rows(api.register_csv(*given().all))
    assert heads == list(table)[:-1]  # A workbook needs no note on what was changed.
    assert row["Day of the decision"].date() == date(2026, 12, 15)
    assert row["Unknowns"] == int(table["Unknowns"])
    assert row["Rating in words"] == table["Rating in words"]


def test_rows_of_two_assessments_have_the_same_columns() -> None:
    short = given().assessment.model_copy(update={"answers": {}, "mitigations": (), "evidence": ()})
    case: Given = given(short)

    assert list(rows(api.register_csv(*case.all))[0]) == list(rows(api.register_csv(*given().all))[0])
