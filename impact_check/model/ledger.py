"""What a sign-off ledger tells, entry by entry: who may sign, what was submitted, signed, withdrawn and published."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from impact_check.model.assessment import Pinned
from impact_check.model.base import Frozen
from impact_check.model.questionnaire import Outcome, Role

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Told = Annotated[str, StringConstraints(min_length=1)]
KeyKind = Literal["person", "seal"]
TrustedUse = Literal["signing", "timestamps"]
START: Sha256 = "0" * 64
"""Stands for the hash of the line before the first."""


class _Entry(Frozen):
    n: Annotated[int, Field(ge=1)]
    """Its place, from 1."""
    prev: Sha256
    """SHA-256 of the line before, without its line end; zeros for the first."""
    at: datetime
    """When it was written, in UTC."""


class _Endorsed(_Entry):
    """An entry that says who may sign: it counts only with the signature of the council's root key."""

    endorsement: str
    """By the root key (ECDSA with SHA-256, DER, base64) over the entry as canonical JSON with this field empty."""


class Opened(_Endorsed):
    """The ledger was begun. Always the first entry."""

    event: Literal["opened"] = "opened"
    council: Told
    ledger_key: str
    """The public Ed25519 key that signs every line: 32 bytes, base64."""


class Trusted(_Endorsed):
    """Certificates of an authority are accepted."""

    event: Literal["trusted"] = "trusted"
    name: Told
    use: TrustedUse
    certificate: str
    """PEM."""
    fingerprint: Sha256
    """SHA-256 of the certificate (DER)."""


class Appointed(_Endorsed):
    """A certificate may sign in these roles; a seal may record that somebody in these roles approved."""

    event: Literal["appointed"] = "appointed"
    name: Told
    kind: KeyKind
    roles: tuple[Role, ...] = Field(min_length=1)
    certificate: str
    """PEM."""
    fingerprint: Sha256
    """SHA-256 of the certificate (DER)."""


class Dismissed(_Endorsed):
    """From now on this certificate may not sign, or if it is an authority's, it isn't trusted.

    What was signed before stands.
    """

    event: Literal["dismissed"] = "dismissed"
    fingerprint: Sha256
    reason: Told


class Submitted(_Entry):
    """A report was made to be signed."""

    event: Literal["submitted"] = "submitted"
    reference: Told
    """The id of the assessment."""
    by: Told
    outcome: Outcome
    signatories: tuple[Role, ...] = Field(min_length=1)
    """Who must sign, in order."""
    pinned: Pinned
    assessment_sha256: Sha256
    receipt_sha256: Sha256
    render_sha256: Sha256
    """Of the unsigned PDF: each signed file begins with these bytes."""
    render_bytes: Annotated[int, Field(ge=1)]
    """The length of the unsigned PDF."""


class Approval(Frozen):
    """That somebody approved who holds no key, as recorded by somebody else."""

    by: Told
    """Who approved."""
    recorded_by: Told
    source: Told
    """Where the approval can be seen: a minute, a letter, a decision notice."""


class Signed(_Entry):
    """Somebody signed, or the seal recorded that somebody approved."""

    event: Literal["signed"] = "signed"
    reference: Told
    role: Role
    name: Told
    """As the certificate names them."""
    fingerprint: Sha256
    approval: Approval | None = None
    """For a seal only."""
    render_sha256: Sha256
    """Of the unsigned PDF that this is a signature on."""
    before_sha256: Sha256
    """Of the file as it was before."""
    file_sha256: Sha256


class Withdrawn(_Entry):
    """What was submitted may not be signed or relied on any more."""

    event: Literal["withdrawn"] = "withdrawn"
    reference: Told
    render_sha256: Sha256
    by: Told
    reason: Told


class Published(_Entry):
    """A public copy was made."""

    event: Literal["published"] = "published"
    reference: Told
    """As the public copy shows it."""
    of_file_sha256: Sha256
    """The signed file that it is a copy of."""
    render_sha256: Sha256
    """Of the public copy before it was sealed."""
    render_bytes: Annotated[int, Field(ge=1)]
    file_sha256: Sha256
    fingerprint: Sha256
    """Of the seal."""


Entry = Annotated[
    Opened | Trusted | Appointed | Dismissed | Submitted | Signed | Withdrawn | Published,
    Field(discriminator="event"),
]


class Line(Frozen):
    """One line of the ledger: an entry, and the ledger key's signature over it."""

    body: Entry
    sig: str
    """By the ledger key (Ed25519, base64) over the entry as canonical JSON."""
