"""All checks of a file -> the verdict, in a sentence that a resident understands."""

from impact_check.language import listed, tr, trn
from impact_check.model.assessment import Submission
from impact_check.model.questionnaire import Role
from impact_check.signoff.check_words import role_in_words
from impact_check.signoff.verdict import Check, Conclusion, SignedBy, Verdict


def concluded(
    checks: tuple[Check, ...],
    *,
    file_sha256: str,
    reference: str,
    submission: Submission | None,
    signed: tuple[SignedBy, ...],
    missing: tuple[Role, ...],
    is_public_copy: bool,
) -> Verdict:
    """Conclude: one check that fails rejects; one that can't be decided leaves it open."""
    statuses = {check.status for check in checks}
    conclusion: Conclusion = "rejected" if "fail" in statuses else "undecided" if "warn" in statuses else "accepted"
    if conclusion == "rejected":
        says = _rejected(checks, signed, missing)
    elif is_public_copy:
        says = _public(conclusion)
    else:
        says = _signed_off(signed) if conclusion == "accepted" else _undecided(checks, signed)
    return Verdict(
        conclusion=conclusion,
        says=says,
        reference=reference,
        outcome=submission.outcome if submission else None,
        is_public_copy=is_public_copy,
        signed=signed,
        missing=missing,
        checks=checks,
        file_sha256=file_sha256,
    )


def _signed_off(signed: tuple[SignedBy, ...]) -> str:
    sealed = [one for one in signed if one.approval]
    total = len(signed)
    if not sealed:
        return tr("Signed off by {count} of {total} people, nothing changed since.", count=total, total=total)
    return trn(
        "Signed off: {own} of {total} signed with their own keys. For 1, the council’s seal stands for an approval "
        "that was recorded. Nothing changed since.",
        "Signed off: {own} of {total} signed with their own keys. For {count}, the council’s seal stands for an "
        "approval that was recorded. Nothing changed since.",
        len(sealed),
        own=total - len(sealed),
        total=total,
    )


def _rejected(checks: tuple[Check, ...], signed: tuple[SignedBy, ...], missing: tuple[Role, ...]) -> str:
    failed = [check for check in checks if check.status == "fail"]
    if missing and [check.id for check in failed] == ["required"]:
        return tr(
            "Not signed off yet: signed by {count} of {total}. Missing: {roles}.",
            count=len(signed),
            total=len(signed) + len(missing),
            roles=listed([role_in_words(role) for role in missing]),
        )
    if [check.id for check in failed] == ["against"]:
        return tr("The report is as it was signed, but your file has changed since: the sign-off doesn’t cover it.")
    if [check.id for check in failed] == ["standing"]:
        return tr("Don’t rely on this file: it was withdrawn or replaced after it was signed.")
    return trn(
        "Don’t rely on this file: 1 check failed. First: {says}.",
        "Don’t rely on this file: {count} checks failed. First: {says}.",
        len(failed),
        says=failed[0].says,
    )


def _undecided(checks: tuple[Check, ...], signed: tuple[SignedBy, ...]) -> str:
    if any(check.id == "ledger" and check.status == "warn" for check in checks):
        return trn(
            "Nothing wrong was found, and 1 signature holds. But only the council’s ledger can tell whether signatures "
            "were taken off, or whether it was withdrawn.",
            "Nothing wrong was found, and {count} signatures hold. But only the council’s ledger can tell whether "
            "signatures were taken off, or whether it was withdrawn.",
            len(signed),
        )
    open_ = [check for check in checks if check.status == "warn"]
    return trn(
        "Nothing wrong was found, but 1 thing could not be checked: {says}.",
        "Nothing wrong was found, but {count} things could not be checked. First: {says}.",
        len(open_),
        says=open_[0].says,
    )


def _public(conclusion: Conclusion) -> str:
    if conclusion == "accepted":
        return tr("This is the public copy that the council published of a report that everybody has signed.")
    return tr("Nothing wrong was found, but only the council’s ledger can tell whether it published this copy.")
