"""A ruleset can be sent to another process, and rates there as here."""

import pickle

import pyarrow as pa

from impact_check.bulk import carried, rate_batches, rate_table, rated_schema
from tests.bulk.small import RULESET

TABLE = pa.table({"id": [1, 2, 3], "change": ["keep", "close", None], "reach": [True, False, None]})


def test_bytes_of_a_ruleset_rate_as_the_ruleset_does() -> None:
    sent = pickle.loads(pickle.dumps((rate_table, carried(RULESET))))  # noqa: S301  # Our own.

    assert sent[0](sent[1], TABLE) == rate_table(RULESET, TABLE)


def test_pack_may_be_named() -> None:
    rated = rate_table("core", pa.table({"last_contact": ["nobody", None]}))

    assert rated["rating_possible"].to_pylist() == ["severe", "severe"]


def test_batches_have_the_columns_that_were_announced() -> None:
    rated = list(rate_batches(RULESET, TABLE.to_batches(max_chunksize=2), ["factors"]))

    assert [batch.num_rows for batch in rated] == [2, 1]
    assert all(batch.schema.equals(rated_schema(RULESET, TABLE.schema, ["factors"])) for batch in rated)
