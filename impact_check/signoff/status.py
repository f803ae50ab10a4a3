"""The ledger, a PDF and the assessment as it is now -> how far its sign-off has come, and whether it still stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import day, listed, number, tr, trn
from impact_check.model.assessment import Assessment
from impact_check.model.base import Frozen
from impact_check.model.ledger import Approval, Signed
from impact_check.model.questionnaire import Outcome, Role
from impact_check.report.formats import lower_first
from impact_check.report.wording import ROLES
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.standing import SubmissionStanding
from impact_check.storage import EvidenceStanding
from impact_check.storage.evidence_files import LOST

State = Literal["not_submitted", "waiting", "complete", "stale", "withdrawn"]
Changed = Literal[
    "answers", "mitigations", "evidence", "evidence_file", "questionnaire", "submission", "other", "unknown"
]
"""evidence_file: it isn't what it was, or can't be read. unknown: something, but there is no PDF to compare with."""

_PARTS: tuple[tuple[Changed, str], ...] = (
    ("answers", "answers"),
    ("mitigations", "mitigations"),
    ("evidence", "evidence"),
)
_COMPARED = {"answers", "mitigations", "evidence", "pinned", "submission", "history"}


class Signature(Frozen):
    """Who signed, or whose approval was recorded under a seal."""

    role: Role
    name: str
    """As the certificate names who signed: of a seal, the seal."""
    at: datetime
    approval: Approval | None = None


class Change(Frozen):
    """Something that isn't as it was when it was submitted."""

    what: Changed
    about: tuple[str, ...] = ()
    """Ids of questions, mitigations or evidence."""


class SignOffStatus(Frozen):
    """How far a sign-off has come. It is worked out each time, and stored nowhere."""

    reference: str
    state: State
    outcome: Outcome | None = None
    submitted_by: str = ""
    submitted_at: datetime | None = None
    signed: tuple[Signature, ...] = ()
    missing: tuple[Role, ...] = ()
    """In the order in which they sign."""
    changes: tuple[Change, ...] = ()
    """Since it was submitted."""
    withdrawn_by: str = ""
    withdrawn_because: str = ""


def status(
    reference: str,
    standing: SubmissionStanding | None,
    *,
    submitted: Assessment | None = None,
    present: Assessment | None = None,
    evidence: tuple[EvidenceStanding, ...] = (),
) -> SignOffStatus:
    """Say how far a sign-off has come.

    standing: what was last submitted, None if nothing was. submitted: the assessment inside its PDF. present: as it is
    now. evidence: its files as they are now. What isn't given isn't compared.
    """
    if standing is None:
        return SignOffStatus(reference=reference, state="not_submitted")
    changes = _changes(standing, submitted, present, evidence)
    entry, withdrawn = standing.submitted, standing.withdrawn
    return SignOffStatus(
        reference=reference,
        state=_state(standing, bool(changes)),
        outcome=entry.outcome,
        submitted_by=entry.by,
        submitted_at=entry.at,
        signed=tuple(_signature(signed) for signed in standing.signatures),
        missing=standing.missing,
        changes=changes,
        withdrawn_by=withdrawn.by if withdrawn else "",
        withdrawn_because=withdrawn.reason if withdrawn else "",
    )


def status_text(status: SignOffStatus) -> str:
    """Say it in sentences, in the language spoken."""
    return "\n".join(_said(status))


def _said(status: SignOffStatus) -> Iterator[str]:
    if status.outcome is None or status.submitted_at is None:
        yield tr("Nothing is submitted for assessment {id}.", id=status.reference)
        return
    yield tr(
        "{name} put it forward on {day}: {outcome}.",
        name=status.submitted_by,
        day=day(status.submitted_at.date()),
        outcome=lower_first(OUTCOMES_SHORT[status.outcome]),
    )
    for signature in status.signed:
        yield signed_text(signature)
    if status.state == "withdrawn":
        yield tr("{name} withdrew it: “{reason}”.", name=status.withdrawn_by, reason=status.withdrawn_because)
    elif status.missing:
        yield tr(
            "{signed} of {all} have signed. Next is the {role}.",
            signed=number(len(status.signed)),
            all=number(len(status.signed) + len(status.missing)),
            role=ROLES[status.missing[0]],
        )
    else:
        yield trn("The one who must sign has.", "All {count} who must sign have.", len(status.signed))
    if status.changes and status.state == "stale":
        what = "; ".join(_change(change) for change in status.changes)
        yield tr("It no longer stands. Changed since it was submitted: {what}.", what=what)
        yield tr("To go on, withdraw it and submit again.")


def signed_text(signature: Signature) -> str:
    """Say who signed in a sentence. A seal is never called a person's own signature."""
    approval = signature.approval
    told = {"role": ROLES[signature.role], "day": day(signature.at.date())}
    if approval is None:
        return tr("{role}: signed by {name} on {day}.", name=signature.name, **told)
    return tr(
        "{role}: approval of {name}, recorded by {recorder} under the seal “{seal}” on {day}. {name} did not sign.",
        name=approval.by,
        recorder=approval.recorded_by,
        seal=signature.name,
        **told,
    )


def _change(change: Change) -> str:
    about = listed(change.about)
    match change.what:
        case "answers":
            return tr("answers ({about})", about=about)
        case "mitigations":
            return tr("mitigations ({about})", about=about)
        case "evidence":
            return tr("evidence ({about})", about=about)
        case "evidence_file":
            return tr("files of evidence ({about})", about=about)
        case "questionnaire":
            return tr("the questionnaire")
        case "submission":
            return tr("what is put forward")
        case "unknown":
            return tr("the assessment (to see what, name the PDF too)")
        case _:
            return tr("other content of the assessment")


def _state(standing: SubmissionStanding, is_changed: bool) -> State:
    if standing.withdrawn:
        return "withdrawn"
    if is_changed:
        return "stale"
    return "waiting" if standing.missing else "complete"


def _signature(entry: Signed) -> Signature:
    return Signature(role=entry.role, name=entry.name, at=entry.at, approval=entry.approval)


def _changes(
    standing: SubmissionStanding,
    submitted: Assessment | None,
    present: Assessment | None,
    evidence: tuple[EvidenceStanding, ...],
) -> tuple[Change, ...]:
    found: list[Change] = []
    if present is not None and sha256_of(canonical(present)) != standing.submitted.assessment_sha256:
        found.extend(_compared(submitted, present) if submitted else (Change(what="unknown"),))
    lost = tuple(item.evidence.id for item in evidence if item.found in LOST)
    if lost:
        found.append(Change(what="evidence_file", about=lost))
    return tuple(found)


def _compared(then: Assessment, now: Assessment) -> Iterator[Change]:
    """Tell the changes field by field. Whatever else differs, at least that something does is told."""
    told = False
    for what, field in _PARTS:
        about = _differing(_by_id(getattr(then, field)), _by_id(getattr(now, field)))
        if about:
            told = True
            yield Change(what=what, about=about)
    if then.pinned != now.pinned:
        told = True
        yield Change(what="questionnaire")
    if then.submission != now.submission:
        told = True
        yield Change(what="submission")
    if not told or then.model_dump(exclude=_COMPARED) != now.model_dump(exclude=_COMPARED):
        yield Change(what="other")


def _by_id(items: object) -> Mapping[str, object]:
    return items if isinstance(items, Mapping) else {item.id: item for item in items}  # type: ignore[attr-defined]


def _differing(then: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(id_ for id_ in dict.fromkeys((*then, *now)) if then.get(id_) != now.get(id_))
