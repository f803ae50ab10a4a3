"""What gates read and write, checked against the published schemas with another program."""

import json
import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from impact_check import api
from impact_check.gating import EXAMPLE
from impact_check.model.gate import GateVerdict
from tests.engine.build import DONT_KNOW
from tests.gating.build import assessment, unsigned, verdict
from tests.gating.test_signed import honest
from tests.gating.test_signed import verdict as verified
from tests.signoff import build


def misfits(schema: dict[str, Any], value: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize(
    "told",
    [verdict(), verdict(assessment(place=DONT_KNOW, asked="no"), unsigned(sign_off="required"))],
    ids=["passed", "failed"],
)
def test_a_verdict_fits_its_schema(told: GateVerdict) -> None:
    written = json.loads(told.model_dump_json())
    assert misfits(api.gate_schema(), written) == []
    assert misfits(api.gate_schema(), {**written, "verdict": "maybe"})


def test_a_policy_fits_its_schema_and_one_without_a_version_does_not() -> None:
    example = tomllib.loads(EXAMPLE)
    assert misfits(api.gate_policy_schema(), example) == []
    assert misfits(api.gate_policy_schema(), {"fail_on": "high"}) == ["'policy' is a required property"]
    assert misfits(api.gate_policy_schema(), {**example, "fail_om": "high"})


def test_what_verify_says_and_each_line_of_a_ledger_fit_their_schemas() -> None:
    assert misfits(api.verdict_schema(), json.loads(verified(honest()).model_dump_json())) == []
    lines = build.stages()[4]["sign-off/ledger.jsonl"].decode().splitlines()
    assert len(lines) > 5
    assert [misfits(api.ledger_schema(), json.loads(line)) for line in lines] == [[]] * len(lines)
