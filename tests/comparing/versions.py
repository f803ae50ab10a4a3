"""Two versions of the small pack, written out: the second with a text of one file replaced, or a file added."""

from collections.abc import Iterable
from pathlib import Path

from loading.planted import small_files, write_out

Edit = tuple[str, str, str]
"""A file, a text that occurs once in it, and the text in its place. An empty text: the file is new, or gets longer."""


def two_versions(folder: Path, edits: Iterable[Edit], pack: str = "elmshire") -> tuple[Path, Path]:
    """Write both versions; return their folders."""
    files = dict(small_files())
    write_out(files, folder / "old")
    for file, good, bad in edits:
        if good:
            assert files[file].count(good) == 1, f"'{good}' is not there once"
            files[file] = files[file].replace(good, bad)
        else:
            files[file] = files.get(file, "") + bad
    write_out(files, folder / "new")
    return folder / "old" / pack, folder / "new" / pack
