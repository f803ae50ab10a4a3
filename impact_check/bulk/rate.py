"""A table of decisions -> the same rows, rated."""

import threading
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pyarrow as pa

from impact_check.bulk.carried import Rules, opened
from impact_check.bulk.machine import BLOCK
from impact_check.bulk.screening import EXTRAS, Extra, Screening
from impact_check.rules import Ruleset


def rate_table(
    rules: Rules, table: pa.Table | pa.RecordBatch, include: Collection[Extra] = ()
) -> pa.Table | pa.RecordBatch:
    """Rate every row of a table or batch: as many rows, in the same order, with the rating in place of the answers.

    Columns are named by question ids; others are passed through. Rows with a cell that can't be read have no rating,
    and `faults` says why. Raises TableError if the table as a whole can't be rated.
    rules: a ruleset, or what can be pickled to be sent to another process: the name of a bundled pack, or `carried`.
    """
    screening = _screening(opened(rules), table.schema, include)
    if isinstance(table, pa.RecordBatch):
        return screening.rate(table).batch
    batches = table.to_batches(max_chunksize=BLOCK)
    if len(batches) > 2 + 2 * table.num_rows // BLOCK:  # Many small chunks: each would cost as much as a block.
        batches = table.combine_chunks().to_batches(max_chunksize=BLOCK)
    return pa.Table.from_batches([screening.rate(batch).batch for batch in batches], screening.schema)


_KEPT: Final = 4
_kept: list[tuple[Ruleset, pa.Schema, tuple[Extra, ...], Screening]] = []
_lock = threading.Lock()


def _screening(ruleset: Ruleset, schema: pa.Schema, include: Collection[Extra]) -> Screening:
    """Return a screening, the same for the same rules and columns: compiling it takes as long as a large block."""
    extras = tuple(extra for extra in EXTRAS if extra in include)
    with _lock:
        for rules, columns, added, screening in _kept:
            if rules is ruleset and added == extras and columns.equals(schema, check_metadata=True):
                return screening
    screening = Screening(ruleset, schema, extras)
    with _lock:
        _kept.insert(0, (ruleset, schema, extras, screening))
        del _kept[_KEPT:]
    return screening


def rate_batches(
    rules: Rules, batches: Iterable[pa.RecordBatch], include: Collection[Extra] = (), *, plain: bool = False
) -> Iterator[pa.RecordBatch]:
    """Rate batches one after the other, as they come; all must have the columns of the first.

    plain: write words out instead of numbering them, for engines that know no dictionaries, such as Spark.
    """
    screening: Screening | None = None
    for batch in batches:
        screening = screening or _screening(opened(rules), batch.schema, include)
        rated = screening.rate(batch).batch
        yield rated.cast(_written_out(rated.schema)) if plain else rated


def rated_schema(rules: Rules, schema: pa.Schema, include: Collection[Extra] = (), *, plain: bool = False) -> pa.Schema:
    """Return the columns that rating a table with these columns gives. plain: as for `rate_batches`."""
    rated = _screening(opened(rules), schema, include).schema
    return _written_out(rated) if plain else rated


def _written_out(schema: pa.Schema) -> pa.Schema:
    kinds = (kind.value_type if pa.types.is_dictionary(kind) else kind for kind in schema.types)
    return pa.schema([pa.field(name, kind) for name, kind in zip(schema.names, kinds, strict=True)], schema.metadata)
