"""Something happened to an assessment -> the body of a CloudEvent (1.0, structured, JSON) for other systems.

https://github.com/cloudevents/spec . Only the body: sending it is the host's. The data are ids, hashes, ratings and
links; no name and no text that somebody wrote gets in.
"""

import json
import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from impact_check.errors import ReportError
from impact_check.language import tr
from impact_check.model.base import Frozen
from impact_check.model.levels import Bounds
from impact_check.model.questionnaire import Outcome, Role, Slug
from impact_check.privacy import personal_details
from impact_check.report.formats import moment

EventType = Literal[
    "impact-check.assessment.rated",
    "impact-check.assessment.submitted",
    "impact-check.report.signed",
    "impact-check.report.published",
    "impact-check.gate.decided",
]
"""Types are added, never given another meaning. What `data` holds is told by `dataschema`, with its version."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s@]{1,2000}$")]
_SOURCE = re.compile(r"[A-Za-z0-9._~:/?#\[\]!$&'()*+,;=%-]{1,500}")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")


class Link(Frozen):
    """Where more is found, as the host knows it."""

    rel: Literal["assessment", "report", "public-report", "gate"]
    href: Address


class _About(Frozen):
    assessment: Reference | None
    """The id of the assessment; null if it isn't a plain id, or might tell of a person."""
    links: tuple[Link, ...] = ()


class Rated(_About):
    """An assessment was rated."""

    assessment_sha256: Sha256
    """Of the assessment as canonical JSON (RFC 8785)."""
    questionnaire: Slug
    questionnaire_sha256: Sha256
    """The content hash of the questionnaire that it was rated under."""
    on: date
    """The day for which it was rated."""
    is_complete: bool
    can_be_final: bool
    """Complete, and everything that must be known is known."""
    inherent: Bounds
    """As proposed."""
    residual: Bounds
    """After the mitigations that earn credit."""
    unmitigated: Bounds
    """If no mitigation happens but those already verified."""


class Submitted(_About):
    """A report was put forward to be signed."""

    assessment_sha256: Sha256
    report_sha256: Sha256
    """Of the unsigned PDF."""
    outcome: Outcome
    signatories: tuple[Role, ...]
    """Who must sign, in order."""


class Signed(_About):
    """Somebody signed, or the council's seal recorded that somebody approved."""

    role: Role
    kind: Literal["person", "seal"]
    """seal: nobody signed; the council's seal records an approval."""
    file_sha256: Sha256
    """Of the PDF with this signature."""
    missing: tuple[Role, ...]
    """Who must sign and hasn't yet, in order; empty when everybody has."""


class Published(_About):
    """A public copy of a signed report was made."""

    file_sha256: Sha256
    of_file_sha256: Sha256
    """Of the signed PDF that it is a copy of."""


class Decided(_About):
    """A gate decided."""

    verdict: Literal["passed", "failed", "undecided"]
    reasons: tuple[Code, ...]
    """The codes of the reasons why it doesn't pass; empty if it does."""
    policy_sha256: Sha256 | None = None
    """Of the policy file; null if the host doesn't say."""


Data = Rated | Submitted | Signed | Published | Decided


class Event(Frozen):
    """An event, with the attributes of the standard."""

    specversion: Literal["1.0"] = "1.0"
    id: Annotated[str, StringConstraints(min_length=1)]
    source: Annotated[str, StringConstraints(min_length=1)]
    type: EventType
    time: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
    subject: Reference | None = None
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: Annotated[str, Field(pattern=r"^urn:impact-check:schema:event-[a-z]+:\d+$")]
    data: Data


KINDS: dict[type[_About], tuple[EventType, str]] = {
    Rated: ("impact-check.assessment.rated", "rated"),
    Submitted: ("impact-check.assessment.submitted", "submitted"),
    Signed: ("impact-check.report.signed", "signed"),
    Published: ("impact-check.report.published", "published"),
    Decided: ("impact-check.gate.decided", "decided"),
}
"""What each kind of data is called: the type of the event, and the name in its schema."""

VERSION = 1
"""Of the schemas of all data."""


def reference(id_: str) -> Reference | None:
    """Return the id of an assessment if it is plain and has no form of a personal detail, else None."""
    return id_ if _PLAIN.fullmatch(id_) and not personal_details(id_) else None


def event_body(data: Data, *, id: str, source: str, time: datetime) -> bytes:  # noqa: A002  # The standard's name.
    """Return the body to send as `application/cloudevents+json`: UTF-8, in one line, the same bytes each time.

    id: unique for its source. source: who tells it, a URI reference such as `https://example.org/lia`. time: when it
    happened, with its time zone. Raises ReportError if one of them can't be used.
    """
    if not id or not id.isprintable():
        raise ReportError(tr("The id of an event must be a text in one line, and not empty."))
    if not _SOURCE.fullmatch(source):
        raise ReportError(
            tr("“{source}” can’t be the source of an event. Give a web address or a path.", source=source)
        )
    if time.tzinfo is None:
        raise ReportError(tr("The time of an event must name its time zone."))
    kind, name = KINDS[type(data)]
    event = Event(
        id=id,
        source=source,
        type=kind,
        time=moment(time),
        subject=data.assessment,
        dataschema=f"urn:impact-check:schema:event-{name}:{VERSION}",
        data=data,
    )
    said = event.model_dump(mode="json")
    if said["subject"] is None:
        del said["subject"]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
