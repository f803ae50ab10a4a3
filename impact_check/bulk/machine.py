"""A tape of steps + the columns of one block -> the planes wanted, many rows at a time.

Every step joins packed bits, 64 rows a machine word. A block is large enough that calling numpy costs less than the
work, and small enough that what is in use stays near the processor.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from impact_check.bulk.bits import Bits, packed
from impact_check.bulk.columns import COMPARE, Column
from impact_check.bulk.compile import EVIDENCE
from impact_check.bulk.planes import Leaf, Tape

BLOCK: Final = 65_536
"""The most rows worked on at once."""

_SMALLEST: Final = 1_024

_JOIN: dict[str, Callable[..., Any]] = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}


class Machine:
    """Registers of one size and the steps bound to them. One thread at a time may run it."""

    def __init__(self, tape: Tape, rows: int) -> None:
        self.rows = rows
        self.registers = np.zeros((tape.registers, rows // 64), np.uint64)
        self.registers[1] = ~np.uint64(0)
        self.place = tape.place
        self.bytes = self.registers.view(np.uint8)
        self.steps = [self._bound(step.what, step.one, step.two, step.into) for step in tape.steps]

    def _bound(self, what: Leaf | str, one: int, two: int, into: int) -> tuple[Any, Any, Any, Any]:
        words = self.registers
        if isinstance(what, Leaf):
            return None, what, None, self.bytes[into]
        if what == "not":
            return np.bitwise_xor, words[one], words[1], words[into]
        return _JOIN[what], words[one], words[two], words[into]

    def run(self, columns: Mapping[str, Column]) -> None:
        """Work out every plane for the rows of some columns."""
        for join, one, two, into in self.steps:
            if join is None:
                found = _read(one, columns)
                into[: len(found)] = found
            else:
                join(one, two, into)

    def plane(self, number: int) -> Bits:
        """Return a plane that was wanted, as it stands until the next run."""
        found: Bits = self.bytes[self.place[number]]
        return found


def _read(leaf: Leaf, columns: Mapping[str, Column]) -> Bits:
    if leaf.kind == "between":
        return _between(leaf, columns)
    return columns[leaf.question + EVIDENCE if leaf.kind == "enough" else leaf.question].leaf(leaf)


def _between(leaf: Leaf, columns: Mapping[str, Column]) -> Bits:
    """Compare two answers; or the days from the first to the second with a number, if one is given."""
    (first, one_known), (second, other_known) = columns[leaf.question].values(), columns[leaf.other].values()
    known = one_known & other_known
    match leaf.detail:
        case (str() as how,):
            return packed(COMPARE[how](first, second)) & known
        case (str() as how, int() as number):
            return packed(COMPARE[how](second.astype(np.int64) - first, number)) & known
    raise ValueError(f"{leaf} is no comparison")


def size_for(rows: int) -> int:
    """Return how many rows the registers for a block of so many should hold."""
    size = _SMALLEST
    while size < min(rows, BLOCK):
        size *= 4
    return min(size, BLOCK)


def level_codes(planes: list[npt.NDArray[np.uint8]], rows: int) -> npt.NDArray[np.int8]:
    """Return how many of the planes are set in each row: a level from 0, if each plane is where one is reached."""
    codes = np.zeros(rows, np.uint8)
    for plane in planes:
        codes += np.unpackbits(plane, count=rows, bitorder="little")
    return codes.view(np.int8)
