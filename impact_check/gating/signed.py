"""A signed PDF and the verdict of `verify` on it -> a report that a gate can judge, and what speaks against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from impact_check.errors import SignOffError
from impact_check.gating.reasons import failed, undecided
from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.model.gate import GatePolicy, GateReason, ReasonCode
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.verdict import Check, CheckId, Verdict

_DATA_STAND_ON: Final[tuple[CheckId, ...]] = (
    "file",
    "ledger",
    "submitted",
    "additions",
    "attachments",
    "data",
    "history",
)
"""Checks that must hold before a word of what is inside counts: then it is what the ledger tells was submitted."""

_FAILS: Final[Mapping[CheckId, ReasonCode]] = {
    "file": "report-not-readable",
    "ledger": "ledger-broken",
    "entries": "ledger-broken",
    "submitted": "report-changed",
    "additions": "report-changed",
    "attachments": "report-changed",
    "data": "report-changed",
    "public": "report-changed",
    "history": "history-broken",
    "newest": "report-not-newest",
    "standing": "report-withdrawn",
    "required": "signature-missing",
    "signature": "signature-invalid",
    "appointed": "signer-not-allowed",
    "signatories": "signer-not-allowed",
    "questionnaire": "pack-other-version",
    "rating": "rating-not-reproduced",
    "outcome": "rating-not-reproduced",
    "pages": "pages-differ",
    "against": "signature-stale",
}


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A PDF that was verified. Make it with `signed_report`, which takes the assessment from this very file."""

    verdict: Verdict
    assessment: Assessment | None
    """What was submitted; None unless the ledger vouches for it."""
    root_sha256: str = ""
    """Of the root certificate that the ledger stands on; empty if that isn't known."""

    def __post_init__(self) -> None:
        if self.assessment is not None and self.assessment.id != self.verdict.reference:
            raise ValueError("the verdict is about another assessment")


def signed_report(pdf: bytes, verdict: Verdict, *, root_sha256: str = "") -> SignedReport:
    """Return the report that a verdict is about, with the assessment inside if the ledger vouches for it.

    root_sha256: of the root certificate (DER) that it was verified with. Raises ValueError if the verdict is about
    another file.
    """
    if sha256_of(pdf) != verdict.file_sha256:
        raise ValueError("the verdict is about another file")
    return SignedReport(verdict, _inside(pdf) if _is_vouched_for(verdict) else None, root_sha256)


def _is_vouched_for(verdict: Verdict) -> bool:
    holding = {check.id for check in verdict.checks if check.status == "ok" and not check.about}
    return not verdict.is_public_copy and holding.issuperset(_DATA_STAND_ON)


def _inside(pdf: bytes) -> Assessment | None:
    from impact_check.signoff.inside import inside

    try:
        return inside(pdf).assessment
    except SignOffError:
        return None


def check_signed(report: SignedReport, policy: GatePolicy) -> Iterator[GateReason]:
    """Yield what speaks against a signed report itself: what `verify` didn't find to hold, and what the policy asks."""
    verdict = report.verdict
    if policy.root_sha256 and report.root_sha256 not in policy.root_sha256:
        yield failed(
            "root-not-trusted",
            "root",
            tr("The ledger stands on another root certificate than the policy names."),
            tr("Get the ledger and its root certificate from the council, not with the report."),
        )
    if verdict.is_public_copy:
        yield undecided(
            "public-copy",
            "file",
            tr("This is a public copy: answers were left out, so it can’t be rated again."),
            tr("Name the signed report that it was made from."),
        )
    for check in verdict.checks:
        if check.status == "fail":
            yield failed(_FAILS[check.id], _path(check), _told(check), _to_do(_FAILS[check.id]))
        elif check.status == "warn" or (check.status == "skipped" and verdict.conclusion != "rejected"):
            yield _not_made(check)
    yield from _asked_besides(verdict, policy)
    if report.assessment is None and verdict.accepted and not verdict.is_public_copy:
        told = tr("The report was accepted, but the assessment inside can’t be read.")
        yield undecided("check-not-made", "data", told, tr("Ask whoever sent it for the file again."))


def _not_made(check: Check) -> GateReason:
    if check.id == "ledger":
        to_do = tr("Name the council’s ledger: --ledger.")
        return undecided("ledger-missing", "ledger", _told(check), to_do)
    if check.id == "questionnaire":
        to_do = tr("Name the folder that keeps the questionnaire: --pack.")
        return undecided("pack-not-found", "pinned", _told(check), to_do)
    return undecided("check-not-made", _path(check), _told(check), tr("Give what it needs, and try again."))


def _asked_besides(verdict: Verdict, policy: GatePolicy) -> Iterator[GateReason]:
    for one in verdict.signed if policy.seals == "refused" else ():
        if one.approval is not None:
            told = tr("{name} did not sign: the council’s seal records an approval.", name=one.approval.by)
            yield failed("approval-recorded", f"signature.{one.role}", told, tr("Let them sign with their own key."))
    if policy.today_file == "required" and not any(check.id == "against" for check in verdict.checks):
        yield undecided(
            "today-file-missing",
            "against",
            tr("The policy wants the assessment as it is today, to see whether it is what was signed."),
            tr("Name it: --against FILE.lia.json."),
        )


def _path(check: Check) -> str:
    return f"{check.id}.{check.about}" if check.about else check.id


def _told(check: Check) -> str:
    says = check.says[:1].upper() + check.says[1:]
    return f"{says}. {check.why}".strip() if check.why else f"{says}."


def _to_do(code: ReasonCode) -> str:
    match code:
        case "signature-missing":
            return tr("Wait until everybody has signed, and name the newest PDF.")
        case "report-not-newest":
            return tr("Ask whoever signed last for the newest PDF.")
        case "report-withdrawn":
            return tr("Ask the council for the report that counts now.")
        case "signature-stale":
            return tr("Put the assessment forward again as it is now, and have it signed.")
        case "ledger-broken":
            return tr("Ask whoever looks after the ledger. Rely on nothing until it is mended.")
    return tr("Don’t rely on this file. Ask the council for the one that was signed.")
