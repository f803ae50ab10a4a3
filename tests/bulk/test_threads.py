"""One screening serves several threads at once."""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from impact_check.bulk import Screening
from tests.bulk.small import RULESET


def test_threads_give_the_same_bytes_as_one() -> None:
    cells = ["close", None, "cut", "keep", "shut"]
    table = pa.table({"change": [cells[n * n % 5] for n in range(6000)], "users": [n % 200 for n in range(6000)]})
    batches = table.to_batches(max_chunksize=500)
    screening = Screening(RULESET, table.schema)
    alone = [screening.rate(batch).batch for batch in batches]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda batch: screening.rate(batch).batch, batches * 4))

    assert together == alone * 4
