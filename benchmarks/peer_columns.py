"""Columns of decisions known in every point -> what OpenFisca-core makes of them by the same rules, beside us.

OpenFisca is the engine that governments' own tax and benefit models run on: numpy arrays, one formula a variable.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from decision_columns import Array, Columns, answers, arrow, columns
from known_decisions import judged
from ratios import Ratio, Show, beside, in_time, interleaved, not_measured, run_alone

from impact_check import api
from impact_check.rules import Ruleset

ROWS = 1_000_000
FEW = 50_000
BLOCK = 65_536
CHECKED = 200
"""So many of the few are compared with the interpreter; all of them with ours."""
NAME = "columns: OpenFisca-core: our bounds of the same rules, and the rating"


def measure(show: Show) -> list[Ratio]:
    try:
        from openfisca_model import model_of
    except ImportError as error:
        return [not_measured(NAME, f"{error.name} is not installed")]
    try:
        from impact_check.bulk import rate_batches, rate_table
    except ImportError as error:
        return [not_measured(NAME, f"{error.name} is not here")]
    ruleset = api.load_questionnaire("kirklees")
    model = model_of(ruleset)
    few, many = columns(ruleset, FEW), columns(ruleset, ROWS)
    check(ruleset, few, model(few)(), rate_table(ruleset, arrow(few), ("rules",)))
    show("OpenFisca-core", f"gives our answers on all of {FEW:,} rows")
    calls: dict[str, Callable[[], object]] = {}
    for made in (few, many):
        batches = arrow(made).to_batches(max_chunksize=BLOCK)
        calls[f"OpenFisca-core, {made.rows:,} decisions"] = model(made)
        calls[f"ours, {made.rows:,} decisions"] = lambda batches=batches: all(
            each.num_rows for each in rate_batches(ruleset, batches, ("rules",))
        )
    seconds = interleaved(calls, rounds=3, lasting=0)
    each = {name: taken / (ROWS if f"{ROWS:,}" in name else FEW) for name, taken in seconds.items()}
    for name, taken in each.items():
        show(name, f"{in_time(taken)} a decision")
    theirs, ours = (each[f"{who}, {ROWS:,} decisions"] for who in ("OpenFisca-core", "ours"))
    note = (
        f"{in_time(theirs)} against {in_time(ours)} a decision at {ROWS:,}, all rules given out. Ours reads a table of "
        "words, allows for unknowns and rates as well; OpenFisca is given its own codes and works out the rules alone"
    )
    return [beside(NAME, theirs / ours, note)]


def check(ruleset: Ruleset, made: Columns, found: Mapping[str, Array], rated: Any) -> None:
    """Compare the rules of every row with ours, and of some rows with the interpreter."""
    for row in range(CHECKED):
        decision = judged(ruleset, answers(made, row))
        assert {rule for rule, holds in found.items() if holds[row]} == decision.fired, row  # noqa: S101
    for rule in ruleset.rules:
        truths = np.asarray(rated.column(f"rule.{rule}").cast("string")) == "true"
        assert (truths == found[rule]).all(), rule  # noqa: S101


if __name__ == "__main__":
    run_alone(measure)
