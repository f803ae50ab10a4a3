"""Wherever a saved file is cut or overwritten, it opens as it was saved, or what is wrong and the copy are named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from impact_check.errors import AssessmentFileError, DamagedFileError
from impact_check.model.assessment import Assessment, HistoryEntry, Known, Pinned
from impact_check.model.history import broken_at, chained
from impact_check.storage import backup_of, read_assessment, read_backup, recover, write_assessment

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PINNED = Pinned(questionnaire="core", version="core 1.2.3", sha256="0" * 64)


def answered(count: int) -> Assessment:
    """Return an assessment with so many answers, each with its entry."""
    times = [START + timedelta(minutes=number) for number in range(count)]
    return Assessment(
        id="case-7",
        created=START,
        pinned=PINNED,
        answers={f"q{number}": Known(by="Zoë", at=at, value=f"ŵ {number}") for number, at in enumerate(times)},
        history=chained(
            HistoryEntry(at=at, by="Zoë", what="answered", about=f"q{number}", new=f"ŵ {number}")
            for number, at in enumerate(times)
        ),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that was saved twice: the last change is its third answer."""
    path = tmp_path / "plan.lia.json"
    write_assessment(path, answered(2))
    write_assessment(path, answered(3))
    return path


def test_cut_anywhere_it_opens_as_saved_or_names_the_copy_with_all_but_the_last_change(path: Path) -> None:
    whole = path.read_bytes()
    opened = 0

    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        try:
            assert read_assessment(path) == answered(3)
            opened += 1
        except DamagedFileError as error:
            assert f"The copy before the last change is {backup_of(path)}." in str(error)  # noqa: PT017
    assert opened == 1  # Without the line end after the last brace.
    assert read_backup(path) == answered(2)


@pytest.mark.parametrize("byte", [b"\x00", b"x", b'"', b"}", b" ", b"\xff"], ids=repr)
def test_any_byte_of_the_last_entry_overwritten_is_noticed(byte: bytes, path: Path) -> None:
    whole = path.read_bytes()
    begin = whole.rindex(b"    {", 0, whole.index(b'"suggested"'))
    end = whole.index(b"}", begin)

    for place in range(begin, end + 1):
        path.write_bytes(whole[:place] + byte + whole[place + 1 :])
        try:
            found = read_assessment(path)
        except DamagedFileError as error:
            assert str(backup_of(path)) in str(error)  # noqa: PT017
        else:
            assert found == answered(3) or broken_at(found.history) == 2, whole[place - 20 : place + 1]
            assert found.answers == answered(3).answers
    assert read_backup(path) == answered(2)


def test_recovering_puts_the_copy_in_place_and_keeps_what_was_there(path: Path) -> None:
    path.write_bytes(b"{torn")
    damaged = path.with_name("plan.lia.json.damaged-1")

    recover(path, damaged)

    assert read_assessment(path) == answered(2)
    assert damaged.read_bytes() == b"{torn"
    assert read_backup(path) == answered(2)


def test_recovering_a_file_that_is_gone_brings_it_back(path: Path) -> None:
    path.unlink()
    damaged = path.with_name("plan.lia.json.damaged-1")

    recover(path, damaged)

    assert read_assessment(path) == answered(2)
    assert not damaged.exists()


def test_without_a_copy_that_can_be_read_nothing_is_recovered(path: Path) -> None:
    path.write_bytes(b"{torn")
    backup_of(path).write_bytes(b"{torn too")

    with pytest.raises(DamagedFileError):
        recover(path, path.with_name("plan.lia.json.damaged-1"))

    assert path.read_bytes() == b"{torn"
    assert read_backup(path) is None
    assert not path.with_name("plan.lia.json.damaged-1").exists()


def test_a_full_disk_while_recovering_leaves_the_damaged_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"{torn")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)

    with pytest.raises(AssessmentFileError, match="could not be brought back: No space left"):
        recover(path, path.with_name("plan.lia.json.damaged-1"))

    assert path.read_bytes() == b"{torn"
    assert read_backup(path) == answered(2)
