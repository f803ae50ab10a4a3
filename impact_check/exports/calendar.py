"""An assessment -> a calendar file (iCalendar, RFC 5545) with the days on which something is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from impact_check.errors import ReportError
from impact_check.exports.shown import name_of_decision
from impact_check.language import current, tr
from impact_check.model.assessment import Known
from impact_check.model.result import AnswerState
from impact_check.report.formats import labelled, moment, one_line, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.wording import MITIGATION_STATUS

AHEAD, SOON = timedelta(days=28), timedelta(days=7)
"""How long before a day its alarm rings; `SOON` where the first is past already on the day of the rating."""

_DATED: tuple[AnswerState, ...] = ("value", "no_evidence")


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day to keep."""

    key: str
    """What it is of, the same as long as the assessment is: the calendar knows it again."""
    day: date
    title: str
    about: str
    is_done: bool = False


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


def due_days(lookup: Lookup) -> tuple[DueDay, ...]:
    """Return the days on file: of the decision, of the change, of the review, then mitigations and conditions."""
    return (*_facts(lookup), *_mitigations(lookup), *_conditions(lookup))


def _facts(lookup: Lookup) -> Iterator[DueDay]:
    facts = lookup.questionnaire.facts
    name = name_of_decision(lookup)
    for key, question, said in (
        ("decision", facts.decision_date, tr("Decision: {title}", title=name)),
        ("change", facts.change_date, tr("Takes effect: {title}", title=name)),
        ("review", facts.review_date, tr("Review the decision: {title}", title=name)),
    ):
        found = _date(lookup, question)
        if found:
            yield DueDay(key, found, said, "")


def _date(lookup: Lookup, question: str | None) -> date | None:
    """Return the day answered to a question; None if there is none, or it isn't a day."""
    state = lookup.states.get(question or "")
    answer = lookup.assessment.answers.get(question or "")
    if state is None or state.state not in _DATED or not isinstance(answer, Known):
        return None
    try:
        return date.fromisoformat(str(answer.value))
    except ValueError:
        return None


def _mitigations(lookup: Lookup) -> Iterator[DueDay]:
    for item in lookup.assessment.mitigations:
        if item.due:
            owner = tr("{name}, {role}", name=item.owner.name, role=item.owner.role) if item.owner else ""
            parts = (
                one_line(item.action),
                labelled(tr("Owner"), one_line(owner) or tr("Nobody is named")),
                labelled(tr("State"), MITIGATION_STATUS[item.status]),
            )
            said = tr("Mitigation {id} is due: {what}", id=item.id, what=shorten(item.action, 80))
            is_done = item.status in ("in_place", "verified")
            yield DueDay(f"mitigation {item.id}", item.due, said, " ".join(map(sentence, parts)), is_done)


def _conditions(lookup: Lookup) -> Iterator[DueDay]:
    submission = lookup.assessment.submission
    for item in submission.conditions if submission else ():
        said = tr("Condition {id} is due: {what}", id=item.id, what=shorten(item.what, 80))
        parts = (one_line(item.what), labelled(tr("Owner"), one_line(item.owner)))
        yield DueDay(f"condition {item.id}", item.due, said, " ".join(map(sentence, parts)))


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
