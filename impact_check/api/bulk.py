"""Many decisions at once: tables of answers -> ratings, in memory or from file to file. Needs the extra `bulk`."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from impact_check.rules import Ruleset

if TYPE_CHECKING:
    import pyarrow as pa

    from impact_check.bulk import Rules, ScreenSummary

Extra = Literal["factors", "rules"]
"""Columns that a screening can add: the level of each risk factor, the truth of each rule."""


def rate_table(
    rules: "Rules", table: "pa.Table | pa.RecordBatch", include: Collection[Extra] = ()
) -> "pa.Table | pa.RecordBatch":
    """Rate every row of an Arrow table or batch as `evaluate` would rate the same answers, as proposed.

    Columns are named by question ids, those of evidence by the id and `.evidence`; others are passed through. The
    result has as many rows, in the same order. Rows with a cell that can't be read have no rating; `faults` says why.
    rules: a ruleset; or, to be sent to other processes, the name of a bundled pack or what `carried_rules` returns.
    Raises TableError if the table as a whole can't be rated, MissingLibraryError without numpy and pyarrow.
    """
    from impact_check import bulk

    return bulk.rate_table(rules, table, include)


def rate_batches(
    rules: "Rules", batches: "Iterable[pa.RecordBatch]", include: Collection[Extra] = (), *, plain: bool = False
) -> "Iterator[pa.RecordBatch]":
    """Rate Arrow batches one after the other, as `rate_table` does; all must have the columns of the first.

    plain: write words out instead of numbering them, for engines that know no dictionaries, such as Spark.
    """
    from impact_check import bulk

    return bulk.rate_batches(rules, batches, include, plain=plain)


def rated_schema(
    rules: "Rules", schema: "pa.Schema", include: Collection[Extra] = (), *, plain: bool = False
) -> "pa.Schema":
    """Return the columns that `rate_table` gives for a table with these columns. plain: as for `rate_batches`."""
    from impact_check import bulk

    return bulk.rated_schema(rules, schema, include, plain=plain)


def carried_rules(ruleset: Ruleset) -> bytes:
    """Return a ruleset as bytes that can be sent to another process, for `rate_table` and its like."""
    from impact_check import bulk

    return bulk.carried(ruleset)


def screen_file(
    ruleset: Ruleset,
    source: Path,
    output: Path,
    *,
    include: Collection[Extra] = (),
    by: tuple[str, ...] | None = None,
    rejects: Path | None = None,
    resume: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
) -> "ScreenSummary":
    """Rate every decision in a file, block by block, write the output and a list of rejects, and return totals.

    source, output: Parquet, Arrow (Feather), CSV or JSON lines, as their names say. include: columns to add.
    by: columns to count by; None looks for directorate and ward. rejects: where to list what can't be read; None for
    beside the output. resume: go on with a run that was cut off. progress: is told the rows done, and how many there
    are, if that is known.
    Raises TableError if the file can't be read or rated, OSError if the output can't be written, MissingLibraryError
    without numpy and pyarrow.
    """
    from impact_check import bulk

    options = bulk.ScreenOptions(include=include, by=by, rejects=rejects, resume=resume)
    return bulk.screen_file(ruleset, source, output, options, progress or (lambda _done, _rows: None))


def screen_columns(ruleset: Ruleset) -> tuple[str, ...]:
    """Return the columns of an empty table to screen: id, directorate, ward, and every question a rating rests on."""
    asked = (q for id_, q in ruleset.questions.items() if id_ in ruleset.bears_on_rating)
    answers = (name for q in asked for name in ((q.id, f"{q.id}.evidence") if q.evidence else (q.id,)))
    return ("id", "directorate", "ward", *answers)
