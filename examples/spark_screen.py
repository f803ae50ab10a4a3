"""Screen a Spark table of decisions: each worker rates its own rows, by the same rules as on one machine."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.functions import col, struct

from impact_check.api import rate_batches, rated_schema


def screen(decisions: DataFrame, pack: str = "kirklees") -> DataFrame:
    """Return the table with the rating of every row in place of its answers. Nothing is worked out until it's asked."""

    def rate(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = (pa.RecordBatch.from_struct_array(batch.column(0)) for batch in batches)
        return rate_batches(pack, rows, plain=True)

    rated = rated_schema(pack, decisions.limit(0).toArrow().schema, plain=True)
    # Rows travel in one column: Spark would take the dot in `people_now.evidence` for a field of `people_now`.
    rows = decisions.select(struct(*(col(f"`{name}`") for name in decisions.columns)).alias("row"))
    return rows.mapInArrow(rate, decisions.sparkSession.createDataFrame(rated.empty_table()).schema)
