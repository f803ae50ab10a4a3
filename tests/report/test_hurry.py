"""Starting WeasyPrint asks nobody where its libraries are, and printing leaves the collector of garbage as it was."""

import ctypes.util
import gc
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest

from impact_check.report import hurry
from impact_check.report.hurry import known_libraries, without_collecting

IMPORT = """
import ctypes.util
asked, search = [], ctypes.util.find_library
ctypes.util.find_library = lambda name: asked.append(name) or search(name)
from impact_check.report.pdf import load_weasyprint
load_weasyprint()
print(*(name for name in asked if any(part in name for part in ("pango", "gobject", "harfbuzz", "fontconfig"))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the names are known")
def test_no_library_of_weasyprint_is_searched_for() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


@pytest.mark.parametrize("name", ["libpango-1.0-0", "pango-1.0", "libpango-1.0.so.0"])
@pytest.mark.skipif(sys.platform != "linux", reason="only there the names are known")
def test_each_name_of_a_library_means_the_one_of_linux(name: str) -> None:
    search = ctypes.util.find_library
    with known_libraries():
        assert ctypes.util.find_library(name) == "libpango-1.0.so.0"
        assert ctypes.util.find_library("no-such-library") is None
    assert ctypes.util.find_library is search


def test_the_longest_name_that_fits_is_meant() -> None:
    assert hurry._soname("libharfbuzz-subset-0") == "libharfbuzz-subset.so.0"
    assert hurry._soname("pangoft2-1.0-0") == "libpangoft2-1.0.so.0"
    assert hurry._soname("m") is None


def test_another_thread_searches_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"found {name}")
    with known_libraries(), ThreadPoolExecutor(1) as pool:
        assert pool.submit(ctypes.util.find_library, "pango-1.0").result() == "found pango-1.0"


@pytest.mark.parametrize("was_on", [True, False], ids=["on before", "off before"])
def test_the_collector_is_afterwards_as_it_was(was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    try:
        with without_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_an_error_leaves_the_collector_on() -> None:
    def fail() -> None:
        with without_collecting():
            raise ValueError("meanwhile")

    with pytest.raises(ValueError, match="meanwhile"):
        fail()
    assert gc.isenabled()


def test_the_last_thread_that_prints_lets_it_collect_again() -> None:
    inside, first_left = Barrier(2), Barrier(2)
    seen = []

    def leaves_first() -> None:
        with without_collecting():
            inside.wait(10)
        first_left.wait(10)

    thread = Thread(target=leaves_first)
    thread.start()
    with without_collecting():
        inside.wait(10)
        first_left.wait(10)
        seen.append(gc.isenabled())
    thread.join()

    assert seen == [False]
    assert gc.isenabled()
