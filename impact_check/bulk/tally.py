"""Rated blocks -> totals: by rating, by the values of some columns, by group of people, by principle."""

from collections.abc import Collection, Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from impact_check.bulk.arrow import values_of
from impact_check.bulk.bits import unpacked
from impact_check.bulk.screening import Rated, Screening
from impact_check.bulk.writing import LEVELS, STANDINGS

_PAIRS: Final = len(LEVELS) ** 2
_REJECT: Final = _PAIRS
"""Stands in place of a pair of levels in a row without a rating."""

MOST_VALUES: Final = 2_000
"""Values of one column that are told apart; what comes up after them is counted together."""

OTHERS: Final = "…"
NOT_STATED: Final = ""

Pairs = list[int]
"""How many decisions are rated so: for each confirmed level, by possible level."""


class Tally:
    """Totals so far. Adding is exact, so it doesn't matter in what pieces it was done."""

    def __init__(self, by: Iterable[str] = ()) -> None:
        self.rows = 0
        self.rejects = 0
        self.ratings: Pairs = [0] * _PAIRS
        self.by: dict[str, dict[str, Pairs]] = {name: {} for name in by}
        """Column, or question of type `many` -> value -> decisions."""
        self.principles: dict[str, list[int]] = {}
        """Principle -> decisions by standing: none raised, at risk, in conflict."""

    def add(self, screening: Screening, rated: Rated, block: pa.RecordBatch) -> None:
        """Add a block, rated, and as it was read."""
        rows = rated.batch.num_rows
        pairs = _pairs(rated)
        self.rows += rows
        counted = np.bincount(pairs, minlength=_PAIRS + 1)
        self.rejects += int(counted[_REJECT])
        self.ratings = _sum(self.ratings, counted[:_PAIRS].tolist())
        for name, found in self.by.items():
            planes = screening.outcome.named.get(name)
            if planes is None:
                _add_values(found, block.column(name), pairs)
                continue
            for option, plane in (*planes.items(), (NOT_STATED, screening.outcome.not_known[name])):
                chosen = unpacked(rated.planes[plane], rows).view(np.bool_)
                _add(found, option, np.bincount(pairs[chosen], minlength=_PAIRS + 1))
        for id_ in screening.outcome.principles:
            column = rated.batch.column(f"principle.{id_}.standing")
            codes = values_of(column.indices)[pairs != _REJECT]
            standing = np.bincount(codes, minlength=len(STANDINGS)).tolist()
            self.principles[id_] = _sum(self.principles.get(id_, [0] * len(STANDINGS)), standing)

    def as_json(self) -> dict[str, Any]:
        """Return the totals, to be kept."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Tally":
        """Return totals that were kept."""
        tally = cls()
        vars(tally).update(kept)
        return tally


def _pairs(rated: Rated) -> npt.NDArray[np.intp]:
    confirmed, possible = (rated.batch.column(f"rating_{side}") for side in ("confirmed", "possible"))
    pairs: npt.NDArray[np.intp] = values_of(confirmed.indices).astype(np.intp) * len(LEVELS)
    pairs += values_of(possible.indices)
    pairs[[fault.row for fault in rated.faults]] = _REJECT
    return pairs


def _add_values(found: dict[str, Pairs], column: pa.Array, pairs: npt.NDArray[np.intp]) -> None:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    codes = column.indices.fill_null(len(column.dictionary)).to_numpy(zero_copy_only=False).astype(np.intp)
    values = [NOT_STATED if value is None else str(value) for value in (*column.dictionary.to_pylist(), None)]
    size = _PAIRS + 1
    counted = np.bincount(codes * size + pairs, minlength=len(values) * size).reshape(-1, size)
    for value, row in zip(values, counted, strict=True):
        if row.any():
            _add(found, value if value in found or len(found) < MOST_VALUES else OTHERS, row)


def _add(found: dict[str, Pairs], value: str, counted: npt.NDArray[np.intp]) -> None:
    found[value] = _sum(found.get(value, [0] * _PAIRS), counted[:_PAIRS].tolist())


def _sum(one: Collection[int], other: Collection[int]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)]
