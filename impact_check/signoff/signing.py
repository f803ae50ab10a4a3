"""A submitted PDF, a key and the ledger -> the PDF with one more signature, and an entry that tells of it.

Who may sign, when and on which file is decided here. A refusal says why and what to do, and nothing is written.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.errors import SignOffError
from impact_check.interview import same_name
from impact_check.language import listed, speaking, tr, trn
from impact_check.model.assessment import Assessment
from impact_check.model.ledger import Appointed, Approval, Dismissed, Published, Signed
from impact_check.model.questionnaire import Role
from impact_check.report.wording import ROLES
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.certificates import fingerprint
from impact_check.signoff.check_changes import check_additions
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.in_place import finish_interrupted, put_in_place, write_aside
from impact_check.signoff.inside import inside
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.limits import Limits, UnsafeFileError
from impact_check.signoff.opened import open_pdf
from impact_check.signoff.sign import sign_pdf
from impact_check.signoff.signing_keys import OpenKey
from impact_check.signoff.stamp import Act, reason, stamp
from impact_check.signoff.standing import SubmissionStanding, all_submissions, authority, who_agreed
from impact_check.signoff.twin import write_twin

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper


@dataclass(frozen=True, slots=True)
class SignOff:
    """How far the sign-off has come after a step, and what else happened on the way."""

    standing: SubmissionStanding
    notes: tuple[str, ...] = ()
    """Sentences about what an earlier step left undone and this one finished."""


def sign(
    path: Path,
    folder: LedgerFolder,
    role: Role,
    key: OpenKey,
    *,
    at: datetime,
    approval: Approval | None = None,
    present: Assessment | None = None,
    timestamper: "TimeStamper | None" = None,
    ruleset: Ruleset | None = None,
) -> SignOff:
    """Sign a submitted PDF in a role, and record it.

    approval: for a seal only, whose approval it records. present: the assessment file as it is now, if it is at hand:
    nobody signs what was changed since. at: with its time zone. ruleset: the questionnaire, if it was loaded already.
    Raises SignOffError if it can't be signed so, LedgerError, OSError (disk full); the file is then as it was.
    """
    with folder.open() as ledger:
        notes = finish_interrupted(path, ledger.ledger)
        pdf = read_pdf(path)
        standing = find(pdf, ledger.ledger)
        check_untouched(pdf)
        carried = inside(pdf)
        person = _check(
            carried.assessment, standing, ledger.ledger, role, key, at=at, approval=approval, present=present
        )
        submitted = standing.submitted
        language = carried.assessment.language
        act = Act(role, person.name, submitted.outcome, at, approval)
        with speaking(language):
            told = reason(act)
        signed = sign_pdf(
            pdf,
            role=role,
            signer=key.signer,
            name=person.name,
            reason=told,
            at=at,
            is_first=not standing.signatures,
            is_last=standing.missing == (role,),
            stamp=stamp(act, language),
            timestamper=timestamper,
        )
        aside = write_aside(path, signed)
        try:
            ledger.append(
                Signed,
                at=at,
                reference=submitted.reference,
                role=role,
                name=person.name,
                fingerprint=person.fingerprint,
                approval=approval,
                render_sha256=submitted.render_sha256,
                before_sha256=sha256_of(pdf),
                file_sha256=sha256_of(signed),
            )
        except Exception:
            aside.unlink(missing_ok=True)
            raise
        put_in_place(aside, path)
        now = ledger.ledger
    standing = find(signed, now)
    return SignOff(standing, (*notes, *write_twin(path, carried, standing, folder, now, ruleset)))


def read_pdf(path: Path) -> bytes:
    """Return the bytes of a file. Raises SignOffError if it isn't there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SignOffError(tr("There is no file {path}. Check the name.", path=path)) from None
    except OSError as error:
        raise SignOffError(tr("{path} can’t be read: {reason}.", path=path, reason=error.strerror)) from error


def find(pdf: bytes, ledger: Ledger) -> SubmissionStanding:
    """Return the submission that a PDF belongs to, as the ledger tells it. The PDF is the newest, as recorded.

    Raises SignOffError if it was never submitted, was changed, or is an older or a public copy; LedgerError.
    """
    standing = belongs_to(pdf, ledger)
    if standing is None and sha256_of(pdf) in {entry.file_sha256 for entry in ledger.of(Published)}:
        raise SignOffError(tr("This is a public copy. Name the report that was signed."))
    if standing is None:
        raise SignOffError(
            tr(
                "The ledger doesn’t know this PDF: it wasn’t submitted here, or it was changed. "
                "Get the file again from whoever sent it, or submit the assessment."
            )
        )
    digest = sha256_of(pdf)
    if digest == standing.last_file_sha256:
        return standing
    earlier = (standing.submitted.render_sha256, *(entry.file_sha256 for entry in standing.signatures))
    if digest in earlier:
        has, now = earlier.index(digest), len(standing.signatures)
        raise SignOffError(
            tr(
                "This is an older copy: it has {has}, and the newest has {now}. The last to sign was {name} ({role}). "
                "Ask them for the newest one.",
                has=_signatures(has),
                now=_signatures(now),
                name=standing.signatures[-1].name,
                role=ROLES[standing.signatures[-1].role],
            )
        )
    raise SignOffError(
        tr(
            "This PDF was changed after it was submitted, or signed with another copy of the ledger, so its signatures "
            "can’t be trusted. Get the file again from whoever signed last."
        )
    )


def check_untouched(pdf: bytes) -> None:
    """Raise SignOffError if somebody who signed before has changed something else in the file as well."""
    try:
        found = check_additions(open_pdf(pdf, Limits()))
    except UnsafeFileError as error:
        raise SignOffError(tr("This PDF can’t be relied on: {reason}", reason=error)) from error
    if found.status == "fail":
        raise SignOffError(tr("This PDF can’t be relied on: {reason}", reason=found.why))


def belongs_to(pdf: bytes, ledger: Ledger) -> SubmissionStanding | None:
    """Return the submission whose unsigned PDF a file begins with, or None."""
    for standing in reversed(all_submissions(ledger)):
        submitted = standing.submitted
        if len(pdf) >= submitted.render_bytes and sha256_of(pdf[: submitted.render_bytes]) == submitted.render_sha256:
            return standing
    return None


def _check(
    submitted: Assessment,
    standing: SubmissionStanding,
    ledger: Ledger,
    role: Role,
    key: OpenKey,
    *,
    at: datetime,
    approval: Approval | None,
    present: Assessment | None,
) -> Appointed:
    """Return who signs, or raise SignOffError."""
    check_turn(standing, role)
    if at < ledger.entries[-1].at:
        raise SignOffError(
            tr("The last entry in the ledger is of a later time than now. Check the date and time of this computer.")
        )
    person = appointed(ledger, fingerprint(key.certificate))
    _check_role(person, role)
    _check_approval(person, approval)
    name = approval.by if approval else person.name
    _check_new(standing, person, name)
    if role == "challenger":
        _check_challenger(submitted, name)
    if present is not None and sha256_of(canonical(present)) != standing.submitted.assessment_sha256:
        raise SignOffError(
            tr("The assessment was changed since it was submitted. Withdraw this report, and submit it again.")
        )
    return person


def check_turn(standing: SubmissionStanding, role: Role) -> None:
    """Raise SignOffError unless a role signs next."""
    if standing.withdrawn:
        raise SignOffError(
            tr(
                "{name} withdrew this report: “{reason}”. It can’t be signed any more. Use the one submitted since.",
                name=standing.withdrawn.by,
                reason=standing.withdrawn.reason,
            )
        )
    if role not in standing.submitted.signatories:
        needed = listed(ROLES[role] for role in standing.submitted.signatories)
        raise SignOffError(
            tr("The {role} doesn’t sign this report. Needed are: {needed}.", role=ROLES[role], needed=needed)
        )
    if role not in standing.missing:
        raise SignOffError(tr("The {role} has signed already.", role=ROLES[role]))
    if role != standing.next_role:
        raise SignOffError(
            tr("The {role} can’t sign yet. Next is the {next}.", role=ROLES[role], next=ROLES[standing.missing[0]])
        )


def appointed(ledger: Ledger, print_: str) -> Appointed:
    """Return whom a certificate stands for, by its fingerprint. Raises SignOffError if it may not sign."""
    now = authority(ledger)
    person = now.find_person(print_)
    if person is None:
        before = next((entry for entry in ledger.of(Appointed) if entry.fingerprint == print_), None)
        ended = next((entry for entry in ledger.of(Dismissed) if entry.fingerprint == print_), None)
        if before and ended:
            raise SignOffError(
                tr("The key of {name} may not sign any more: “{reason}”.", name=before.name, reason=ended.reason)
            )
        raise SignOffError(
            tr(
                "Nobody has been appointed with this key. Whoever keeps the council’s root key can do so: {command}",
                command="impact-check keys add",
            )
        )
    return person


def _check_role(person: Appointed, role: Role) -> None:
    if role not in person.roles and person.kind == "seal":
        raise SignOffError(
            tr(
                "{name} is a seal that may record approvals of the {roles}, not of the {role}.",
                name=person.name,
                roles=listed((ROLES[other] for other in person.roles), "or"),
                role=ROLES[role],
            )
        )
    if role not in person.roles:
        raise SignOffError(
            tr(
                "{name} may sign as {roles}, not as {role}.",
                name=person.name,
                roles=listed((ROLES[other] for other in person.roles), "or"),
                role=ROLES[role],
            )
        )


def _check_approval(person: Appointed, approval: Approval | None) -> None:
    if person.kind == "seal" and approval is None:
        raise SignOffError(
            tr(
                "This is a seal, not the key of a person. Say whose approval it records, who recorded it and where it "
                "can be seen: --approved-by, --recorded-by and --source."
            )
        )
    if person.kind == "person" and approval is not None:
        raise SignOffError(
            tr("{name} signs with a key of their own, so there is no approval to record.", name=person.name)
        )
    if approval and same_name(approval.by, approval.recorded_by):
        raise SignOffError(tr("An approval must be recorded by somebody else than {name}.", name=approval.by))


def _check_new(standing: SubmissionStanding, person: Appointed, name: str) -> None:
    """Refuse somebody who has signed this report in another role."""
    for earlier in standing.signatures:
        is_same_key = person.kind == "person" and earlier.fingerprint == person.fingerprint
        if is_same_key or same_name(who_agreed(earlier), name):
            raise SignOffError(
                tr(
                    "{name} has signed this report already, as {role}. Nobody signs twice.",
                    name=name,
                    role=ROLES[earlier.role],
                )
            )


def _check_challenger(assessment: Assessment, name: str) -> None:
    if gave_an_answer(assessment, name):
        raise SignOffError(
            tr("{name} answered questions of this assessment, so somebody else must be its challenger.", name=name)
        )


def gave_an_answer(assessment: Assessment, name: str) -> bool:
    """Tell whether somebody answered one of the questions, also of another option."""
    return any(
        same_name(answer.by, name) or same_name(answer.by.partition(",")[0], name)
        for answers in (assessment.answers, *(other.answers for other in assessment.alternatives))
        for answer in answers.values()
    )


def _signatures(count: int) -> str:
    return trn("1 signature", "{count} signatures", count)
