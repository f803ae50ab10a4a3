"""The page about clusters shows the functions that `make test-spark` runs."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["spark_screen.py", "dask_screen.py"])
def test_page_shows_the_example_as_it_is(name: str) -> None:
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")

    assert (ROOT / "examples" / name).read_text(encoding="utf-8") in page
