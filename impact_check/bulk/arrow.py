"""Arrow arrays -> their numbers and bits, without copying."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from impact_check.bulk.bits import Bits, nothing, sliced


def values_of(array: pa.Array) -> npt.NDArray[Any]:
    """Return the numbers of an Arrow array without copying; those of rows without a value mean nothing."""
    kind = array.type
    width = kind.bit_width // 8
    name = "i4" if pa.types.is_date32(kind) else f"{'u' if pa.types.is_unsigned_integer(kind) else 'i'}{width}"
    return np.frombuffer(array.buffers()[1] or b"", name)[array.offset : array.offset + len(array)]


def valid_bits(array: pa.Array) -> Bits | None:
    """Return where an Arrow array has a value; None if everywhere."""
    if not array.null_count:
        return None
    buffer = array.buffers()[0]
    return sliced(buffer, array.offset, len(array)) if buffer else nothing(len(array))


def is_text(kind: pa.DataType) -> bool:
    """Tell whether a type holds text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view())
