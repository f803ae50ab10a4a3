"""How far a sign-off has come, and whether it still stands, follows from the ledger and the files."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from impact_check.model.assessment import Assessment, Evidence, Known, Mitigation
from impact_check.signoff.inside import inside
from impact_check.signoff.signing import belongs_to
from impact_check.signoff.standing import submissions
from impact_check.signoff.status import Change, SignOffStatus, status, status_text
from impact_check.signoff.submitting import withdraw
from impact_check.storage import EvidenceStanding, read_assessment

from . import build
from .build import AT, Laid, laid_out

LATER = AT + timedelta(days=30)
EVIDENCE = Evidence(id="E1", title="Count", grade="B", date=AT.date(), where="count.csv", sha256="0" * 64)


def status_of(laid: Laid, *, with_pdf: bool = True, **more: object) -> SignOffStatus:
    ledger = laid.ledger.read()
    found = submissions(ledger, "lia-example")
    submitted = inside(laid.pdf.read_bytes()).assessment if with_pdf else None
    return status("lia-example", found[-1] if found else None, submitted=submitted, **more)


def answered(now: Assessment) -> Assessment:
    return now.model_copy(
        update={"answers": now.answers | {"regular_users": Known(by="Sam Example", at=LATER, value=30)}}
    )


CHANGED: dict[str, tuple[Callable[[Assessment], Assessment], Change]] = {
    "an answer": (answered, Change(what="answers", about=("regular_users",))),
    "a mitigation": (
        lambda now: now.model_copy(
            update={"mitigations": (Mitigation(id="M1", factor="M07", action="Keep a session"),)}
        ),
        Change(what="mitigations", about=("M1",)),
    ),
    "evidence": (
        lambda now: now.model_copy(update={"evidence": (EVIDENCE,)}),
        Change(what="evidence", about=("E1",)),
    ),
    "the questionnaire": (
        lambda now: now.model_copy(update={"pinned": now.pinned.model_copy(update={"version": "core 0.2.0"})}),
        Change(what="questionnaire"),
    ),
    "what is put forward": (lambda now: now.model_copy(update={"submission": None}), Change(what="submission")),
    "the history alone": (lambda now: now.model_copy(update={"history": now.history[:-1]}), Change(what="other")),
    "something else": (lambda now: now.model_copy(update={"language": "cy"}), Change(what="other")),
}


@pytest.mark.parametrize(("change", "expected"), CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("stage", [0, 4], ids=["unsigned", "signed by all"])
def test_a_sign_off_is_stale_once_anything_changed_and_it_is_told_what(
    tmp_path: Path, stage: int, change: Callable[[Assessment], Assessment], expected: Change
) -> None:
    laid = laid_out(tmp_path, stage)

    found = status_of(laid, present=change(read_assessment(laid.assessment)))

    assert (found.state, found.changes) == ("stale", (expected,))
    assert "It no longer stands" in status_text(found)


def test_without_the_pdf_it_is_told_that_something_changed_but_not_what(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 1)

    found = status_of(laid, with_pdf=False, present=answered(read_assessment(laid.assessment)))

    assert found.changes == (Change(what="unknown"),)


def test_a_file_of_evidence_that_changed_makes_it_stale(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 4)

    found = status_of(laid, evidence=(EvidenceStanding(EVIDENCE, "changed"),))

    assert (found.state, found.changes) == ("stale", (Change(what="evidence_file", about=("E1",)),))


@pytest.mark.parametrize(
    ("stage", "state", "last"),
    [
        (0, "waiting", "0 of 4 have signed. Next is the Author."),
        (2, "waiting", "2 of 4 have signed. Next is the Head of Service."),
        (4, "complete", "All 4 who must sign have."),
    ],
    ids=["nobody", "some", "all"],
)
def test_it_is_told_who_has_signed_and_who_is_next(tmp_path: Path, stage: int, state: str, last: str) -> None:
    laid = laid_out(tmp_path, stage)

    found = status_of(laid, present=read_assessment(laid.assessment))

    assert found.state == state
    first, *middle, end = status_text(found).splitlines()
    assert first == "Ada Author put it forward on 1 May 2026: go ahead despite the harm, reasons in writing."
    assert len(middle) == stage
    assert end == last


def test_a_seal_is_told_apart_from_a_signature(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 3)
    laid.sign("director", key="seal", approval=build.approval())

    line = status_text(status_of(laid)).splitlines()[-2]

    assert line == (
        "Director: approval of Dev Director, recorded by Cleo Clerk under the seal “Example Council democratic "
        "services” on 5 May 2026. Dev Director did not sign."
    )


def test_withdrawn_is_told_with_its_reason_even_if_all_had_signed(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 4)
    withdraw("lia-example", laid.ledger, by="Ada Author", reason="A mistake", at=LATER)

    found = status_of(laid, present=answered(read_assessment(laid.assessment)))

    assert found.state == "withdrawn"
    assert status_text(found).endswith("Ada Author withdrew it: “A mistake”.")


def test_nothing_submitted_is_told() -> None:
    assert status_text(status("lia-new", None)) == "Nothing is submitted for assessment lia-new."


def test_a_status_is_the_same_after_it_was_written_as_json(tmp_path: Path) -> None:
    found = status_of(laid_out(tmp_path, 2))

    assert SignOffStatus.model_validate(json.loads(found.model_dump_json())) == found


@pytest.mark.parametrize("stage", [0, 4])
def test_a_pdf_is_known_by_how_it_begins(tmp_path: Path, stage: int) -> None:
    laid = laid_out(tmp_path, stage)
    ledger = laid.ledger.read()

    assert belongs_to(laid.pdf.read_bytes() + b"more", ledger) is not None
    assert belongs_to(b"%PDF" + laid.pdf.read_bytes(), ledger) is None
