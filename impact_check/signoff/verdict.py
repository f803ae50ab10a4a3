"""What `verify` found: each check with its outcome, and what follows from all of them."""

from datetime import datetime
from typing import Literal

from impact_check.model.base import Frozen
from impact_check.model.ledger import Approval
from impact_check.model.questionnaire import Outcome, Role

Status = Literal["ok", "warn", "fail", "skipped"]
CheckId = Literal[
    "file",
    "ledger",
    "submitted",
    "additions",
    "signature",
    "required",
    "appointed",
    "entries",
    "newest",
    "standing",
    "attachments",
    "data",
    "history",
    "questionnaire",
    "rating",
    "outcome",
    "signatories",
    "pages",
    "public",
    "against",
]
Conclusion = Literal["accepted", "rejected", "undecided"]


class Check(Frozen):
    """One thing that was looked at."""

    id: CheckId
    about: str = ""
    """Which one, if there are several: the role of a signature."""
    status: Status
    """ok: it was checked and holds. warn: it can't be decided. fail: it doesn't hold. skipped: it wasn't checked."""
    says: str
    """In a few words."""
    why: str = ""
    """In a sentence; may be empty if it is ok."""


class SignedBy(Frozen):
    """A signature, as its certificate and the ledger tell it."""

    role: Role
    name: str
    fingerprint: str
    """SHA-256 of the certificate (DER)."""
    at: datetime | None = None
    """When the ledger recorded it; None without a ledger."""
    approval: Approval | None = None
    """If it is the council's seal, for somebody who approved: never a signature of their own."""


class Verdict(Frozen):
    """What follows from the checks."""

    schema_version: Literal[1] = 1
    conclusion: Conclusion
    """accepted: every check that applies was made and holds. rejected: something doesn't hold. undecided: neither."""
    says: str
    """For a resident, in a sentence or two."""
    reference: str = ""
    outcome: Outcome | None = None
    is_public_copy: bool = False
    signed: tuple[SignedBy, ...] = ()
    """In the order in which they signed."""
    missing: tuple[Role, ...] = ()
    """Who must sign and hasn't, in order; empty if that isn't known."""
    checks: tuple[Check, ...]
    file_sha256: str

    @property
    def accepted(self) -> bool:
        """Tell whether every check that applies was made and holds."""
        return self.conclusion == "accepted"
