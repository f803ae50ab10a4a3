"""An assessment, or a form with a signed report, and a policy -> whether the decision goes through."""

from datetime import date
from typing import Any, Final

from impact_check.api import bundled_packs
from impact_check.api.gating import gate as judge
from impact_check.api.gating import gate_content, gate_policy
from impact_check.errors import GatePolicyError
from impact_check.model.assessment import Pinned
from impact_check.rules import Ruleset
from impact_check.service.asked import GateAssessment
from impact_check.service.forms import FILE, Form, form_schema, part_fault
from impact_check.service.judging import refuse, too_many_in
from impact_check.service.problems import FaultTold, Problem
from impact_check.service.service import Service
from impact_check.service.told import GateTold
from impact_check.service.verifying import HEAD, LEDGER
from impact_check.signoff.canonical import canonical

FORM: Final[dict[str, Any]] = form_schema(
    {
        "pdf": {**FILE, "description": "The signed report."},
        "policy": {**FILE, "description": "The policy, `gate.toml`."},
        "root": {**FILE, "description": "The council’s root certificate (PEM or DER), from a place that you trust."},
        "ledger": LEDGER,
        "against": {**FILE, "description": "The assessment file as it is today (`.lia.json`)."},
        "head": HEAD,
        "reference": {
            "type": "string",
            "maxLength": 200,
            "description": "The id of the decision that is to go through.",
        },
        "on": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "The day it is judged for."},
    },
    "pdf",
    "policy",
    "root",
    "ledger",
)


def gate(service: Service, asked: GateAssessment | Form) -> GateTold:
    """Hold a decision against a policy. Raises Problem if the request isn't right, or too many PDFs are checked now."""
    if isinstance(asked, Form):
        with service.jobs.place():
            return _gate_report(service, asked)
    refuse(too_many_in(asked.assessment, service.limits))
    now, content = service.now(), canonical(asked.assessment)
    today = asked.on or now.date()
    ruleset = _in_force(service, asked.assessment.pinned)
    if ruleset is not None:
        verdict = judge(ruleset, content, asked.policy, today=today, reference=asked.reference)
    else:
        with service.jobs.place():  # Looking for a questionnaire takes long.
            verdict = gate_content(
                content, asked.policy, today=today, now=now, packs=service.folders, reference=asked.reference
            )
    return GateTold(on_from="request" if asked.on else "server", verdict=verdict)


def _in_force(service: Service, pinned: Pinned) -> Ruleset | None:
    """Return the questionnaire that was answered, if it comes with the program and is the version in force."""
    if pinned.questionnaire not in bundled_packs() or pinned.questionnaire in service.packs.given:
        return None
    ruleset = service.packs.load(pinned.questionnaire)
    return ruleset if ruleset.sha256 == pinned.sha256 else None


def _gate_report(service: Service, form: Form) -> GateTold:
    form.check(FORM)
    try:
        policy = gate_policy(form.one("policy") or b"", "policy")
    except GatePolicyError as error:
        faults = tuple(FaultTold(path="/policy", code=fault.code, detail=str(fault)) for fault in error.faults)
        raise Problem("does-not-fit", faults[0].detail, faults) from error
    now, day = service.now(), _day(form.text("on"))
    verdict = gate_content(
        form.one("pdf") or b"",
        policy,
        today=day or now.date(),
        now=now,
        ledger=form.one("ledger"),
        root=form.one("root"),
        against=form.one("against"),
        head=form.text("head"),
        packs=service.folders,
        reference=form.text("reference"),
    )
    return GateTold(on_from="request" if day else "server", verdict=verdict)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        detail = f"“{text}” is no day. Write it as 2026-05-01."
        raise Problem("does-not-fit", detail, (part_fault("on", "wrong-date", detail),)) from error
