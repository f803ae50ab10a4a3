"""The small valid pack, written out afresh, and faults to plant into it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

MARK = "»"
"""Stands right before the character that must be named as the place of a fault."""

SMALL = Path(__file__).parent / "small"


@dataclass(frozen=True)
class Planted:
    """A text of one file replaced by a bad one, and the fault that must be told.

    The mark is in the bad text; or, if the fault shows elsewhere, in `told`: a file, and a text of it.
    """

    id: str
    file: str
    good: str
    """Occurs once in the file. Empty: the file is new, or replaced as a whole."""
    bad: str
    code: str
    words: tuple[str, ...]
    """What the message must contain."""
    told: tuple[str, str] | None = None
    also: frozenset[str] = field(default_factory=frozenset)
    """Codes of faults that follow from this one."""
    severity: str = "error"
    answers: tuple[tuple[str, str], ...] | None = None
    """The answers that must be named to show it; None: not looked at."""
    whole_file: bool = False
    """The fault is about the file as a whole, so it names no line."""


@dataclass(frozen=True)
class Place:
    path: str
    line: int
    column: int


@cache
def small_files() -> dict[str, str]:
    """Return the text of every file of the small pack, by path."""
    return {path.relative_to(SMALL).as_posix(): path.read_text("utf-8") for path in sorted(SMALL.rglob("*.yaml"))}


def plant(files: dict[str, str], planted: Planted) -> Place:
    """Plant a fault into the files; return where it must be told."""
    if planted.good:
        assert files[planted.file].count(planted.good) == 1, f"'{planted.good}' is not there once"
        files[planted.file] = files[planted.file].replace(planted.good, planted.bad)
    else:
        files[planted.file] = planted.bad
    if planted.whole_file:
        return Place(planted.file, 0, 0)
    if planted.told:
        told, marked = planted.told
        assert files[told].count(marked.replace(MARK, "")) == 1, f"'{marked}' is not there once"
        text = files[told].replace(marked.replace(MARK, ""), marked)
        return _place_of_mark(told, text)
    place = _place_of_mark(planted.file, files[planted.file])
    files[planted.file] = files[planted.file].replace(MARK, "")
    return place


def _place_of_mark(file: str, text: str) -> Place:
    before, mark, _ = text.partition(MARK)
    assert mark, "no mark says where the fault must be told"
    return Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def write_out(files: dict[str, str], folder: Path) -> None:
    """Write the files of a pack into a folder, each with its text as UTF-8."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
