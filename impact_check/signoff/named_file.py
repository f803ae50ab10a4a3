"""An assessment file or a PDF that somebody names -> the other one, and what the ledger tells about them."""

from dataclasses import dataclass
from pathlib import Path

from impact_check.errors import AssessmentFileError, SignOffError
from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.inside import inside
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.preview import finish
from impact_check.signoff.signing import belongs_to, find, read_pdf
from impact_check.signoff.standing import SubmissionStanding, submissions
from impact_check.signoff.status import SignOffStatus, status
from impact_check.signoff.twin import renew_twin
from impact_check.storage import evidence_standings, read_assessment

SUFFIX = "-sign-off"
"""Ends the name of a PDF that is signed, before `.pdf`; a number may follow."""
ENDING = ".lia.json"


@dataclass(frozen=True, slots=True)
class Named:
    """What a file is about."""

    reference: str
    standing: SubmissionStanding | None
    """None if nothing was submitted."""
    pdf: Path | None
    """None if it isn't at hand."""
    present: Assessment | None
    """The assessment as it is now; None if its file isn't at hand."""
    folder: Path


def is_pdf(path: Path) -> bool:
    """Tell by its name whether a file is a PDF."""
    return path.suffix.lower() == ".pdf"


def beside_pdf(path: Path, reference: str) -> Assessment | None:
    """Return the assessment whose file is beside a PDF, as it is now; None if there is none of that reference."""
    stem = path.stem.partition(SUFFIX)[0]
    try:
        found = read_assessment(path.with_name(stem + ENDING))
    except AssessmentFileError:
        return None
    return found if found.id == reference else None


def named(path: Path, ledger: Ledger) -> Named:
    """Find out what a file is about. Raises SignOffError, AssessmentFileError, LedgerError."""
    if is_pdf(path):
        content = read_pdf(path)
        standing = belongs_to(content, ledger) or find(content, ledger)
        reference = standing.submitted.reference
        return Named(reference, standing, path, beside_pdf(path, reference), path.parent)
    present = read_assessment(path)
    found = submissions(ledger, present.id)
    pdf = _pdf_beside(path, found[-1]) if found else None
    return Named(present.id, found[-1] if found else None, pdf, present, path.parent)


def status_of(path: Path, folder: LedgerFolder) -> tuple[SignOffStatus, tuple[str, ...]]:
    """Return how far the sign-off of an assessment file or a PDF has come, and sentences about what was seen besides.

    Raises SignOffError if the ledger doesn't know the PDF, AssessmentFileError, LedgerError.
    """
    beginning = path.name if is_pdf(path) else path.name.removesuffix(ENDING) + SUFFIX
    notes = finish(path.parent, beginning, folder)
    ledger = folder.read()
    about = named(path, ledger)
    submitted = None
    if about.pdf:
        content = read_pdf(about.pdf)
        carried = inside(content)
        submitted = carried.assessment
        try:
            standing = find(content, ledger)
            notes = (*notes, *renew_twin(about.pdf, carried, standing, folder, ledger))
        except SignOffError as error:
            notes = (*notes, tr("{path}: {reason}", path=about.pdf, reason=error))
    evidence = evidence_standings(about.present, about.folder) if about.present else ()
    found = status(about.reference, about.standing, submitted=submitted, present=about.present, evidence=evidence)
    return found, notes


def _pdf_beside(path: Path, standing: SubmissionStanding) -> Path | None:
    """Return the PDF of a submission, if it is beside the assessment."""
    stem = path.name.removesuffix(ENDING)
    for found in sorted(path.parent.glob("*.pdf")):
        submitted = standing.submitted
        if found.name.startswith(stem + SUFFIX) and _begins(found, submitted.render_bytes, submitted.render_sha256):
            return found
    return None


def _begins(path: Path, length: int, sha256: str) -> bool:
    with path.open("rb") as file:
        return sha256_of(file.read(length)) == sha256
