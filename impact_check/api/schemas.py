"""JSON Schemas of what the program writes."""

from typing import Any

from impact_check.model.assessment import Assessment
from impact_check.model.comparison import Comparison
from impact_check.model.result import Result


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment file."""
    return Assessment.model_json_schema(mode="serialization")


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of a result."""
    return Result.model_json_schema(mode="serialization")


def comparison_schema() -> dict[str, Any]:
    """Return the JSON Schema of a comparison of options."""
    return Comparison.model_json_schema(mode="serialization")


def receipt_schema() -> dict[str, Any]:
    """Return the JSON Schema of the receipt that a report's PDF carries."""
    from impact_check.model.receipt import Receipt

    return Receipt.model_json_schema(mode="serialization")


def gate_schema() -> dict[str, Any]:
    """Return the JSON Schema of what a gate says."""
    from impact_check.model.gate import GateVerdict

    return GateVerdict.model_json_schema(mode="serialization")


def gate_policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a gate's policy, as an editor for TOML or JSON can use it."""
    from impact_check.model.gate import GatePolicy

    schema = GatePolicy.model_json_schema()
    return {**schema, "required": ["policy"]}


def verdict_schema() -> dict[str, Any]:
    """Return the JSON Schema of what was found about a signed report."""
    from impact_check.signoff.verdict import Verdict

    return Verdict.model_json_schema(mode="serialization")


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line of a sign-off ledger."""
    from impact_check.model.ledger import Line

    return Line.model_json_schema(mode="serialization")
