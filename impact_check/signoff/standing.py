"""The entries of a ledger -> who may sign at which entry, and how far the sign-off of an assessment has come.

Nothing here is stored anywhere: it all follows from the entries. That they fit together is checked on the way, since
whoever holds the ledger key could add a line that can't be so: a signature in a role that isn't next, for example.
"""

from dataclasses import dataclass, field, replace

from impact_check.errors import LedgerError
from impact_check.interview import same_name
from impact_check.language import tr
from impact_check.model.ledger import (
    Appointed,
    Dismissed,
    Entry,
    Published,
    Signed,
    Submitted,
    Trusted,
    TrustedUse,
    Withdrawn,
)
from impact_check.model.questionnaire import Role
from impact_check.signoff.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may sign, and which other authorities are trusted, as the council's root key has said."""

    appointed: tuple[Appointed, ...]
    """Those who may sign, in the order in which they were appointed. Of a certificate appointed twice, the later."""
    trusted: tuple[Trusted, ...]

    def find_person(self, fingerprint: str) -> Appointed | None:
        """Return the appointment of a certificate, person or seal; None if it may not sign."""
        return next((found for found in self.appointed if found.fingerprint == fingerprint), None)

    def for_role(self, role: Role) -> tuple[Appointed, ...]:
        """Return who may sign in a role, seals that may record an approval included."""
        return tuple(found for found in self.appointed if role in found.roles)

    def roots(self, use: TrustedUse) -> tuple[str, ...]:
        """Return the certificates (PEM) of the authorities trusted for `signing` or `timestamps`, without our own."""
        return tuple(found.certificate for found in self.trusted if found.use == use)


def authority(ledger: Ledger, at_entry: int | None = None) -> Authority:
    """Return who may sign now; at_entry: when the entry of that number was written."""
    register = _Register()
    for entry in ledger.entries if at_entry is None else ledger.entries[: at_entry - 1]:
        register.add(entry)
    return Authority(tuple(register.appointed.values()), tuple(register.trusted.values()))


@dataclass(slots=True)
class _Register:
    """Who may sign, entry by entry."""

    appointed: dict[str, Appointed] = field(default_factory=dict)
    trusted: dict[tuple[str, str], Trusted] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        match entry:
            case Appointed():
                self.appointed.pop(entry.fingerprint, None)
                self.appointed[entry.fingerprint] = entry
            case Dismissed():
                self.appointed.pop(entry.fingerprint, None)
                self.trusted.pop((entry.fingerprint, "signing"), None)
                self.trusted.pop((entry.fingerprint, "timestamps"), None)
            case Trusted():
                self.trusted[entry.fingerprint, entry.use] = entry
            case _:
                pass


@dataclass(frozen=True, slots=True)
class SubmissionStanding:
    """How far one submitted report has come."""

    submitted: Submitted
    signatures: tuple[Signed, ...] = ()
    """In the order of its signatories."""
    withdrawn: Withdrawn | None = None
    published: tuple[Published, ...] = ()
    """Its public copies, in order."""

    @property
    def missing(self) -> tuple[Role, ...]:
        """Who hasn't signed yet, in order."""
        return self.submitted.signatories[len(self.signatures) :]

    @property
    def next_role(self) -> Role | None:
        """Who signs next; None if all have, or it was withdrawn."""
        return self.missing[0] if self.is_open else None

    @property
    def is_complete(self) -> bool:
        """Everybody has signed, and it wasn't withdrawn."""
        return not self.missing and self.withdrawn is None

    @property
    def is_open(self) -> bool:
        """It can still be signed."""
        return bool(self.missing) and self.withdrawn is None

    @property
    def last_file_sha256(self) -> str:
        """The hash of the file as it should be now: with all signatures so far."""
        return self.signatures[-1].file_sha256 if self.signatures else self.submitted.render_sha256


def submissions(ledger: Ledger, reference: str) -> tuple[SubmissionStanding, ...]:
    """Return what was submitted for an assessment, in order; each with what became of it. Empty if nothing was.

    Raises LedgerError, which names the line, if the entries can't all be true.
    """
    return tuple(found for found in all_submissions(ledger) if found.submitted.reference == reference)


def all_submissions(ledger: Ledger) -> tuple[SubmissionStanding, ...]:
    """Return what was submitted for every assessment, in order. Raises LedgerError as `submissions` does."""
    found: list[SubmissionStanding] = []
    before: set[str] = set()
    register = _Register()
    for entry in ledger.entries:
        register.add(entry)
        match entry:
            case Submitted():
                if entry.render_sha256 in before:  # Else one that was withdrawn would stand again.
                    raise LedgerError(entry.n, tr("is about a report that was submitted before"))
                before.add(entry.render_sha256)
                found.append(SubmissionStanding(entry))
            case Signed() | Withdrawn() | Published():
                place = _place(found, entry)
                found[place] = _with_entry(found[place], entry, register)
            case _:
                pass
    return tuple(found)


def _place(found: list[SubmissionStanding], entry: Signed | Withdrawn | Published) -> int:
    """Return which submission an entry is about: the last that fits it."""
    for place in reversed(range(len(found))):
        if _is_about(entry, found[place]):
            return place
    raise LedgerError(entry.n, tr("is about a report that was never submitted"))


def _is_about(entry: Signed | Withdrawn | Published, standing: SubmissionStanding) -> bool:
    """Tell by the file. A public copy may show another reference than the assessment's."""
    if isinstance(entry, Published):
        return entry.of_file_sha256 == standing.last_file_sha256
    submitted = standing.submitted
    return (entry.reference, entry.render_sha256) == (submitted.reference, submitted.render_sha256)


def _with_entry(
    standing: SubmissionStanding, entry: Signed | Withdrawn | Published, register: _Register
) -> SubmissionStanding:
    if standing.withdrawn:
        raise LedgerError(entry.n, tr("is about a report that was withdrawn before"))
    if isinstance(entry, Withdrawn):
        return replace(standing, withdrawn=entry)
    person = register.appointed.get(entry.fingerprint)
    if person is None:
        raise LedgerError(entry.n, tr("tells of a signature by somebody who wasn’t appointed"))
    if isinstance(entry, Published):
        _check_published(entry, standing, person)
        return replace(standing, published=(*standing.published, entry))
    _check_signed(entry, standing, person)
    return replace(standing, signatures=(*standing.signatures, entry))


def _check_published(entry: Published, standing: SubmissionStanding, person: Appointed) -> None:
    if not standing.is_complete:
        raise LedgerError(entry.n, tr("tells of a public copy of a report that not everybody has signed"))
    if person.kind != "seal":
        raise LedgerError(entry.n, tr("tells of a public copy that doesn’t have the council’s seal"))


def _check_signed(entry: Signed, standing: SubmissionStanding, person: Appointed) -> None:
    if entry.role != standing.next_role:
        raise LedgerError(entry.n, tr("tells of a signature by somebody whose turn it wasn’t"))
    if entry.before_sha256 != standing.last_file_sha256:
        raise LedgerError(entry.n, tr("tells of a signature on another file than the one signed before"))
    if entry.role not in person.roles or entry.name != person.name:
        raise LedgerError(entry.n, tr("tells of a signature that isn’t by whom it says, or not in that role"))
    if (person.kind == "seal") != (entry.approval is not None):
        raise LedgerError(entry.n, tr("takes a seal for a person’s own signature, or the other way round"))
    if person.kind == "person" and any(entry.fingerprint == earlier.fingerprint for earlier in standing.signatures):
        raise LedgerError(entry.n, tr("tells of a second signature with the same key"))
    if entry.approval and same_name(entry.approval.by, entry.approval.recorded_by):
        raise LedgerError(entry.n, tr("tells of an approval that nobody else recorded"))
    if any(same_name(who_agreed(earlier), who_agreed(entry)) for earlier in standing.signatures):
        raise LedgerError(entry.n, tr("tells of somebody who agrees a second time, in another role"))


def who_agreed(entry: Signed) -> str:
    """Return who signed, or if it is the council's seal, who approved."""
    return entry.approval.by if entry.approval else entry.name
