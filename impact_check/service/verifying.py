"""A form with a signed report and what to check it against -> the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from impact_check.api.verifying import verify_pdf
from impact_check.errors import KeyFileError
from impact_check.service.problems import FaultTold, Problem
from impact_check.service.service import Service
from impact_check.service.told import VerifyTold

FILES: Final = ("pdf", "root", "ledger", "full")
FIELDS: Final = ("head",)
_MOST_ROOTS: Final = 10
_HEAD_LENGTH: Final = 64
_FILE: Final[Mapping[str, str]] = {"type": "string", "format": "binary"}
FORM: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "pdf": {**_FILE, "description": "The signed report, or a public copy of one, as it was published."},
        "root": {
            "type": "array",
            "items": dict(_FILE),
            "minItems": 1,
            "maxItems": _MOST_ROOTS,
            "description": "The council’s root certificate (PEM or DER), from a place that you trust. Without a "
            "ledger, more may follow.",
        },
        "ledger": {
            **_FILE,
            "description": "The council’s sign-off ledger, `ledger.jsonl`. Without it, who may sign "
            "and whether anything was withdrawn can’t be checked.",
        },
        "full": {**_FILE, "description": "The signed report that a public copy was made from."},
        "head": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "The hash of a line of the ledger that was published elsewhere.",
        },
    },
    "required": ["pdf", "root"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a form, as they came."""

    files: Mapping[str, tuple[bytes, ...]]
    fields: Mapping[str, tuple[str, ...]]


def verify(service: Service, form: Form) -> VerifyTold:
    """Check a report in a process of its own. Raises Problem if the form isn't right, or too many are being checked."""
    _check(form)
    now = service.now()
    with service.jobs.place():
        try:
            verdict = verify_pdf(
                _one(form, "pdf") or b"",
                roots=form.files["root"],
                now=now,
                ledger=_one(form, "ledger"),
                head=form.fields.get("head", ("",))[0],
                full=_one(form, "full"),
                packs=service.folders,
            )
        except KeyFileError as error:
            fault = FaultTold(path="/root", code="bad-certificate", detail=str(error))
            raise Problem("bad-certificate", str(error), (fault,)) from error
    return VerifyTold(at=now, verdict=verdict)


def _one(form: Form, name: str) -> bytes | None:
    return form.files.get(name, (None,))[0]


def _check(form: Form) -> None:
    faults = [
        *(_fault(name, "unknown-part", "There is no such part.") for name in form.files if name not in FILES),
        *(
            _fault(name, "unknown-part", "There is no such part, or it must be a file.")
            for name in form.fields
            if name not in FIELDS
        ),
        *(_fault(name, "missing-part", "This file is missing.") for name in ("pdf", "root") if name not in form.files),
    ]
    for name, parts in (*form.files.items(), *form.fields.items()):
        most = _MOST_ROOTS if name == "root" else 1
        if len(parts) > most:
            faults.append(_fault(name, "too-many", f"There are {len(parts)} of it. The limit is {most}."))
    if faults:
        told = "; ".join(f"{fault.path[1:]}: {fault.detail}" for fault in faults[:5])
        raise Problem("bad-form", told, faults)
    for head in form.fields.get("head", ()):
        if len(head) != _HEAD_LENGTH or not set(head) <= set("0123456789abcdef"):
            detail = "The hash of a ledger line has 64 hexadecimal digits, in small letters."
            raise Problem("does-not-fit", detail, (_fault("head", "wrong-value", detail),))


def _fault(name: str, code: str, detail: str) -> FaultTold:
    shown = name[:80].replace("~", "~0").replace("/", "~1")
    return FaultTold(path=f"/{shown}", code=code, detail=detail)
