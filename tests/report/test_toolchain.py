"""The fingerprint of what makes a PDF changes with each part that could change the bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

import impact_check
from impact_check.report.toolchain import hash_of_folder, newest, toolchain


def test_the_fingerprint_names_what_makes_a_pdf_here() -> None:
    found = toolchain()

    assert (found.impact_check, found.weasyprint, found.pydyf) == (impact_check.__version__, "70.0", "0.13.0")
    assert all(part.isdigit() for part in found.pango.split("."))
    assert found.harfbuzz.count(".") == (2 if found.harfbuzz else 0)
    assert len(found.fonts) == len(found.templates) == 64


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a.css").write_text("other"),
        lambda folder: (folder / "a.css").rename(folder / "b.css"),
        lambda folder: (folder / "part" / "c.css").unlink(),
        lambda folder: (folder / "d.css").write_text(""),
    ],
    ids=["changed", "renamed", "removed", "added"],
)
def test_the_hash_of_a_folder_changes_with_each_of_its_files(tmp_path: Path, change: Callable[[Path], object]) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "a.css").write_text("x")
    (tmp_path / "part" / "c.css").write_text("y")
    before = hash_of_folder(tmp_path, "**/*.css")
    (tmp_path / "other.txt").write_text("Of no account")
    same = hash_of_folder(tmp_path, "**/*.css")

    change(tmp_path)

    assert same == before
    assert hash_of_folder(tmp_path, "**/*.css") != before


@pytest.mark.parametrize("version", [(6, 0, 0), (10, 2, 0), (0, 9, 42), (0, 0, 0)], ids=str)
def test_a_version_is_found_by_asking_whether_it_is_at_least_another(version: tuple[int, int, int]) -> None:
    assert newest(lambda *asked: version >= asked) == ".".join(map(str, version))
