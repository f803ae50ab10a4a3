"""Policy files: what can be written, and what is told about what can't."""

import re

import pytest

from impact_check.errors import GatePolicyError
from impact_check.gating import EXAMPLE, read_policy
from impact_check.model.gate import GatePolicy


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(GatePolicyError) as told:
        read_policy(text.encode(), "gate.toml")
    assert {fault.path for fault in told.value.faults} == {"gate.toml"}
    return [(fault.line, fault.code, fault.message) for fault in told.value.faults]


def test_the_example_says_every_key_with_its_strict_value() -> None:
    assert read_policy(EXAMPLE.encode()) == GatePolicy(packs=("kirklees",))
    assert read_policy(b"policy = 1") == GatePolicy()
    assert set(re.findall(r"^\[?(\w+)[\] ]", EXAMPLE, re.MULTILINE)) == set(GatePolicy.model_fields)


def test_what_is_said_counts() -> None:
    told = read_policy(
        b'policy = 1\r\nfail_on = "never"\r\nno_conflict_with = ["KP1"]\r\nmax_age_days = 90\r\n'
        b'outcomes = ["revise"]\r\ncomplete = false\r\n[min_version]\r\nkirklees = "0.2.0"\r\n'
    )
    assert told == GatePolicy(
        fail_on="never",
        no_conflict_with=("KP1",),
        max_age_days=90,
        outcomes=("revise",),
        complete=False,
        min_version={"kirklees": "0.2.0"},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "no-version")]),
        ("# policy = 1", [(0, "no-version")]),
        ("fail_on = 'high'", [(0, "no-version")]),
        ("policy = '1'", [(1, "no-version")]),
        ("policy = true", [(1, "no-version")]),
        ("policy = 1.0", [(1, "no-version")]),
        ("\npolicy = 2", [(2, "newer-policy")]),
        ("policy = 1\nfail_on = ", [(2, "not-toml")]),
        ("policy = 1\nseals = 'refused'\nseals = 'accepted'", [(3, "not-toml")]),
        ("policy = 1\nfail_on = 'hihg'\n\ncompleet = true", [(2, "bad-value"), (4, "unknown-key")]),
        ("policy = 1\nFail_on = 'high'", [(2, "unknown-key")]),
        ("policy = 1\n[gate]\nfail_on = 'high'", [(2, "unknown-key")]),
        ("policy = 1\ncomplete = 'true'", [(2, "bad-value")]),
        ("policy = 1\ncomplete = 1", [(2, "bad-value")]),
        ("policy = 1\nmax_age_days = 0", [(2, "bad-value")]),
        ("policy = 1\nmax_age_days = true", [(2, "bad-value")]),
        ("policy = 1\nmax_age_days = inf", [(2, "bad-value")]),
        ("policy = 1\noutcomes = []", [(2, "bad-value")]),
        ("policy = 1\npacks = 'kirklees'", [(2, "bad-value")]),
        ("policy = 1\nroot_sha256 = ['AB']", [(2, "bad-value")]),
        ("policy = 1\n[min_version]\nkirklees = 0.2", [(2, "bad-value")]),
        ("policy = 1\nmin_version.kirklees = '1'", [(2, "bad-value")]),
    ],
)
def test_a_mistake_is_an_error_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(line, code) for line, code, _ in faults(text)] == expected


def test_what_was_meant_is_guessed() -> None:
    assert [message for _, _, message in faults("policy = 1\nfail_on = 'hihg'\ncompleet = true")] == [
        'fail_on must be "low", "moderate", "high", "severe" or "never"; did you mean \'high\'?',
        "there is no key “compleet” in a policy; did you mean 'complete'?",
    ]


@pytest.mark.parametrize("content", [b"policy = 1 \xff", b"#" * (1024 * 1024 + 1), b"a=" + b"[" * 5000], ids=len)
def test_what_is_no_policy_at_all_is_an_error(content: bytes) -> None:
    with pytest.raises(GatePolicyError):
        read_policy(content)
