"""A ruleset can be sent to another process, and rates there as here."""

import pickle

import pyarrow as pa

from impact_check.bulk import carried, rate_batches, rate_table, rated_schema
from impact_check.loading import load_ruleset

TABLE = pa.table({"id": [1, 2, 3], "last_contact": ["nobody", "some", None], "last_contact.evidence": ["A", "A", None]})


def test_bytes_of_a_ruleset_rate_as_the_ruleset_does() -> None:
    ruleset = load_ruleset("core")

    sent = pickle.loads(pickle.dumps((rate_table, carried(ruleset))))  # noqa: S301  # Our own.

    assert sent[0](sent[1], TABLE) == rate_table(ruleset, TABLE) == rate_table("core", TABLE)
    assert carried(ruleset) == carried(load_ruleset("core"))


def test_batches_have_the_columns_that_were_announced() -> None:
    ruleset = load_ruleset("core")

    rated = list(rate_batches(ruleset, TABLE.to_batches(max_chunksize=2), ["factors"]))

    assert [batch.num_rows for batch in rated] == [2, 1]
    assert all(batch.schema.equals(rated_schema(ruleset, TABLE.schema, ["factors"])) for batch in rated)
