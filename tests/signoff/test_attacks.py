"""Each way to deceive, and the check that finds it."""

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from impact_check.loading import find_pinned
from impact_check.model.assessment import Pinned
from impact_check.signoff.verifying import check_data
from tests.signoff import attacks, build
from tests.signoff.attacks import Attack, revised, rewritten, rolled_back, signed, signed_by, signed_with_more


@pytest.fixture(autouse=True)
def _one_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the questionnaire once for all attacks."""
    monkeypatch.setattr(check_data, "find_pinned", lambda pinned, _, language: _found(pinned, language))


@cache
def _found(pinned: Pinned, language: str) -> object:
    return find_pinned(pinned, (build.PACK,), language)


ATTACKS = [
    pytest.param(attacks.changed_byte, {"submitted", "signature", "newest"}, id="one byte changed"),
    pytest.param(attacks.added_at_the_end(b"\n"), {"additions", "newest"}, id="line end added"),
    pytest.param(attacks.added_at_the_end(b"\0"), {"newest"}, id="NUL added"),
    pytest.param(attacks.pasted_signatures, {"submitted", "signature"}, id="signatures of another report"),
    pytest.param(attacks.spelled_differently, {"signature", "newest"}, id="signature spelled differently"),
    pytest.param(rolled_back(2), {"required", "newest"}, id="rolled back to two signatures"),
    pytest.param(rolled_back(0), {"required", "newest"}, id="rolled back to none"),
    pytest.param(revised(attacks.page_painted_over), {"additions"}, id="page painted over"),
    pytest.param(revised(attacks.data_replaced), {"additions", "attachments"}, id="data replaced"),
    pytest.param(revised(attacks.data_added), {"additions", "attachments"}, id="data added"),
    pytest.param(revised(attacks.note_over_page), {"additions"}, id="note over a page"),
    pytest.param(revised(attacks.stamp_swapped), {"additions"}, id="stamps swapped"),
    pytest.param(revised(attacks.field_renamed), {"additions", "required"}, id="field renamed"),
    pytest.param(revised(attacks.language_changed), {"additions"}, id="language changed"),
    pytest.param(
        rewritten(attacks.fields_emptied), {"submitted", "required"}, id="fields emptied but still look signed"
    ),
    pytest.param(rewritten(attacks.form_removed), {"submitted", "required"}, id="form removed"),
    pytest.param(attacks.lookalikes, {"signature", "appointed"}, id="people of the same names"),
    pytest.param(signed_by("challenger", "author"), {"appointed"}, id="right person in another role"),
    pytest.param(attacks.dismissed, {"appointed"}, id="dismissed person"),
    pytest.param(attacks.signed_outside_the_ledger, {"entries", "newest"}, id="signed outside the ledger"),
    pytest.param(signed_with_more(attacks.page_painted_over), {"additions"}, id="page painted over by who signs first"),
    pytest.param(signed_with_more(attacks.note_over_page), {"additions"}, id="note added by who signs first"),
    pytest.param(signed_with_more(attacks.action_added), {"additions"}, id="action added by who signs first"),
    pytest.param(
        signed_with_more(attacks.title_changed, "challenger"), {"additions"}, id="title changed by who signs second"
    ),
    pytest.param(attacks.other_time, {"entries"}, id="signature tells another time"),
    pytest.param(attacks.challenger_answered, {"appointed"}, id="challenger gave answers"),
    pytest.param(attacks.second_key, {"ledger"}, id="one person with two keys"),
    pytest.param(attacks.seal_as_a_person, {"ledger"}, id="seal as a person"),
    pytest.param(attacks.ledger_rolled_back, {"ledger"}, id="ledger rolled back as well"),
    pytest.param(attacks.fewer_signers, {"signatories"}, id="fewer signers than the rating needs"),
    pytest.param(attacks.result_changed, {"rating"}, id="lower rating, signed"),
    pytest.param(attacks.outcome_not_permitted, {"outcome"}, id="outcome not permitted, signed"),
    pytest.param(attacks.other_version, {"questionnaire"}, id="another version claimed, signed"),
    pytest.param(attacks.history_cut, {"history"}, id="history cut, signed"),
    pytest.param(attacks.history_emptied, {"history"}, id="history emptied, signed"),
    pytest.param(attacks.withdrawal_undone, {"ledger"}, id="withdrawal undone"),
    pytest.param(attacks.page_and_data_disagree, {"pages"}, id="page and data disagree, signed by all"),
    pytest.param(attacks.digits_swapped, {"pages"}, id="shapes of letters swapped, signed by all"),
]


def test_an_untouched_report_is_accepted(tmp_path: Path) -> None:
    verdict = signed(tmp_path, 4).verdict()
    assert {check.status for check in verdict.checks} == {"ok"}
    assert verdict.says == "Signed off by 4 of 4 people, nothing changed since."


@pytest.mark.parametrize(
    ("how", "found_by"), [("--linearize", {"file"}), ("--object-streams=generate", {"submitted", "newest"})]
)
def test_a_website_that_makes_the_file_smaller_breaks_it(how: str, found_by: set[str], tmp_path: Path) -> None:
    program = shutil.which("qpdf")
    if program is None:
        pytest.skip("qpdf isn't installed")
    case = signed(tmp_path)
    smaller = tmp_path / "smaller.pdf"
    subprocess.run([program, how, case.laid.pdf, smaller], check=True, capture_output=True)
    verdict = replace(case, pdf=smaller.read_bytes()).verdict()
    assert found_by <= {check.id for check in verdict.checks if check.status == "fail"}


@pytest.mark.parametrize(("attack", "found_by"), ATTACKS)
def test_each_attack_is_found_by_the_check_that_ought_to(attack: Attack, found_by: set[str], tmp_path: Path) -> None:
    verdict = attack(tmp_path).verdict()
    failed = {check.id for check in verdict.checks if check.status == "fail"}
    assert verdict.conclusion == "rejected"
    assert found_by <= failed
