"""One Arrow column of answers to one question -> the planes that conditions read, and the cells that can't be read.

Texts are looked at once for each different one: Arrow numbers them, and only the numbers are gone through row by row.
"""

import operator
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from impact_check.bulk import cells
from impact_check.bulk.arrow import is_text, valid_bits, values_of
from impact_check.bulk.bits import Bits, everything, nothing, packed, rows_set, sliced, unpacked
from impact_check.bulk.cells import Mark, Said, Unreadable
from impact_check.bulk.planes import Leaf
from impact_check.bulk.words import Words
from impact_check.language import tr
from impact_check.model.questionnaire import NONE_OF_THESE

Wrong = tuple[int, str]
"""A row, from 0, and what is wrong with its cell and what to do."""

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FEW = 6
"""Up to so many numbers of texts are compared one by one, which is quicker than a look-up for each row."""


class Column:
    """The cells of one question in one block of rows."""

    def __init__(self, rows: int) -> None:
        self.rows = rows

    def leaf(self, leaf: Leaf) -> Bits:
        """Return the plane that a leaf asks for."""
        raise NotImplementedError

    def values(self) -> tuple[npt.NDArray[Any], Bits]:
        """Return the number or day of each row, and where it is known."""
        raise NotImplementedError

    def wrong(self) -> list[Wrong]:
        """Return the cells that can't be read, in order."""
        return []


class Empty(Column):
    """A column with no value in any row."""

    def leaf(self, leaf: Leaf) -> Bits:
        """Return the plane that a leaf asks for."""
        return everything(self.rows) if leaf.kind == "unknown" else nothing(self.rows)

    def values(self) -> tuple[npt.NDArray[Any], Bits]:
        """Return the number or day of each row, and where it is known."""
        return np.zeros(self.rows, np.int64), nothing(self.rows)


class Coded(Column):
    """Texts, numbered by Arrow."""

    def __init__(self, words: Words, array: pa.DictionaryArray) -> None:
        super().__init__(len(array))
        self.words = words
        self.valid = valid_bits(array)
        self.said = [words.said(text) for text in array.dictionary.to_pylist()]
        numbers = values_of(array.indices)
        self.codes = numbers.astype(np.uint8) if len(self.said) <= 256 and numbers.dtype.itemsize > 1 else numbers

    def leaf(self, leaf: Leaf) -> Bits:
        """Return the plane that a leaf asks for."""
        matches = _matcher(leaf, self.words)
        found = self._where([matches(said) for said in self.said])
        if self.valid is None:
            return found
        return found | ~self.valid if leaf.kind == "unknown" else found & self.valid

    def values(self) -> tuple[npt.NDArray[Any], Bits]:
        """Return the number or day of each row, and where it is known."""
        values = np.array([said if isinstance(said, int) else 0 for said in self.said] or [0], np.int64)
        known = self._where([isinstance(said, int) for said in self.said])
        return values[self._places], known if self.valid is None else known & self.valid

    def wrong(self) -> list[Wrong]:
        """Return the cells that can't be read, in order."""
        unreadable = [isinstance(said, Unreadable) for said in self.said]
        if not any(unreadable):
            return []
        found = self._where(unreadable)
        rows = rows_set(found if self.valid is None else found & self.valid, self.rows)
        return [(row, said.message) for row in rows.tolist() if isinstance(said := self._said_in(row), Unreadable)]

    def _said_in(self, row: int) -> Said:
        return self.said[int(self.codes[row])]

    @cached_property
    def _places(self) -> npt.NDArray[np.intp]:
        places: npt.NDArray[np.intp] = self.codes.astype(np.intp)
        if self.valid is not None:
            places *= unpacked(self.valid, self.rows)  # What stands in a row without a value means nothing.
        return places

    def _where(self, matching: list[bool]) -> Bits:
        numbers = [number for number, matches in enumerate(matching) if matches]
        if not numbers:
            return nothing(self.rows)
        if len(numbers) > _FEW:
            return packed(np.array(matching)[self._places])
        found = packed(self.codes == numbers[0])
        for number in numbers[1:]:
            found |= packed(self.codes == number)
        return found


def _matcher(leaf: Leaf, words: Words) -> Callable[[Said], bool]:
    """Return whether what a cell says sets the bit of a leaf."""
    match leaf.kind, leaf.detail:
        case "unknown", _:
            return lambda said: said is Mark.UNKNOWN or isinstance(said, Unreadable)
        case "absent", _:
            return lambda said: said is Mark.ABSENT
        case "enough", _:
            least = words.question.evidence.min_grade if words.question.evidence else "D"
            return lambda said: isinstance(said, str) and said <= least
        case "is", (option,):
            return lambda said: said == option
        case "has", (option,):
            return lambda said: isinstance(said, frozenset) and option in said
        case "none", _:
            return lambda said: isinstance(said, frozenset) and not said
        case "count", (str() as how, number):
            compare = COMPARE[how]
            return lambda said: isinstance(said, frozenset) and bool(compare(len(said), number))
        case "compare", (str() as how, number):
            compare = COMPARE[how]
            return lambda said: isinstance(said, int) and bool(compare(said, number))
    raise ValueError(f"{leaf} can't be read from a column")


class Numbers(Column):
    """Whole numbers, or days from EPOCH."""

    def __init__(self, words: Words, values: npt.NDArray[Any], valid: Bits | None) -> None:
        super().__init__(len(values))
        self.question = words.question
        self.words = words
        self.numbers = values
        self.known = everything(self.rows) if valid is None else valid
        self.outside: Bits | None = None
        if self.question.type == "number":
            low, high = self.question.minimum, self.question.maximum
            outside = (values < low) | (values > high)
            if outside.any():
                self.outside = packed(outside) & self.known
                self.known = self.known & ~self.outside

    def leaf(self, leaf: Leaf) -> Bits:
        """Return the plane that a leaf asks for."""
        match leaf.kind, leaf.detail:
            case "unknown", _:
                return ~self.known
            case "compare", (str() as how, number):
                return packed(COMPARE[how](self.numbers, number)) & self.known
        return nothing(self.rows)

    def values(self) -> tuple[npt.NDArray[Any], Bits]:
        """Return the number or day of each row, and where it is known."""
        return self.numbers, self.known

    def wrong(self) -> list[Wrong]:
        """Return the cells that can't be read, in order."""
        if self.outside is None:
            return []
        found = []
        for row in rows_set(self.outside, self.rows).tolist():
            read = cells.number(self.words.ruleset, self.question, str(self.numbers[row].item()))
            found.append((row, read.message if isinstance(read, Unreadable) else tr("expected a whole number")))
        return found


class YesNo(Column):
    """True for yes, false for no."""

    def __init__(self, array: pa.BooleanArray) -> None:
        super().__init__(len(array))
        self.valid = valid_bits(array)
        buffer = array.buffers()[1]
        self.yes = sliced(buffer, array.offset, self.rows) if buffer else nothing(self.rows)

    def leaf(self, leaf: Leaf) -> Bits:
        """Return the plane that a leaf asks for."""
        if leaf.kind == "unknown":
            return nothing(self.rows) if self.valid is None else ~self.valid
        if leaf.kind != "is":
            return nothing(self.rows)
        found = self.yes if leaf.detail == ("yes",) else ~self.yes
        return found if self.valid is None else found & self.valid


class Lists(Column):
    """Lists of options."""

    def __init__(self, words: Words, array: pa.ListArray) -> None:
        super().__init__(len(array))
        items = pc.list_flatten(array)
        rows = pc.list_parent_indices(array).to_numpy(zero_copy_only=False)
        if pa.types.is_dictionary(items.type) and (items.null_count or not is_text(items.type.value_type)):
            items = items.dictionary_decode()
        if not pa.types.is_dictionary(items.type):
            items = pc.fill_null(items.cast(pa.string()), "")
        coded = items if pa.types.is_dictionary(items.type) else items.dictionary_encode()
        self.said = [words.item(text) for text in coded.dictionary.to_pylist()]
        codes = values_of(coded.indices)
        empty = [number for number, text in enumerate(coded.dictionary.to_pylist()) if not (text or "").strip()]
        if empty:
            filled = ~np.isin(codes, empty)
            rows, codes = rows[filled], codes[filled]
        self.item_rows, self.item_codes = rows, codes
        self._check()

    def _check(self) -> None:
        """Tell apart the rows that name options, hold no value, and can't be read."""
        items = np.bincount(self.item_rows, minlength=self.rows)
        options = self._rows(lambda said: isinstance(said, str) and said != NONE_OF_THESE)
        none = self._rows(lambda said: said == NONE_OF_THESE)
        unknown = self._rows(lambda said: said is Mark.UNKNOWN)
        absent = self._rows(lambda said: said is Mark.ABSENT)
        self.unreadable = self._rows(lambda said: isinstance(said, Unreadable))
        alone = none.astype(np.uint8) + unknown + absent
        self.mixed = ~self.unreadable & ((alone > 1) | ((alone > 0) & options) | ((unknown | absent) & (items > 1)))
        bad = self.unreadable | self.mixed
        self.readable = packed(~bad)
        self.named = packed((options | none) & ~bad)
        self.absent = packed(absent & ~bad)
        self.is_none = packed(none & ~bad)

    def leaf(self, leaf: Leaf) -> Bits:
        """Return the plane that a leaf asks for."""
        match leaf.kind, leaf.detail:
            case "unknown", _:
                return ~(self.named | self.absent)
            case "absent", _:
                return self.absent
            case "none", _:
                return self.is_none
            case "has", (option,):
                return packed(self._rows(lambda said: said == option)) & self.readable
            case "count", (str() as how, number):
                return packed(COMPARE[how](self._sizes, number)) & self.named
        return nothing(self.rows)

    @cached_property
    def _sizes(self) -> npt.NDArray[np.intp]:
        sizes = np.zeros(self.rows, np.intp)
        for option in {said for said in self.said if isinstance(said, str) and said != NONE_OF_THESE}:
            sizes += self._rows(lambda said, option=option: said == option)  # type: ignore[misc]
        return sizes

    def wrong(self) -> list[Wrong]:
        """Return the cells that can't be read, in order."""
        found = [(row, cells.mixed()) for row in np.flatnonzero(self.mixed).tolist()]
        if self.unreadable.any():
            first: dict[int, str] = {}
            for row, code in zip(self.item_rows.tolist(), self.item_codes.tolist(), strict=True):
                said = self.said[code]
                if isinstance(said, Unreadable):
                    first.setdefault(row, said.message)
            found.extend(first.items())
        return sorted(found)

    def _rows(self, matches: Callable[[str | Mark | Unreadable], bool]) -> npt.NDArray[np.bool_]:
        found = np.zeros(self.rows, np.bool_)
        numbers = [number for number, said in enumerate(self.said) if matches(said)]
        if len(numbers) == 1:
            found[self.item_rows[self.item_codes == numbers[0]]] = True
        elif numbers:
            found[self.item_rows[np.isin(self.item_codes, numbers)]] = True
        return found
