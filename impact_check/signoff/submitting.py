"""An assessment and what is put forward -> a PDF to be signed, recorded in the ledger; and taken back again."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from impact_check.engine import evaluate
from impact_check.errors import SignOffError
from impact_check.interview import submit as put_forward
from impact_check.language import listed, tr, trn
from impact_check.loading.archive import archive_pack
from impact_check.loading.find import find_pack
from impact_check.model.assessment import Assessment, Submission
from impact_check.model.ledger import Submitted, Withdrawn
from impact_check.report.wording import ROLES
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.document import document
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.in_place import finish_interrupted, put_in_place, telling, write_aside
from impact_check.signoff.inside import Inside
from impact_check.signoff.ledger import OpenLedger
from impact_check.signoff.signing import SignOff
from impact_check.signoff.standing import SubmissionStanding, submissions
from impact_check.signoff.twin import write_twin
from impact_check.storage import evidence_standings
from impact_check.storage.evidence_files import LOST


def submit(
    ruleset: Ruleset,
    assessment: Assessment,
    submission: Submission,
    folder: LedgerFolder,
    path: Path,
    *,
    pack: Path | str,
    evidence_in: Path,
    save: Callable[[Assessment], None],
) -> SignOff:
    """Write the PDF that is to be signed, and record it. An unsigned one of the same assessment is withdrawn, if stale.

    path: of the PDF, which must not be there yet. pack: the questionnaire, as it was loaded; it is archived beside the
    ledger. evidence_in: the folder from which evidence files are named. save: keeps the assessment with what is put
    forward, before it is recorded.
    Raises SignOffError if it can't be submitted so, LedgerError, ReportError, OSError; it is then not submitted.
    """
    with folder.open() as ledger:
        notes = finish_interrupted(path, ledger.ledger)
        with telling(notes):
            stale = _stale(assessment, ledger)
            if path.exists():
                raise SignOffError(tr("There is a file {path} already. Choose another name with -o.", path=path))
        check_time(submission.at, ledger)
        _check_evidence(assessment, evidence_in)
        submitted = put_forward(ruleset, assessment, submission)
        result = evaluate(ruleset, submitted, submission.on)
        made = document(ruleset, submitted, result, for_signing=True)
        archive_pack(find_pack(pack), folder.packs)
        aside = write_aside(path, made.pdf)
        try:
            save(submitted)
            if stale:
                _withdraw(
                    ledger, stale, submission.by, tr("The assessment was changed and submitted again."), submission.at
                )
            ledger.append(
                Submitted,
                at=submission.at,
                reference=submitted.id,
                by=submission.by,
                outcome=submission.outcome,
                signatories=result.signatories,
                pinned=result.pinned,
                assessment_sha256=sha256_of(made.assessment_json),
                receipt_sha256=sha256_of(made.receipt_json),
                render_sha256=sha256_of(made.pdf),
                render_bytes=len(made.pdf),
            )
        except Exception:
            aside.unlink(missing_ok=True)
            raise
        put_in_place(aside, path)
        now = ledger.ledger
    standing = submissions(now, submitted.id)[-1]
    return SignOff(
        standing, (*notes, *write_twin(path, Inside(submitted, made.receipt), standing, folder, now, ruleset))
    )


def withdraw(reference: str, folder: LedgerFolder, *, by: str, reason: str, at: datetime) -> SignOff:
    """Record that what was last submitted for an assessment may not be signed or relied on any more.

    Raises SignOffError if nothing is there to withdraw, LedgerError.
    """
    if not by.strip() or not reason.strip():
        raise SignOffError(tr("Say who withdraws it, and why."))
    with folder.open() as ledger:
        check_time(at, ledger)
        found = submissions(ledger.ledger, reference)
        if not found or found[-1].withdrawn:
            raise SignOffError(tr("Nothing is submitted for assessment {id}, so nothing was withdrawn.", id=reference))
        _withdraw(ledger, found[-1], by.strip(), reason.strip(), at)
        return SignOff(submissions(ledger.ledger, reference)[-1])


def _withdraw(ledger: OpenLedger, standing: SubmissionStanding, by: str, reason: str, at: datetime) -> None:
    submitted = standing.submitted
    ledger.append(
        Withdrawn, at=at, reference=submitted.reference, render_sha256=submitted.render_sha256, by=by, reason=reason
    )


def _stale(assessment: Assessment, ledger: OpenLedger) -> SubmissionStanding | None:
    """Return an earlier submission that nobody has signed and nobody can: its assessment was changed since.

    Raises SignOffError for any other that stands.
    """
    found = submissions(ledger.ledger, assessment.id)
    if not found or found[-1].withdrawn:
        return None
    last = found[-1]
    if not last.signatures and sha256_of(canonical(assessment)) != last.submitted.assessment_sha256:
        return last
    if last.signatures:
        how_far = trn("1 person has signed it", "{count} people have signed it", len(last.signatures))
    else:
        how_far = tr("it waits for the {role}", role=ROLES[last.missing[0]])
    raise SignOffError(
        tr(
            "This assessment is submitted already: {how_far}. To submit it anew, withdraw that first: {command}",
            how_far=how_far,
            command="impact-check withdraw FILE --by NAME --reason TEXT",
        )
    )


def check_time(at: datetime, ledger: OpenLedger) -> None:
    """Raise SignOffError if the last entry of the ledger is later than this."""
    if at < ledger.ledger.entries[-1].at:
        raise SignOffError(
            tr("The last entry in the ledger is of a later time than now. Check the date and time of this computer.")
        )


def _check_evidence(assessment: Assessment, folder: Path) -> None:
    lost = [standing.evidence for standing in evidence_standings(assessment, folder) if standing.found in LOST]
    if lost:
        raise SignOffError(
            tr(
                "These files aren’t what they were when they became evidence, or can’t be read: {files}. "
                "Bring them back, or add them as they are now with: {command}",
                files=listed(f"{item.id} ({item.where})" for item in lost),
                command="impact-check evidence",
            )
        )
