"""From a file to a file: formats, rejects, totals, and runs that are cut off."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from impact_check.bulk import ScreenOptions, machine, screen_file, sources
from impact_check.errors import TableError
from tests.bulk.small import RULESET

KEYS = ("id", "directorate", "change", "users", "reach", "groups_affected")
ROWS: list[dict[str, Any]] = [
    dict(zip(KEYS, row, strict=True))
    for row in (
        ("a", "Adults", "close", "120", "no", "V01; V02"),
        ("b", "Adults", "close", None, "yes", "V02"),
        ("c", "Place", "keep", "3", None, "none_of_these"),
        ("d", None, "dont_know", "3", "no", None),
        ("e", "Place", "shut", "900", "no", "V02"),
        ("007", "Place", "cut", "3", "no", "V02"),
    )
]
RATED = [("severe", "severe"), ("none", "severe"), ("none", "none"), ("none", "severe"), (None, None), ("low", "low")]


def write(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    table = pa.Table.from_pylist(rows)
    match path.suffix:
        case ".csv":
            pyarrow.csv.write_csv(table, path)
        case ".parquet":
            pq.write_table(table, path)
        case ".feather":
            pyarrow.feather.write_feather(table, path)
        case ".jsonl":
            kept = ({key: value for key, value in row.items() if value is not None} for row in rows)
            path.write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
        case ".parquet":
            return pq.read_table(path).to_pylist()
        case ".feather":
            return pyarrow.feather.read_table(path).to_pylist()
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ratings(rows: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    return [(row["rating_confirmed"], row["rating_possible"]) for row in rows]


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".feather", ".jsonl"])
def test_every_format_says_the_same(tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"rated{ending}"

    summary = screen_file(RULESET, write(tmp_path / f"decisions{ending}"), output)

    assert ratings(read(output)) == RATED
    assert [row["id"] for row in read(output)] == ["a", "b", "c", "d", "e", "007"]
    assert (summary.rows, summary.rejects, summary.ratings.decisions) == (6, 1, 5)
    assert not list(tmp_path.glob("*.unfinished"))


def test_later_reader_sees_what_it_was_rated_with(tmp_path: Path) -> None:
    screen_file(RULESET, write(tmp_path / "decisions.csv"), tmp_path / "rated.parquet")

    kept = pq.read_schema(tmp_path / "rated.parquet").metadata
    pinned = RULESET.pinned
    assert kept[b"impact_check.questionnaire"].decode() == pinned.questionnaire
    assert kept[b"impact_check.sha256"].decode() == pinned.sha256
    assert {row["rated_with"] for row in read(tmp_path / "rated.parquet")} == {
        f"{pinned.version} ({pinned.sha256[:12]})"
    }


def test_totals_count_each_decision_where_it_belongs(tmp_path: Path) -> None:
    summary = screen_file(RULESET, write(tmp_path / "decisions.csv"), tmp_path / "rated.csv")

    by = {breakdown.column: breakdown for breakdown in summary.by}
    assert summary.ratings.possible == {"severe": 3, "high": 0, "moderate": 0, "low": 1, "none": 1}
    assert summary.ratings.confirmed == {"severe": 1, "high": 0, "moderate": 0, "low": 1, "none": 3}
    assert summary.ratings.too_unknown == 2
    assert {part.label: part.ratings.decisions for part in by["directorate"].parts} == {
        "Adults": 2,
        "Place": 2,
        "Not stated": 1,
    }
    assert {part.value: part.ratings.decisions for part in by["groups_affected"].parts} == {
        "V01": 1,
        "V02": 3,
        "none_of_these": 1,
        "": 1,
    }
    (principle,) = summary.principles
    assert (principle.conflicts, principle.at_risk, principle.none_raised) == (1, 2, 2)


def test_totals_by_any_column_a_question_among_them(tmp_path: Path) -> None:
    options = ScreenOptions(by=("change",))
    summary = screen_file(RULESET, write(tmp_path / "decisions.csv"), tmp_path / "rated.csv", options)

    by = {breakdown.column: breakdown for breakdown in summary.by}
    assert by.keys() == {"change", "groups_affected"}
    decided = {part.value: part.ratings.decisions for part in by["change"].parts}
    assert decided == {"close": 2, "keep": 1, "cut": 1, "dont_know": 1}


def test_what_cant_be_read_is_listed_with_row_and_what_to_do(tmp_path: Path) -> None:
    path = write(tmp_path / "decisions.csv")
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:3], "too,few", *lines[3:], ""]), "utf-8")

    summary = screen_file(RULESET, path, tmp_path / "rated.csv")

    with (tmp_path / "rated-rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rejects = list(csv.reader(file))
    assert [reject[:3] for reject in rejects] == [
        ["row", "id", "column"],
        ["3", "", ""],
        ["6", "e", "change"],
        ["6", "e", "users"],
    ]
    assert rejects[1][3].startswith("the row has 2 cells and the first row has 6")
    assert rejects[2][3] == "“shut” is none of the options; write keep, cut or close"
    assert rejects[3][3] == "Enter a number between 0 and 500"
    assert (summary.rows, summary.rejects, summary.ratings.decisions) == (7, 2, 5)
    assert summary.rejects_file == tmp_path / "rated-rejects.csv"


def test_list_of_rejects_of_an_earlier_run_goes(tmp_path: Path) -> None:
    screen_file(RULESET, write(tmp_path / "decisions.csv"), tmp_path / "rated.csv")

    summary = screen_file(RULESET, write(tmp_path / "decisions.csv", ROWS[:4]), tmp_path / "rated.csv")

    assert summary.rejects_file is None
    assert not (tmp_path / "rated-rejects.csv").exists()


# Long runs


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (machine, sources):
        monkeypatch.setattr(module, "BLOCK", 64)


class CutOffError(Exception):
    """Ends a run in its midst."""


def cut_after(rows: int) -> Any:
    def progress(done: int, of: int | None) -> None:  # noqa: ARG001
        if done >= rows:
            raise CutOffError

    return progress


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_run_that_was_cut_off_goes_on_and_ends_in_the_same_bytes(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"decisions{ending}", [{**row, "id": f"{n}"} for n in range(100) for row in ROWS])
    options = ScreenOptions(rows_in_a_part=128)
    whole, again = tmp_path / "whole.parquet", tmp_path / "again.parquet"
    summary = screen_file(RULESET, path, whole, options)

    with pytest.raises(CutOffError):
        screen_file(RULESET, path, again, options, cut_after(400))
    assert not again.exists()
    seen: list[int] = []
    resumed = screen_file(RULESET, path, again, replace(options, resume=True), lambda done, _: seen.append(done))

    assert min(seen) > 300  # What was done is not rated again.
    assert again.read_bytes() == whole.read_bytes()
    assert (tmp_path / "again-rejects.csv").read_bytes() == (tmp_path / "whole-rejects.csv").read_bytes()
    unlike = {"output", "rejects_file"}
    assert resumed.model_dump(exclude=unlike) == summary.model_dump(exclude=unlike)
    assert not (tmp_path / "again.parquet.parts").exists()


@pytest.mark.usefixtures("small_blocks")
def test_run_does_not_go_on_with_another_file(tmp_path: Path) -> None:
    path = write(tmp_path / "decisions.csv", ROWS * 100)
    options = ScreenOptions(rows_in_a_part=128)
    with pytest.raises(CutOffError):
        screen_file(RULESET, path, tmp_path / "rated.csv", options, cut_after(400))
    write(path, ROWS * 101)

    with pytest.raises(TableError, match="this has changed since: input"):
        screen_file(RULESET, path, tmp_path / "rated.csv", replace(options, resume=True))

    assert screen_file(RULESET, path, tmp_path / "rated.csv", options).rows == 606


@pytest.mark.usefixtures("small_blocks")
def test_rows_are_the_same_whatever_block_they_fall_in(tmp_path: Path) -> None:
    path = write(tmp_path / "decisions.parquet", ROWS * 50)

    screen_file(RULESET, path, tmp_path / "rated.parquet")

    assert ratings(read(tmp_path / "rated.parquet")) == RATED * 50


# What a file may be


@pytest.mark.parametrize(
    ("head", "encoding"),
    [("id;change;users", "utf-8-sig"), ("id\tchange\tusers", "utf-8"), ("id,change,users", "utf-16")],
    ids=["semicolons-and-mark", "tabs", "utf-16"],
)
def test_csv_as_spreadsheets_save_it(tmp_path: Path, head: str, encoding: str) -> None:
    separator = head[2]
    path = tmp_path / "decisions.csv"
    path.write_bytes(f"{head}\r\nCafé{separator}cut{separator}3\r\n".encode(encoding))

    screen_file(RULESET, path, tmp_path / "rated.csv")

    (row,) = read(tmp_path / "rated.csv")
    assert (row["id"], row["rating_confirmed"]) == ("Café", "low")


def test_csv_from_an_older_windows(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes("id,change\nCafé,cut\n".encode("windows-1252"))

    screen_file(RULESET, path, tmp_path / "rated.csv")

    assert read(tmp_path / "rated.csv")[0]["id"] == "Café"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("decisions.csv", "id,ward\n1,Elm\n", "no column is named after a question"),
        ("decisions.csv", "", "the file is empty"),
        ("decisions.csv", "change,change\ncut,cut\n", "there are two columns “change”"),
        ("decisions.csv", "change,faults\ncut,x\n", "“faults” has a name that the screening writes"),
        ("decisions.jsonl", '{"ward": "Elm"}\n', "no column is named after a question"),
        ("decisions.parquet", "change\ncut\n", "can’t be read"),
        ("decisions.feather", "change\ncut\n", "can’t be read"),
        ("decisions.txt", "change\ncut\n", "its name must end in one of .parquet"),
    ],
)
def test_file_that_cant_be_rated_says_why(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")

    with pytest.raises(TableError) as caught:
        screen_file(RULESET, path, tmp_path / "rated.csv")

    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_missing_file_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="No such file"):
        screen_file(RULESET, tmp_path / "decisions.csv", tmp_path / "rated.csv")


def test_output_never_takes_the_place_of_the_input(tmp_path: Path) -> None:
    path = write(tmp_path / "decisions.csv")

    with pytest.raises(TableError, match="would take the place of the input"):
        screen_file(RULESET, path, path)


def test_column_that_is_nearly_a_question_is_told_and_not_used(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("change,User,Reach,reach.evidance\ncut,3,no,A\n", "utf-8")

    summary = screen_file(RULESET, path, tmp_path / "rated.csv")

    assert summary.notes == (
        "The column “User” is not used. Did you mean “users”? If so, rename it.",
        "The column “Reach” is not used. Did you mean “reach”? If so, rename it.",
        "The column “reach.evidance” is not used. Did you mean “reach.evidence”? If so, rename it.",
    )
