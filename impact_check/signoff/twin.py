"""A PDF that is being signed -> the same report as a web page beside it, with the record of who has signed."""

from pathlib import Path

from impact_check.engine import evaluate
from impact_check.errors import ImpactCheckError
from impact_check.language import speaking, tr
from impact_check.loading.archive import find_pinned
from impact_check.model.ledger import Opened, Signed
from impact_check.report import report_page, signed_part
from impact_check.report.parts import SignedPart
from impact_check.rules import Ruleset
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.inside import Inside
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.standing import SubmissionStanding
from impact_check.storage import write_whole


def twin_of(path: Path) -> Path:
    """Return where the web page of a PDF is."""
    return path.with_suffix(".html")


def write_twin(
    path: Path,
    inside: Inside,
    standing: SubmissionStanding,
    folder: LedgerFolder,
    ledger: Ledger,
    ruleset: Ruleset | None = None,
) -> tuple[str, ...]:
    """Write the web page beside a PDF. Returns a sentence if it can't be: what was signed is signed all the same.

    inside: what the PDF carries. ruleset: its questionnaire; without it, it is looked for.
    """
    try:
        pinned, language = inside.assessment.pinned, inside.assessment.language
        if ruleset is None or ruleset.sha256 != pinned.sha256:
            ruleset, _ = find_pinned(pinned, (folder.packs,), language)
        write_whole(twin_of(path), _page(inside, standing, ledger, ruleset))
    except (OSError, ImpactCheckError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        return (tr("The web page {path} could not be written: {reason}", path=twin_of(path), reason=reason),)
    return ()


def _page(inside: Inside, standing: SubmissionStanding, ledger: Ledger, ruleset: Ruleset) -> str:
    assessment, receipt = inside.assessment, inside.receipt
    council = next(entry.council for entry in ledger.of(Opened))
    with speaking(assessment.language):
        record = tuple(_signed(entry, council) for entry in standing.signatures)
    result = evaluate(ruleset, assessment, receipt.result.on)
    _, html = report_page(ruleset, assessment, result, receipt=receipt, record=record)
    return html


def _signed(entry: Signed, council: str) -> SignedPart:
    """Put an entry in words. An approval is told under the name of who approved, and as what it is."""
    on, approval = entry.at.date(), entry.approval
    if approval is None:
        return signed_part(entry.role, entry.name, on)
    told = {"recorded_by": approval.recorded_by, "source": approval.source}
    return signed_part(entry.role, approval.by, on, council=council, **told)
