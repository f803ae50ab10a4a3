"""Requests -> answers, made by several child processes at once. One that crashes or takes too long loses its own only.

The children are started anew, not forked: a program with threads, or one that has no `__main__` to import again, can
use them. Each runs one of our modules, which calls `serve`. A message is a JSON object and bytes, both with their
length in front.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import IO, Any, Literal

from impact_check.report.apart import child_environment

Lost = Literal["too slow", "crashed"]


@dataclass(frozen=True, slots=True)
class Message:
    """What goes to a child, or comes back."""

    told: Mapping[str, Any]
    """To be written as JSON."""
    content: bytes = b""

    @property
    def is_last(self) -> bool:
        """Whether the child that says this had better be replaced."""
        return bool(self.told.get("is_last"))


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one request."""

    key: object
    """As it came with the request."""
    message: Message | None
    """None: the child was lost."""
    lost: Lost | None = None
    last_words: str = ""
    """What a child that crashed said last, in English, or the number it ended with."""


def answered(
    module: str, requests: Iterable[tuple[object, Message]], *, jobs: int, seconds: float, per_child: int = 200
) -> Iterator[Answered]:
    """Yield what becomes of each request, in the order in which they are done.

    requests: read as they are needed, in the thread of the caller. jobs: how many children, at least 1. seconds: how
    long a child may take for one request before it is stopped. per_child: requests before it is replaced by a new one,
    so that what leaks can't add up. No child is left when the iterator is closed.
    """
    waiting: SimpleQueue[tuple[object, Message] | None] = SimpleQueue()
    done: SimpleQueue[Answered | BaseException] = SimpleQueue()
    stopped = Event()
    children = [_Child(module, seconds, per_child, stopped) for _ in range(max(1, jobs))]
    threads = [Thread(target=_work, args=(child, waiting, done), daemon=True) for child in children]
    for thread in threads:
        thread.start()
    try:
        yield from _paced(iter(requests), waiting, done, 2 * len(children))
    finally:
        stopped.set()
        for child in children:
            waiting.put(None)
            child.end()
        for thread in threads:
            thread.join()


def _paced(
    requests: Iterator[tuple[object, Message]],
    waiting: "SimpleQueue[tuple[object, Message] | None]",
    done: "SimpleQueue[Answered | BaseException]",
    ahead: int,
) -> Iterator[Answered]:
    """Hand out a few requests ahead of the answers, however many there are."""
    under_way, is_more = 0, True
    while True:
        while is_more and under_way < ahead:
            request = next(requests, None)
            is_more = request is not None
            if request is not None:
                waiting.put(request)
                under_way += 1
        if not under_way:
            return
        found = done.get()
        if isinstance(found, BaseException):
            raise found
        under_way -= 1
        yield found


def _work(
    child: "_Child",
    waiting: "SimpleQueue[tuple[object, Message] | None]",
    done: "SimpleQueue[Answered | BaseException]",
) -> None:
    """Pass requests to one child until there are no more."""
    while (request := waiting.get()) is not None:
        try:
            done.put(child.ask(*request))
        except BaseException as error:  # noqa: BLE001  # Whoever waits for the answer must hear of it.
            done.put(error)


class _Child:
    """A process that answers one request after the other; a new one, if the one before is gone."""

    def __init__(self, module: str, seconds: float, per_child: int, stopped: Event) -> None:
        self._module, self._seconds, self._per_child, self._stopped = module, seconds, per_child, stopped
        self._changing = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._asked = 0

    def ask(self, key: object, message: Message) -> Answered:
        process = self._started()
        if process is None:
            return Answered(key, None, "crashed", "stopped")
        too_slow = Event()

        def stop() -> None:
            too_slow.set()
            process.kill()

        timer = Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, message)
        finally:
            timer.cancel()
        self._asked += 1
        if answer is not None:
            if self._asked >= self._per_child or answer.is_last:
                self.end()
            return Answered(key, answer)
        process.wait()
        last_words = self._last_words(process)
        self.end()
        return Answered(key, None, "too slow" if too_slow.is_set() else "crashed", last_words)

    def end(self) -> None:
        """Leave nothing of the child."""
        with self._changing:
            process, self._process = self._process, None
            scratch, self._scratch = self._scratch, None
            self._asked = 0
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
        if scratch is not None:
            scratch.cleanup()

    def _started(self) -> "subprocess.Popen[bytes] | None":
        with self._changing:
            if self._stopped.is_set():
                return None
            if self._process is None:
                self._scratch = tempfile.TemporaryDirectory(prefix="impact-check-", ignore_cleanup_errors=True)
                with _errors(self._scratch.name).open("wb") as errors:
                    self._process = subprocess.Popen(  # noqa: S603  # Our own module, with this Python.
                        [sys.executable, "-P", "-m", self._module],
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=errors,
                        env=child_environment(self._scratch.name),
                    )
            return self._process

    def _last_words(self, process: "subprocess.Popen[bytes]") -> str:
        with self._changing, suppress(OSError):
            if self._scratch is not None:
                lines = _errors(self._scratch.name).read_text("utf-8", "replace").strip().splitlines()
                if lines:
                    return lines[-1]
        return str(process.returncode)


def _errors(scratch: str) -> Path:
    return Path(scratch, "stderr")


def _exchange(process: "subprocess.Popen[bytes]", message: Message) -> Message | None:
    """Send a message and return the answer, or None if the child is gone."""
    try:
        if process.stdin is None or process.stdout is None:
            return None
        write(process.stdin, message)
        return read(process.stdout)
    except (OSError, ValueError):
        return None


def serve(answer: Callable[[Message], Message]) -> None:
    """Answer messages from standard input on standard output until there are no more. For the child."""
    # Ctrl-C reaches every process of a terminal. It is for the parent to end its children.
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Whatever else is printed is no answer.
    while (message := read(asked)) is not None:
        write(answers, answer(message))


def write(stream: IO[bytes], message: Message) -> None:
    """Write one message."""
    told = json.dumps(message.told).encode("ascii")
    stream.write(b"%d %d\n" % (len(told), len(message.content)))
    stream.write(told)
    stream.write(message.content)
    stream.flush()


def read(stream: IO[bytes]) -> Message | None:
    """Read one message; None where the stream ends. Raises ValueError if it ends inside one."""
    line = stream.readline()
    if not line:
        return None
    lengths = [int(part) for part in line.split()]
    told, content = (_exactly(stream, length) for length in lengths)
    return Message(json.loads(told), content)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) != length:
        raise ValueError("a message was cut off")
    return content
