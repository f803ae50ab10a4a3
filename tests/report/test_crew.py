"""Several child processes answer at once; one that is lost takes its own request with it and nothing else."""

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from impact_check.report.crew import Answered, Message, answered

HELPER = """
import os, sys, time
from impact_check.report.crew import Message, serve

def answer(asked):
    print("not an answer")
    match asked.content:
        case b"die":
            print("out of order", file=sys.stderr, flush=True)
            os._exit(9)
        case b"sleep":
            time.sleep(60)
    return Message({"pid": os.getpid(), "is_last": asked.content == b"last"}, asked.content)

serve(answer)
"""


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where this process puts what it will clear away."""
    modules, folder = tmp_path / "modules", tmp_path / "scratch"
    modules.mkdir()
    folder.mkdir()
    (modules / "crew_helper.py").write_text(HELPER, encoding="utf-8")
    monkeypatch.syspath_prepend(modules)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def ask(*contents: bytes, jobs: int = 1, seconds: float = 30, per_child: int = 200) -> dict[object, Answered]:
    requests = ((place, Message({}, content)) for place, content in enumerate(contents))
    found = answered("crew_helper", requests, jobs=jobs, seconds=seconds, per_child=per_child)
    return {one.key: one for one in found}


def pids(found: dict[object, Answered]) -> list[int]:
    return [found[place].message.told["pid"] for place in range(len(found))]


def test_each_request_gets_its_own_answer_and_nothing_is_left(scratch: Path) -> None:
    contents = [bytes([place]) * 70_000 for place in range(6)]

    found = ask(*contents, jobs=2)

    assert [found[place].message.content for place in range(6)] == contents
    assert list(scratch.iterdir()) == []


def test_a_child_that_crashes_loses_its_own_request_only() -> None:
    found = ask(b"one", b"die", b"two")

    assert (found[1].message, found[1].lost, found[1].last_words) == (None, "crashed", "out of order")
    assert [found[place].message.content for place in (0, 2)] == [b"one", b"two"]


def test_a_child_that_takes_too_long_loses_its_own_request_only() -> None:
    found = ask(b"sleep", b"one", seconds=5)

    assert found[0].lost == "too slow"
    assert found[1].message.content == b"one"


def test_a_child_is_replaced_after_so_many_requests_and_when_it_asks_for_it() -> None:
    first, second, third = pids(ask(b"1", b"2", b"3", per_child=2))
    assert first == second != third

    first, second = pids(ask(b"last", b"2"))
    assert first != second


def test_requests_are_read_as_they_are_needed_and_closing_leaves_nothing(scratch: Path) -> None:
    read = count()
    found = answered("crew_helper", ((next(read), Message({})) for _ in count()), jobs=1, seconds=30)

    next(found)
    found.close()

    assert next(read) == 2
    assert list(scratch.iterdir()) == []


def test_what_goes_wrong_while_requests_are_read_reaches_the_caller(scratch: Path) -> None:
    def requests() -> Iterator[tuple[object, Message]]:
        yield 1, Message({})
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        list(answered("crew_helper", requests(), jobs=1, seconds=30))

    assert list(scratch.iterdir()) == []
