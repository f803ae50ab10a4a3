"""Run the real program: with pipes, or at a terminal of its own."""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACK = str(Path(__file__).parents[1] / "cli" / "content" / "core")
PROGRAM = (sys.executable, "-W", "error", "-m", "impact_check")

FACTS = ("Close Elm Hall", "The hall would close.", "2099-04-01")
CLOSURE = (*FACTS, "1", "25", "1", "1, 2", "2")
"""Every answer of a closure, for the small questionnaire of the tests."""


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without what would change the look, and with the changes."""
    looks = (
        *("TERM", "NO_COLOR", "ACCESSIBLE", "COLUMNS", "LINES"),
        *("IMPACT_CHECK_BY", "IMPACT_CHECK_LANGUAGE", "PYTHONIOENCODING"),
    )
    return {**{name: value for name, value in os.environ.items() if name not in looks}, **changes}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in an empty folder."""

    def run_command(*arguments: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            (*PROGRAM, *arguments),
            input=typed.encode(),
            capture_output=True,
            cwd=tmp_path,
            env=environment(**env),
            timeout=120,
            check=False,
        )

    return run_command


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, arguments: tuple[str, ...], folder: Path, env: dict[str, str]) -> None:
        self.output = b""
        self.code: int | None = None
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(PROGRAM[0], (*PROGRAM, *arguments), environment(**env))  # noqa: S606  # Our own program.

    def type(self, text: str) -> None:
        os.write(self._file, text.encode())

    def expect(self, text: str, seconds: float = 30) -> str:
        """Wait until the text was shown after what was waited for before; return all that was shown until then."""
        wanted = text.encode()
        end = time.monotonic() + seconds
        start = len(self._taken) if hasattr(self, "_taken") else 0
        while wanted not in self.output[start:]:
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} was not shown:\n{self.output[start:].decode(errors='replace')}")
            if not self._read(0.1) and self.code is not None:
                raise AssertionError(f"ended ({self.code}) without {text!r}:\n{self.output.decode(errors='replace')}")
        upto = self.output.index(wanted, start) + len(wanted)
        self._taken = self.output[:upto]
        return self._taken.decode(errors="replace")

    def answer(self, *lines: str) -> None:
        """Type each line when the prompt is there."""
        for line in lines:
            self.expect("> ")
            self.type(line + "\r")

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self, seconds: float = 60) -> int:
        """Read to the end; return the exit code, negative if a signal ended it."""
        end = time.monotonic() + seconds
        while self.code is None:
            self._read(0.1)
            if time.monotonic() > end:
                raise AssertionError(f"did not end:\n{self.output.decode(errors='replace')}")
        return self.code

    def _read(self, seconds: float) -> bool:
        if select.select([self._file], [], [], seconds)[0]:
            with contextlib.suppress(OSError):
                read = os.read(self._file, 65536)
                self.output += read
                if read:
                    return True
        if self.code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.code = os.waitstatus_to_exitcode(status)
        return False

    def close(self) -> None:
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._file)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Start a command at a terminal, in an empty folder."""
    opened: list[Terminal] = []

    def start(*arguments: str, **env: str) -> Terminal:
        opened.append(Terminal(arguments, tmp_path, {"TERM": "xterm-256color", **env}))
        return opened[-1]

    yield start
    for each in opened:
        each.close()
