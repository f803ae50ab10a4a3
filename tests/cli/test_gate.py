"""`impact-check gate`: what people type, and what they are told."""

import json
from pathlib import Path

import pytest

from impact_check import api
from impact_check.gating import EXAMPLE
from impact_check.model.gate import GateVerdict
from tests.gating.loaded import load_once
from tests.gating.test_tricks import ASKED, HONEST

from .conftest import PACK

POLICY = f"""\
policy = 1
fail_on = "never"
sign_off = "not_required"
pack_sha256 = ["{ASKED["pack_sha256"][0]}"]
max_age_days = "any"
outcomes = ["proceed_despite"]
"""


@pytest.fixture
def gate(command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run it on an honest file, with a policy given as text."""
    monkeypatch.delenv("IMPACT_CHECK_LEDGER", raising=False)
    load_once(monkeypatch)
    api.write_assessment(tmp_path / "plan.lia.json", HONEST)

    def run(policy: str, *more: str, file: str = "plan.lia.json"):
        (tmp_path / "gate.toml").write_text(policy, encoding="utf-8")
        return command("gate", file, "--policy", "gate.toml", "--pack", PACK, *more)

    return run


def test_it_ends_with_0_if_it_passes(gate) -> None:
    done = gate(POLICY)
    assert (done.code, done.err) == (0, "")
    assert done.out == "Passed: all that the policy asks was checked, and holds.\n"


def test_it_ends_with_10_if_it_fails_and_tells_reasons_of_one_kind_together(gate) -> None:
    done = gate(POLICY.replace("never", "high").replace("proceed_despite", "proceed"))
    assert (done.code, done.err) == (10, "")
    assert done.out.startswith(
        "FAIL  level-reached\n"
        "      - residual: The rating after mitigation is high. The policy lets nothing through from high on.\n"
        "      Change the plan"
    )
    assert done.out.endswith("\nFailed: 2 things don’t hold.\n")


def test_it_ends_with_11_if_nobody_can_tell(gate) -> None:
    done = gate(POLICY.replace("not_required", "required"))
    assert done.code == 11
    assert done.out.startswith("?     sign-off-not-checked\n")
    assert done.out.endswith("\nCan’t decide: 1 thing isn’t known, or couldn’t be checked.\n")


def test_the_verdict_comes_out_as_data(gate) -> None:
    done = gate(POLICY, "--json", "--on", "2026-05-02")
    told = json.loads(done.out)
    assert told.pop("schema") == "impact-check/gate/1"
    verdict = GateVerdict.model_validate_json(json.dumps(told))
    assert (verdict.passed, str(verdict.on), verdict.policy.fail_on) == (True, "2026-05-02", "never")


def test_a_file_that_is_not_there_is_no_pass_either(gate) -> None:
    done = gate(POLICY, "--json", file="other.lia.json")
    assert (done.code, json.loads(done.out)["reasons"][0]["code"]) == (11, "file-missing")


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("", "gate.toml: error no-version: a policy must say which version of the format it is in: policy = 1"),
        ("policy = 1\nfail_om = 'low'", "gate.toml:2:1: error unknown-key: there is no key “fail_om” in a policy"),
    ],
    ids=["empty", "a typo"],
)
def test_a_policy_that_cannot_be_used_ends_with_3(gate, policy: str, told: str) -> None:
    done = gate(policy)
    assert (done.code, done.out) == (3, "")
    assert told in done.err


def test_a_policy_that_is_not_there_ends_with_3(command) -> None:
    assert command("gate", "plan", "--policy", "gate.toml").code == 3


def test_a_ledger_that_lies_beside_the_file_is_not_taken(gate, tmp_path: Path) -> None:
    (tmp_path / "sign-off").mkdir()
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\n")
    done = gate(POLICY, file="plan.pdf")
    assert (done.code, "It wasn’t named." in done.out) == (11, True)


def test_it_prints_a_policy_to_begin_with(command) -> None:
    done = command("gate", "--example-policy")
    assert (done.code, done.out) == (0, EXAMPLE)
