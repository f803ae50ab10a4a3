"""Planes of one block -> columns of words and numbers."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from impact_check.bulk.bits import packed, unpacked
from impact_check.bulk.compile import NOT_NONE, Levels, Sides
from impact_check.bulk.machine import Machine, level_codes
from impact_check.model.levels import Level

LEVELS: Final = tuple(level.name.lower() for level in Level)
TRUTHS: Final = ("false", "unknown", "true")
STANDINGS: Final = ("none_raised", "at_risk", "conflicts")


class RowFault(NamedTuple):
    """A cell that can't be read."""

    row: int
    """From 0, within the batch."""
    column: str
    message: str
    """What is wrong, and what to do."""


@dataclass
class Writer:
    """Writes the planes of one block as columns; rows with a fault stay empty."""

    machine: Machine
    rows: int
    wrong: list[RowFault]

    def __post_init__(self) -> None:
        self.valid: pa.Buffer | None = None
        if self.wrong:
            fine = np.ones(self.rows, np.bool_)
            fine[[fault.row for fault in self.wrong]] = False
            self.valid = pa.py_buffer(packed(fine))

    def levels(self, levels: Levels) -> tuple[pa.Array, pa.Array]:
        """Return the words for what is confirmed, and for what is possible."""
        return self._levels(levels, 0), self._levels(levels, 1)

    def _levels(self, levels: Levels, side: int) -> pa.Array:
        return self._coded([levels[level][side] for level in NOT_NONE], LEVELS)

    def words(self, sides: Sides, words: tuple[str, ...]) -> pa.Array:
        """Return the first of three words where neither side is set, the second where one is, the third for both."""
        return self._coded([sides.possible, sides.confirmed], words)

    def number(self, bits: tuple[int, ...]) -> pa.Array:
        """Return a number from the planes of its binary digits, its ones first."""
        found = np.zeros(self.rows, np.int16)
        for place, plane in enumerate(bits):
            found += unpacked(self.machine.plane(plane), self.rows).astype(np.int16) << place
        return pa.Array.from_buffers(pa.int16(), self.rows, [self.valid, pa.py_buffer(found)])

    def flag(self, plane: int) -> pa.Array:
        """Return truth values."""
        size = (self.rows + 7) // 8
        found = self.machine.plane(plane)[:size].copy()
        return pa.Array.from_buffers(pa.bool_(), self.rows, [self.valid, pa.py_buffer(found)])

    def _coded(self, planes: list[int], words: tuple[str, ...]) -> pa.Array:
        codes: npt.NDArray[np.int8] = level_codes([self.machine.plane(plane) for plane in planes], self.rows)
        numbers = pa.Array.from_buffers(pa.int8(), self.rows, [self.valid, pa.py_buffer(codes)])
        return pa.DictionaryArray.from_arrays(numbers, pa.array(words), safe=False)

    def faults(self) -> pa.Array:
        """Return what is wrong with each row; empty if nothing is."""
        if not self.wrong:
            return pa.nulls(self.rows, pa.string())
        told: dict[int, list[str]] = {}
        for fault in self.wrong:
            told.setdefault(fault.row, []).append(f"{fault.column}: {fault.message}")
        return pa.array(["; ".join(told[row]) if row in told else None for row in range(self.rows)], pa.string())
