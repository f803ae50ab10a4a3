"""Spark and Dask say of every row what one machine says. Run with `make test-spark`."""

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from impact_check.bulk import rate_table
from impact_check.loading import load_ruleset
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("default"),  # Other people's programs, which warn of each other.
]

ROWS = 200_000
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def decisions() -> pa.Table:
    """Return made-up decisions: every kind of answer, don't knows, blanks, and some cells that can't be read."""
    ruleset = load_ruleset("kirklees")
    draw = np.random.default_rng(2026)
    columns: dict[str, pa.Array] = {
        "id": pa.array(np.arange(ROWS)),
        "directorate": pa.array(draw.choice(["Adults", "Children", "Places"], ROWS)),
    }
    for id_ in sorted(ruleset.bears_on_rating):
        cells = np.array([*_cells(ruleset, ruleset.questions[id_]), "dont_know", ""], dtype=object)
        columns[id_] = pa.array(cells[draw.integers(0, len(cells), ROWS)], pa.string())
        if ruleset.questions[id_].evidence:
            columns[f"{id_}.evidence"] = pa.array(draw.choice(["", "A", "B", "C", "D"], ROWS))
    people = columns["people_now"].to_pylist()
    people[::1000] = ["about thirty"] * len(people[::1000])
    columns["people_now"] = pa.array(people)
    return pa.table(columns)


def _cells(ruleset: Ruleset, question: Question) -> Iterator[str]:
    options = [option.id for option in ruleset.options[question.id]]
    match question.type:
        case "yes_no" | "one":
            yield from options
        case "many":
            yield from options
            yield ";".join(options[:2])
        case "number":
            yield from map(str, (question.minimum, question.minimum + 1, question.maximum))
        case "date":
            yield from ("2026-12-01", "2027-04-01", "2030-01-01")
        case _:
            yield "A text."


@pytest.fixture(scope="module")
def on_one_machine(decisions: pa.Table) -> list[dict[str, Any]]:
    rated = rate_table("kirklees", decisions).to_pylist()
    assert len(rated) == ROWS
    assert sum(row["faults"] is not None for row in rated) == ROWS // 1000
    assert {row["rating_possible"] for row in rated} >= {"high", "severe", None}
    return rated


def test_spark_says_the_same_of_every_row(
    decisions: pa.Table, on_one_machine: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyspark.sql import SparkSession

    for name in ("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON"):
        monkeypatch.setenv(name, sys.executable)
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    try:
        screen = runpy.run_path(str(EXAMPLES / "spark_screen.py"))["screen"]
        given = session.createDataFrame(decisions).repartition(4, "id")

        rated = screen(given).toArrow().sort_by("id")
    finally:
        session.stop()

    assert rated.to_pylist() == on_one_machine


def test_dask_says_the_same_of_every_row(decisions: pa.Table, on_one_machine: list[dict[str, Any]]) -> None:
    import dask
    import dask.dataframe as dd
    import pandas as pd

    screen = runpy.run_path(str(EXAMPLES / "dask_screen.py"))["screen"]
    given = dd.from_pandas(decisions.to_pandas(types_mapper=pd.ArrowDtype), npartitions=7)

    with dask.config.set(scheduler="processes", num_workers=2):
        rated = screen(given).compute()

    table = pa.Table.from_pandas(rated, preserve_index=False)
    assert table.to_pylist() == on_one_machine
