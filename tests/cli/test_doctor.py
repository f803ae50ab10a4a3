"""`impact-check doctor`: what it says about signing, which the journeys don't try."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from impact_check.cli import clock
from impact_check.cli.ledger_option import VARIABLE
from tests.signoff import build

from .conftest import NOW, Done

Run = Callable[..., Done]


@pytest.fixture
def run(command: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv(VARIABLE, raising=False)
    return command


def statuses(done: Done) -> dict[str, str]:
    return {finding["about"]: finding["status"] for finding in json.loads(done.out)["findings"]}


def test_without_a_ledger_it_is_said_when_one_is_needed(run: Run) -> None:
    done = run("doctor")

    assert done.code == 0
    assert "note    sign-off ledger: none in this folder." in done.out
    assert "ok      signing: cryptography " in done.out


def test_of_a_ledger_its_head_and_its_key_are_told(run: Run, tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 1)

    done = run("doctor")

    assert done.code == 0
    assert f"head {laid.ledger.read().head}" in done.out
    assert "ok      ledger key: fits and can be read" in done.out
    assert "ok      clock: 2026-11-22 09:00 UTC" in done.out


@pytest.mark.parametrize(
    ("spoil", "about", "status"),
    [
        pytest.param(lambda folder: (folder / "ledger.key").unlink(), "ledger key", "note", id="a copy to check with"),
        pytest.param(lambda folder: (folder / "ledger.key").write_text("?"), "ledger key", "note", id="another key"),
        pytest.param(lambda folder: folder, "council.key", "note", id="root key left there"),
        pytest.param(lambda folder: (folder / "ledger.jsonl").write_text("?\n"), "sign-off ledger", "wrong", id="torn"),
        pytest.param(lambda folder: (folder / "council.pem").unlink(), "sign-off ledger", "wrong", id="no certificate"),
    ],
)
def test_what_is_not_well_with_a_ledger_is_found(
    run: Run, tmp_path: Path, spoil: Callable[[Path], object], about: str, status: str
) -> None:
    build.laid_out(tmp_path, 0)
    spoil(tmp_path / "sign-off")

    done = run("doctor", "--json")

    assert statuses(done)[about] == status
    assert done.code == (3 if status == "wrong" else 0)


def test_a_clock_behind_the_ledger_is_found(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.laid_out(tmp_path, 0)
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(days=400))

    assert statuses(run("doctor", "--json"))["clock"] == "wrong"


def test_a_ledger_that_the_environment_names_and_is_not_there_is_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "nowhere")

    assert statuses(run("doctor", "--json"))["sign-off ledger"] == "wrong"
