"""What may stand in a cell, and what comes of it."""

from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

from impact_check.bulk import rate_table
from impact_check.errors import TableError
from impact_check.rules import Ruleset
from tests.bulk.small import RULESET
from tests.engine import build

QUESTIONS = len(RULESET.bears_on_rating)

DATED = build.ruleset(
    build.question("ends", "date"),
    build.question("left", "number", allow_not_applicable=True),
    rules=(build.rule("R1", "ends < '2027-04-01'", severity="high"), build.rule("R2", "left > 3", severity="low")),
)


def rated(column: pa.Array, question: str, ruleset: Ruleset = RULESET) -> list[dict[str, Any]]:
    table = rate_table(ruleset, pa.table({question: column}), ["rules"])
    assert isinstance(table, pa.Table)
    return table.to_pylist()


def known(question: str, *cells: Any, of: pa.DataType | None = None) -> list[bool | str]:
    """Return whether each cell is an answer, or what is wrong with it."""
    rows = rated(pa.array(list(cells), of), question)
    return [row["faults"] or row["unknown_answers"] < QUESTIONS for row in rows]


def test_ids_and_labels_are_answers() -> None:
    label = RULESET.options["change"][1].label

    assert known("change", "cut", " CUT ", label, label.upper(), "'cut") == [True, True, True, True, "change: “'cut” is none of the options; did you mean 'cut'?"]  # fmt: skip  # noqa: E501


def test_words_for_what_isnt_known_and_empty_cells_are_not_known() -> None:
    words = ("dont_know", "Don't know", "not known", "unanswered", "", "  ", None)

    assert known("change", *words) == [False] * len(words)
    assert known("users", *words) == [False] * len(words)
    assert known("groups_affected", *words) == [False] * len(words)


def test_yes_and_no_may_be_truth_values() -> None:
    rows = rated(pa.array([True, False, None]), "reach")

    # “Yes” reassures, and lacks the evidence that it needs.
    assert [row["unknown_answers"] for row in rows] == [QUESTIONS, QUESTIONS - 1, QUESTIONS]
    assert known("reach", "No", "n", "FALSE", "nein")[:3] == [True, True, True]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_text_of_every_kind_is_read(kind: pa.DataType) -> None:
    assert known("change", "cut", None, "dont_know", of=kind) == [True, False, False]
    assert known("groups_affected", "V01;V02", None, "none_of_these", of=kind) == [True, False, True]


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint8(), pa.int64(), pa.float64()], ids=str)
def test_numbers_of_every_kind_are_read(kind: pa.DataType) -> None:
    assert known("users", 3, 0, None, of=kind) == [True, True, False]


def test_number_that_is_not_whole_or_out_of_range_is_a_reject() -> None:
    assert known("users", 3.0, float("nan"), 5.5) == [True, False, "users: Enter a whole number, like 25"]
    assert known("users", 3, 501) == [True, "users: Enter a number between 0 and 500"]
    assert known("users", "1,000", "£25", "25") == ["users: Enter a number between 0 and 500", True, True]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([date(2027, 3, 31), date(2027, 4, 1), None]),
        pa.array([datetime(2027, 3, 31, 23, 59), datetime(2027, 4, 1), None]),  # As tables hold it.
        pa.array(["2027-03-31", "1 April 2027", ""]),
        pa.array(["31/3/2027", "1/4/2027", "dont_know"]).dictionary_encode(),
    ],
    ids=["days", "moments", "texts", "numbered"],
)
def test_dates_of_every_kind_are_read(cells: pa.Array) -> None:
    assert [row["rule.R1"] for row in rated(cells, "ends", DATED)] == ["true", "false", "unknown"]


def test_what_does_not_apply_is_not_unknown_where_that_is_allowed() -> None:
    cells = pa.array(["not_applicable", "n/a: no places", "5"])

    assert [row["rule.R2"] for row in rated(cells, "left", DATED)] == ["false", "false", "true"]
    (refused,) = known("change", "n/a")
    assert str(refused).startswith("change: this question always applies; write an answer or dont_know")


def test_list_names_options_or_stands_alone() -> None:
    alone = "groups_affected: none_of_these and dont_know stand alone: choose either one of them or options"
    cells = (["V01"], ["V01", "V02", "V01"], ["none_of_these"], [], None, ["dont_know"])

    assert known("groups_affected", *cells) == [True, True, True, False, False, False]
    assert known("groups_affected", ["V01", "none_of_these"], ["V01", "dont_know"]) == [alone, alone]
    assert known("groups_affected", "V01;none_of_these", "V01;;V02; ") == [alone, True]


def test_list_where_one_answer_is_asked_is_the_wrong_type() -> None:
    with pytest.raises(TableError, match="“change” holds list"):
        rated(pa.array([["cut"]]), "change")


def test_row_that_cant_be_read_has_no_rating_and_the_others_have() -> None:
    rows = rated(pa.array(["cut", "shut", "cut"]), "change")

    assert [row["rating_confirmed"] for row in rows] == ["low", None, "low"]
    assert [row["rule.R2"] for row in rows] == ["true", None, "true"]


def test_table_may_begin_anywhere_in_its_arrays() -> None:
    cells = pa.array(["close", None, "cut", "keep", "shut"] * 40)
    truth = pa.array([True, None, False, False, True] * 40)
    table = pa.table({"change": cells, "reach": truth, "groups_affected": [["V01"], None, [], ["V02"], None] * 40})

    whole = rate_table(RULESET, table)
    for start in (1, 8, 77):
        assert rate_table(RULESET, table.slice(start)).to_pylist() == whole.to_pylist()[start:]
