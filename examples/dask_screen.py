"""Screen a Dask table of decisions: each worker rates its own part, by the same rules as on one machine."""

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

from impact_check.api import rate_table


def screen(decisions: dd.DataFrame, pack: str = "kirklees") -> dd.DataFrame:
    """Return the table with the rating of every row in place of its answers. Nothing is worked out until it's asked."""

    def rate(part: pd.DataFrame) -> pd.DataFrame:
        rated = rate_table(pack, pa.Table.from_pandas(part, preserve_index=False))
        return rated.to_pandas(types_mapper=pd.ArrowDtype)

    return decisions.map_partitions(rate, meta=rate(decisions.head(0, npartitions=1)))
