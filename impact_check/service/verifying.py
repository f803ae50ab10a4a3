"""A form with a signed report and what to check it against -> the verdict."""

from typing import Any, Final

from impact_check.api.verifying import verify_pdf
from impact_check.errors import KeyFileError
from impact_check.service.forms import FILE, HASH, Form, form_schema, part_fault
from impact_check.service.problems import Problem
from impact_check.service.service import Service
from impact_check.service.told import VerifyTold

_MOST_ROOTS: Final = 10
LEDGER: Final = {
    **FILE,
    "description": "The council’s sign-off ledger, `ledger.jsonl`. Without it, who may sign and whether anything was "
    "withdrawn can’t be checked.",
}
HEAD: Final = {**HASH, "description": "The hash of a line of the ledger that was published elsewhere."}
FORM: Final[dict[str, Any]] = form_schema(
    {
        "pdf": {**FILE, "description": "The signed report, or a public copy of one, as it was published."},
        "root": {
            "type": "array",
            "items": dict(FILE),
            "minItems": 1,
            "maxItems": _MOST_ROOTS,
            "description": "The council’s root certificate (PEM or DER), from a place that you trust. Without a "
            "ledger, more may follow.",
        },
        "ledger": LEDGER,
        "full": {**FILE, "description": "The signed report that a public copy was made from."},
        "head": HEAD,
    },
    "pdf",
    "root",
)


def verify(service: Service, form: Form) -> VerifyTold:
    """Check a report in a process of its own. Raises Problem if the form isn't right, or too many are being checked."""
    form.check(FORM)
    now = service.now()
    with service.jobs.place():
        try:
            verdict = verify_pdf(
                form.one("pdf") or b"",
                roots=form.files["root"],
                now=now,
                ledger=form.one("ledger"),
                head=form.text("head"),
                full=form.one("full"),
                packs=service.folders,
            )
        except KeyFileError as error:
            fault = part_fault("root", "bad-certificate", str(error))
            raise Problem("bad-certificate", str(error), (fault,)) from error
    return VerifyTold(at=now, verdict=verdict)
