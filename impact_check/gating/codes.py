"""Reason codes -> what each means, for good, and what the gate says then: failed, or undecided."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from impact_check.model.gate import ReasonCode

Status = Literal["failed", "undecided", "as the policy says"]

MEANINGS: Mapping[ReasonCode, tuple[Status, str]] = MappingProxyType(
    {
        "file-missing": ("undecided", "There is no such file."),
        "file-unreadable": ("undecided", "The file can't be opened, or is a folder, a link or a device."),
        "file-too-large": ("undecided", "The file is larger than any assessment or report."),
        "file-not-valid": ("undecided", "The file isn't an assessment exactly as the program writes it, or a PDF."),
        "file-newer": ("undecided", "A newer version of impact_check wrote the file."),
        "file-older": ("undecided", "The file has a format without hashes, so its history can't be checked."),
        "history-broken": ("failed", "The history of the assessment doesn't fit together."),
        "id-repeated": ("undecided", "Two things in the assessment go by one id, so which is meant can't be told."),
        "date-in-future": ("failed", "Something in the assessment is dated after the day of the gate."),
        "too-old": ("failed", "The assessment is older than the policy allows."),
        "other-decision": ("failed", "The file is about another decision than the one asked about."),
        "sign-off-not-checked": ("undecided", "Signatures are required, and no signed report was given."),
        "ledger-missing": ("undecided", "There is no ledger or root certificate to check a signed report against."),
        "today-file-missing": ("undecided", "The assessment as it is today wasn't given, or can't be read."),
        "public-copy": ("undecided", "A public copy was given, which can't be rated again."),
        "check-not-made": ("undecided", "A check of the signed report couldn't be made."),
        "report-not-readable": ("failed", "The PDF can't be read safely."),
        "report-changed": ("failed", "The PDF isn't what was submitted and signed, to the byte."),
        "report-not-newest": ("failed", "The PDF isn't the newest that the ledger knows."),
        "report-withdrawn": ("failed", "The report was withdrawn, or another was submitted in its place."),
        "ledger-broken": ("failed", "The ledger can't be trusted, or doesn't tell of these signatures."),
        "root-not-trusted": ("failed", "The ledger stands on another root certificate than the policy names."),
        "signature-missing": ("failed", "Somebody who must sign hasn't, or the order is wrong."),
        "signature-invalid": ("failed", "A signature isn't whole, or its certificate isn't trusted."),
        "signature-stale": ("failed", "The assessment of today isn't what was signed."),
        "signer-not-allowed": ("failed", "Somebody signed who may not, or others had to sign."),
        "approval-recorded": ("failed", "A seal stands for an approval, and the policy wants a person's signature."),
        "rating-not-reproduced": ("failed", "What was signed doesn't follow from the answers, or wasn't permitted."),
        "pages-differ": ("failed", "The pages of the report don't show what its data say."),
        "pack-not-found": ("undecided", "The questionnaire that was answered isn't here."),
        "pack-not-accepted": ("failed", "The policy doesn't accept this questionnaire."),
        "pack-other-version": ("failed", "The answers belong to another version of the questionnaire than it must be."),
        "pack-too-old": ("failed", "The questionnaire is older than the policy allows, or lacks a pack it names."),
        "level-reached": ("failed", "The rating is known to be as bad as the policy forbids, or worse."),
        "level-possible": ("as the policy says", "The rating isn't known, and may be as bad as the policy forbids."),
        "principle-conflict": ("failed", "The decision conflicts with an element of the strategy."),
        "principle-conflict-possible": (
            "as the policy says",
            "Whether the decision conflicts with an element of the strategy isn't known.",
        ),
        "principle-at-risk": ("failed", "The decision puts an element of the strategy at risk."),
        "principle-unknown": ("undecided", "The policy names an element that the strategy doesn't have."),
        "mitigation-not-verified": ("failed", "It would pass only because of a mitigation that nobody has verified."),
        "mitigation-self-verified": (
            "failed",
            "A mitigation is called verified by somebody who may be its owner or an author of the assessment.",
        ),
        "questions-open": ("failed", "Questions are open that can change the result."),
        "must-know-open": ("failed", "Something that must be known isn't known."),
        "check-not-met": ("failed", "A check that must be met isn't."),
        "check-not-shown": ("undecided", "Whether a check is met that must be, the answers don't tell."),
        "outcome-not-accepted": ("failed", "The policy doesn't accept the outcome that was signed."),
        "outcome-not-permitted": ("failed", "The rating, as it is on the day, doesn't permit the outcome."),
    }
)
"""What each code means never changes. A new meaning gets a new code."""
