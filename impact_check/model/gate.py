"""What a gate asks of an assessment, and what it found: the policy, the reasons and the verdict."""

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StrictBool, StrictInt, StringConstraints, model_validator

from impact_check.model.assessment import Pinned
from impact_check.model.base import Frozen
from impact_check.model.levels import Bounds
from impact_check.model.questionnaire import Outcome, Role, Slug

POLICY_VERSION: Final = 1
"""The version of the policy file that this package reads."""

Limit = Literal["low", "moderate", "high", "severe", "never"]
"""The level from which the gate closes; never: this rating doesn't matter."""
Doubt = Literal["failed", "undecided"]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{1,9}\.\d{1,9}\.\d{1,9}$")]


class GatePolicy(Frozen):
    """What must hold for a decision to go through. What isn't said has the strict value."""

    policy: Literal[1] = POLICY_VERSION
    """The version of this format."""

    fail_on: Limit = "high"
    """After the mitigations that count: the lowest rating that doesn't pass."""
    fail_on_inherent: Limit = "never"
    """As proposed, before any mitigation: the lowest rating that doesn't pass."""
    possible: Doubt = "undecided"
    """What a rating or conflict comes to that isn't known, but may be so bad."""

    no_conflict_with: Literal["all"] | tuple[Slug, ...] = "all"
    """Elements of the strategy that the decision may not conflict with, by id."""
    not_at_risk: Literal["all"] | tuple[Slug, ...] = ()
    """Elements of the strategy that it may not even put at risk, by id."""
    alignment: Literal["residual", "inherent"] = "residual"
    """Whether conflict and risk are judged after the mitigations that count, or as proposed."""

    mitigations: Literal["verified", "counted"] = "verified"
    """verified: nothing may pass only because of a mitigation that nobody else has verified."""

    complete: StrictBool = True
    """No question may be open, but for those that can't change the result."""
    must_know: StrictBool = True
    """Everything that must be known is known."""
    must_checks: StrictBool = True
    """Every check of grade `must` is met."""
    outcomes: tuple[Outcome, ...] = Field(default=("proceed", "proceed_with_conditions"), min_length=1)
    """The outcomes that pass: of what was signed; without signatures, at least one of them must be permitted."""

    sign_off: Literal["required", "not_required"] = "required"
    """Whether everybody who must sign has to have signed."""
    seals: Literal["accepted", "refused"] = "accepted"
    """Whether the council's seal may stand for an approval by somebody who didn't sign."""
    today_file: Literal["required", "if_given"] = "if_given"
    """Whether the assessment as it is today must be held against what was signed."""
    root_sha256: tuple[Hash, ...] = ()
    """SHA-256 of the council's root certificate (DER); empty: the one beside the ledger, or the one named, counts."""

    max_age_days: Annotated[StrictInt, Field(ge=1, le=36_500)] | Literal["any"] = 365
    """Days since it was put forward; without signatures, since its last change."""

    packs: tuple[Slug, ...] = ()
    """Questionnaires that are accepted, by id, if they come with the program. Whose strategy counts isn't guessed."""
    pack_sha256: tuple[Hash, ...] = ()
    """Content hashes of further versions that are accepted: of a council's own pack, or an earlier version."""
    pack_version: Literal["current", "known"] = "current"
    """current: answered under the version that is in force here. known: under any that came with the program."""
    min_version: dict[Slug, Version] = Field(default_factory=dict)
    """The lowest version of each pack, by id."""


ReasonCode = Literal[
    "file-missing",
    "file-unreadable",
    "file-too-large",
    "file-not-valid",
    "file-newer",
    "file-older",
    "history-broken",
    "id-repeated",
    "date-in-future",
    "too-old",
    "other-decision",
    "sign-off-not-checked",
    "ledger-missing",
    "today-file-missing",
    "public-copy",
    "check-not-made",
    "report-not-readable",
    "report-changed",
    "report-not-newest",
    "report-withdrawn",
    "ledger-broken",
    "root-not-trusted",
    "signature-missing",
    "signature-invalid",
    "signature-stale",
    "signer-not-allowed",
    "approval-recorded",
    "rating-not-reproduced",
    "pages-differ",
    "pack-not-found",
    "pack-not-accepted",
    "pack-other-version",
    "pack-too-old",
    "level-reached",
    "level-possible",
    "principle-conflict",
    "principle-conflict-possible",
    "principle-at-risk",
    "principle-unknown",
    "mitigation-not-verified",
    "mitigation-self-verified",
    "questions-open",
    "must-know-open",
    "check-not-met",
    "check-not-shown",
    "outcome-not-accepted",
    "outcome-not-permitted",
]
"""Codes are added, never given another meaning, and never used again. gating/codes.py says what each means."""


class GateReason(Frozen):
    """Why it doesn't pass: one thing that doesn't hold, or that can't be decided."""

    code: ReasonCode
    status: Literal["failed", "undecided"]
    """failed: it doesn't hold. undecided: it isn't known, or couldn't be checked."""
    path: str
    """What it is about: `residual`, `answers.change_date`, `mitigations.M1`, `signature.author`."""
    message: str
    """In a sentence."""
    to_do: str
    """What would help."""


class GateVerdict(Frozen):
    """What a gate says. It is worked out each time, never taken from a file."""

    schema_version: Literal[1] = 1
    verdict: Literal["passed", "failed", "undecided"]
    """failed: something doesn't hold. undecided: nothing of that kind, but something isn't known or checked."""
    says: str
    """In a sentence."""
    reasons: tuple[GateReason, ...]
    """Every reason why it doesn't pass, in the order in which things are looked at; empty if it passes."""
    reference: str
    """The id of the assessment; empty if it couldn't be relied on."""
    on: date
    """The day it was judged for."""
    sha256: str
    """Of the file that was looked at; of an assessment that was given as a value, of its canonical JSON.

    Empty if there was no file, or no such JSON.
    """
    pinned: Pinned | None = None
    """The questionnaire it was rated under; None if it wasn't rated."""
    inherent: Bounds | None = None
    """The rating as proposed."""
    residual: Bounds | None = None
    """The rating after the mitigations that count."""
    signed: tuple[Role, ...] = ()
    """Whose signatures were checked and hold, in order."""
    outcome: Outcome | None = None
    """What was signed. Never taken from a file that isn't signed."""
    policy: GatePolicy
    """What was asked."""
    engine: str
    """The version of impact_check that worked it out."""

    @property
    def passed(self) -> bool:
        """Tell whether everything that the policy asks was checked and holds."""
        return self.verdict == "passed"

    @model_validator(mode="after")
    def _follows_from_reasons(self) -> Self:
        if self.verdict != verdict_of(self.reasons):
            raise ValueError("the verdict doesn't follow from the reasons")
        return self


def verdict_of(reasons: tuple[GateReason, ...]) -> Literal["passed", "failed", "undecided"]:
    """Conclude: one thing that fails closes the gate; one that isn't known leaves it closed, too."""
    statuses = {reason.status for reason in reasons}
    return "failed" if "failed" in statuses else "undecided" if statuses else "passed"
