"""Packed bits, one for each row, lowest bit first as in Arrow <-> truth values and numbers."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Bits: TypeAlias = npt.NDArray[np.uint8]
"""Eight rows a byte. Bits after the last row mean nothing."""
Truths: TypeAlias = npt.NDArray[np.bool_]


def packed(truths: Truths) -> Bits:
    """Return truth values as bits."""
    return np.packbits(truths, bitorder="little")


def unpacked(bits: Bits, rows: int) -> npt.NDArray[np.uint8]:
    """Return bits as zeros and ones."""
    return np.unpackbits(bits, count=rows, bitorder="little")


def nothing(rows: int) -> Bits:
    """Return bits of which none is set."""
    return np.zeros((rows + 7) // 8, np.uint8)


def everything(rows: int) -> Bits:
    """Return bits that are all set."""
    return np.full((rows + 7) // 8, 255, np.uint8)


def rows_set(bits: Bits, rows: int) -> npt.NDArray[np.intp]:
    """Return the rows whose bit is set, in order, from 0."""
    return np.flatnonzero(unpacked(bits, rows))


def counted(bits: Bits, rows: int) -> int:
    """Return how many rows have their bit set."""
    whole, rest = divmod(rows, 8)
    tail = int(bits[whole]) & ((1 << rest) - 1) if rest else 0
    return int(_POPULATION[bits[:whole]].sum()) + tail.bit_count()


_POPULATION: npt.NDArray[Any] = np.array([byte.bit_count() for byte in range(256)], np.uint32)


def sliced(buffer: Any, offset: int, rows: int) -> Bits:
    """Return the bits of an Arrow buffer from a row on."""
    whole, rest = divmod(offset, 8)
    found = np.frombuffer(buffer, np.uint8)[whole : (offset + rows + 7) // 8]
    if not rest:
        return found
    return packed(np.unpackbits(found, bitorder="little")[rest : rest + rows].view(np.bool_))
