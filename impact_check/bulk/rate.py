"""A table of decisions -> the same rows, rated."""

from collections.abc import Collection, Iterable, Iterator

import pyarrow as pa

from impact_check.bulk.carried import Rules, opened
from impact_check.bulk.machine import BLOCK
from impact_check.bulk.screening import Extra, Screening


def rate_table(
    rules: Rules, table: pa.Table | pa.RecordBatch, include: Collection[Extra] = ()
) -> pa.Table | pa.RecordBatch:
    """Rate every row of a table or batch: as many rows, in the same order, with the rating in place of the answers.

    Columns are named by question ids; others are passed through. Rows with a cell that can't be read have no rating,
    and `faults` says why. Raises TableError if the table as a whole can't be rated.
    rules: a ruleset, or what can be pickled to be sent to another process: the name of a bundled pack, or `carried`.
    """
    screening = Screening(opened(rules), table.schema, include)
    if isinstance(table, pa.RecordBatch):
        return screening.rate(table).batch
    batches = table.combine_chunks().to_batches(max_chunksize=BLOCK)
    return pa.Table.from_batches([screening.rate(batch).batch for batch in batches], screening.schema)


def rate_batches(
    rules: Rules, batches: Iterable[pa.RecordBatch], include: Collection[Extra] = ()
) -> Iterator[pa.RecordBatch]:
    """Rate batches one after the other, as they come; all must have the columns of the first."""
    screening: Screening | None = None
    for batch in batches:
        screening = screening or Screening(opened(rules), batch.schema, include)
        yield screening.rate(batch).batch


def rated_schema(rules: Rules, schema: pa.Schema, include: Collection[Extra] = ()) -> pa.Schema:
    """Return the columns that rating a table with these columns gives."""
    return Screening(opened(rules), schema, include).schema
