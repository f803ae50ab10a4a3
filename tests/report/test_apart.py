"""Pages are laid out in a child process: the same bytes, limits that end in a sentence, and nothing left behind."""

import os
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from impact_check.errors import MissingLibraryError, ReportError
from impact_check.report import child as child_module
from impact_check.report import render_pdf
from impact_check.report.apart import print_apart
from impact_check.report.pdf import Attached

from . import printed


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder where this process puts what it will clear away."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_child_makes_the_same_bytes_and_leaves_nothing(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = scratch / "here"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit(9)")  # Modules of the current folder are not run.
    monkeypatch.chdir(folder)
    before = dict(os.environ)

    assert render_pdf(printed.page_to_sign(), printed.ATTACHED, apart=True) == printed.to_sign()
    assert list(scratch.iterdir()) == [folder]
    assert dict(os.environ) == before


def test_files_of_any_bytes_and_names_reach_the_child() -> None:
    odd = (Attached("Zażółć “1”.bin", bytes(range(256)), "ÿ \u202e", datetime(2026, 1, 1, tzinfo=UTC), "x/y"),)
    page = printed.page_to_sign()

    assert print_apart(page, odd)[0] == render_pdf(page, odd)


def test_too_long_ends_in_a_sentence_and_leaves_nothing(scratch: Path) -> None:
    with pytest.raises(ReportError, match=r"takes longer than 0 seconds.*Your assessment is safe.*use the HTML report"):
        print_apart(printed.page_to_sign(), seconds=0.01)

    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process reliably")
def test_too_large_ends_in_a_sentence_and_leaves_nothing(scratch: Path) -> None:
    with pytest.raises(ReportError, match=r"more than 1 MB of memory.*Your assessment is safe.*use the HTML report"):
        print_apart(printed.page_to_sign(), megabytes=1)

    assert list(scratch.iterdir()) == []


CHILD = Path(child_module.__file__)

# What a child prints, and how it ends, when it is told to end, or its parent is killed.

WAITING = "import os, sys; print(os.getpid(), flush=True); sys.stdin.read(); print('done')"


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that waits until its standard input ends."""
    (tmp_path / "waits_for_its_input.py").write_text(WAITING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "waits_for_its_input"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that started it")
def test_a_child_goes_on_though_all_processes_are_told_to_end(waiting: str) -> None:
    command = [sys.executable, "-P", str(CHILD), waiting, str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        for number in (signal.SIGINT, signal.SIGTERM):
            child.send_signal(number)

        assert child.communicate() == (b"done\n", None)
    assert child.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that started it")
def test_a_child_ends_when_its_parent_is_killed(waiting: str) -> None:
    starts = "import os, subprocess, sys\nchild = subprocess.Popen([*sys.argv[1:], str(os.getpid())])\nchild.wait()"
    command = [sys.executable, "-c", starts, sys.executable, "-P", str(CHILD), waiting]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.kill()

        assert parent.stdout.read() == b""  # Nobody holds the pipe any more, so the child is gone, too.


def test_what_is_wrong_with_the_page_is_told_by_the_same_error() -> None:
    with pytest.raises(ReportError, match="something outside itself"):
        print_apart('<html lang="en-GB"><title>t</title><img src="https://example.invalid/x.png"></html>')


def test_a_missing_library_is_told_by_the_same_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(MissingLibraryError, match="Pango"):
        print_apart(printed.page_to_sign())


def test_a_child_that_breaks_tells_its_last_words_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scratch: Path
) -> None:
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "weasyprint.py").write_text("import tempfile; tempfile.mkdtemp(); raise ValueError('out of order')")
    monkeypatch.syspath_prepend(modules)

    with pytest.raises(ReportError, match=r"stopped \(ValueError: out of order\).*Your assessment is safe"):
        print_apart(printed.page_to_sign())
    assert list(scratch.iterdir()) == [modules]
