"""JSON Schemas of what the program reads and writes, each with a name and a version that never change meaning."""

from typing import Any, Final, Literal

from pydantic import BaseModel

from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.comparison import Comparison
from impact_check.model.result import Result

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
EventKind = Literal["rated", "submitted", "signed", "published", "decided"]
PACK_VERSION: Final = 1
"""Of the schemas of a pack's files."""


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment file."""
    return _schema(Assessment, "assessment", SCHEMA_VERSION)


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of a result."""
    return _schema(Result, "result", 1)


def comparison_schema() -> dict[str, Any]:
    """Return the JSON Schema of a comparison of options."""
    return _schema(Comparison, "compare", 1)


def receipt_schema() -> dict[str, Any]:
    """Return the JSON Schema of the receipt that a report's PDF carries."""
    from impact_check.model.receipt import Receipt

    return _schema(Receipt, "receipt", 1)


def kpis_schema() -> dict[str, Any]:
    """Return the JSON Schema of conditions and mitigations as contract indicators."""
    from impact_check.exports.kpis import Kpis

    return _schema(Kpis, "kpis", 1)


def ocds_schema() -> dict[str, Any]:
    """Return the JSON Schema of the fragment of an OCDS release: narrower than the standard's own."""
    from impact_check.exports.ocds import OcdsFragment

    return _schema(OcdsFragment, "ocds-fragment", 1)


def event_schema(kind: EventKind) -> dict[str, Any]:
    """Return the JSON Schema of the data of an event."""
    from impact_check.exports import events

    model = next(found for found, (_, name) in events.KINDS.items() if name == kind)
    return _schema(model, f"event-{kind}", events.VERSION)


def pack_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas of the YAML files of a questionnaire pack, by the pattern of their names in its folder.

    They tell keys and types, for an editor that completes as you type. `impact-check lint` checks more: references,
    conditions, wording.
    """
    from impact_check.loading import pack_files

    return {
        pattern: _schema(model, f"pack-{_slug(pattern)}", PACK_VERSION, mode="validation")
        for pattern, model in pack_files().items()
    }


def _schema(
    model: type[BaseModel], name: str, version: int, *, mode: Literal["validation", "serialization"] = "serialization"
) -> dict[str, Any]:
    """Return the schema of a model under its lasting name: `urn:impact-check:schema:assessment:3`."""
    found = model.model_json_schema(mode=mode, by_alias=True)
    return {"$schema": DIALECT, "$id": f"urn:impact-check:schema:{name}:{version}", **found}


def _slug(pattern: str) -> str:
    """Return a pattern as a name: `sections/*.yaml` -> `sections`."""
    return pattern.removesuffix(".yaml").removesuffix("*").strip("/").replace("_", "-")
