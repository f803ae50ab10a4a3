"""A computer -> the fingerprint of what makes a PDF on it: the same report and fingerprint give the same bytes."""

import hashlib
import zlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import impact_check
from impact_check.loading.bundled import locate
from impact_check.model.receipt import Toolchain
from impact_check.report.coverage import FONTS
from impact_check.report.pdf import load_weasyprint


@cache
def toolchain() -> Toolchain:
    """Return the versions of the programs that make a PDF, and hashes of the bundled fonts and templates.

    Raises MissingLibraryError if this computer lacks Pango.
    """
    weasyprint = load_weasyprint()
    from weasyprint.text.ffi import harfbuzz, harfbuzz_subset, pango

    return Toolchain(
        impact_check=impact_check.__version__,
        weasyprint=weasyprint.__version__,
        pydyf=version("pydyf"),
        fonttools=version("fonttools"),
        pango=_dotted(pango.pango_version()),
        harfbuzz=newest(harfbuzz.hb_version_atleast) if harfbuzz_subset else "",
        zlib=zlib.ZLIB_RUNTIME_VERSION,
        fonts=hash_of_folder(FONTS, "*.ttf", "fonts.conf"),
        templates=hash_of_folder(locate("templates"), "**/*.j2", "**/*.css"),
    )


def hash_of_folder(folder: Path, *patterns: str) -> str:
    """Return the SHA-256 over the names and contents of files in a folder, in the order of their names."""
    files = {path.relative_to(folder).as_posix(): path for pattern in patterns for path in folder.glob(pattern)}
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\n{hashlib.sha256(files[name].read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def newest(is_at_least: Callable[..., object]) -> str:
    """Return a version in three numbers, given a function of three that only tells whether it is at least another."""
    found = [0, 0, 0]
    for place in range(3):
        while is_at_least(*found[:place], found[place] + 1, *(0,) * (2 - place)):
            found[place] += 1
    return ".".join(map(str, found))


def _dotted(number: int) -> str:
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
