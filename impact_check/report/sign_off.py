"""Lay out the sign-off: what is put forward, a place for each person who must sign, and what identifies it all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import number, tr, trn
from impact_check.model.questionnaire import Role
from impact_check.model.receipt import Receipt
from impact_check.privacy import WITHHELD
from impact_check.report.formats import day, lower_first, one_line, passage
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Row
from impact_check.report.parts import SignatureBox, SignedPart, SignOff
from impact_check.report.put_forward import put_forward
from impact_check.report.wording import ROLES, ROLES_SAY

FIELD = "sig-"
"""How the name of each signature field begins; then comes the role."""
SEAL_FIELD = f"{FIELD}seal"
MARK_LENGTH = 16
"""Hexadecimal digits of a hash that people can read out to each other."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How a report is to be signed. By hand, unless something else is said."""

    has_fields: bool = False
    """It is made into a PDF to be signed: it has a signature field for each person."""
    receipt: Receipt | None = None
    """What the PDF carries; its hash is printed."""
    record: tuple[SignedPart, ...] | None = None
    """Who has signed so far, in order; None if that isn't told."""
    seal_of: str = ""
    """For a public copy that is sealed: the council whose seal it bears."""

    @property
    def by_hand(self) -> bool:
        """Whether boxes to sign on paper are printed."""
        return not self.has_fields and self.record is None


BY_HAND = Signing()


def sign_off(lookup: Lookup, signing: Signing) -> SignOff:
    """Make a box for each required signatory, in order."""
    result = lookup.result
    return SignOff(
        intro=" ".join(_intro(len(result.signatories), can_be_final=result.can_be_final)),
        blocked=tuple(
            tr("Not met: “{check}”. {fix}", check=lookup.checks[check].title, fix=lookup.checks[check].fix)
            for check in result.blocked_by
            if check in lookup.checks
        ),
        boxes=tuple(_box(lookup, role, signing) for role in result.signatories),
        record=record(lookup),
        put_forward=put_forward(lookup),
        signed=signing.record or (),
        signed_status="" if signing.record is None else signed_status(lookup, signing.record),
        seal=_seal(signing) if signing.seal_of else None,
        check=tuple(_check(lookup, signing.receipt)) if signing.receipt else (),
    )


def signed_part(
    role: Role, name: str, on: date, *, recorded_by: str = "", council: str = "", source: str = ""
) -> SignedPart:
    """Put a signature in words, in the language spoken.

    on: the day of it. recorded_by, council, source: only for an approval that a seal recorded: who did, whose seal it
    is, and where the approval can be seen.
    """
    how = (
        tr(
            "Approved, as {name} recorded under the seal of {council}. This is not their own signature.",
            name=one_line(recorded_by),
            council=one_line(council),
        )
        if recorded_by
        else tr("Signed with their own key")
    )
    return SignedPart(role=ROLES[role], name=one_line(name), how=how, date=day(on), source=one_line(source))


def public_signed_part(role: Role, on: date, *, sealed_by: str = "") -> SignedPart:
    """Put a signature on the full report in words for its public copy: the role and the day, without any name.

    sealed_by: only for an approval that was recorded: the council under whose seal it was.
    """
    how = (
        tr(
            "Approved the full report, as somebody recorded under the seal of {council}. This is not their own "
            "signature.",
            council=one_line(sealed_by),
        )
        if sealed_by
        else tr("Signed the full report with their own key")
    )
    source = tr(WITHHELD) if sealed_by else ""
    return SignedPart(role=ROLES[role], name=tr(WITHHELD), how=how, date=day(on), source=source)


def _box(lookup: Lookup, role: Role, signing: Signing) -> SignatureBox:
    if signing.by_hand:
        outcomes = tuple(OUTCOMES_SHORT[outcome] for outcome in lookup.result.outcomes)
        return SignatureBox(ROLES[role], ROLES_SAY[role], outcomes)
    submission = lookup.assessment.submission
    chosen = (
        tr(
            "This signature is for the outcome above: {outcome}.",
            outcome=lower_first(OUTCOMES_SHORT[submission.outcome]),
        )
        if submission
        else ""
    )
    if not signing.has_fields or signing.record is not None:
        return SignatureBox(ROLES[role], ROLES_SAY[role], chosen=chosen)
    title = tr("Signature of the {role}", role=ROLES[role])
    return SignatureBox(ROLES[role], ROLES_SAY[role], chosen=chosen, field=f"{FIELD}{role}", field_title=title)


def _seal(signing: Signing) -> SignatureBox:
    name = tr("Seal of {council}", council=one_line(signing.seal_of))
    says = tr(
        "This seal, in the PDF, says that {council} made this copy from the report that was signed, and left out what "
        "isn’t public. It is nobody’s own signature: those listed above did not sign this copy.",
        council=one_line(signing.seal_of),
    )
    field = SEAL_FIELD if signing.has_fields else ""
    return SignatureBox(name, says, field=field, field_title=name if field else "")


def signed_status(lookup: Lookup, signed: tuple[SignedPart, ...]) -> str:
    """Say how many have signed, and who is next."""
    people = lookup.result.signatories
    if len(signed) >= len(people):
        return trn("The 1 person who must sign has.", "All {count} who must sign have.", len(people))
    following = ROLES[people[len(signed)]]
    if not signed:
        return tr("Nobody has signed yet. First: {role}.", role=following)
    return trn(
        "{signed} of 1 has signed. Next: {role}.",
        "{signed} of {count} have signed. Next: {role}.",
        len(people),
        signed=number(len(signed)),
        role=following,
    )


def _check(lookup: Lookup, receipt: Receipt) -> Iterator[Row]:
    pinned = lookup.result.pinned
    yield Row(tr("Reference"), passage(one_line(lookup.assessment.id)))
    mark = receipt.assessment_sha256[:MARK_LENGTH]
    yield Row(
        tr("Mark of its data"), passage(tr("{mark}… (the beginning of the SHA-256 of assessment.json)", mark=mark))
    )
    yield Row(
        tr("Questionnaire"),
        passage(tr("{id} ({version})", id=pinned.questionnaire, version=pinned.version)),
    )
    yield Row(tr("Made with"), passage(tr("impact_check {version}", version=receipt.engine)))


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
        hash=result.pinned.sha256[:MARK_LENGTH],
    )
