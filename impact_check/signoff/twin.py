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
        write_whole(twin_of(path), _page(inside, standing, folder, ledger, ruleset))
    except (OSError, ImpactCheckError) as error:
        return (_unwritten(path, error),)
    return ()


def renew_twin(
    path: Path, inside: Inside, standing: SubmissionStanding, folder: LedgerFolder, ledger: Ledger
) -> tuple[str, ...]:
    """Write the web page beside a PDF anew if a step was cut off before it could. Returns what was done, in sentences.

    Only one that is older than the PDF is looked at.
    """
    twin = twin_of(path)
    try:
        if twin.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            return ()
        page = _page(inside, standing, folder, ledger)
        if twin.read_bytes() == page.encode():
            return ()
        write_whole(twin, page)
    except FileNotFoundError:
        return ()
    except (OSError, ImpactCheckError) as error:
        return (_unwritten(path, error),)
    return (tr("An earlier step was cut off before it wrote {path}. That is now as it should be.", path=twin),)


def _unwritten(path: Path, error: Exception) -> str:
    reason = (error.strerror if isinstance(error, OSError) else None) or error
    return tr("The web page {path} could not be written: {reason}", path=twin_of(path), reason=reason)


def _page(
    inside: Inside,
    standing: SubmissionStanding,
    folder: LedgerFolder,
    ledger: Ledger,
    ruleset: Ruleset | None = None,
) -> str:
    assessment, receipt = inside.assessment, inside.receipt
    if ruleset is None or ruleset.sha256 != assessment.pinned.sha256:
        ruleset, _ = find_pinned(assessment.pinned, (folder.packs,), assessment.language)
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
