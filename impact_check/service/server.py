"""The application -> a server (waitress) that no slow client holds up, and that ends only when it has answered.

Waitress reads requests in one thread, however slowly they come, and hands a whole request to one of a few others. Here
it also learns to refuse what takes too long to arrive, to say each refusal as a problem, and to stop in an orderly way.
"""

import logging
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from types import FrameType
from typing import Any, Final

from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import ErrorTask, ThreadedTaskDispatcher  # type: ignore[import-untyped]

from impact_check.service.app import HEADERS
from impact_check.service.arriving import Parser
from impact_check.service.problems import MEDIA_TYPE, Problem, reason
from impact_check.service.settings import Limits

_CODES: Final = {413: "too-large", 431: "headers-too-large", 500: "internal"}
_LOOP_SECONDS: Final = 0.5
_LINGER_SECONDS: Final = 2.0
_SPARE_FILES: Final = 100
"""File descriptors for all but connections: PDFs, bodies that are too large for memory."""
Log = Callable[[str], None]


class Refusal:
    """What waitress calls an error: a request that no application sees."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # noqa: ARG002
        """Return status, headers and body, as waitress asks for them."""
        headers = {"Content-Type": MEDIA_TYPE, **HEADERS, **self.problem.headers}
        return reason(self.problem.told.status), list(headers.items()), self.problem.told.model_dump_json().encode()


class _RefusalTask(ErrorTask):  # type: ignore[misc]  # Waitress has no types.
    """Says what waitress itself refuses as a problem, and logs it."""

    def execute(self) -> None:
        error = self.request.error
        if not isinstance(error, Refusal):
            code = _CODES.get(error.code, "bad-request")
            error = self.request.error = Refusal(Problem(code, _sentence(code, str(error.body))))
        self.channel.server.log_refusal(error.problem)
        self.channel.is_refused = True
        super().execute()


def _sentence(code: str, said: str) -> str:
    if code == "internal":
        return "This is a fault of the program. The server’s log says where."
    return said[:1].upper() + said[1:200].rstrip(".") + "."


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when a request has been arriving on it."""

    parser_class = Parser
    error_task_class = _RefusalTask
    request: Any = None
    """What is arriving."""
    arriving_since: float | None = None
    is_refused = False
    """Waitress or this server refused what came: the rest of it may still be on its way."""
    lingering_since: float | None = None
    """Since when all is said, and what the client still sends is read only so that it reads our refusal, too."""

    def writable(self) -> bool:
        return bool(super().writable()) if self.lingering_since is None else bool(self.will_close)

    def readable(self) -> bool:
        return bool(super().readable()) if self.lingering_since is None else not self.will_close

    def handle_close(self) -> None:
        """Close it; after a refusal only once the client had time to read that, or else its system throws it away."""
        if self.is_refused and self.lingering_since is None and self.connected:
            self.lingering_since, self.will_close = time.monotonic(), False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()

    def handle_read(self) -> None:
        if self.lingering_since is None:
            super().handle_read()
            return
        try:
            is_over = not self.recv(self.adj.recv_bytes)
        except OSError:
            is_over = True
        if is_over:
            super().handle_close()

    def received(self, data: bytes) -> bool:
        went_on = bool(super().received(data))
        if self.request is None:
            self.arriving_since = None
        elif self.arriving_since is None:
            self.arriving_since = time.monotonic()
        return went_on

    def refuse(self, problem: Problem) -> None:
        """Answer a request that hasn't arrived with a refusal, and close the connection."""
        with self.requests_lock:
            if self.requests or self.will_close or self.close_when_flushed:
                return
            if self.request is not None:
                self.request.close()
            refused = Parser(self.adj)
            refused.error, refused.version = Refusal(problem), "1.1"
            self.request, self.arriving_since = None, None
            self.requests.append(refused)
            self.server.add_task(self)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket."""

    channel_class = _Channel

    def __init__(
        self, application: object, host: str, port: int, limits: Limits, now: Callable[[], datetime], log: Log | None
    ) -> None:
        self.limits, self.now, self.log = limits, now, log
        self.is_over = False
        self.dispatcher = ThreadedTaskDispatcher()
        self.dispatcher.set_thread_count(limits.threads)
        super().__init__(application, map={}, dispatcher=self.dispatcher, adj=_adjustments(host, port, limits))

    def maintenance(self, now: float) -> None:
        """Refuse requests that have been arriving for too long, and close connections on which nothing happens."""
        latest = time.monotonic() - self.limits.receive_seconds
        for channel in tuple(self.active_channels.values()):
            if channel.lingering_since is not None:
                channel.will_close |= channel.lingering_since < time.monotonic() - _LINGER_SECONDS
            elif channel.arriving_since is not None:
                if channel.arriving_since < latest:
                    channel.refuse(_too_slow(self.limits))
            elif not channel.requests:
                seconds = self.limits.send_seconds if channel.total_outbufs_len else self.limits.receive_seconds
                channel.will_close |= channel.last_activity < now - seconds

    def add_task(self, task: Any) -> None:
        """Hand a whole request to a thread; if too many wait already, only the refusal of it."""
        if len(self.dispatcher.queue) >= self.limits.waiting and task.requests and not task.requests[0].error:
            detail = "Too many requests are waiting. Try again in a few seconds."
            task.requests[0].error = Refusal(Problem("busy", detail, headers={"Retry-After": "5"}))
        super().add_task(task)

    def log_refusal(self, problem: Problem) -> None:
        """Log a request that the application didn't see."""
        if self.log:
            at = self.now().isoformat(timespec="seconds")
            self.log(f"{at} - (not read) {problem.told.status} {problem.told.code}")

    @property
    def address(self) -> str:
        """Where it can be reached: `http://127.0.0.1:8080`."""
        host = f"[{self.effective_host}]" if ":" in self.effective_host else self.effective_host
        return f"http://{host}:{self.effective_port}"

    def serve(self, stopping: threading.Event) -> None:
        """Serve until `stopping` is set; then answer every request that has arrived, and return."""
        while not stopping.is_set():
            self._turn()
        self.accepting = False
        self.del_channel(self._map)
        self.socket.close()
        until = time.monotonic() + self.limits.stop_seconds
        while self._is_busy() and time.monotonic() < until:
            self._turn()
        self.is_over = True
        self.dispatcher.shutdown(cancel_pending=True, timeout=1)
        wasyncore.close_all(self._map, ignore_all=True)

    def wake(self) -> None:
        """Let `serve` look at once whether it should stop. Safe in any thread, and in a signal handler."""
        self.pull_trigger()

    def pull_trigger(self) -> None:
        """As waitress has it; afterwards the number of its pipe may be that of another file."""
        if not self.is_over:
            super().pull_trigger()

    def _turn(self) -> None:
        wasyncore.loop(timeout=_LOOP_SECONDS, use_poll=True, map=self._map, count=1)

    def _is_busy(self) -> bool:
        """Tell whether there are answers to give; connections on which no whole request came are closed."""
        for channel in tuple(self.active_channels.values()):
            if channel.arriving_since is not None:
                channel.refuse(Problem("stopping", "The server stops now.", headers={"Retry-After": "30"}))
            elif not channel.requests and not channel.total_outbufs_len:
                channel.will_close = True
        return any(channel.requests or channel.total_outbufs_len for channel in self.active_channels.values())


def _adjustments(host: str, port: int, limits: Limits) -> Adjustments:
    return Adjustments(
        host=f"[{host}]" if ":" in host else host,
        port=port,
        ident="impact-check",
        threads=limits.threads,
        connection_limit=_connections(limits.connections),
        backlog=limits.connections,
        cleanup_interval=1,
        channel_timeout=int(limits.receive_seconds),
        max_request_header_size=limits.headers,
        max_request_body_size=max(limits.body, limits.upload) + 1,
        asyncore_use_poll=True,
        log_socket_errors=False,
        # Without this a client that goes away while its PDF is made is noticed only at the end.
        channel_request_lookahead=0,
    )


def _connections(wanted: int) -> int:
    """Return how many connections the system lets this process have, up to `wanted`."""
    with suppress(ImportError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < wanted + _SPARE_FILES:
            soft = wanted + _SPARE_FILES if hard == resource.RLIM_INFINITY else min(hard, wanted + _SPARE_FILES)
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return max(10, min(wanted, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _SPARE_FILES))
    return wanted


def _too_slow(limits: Limits) -> Problem:
    return Problem("too-slow", f"It did not arrive within {limits.receive_seconds:g} seconds.")


@contextmanager
def stopped_by_signals(server: Server) -> Iterator[threading.Event]:
    """Give an event that SIGTERM and Ctrl-C set, in the main thread. A second one of them ends the program at once."""
    stopping = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # As signal calls it.
        signal.signal(number, before[number])
        stopping.set()
        server.wake()

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def quiet_waitress() -> None:
    """Keep waitress's own log to real errors: it warns of every request that has to wait."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
