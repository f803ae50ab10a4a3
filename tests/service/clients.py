"""A server on loopback, and clients that talk to it as slowly as they like."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from impact_check.service.app import make_app
from impact_check.service.server import Server
from impact_check.service.service import Service
from tests.service.conftest import NOW

PATIENCE = 20.0
"""Seconds after which a test gives up."""


@contextmanager
def running(service: Service) -> Iterator[tuple[Server, threading.Event]]:
    """Run a server in a thread, and stop it afterwards."""
    server = Server(make_app(service), "127.0.0.1", 0, service.limits, lambda: NOW, None)
    stopping = threading.Event()
    thread = threading.Thread(target=server.serve, args=(stopping,), daemon=True)
    thread.start()
    try:
        yield server, stopping
    finally:
        stopping.set()
        server.wake()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(server.effective_port)), timeout=PATIENCE)


def ask(server: Server, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """Send a request at once, and return the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.effective_port), timeout=PATIENCE)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def all_of(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    read = b""
    with suppress(ConnectionResetError):
        while part := connection.recv(65_536):
            read += part
    return read


@dataclass
class SlowClient:
    """Sends a request in small parts, and perhaps never its last one."""

    connection: socket.socket
    request: bytes
    part: int
    finishes: bool
    sent: int = 0

    @property
    def is_done(self) -> bool:
        return self.sent >= len(self.request) - (0 if self.finishes else 1)

    def send_a_little(self) -> None:
        """Send the next part; a server that has closed the connection already is no fault of ours."""
        end = len(self.request) if self.finishes else len(self.request) - 1
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.sendall(self.request[self.sent : min(self.sent + self.part, end)])
        self.sent = min(self.sent + self.part, end)
