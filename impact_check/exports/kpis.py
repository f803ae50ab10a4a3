"""An assessment -> what a contract or grant can be held to: conditions put forward, and mitigations that earn credit.

Each can become an indicator in a contract; none is one until somebody writes it in.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Literal

from impact_check.exports.tables import table_csv
from impact_check.language import tr
from impact_check.model.base import Frozen
from impact_check.report.formats import labelled, one_line
from impact_check.report.lookup import Lookup


class Kpi(Frozen):
    """One thing that must be done or kept up. Texts are on one line; those that nobody gave are empty."""

    id: str
    """Of the condition or mitigation in its assessment."""
    kind: Literal["condition", "mitigation"]
    what: str
    measure: str
    """What would show that it works: from the library of mitigations. Conditions have none on file."""
    owner: str
    """Who answers for it."""
    delivered_by: str
    """An organisation outside the author's own that must deliver it; empty if there is none."""
    due: date | None
    against: str
    """The risk factor that it is aimed at, by id; empty for a condition."""
    verified: bool
    """Somebody else has looked whether it works, with evidence."""


class Kpis(Frozen):
    """All of an assessment."""

    schema_version: Literal[1] = 1
    assessment: str
    """The id of the assessment that they come from."""
    on: date
    """The day for which it was rated."""
    put_forward: bool
    """Whether an outcome, with its conditions, has been put forward for sign-off."""
    kpis: tuple[Kpi, ...]
    """Conditions first, each in the order of the assessment."""


def kpis(lookup: Lookup) -> Kpis:
    """Return the conditions put forward, and the mitigations that earn credit; may be none."""
    return Kpis(
        assessment=one_line(lookup.assessment.id),
        on=lookup.result.on,
        put_forward=lookup.assessment.submission is not None,
        kpis=(*_conditions(lookup), *_mitigations(lookup)),
    )


def _conditions(lookup: Lookup) -> Iterator[Kpi]:
    submission = lookup.assessment.submission
    for item in submission.conditions if submission else ():
        yield Kpi(
            id=item.id,
            kind="condition",
            what=one_line(item.what),
            measure="",
            owner=one_line(item.owner),
            delivered_by="",
            due=item.due,
            against="",
            verified=False,
        )


def _mitigations(lookup: Lookup) -> Iterator[Kpi]:
    earned = {found.mitigation: found for found in lookup.result.mitigations if found.credit > 0}
    for item in lookup.assessment.mitigations:
        if item.id not in earned:
            continue
        known = lookup.library.get(item.library or "")
        owner = tr("{name}, {role}", name=item.owner.name, role=item.owner.role) if item.owner else ""
        yield Kpi(
            id=item.id,
            kind="mitigation",
            what=one_line(item.action),
            measure=one_line(known.verify_by) if known else "",
            owner=one_line(owner),
            delivered_by=one_line(item.delivered_by.organisation) if item.delivered_by else "",
            due=item.due,
            against=item.factor,
            verified=earned[item.id].is_verified,
        )


def kpis_json(found: Kpis) -> bytes:
    """Return them as JSON in UTF-8; the same bytes each time."""
    return (json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def kpis_csv(found: Kpis, lookup: Lookup) -> bytes:
    """Return them as a table (CSV in UTF-8 with a byte order mark), with headings in the language spoken."""
    headings = (
        *(tr("Id"), tr("Kind"), tr("What to do"), tr("What would show that it works"), tr("Who"), tr("Delivered by")),
        *(tr("By when"), tr("Against"), tr("Verified"), tr("From the assessment")),
    )
    rows = (
        (
            item.id,
            tr("Condition") if item.kind == "condition" else tr("Mitigation"),
            item.what,
            item.measure,
            item.owner,
            item.delivered_by,
            item.due.isoformat() if item.due else "",
            labelled(item.against, lookup.factor_title(item.against)) if item.against else "",
            tr("Yes") if item.verified else tr("No"),
            found.assessment,
        )
        for item in found.kpis
    )
    return table_csv(headings, rows)
