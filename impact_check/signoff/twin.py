"""A PDF that is being signed -> the same report as a web page beside it, with the record of who has signed."""

from pathlib import Path

from impact_check.engine import evaluate
from impact_check.errors import ContentError
from impact_check.language import speaking, tr
from impact_check.loading.archive import find_pinned
from impact_check.model.ledger import Opened, Signed
from impact_check.report import report_page, signed_part
from impact_check.report.parts import SignedPart
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.inside import assessment_inside, receipt_inside
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.standing import SubmissionStanding
from impact_check.storage import write_whole


def twin_of(path: Path) -> Path:
    """Return where the web page of a PDF is."""
    return path.with_suffix(".html")


def write_twin(path: Path, standing: SubmissionStanding, folder: LedgerFolder, ledger: Ledger) -> tuple[str, ...]:
    """Write the web page beside a PDF. Returns a sentence if it can't be: what was signed is signed all the same."""
    try:
        write_whole(twin_of(path), _page(path.read_bytes(), standing, folder, ledger))
    except (OSError, ContentError) as error:
        return (tr("The web page {path} could not be written: {reason}", path=twin_of(path), reason=error),)
    return ()


def _page(pdf: bytes, standing: SubmissionStanding, folder: LedgerFolder, ledger: Ledger) -> str:
    assessment, receipt = assessment_inside(pdf), receipt_inside(pdf)
    ruleset, _ = find_pinned(assessment.pinned, (folder.packs,), assessment.language)
    council = next(entry.council for entry in ledger.of(Opened))
    with speaking(assessment.language):
        record = tuple(_signed(entry, council) for entry in standing.signatures)
    _, html = report_page(
        ruleset, assessment, evaluate(ruleset, assessment, receipt.result.on), receipt=receipt, record=record
    )
    return html


def _signed(entry: Signed, council: str) -> SignedPart:
    """Put an entry in words. An approval is told under the name of who approved, and as what it is."""
    on, approval = entry.at.date(), entry.approval
    if approval is None:
        return signed_part(entry.role, entry.name, on)
    told = {"recorded_by": approval.recorded_by, "source": approval.source}
    return signed_part(entry.role, approval.by, on, council=council, **told)
