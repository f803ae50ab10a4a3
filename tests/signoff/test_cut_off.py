"""Whatever happens on the way, a file is there whole, and the ledger knows it."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import SignOffError
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.in_place import finish_interrupted, write_aside
from impact_check.signoff.twin import twin_of

from . import build
from .build import Laid, laid_out
from .cut_off import POINTS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one for each point at which a process that signed was killed."""
    folder = tmp_path_factory.mktemp("killed")
    for point in POINTS:
        laid_out(folder / point, 0)
    command = (sys.executable, "-m", "tests.signoff.cut_off", str(folder))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout.split(), done.stderr) == ([str(-signal.SIGKILL)] * len(POINTS), "")
    return folder


@pytest.mark.parametrize("point", POINTS)
def test_a_process_that_is_killed_has_signed_wholly_or_not_at_all(killed: Path, point: str) -> None:
    laid, counts = Laid(killed / point), point == "after the entry"
    assert laid.pdf.read_bytes() == build.stages()[0][laid.pdf.name]
    assert len(list(laid.folder.glob(".*.part"))) == 1

    done = laid.sign("challenger" if counts else "author")

    assert [entry.role for entry in done.standing.signatures] == ["author", "challenger"][: 1 + counts]
    assert done.notes
    assert done.standing.last_file_sha256 == sha256_of(laid.pdf.read_bytes())
    assert not list(laid.folder.glob(".*.part"))


@pytest.mark.parametrize("call", [1, 2], ids=["the file", "the ledger"])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    laid = laid_out(tmp_path, 1)
    before = files(laid)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", FullDisk(call))
        with pytest.raises(OSError, match="No space left"):
            laid.sign("challenger")

    assert files(laid) == before
    assert len(laid.sign("challenger").standing.signatures) == 2


def test_a_web_page_that_cannot_be_written_is_told_and_the_signature_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = laid_out(tmp_path, 1)
    before = twin_of(laid.pdf).read_bytes()

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", FullDisk(4))  # After those of the file, the ledger and the folder.
        done = laid.sign("challenger")

    assert done.notes == (f"The web page {twin_of(laid.pdf)} could not be written: No space left on device",)
    assert done.standing.last_file_sha256 == sha256_of(laid.pdf.read_bytes())
    assert twin_of(laid.pdf).read_bytes() == before


@pytest.mark.parametrize("step", ["status", "sign"])
def test_a_web_page_that_was_left_behind_is_written_anew_by_the_next_step(tmp_path: Path, step: str) -> None:
    laid = laid_out(tmp_path, 1)
    twin, whole = twin_of(laid.pdf), twin_of(laid.pdf).read_bytes()
    twin.write_bytes(build.stages()[0][twin.name])
    os.utime(twin, (0, 0))

    if step == "status":
        _, (told,) = api.sign_off_status(laid.pdf, laid.ledger)
    else:
        with pytest.raises(SignOffError, match="The Author has signed already") as refused:
            api.what_is_signed(laid.pdf, laid.ledger, "author")
        told = str(refused.value).partition(" The Author")[0]

    assert told == f"An earlier step was cut off before it wrote {twin}. That is now as it should be."
    assert twin.read_bytes() == whole


def test_a_web_page_that_is_as_it_should_be_is_left_alone_whatever_its_age(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 1)
    os.utime(twin_of(laid.pdf), (0, 0))

    assert api.sign_off_status(laid.pdf, laid.ledger)[1] == ()
    assert twin_of(laid.pdf).stat().st_mtime == 0


def test_what_another_step_left_beside_another_file_is_not_touched(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 0)
    other = write_aside(tmp_path / "other.pdf", b"of somebody else")
    own = write_aside(laid.pdf, b"never recorded")

    notes = finish_interrupted(laid.pdf, laid.ledger.read())

    assert other.exists()
    assert not own.exists()
    assert notes == ("An earlier step was cut off before it was recorded. What it left behind was cleared away.",)


class FullDisk:
    """Stands for `os.fsync` on a disk that is full at the nth call."""

    def __init__(self, call: int) -> None:
        self.left = call
        self.fsync = os.fsync

    def __call__(self, descriptor: int) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.fsync(descriptor)


def files(laid: Laid) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in laid.folder.rglob("*") if path.is_file()}
