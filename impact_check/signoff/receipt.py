"""An assessment and its result -> a receipt that a program can check, and the two files that a report carries."""

from datetime import UTC, date, datetime
from typing import Any

import rfc8785
from pydantic import BaseModel

from impact_check.errors import ReportError
from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.model.receipt import Receipt, Toolchain
from impact_check.model.result import Result
from impact_check.report.pdf import Attached
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import canonical, sha256_of

ASSESSMENT_FILE = "assessment.json"
RECEIPT_FILE = "receipt.json"


def make_receipt(
    ruleset: Ruleset, assessment: Assessment, result: Result, *, toolchain: Toolchain, is_public_copy: bool = False
) -> Receipt:
    """Return the receipt of what a report carries.

    assessment, result: as the report carries them; of a public copy those without what isn't public. toolchain: what
    makes the PDF. Raises ReportError if the assessment can't be written as canonical JSON.
    """
    return Receipt(
        reference=assessment.id,
        is_public_copy=is_public_copy,
        assessment_sha256=sha256_of(as_file(assessment)),
        input_sha256=input_hash(assessment, result.on, result.pinned.sha256),
        engine=toolchain.impact_check,
        parameters_in_force=date.fromisoformat(ruleset.questionnaire.parameters.effective_from),
        toolchain=toolchain,
        result=result,
    )


def input_hash(assessment: Assessment, on: date, questionnaire: str) -> str:
    """Return the SHA-256 over all that a result is computed from. questionnaire: the content hash of the one used."""
    content: dict[str, Any] = {
        "assessment": assessment.model_dump(mode="json"),
        "on": on.isoformat(),
        "questionnaire": questionnaire,
    }
    return sha256_of(rfc8785.dumps(content))


def as_file(value: BaseModel) -> bytes:
    """Return what an attached file holds: canonical JSON. Raises ReportError if there is a number too large for it."""
    try:
        return canonical(value)
    except rfc8785.CanonicalizationError as error:
        raise ReportError(
            tr(
                "The report can’t carry its data: a number is larger than 9 quadrillion, which not all programs can "
                "read. Correct it."
            )
        ) from error


def attachments(assessment: Assessment, assessment_json: bytes, receipt_json: bytes) -> tuple[Attached, Attached]:
    """Return the two files that a report carries, dated by the last change to the assessment.

    Their descriptions are in the language spoken.
    """
    changed = last_change(assessment)
    return (
        Attached(ASSESSMENT_FILE, assessment_json, tr("The assessment: every answer, as data"), changed),
        Attached(RECEIPT_FILE, receipt_json, tr("What the answers came to, and how it was worked out"), changed),
    )


def last_change(assessment: Assessment) -> datetime:
    """Return when the assessment was last changed, as far as its history tells, in UTC."""
    return max(_in_utc(at) for at in (assessment.created, *(entry.at for entry in assessment.history)))


def _in_utc(at: datetime) -> datetime:
    """Return a time in UTC; one without zone is taken as UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
