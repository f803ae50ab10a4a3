"""What is written can be read again, whatever people typed."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check import api
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

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

typed = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
by = {"by": typed, "at": st.just(AT)}

answers = st.one_of(
    st.builds(Known, **by, note=typed, value=typed | st.integers() | st.lists(typed).map(tuple)),
    st.builds(DontKnow, **by, who=typed, by_when=st.none() | days),
    st.builds(NotApplicable, **by, reason=typed),
)
mitigations = st.builds(
    Mitigation,
    id=st.just("X1"),
    factor=st.just("M07"),
    action=typed,
    library=st.none(),
    owner=st.none() | st.builds(Owner, name=typed, role=typed),
    due=st.none() | days,
    in_place_on=st.none() | days,
    evidence=st.just(("E1",)),
    delivered_by=st.none() | st.builds(ThirdParty, organisation=typed, agreed_by=typed, agreed_on=days),
    verified=st.none() | st.builds(Verification, by=typed, on=days, evidence=st.just(("E1",))),
)
assessments = st.builds(
    Assessment,
    id=typed,
    created=st.just(AT),
    pinned=st.just(Pinned(questionnaire="kirklees", version="core 0.1.0, kirklees 0.1.0", sha256="0" * 64)),
    answers=st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), answers),
    evidence=st.lists(
        st.builds(Evidence, id=st.just("E1"), title=typed, grade=st.sampled_from("ABCD"), date=days), max_size=1
    ).map(tuple),
    mitigations=st.lists(mitigations, max_size=2).map(tuple),
    history=st.lists(st.builds(HistoryEntry, **by, about=typed, old=typed, new=typed), max_size=2).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(assessment=assessments)
def test_an_assessment_survives_being_written_and_read(assessment: Assessment) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "try.lia.json"
        api.write_assessment(path, assessment)

        assert api.read_assessment(path) == assessment
