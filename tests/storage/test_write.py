"""Whatever happens while saving, either the old or the new file is there, whole, and nothing else is left behind."""

import errno
import io
import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from impact_check.errors import AssessmentFileError
from impact_check.model.assessment import Assessment, Pinned
from impact_check.storage import read_assessment, write_assessment

PINNED = Pinned(questionnaire="core", version="core 1.2.3", sha256="0" * 64)
OLD = Assessment(id="old", created=datetime(2026, 3, 1, tzinfo=UTC), pinned=PINNED)
NEW = OLD.model_copy(update={"id": "new"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.lia.json"


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def backup_of(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def test_first_save_leaves_one_file(path: Path) -> None:
    write_assessment(path, OLD)

    assert names(path) == ["plan.lia.json"]


def test_second_save_keeps_the_file_before_as_backup(path: Path) -> None:
    write_assessment(path, OLD)
    write_assessment(path, NEW)

    assert names(path) == ["plan.lia.json", "plan.lia.json.bak"]
    assert (read_assessment(path), read_assessment(backup_of(path))) == (NEW, OLD)


def test_third_save_keeps_the_second_as_backup(path: Path) -> None:
    third = OLD.model_copy(update={"id": "third"})
    for assessment in (OLD, NEW, third):
        write_assessment(path, assessment)

    assert (read_assessment(path), read_assessment(backup_of(path))) == (third, NEW)


def test_backup_is_a_copy_where_files_cannot_have_two_names(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_assessment(path, OLD)
    write_assessment(path, NEW)

    assert (read_assessment(path), read_assessment(backup_of(path))) == (NEW, OLD)


def test_permissions_of_the_file_stay(path: Path) -> None:
    write_assessment(path, OLD)
    path.chmod(0o640)

    write_assessment(path, NEW)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_folder_that_cannot_be_synced_is_no_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_file = os.open

    def refuse_folders(name: object, *args: int, **kwargs: int) -> int:
        if name == path.parent:
            raise OSError(errno.EACCES, "Permission denied")
        return open_file(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse_folders)

    write_assessment(path, OLD)

    assert read_assessment(path) == OLD


# Failures


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


FAILING: dict[str, tuple[object, str]] = {
    "fsync": (os, "fsync"),
    "replace": (Path, "replace"),
    "chmod": (Path, "chmod"),
    "hardlink-and-copy": (Path, "write_bytes"),
}


def fail(monkeypatch: pytest.MonkeyPatch, name: str, how: Callable[..., None]) -> None:
    owner, attribute = FAILING[name]
    if name == "hardlink-and-copy":
        monkeypatch.setattr(Path, "hardlink_to", no_space)
    monkeypatch.setattr(owner, attribute, how)


@pytest.mark.parametrize("name", FAILING)
def test_full_disk_leaves_the_old_file_and_nothing_half_done(
    name: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_assessment(path, OLD)
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        fail(patched, name, no_space)
        with pytest.raises(
            AssessmentFileError, match=r"could not be saved: No space left on device\. The file on disk is as"
        ):
            write_assessment(path, NEW)

    assert path.read_bytes() == before
    assert [left for left in names(path) if left.endswith(".new")] == []
    assert set(names(path)) <= {"plan.lia.json", "plan.lia.json.bak"}


@pytest.mark.parametrize("name", ["fsync", "replace", "chmod"])
def test_interruption_leaves_the_old_file_and_nothing_half_done(
    name: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_assessment(path, OLD)
    with monkeypatch.context() as patched:
        fail(patched, name, interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_assessment(path, NEW)

    assert read_assessment(path) == OLD
    assert set(names(path)) <= {"plan.lia.json", "plan.lia.json.bak"}


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_full_disk_at_the_first_save_leaves_nothing(name: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        fail(patched, name, no_space)
        with pytest.raises(AssessmentFileError, match="No space left"):
            write_assessment(path, OLD)

    assert names(path) == []


def test_disk_that_fills_up_while_writing_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_assessment(path, OLD)

    class SmallDisk(io.BufferedWriter):
        def write(self, content: bytes) -> int:
            super().write(content[:1])
            self.flush()
            return no_space()

    def small_disk(handle: int, mode: str) -> SmallDisk:
        return SmallDisk(io.FileIO(handle, mode))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", small_disk)
        with pytest.raises(AssessmentFileError, match="No space left"):
            write_assessment(path, NEW)

    assert read_assessment(path) == OLD
    assert names(path) == ["plan.lia.json"]


def test_failure_after_the_backup_was_made_leaves_a_backup_that_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def replace_the_backup_only(source: Path, target: Path) -> Path:
        return replace(source, target) if target == backup_of(path) else no_space()

    write_assessment(path, OLD)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace_the_backup_only)
        with pytest.raises(AssessmentFileError):
            write_assessment(path, NEW)

    assert read_assessment(backup_of(path)) == OLD


def test_failure_while_the_backup_is_made_leaves_the_backup_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_assessment(path, OLD)
    write_assessment(path, NEW)
    with monkeypatch.context() as patched:
        fail(patched, "hardlink-and-copy", no_space)
        with pytest.raises(AssessmentFileError):
            write_assessment(path, OLD)

    assert (read_assessment(path), read_assessment(backup_of(path))) == (NEW, OLD)


def test_the_file_is_on_the_disk_before_it_takes_the_old_ones_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_assessment(path, OLD)
    happened: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        happened.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def note_replace(source: Path, target: Path) -> Path:
        if target == path:
            happened.append("replace")
            assert read_assessment(source) == NEW
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    write_assessment(path, NEW)

    assert happened == ["file", "replace", "folder"]


def busy(monkeypatch: pytest.MonkeyPatch, path: Path, times: int) -> None:
    """Have another program hold the file so often when it is to get its new content; nobody waits in between."""
    replace = Path.replace
    left = [times]

    def refuse_at_first(source: Path, target: Path) -> Path:
        if target == path and left[0] > 0:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", refuse_at_first)
    monkeypatch.setattr("time.sleep", lambda _: None)


def test_file_that_another_program_holds_for_a_moment_is_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_assessment(path, OLD)
    busy(monkeypatch, path, times=20)

    write_assessment(path, NEW)

    assert (read_assessment(path), read_assessment(backup_of(path))) == (NEW, OLD)


def test_file_that_another_program_does_not_let_go_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_assessment(path, OLD)
    busy(monkeypatch, path, times=21)

    with pytest.raises(AssessmentFileError, match=r"could not be saved: Permission denied\. The file on disk is as"):
        write_assessment(path, NEW)

    assert read_assessment(path) == OLD
    assert names(path) == ["plan.lia.json", "plan.lia.json.bak"]


# Places that can't be written to


def test_folder_that_may_not_be_written_to_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)

    with pytest.raises(AssessmentFileError, match="could not be saved: Permission denied"):
        write_assessment(path, OLD)

    assert names(path) == []


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssessmentFileError, match="could not be saved: No such file or directory"):
        write_assessment(tmp_path / "nowhere" / "plan.lia.json", OLD)


def test_folder_that_was_deleted_meanwhile_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "plan.lia.json"
    path.parent.mkdir()
    write_assessment(path, OLD)
    shutil.rmtree(path.parent)

    with pytest.raises(AssessmentFileError, match=r"could not be saved: No such file or directory\.$"):
        write_assessment(path, NEW)


def test_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir()

    with pytest.raises(AssessmentFileError, match="could not be saved: Is a directory"):
        write_assessment(path, OLD)

    assert names(path) == ["plan.lia.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Notes of a meeting",
        b"{",
        b"[]",
        b'"text"',
        b'{"name": "something else"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
    ids=["empty", "text", "torn", "list", "word", "other-json", "binary", "deep"],
)
def test_file_that_is_no_assessment_is_not_overwritten(content: bytes, path: Path) -> None:
    path.write_bytes(content)

    with pytest.raises(AssessmentFileError, match="is not an assessment file, so it was not overwritten"):
        write_assessment(path, OLD)

    assert path.read_bytes() == content
    assert names(path) == ["plan.lia.json"]


def test_a_new_file_has_the_mode_of_any_other_new_file(path: Path) -> None:
    other = path.with_name("other.txt")
    other.write_text("")

    write_assessment(path, NEW)

    assert path.stat().st_mode == other.stat().st_mode
