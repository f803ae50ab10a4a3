"""An assessment -> a calendar file (iCalendar, RFC 5545) with the days on which something is due."""

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from impact_check.errors import ReportError
from impact_check.exports.days import DueDay, due_days
from impact_check.language import current, tr
from impact_check.report.formats import moment, one_line, sentence
from impact_check.report.lookup import Lookup

AHEAD, SOON = timedelta(days=28), timedelta(days=7)
"""How long before a day its alarm rings; `SOON` where the first is past already on the day of the rating."""


def calendar(lookup: Lookup) -> bytes:
    """Return all-day events, each with an alarm, in the language spoken; the same bytes each time.

    Raises ReportError if no day is on file.
    """
    days = due_days(lookup)
    if not days:
        told = tr("There is no calendar to make: no day is on file. Give the day of the decision or a review first.")
        raise ReportError(told)
    found = Calendar()
    found.add("prodid", f"-//impact_check//Loneliness impact assessment//{current().upper()}")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for due in days:
        found.add_component(_event(due, lookup))
    return bytes(found.to_ical())


def _event(due: DueDay, lookup: Lookup) -> Event:
    assessment = lookup.assessment
    changed = max([assessment.created, *(entry.at for entry in assessment.history)], key=moment)
    told = tr("Loneliness impact assessment {id}", id=one_line(assessment.id))
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{assessment.id} {moment(assessment.created)} {due.key}')}@impact-check")
    event.add("dtstamp", _in_utc(changed))
    event.add("sequence", len(assessment.history))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", due.title)
    event.add("description", " ".join(part for part in (due.about, sentence(told)) if part))
    event.add("transp", "TRANSPARENT")
    if not due.is_done:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", due.title)
        alarm.add("trigger", -(AHEAD if due.day - lookup.result.on >= AHEAD else SOON))
        event.add_component(alarm)
    return event


def _in_utc(at: datetime) -> datetime:
    return datetime.fromisoformat(moment(at)).astimezone(UTC)
