"""What was typed and not yet answered is kept beside the assessment."""

import stat
from pathlib import Path

import pytest

from impact_check.storage import draft_path, read_drafts, write_drafts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.lia.json"


def test_drafts_come_back_as_they_were(path: Path) -> None:
    begun = {"title": "Close Elm H", "summary": "One.\n\nTŵo: “three”"}

    write_drafts(path, begun)

    assert draft_path(path).name == ".plan.lia.json.draft"
    assert read_drafts(path) == begun
    assert [found.name for found in path.parent.iterdir()] == [".plan.lia.json.draft"]


def test_the_file_goes_with_the_last_draft(path: Path) -> None:
    write_drafts(path, {"title": "Close"})
    write_drafts(path, {})
    write_drafts(path, {})

    assert list(path.parent.iterdir()) == []
    assert read_drafts(path) == {}


def test_a_draft_can_be_read_by_those_who_can_read_the_assessment(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o640)

    write_drafts(path, {"title": "Close"})

    assert stat.S_IMODE(draft_path(path).stat().st_mode) == 0o640


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"drafts": 3}', b"\xff", b'{"drafts": {"title": 3}}'])
def test_a_damaged_draft_is_no_draft(path: Path, content: bytes) -> None:
    draft_path(path).write_bytes(content)

    assert read_drafts(path) == {}


def test_a_folder_that_cannot_be_written_keeps_no_draft(path: Path) -> None:
    write_drafts(path.parent / "gone" / path.name, {"title": "Close"})

    assert list(path.parent.iterdir()) == []
