"""JSON Schemas of what the program reads and writes, each with a name and a version that never change meaning."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.comparison import Comparison
from impact_check.model.result import Result

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
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


def gate_schema() -> dict[str, Any]:
    """Return the JSON Schema of what a gate says."""
    from impact_check.model.gate import GateVerdict

    return _schema(GateVerdict, "gate", 1)


def gate_policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a gate's policy, as an editor for TOML or JSON can use it."""
    from impact_check.model.gate import POLICY_VERSION, GatePolicy

    schema = _schema(GatePolicy, "gate-policy", POLICY_VERSION, mode="validation")
    return {**schema, "required": ["policy"]}


def verdict_schema() -> dict[str, Any]:
    """Return the JSON Schema of what was found about a signed report."""
    from impact_check.signoff.verdict import Verdict

    return _schema(Verdict, "verdict", 1)


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line of a sign-off ledger."""
    from impact_check.model.ledger import Line

    return _schema(Line, "ledger", 1)


def kpis_schema() -> dict[str, Any]:
    """Return the JSON Schema of conditions and mitigations as contract indicators."""
    from impact_check.exports.kpis import Kpis

    return _schema(Kpis, "kpis", 1)


def ocds_schema() -> dict[str, Any]:
    """Return the JSON Schema of the fragment of an OCDS release: narrower than the standard's own."""
    from impact_check.exports.ocds import OcdsFragment

    return _schema(OcdsFragment, "ocds-fragment", 1)


def event_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of the data of an event: `rated`, `submitted`, `signed`, `published` or `decided`."""
    from impact_check.exports import events

    model = next(found for found, (_, name) in events.KINDS.items() if name == kind)
    return _schema(model, f"event-{kind}", events.VERSION)


def pack_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas of the YAML files of a questionnaire pack, by the pattern of their names in its folder.

    They tell keys and types, for an editor that completes as you type. `impact-check lint` checks more: references,
    conditions, wording.
    """
    from impact_check.loading import pack_files

    return {pattern: pack_schema(pattern) for pattern in pack_files()}


def pack_schema(pattern: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file of a pack: `sections/*.yaml`. Raises KeyError if there is none."""
    from impact_check.loading import pack_files

    return _schema(pack_files()[pattern], f"pack-{_slug(pattern)}", PACK_VERSION, mode="validation")


def all_schemas() -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what makes each schema, by the name that `impact-check schema` gives it."""
    from impact_check.exports import events
    from impact_check.loading import pack_files

    names = [name for _, name in events.KINDS.values()]
    return {
        "assessment": assessment_schema,
        "result": result_schema,
        "compare": comparison_schema,
        "receipt": receipt_schema,
        "gate": gate_schema,
        "gate-policy": gate_policy_schema,
        "verdict": verdict_schema,
        "ledger": ledger_schema,
        "kpis": kpis_schema,
        "ocds": ocds_schema,
        **{f"event-{name}": partial(event_schema, name) for name in names},
        **{f"pack/{pattern}": partial(pack_schema, pattern) for pattern in pack_files()},
    }


def _schema(
    model: type[BaseModel], name: str, version: int, *, mode: JsonSchemaMode = "serialization"
) -> dict[str, Any]:
    """Return the schema of a model under its lasting name: `urn:impact-check:schema:assessment:3`."""
    found = model.model_json_schema(mode=mode, by_alias=True)
    return {"$schema": DIALECT, "$id": f"urn:impact-check:schema:{name}:{version}", **found}


def _slug(pattern: str) -> str:
    """Return a pattern as a name: `sections/*.yaml` -> `sections`."""
    return pattern.removesuffix(".yaml").removesuffix("*").strip("/").replace("_", "-")
