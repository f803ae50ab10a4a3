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
