"""An assessment or a signed report, its questionnaire, a policy and a day -> the verdict. Pure: no files, no clock."""

from collections.abc import Iterable, Iterator
from datetime import date

import rfc8785

import impact_check
from impact_check.gating.check_claims import (
    PackSource,
    check_age,
    check_dates,
    check_history,
    check_ids,
    check_pack,
    check_reference,
)
from impact_check.gating.check_result import Rated, check_result, rated
from impact_check.gating.read import GateFileError, parse_assessment
from impact_check.gating.reasons import undecided
from impact_check.gating.signed import SignedReport, check_signed
from impact_check.language import tr, trn
from impact_check.model.assessment import Assessment
from impact_check.model.gate import GatePolicy, GateReason, GateVerdict, verdict_of
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import canonical, sha256_of

HASHED_SINCE = 2
"""The format of assessment files from which on the history has hashes."""


def gate(
    ruleset: Ruleset,
    subject: Assessment | SignedReport | bytes,
    policy: GatePolicy,
    *,
    today: date,
    source: PackSource = "current",
    reference: str = "",
    sha256: str = "",
) -> GateVerdict:
    """Say whether a decision goes through, with every reason why it doesn't.

    The rating is worked out anew, for today; a sign-off that an assessment claims for itself counts for nothing.
    ruleset: the very questionnaire that was answered. subject: the content of an assessment file, which is read
    strictly; an assessment; or a report that `signed_report` made: one whose assessment the ledger doesn't vouch for
    can't be rated. source: where the ruleset was found. reference: the id of the decision that is to go through; empty
    if any may. sha256: of the file that was read; by default of the bytes, or of the assessment as canonical JSON.
    """
    if isinstance(subject, bytes):
        sha256 = sha256 or sha256_of(subject)
        try:
            subject = parse_assessment(subject)
        except GateFileError as error:
            return decided((error.reason,), policy, today=today, sha256=sha256)
    report = subject if isinstance(subject, SignedReport) else None
    assessment = subject.assessment if isinstance(subject, SignedReport) else subject
    reasons = tuple(check_subject(subject, policy, today, reference))
    if assessment is None:
        return decided(reasons, policy, today=today, report=report, sha256=sha256)
    found = rated(ruleset, assessment, today)
    outcome = assessment.submission.outcome if report and assessment.submission else None
    reasons += (
        *check_pack(ruleset, assessment, policy, source),
        *check_result(found, policy, outcome),
    )
    return decided(reasons, policy, today=today, report=report, assessment=assessment, found=found, sha256=sha256)


def decided(
    reasons: Iterable[GateReason],
    policy: GatePolicy,
    *,
    today: date,
    sha256: str = "",
    report: SignedReport | None = None,
    assessment: Assessment | None = None,
    found: Rated | None = None,
) -> GateVerdict:
    """Return the verdict that follows from the reasons, with what was seen of the assessment, if anything was."""
    reasons = tuple(reasons)
    is_sound = report is not None and report.verdict.accepted and _root_counts(report, policy)
    return GateVerdict(
        verdict=verdict_of(reasons),
        says=_says(reasons),
        reasons=reasons,
        reference=assessment.id if assessment else "",
        on=today,
        sha256=_hash(sha256, report, assessment),
        pinned=found.result.pinned if found else None,
        inherent=found.result.inherent.rating if found else None,
        residual=found.result.residual.rating if found else None,
        signed=tuple(one.role for one in report.verdict.signed) if report and is_sound else (),
        outcome=report.verdict.outcome if report and is_sound else None,
        policy=policy,
        engine=impact_check.__version__,
    )


def _hash(sha256: str, report: SignedReport | None, assessment: Assessment | None) -> str:
    if sha256 or report:
        return sha256 or (report.verdict.file_sha256 if report else "")
    try:
        return sha256_of(canonical(assessment)) if assessment else ""
    except rfc8785.CanonicalizationError:  # A number that is too large. It can't be signed, but it can be rated.
        return ""


def _root_counts(report: SignedReport, policy: GatePolicy) -> bool:
    return not policy.root_sha256 or report.root_sha256 in policy.root_sha256


def check_subject(
    subject: Assessment | SignedReport, policy: GatePolicy, today: date, reference: str = ""
) -> Iterator[GateReason]:
    """Yield what can be said without the questionnaire: about the decision, signatures, history, days and age."""
    if isinstance(subject, SignedReport):
        yield from check_signed(subject, policy)
        assessment, verdict = subject.assessment, subject.verdict
    else:
        yield from _unsigned(subject, policy)
        assessment, verdict = subject, None
    if assessment is not None:
        yield from check_reference(assessment, reference)
        yield from check_ids(assessment)
        yield from check_dates(assessment, today)
        yield from check_age(assessment, verdict, policy, today)


def _unsigned(assessment: Assessment, policy: GatePolicy) -> Iterator[GateReason]:
    """Check what, for a signed report, `verify` has checked."""
    if policy.sign_off == "required":
        yield undecided(
            "sign-off-not-checked",
            "submission",
            tr("The policy wants signatures. What an assessment file says of its own sign-off counts for nothing."),
            tr("Name the signed PDF instead, with the council’s ledger: --ledger."),
        )
    if assessment.schema_version < HASHED_SINCE:
        yield undecided(
            "file-older",
            "schema_version",
            tr("It says that it is from before histories had hashes, so whether it was changed can’t be checked."),
            tr("Open and save it with this version of impact-check, and look at what it says."),
        )
    else:
        yield from check_history(assessment)


def _says(reasons: tuple[GateReason, ...]) -> str:
    if not reasons:
        return tr("Passed: all that the policy asks was checked, and holds.")
    failing = sum(reason.status == "failed" for reason in reasons)
    if failing:
        return trn("Failed: 1 thing doesn’t hold.", "Failed: {count} things don’t hold.", failing)
    return trn(
        "Can’t decide: 1 thing isn’t known, or couldn’t be checked.",
        "Can’t decide: {count} things aren’t known, or couldn’t be checked.",
        len(reasons),
    )
