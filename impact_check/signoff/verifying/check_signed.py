"""An opened PDF and a ledger -> who signed it, and whether it is what the ledger says it should be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.x509 import Certificate, load_pem_x509_certificate

from impact_check.language import listed, tr
from impact_check.model.assessment import Assessment
from impact_check.model.ledger import Approval, Published, Signed
from impact_check.model.questionnaire import Role
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.check_words import failed, passed, role_in_words, warned
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.opened import Opened
from impact_check.signoff.signing import gave_an_answer
from impact_check.signoff.standing import SubmissionStanding, authority, who_agreed
from impact_check.signoff.verdict import Check, CheckId
from impact_check.signoff.verifying.signatures import Judged, Roots, judge

_ROUNDED = timedelta(seconds=1)
"""A PDF tells times in whole seconds."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a ledger says, and the submission in it that a file belongs to."""

    ledger: Ledger
    submissions: tuple[SubmissionStanding, ...]
    standing: SubmissionStanding | None

    def entry(self, place: int) -> Signed | None:
        """Return the entry of the signature at a place, from 0."""
        signatures = self.standing.signatures if self.standing else ()
        return signatures[place] if place < len(signatures) else None


def recorded(ledger: Ledger, submissions: tuple[SubmissionStanding, ...], opened: Opened) -> Recorded:
    """Find the submission that a file begins with."""
    sha256 = sha256_of(opened.revision(0))
    found = (one for one in reversed(submissions) if one.submitted.render_sha256 == sha256)
    return Recorded(ledger, submissions, next(found, None))


def check_submitted(opened: Opened, record: Recorded | None) -> Check:
    """Check that the file begins with a report that the ledger tells was submitted."""
    if record is None:
        return _unknown("submitted")
    if record.standing is None:
        return failed("submitted", tr("The ledger tells of no report that begins as this file does."))
    if record.standing.submitted.render_bytes != opened.ends[0]:
        return failed("submitted", tr("What was submitted had another length."))
    return passed("submitted")


def judge_all(
    opened: Opened, record: Recorded | None, roots: tuple[Certificate, ...], now: datetime, *, with_changes: bool
) -> tuple[Judged, ...]:
    """Judge each signature, with the authorities that were trusted and at the time it was recorded.

    with_changes: look at all that was added after each as well, if all are whole otherwise: that takes long.
    """
    judged = _judged(opened, record, roots, now, with_changes=False)
    if not with_changes or any(one.fault for one in judged):
        return judged
    return _judged(opened, record, roots, now, with_changes=True)


def judge_sealed(
    opened: Opened, ledger: Ledger | None, entry: Published | None, roots: tuple[Certificate, ...], now: datetime
) -> tuple[Judged, ...]:
    """Judge each signature of a public copy: there should be one, the council's seal."""
    allowed = _roots(ledger, entry.n if entry else None, roots)
    at = entry.at if entry else None
    return tuple(judge(opened, place, allowed, at, now) for place in range(len(opened.signatures)))


def check_signature(judged: Judged, approval: Approval | None) -> Check:
    """Say what cryptography says about a signature. approval: of a seal, what the ledger says it stands for."""
    if judged.fault:
        return failed("signature", judged.fault, about=judged.role)
    if judged.doubt:
        return warned("signature", judged.doubt, about=judged.role)
    if approval is None:
        return passed("signature", tr("The key is that of {name}.", name=judged.name), about=judged.role)
    told = tr(
        "It is the council’s seal, for the approval of {by}, who did not sign. {recorded_by} recorded it. "
        "Source: {source}",
        by=approval.by,
        recorded_by=approval.recorded_by,
        source=approval.source,
    )
    return passed("signature", told, about=judged.role)


def check_required(judged: tuple[Judged, ...], required: tuple[Role, ...]) -> Check:
    """Check that everybody who must sign has, in order, and nobody else."""
    signed = tuple(one.role for one in judged)
    if signed == required:
        return passed("required")
    if signed == required[: len(signed)]:
        missing = listed([role_in_words(role) for role in required[len(signed) :]])
        return failed("required", tr("Not signed yet: {roles}.", roles=missing))
    found = listed([role_in_words(role) for role in signed])
    wanted = listed([role_in_words(role) for role in required])
    return failed("required", tr("Signed: {found}. It should be, in this order: {wanted}.", found=found, wanted=wanted))


def check_appointed(judged: tuple[Judged, ...], record: Recorded | None, assessment: Assessment | None) -> Check:
    """Check that the council's root key had appointed each signer to the role by then, and hadn't dismissed them.

    assessment: what was signed, if it can be read: its challenger gave none of the answers.
    """
    if record is None:
        return _unknown("appointed")
    for place, one in enumerate(judged):
        entry = record.entry(place)
        person = authority(record.ledger, entry.n if entry else None).find_person(one.fingerprint)
        if person is None or one.role not in person.roles:
            told = tr("{name} was not appointed to sign as {role}.", name=one.name, role=role_in_words(one.role))
            return failed("appointed", told)
        name = who_agreed(entry) if entry else one.name
        if one.role == "challenger" and assessment and gave_an_answer(assessment, name):
            return failed("appointed", tr("{name} gave some of the answers, so can’t be their challenger.", name=name))
    return passed("appointed")


def check_entries(opened: Opened, judged: tuple[Judged, ...], record: Recorded | None) -> Check:
    """Check signature by signature: role, key, and the file before and after it."""
    if record is None:
        return _unknown("entries")
    for place, one in enumerate(judged):
        entry = record.entry(place)
        name = role_in_words(one.role)
        if entry is None:
            return failed("entries", tr("The ledger doesn’t tell of the signature of this role: {role}.", role=name))
        if (entry.role, entry.fingerprint) != (one.role, one.fingerprint):
            return failed("entries", tr("The ledger tells of another signer or key for this role: {role}.", role=name))
        before, after = (sha256_of(opened.revision(number)) for number in (one.revision - 1, one.revision))
        if (entry.before_sha256, entry.file_sha256) != (before, after):
            return failed("entries", tr("The file was another one when this role signed: {role}.", role=name))
        signature = opened.signatures[place]
        claimed = signature.self_reported_timestamp
        if claimed is None or abs(claimed - entry.at) > _ROUNDED:
            return failed("entries", tr("The signature of this role tells another time: {role}.", role=name))
        if signature.sig_object.get("/Name") != entry.name:
            return failed("entries", tr("The signature of this role tells another name: {role}.", role=name))
    return passed("entries")


def check_newest(pdf: bytes, record: Recorded | None) -> Check:
    """Check that nothing was signed after this file, and that it is that file to the last byte."""
    if record is None:
        return _unknown("newest")
    if record.standing is None:
        return failed("newest", tr("The ledger doesn’t tell of this file."))
    sha256 = sha256_of(pdf)
    if sha256 == record.standing.last_file_sha256:
        return passed("newest")
    earlier = {record.standing.submitted.render_sha256, *(one.file_sha256 for one in record.standing.signatures)}
    if sha256 in earlier:
        return failed("newest", tr("It is an earlier state: somebody signed after it. Ask for the newest file."))
    return failed("newest", tr("It isn’t the file that was signed: at least one byte differs."))


def check_standing(record: Recorded | None) -> Check:
    """Check that it wasn't withdrawn, and that nothing was submitted in its place."""
    if record is None or record.standing is None:
        return _unknown("standing")
    standing = record.standing
    if standing.withdrawn:
        return failed("standing", tr("It was withdrawn. The reason given: {reason}", reason=standing.withdrawn.reason))
    return check_not_replaced(standing, record.submissions)


def check_not_replaced(standing: SubmissionStanding, submissions: tuple[SubmissionStanding, ...]) -> Check:
    """Check that nothing was submitted for the same assessment later."""
    reference = standing.submitted.reference
    if any(one.submitted.n > standing.submitted.n and one.submitted.reference == reference for one in submissions):
        return failed("standing", tr("A later version was submitted in its place."))
    return passed("standing")


def is_known(sha256: str, submissions: tuple[SubmissionStanding, ...]) -> bool:
    """Tell whether the ledger tells of a file with this hash at all."""
    return any(
        sha256
        in (
            one.submitted.render_sha256,
            *(entry.file_sha256 for entry in one.signatures),
            *(entry.file_sha256 for entry in one.published),
        )
        for one in submissions
    )


def _unknown(id_: CheckId) -> Check:
    return warned(id_, tr("Only the council’s ledger can tell."))


def _judged(
    opened: Opened, record: Recorded | None, roots: tuple[Certificate, ...], now: datetime, *, with_changes: bool
) -> tuple[Judged, ...]:
    judged = []
    for place in range(len(opened.signatures)):
        entry = record.entry(place) if record else None
        allowed = _roots(record.ledger if record else None, entry.n if entry else None, roots)
        at = entry.at if entry else None
        judged.append(judge(opened, place, allowed, at, now, with_changes=with_changes))
    return tuple(judged)


def _roots(ledger: Ledger | None, at_entry: int | None, roots: tuple[Certificate, ...]) -> Roots:
    """Return the council's root with the authorities that it trusted when an entry was written."""
    if ledger is None:
        return Roots(roots, roots)
    trusted = authority(ledger, at_entry)
    return Roots(
        (*roots, *_certificates(trusted.roots("signing"))), (*roots, *_certificates(trusted.roots("timestamps")))
    )


def _certificates(pems: tuple[str, ...]) -> tuple[Certificate, ...]:
    return tuple(load_pem_x509_certificate(pem.encode()) for pem in pems)
