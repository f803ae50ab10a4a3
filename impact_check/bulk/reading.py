"""An Arrow array of any type -> a column that can be asked for planes."""

import pyarrow as pa
import pyarrow.compute as pc

from impact_check.bulk.arrow import is_text, valid_bits, values_of
from impact_check.bulk.columns import Coded, Column, Empty, Lists, Numbers, YesNo
from impact_check.bulk.words import Words
from impact_check.interview.answers_table import BETWEEN


def column(words: Words, array: pa.Array) -> Column:
    """Return a column ready to be asked for planes. Raises TypeError if its type can't hold answers to the question."""
    kind, question = array.type, words.question
    if pa.types.is_null(kind):
        return Empty(len(array))
    if pa.types.is_dictionary(kind):
        return Coded(words, array) if is_text(kind.value_type) else column(words, array.dictionary_decode())
    if _is_list(kind):
        if question.type != "many" or words.is_evidence:
            raise TypeError
        return Lists(words, array.cast(pa.list_(kind.value_type)) if pa.types.is_fixed_size_list(kind) else array)
    if question.type == "yes_no" and pa.types.is_boolean(kind) and not words.is_evidence:
        return YesNo(array)
    if question.type == "number" and not words.is_evidence and (found := _numbers(words, array)):
        return found
    if question.type == "date" and not words.is_evidence and _is_day(kind):
        array = array.cast(pa.date32(), safe=False)
        return Numbers(words, values_of(array), valid_bits(array))
    return _texts(words, array)


def _texts(words: Words, array: pa.Array) -> Column:
    kind = array.type
    if pa.types.is_floating(kind):
        array = pc.if_else(pc.is_nan(array), None, array)
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        raise TypeError
    text = array if is_text(kind) and kind != pa.string_view() else array.cast(pa.string())
    if words.is_split:
        return Lists(words, pc.split_pattern(text, BETWEEN))
    return Coded(words, text.dictionary_encode())


def _numbers(words: Words, array: pa.Array) -> Column | None:
    """Return a column of numbers; None if some aren't whole, or they are no numbers."""
    kind = array.type
    if pa.types.is_floating(kind):
        array = pc.if_else(pc.is_nan(array), None, array)
        try:
            array = array.cast(pa.int64())
        except pa.ArrowInvalid:
            return None
    elif not pa.types.is_integer(kind):
        return None
    return Numbers(words, values_of(array), valid_bits(array))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _is_day(kind: pa.DataType) -> bool:
    return bool(pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None))
