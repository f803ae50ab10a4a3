"""A report that everybody has signed -> its public copy under the council's seal, recorded in the ledger.

The copy is made anew from the assessment inside the signed file, so nothing of that file is in it: no name of who
signed, no signature, and nothing else that isn't public.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.engine import evaluate
from impact_check.errors import SignOffError
from impact_check.language import listed, speaking, tr, without_marks
from impact_check.loading.archive import find_pinned
from impact_check.model.assessment import Assessment
from impact_check.model.ledger import Appointed, Opened, Published
from impact_check.model.receipt import Receipt
from impact_check.model.result import Result
from impact_check.report import ReportView, SignedPart, public_signed_part, report_page
from impact_check.report.wording import ROLES
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.certificates import fingerprint
from impact_check.signoff.document import Document, document
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.in_place import finish_interrupted, put_in_place, telling, write_aside
from impact_check.signoff.inside import inside
from impact_check.signoff.ledger import Ledger, OpenLedger
from impact_check.signoff.sign import sign_pdf
from impact_check.signoff.signing import appointed, check_untouched, find, read_pdf
from impact_check.signoff.signing_keys import OpenKey
from impact_check.signoff.stamp import seal_lines, seal_stamp
from impact_check.signoff.standing import SubmissionStanding, submissions
from impact_check.signoff.submitting import check_time
from impact_check.signoff.twin import twin_of
from impact_check.storage import write_whole

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

ENDING = "-public.pdf"


@dataclass(frozen=True, slots=True)
class Publication:
    """A public copy that was made."""

    path: Path
    entry: Published
    withheld: tuple[str, ...]
    """What was left out, in lines, in the language of the report."""
    notes: tuple[str, ...] = ()
    """Sentences about what an earlier step left undone, and about a web page that couldn't be written."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a public copy is made from."""

    ruleset: Ruleset
    assessment: Assessment
    """The full one."""
    result: Result
    """Of the full assessment, for the day on which it was submitted."""
    standing: SubmissionStanding
    """With who signed it."""
    council: str


def publish(
    path: Path,
    folder: LedgerFolder,
    key: OpenKey,
    *,
    at: datetime,
    out: Path | None = None,
    timestamper: "TimeStamper | None" = None,
    ruleset: Ruleset | None = None,
    apart: bool = False,
) -> Publication:
    """Make the public copy of a signed report, seal it, and record it. Its web page is put beside it.

    out: of the copy, which must not be there yet; by default the report's name with `-public`. key: of a seal. at: with
    its time zone. ruleset: the questionnaire, if it was loaded already. apart: lay it out in a process of its own.
    Raises SignOffError if it may not be published so, ContentError if its questionnaire is gone, LedgerError,
    ReportError, OSError (disk full); nothing is then recorded.
    """
    out = out or path.with_name(path.stem + ENDING)
    with folder.open() as ledger:
        notes = finish_interrupted(path, ledger.ledger)
        finished = finish_interrupted(out, ledger.ledger)
        with telling(notes):
            source = _source(path, folder, ledger.ledger, ruleset)
        was_cut_off = finished or not twin_of(out).exists()
        entry = _entry_of(out, source.standing) if was_cut_off else None
        if entry is None:
            entry = _publish(path, ledger, source, key, out, at, timestamper, apart=apart)
    page, html = _page(source, inside(read_pdf(out)).receipt)
    return Publication(out, entry, tuple(_withheld(page)), (*notes, *finished, *_write_page(out, html)))


def check_publishable(path: Path, folder: LedgerFolder) -> None:
    """Raise SignOffError unless a file may be published now, whoever seals it; LedgerError. Nothing is written."""
    _standing(read_pdf(path), folder.read())


def public_document(source: Source, *, apart: bool = False) -> Document:
    """Return the public copy of a signed report before it is sealed. The same source gives the same bytes."""
    return document(
        source.ruleset,
        source.assessment,
        source.result,
        public=True,
        record=_record(source),
        seal_of=source.council,
        apart=apart,
    )


def _publish(
    path: Path,
    ledger: OpenLedger,
    source: Source,
    key: OpenKey,
    out: Path,
    at: datetime,
    timestamper: "TimeStamper | None",
    *,
    apart: bool,
) -> Published:
    _check_out(out)
    check_time(at, ledger)
    seal = _seal(ledger.ledger, key)
    made = public_document(source, apart=apart)
    language = source.assessment.language
    signed = source.standing.signatures
    with speaking(language):
        _, *reason, _ = seal_lines(source.council, signed, at)
    sealed = sign_pdf(
        made.pdf,
        role="seal",
        signer=key.signer,
        name=seal.name,
        reason=" ".join(reason),
        at=at,
        is_first=True,
        is_last=True,
        stamp=seal_stamp(source.council, signed, at, language),
        timestamper=timestamper,
    )
    aside = write_aside(out, sealed)
    try:
        entry = ledger.append(
            Published,
            at=at,
            reference=made.receipt.reference,
            of_file_sha256=source.standing.last_file_sha256,
            render_sha256=sha256_of(made.pdf),
            render_bytes=len(made.pdf),
            file_sha256=sha256_of(sealed),
            fingerprint=seal.fingerprint,
        )
    except Exception:
        aside.unlink(missing_ok=True)
        raise
    put_in_place(aside, out, f"impact-check publish {path} -o {out}")
    return entry


def _source(path: Path, folder: LedgerFolder, ledger: Ledger, ruleset: Ruleset | None) -> Source:
    """Return what a signed file says, once it is sure that it may be published."""
    signed = read_pdf(path)
    standing = _standing(signed, ledger)
    carried = inside(signed)
    assessment, receipt = carried.assessment, carried.receipt
    if ruleset is None or ruleset.sha256 != assessment.pinned.sha256:
        ruleset, _ = find_pinned(assessment.pinned, (folder.packs,), assessment.language)
    result = evaluate(ruleset, assessment, receipt.result.on)
    if result != receipt.result:
        raise SignOffError(
            tr(
                "Worked out again, the answers come to something else than what was signed, so it is not published. "
                "It was made with impact_check {version}. Try with that.",
                version=receipt.engine,
            )
        )
    return Source(ruleset, assessment, result, standing, council_of(ledger))


def council_of(ledger: Ledger) -> str:
    """Return the name of the council whose ledger it is."""
    return next(entry.council for entry in ledger.of(Opened))


def _standing(pdf: bytes, ledger: Ledger) -> SubmissionStanding:
    """Return who signed a file, once it is sure that it may be published."""
    standing = find(pdf, ledger)
    _check_stands(standing, ledger)
    check_untouched(pdf)
    return standing


def _check_stands(standing: SubmissionStanding, ledger: Ledger) -> None:
    """Refuse a report that was withdrawn, isn't the last of its assessment, or that not everybody has signed."""
    if standing.withdrawn:
        raise SignOffError(
            tr(
                "{name} withdrew this report: “{reason}”. So it is not published.",
                name=standing.withdrawn.by,
                reason=standing.withdrawn.reason,
            )
        )
    if standing.missing:
        raise SignOffError(
            tr(
                "Not everybody has signed this report, so it is not published. Missing: {roles}.",
                roles=listed(ROLES[role] for role in standing.missing),
            )
        )
    if submissions(ledger, standing.submitted.reference)[-1] != standing:
        raise SignOffError(tr("The assessment was submitted again since. Publish the newer report once it is signed."))


def _check_out(out: Path) -> None:
    if out.suffix.lower() != ".pdf":
        raise SignOffError(tr("The public copy is a PDF, so its name must end in .pdf: {path}", path=out))
    for path in (out, twin_of(out)):
        if path.exists() or path.is_symlink():
            raise SignOffError(tr("There is a file {path} already. Choose another name with -o.", path=path))


def _seal(ledger: Ledger, key: OpenKey) -> Appointed:
    found = appointed(ledger, fingerprint(key.certificate))
    if found.kind != "seal":
        raise SignOffError(
            tr(
                "The key of {name} is that of a person. A public copy bears the council’s seal: nobody signs it in "
                "their own name. To make a seal: {command}",
                name=found.name,
                command="impact-check keys new --seal",
            )
        )
    return found


def _entry_of(out: Path, standing: SubmissionStanding) -> Published | None:
    """Return the entry of a public copy that is in its place now, if it was made from this report."""
    if not out.is_file():
        return None
    digest = sha256_of(out.read_bytes())
    return next((entry for entry in standing.published if entry.file_sha256 == digest), None)


def _record(source: Source) -> tuple[SignedPart, ...]:
    """Say in which roles and on which days the report was signed. An approval is told as what it is."""
    with speaking(source.assessment.language):
        return tuple(
            public_signed_part(entry.role, entry.at.date(), sealed_by=source.council if entry.approval else "")
            for entry in source.standing.signatures
        )


def _page(source: Source, receipt: Receipt) -> tuple[ReportView, str]:
    return report_page(
        source.ruleset,
        source.assessment,
        source.result,
        public=True,
        receipt=receipt,
        record=_record(source),
        seal_of=source.council,
    )


def _write_page(out: Path, html: str) -> Iterator[str]:
    """Write the web page beside a public copy. Yields a sentence if it can't be: the copy is published all the same."""
    try:
        write_whole(twin_of(out), html)
    except OSError as error:
        reason = error.strerror or error
        yield tr("The web page {path} could not be written: {reason}", path=twin_of(out), reason=reason)


def _withheld(page: ReportView) -> Iterator[str]:
    if page.withheld:
        for row in page.withheld.rows:
            why = "; ".join(line.text for line in row.value)
            yield without_marks(tr("{what}. {why}", what=row.label, why=why))
