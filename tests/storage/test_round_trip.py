"""Nothing is lost or changed between an assessment and its file."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact_check.model.assessment import (
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
    Owner,
    Pinned,
    ThirdParty,
    Verification,
)
from impact_check.storage import read_assessment, write_assessment

TEXT = st.text(max_size=30)
SOME_TEXT = st.text(min_size=1, max_size=30)
EVIDENCE_ID = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,39}", fullmatch=True)
QUESTION = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,59}", fullmatch=True)
SLUG = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", fullmatch=True)
DAY = st.dates(date(1, 1, 1), date(9999, 12, 31))
TIME = st.datetimes(
    datetime(1900, 1, 1),  # The zone is added.
    datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(-timedelta(hours=3, minutes=30))]),
)
IDS = st.lists(EVIDENCE_ID, max_size=2).map(tuple)
VALUE = st.one_of(SOME_TEXT, st.integers(-(10**12), 10**12), st.lists(QUESTION, max_size=3).map(tuple))

ANSWER = st.one_of(
    st.builds(Known, by=TEXT, at=TIME, note=TEXT, value=VALUE, evidence=IDS),
    st.builds(DontKnow, by=TEXT, at=TIME, note=TEXT, who=TEXT, by_when=st.none() | DAY),
    st.builds(NotApplicable, by=TEXT, at=TIME, note=TEXT, reason=SOME_TEXT),
)
MITIGATION = st.builds(
    Mitigation,
    id=EVIDENCE_ID,
    factor=SLUG,
    action=SOME_TEXT,
    library=st.none() | SLUG,
    status=st.sampled_from(["idea", "committed", "in_place", "verified"]),
    owner=st.none() | st.builds(Owner, name=SOME_TEXT, role=SOME_TEXT),
    due=st.none() | DAY,
    in_place_on=st.none() | DAY,
    evidence=IDS,
    funding=TEXT,
    delivered_by=st.none() | st.builds(ThirdParty, organisation=SOME_TEXT, agreed_by=TEXT, agreed_on=st.none() | DAY),
    verified=st.none() | st.builds(Verification, by=SOME_TEXT, on=DAY, evidence=IDS),
)
ASSESSMENT = st.builds(
    Assessment,
    id=SOME_TEXT,
    created=TIME,
    pinned=st.builds(Pinned, questionnaire=SLUG, version=TEXT, sha256=st.just("0" * 64)),
    answers=st.dictionaries(QUESTION, ANSWER, max_size=3),
    evidence=st.lists(
        st.builds(Evidence, id=EVIDENCE_ID, title=SOME_TEXT, grade=st.sampled_from("ABCD"), date=DAY, where=TEXT),
        max_size=2,
    ).map(tuple),
    mitigations=st.lists(MITIGATION, max_size=2).map(tuple),
    history=st.lists(
        st.builds(HistoryEntry, at=TIME, by=TEXT, what=st.sampled_from(["started", "changed"]), about=TEXT, new=TEXT),
        max_size=2,
    ).map(tuple),
)


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(assessment=ASSESSMENT)
def test_what_is_written_is_read(assessment: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "any.lia.json"

    write_assessment(path, assessment)

    again = read_assessment(path)
    assert again == assessment
    assert list(again.answers) == list(assessment.answers)
    assert again.model_dump_json() == assessment.model_dump_json()
