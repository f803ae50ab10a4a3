"""Whether a decision may go through: a policy held against a file, or against values that a program has already."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from impact_check import gating
from impact_check.errors import ContentError, ImpactCheckError, KeyFileError, LedgerError
from impact_check.gating import GateFileError, PackSource, SignedReport, gate, signed_report
from impact_check.language import tr
from impact_check.loading import bundled_packs, find_pinned
from impact_check.model.assessment import Assessment, Pinned
from impact_check.model.gate import GatePolicy, GateReason, GateVerdict, ReasonCode
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.packages import check_can_sign

__all__ = [
    "GateFileError",
    "PackSource",
    "SignedReport",
    "gate",
    "gate_assessment",
    "gate_example",
    "gate_file",
    "gate_meanings",
    "gate_policy",
    "signed_report",
]


def gate_policy(content: bytes, path: str = "gate.toml") -> GatePolicy:
    """Read a policy file (TOML). path: what to call it in messages. Raises GatePolicyError with every mistake."""
    return gating.read_policy(content, path)


def gate_assessment(content: bytes) -> Assessment:
    """Read an assessment file for a gate: strictly, and as it was written, whatever its format.

    Raises GateFileError, whose `reason` is that of a gate's verdict.
    """
    return gating.parse_assessment(content)


def gate_example() -> str:
    """Return a policy file to begin with, each key with what it means."""
    return gating.EXAMPLE


def gate_meanings() -> dict[str, tuple[str, str]]:
    """Return every reason code: with `failed`, `undecided` or `as the policy says`, and what it means for good."""
    return {code: (status, meaning) for code, (status, meaning) in gating.MEANINGS.items()}


def gate_file(
    path: Path,
    policy: GatePolicy,
    *,
    today: date,
    now: datetime,
    ledger: Path | None = None,
    root: Path | None = None,
    against: Path | None = None,
    head: str = "",
    packs: tuple[Path, ...] = (),
    reference: str = "",
) -> GateVerdict:
    """Say whether the decision in a file goes through, with every reason why it doesn't.

    path: an assessment (.lia.json), or a signed report (PDF); the assessment inside counts only if the ledger vouches
    for it. today: the day to rate it for. now: for certificates. ledger: its folder, or ledger.jsonl. root: the
    council's root certificate, if it isn't beside the ledger, or a copy from elsewhere is to be relied on. against: the
    assessment file as it is today. head: the hash of a ledger line that was published. packs: where questionnaires are
    kept, besides those of the program and of the ledger's folder; their hashes must be in the policy.
    reference: the id of the decision that is to go through; empty if any may.
    A file that can't be read gives a verdict, too. Raises MissingLibraryError if a PDF can't be verified here.
    """
    given = _Given(policy, today, now, ledger, root, against, head, packs, reference)
    try:
        content = gating.read_bytes(path)
        if content.startswith(gating.PDF):
            return _gate_report(content, given)
        return _gate_assessment(content, given)
    except GateFileError as error:
        return gating.decided((error.reason,), policy, today=today)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a file is held against."""

    policy: GatePolicy
    today: date
    now: datetime
    ledger: Path | None
    root: Path | None
    against: Path | None
    head: str
    packs: tuple[Path, ...]
    reference: str


def _gate_assessment(content: bytes, given: _Given) -> GateVerdict:
    sha256 = sha256_of(content)
    try:
        assessment = gating.parse_assessment(content)
    except GateFileError as error:
        return gating.decided((error.reason,), given.policy, today=given.today, sha256=sha256)
    return _rated(assessment, assessment, given, sha256)


def _gate_report(pdf: bytes, given: _Given) -> GateVerdict:
    sha256 = sha256_of(pdf)
    try:
        report = _verified(pdf, given)
    except LedgerError as error:
        return _undecided(
            "ledger-missing", "ledger", _no_ledger(tr("It {reason}.", reason=error.reason)), given, sha256
        )
    except KeyFileError as error:
        return _undecided("ledger-missing", "root", _no_ledger(str(error)), given, sha256)
    except GateFileError as error:
        told = tr("The assessment of today can’t be read. {reason}", reason=error.reason.message)
        return _undecided("today-file-missing", "against", told, given, sha256)
    if report.assessment is None:
        reasons = gating.check_subject(report, given.policy, given.today, given.reference)
        return gating.decided(reasons, given.policy, today=given.today, report=report, sha256=sha256)
    return _rated(report, report.assessment, given, sha256)


def _undecided(code: ReasonCode, path: str, message: str, given: _Given, sha256: str) -> GateVerdict:
    to_do = tr("Name one that can be read: {option}.", option="--against" if path == "against" else "--ledger, --root")
    reason = gating.undecided(code, path, message, to_do)
    return gating.decided((reason,), given.policy, today=given.today, sha256=sha256)


def _no_ledger(reason: str) -> str:
    return tr("A signed report can’t be checked without the council’s ledger. {reason}", reason=reason)


def _verified(pdf: bytes, given: _Given) -> SignedReport:
    """Verify a report in a process of its own. Ledger and certificate are read once, so that none can be exchanged."""
    check_can_sign()
    from impact_check.api.keys import ledger_folder
    from impact_check.signoff.certificates import as_pem, fingerprint
    from impact_check.signoff.ledger import read_lines
    from impact_check.signoff.verifying import verify_apart as apart

    if given.ledger is None:
        raise LedgerError(0, tr("wasn’t named"))
    folder = ledger_folder(given.ledger, given.root)
    places = tuple(map(str, (*given.packs, folder.packs)))
    against = gating.parse_assessment(gating.read_bytes(given.against)) if given.against else None
    relied_on = apart.Given((as_pem(folder.root),), read_lines(folder.file), given.head, places, against)
    verdict = apart.verify_apart(pdf, relied_on, now=given.now)
    return signed_report(pdf, verdict, root_sha256=fingerprint(folder.root))


def _rated(subject: Assessment | SignedReport, assessment: Assessment, given: _Given, sha256: str) -> GateVerdict:
    try:
        ruleset, source = _find_pack(assessment.pinned, given)
    except ImpactCheckError as error:
        reasons = tuple(gating.check_subject(subject, given.policy, given.today, given.reference))
        if not any(reason.code == "pack-not-found" for reason in reasons):
            reasons += (_no_pack(error, assessment.pinned),)
        report = subject if isinstance(subject, SignedReport) else None
        return gating.decided(reasons, given.policy, today=given.today, report=report, sha256=sha256)
    return gate(
        ruleset,
        subject,
        given.policy,
        today=given.today,
        source=source,
        reference=given.reference,
        sha256=sha256,
    )


def _find_pack(pinned: Pinned, given: _Given) -> tuple[Ruleset, PackSource]:
    """Find the very questionnaire that was answered, in English, and say where it was. Raises ImpactCheckError."""
    try:
        ruleset, found = find_pinned(pinned)
    except ContentError:
        return find_pinned(pinned, (*given.packs, *_beside_ledger(given.ledger)))[0], "elsewhere"
    if ruleset.questionnaire.id not in bundled_packs():
        return ruleset, "elsewhere"
    return ruleset, "current" if found == "bundled" else "earlier"


def _beside_ledger(ledger: Path | None) -> tuple[Path, ...]:
    if ledger is None:
        return ()
    return ((ledger if ledger.is_dir() else ledger.parent) / "packs",)


def _no_pack(error: ImpactCheckError, pinned: Pinned) -> GateReason:
    told = tr("The questionnaire {version} can’t be found or read: {reason}", version=pinned.version, reason=error)
    return gating.undecided("pack-not-found", "pinned", told, tr("Name the folder that keeps it: --pack."))
