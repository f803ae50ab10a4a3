"""`impact-check publish`: what people type, and what they are told."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from impact_check import api
from impact_check.cli import clock
from impact_check.signoff import publishing
from tests.signoff import build
from tests.signoff.test_publishing import printed

from .conftest import Done

PUBLISH = ("publish", "plan-sign-off.pdf", "--passphrase-file", "secret.txt", "--key")
Run = Callable[..., Done]


@pytest.fixture
def at(command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Run]:
    """Stand in a folder with all files of a stage."""
    monkeypatch.delenv("IMPACT_CHECK_LEDGER", raising=False)
    monkeypatch.setattr(publishing, "public_document", lambda *_, **__: printed())
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 5, 20, 9, tzinfo=UTC))

    def lay_out(stage: int) -> Run:
        build.laid_out(tmp_path, stage)
        (tmp_path / "secret.txt").write_text(build.PASSPHRASE, encoding="utf-8")
        return command

    return lay_out


def flat(text: str) -> str:
    return " ".join(text.split())


def test_it_is_told_what_was_left_out_and_what_is_to_be_done_next(at: Callable[[int], Run], tmp_path: Path) -> None:
    done = at(4)(*PUBLISH, "seal.p12", "-o", "public.pdf")

    assert (done.code, done.err) == (0, "")
    said = flat(done.out)
    assert "The public copy is in public.pdf" in said
    assert "- Names in the sign-off record: 4. Who signed" in said
    assert "- Entries of the history: 10." in said
    assert "Read the copy before you publish it." in said
    assert "download it from there and check it: impact-check verify public.pdf." in said
    assert (tmp_path / "public.html").is_file()
    (found,) = api.submissions(api.ledger_folder(tmp_path / "sign-off").read())
    assert len(found.published) == 1


def test_before_any_passphrase_it_is_told_why_a_report_cannot_be_published(at: Callable[[int], Run]) -> None:
    done = at(2)("publish", "plan-sign-off.pdf", "--key", "seal.p12")

    assert done.code == 5
    assert "Missing: Head of Service and Director." in flat(done.err)


def test_a_person_cannot_seal(at: Callable[[int], Run]) -> None:
    done = at(4)(*PUBLISH, "director.p12")

    assert done.code == 5
    assert "The key of Dev Director is that of a person." in flat(done.err)


def test_a_key_must_be_named(at: Callable[[int], Run]) -> None:
    done = at(4)("publish", "plan-sign-off.pdf")

    assert done.code == 2
    assert "Name your key" in done.err
