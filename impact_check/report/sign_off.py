"""Lay out the sign-off: a box for each person who must sign, and what identifies the assessment."""

from impact_check.report.formats import count, day, one_line
from impact_check.report.lookup import Lookup
from impact_check.report.parts import SignatureBox, SignOff
from impact_check.report.wording import OUTCOMES_SHORT, ROLES, ROLES_SAY


def sign_off(lookup: Lookup) -> SignOff:
    """Make a box for each required signatory, in order."""
    result = lookup.result
    outcomes = tuple(OUTCOMES_SHORT[outcome] for outcome in result.outcomes)
    people = count(len(result.signatories), "person signs", "people sign")
    intro = (
        f"{people}, in this order. The rating as proposed decides who signs. "
        "What remains after mitigation decides what is permitted."
    )
    if not result.can_be_final:
        intro = f"This is a draft and can’t be signed yet. When it is complete, {people}, in this order."
    return SignOff(
        intro=intro,
        blocked=tuple(
            f"Not met: “{lookup.checks[check].title}”. {lookup.checks[check].fix}"
            for check in result.blocked_by
            if check in lookup.checks
        ),
        boxes=tuple(SignatureBox(ROLES[role], ROLES_SAY[role], outcomes) for role in result.signatories),
        record=record(lookup),
    )


def record(lookup: Lookup) -> str:
    """Say which assessment, day and questionnaire this report belongs to."""
    result = lookup.result
    return (
        f"This report is about assessment {one_line(result.assessment)}, judged for {day(result.on)} under the "
        f"questionnaire “{result.pinned.questionnaire}” ({result.pinned.version}, content hash "
        f"{result.pinned.sha256[:16]})."
    )
