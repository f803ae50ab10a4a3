"""Reports put forward, signed, withdrawn, published and verified."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.api.keys import ledger_folder
from impact_check.model.assessment import Assessment
from impact_check.rules import Ruleset
from impact_check.signoff.packages import check_can_sign

if TYPE_CHECKING:
    from impact_check.model.assessment import Submission
    from impact_check.model.ledger import Approval
    from impact_check.model.questionnaire import Role
    from impact_check.signoff.folder import LedgerFolder
    from impact_check.signoff.preview import Preview
    from impact_check.signoff.publishing import Publication
    from impact_check.signoff.signing import SignOff
    from impact_check.signoff.signing_keys import KeyFile, Token
    from impact_check.signoff.status import SignOffStatus
    from impact_check.signoff.verdict import Verdict


def submit_report(
    ruleset: Ruleset,
    assessment: Assessment,
    submission: "Submission",
    folder: "LedgerFolder",
    path: Path,
    *,
    pack: str | Path,
    evidence_in: Path,
    save: Callable[[Assessment], None],
) -> "SignOff":
    """Make the PDF that is to be signed, with its web page, and record it in the ledger.

    path: of the new PDF. pack: the questionnaire, as it was loaded. evidence_in: the folder from which evidence files
    are named. save: keeps the assessment with what is put forward.
    Raises SignOffError if it can't be submitted so, ReportError, LedgerError, OSError; nothing is then recorded.
    """
    check_can_sign()
    from impact_check.signoff.submitting import submit

    return submit(ruleset, assessment, submission, folder, path, pack=pack, evidence_in=evidence_in, save=save)


def what_is_signed(path: Path, folder: "LedgerFolder", role: "Role", approval: "Approval | None" = None) -> "Preview":
    """Say what somebody is about to sign in a role. Raises SignOffError if nobody can, LedgerError, ContentError."""
    from impact_check.signoff.preview import preview

    return preview(path, folder, role, approval)


def key_in_file(path: Path, passphrase: str, certificate: Path | None = None) -> "KeyFile":
    """Name a signing key: PKCS#12 (.p12, .pfx), or PEM with its certificate in another file."""
    from impact_check.signoff.signing_keys import KeyFile

    return KeyFile(path, passphrase, certificate)


def key_on_token(library: Path, token: str, label: str, certificate: Path, pin: str) -> "Token":
    """Name a signing key on a smart card or in a security module (PKCS#11), with the file of its certificate."""
    from impact_check.signoff.signing_keys import Token

    return Token(library, token, label, certificate, pin)


def sign_report(
    path: Path,
    folder: "LedgerFolder",
    role: "Role",
    key: "KeyFile | Token",
    *,
    at: datetime,
    approval: "Approval | None" = None,
    present: Assessment | None = None,
    tsa: str = "",
    ruleset: Ruleset | None = None,
) -> "SignOff":
    """Sign a submitted PDF in a role, and record it in the ledger.

    approval: for a seal only, whose approval it records. present: the assessment as it is now, if its file is at hand:
    what was changed since isn't signed. tsa: the address of a time-stamp authority. ruleset: the questionnaire, if it
    was loaded already. Raises SignOffError, KeyFileError, LedgerError, OSError; the PDF is then as it was.
    """
    check_can_sign()
    from impact_check.signoff.signing import sign
    from impact_check.signoff.signing_keys import opened
    from impact_check.signoff.time_stamps import Authority as TimeStamps

    timestamper = TimeStamps(tsa) if tsa else None
    with opened(key, at) as signer:
        return sign(
            path,
            folder,
            role,
            signer,
            at=at,
            approval=approval,
            present=present,
            timestamper=timestamper,
            ruleset=ruleset,
        )


def withdraw_report(path: Path, folder: "LedgerFolder", *, by: str, reason: str, at: datetime) -> "SignOff":
    """Record that what was submitted may not be signed or relied on any more. path: the PDF or the assessment file.

    Raises SignOffError if nothing is submitted, AssessmentFileError, LedgerError.
    """
    check_can_sign()
    from impact_check.signoff.named_file import named
    from impact_check.signoff.submitting import withdraw

    return withdraw(named(path, folder.read()).reference, folder, by=by, reason=reason, at=at)


def check_publishable(path: Path, folder: "LedgerFolder") -> None:
    """Raise SignOffError unless a signed PDF may be published now; LedgerError. Nothing is written."""
    check_can_sign()
    from impact_check.signoff.publishing import check_publishable

    check_publishable(path, folder)


def publish_report(
    path: Path,
    folder: "LedgerFolder",
    key: "KeyFile | Token",
    *,
    at: datetime,
    out: Path | None = None,
    tsa: str = "",
    ruleset: Ruleset | None = None,
) -> "Publication":
    """Make the public copy of a PDF that everybody has signed, under the council's seal, and record it in the ledger.

    It has no names and nothing else that isn't public; its web page is put beside it. Nothing is uploaded.
    key: of a seal. out: the new PDF; by default the report's name with `-public`. tsa: the address of a time-stamp
    authority. ruleset: the questionnaire, if it was loaded already.
    Raises SignOffError, KeyFileError, ContentError, ReportError, LedgerError, OSError; nothing is then recorded.
    """
    check_can_sign()
    from impact_check.signoff.publishing import publish
    from impact_check.signoff.signing_keys import opened
    from impact_check.signoff.time_stamps import Authority as TimeStamps

    timestamper = TimeStamps(tsa) if tsa else None
    with opened(key, at) as seal:
        return publish(path, folder, seal, at=at, out=out, timestamper=timestamper, ruleset=ruleset, apart=True)


def verify_report(
    pdf: bytes,
    *,
    now: datetime,
    ledger: Path | None = None,
    roots: tuple[Path, ...] = (),
    head: str = "",
    against: Assessment | None = None,
    full: bytes | None = None,
    packs: tuple[Path, ...] = (),
) -> "Verdict":
    """Check a signed report, or a public copy of one, in a process of its own with limits of time and memory.

    ledger: its folder, or the file ledger.jsonl. roots: the council's root certificate, if it isn't in that folder or a
    copy from elsewhere is to be relied on; without a ledger also those of other authorities that the council trusts.
    head: the hash of a ledger line that was published. against: an assessment file of today, to see whether it is what
    was signed. full: the signed file that a public copy was made from. packs: where questionnaires are kept, besides
    those of the program and of the ledger's folder.
    Raises KeyFileError, LedgerError if what is relied on isn't there, MissingLibraryError. A ledger that was tampered
    with is a check that fails.
    """
    check_can_sign()
    from impact_check.signoff.certificates import as_pem, read_certificate
    from impact_check.signoff.folder import read_key_file
    from impact_check.signoff.ledger import read_lines
    from impact_check.signoff.verifying.verify_apart import Given, verify_apart

    if ledger is None:
        trusted = tuple(as_pem(read_certificate(read_key_file(root))) for root in roots)
        given = Given(trusted, head=head, packs=tuple(map(str, packs)), against=against, full=full)
    else:
        found = ledger_folder(ledger, roots[0] if roots else None)
        places = tuple(map(str, (*packs, found.packs)))
        given = Given((as_pem(found.root),), read_lines(found.file), head, places, against, full)
    return verify_apart(pdf, given, now=now)


def sign_off_status(path: Path, folder: "LedgerFolder") -> "tuple[SignOffStatus, tuple[str, ...]]":
    """Return how far a sign-off has come, and sentences about what was seen besides. path: the PDF or the assessment.

    Raises SignOffError if the ledger doesn't know the PDF, AssessmentFileError, LedgerError.
    """
    check_can_sign()
    from impact_check.signoff.named_file import status_of

    return status_of(path, folder)


def sign_off_text(status: "SignOffStatus") -> str:
    """Say how far a sign-off has come, in lines."""
    from impact_check.signoff.status import status_text

    return status_text(status)


def assessment_beside(path: Path, reference: str) -> Assessment | None:
    """Return the assessment whose file is beside the PDF of its sign-off, as it is now; None if there is none."""
    from impact_check.signoff.named_file import beside_pdf

    return beside_pdf(path, reference)
