"""Something happened to an assessment -> the body of a CloudEvent for a webhook. Sending it is the host's."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from impact_check.errors import ReportError
from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.model.base import Frozen
from impact_check.model.result import Result

if TYPE_CHECKING:
    from impact_check.model import ledger
    from impact_check.model.questionnaire import Role

D = TypeVar("D", bound=Frozen)
Rel = Literal["assessment", "report", "public-report", "gate"]


def rated_event(
    assessment: Assessment,
    result: Result,
    *,
    id: str,  # noqa: A002  # The standard's name.
    source: str,
    time: datetime,
    links: "Mapping[Rel, str] | None" = None,
) -> bytes:
    """Return the body of `impact-check.assessment.rated`.

    As of all these: JSON in UTF-8, to send as `application/cloudevents+json`. id: unique for its source. source: who
    tells it, a web address or path. time: when it happened, with its time zone. links: where more is found; they are
    the host's own and are told as they are. Ids, hashes, ratings and links are all that is in it, no name or text.
    Raises ReportError if one of them can't be used.
    """
    from impact_check.exports import events
    from impact_check.signoff.canonical import canonical, sha256_of

    data = _made(
        events.Rated,
        links,
        assessment=events.reference(assessment.id),
        assessment_sha256=sha256_of(canonical(assessment)),
        questionnaire=result.pinned.questionnaire,
        questionnaire_sha256=result.pinned.sha256,
        on=result.on,
        is_complete=result.is_complete,
        can_be_final=result.can_be_final,
        inherent=result.inherent.rating,
        residual=result.residual.rating,
        unmitigated=result.unmitigated.rating,
    )
    return events.event_body(data, id=id, source=source, time=time)


def submitted_event(
    entry: "ledger.Submitted",
    *,
    id: str,  # noqa: A002
    source: str,
    links: "Mapping[Rel, str] | None" = None,
) -> bytes:
    """Return the body of `impact-check.assessment.submitted`, for an entry of the ledger. Else as `rated_event`."""
    from impact_check.exports import events

    data = _made(
        events.Submitted,
        links,
        assessment=events.reference(entry.reference),
        assessment_sha256=entry.assessment_sha256,
        report_sha256=entry.render_sha256,
        outcome=entry.outcome,
        signatories=entry.signatories,
    )
    return events.event_body(data, id=id, source=source, time=entry.at)


def signed_event(
    entry: "ledger.Signed",
    *,
    missing: "tuple[Role, ...]",
    id: str,  # noqa: A002
    source: str,
    links: "Mapping[Rel, str] | None" = None,
) -> bytes:
    """Return the body of `impact-check.report.signed`, for an entry of the ledger. Else as `rated_event`.

    missing: who must sign and hasn't yet, in order, as `sign_off_status` tells it.
    """
    from impact_check.exports import events

    data = _made(
        events.Signed,
        links,
        assessment=events.reference(entry.reference),
        role=entry.role,
        kind="seal" if entry.approval else "person",
        file_sha256=entry.file_sha256,
        missing=missing,
    )
    return events.event_body(data, id=id, source=source, time=entry.at)


def published_event(
    entry: "ledger.Published",
    *,
    id: str,  # noqa: A002
    source: str,
    links: "Mapping[Rel, str] | None" = None,
) -> bytes:
    """Return the body of `impact-check.report.published`, for an entry of the ledger. Else as `rated_event`."""
    from impact_check.exports import events

    data = _made(
        events.Published,
        links,
        assessment=events.reference(entry.reference),
        file_sha256=entry.file_sha256,
        of_file_sha256=entry.of_file_sha256,
    )
    return events.event_body(data, id=id, source=source, time=entry.at)


def gate_event(
    assessment: str,
    verdict: Literal["passed", "failed", "undecided"],
    reasons: tuple[str, ...],
    *,
    id: str,  # noqa: A002
    source: str,
    time: datetime,
    policy_sha256: str | None = None,
    links: "Mapping[Rel, str] | None" = None,
) -> bytes:
    """Return the body of `impact-check.gate.decided`. Else as `rated_event`.

    assessment: its id. reasons: the codes of the verdict's reasons, without their messages.
    """
    from impact_check.exports import events

    data = _made(
        events.Decided,
        links,
        assessment=events.reference(assessment),
        verdict=verdict,
        reasons=reasons,
        policy_sha256=policy_sha256,
    )
    return events.event_body(data, id=id, source=source, time=time)


def _made(model: type[D], links: "Mapping[Rel, str] | None", /, **fields: object) -> D:
    """Return the data of an event. Raises ReportError if the host's own part of them can't be used."""
    from pydantic import ValidationError

    try:
        return model.model_validate(
            {"links": [{"rel": rel, "href": to} for rel, to in (links or {}).items()], **fields}
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ReportError(
            tr("This can’t go into an event: {where}: {reason}.", where=where, reason=first["msg"])
        ) from error
