"""Signed reports before a gate: honest ones, and those that somebody did something to."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from impact_check import api
from impact_check.gating import SignedReport, gate, signed_report
from impact_check.model.assessment import Assessment
from impact_check.model.gate import GatePolicy, GateVerdict
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.certificates import fingerprint
from impact_check.signoff.inside import inside
from impact_check.signoff.verdict import Check, CheckId, SignedBy, Verdict
from tests.gating.build import found
from tests.signoff import attacks, build

TODAY = date(2026, 9, 1)
ASKED: dict[str, Any] = {"fail_on": "never", "outcomes": ("proceed_despite",), "pack_sha256": (build.ruleset().sha256,)}
POLICY = GatePolicy(**ASKED)
SIGNED_AT = datetime(2026, 5, 2, tzinfo=UTC)
SIGNED = tuple(SignedBy(role=role, name=build.NAMES[role], fingerprint="", at=SIGNED_AT) for role in build.ROLES)


def gated(report: SignedReport, policy: GatePolicy = POLICY, today: date = TODAY) -> GateVerdict:
    return gate(build.ruleset(), report, policy, today=today, source="elsewhere")


def of(case: attacks.Case, **more: Any) -> SignedReport:
    root = fingerprint(case.laid.ledger.root)
    return signed_report(case.pdf, case.verdict(**more), root_sha256=root)


# As `verify` gives them, without the time that it takes.


def verdict(pdf: bytes, checks: Iterable[Check] = (), **more: Any) -> Verdict:
    """Return an accepted verdict; checks: those that come out otherwise."""
    changed = {check.id: check for check in checks}
    usual = (id_ for id_ in get_args(CheckId) if id_ not in ("public", "against"))
    told: dict[str, Any] = {
        "conclusion": "accepted",
        "says": "Signed off by 4 of 4 people, nothing changed since.",
        "reference": "lia-example",
        "outcome": "proceed_despite",
        "signed": SIGNED,
        "file_sha256": sha256_of(pdf),
        **more,
    }
    return Verdict(checks=tuple(changed.pop(id_, None) or ok(id_) for id_ in usual) + tuple(changed.values()), **told)


def ok(id_: Any) -> Check:
    return Check(id=id_, status="ok", says="holds")


def honest() -> bytes:
    return build.stages()[4]["plan-sign-off.pdf"]


def report(checks: Iterable[Check] = (), **more: Any) -> SignedReport:
    return signed_report(honest(), verdict(honest(), checks, **more), root_sha256="ab" * 32)


def test_what_everybody_has_signed_passes_and_the_signatures_are_named() -> None:
    done = gated(report())
    assert (done.verdict, done.reasons) == ("passed", ())
    assert (done.signed, done.outcome) == (build.ROLES, "proceed_despite")
    assert (done.reference, done.sha256) == ("lia-example", sha256_of(honest()))


@pytest.mark.parametrize("id_", get_args(CheckId))
@pytest.mark.parametrize(("status", "conclusion"), [("fail", "rejected"), ("warn", "undecided")])
def test_no_check_may_fail_or_be_left_open(id_: CheckId, status: Any, conclusion: Any) -> None:
    check = Check(id=id_, status=status, says="is not so")
    done = gated(report([check], conclusion=conclusion))
    assert done.verdict == {"fail": "failed", "warn": "undecided"}[status]
    assert (done.signed, done.outcome) == ((), None)


def test_a_check_that_was_skipped_leaves_it_open() -> None:
    done = gated(report([Check(id="pages", status="skipped", says="pages weren’t compared")]))
    assert (found(done), done.verdict) == ([("check-not-made", "pages")], "undecided")


@pytest.mark.parametrize("id_", ["file", "ledger", "submitted", "additions", "attachments", "data", "history"])
def test_nothing_inside_counts_unless_the_ledger_vouches_for_it(id_: CheckId) -> None:
    made = report([Check(id=id_, status="fail", says="is not so")], conclusion="rejected")
    done = gated(made)
    assert made.assessment is None
    assert (done.reference, done.residual) == ("", None)


def test_a_public_copy_is_not_rated() -> None:
    done = gated(report(is_public_copy=True))
    assert (found(done), done.verdict) == ([("public-copy", "file")], "undecided")


def test_a_verdict_on_another_file_is_not_taken() -> None:
    with pytest.raises(ValueError, match="about another file"):
        signed_report(build.stages()[3]["plan-sign-off.pdf"], verdict(honest()))


ASKED_MORE: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "another outcome": ({"outcomes": ("proceed",)}, [("outcome-not-accepted", "submission.outcome")]),
    "another root": ({"root_sha256": ("cd" * 32,)}, [("root-not-trusted", "root")]),
    "this root": ({"root_sha256": ("cd" * 32, "ab" * 32)}, []),
    "the file of today": ({"today_file": "required"}, [("today-file-missing", "against")]),
    "younger": ({"max_age_days": 100}, [("too-old", "created")]),
    "a better rating": ({"fail_on": "high"}, [("level-reached", "residual")]),
    "no signature": ({"sign_off": "not_required"}, []),
}


@pytest.mark.parametrize(("asked", "expected"), ASKED_MORE.values(), ids=ASKED_MORE)
def test_the_policy_may_ask_for_more(asked: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(gated(report(), GatePolicy(**{**ASKED, **asked}))) == expected


def test_age_is_counted_from_the_day_it_was_put_forward_or_first_signed() -> None:
    assert gated(report(), GatePolicy(**{**ASKED, "max_age_days": 123})).passed
    assert not gated(report(), GatePolicy(**{**ASKED, "max_age_days": 122})).passed


def test_a_seal_is_no_signature_if_the_policy_says_so() -> None:
    sealed = SignedBy(role="director", name=build.SEAL, fingerprint="", at=SIGNED_AT, approval=build.approval())
    made = report(signed=(sealed,))
    assert gated(made).passed
    done = gated(made, GatePolicy(**ASKED, seals="refused"))
    assert found(done) == [("approval-recorded", "signature.director")]
    assert "Dev Director did not sign" in done.reasons[0].message


def test_what_was_signed_in_the_future_does_not_pass() -> None:
    codes = {code for code, _ in found(gated(report(), today=date(2026, 4, 29)))}
    assert "date-in-future" in codes


# Real files. What else people do to them, and that `verify` rejects it, is in tests/signoff.


def test_signatures_under_another_root_do_not_count(tmp_path: Path) -> None:
    codes = {code for code, _ in found(gated(of(attacks.lookalikes(tmp_path))))}
    assert {"signature-invalid", "signer-not-allowed"} <= codes


def test_missing_signatures_and_all_that_speaks_against_the_content_are_told_at_once(tmp_path: Path) -> None:
    done = gated(of(attacks.signed(tmp_path, 1)), GatePolicy(**{**ASKED, "fail_on": "high"}))
    assert found(done) == [("signature-missing", "required"), ("level-reached", "residual")]


def changed(now: Assessment) -> Assessment:
    answer = now.answers["regular_users"].model_copy(update={"value": 3})
    return now.model_copy(update={"answers": {**now.answers, "regular_users": answer}})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (changed, "Changed since: answers (regular_users)."),
        (lambda now: now.model_copy(update={"id": "lia-other"}), "It is about another decision: lia-other"),
    ],
    ids=["an answer", "another assessment"],
)
def test_a_file_of_today_that_is_not_what_was_signed_makes_it_stale(change: Any, told: str, tmp_path: Path) -> None:
    case = attacks.signed(tmp_path, 1)
    done = gated(of(case, against=change(inside(case.pdf).assessment)))
    stale = [reason for reason in done.reasons if reason.code == "signature-stale"]
    assert [told in reason.message for reason in stale] == [True]


# From files


def from_file(path: Path, **more: Any) -> GateVerdict:
    at = datetime.combine(TODAY, datetime.min.time(), UTC)
    return api.gate_file(path, POLICY, today=TODAY, now=at, **more)


def test_without_a_ledger_a_report_cannot_be_judged(tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 4)
    for more in ({}, {"ledger": tmp_path / "nowhere"}, {"ledger": laid.ledger.path, "root": tmp_path / "no.pem"}):
        done = from_file(laid.pdf, **more)
        assert [reason.code for reason in done.reasons] == ["ledger-missing"]
        assert (done.verdict, done.reference) == ("undecided", "")


def test_a_file_of_today_that_cannot_be_read_leaves_it_open(tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 4)
    done = from_file(laid.pdf, ledger=laid.ledger.path, against=tmp_path / "nowhere.lia.json")
    assert found(done) == [("today-file-missing", "against")]


def test_a_file_that_only_begins_as_a_pdf_is_no_report(tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 4)
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7\n" + laid.assessment.read_bytes())
    done = from_file(path, ledger=laid.ledger.path)
    assert (done.verdict, done.reference) == ("failed", "")
    assert found(done) == [("report-not-readable", "file")]


def test_a_report_that_everybody_has_signed_passes_from_its_file(tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 4)
    done = from_file(laid.pdf, ledger=laid.ledger.path, against=laid.assessment)
    assert (done.verdict, done.reasons, done.signed) == ("passed", (), build.ROLES)
    assert done.on - timedelta(days=1) == date(2026, 8, 31)
