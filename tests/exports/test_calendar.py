"""The calendar: the days that matter, each known again and with an alarm in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from impact_check import api
from impact_check.errors import ReportError
from impact_check.model.assessment import Condition
from tests.report import build

from .examples import Given, given, put_forward

CONDITION = Condition(id="C1", what="Keep the Tuesday lunch", owner="Service manager", due=date(2027, 2, 1))


def events(found: Given) -> list[Event]:
    return Calendar.from_ical(api.calendar(*found.all)).events


def days(found: Given) -> dict[str, date]:
    return {str(event["summary"]).partition(":")[0]: event.start for event in events(found)}


def test_it_has_the_days_of_the_decision_the_change_mitigations_and_conditions() -> None:
    assert days(given(put_forward(CONDITION))) == {
        "Decision": date(2026, 12, 15),
        "Takes effect": date(2027, 4, 1),
        "Mitigation X1 is due": date(2027, 3, 1),
        "Condition C1 is due": date(2027, 2, 1),
    }


def test_each_event_lasts_one_day_and_takes_no_time() -> None:
    for event in events(given()):
        assert event.end - event.start == timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"


@pytest.mark.parametrize(
    ("on", "before"),
    [(date(2026, 11, 17), 28), (date(2026, 11, 18), 7)],
    ids=["four weeks ahead", "nearer than that"],
)
def test_an_alarm_rings_four_weeks_before_and_one_week_if_that_is_past(on: date, before: int) -> None:
    decision = events(given(on=on))[0]
    assert [alarm["trigger"].dt for alarm in decision.alarms.times[0].alarm.walk("valarm")] == [timedelta(days=-before)]


def test_what_is_done_rings_no_alarm() -> None:
    assessment = build.assessment()
    done = tuple(item.model_copy(update={"status": "in_place"}) for item in assessment.mitigations)
    event = events(given(assessment.model_copy(update={"mitigations": done})))[-1]
    assert str(event["summary"]).startswith("Mitigation X1")
    assert event.walk("valarm") == []


def test_a_decision_without_a_name_is_said_to_have_none() -> None:
    plain = build.assessment()
    nameless = {question: answer for question, answer in plain.answers.items() if question != "title"}
    first = events(given(plain.model_copy(update={"answers": nameless})))[0]
    assert first["summary"] == "Decision: Decision without a name"


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert api.calendar(*given().all) == api.calendar(*given().all)


def test_an_event_is_known_again_when_its_day_moves() -> None:
    before = build.assessment()
    moved = before.model_copy(update={"answers": {**before.answers, "decision_date": build.known("2027-01-20")}})
    first, second = events(given(before)), events(given(moved))
    assert [event["uid"] for event in first] == [event["uid"] for event in second]
    assert len({event["uid"] for event in first}) == len(first)
    assert second[0].start == date(2027, 1, 20)


def test_its_stamp_is_the_last_change_of_the_assessment() -> None:
    assert {event["dtstamp"].dt for event in events(given())} == {datetime(2026, 11, 2, 9, 30, tzinfo=UTC)}


def test_without_any_day_there_is_no_calendar() -> None:
    assessment = build.assessment().model_copy(update={"mitigations": (), "answers": {}})
    with pytest.raises(ReportError, match="no day is on file"):
        api.calendar(*given(assessment).all)
