"""Slow, broken and rude clients hold up nobody, and what was accepted is answered."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from impact_check.service.server import Server
from impact_check.service.service import Service
from impact_check.service.settings import Limits
from tests.service.clients import SlowClient, all_of, ask, connected, running
from tests.service.conftest import GIVEN

BODY = json.dumps({"answers": {"questionnaire": "core", "given": GIVEN}, "texts": False, "summary": False}).encode()
REQUEST = (
    b"POST /v1/assess HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY)
) + BODY


def problem_in(answer: bytes) -> dict[str, object]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return json.loads(body)


def slow_clients(server: Server, count: int, parts: int) -> list[SlowClient]:
    part = len(REQUEST) // parts + 1
    return [SlowClient(connected(server), REQUEST, part, finishes=number % 2 == 0) for number in range(count)]


def hold_out(
    service: Service, count: int, *, parts: int, seconds: float, receive_seconds: float
) -> tuple[int, int, int]:
    """Let slow clients trickle, half of them never to the end, while others ask; return how many each got an answer."""
    limits = replace(service.limits, receive_seconds=receive_seconds)
    with running(replace(service, limits=limits)) as (server, _):
        slow = slow_clients(server, count, parts)
        quick = 0
        for _ in range(parts):
            for client in slow:
                client.send_a_little()
            status, _ = ask(server, "POST", "/v1/assess", BODY)
            quick += status == 200
            time.sleep(seconds / parts)
        answers = [(client, all_of(client.connection)) for client in slow]
        for client in slow:
            client.connection.close()
    served = sum(client.finishes and answer.startswith(b"HTTP/1.1 200 ") for client, answer in answers)
    timed_out = sum(not client.finishes and problem_in(answer)["code"] == "too-slow" for client, answer in answers)
    return quick, served, timed_out


def test_slow_clients_hold_up_nobody_and_each_gets_its_answer(service: Service) -> None:
    quick, served, timed_out = hold_out(service, 40, parts=4, seconds=0.4, receive_seconds=2.5)

    assert (quick, served, timed_out) == (4, 20, 20)


CHUNKED = b"POST /v1/assess HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"GARBAGE\r\n\r\n", 400, "bad-request"),
        (b"GET /v1/health HTTP/1.1\r\nBad Header\r\n\r\n", 400, "bad-request"),
        (b"POST /v1/assess HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400, "bad-request"),
        (b"POST /v1/assess HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "bad-request"),
        (b"POST /v1/assess HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n", 400, "bad-request"),
        (b"POST /v1/assess HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413, "too-large"),
        (b"GET /v1/health HTTP/1.1\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n", 431, "headers-too-large"),
        (b"POST /v1/assess HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", 400, "bad-request"),
        (
            b"POST /v1/assess HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /",
            400,
            "bad-request",
        ),
        (CHUNKED + b"2" * 20_000, 400, "bad-request"),
        (CHUNKED + b"0\r\nX-Long: " + b"a" * 20_000, 400, "bad-request"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "bad-request"),
    ],
    ids=[
        "garbage",
        "header",
        "negative length",
        "encoding",
        "chunks",
        "length",
        "long header",
        "endless length",
        "two lengths",
        "long chunk line",
        "long trailer",
        "TLS",
    ],
)
def test_what_is_not_http_is_refused_as_a_problem(server: Server, sent: bytes, status: int, code: str) -> None:
    with connected(server) as connection:
        connection.sendall(sent)
        answer = all_of(connection)

    told = problem_in(answer)
    assert answer.startswith((b"HTTP/1.1 %d " % status, b"HTTP/1.0 %d " % status))
    assert (told["status"], told["code"]) == (status, code)


def test_refusal_of_a_large_body_is_read_though_the_body_is_still_on_its_way(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(b"POST /v1/assess HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")
        for _ in range(64):
            connection.sendall(b" " * 65_536)
        answer = all_of(connection)

    assert problem_in(answer)["code"] == "too-large"


def test_requests_sent_one_after_the_other_on_one_connection_are_answered_in_order(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(b"GET /v1/health HTTP/1.1\r\n\r\nGET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n")
        answer = all_of(connection)

    assert answer.index(b"200 OK") < answer.index(b"404 ")


def test_client_that_goes_away_harms_nobody(server: Server) -> None:
    for sent in (b"", b"POST /v1/as", REQUEST[:-1], REQUEST):
        connection = connected(server)
        connection.sendall(sent)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # Close with a reset.
        connection.close()

    assert ask(server, "GET", "/v1/health")[0] == 200


def test_too_many_waiting_requests_are_told_to_come_again(service: Service) -> None:
    limits = replace(service.limits, threads=1, waiting=1)
    begun, may_end = threading.Event(), threading.Event()

    def slow_now():
        begun.set()
        may_end.wait(10)
        return service.now()

    with running(replace(service, limits=limits, now=slow_now)) as (server, _):
        connections = [connected(server) for _ in range(6)]
        connections[0].sendall(REQUEST)
        assert begun.wait(10)
        for connection in connections[1:]:
            connection.sendall(REQUEST)
            time.sleep(0.02)
        may_end.set()
        answers = [all_of(connection) for connection in connections]
        for connection in connections:
            connection.close()

    statuses = [answer.split(b" ")[1] for answer in answers]
    assert statuses[0] == b"200"
    assert set(statuses) == {b"200", b"503"}
    assert problem_in(answers[-1])["code"] == "busy"


def test_stopping_answers_what_was_accepted_and_refuses_what_was_not(service: Service) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow_now():
        begun.set()
        may_end.wait(10)
        return service.now()

    with running(replace(service, now=slow_now)) as (server, stopping):
        accepted, half, idle = connected(server), connected(server), connected(server)
        half.sendall(REQUEST[:-1])
        accepted.sendall(REQUEST)
        assert begun.wait(10)
        stopping.set()
        server.wake()
        refused = all_of(half)
        nothing = all_of(idle)
        may_end.set()
        answered = all_of(accepted)
        with pytest.raises(ConnectionRefusedError):
            connected(server)
        for connection in (accepted, half, idle):
            connection.close()

    assert answered.startswith(b"HTTP/1.1 200 ")
    assert problem_in(refused)["code"] == "stopping"
    assert nothing == b""


def test_command_serves_until_it_is_told_to_end_and_then_ends_well() -> None:
    command = [sys.executable, "-m", "impact_check", "api", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr
        first = program.stderr.readline()
        program.stderr.readline()
        program.send_signal(signal.SIGTERM)
        rest = program.stderr.read()

    assert first.startswith("Listening on http://127.0.0.1:")
    assert (program.returncode, rest) == (0, "Stopped.\n")


@pytest.fixture(scope="module")
def server(service: Service):
    with running(replace(service, limits=Limits(receive_seconds=10))) as (server, _):
        yield server
