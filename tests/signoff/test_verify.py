"""Honest files in every state, and what can't be decided."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from impact_check.cli.main import group
from impact_check.signoff.check_words import failed
from impact_check.signoff.verdict import Verdict
from impact_check.storage import read_assessment
from tests.signoff import attacks, build
from tests.signoff.attacks import NOW, signed


def failing(verdict: Verdict, status: str = "fail") -> list[str]:
    return [check.id for check in verdict.checks if check.status == status]


def test_a_report_on_its_way_is_not_signed_off_yet_and_says_who_is_missing(tmp_path: Path) -> None:
    verdict = signed(tmp_path, 2).verdict()
    assert failing(verdict) == ["required"]
    assert verdict.says == "Not signed off yet: signed by 2 of 4. Missing: Head of Service and Director."
    assert verdict.missing == ("head_of_service", "director")


def test_without_the_ledger_nothing_is_accepted_and_the_reason_is_given(tmp_path: Path) -> None:
    verdict = signed(tmp_path, 1).verdict(with_ledger=False)
    assert failing(verdict, "warn") == ["ledger", "submitted", "appointed", "entries", "newest", "standing"]
    assert failing(verdict) == ["required"]


def test_a_certificate_that_has_ended_since_holds_for_the_time_in_the_ledger(tmp_path: Path) -> None:
    case = signed(tmp_path, 1)
    late = NOW + timedelta(days=365 * 12)
    trust = attacks.relying_on((case.laid.ledger.root,), case.laid.ledger.file.read_bytes())
    with_ledger = attacks.verify(case.pdf, trust, now=late)
    alone = attacks.verify(case.pdf, attacks.relying_on((case.laid.ledger.root,)), now=late)
    status = {"with": with_ledger, "alone": alone}
    found = {name: next(c.status for c in one.checks if c.id == "signature") for name, one in status.items()}
    assert found == {"with": "ok", "alone": "warn"}


def test_what_was_withdrawn_is_rejected_with_the_reason(tmp_path: Path) -> None:
    from impact_check.signoff.submitting import withdraw

    case = signed(tmp_path, 2)
    at = case.laid.ledger.read().entries[-1].at + timedelta(days=1)
    withdraw("lia-example", case.laid.ledger, by="Ada Author", reason="An error on page 3", at=at)
    verdict = case.verdict()
    assert "standing" in failing(verdict)
    assert "An error on page 3" in next(check.why for check in verdict.checks if check.id == "standing")


def test_a_seal_is_never_called_a_persons_signature(tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 0)
    laid.sign("author", key="seal", approval=build.approval("Ada Author"))
    verdict = attacks.Case(laid.pdf.read_bytes(), laid).verdict()
    told = next(check.why for check in verdict.checks if check.id == "signature")
    assert "Ada Author, who did not sign" in told
    assert verdict.signed[0].approval == build.approval("Ada Author")


def test_a_file_that_was_changed_since_is_not_what_was_signed(tmp_path: Path) -> None:
    case = signed(tmp_path, 1)
    now = read_assessment(case.laid.assessment)
    assert "against" not in failing(case.verdict(against=now))
    answer = now.answers["regular_users"].model_copy(update={"value": 3})
    other = now.model_copy(update={"answers": {**now.answers, "regular_users": answer}})
    verdict = case.verdict(against=other)
    assert next(check.why for check in verdict.checks if check.id == "against") == (
        "Changed since: answers (regular_users)."
    )


def test_a_name_with_line_ends_cannot_look_like_further_checks() -> None:
    check = failed("signature", "of X.\nok    pages", about="author\r\nok\u202e   ledger")
    assert (check.why, check.about) == ("of X. ok pages", "author ok ledger")
    assert "\n" not in check.says


def test_a_questionnaire_that_is_nowhere_leaves_it_open(tmp_path: Path) -> None:
    case = signed(tmp_path, 1)
    shutil.rmtree(case.laid.ledger.packs)
    verdict = case.verdict()
    assert failing(verdict, "warn") == ["questionnaire"]
    told = next(check.why for check in verdict.checks if check.id == "questionnaire")
    assert f"with the hash {build.ruleset().sha256[:16]} neither" in told
    assert failing(verdict, "skipped") == ["rating", "outcome", "signatories", "pages"]


def test_the_command_says_each_check_and_ends_as_the_verdict_is(tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 1)
    asked = ["verify", str(laid.pdf), "--ledger", str(tmp_path / "sign-off")]
    told = CliRunner().invoke(group, asked, standalone_mode=False)
    assert told.exception is not None
    assert told.exception.code == 12  # type: ignore[attr-defined]
    assert "ok    signature is whole: Author" in told.output
    assert "FAIL  signatures are missing or out of order" in told.output
    assert "Not signed off yet: signed by 1 of 4." in told.output


@pytest.mark.parametrize("tool", ["pyhanko", "pdfsig"])
def test_other_programs_agree_that_each_signature_is_whole(tool: str, tmp_path: Path) -> None:
    laid = build.laid_out(tmp_path, 4)
    found = shutil.which(tool, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if found is None:
        pytest.skip(f"{tool} isn't installed")
    root = tmp_path / "sign-off" / "council.pem"
    trusting = ["sign", "validate", "--trust-replace", "--trust", str(root), "--pretty-print"]
    told = subprocess.run(
        [found, *(trusting if tool == "pyhanko" else ["-nocert"]), str(laid.pdf)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout
    assert told.count({"pyhanko": "The signature is judged VALID", "pdfsig": "Signature is Valid"}[tool]) == 4
