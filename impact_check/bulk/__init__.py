"""Columns of decisions -> their ratings, by the same rules as one decision. Needs numpy and pyarrow."""

from impact_check.bulk.packages import check_has_columns

check_has_columns()  # Before the others, which import them.

from impact_check.bulk.carried import Rules, carried  # noqa: E402
from impact_check.bulk.rate import rate_batches, rate_table, rated_schema  # noqa: E402
from impact_check.bulk.screening import EXTRAS, Extra, Rated, Screening  # noqa: E402
from impact_check.bulk.writing import RowFault  # noqa: E402

__all__ = [
    "EXTRAS",
    "Extra",
    "Rated",
    "RowFault",
    "Rules",
    "Screening",
    "carried",
    "rate_batches",
    "rate_table",
    "rated_schema",
]
