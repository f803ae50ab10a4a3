"""Start and run WeasyPrint without waiting for what it doesn't need: searches for libraries, collections of garbage.

Nothing of either is left behind when the `with` block ends, and neither changes what is printed.
"""

import ctypes.util
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

_SONAMES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
    "harfbuzz-vector": "libharfbuzz-vector.so.0",
    "fontconfig": "libfontconfig.so.1",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
}
"""The libraries that WeasyPrint asks for, under the names that Linux has for them."""

_SEARCHING = Lock()
_COLLECTING = Lock()
_printing = 0
_was_enabled = False


@contextmanager
def known_libraries() -> Iterator[None]:
    """While this thread imports WeasyPrint on Linux, answer from a table where its libraries are.

    It tries up to six names for each, and Python starts `ldconfig`, `gcc` and `ld` for every name that misses: a third
    of the import. Other threads and other libraries are searched for as ever. A library that is missing under the name
    told can't be opened, so the import then fails with OSError; try it again without this.
    """
    if sys.platform != "linux":
        yield
        return
    importer = get_ident()
    with _SEARCHING:
        search = ctypes.util.find_library

        def known(name: str) -> str | None:
            if get_ident() != importer:
                return search(name)
            return _soname(name) or search(name)

        ctypes.util.find_library = known
        try:
            yield
        finally:
            ctypes.util.find_library = search


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let no cyclic garbage be collected meanwhile: laying out a report makes millions of objects and few cycles.

    Several threads may be inside at once; the last one out lets it be collected again, unless it was off before.
    """
    global _printing, _was_enabled
    with _COLLECTING:
        if _printing == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _printing += 1
    try:
        yield
    finally:
        with _COLLECTING:
            _printing -= 1
            if _printing == 0 and _was_enabled:
                gc.enable()
                gc.collect(1)  # What was made meanwhile is young: the next report shall not find this one in memory.


def _soname(name: str) -> str | None:
    """Return the name on Linux of a library that WeasyPrint asks for under one of its names, else `None`."""
    known = [part for part in _SONAMES if part in name]
    return _SONAMES[max(known, key=len)] if known else None
