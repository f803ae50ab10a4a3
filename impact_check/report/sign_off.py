"""Lay out the sign-off: a box for each person who must sign, and what identifies the assessment."""

from collections.abc import Iterator

from impact_check.language import tr, trn
from impact_check.report.formats import day, one_line
from impact_check.report.lookup import Lookup
from impact_check.report.parts import SignatureBox, SignOff
from impact_check.report.wording import OUTCOMES_SHORT, ROLES, ROLES_SAY


def sign_off(lookup: Lookup) -> SignOff:
    """Make a box for each required signatory, in order."""
    result = lookup.result
    outcomes = tuple(OUTCOMES_SHORT[outcome] for outcome in result.outcomes)
    return SignOff(
        intro=" ".join(_intro(len(result.signatories), can_be_final=result.can_be_final)),
        blocked=tuple(
            tr("Not met: “{check}”. {fix}", check=lookup.checks[check].title, fix=lookup.checks[check].fix)
            for check in result.blocked_by
            if check in lookup.checks
        ),
        boxes=tuple(SignatureBox(ROLES[role], ROLES_SAY[role], outcomes) for role in result.signatories),
        record=record(lookup),
    )


def _intro(people: int, *, can_be_final: bool) -> Iterator[str]:
    if not can_be_final:
        yield tr("This is a draft and can’t be signed yet.")
        yield trn(
            "When it is complete, 1 person signs, in this order.",
            "When it is complete, {count} people sign, in this order.",
            people,
        )
        return
    yield trn("1 person signs, in this order.", "{count} people sign, in this order.", people)
    yield tr("The rating as proposed decides who signs. What remains after mitigation decides what is permitted.")


def record(lookup: Lookup) -> str:
    """Say which assessment, day and questionnaire this report belongs to."""
    result = lookup.result
    return tr(
        "This report is about assessment {id}, judged for {day} under the questionnaire “{questionnaire}” ({version}, "
        "content hash {hash}).",
        id=one_line(result.assessment),
        day=day(result.on),
        questionnaire=result.pinned.questionnaire,
        version=result.pinned.version,
        hash=result.pinned.sha256[:16],
    )
