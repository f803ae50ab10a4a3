"""One person at a time: the lock says who has a file, a holder that has ended is seen, and a take-over is noticed."""

import errno
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from impact_check.storage import Holder, Lock, holder, host, is_gone
from impact_check.storage.lock import lock_file

SINCE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def someone(who: str, *, pid: int = os.getpid(), computer: str | None = None) -> Holder:
    return Holder(host=computer or host(), pid=pid, who=who, since=SINCE, token=f"token-of-{who}")


ANN, BOB = someone("Ann"), someone("Bob")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.lia.json"


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def ended() -> int:
    """Return the number of a process that has ended."""
    done = subprocess.Popen((sys.executable, "-c", ""))
    done.wait()
    return done.pid


def test_a_lock_says_who_where_and_since_when(path: Path) -> None:
    assert Lock(path, ANN).take() is None

    assert names(path) == ["plan.lia.json.lock"]
    assert holder(path) == ANN


def test_only_the_first_gets_it_and_the_second_is_told_who_has_it(path: Path) -> None:
    Lock(path, ANN).take()

    assert Lock(path, BOB).take() == ANN
    assert holder(path) == ANN


def test_a_lock_that_was_let_go_is_gone_and_can_be_taken(path: Path) -> None:
    first = Lock(path, ANN)
    first.take()
    first.let_go()

    assert names(path) == []
    assert Lock(path, BOB).take() is None


def test_whoever_was_taken_over_notices_and_does_not_remove_the_other_s_lock(path: Path) -> None:
    first, second = Lock(path, ANN), Lock(path, BOB)
    first.take()
    assert first.other() is None

    second.take_over()

    assert first.other() == BOB
    assert second.other() is None
    first.let_go()
    assert holder(path) == BOB


def test_a_lock_that_somebody_deleted_is_made_anew(path: Path) -> None:
    first = Lock(path, ANN)
    first.take()
    lock_file(path).unlink()

    assert first.other() is None
    assert holder(path) == ANN


def test_a_process_that_runs_is_not_gone_and_one_that_has_ended_is() -> None:
    assert not is_gone(ANN)
    assert is_gone(someone("Cy", pid=ended()))
    assert is_gone(someone("Cy", pid=10**15))


def test_a_process_on_another_computer_is_never_taken_for_gone() -> None:
    assert not is_gone(someone("Cy", pid=ended(), computer="another-computer"))


def test_a_process_of_somebody_else_is_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "kill", refuse)

    assert not is_gone(someone("Cy"))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"host": "x"}', b"null"])
def test_a_lock_that_cannot_be_understood_still_locks(content: bytes, path: Path) -> None:
    lock_file(path).write_bytes(content)

    other = Lock(path, ANN).take()

    assert other is not None
    assert other.host == ""
    assert not is_gone(other)
    Lock(path, ANN).take_over()
    assert holder(path) == ANN


def test_a_lock_that_is_being_written_is_waited_for(path: Path) -> None:
    lock_file(path).write_bytes(b"")

    def write_soon() -> None:
        time.sleep(0.1)
        lock_file(path).write_text(BOB.model_dump_json(), "utf-8")

    writer = threading.Thread(target=write_soon)
    writer.start()
    try:
        assert Lock(path, ANN).take() == BOB
    finally:
        writer.join()


def test_a_lock_that_cannot_be_written_is_not_left_half_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)

    with pytest.raises(OSError, match="No space left"):
        Lock(path, ANN).take()
    assert names(path) == []


def test_of_many_who_open_at_once_exactly_one_gets_it(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime;"
        "from impact_check.storage import Holder, Lock;"
        "print('ready', flush=True); sys.stdin.readline();"
        "me = Holder(host='h', pid=1, who='x', since=datetime(2026, 1, 1, tzinfo=UTC), token=sys.argv[2]);"
        "print('mine' if Lock(Path(sys.argv[1]), me).take() is None else 'not mine')"
    )
    racers = [
        subprocess.Popen(
            (sys.executable, "-c", code, str(path), str(number)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(6)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()

    said = sorted(racer.communicate()[0].strip() for racer in racers)

    assert said == ["mine", *["not mine"] * 5]
