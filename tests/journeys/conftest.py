"""Run the real program: with pipes, or at a terminal of its own."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACK = str(Path(__file__).parents[1] / "cli" / "content" / "core")
PROGRAM = (sys.executable, "-W", "error", "-m", "impact_check")

FACTS = ("Close Elm Hall", "The hall would close.", "2099-04-01")
CLOSURE = (*FACTS, "1", "25", "1", "1, 2", "2")
"""Every answer of a closure, for the small questionnaire of the tests."""

FRAME = re.compile(rb"\x1b\[\?25l.*?(?:\x1b\[\?25h|\Z)", re.DOTALL)
"""What the line editor writes whenever it draws its lines: their `> ` is no new prompt."""

EDITOR_PROMPT = b">\x08\x1b[2C"
"""How it writes `> ` when it begins to wait: it steps over the blank."""


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without what would change the look or the speed, and with the changes.

    A program is started some hundred times: without its compiled modules kept, each start takes half as long again.
    """
    left_out = (
        *("TERM", "NO_COLOR", "ACCESSIBLE", "COLUMNS", "LINES"),
        *("IMPACT_CHECK_BY", "IMPACT_CHECK_LANGUAGE", "PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE"),
    )
    return {**{name: value for name, value in os.environ.items() if name not in left_out}, **changes}


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


def _without_prompt(frame: re.Match[bytes]) -> bytes:
    return frame[0].replace(b"> ", b">").replace(EDITOR_PROMPT, b"> ")


QUIET = 0.1
"""Seconds without a word, after which what ends like a prompt is taken for one."""


class Terminal:
    """A program at a terminal of its own."""

    def __init__(
        self, arguments: tuple[str, ...], folder: Path, env: dict[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.output = b""
        self._written = b""
        self._taken = b""
        self.code: int | None = None
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            for number in (signal.SIGINT, signal.SIGHUP):  # Ignored, if the tests run in the background.
                signal.signal(number, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(folder)
            os.execve(PROGRAM[0], (*PROGRAM, *arguments), environment(**env))  # noqa: S606  # Our own program.

    def type(self, text: str) -> None:
        os.write(self._file, text.encode())

    def expect(self, text: str, seconds: float = 30) -> str:
        """Wait until the text was shown after what was waited for before; return all that was shown until then."""
        wanted = text.encode()
        end = time.monotonic() + seconds
        start = len(self._taken)
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

    def answer_any(self, line: str, seconds: float = 30) -> None:
        """Type a line when a question or a form waits for one, whatever its prompt."""
        self.shown(seconds)
        self.type(f"{line}\r")

    def shown(self, seconds: float = 30) -> str:
        """Wait until a question or a form waits for a line; return what was shown since the last line was typed."""
        end = time.monotonic() + seconds
        start = len(self._taken)
        while not self.output[start:].endswith((b"> ", b": ")) or self._read(QUIET):
            self._read(0.1)
            assert time.monotonic() < end, self.output[-2000:].decode(errors="replace")
        self._taken = self.output
        return self.output[start:].decode(errors="replace")

    def hang_up(self) -> int:
        """Close the terminal under the program; return its exit code."""
        os.close(self._file)
        self._file = os.open(os.devnull, os.O_RDONLY)
        return self.wait()

    def kill(self) -> None:
        self.signal(signal.SIGKILL)

    def signal(self, number: int) -> int:
        """Send a signal; return the exit code."""
        os.kill(self.pid, number)
        return self.wait()

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
                self._written += read
                self.output = FRAME.sub(_without_prompt, self._written)
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

    def start(*arguments: str, columns: int = 80, rows: int = 24, **env: str) -> Terminal:
        opened.append(Terminal(arguments, tmp_path, {"TERM": "xterm-256color", **env}, columns, rows))
        return opened[-1]

    yield start
    for each in opened:
        each.close()
