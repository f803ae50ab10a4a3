"""Two PDFs -> whether they are made of the same parts, but for what another version of a library does differently.

Fonts are cut to size by a library, so their bytes may differ; so may the last digit of a coordinate. What a font looks
like is compared by `compare_pictures`. Of attached files all but the content is compared here.
"""

import re
from typing import Any

from pyhanko.pdf_utils import generic

from impact_check.signoff.limits import Limits, UnsafeFileError, unpacked

POINTS = 0.02
"""How far a coordinate may be off, in points: a two-hundredth of a millimetre."""
_OF_FONTS = frozenset({"/FontFile", "/FontFile2", "/FontFile3", "/FontBBox", "/Ascent", "/Descent"})
_OF_STREAMS = frozenset({"/Length", "/Length1", "/Filter", "/DecodeParms"})
_OF_TRAILERS = frozenset({"/Size", "/Prev", "/ID", "/Type", "/W", "/Index"})
_OF_FILES = frozenset({"/Size", "/CheckSum"})
_AT_MOST = 20
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|<<|>>|[\[\](){}]|[^\s()<>\[\]{}]+|[<>]", re.DOTALL)
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")


def differences(one: Any, other: Any, limits: Limits) -> tuple[str, ...]:
    """Return where two documents (as pyHanko reads them) differ: paths such as `/Root/Lang`, twenty at most.

    Raises UnsafeFileError if a part can't be unpacked within the limits.
    """
    found: list[str] = []
    seen: set[tuple[object, object]] = set()
    a, b = (reader.trailer.flatten() for reader in (one, other))
    left_out = _OF_TRAILERS | _OF_STREAMS
    found.extend(sorted((set(a) ^ set(b)) - left_out))
    waiting = [(key, a.raw_get(key), b.raw_get(key)) for key in sorted((set(a) & set(b)) - left_out)]
    while waiting and len(found) < _AT_MOST:
        path, a, b = waiting.pop()
        if isinstance(a, generic.IndirectObject) and isinstance(b, generic.IndirectObject):
            if (a.reference, b.reference) in seen:
                continue
            seen.add((a.reference, b.reference))
        if len(seen) > limits.objects:
            raise UnsafeFileError("")
        waiting.extend(_inside(path, a, b, limits, found))
    return tuple(found)


def _inside(path: str, a: Any, b: Any, limits: Limits, found: list[str]) -> list[tuple[str, Any, Any]]:
    """Compare two objects; return the pairs inside them that are still to be compared."""
    a, b = _value(a), _value(b)
    if isinstance(a, generic.DictionaryObject) and isinstance(b, generic.DictionaryObject):
        if isinstance(a, generic.StreamObject) != isinstance(b, generic.StreamObject):
            found.append(path)
            return []
        if isinstance(a, generic.StreamObject):
            is_file = a.get("/Type") == "/EmbeddedFile" == b.get("/Type")
            if not is_file and not _same_content(path, a, b, limits):
                found.append(path)
        left_out = _OF_STREAMS if isinstance(a, generic.StreamObject) else frozenset[str]()
        keys = (set(a) ^ set(b)) - left_out
        found.extend(f"{path}{key}" for key in sorted(keys))
        may_differ = _OF_FILES if path.endswith("/EF/F/Params") else _OF_FONTS
        both = sorted((set(a) & set(b)) - left_out - may_differ)
        return [(f"{path}{key}", a.raw_get(key), b.raw_get(key)) for key in both]
    if isinstance(a, generic.ArrayObject) and isinstance(b, generic.ArrayObject):
        if len(a) != len(b):
            found.append(path)
            return []
        pairs = range(len(a))
        return [(f"{path}[{place}]", a.raw_get(place), b.raw_get(place)) for place in pairs]
    if not _same_value(a, b):
        found.append(path)
    return []


def _value(found: Any) -> Any:
    return found.reference.get_object() if isinstance(found, generic.IndirectObject) else found


def _same_value(a: Any, b: Any) -> bool:
    numbers = (generic.NumberObject, generic.FloatObject)
    if isinstance(a, numbers) and isinstance(b, numbers):
        return abs(float(a) - float(b)) <= POINTS
    return type(a) is type(b) and bool(a == b)


def _same_content(path: str, a: Any, b: Any, limits: Limits) -> bool:
    one, other = unpacked(a, limits.stream), unpacked(b, limits.stream)
    return one == other or (_is_drawing(path, a) and _same_tokens(one, other))


def _is_drawing(path: str, stream: Any) -> bool:
    return "/Contents" in path or stream.get("/Subtype") == "/Form"


def _same_tokens(one: bytes, other: bytes) -> bool:
    """Compare drawing operators word by word; numbers may be off by a little, numbers inside texts may not."""
    a, b = _TOKEN.findall(one), _TOKEN.findall(other)
    return len(a) == len(b) and all(x == y or _near(x, y) for x, y in zip(a, b, strict=True))


def _near(x: bytes, y: bytes) -> bool:
    return bool(_NUMBER.fullmatch(x) and _NUMBER.fullmatch(y)) and abs(float(x) - float(y)) <= POINTS
