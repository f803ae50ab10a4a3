"""A report that was signed -> whether it is what was signed, by whom, and whether its pages show what its data say.

The order is from what the rest stands on to what takes longest. After something failed, what is quick is still looked
at, so that the reader sees how far it goes; the report isn't printed again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate

import impact_check
from impact_check.errors import LedgerError
from impact_check.language import tr, trn
from impact_check.model.assessment import Assessment
from impact_check.model.ledger import Published
from impact_check.model.questionnaire import Role
from impact_check.model.result import Result
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.check_changes import check_additions
from impact_check.signoff.check_words import failed, is_role, passed, skipped, warned
from impact_check.signoff.document import document
from impact_check.signoff.ledger import Ledger, read_ledger
from impact_check.signoff.limits import Limits, UnsafeFileError
from impact_check.signoff.opened import Opened, open_pdf
from impact_check.signoff.publishing import Source, council_of, public_document
from impact_check.signoff.standing import SubmissionStanding, all_submissions
from impact_check.signoff.verdict import Check, SignedBy, Verdict
from impact_check.signoff.verifying import check_data as data_checks
from impact_check.signoff.verifying import check_public as public_checks
from impact_check.signoff.verifying import check_signed as signed_checks
from impact_check.signoff.verifying.check_data import Data
from impact_check.signoff.verifying.check_pages import check_pages
from impact_check.signoff.verifying.check_signed import Recorded
from impact_check.signoff.verifying.compare_files import check_against
from impact_check.signoff.verifying.concluded import concluded
from impact_check.signoff.verifying.signatures import Judged


@dataclass(frozen=True, slots=True)
class Trust:
    """What the person who checks relies on. None of it is ever taken from the PDF."""

    roots: tuple[Certificate, ...]
    """The council's root certificate; without a ledger also those of other authorities that it trusts."""
    ledger: Ledger | None = None
    """As `read_ledger` gave it, so each of its lines was checked; None if there is none."""
    ledger_fault: str = ""
    """Why the ledger that was given can't be relied on; then `ledger` is None."""
    head: str = ""
    """The hash of a line that was published, if `read_ledger` found it in the ledger."""
    packs: tuple[Path, ...] = ()
    """Where questionnaires are kept that don't come with the program."""


def relying_on(
    roots: tuple[Certificate, ...], ledger: bytes | None = None, head: str = "", packs: tuple[Path, ...] = ()
) -> Trust:
    """Read what is relied on. roots: the council's first. ledger: its lines, or None if there are only roots."""
    if ledger is None:
        return Trust(roots, packs=packs)
    try:
        return Trust(roots[:1], read_ledger(ledger, roots[0], head=head), head=head, packs=packs)
    except LedgerError as error:
        return Trust(roots[:1], ledger_fault=_line_in_words(error), packs=packs)


@dataclass(slots=True)
class _Case:
    """A file while it is checked: what was given, and what is known of it so far."""

    pdf: bytes
    trust: Trust
    now: datetime
    limits: Limits
    against: Assessment | None
    full: bytes | None
    submissions: tuple[SubmissionStanding, ...] = ()
    ledger: Ledger | None = None
    """If it holds together."""
    record: Recorded | None = None
    opened: Opened | None = None
    judged: tuple[Judged, ...] = ()
    required: tuple[Role, ...] = ()
    data: Data | None = None
    checks: list[Check] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        return any(check.status == "fail" for check in self.checks)


def verify(
    pdf: bytes,
    trust: Trust,
    *,
    now: datetime,
    against: Assessment | None = None,
    full: bytes | None = None,
    quick: bool = False,
    limits: Limits | None = None,
) -> Verdict:
    """Check a signed report, or a public copy of one.

    against: an assessment file of today, to see whether it is what was signed. full: the signed file that a public copy
    was made from. quick: stop at the first thing that doesn't hold. Nothing that a file holds makes it raise: what
    can't be read isn't accepted. Raises MissingLibraryError if a library that the comparison needs isn't here.
    """
    case = _Case(pdf, trust, now, limits or Limits(), against, full)
    for check in _checks(case, quick=quick):
        case.checks.append(check)
        if quick and check.status == "fail":
            break
    assessment = case.data.assessment if case.data else None
    return concluded(
        tuple(case.checks),
        file_sha256=sha256_of(pdf),
        reference=assessment.id if assessment else "",
        submission=assessment.submission if assessment else None,
        signed=tuple(_signed(case)),
        missing=tuple(role for role in case.required if role not in {one.role for one in case.judged}),
        is_public_copy=bool(case.data and case.data.receipt.is_public_copy),
    )


def _checks(case: _Case, *, quick: bool) -> Iterator[Check]:
    ledger = _check_ledger(case)
    if quick and case.ledger and not signed_checks.is_known(sha256_of(case.pdf), case.submissions):
        yield failed(
            "newest", tr("The ledger doesn’t tell of this file: at least one byte differs from each it knows.")
        )
        return
    try:
        case.opened = opened = open_pdf(case.pdf, case.limits)
    except UnsafeFileError as error:
        yield failed("file", str(error))
        return
    yield passed("file")
    yield ledger
    files, attachments = data_checks.check_attachments(opened, case.limits)
    if case.ledger:
        case.record = signed_checks.recorded(case.ledger, case.submissions, opened)
    standing = case.record.standing if case.record else None
    case.data, data = data_checks.check_data(files, standing.submitted if standing else None, impact_check.__version__)
    if case.data and case.data.receipt.is_public_copy:
        yield from _public_copy(case, opened, attachments, data)
        return
    yield from _signatures(case, opened)
    yield attachments
    yield data
    yield from _content(case, opened)


def _check_ledger(case: _Case) -> Check:
    trust = case.trust
    if trust.ledger_fault:
        return failed("ledger", trust.ledger_fault)
    if trust.ledger is None:
        return warned("ledger", tr("Without it, nobody can tell whether signatures were taken off."))
    try:
        case.submissions = all_submissions(trust.ledger)
    except LedgerError as error:
        return failed("ledger", _line_in_words(error))
    case.ledger = trust.ledger
    count = trn("1 line", "{count} lines", len(trust.ledger.entries))
    if trust.head:
        return passed("ledger", tr("It has {count}, the published one among them.", count=count))
    told = tr(
        "It has {count}. Compare its last with what the council published: {head}", count=count, head=trust.ledger.head
    )
    return passed("ledger", told)


def _line_in_words(error: LedgerError) -> str:
    if error.line:
        return tr("Its line {line} {reason}.", line=error.line, reason=error.reason)
    return tr("It {reason}.", reason=error.reason)


def _signatures(case: _Case, opened: Opened) -> Iterator[Check]:
    """Check who signed what, in which order, and that it is the newest that the ledger tells of."""
    record = case.record
    yield signed_checks.check_submitted(opened, record)
    yield check_additions(opened)
    with_changes = not case.has_failed
    case.judged = signed_checks.judge_all(opened, record, case.trust.roots, case.now, with_changes=with_changes)
    for place, judged in enumerate(case.judged):
        entry = record.entry(place) if record else None
        yield signed_checks.check_signature(judged, entry.approval if entry else None)
    if record and record.standing:
        case.required = record.standing.submitted.signatories
    elif case.data:
        case.required = case.data.receipt.result.signatories
    yield signed_checks.check_required(case.judged, case.required)
    yield signed_checks.check_appointed(case.judged, record, case.data.assessment if case.data else None)
    yield signed_checks.check_entries(opened, case.judged, record)
    yield signed_checks.check_newest(case.pdf, record)
    yield signed_checks.check_standing(record)


def _content(case: _Case, opened: Opened) -> Iterator[Check]:
    """Check what the data say, work everything out again, and hold the pages against it."""
    data = case.data
    if data is None:
        return
    yield data_checks.check_history(data)
    ruleset, found = data_checks.check_questionnaire(data, case.trust.packs)
    yield found
    if ruleset is None:
        told = tr("Without the questionnaire it can’t be worked out.")
        yield from (skipped("rating", told), skipped("outcome", told), skipped("signatories", told))
        yield skipped("pages", tr("Without the questionnaire the report can’t be printed again."))
    else:
        result, rating = data_checks.check_rating(data, ruleset, impact_check.__version__)
        yield rating
        yield data_checks.check_outcome(data, ruleset)
        yield data_checks.check_signatories(result, case.required)
        yield _pages(case, opened, ruleset, result)
    if case.against is not None:
        yield check_against(data.assessment, case.against)


def _pages(case: _Case, opened: Opened, ruleset: Ruleset, result: Result) -> Check:
    if case.data is None or case.has_failed:
        return skipped("pages", tr("It failed already, so the report wasn’t printed again."))
    assessment = case.data.assessment
    return check_pages(
        opened.revision(0),
        case.data.receipt.toolchain,
        lambda: document(ruleset, assessment, result, for_signing=True, apart=True),
        case.limits,
    )


def _public_copy(case: _Case, opened: Opened, attachments: Check, data: Check) -> Iterator[Check]:
    """Check a public copy: the seal on it and what the ledger tells of it; its content if there is the full file."""
    found = public_checks.published_entry(opened, case.submissions)
    entry = found[0] if found else None
    case.judged = signed_checks.judge_sealed(opened, case.ledger, entry, case.trust.roots, case.now)
    yield check_additions(opened)
    for judged in case.judged:
        yield signed_checks.check_signature(judged, None)
    if case.ledger:
        yield from public_checks.check_public(opened, case.judged, found, case.submissions)
    else:
        yield public_checks.no_ledger()
    yield attachments
    yield data
    yield from _made_from(case, opened, found)


def _made_from(case: _Case, opened: Opened, found: tuple[Published, SubmissionStanding] | None) -> Iterator[Check]:
    """Check a public copy against the signed file that it was made from, if that was given and is itself accepted."""
    if case.data is None:
        return
    if case.full is None:
        yield skipped(
            "rating", tr("Answers were left out, so it can’t be worked out. Give the signed file with --full.")
        )
        yield skipped(
            "pages", tr("Answers were left out, so it can’t be printed again. Give the signed file with --full.")
        )
        return
    if found is None or sha256_of(case.full) != found[0].of_file_sha256:
        yield failed("rating", tr("The ledger tells that the public copy was made from another file than --full."))
        return
    whole = _Case(case.full, case.trust, case.now, case.limits, case.against, None)
    for check in _checks(whole, quick=False):
        whole.checks.append(check)
        if check.status in ("fail", "warn"):
            yield check.model_copy(update={"about": "full"})
    if whole.data:
        ruleset, _ = data_checks.check_questionnaire(whole.data, case.trust.packs)
        yield public_checks.check_made_from(case.data, whole.data, ruleset)
        if ruleset and case.ledger:
            source = Source(
                ruleset, whole.data.assessment, whole.data.receipt.result, found[1], council_of(case.ledger)
            )
            yield _public_pages(case, opened, case.data, source)


def _public_pages(case: _Case, opened: Opened, data: Data, source: Source) -> Check:
    if case.has_failed:
        return skipped("pages", tr("It failed already, so the report wasn’t printed again."))
    return check_pages(
        opened.revision(0), data.receipt.toolchain, lambda: public_document(source, apart=True), case.limits
    )


def _signed(case: _Case) -> Iterator[SignedBy]:
    """Yield who signed, of the signatures that hold. The seal of a public copy stands for nobody."""
    if case.data and case.data.receipt.is_public_copy:
        return
    for place, judged in enumerate(case.judged):
        if judged.fault or not is_role(judged.role):
            continue
        entry = case.record.entry(place) if case.record else None
        if entry is not None and entry.fingerprint != judged.fingerprint:
            entry = None
        yield SignedBy(
            role=judged.role,
            name=judged.name,
            fingerprint=judged.fingerprint,
            at=entry.at if entry else None,
            approval=entry.approval if entry else None,
        )
