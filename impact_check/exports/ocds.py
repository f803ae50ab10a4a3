"""An assessment -> a fragment of an Open Contracting (OCDS 1.1) release, for the planning of a procurement.

https://standard.open-contracting.org/1.1/en/schema/reference/ . It holds only what may be published. It never makes
`contracts`: a condition binds a supplier only if somebody writes it into the contract.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from impact_check.errors import ReportError
from impact_check.exports.days import fact_day
from impact_check.exports.implications import rating_sentences
from impact_check.exports.shown import name_of_decision
from impact_check.language import current, tr
from impact_check.model.base import Frozen
from impact_check.report.formats import day, moment, one_line, sentence
from impact_check.report.lookup import Lookup
from impact_check.report.viewing import view

DocumentType = Literal["needsAssessment", "lonelinessImpactAssessment", "riskProvisions"]
"""`lonelinessImpactAssessment` isn't in the open codelist: publishers document it in their publication policy."""

_URL = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_Text = Annotated[str, StringConstraints(min_length=1)]
_Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]


class _Part(Frozen):
    """A part of a release, whose fields have the names of the standard."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class OcdsDocument(_Part):
    """The published report."""

    id: _Text
    document_type: DocumentType
    title: _Text
    description: _Text
    """What it is; with the SHA-256 of the file, if it was given, since the standard has no field for it."""
    url: _Text
    date_published: _Moment
    date_modified: _Moment
    format: _Text
    """Media type."""
    language: _Text


class OcdsMilestone(_Part):
    """A day of the decision that was assessed."""

    id: _Text
    title: _Text
    type: Literal["approval", "assessment", "reporting"] | None = None
    """None for a condition: no code of the list is true of every condition."""
    code: Literal["lonelinessCondition"] | None = None
    description: _Text | None = None
    due_date: _Moment | None = None
    date_met: _Moment | None = None
    date_modified: _Moment
    status: Literal["scheduled", "met"]
    """From a closed list of the standard. Scheduled: whether it was done hasn't been evaluated."""


class OcdsPlanning(_Part):
    """`planning` of a release."""

    rationale: _Text | None = None
    documents: tuple[OcdsDocument, ...] | None = None
    milestones: tuple[OcdsMilestone, ...] | None = None


class OcdsTender(_Part):
    """`tender` of a release, for a report that goes with the tender."""

    id: _Text
    documents: tuple[OcdsDocument, ...] = Field(min_length=1)


class OcdsFragment(_Part):
    """What to merge into a release."""

    planning: OcdsPlanning
    tender: OcdsTender | None = None

    def as_json(self) -> dict[str, object]:
        """Return it with the names of the standard, and without fields that aren't filled in."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


@dataclass(frozen=True, slots=True)
class Publication:
    """How the report is published, as the publisher knows it."""

    url: str
    """Where anybody can read it: an absolute http or https address."""
    published: datetime
    modified: datetime | None = None
    """When the report last changed; as published, if not given."""
    media_type: str = "application/pdf"
    sha256: str = ""
    """Of the file at that address, 64 hexadecimal digits; may be empty."""
    document_type: DocumentType = "needsAssessment"
    """A new code may be chosen where the assessment didn't shape what is needed."""
    signed: datetime | None = None
    """When the last of those who must sign did. Only the publisher can know it: see `verify_report`."""
    tender_id: str = ""
    """The id of the tender that the report goes with; without it, it goes with the planning."""


def planning_fragment(lookup: Lookup, publication: Publication, *, rationale: bool = True) -> OcdsFragment:
    """Return the fragment, in the language spoken. lookup: what may be published (see `shown`).

    rationale: with `planning.rationale`; without it, where the release has one of its own.
    Raises ReportError if the address, the hash or a time can't be used.
    """
    _check(publication)
    documents = (_document(lookup, publication),)
    page = view(lookup.questionnaire, lookup.assessment, lookup.result)
    planning = OcdsPlanning(
        rationale=" ".join(rating_sentences(page)) if rationale else None,
        documents=None if publication.tender_id else documents,
        milestones=tuple(_milestones(lookup, publication)) or None,
    )
    tender = OcdsTender(id=publication.tender_id, documents=documents) if publication.tender_id else None
    return OcdsFragment(planning=planning, tender=tender)


def _check(publication: Publication) -> None:
    if not _URL.fullmatch(publication.url):
        told = tr(
            "“{url}” is not a web address. Give the whole address, such as https://example.org/report.pdf.",
            url=one_line(publication.url),
        )
        raise ReportError(told)
    if publication.sha256 and not _SHA256.fullmatch(publication.sha256):
        raise ReportError(tr("The hash of the report must have 64 hexadecimal digits, in small letters."))
    for at in (publication.published, publication.modified, publication.signed):
        if at is not None and at.tzinfo is None:
            raise ReportError(tr("A time of publishing or signing must name its time zone."))


def _document(lookup: Lookup, publication: Publication) -> OcdsDocument:
    title = tr("Loneliness impact assessment: {title}", title=name_of_decision(lookup))
    about = tr(
        "What this decision does to loneliness, judged for {day} under the questionnaire “{questionnaire}” "
        "({version}).",
        day=day(lookup.result.on),
        questionnaire=lookup.result.pinned.questionnaire,
        version=lookup.result.pinned.version,
    )
    return OcdsDocument(
        id=f"{_reference(lookup)}-report",
        document_type=publication.document_type,
        title=title,
        description=f"{about} sha256:{publication.sha256}" if publication.sha256 else about,
        url=publication.url,
        date_published=moment(publication.published),
        date_modified=moment(publication.modified or publication.published),
        format=publication.media_type,
        language=current(),
    )


def _milestones(lookup: Lookup, publication: Publication) -> Iterator[OcdsMilestone]:
    facts, reference = lookup.questionnaire.facts, _reference(lookup)
    modified = moment(publication.modified or publication.published)
    name = name_of_decision(lookup)
    if publication.signed:
        yield OcdsMilestone(
            id=f"{reference}-sign-off",
            title=tr("Loneliness impact assessment signed: {title}", title=name),
            type="approval",
            date_met=moment(publication.signed),
            date_modified=modified,
            status="met",
        )
    decided, reviewed = fact_day(lookup, facts.decision_date), fact_day(lookup, facts.review_date)
    if decided:
        title = tr("Decision: {title}", title=name)
        yield OcdsMilestone(
            id=f"{reference}-decision",
            title=title,
            type="assessment",
            due_date=_end_of(decided),
            date_modified=modified,
            status="scheduled",
        )
    if reviewed:
        title = tr("Review the decision: {title}", title=name)
        yield OcdsMilestone(
            id=f"{reference}-review",
            title=title,
            type="reporting",
            due_date=_end_of(reviewed),
            date_modified=modified,
            status="scheduled",
        )
    submission = lookup.assessment.submission
    for item in submission.conditions if submission else ():
        yield OcdsMilestone(
            id=f"{reference}-condition-{item.id}",
            title=tr("Condition {id} of the decision", id=item.id),
            code="lonelinessCondition",
            description=sentence(one_line(item.what)) if one_line(item.what) else None,
            due_date=_end_of(item.due),
            date_modified=modified,
            status="scheduled",
        )


def _reference(lookup: Lookup) -> str:
    return one_line(lookup.assessment.id) or "loneliness"


def _end_of(due: date) -> str:
    """Return the end of a day, as the standard asks of a day by which something is due."""
    return f"{due.isoformat()}T23:59:59Z"
