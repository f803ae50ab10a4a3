from pathlib import Path

import pytest

from loading.planted import small_files, write_out


@pytest.fixture
def files() -> dict[str, str]:
    """The small pack, to change before it is written out."""
    return dict(small_files())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in the folder of the packs, so that faults name paths from there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(here: Path, files: dict[str, str]) -> Path:
    """The small pack as it is, written out."""
    write_out(files, here)
    return here
