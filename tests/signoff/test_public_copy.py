"""A public copy under the council's seal: what can be said of it, with and without the signed report."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from impact_check.signoff import publishing
from impact_check.signoff.publishing import publish
from impact_check.signoff.signing_keys import KeyFile, opened
from tests.signoff import build
from tests.signoff.attacks import Case, record_submission, rewritten_pdf, unsigned
from tests.signoff.test_publishing import printed

COPIES = ("plan-sign-off-public.pdf", "again.pdf")


@cache
def _published() -> tuple[bytes, bytes, bytes]:
    """Return the ledger after a report was published twice, and both copies."""
    with tempfile.TemporaryDirectory(prefix="impact-check-tests-") as name, pytest.MonkeyPatch.context() as patched:
        patched.setattr(publishing, "public_document", lambda *_, **__: printed())
        laid = build.laid_out(Path(name), 4)
        at = build.AT + timedelta(days=10)
        with opened(KeyFile(laid.key("seal"), build.PASSPHRASE), at) as seal:
            for day, copy in enumerate(COPIES):
                out = laid.folder / copy
                publish(laid.pdf, laid.ledger, seal, at=at + timedelta(days=day), out=out, ruleset=build.ruleset())
        first, second = ((laid.folder / copy).read_bytes() for copy in COPIES)
        return laid.ledger.file.read_bytes(), first, second


def published(folder: Path, copy: int = 0) -> Case:
    laid = build.laid_out(folder, 4)
    ledger, *copies = _published()
    laid.ledger.file.write_bytes(ledger)
    return Case(copies[copy], laid)


@pytest.mark.parametrize("copy", [0, 1], ids=["the first", "published again"])
def test_it_is_accepted_as_what_it_is_and_what_was_left_out_is_not_checked(tmp_path: Path, copy: int) -> None:
    verdict = published(tmp_path, copy).verdict()
    assert (verdict.conclusion, verdict.is_public_copy) == ("accepted", True)
    assert [check.id for check in verdict.checks if check.status == "skipped"] == ["rating", "pages"]
    assert verdict.says == "This is the public copy that the council published of a report that everybody has signed."


def test_with_the_signed_report_it_is_held_against_that_and_printed_again(tmp_path: Path) -> None:
    case = published(tmp_path)
    verdict = case.verdict(full=case.laid.pdf.read_bytes())
    assert {check.status for check in verdict.checks} == {"ok"}
    assert verdict.checks[-1].why == "Printed again, it is the same byte for byte."
    other = case.verdict(full=build.stages()[3]["plan-sign-off.pdf"])
    assert [check.id for check in other.checks if check.status == "fail"] == ["rating"]


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    case = published(tmp_path)
    place = case.pdf.rindex(b"/Reason") + 12
    changed = case.pdf[:place] + b"~" + case.pdf[place + 1 :]
    verdict = replace(case, pdf=changed).verdict()
    assert verdict.conclusion == "rejected"
    assert {check.id for check in verdict.checks if check.status == "fail"} == {"signature", "public"}


def test_one_that_the_ledger_does_not_tell_of_is_rejected(tmp_path: Path) -> None:
    case = published(tmp_path / "told")
    silent = build.laid_out(tmp_path / "silent", 4)
    verdict = replace(case, laid=silent).verdict()
    assert [check.id for check in verdict.checks if check.status == "fail"] == ["public"]


def test_one_of_a_report_that_was_replaced_since_is_rejected(tmp_path: Path) -> None:
    case = published(tmp_path)
    record_submission(case.laid, rewritten_pdf(unsigned(), lambda _: None), days=20)
    assert [check.id for check in case.verdict().checks if check.status == "fail"] == ["standing"]


def test_without_the_ledger_it_stays_open(tmp_path: Path) -> None:
    assert published(tmp_path).verdict(with_ledger=False).conclusion == "undecided"
