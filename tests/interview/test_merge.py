"""Two copies become one: what one alone has changed is taken, the rest is named, and nothing of either is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact_check.errors import MergeError
from impact_check.interview import (
    add_evidence,
    clear,
    merge,
    merge_conflicts,
    new_assessment,
    put_mitigation,
    record,
    remove_mitigation,
)
from impact_check.interview.merging import Merged, in_words
from impact_check.model.assessment import (
    Alternative,
    Assessment,
    DontKnow,
    Evidence,
    Known,
    Mitigation,
    Review,
    StoppedEarly,
    Suggestion,
)
from impact_check.model.history import broken_at
from impact_check.rules import Ruleset

from .conftest import LATER, NOW

SEEN = Evidence(id="E2", title="What Ann saw", grade="C", date=date(2026, 2, 2))
COUNTED = Evidence(id="E2", title="What Bob counted", grade="B", date=date(2026, 2, 3))
BUS = Mitigation(id="X1", factor="M01", action="A minibus")
CALLS = Mitigation(id="X1", factor="M01", action="Weekly calls")


@pytest.fixture
def answer(ruleset: Ruleset) -> Callable[..., Assessment]:
    """Answer one question; `evidence` and `note` if given."""

    def answered(assessment: Assessment, name: str, value: Any, by: str = "Ann", **more: Any) -> Assessment:
        return record(ruleset, assessment, name, Known(by=by, at=LATER, value=value, **more))

    return answered


def together(mine: Assessment, theirs: Assessment, **decisions: str) -> Merged:
    keyed: Any = {("question", name): decision for name, decision in decisions.items()}
    return merge(mine, theirs, keyed, by="Ann", at=LATER)


def test_what_one_alone_has_changed_is_taken_from_that_one(started, answer, ruleset):
    base = answer(started, "closes", "yes")
    mine = answer(base, "users", 5)
    theirs = clear(ruleset, answer(base, "starts", "2027-01-01", "Bob"), "closes", by="Bob", at=LATER)

    merged = together(mine, theirs)

    assert {name: given.value for name, given in merged.assessment.answers.items()} == {
        "users": 5,
        "starts": "2027-01-01",
    }
    assert (merged.from_mine, merged.from_theirs) == (
        (("question", "users"),),
        (("question", "closes"), ("question", "starts")),
    )


def test_the_same_answer_of_both_is_no_conflict_and_the_first_who_gave_it_is_named(started, answer, ruleset):
    mine = answer(started, "users", 5, "Ann")
    theirs = record(ruleset, started, "users", Known(by="Bob", at=NOW, value=5))

    for merged in (together(mine, theirs), together(theirs, mine)):
        assert merged.decided == ()
        assert merged.assessment.answers["users"].by == "Bob"


def test_different_answers_are_a_conflict_with_both_sides(started, answer):
    mine, theirs = answer(started, "users", 5), answer(started, "users", 7, "Bob")

    (conflict,) = merge_conflicts(mine, theirs)

    assert (conflict.key, conflict.ways) == (("question", "users"), ("mine", "theirs", "open"))
    assert (conflict.mine, conflict.theirs) == (mine.answers["users"], theirs.answers["users"])


@pytest.mark.parametrize(("decision", "value"), [("mine", 5), ("theirs", 7), ("open", None)])
def test_a_conflict_is_decided_as_said_and_the_history_tells(started, answer, decision, value):
    mine, theirs = answer(started, "users", 5), answer(started, "users", 7, "Bob")

    out = together(mine, theirs, users=decision).assessment

    assert getattr(out.answers.get("users"), "value", None) == value
    last = out.history[-1]
    assert (last.what, last.about, last.new) == ("merged", "users", "" if value is None else str(value))
    assert {"5", "7"} <= {*last.old.split("; "), last.new}


def test_a_conflict_left_undecided_is_refused_and_named(started, answer):
    mine, theirs = answer(started, "users", 5), answer(started, "users", 7, "Bob")

    with pytest.raises(MergeError, match="Both copies have changed users"):
        together(mine, theirs)
    with pytest.raises(MergeError, match="users"):
        together(mine, theirs, users="both")


def test_an_answer_taken_out_here_and_changed_there_is_a_conflict(started, answer, ruleset):
    base = answer(started, "users", 5)
    mine = clear(ruleset, base, "users", by="Ann", at=LATER)
    theirs = record(ruleset, base, "users", DontKnow(by="Bob", at=LATER))

    (conflict,) = merge_conflicts(mine, theirs)

    assert (conflict.mine, in_words(conflict.theirs)) == (None, "don't know")
    assert "users" not in together(mine, theirs, users="mine").assessment.answers
    assert isinstance(together(mine, theirs, users="theirs").assessment.answers["users"], DontKnow)


def test_an_answer_of_which_no_history_tells_is_kept(started, answer):
    mine = started
    theirs = started.model_copy(update={"answers": answer(started, "users", 7).answers})

    assert together(mine, theirs).assessment.answers == theirs.answers
    assert together(theirs, mine).assessment.answers == theirs.answers


def test_evidence_of_the_same_id_gets_a_new_one_and_what_refers_to_it_follows(started, answer, ruleset):
    mine = answer(add_evidence(started, SEEN, by="Ann", at=LATER), "closes", "no", evidence=("E2",))
    theirs = answer(add_evidence(started, COUNTED, by="Bob", at=LATER), "users", 7, "Bob", evidence=("E1", "E2"))
    theirs = put_mitigation(
        ruleset, theirs, BUS.model_copy(update={"evidence": ("E2",)}), by="Bob", at=LATER
    ).model_copy(
        update={
            "suggested": {"depth": Suggestion(answer=theirs.answers["users"], source="last year")},
            "reviews": (
                Review(
                    kind="question",
                    about="closes",
                    by="Bob",
                    at=LATER,
                    view="disagree",
                    instead=theirs.answers["users"],
                ),
            ),
            "alternatives": (Alternative(id="A1", title="Later", answers={"users": theirs.answers["users"]}),),
        }
    )

    merged = together(mine, theirs)

    out = merged.assessment
    assert merged.new_ids == (("E2", "E3"),)
    assert [(item.id, item.title) for item in out.evidence] == [
        ("E1", "Door counts"),
        ("E2", "What Ann saw"),
        ("E3", "What Bob counted"),
    ]
    assert out.answers["closes"].evidence == ("E2",)
    assert out.answers["users"].evidence == ("E1", "E3")
    assert out.mitigations[0].evidence == ("E3",)
    assert out.suggested["depth"].answer.evidence == ("E1", "E3")
    assert out.reviews[0].instead.evidence == ("E1", "E3")
    assert out.alternatives[0].answers["users"].evidence == ("E1", "E3")
    assert [entry.about for entry in out.history if entry.new == "What Bob counted"] == ["E3"]


def test_mitigations_that_both_have_added_under_one_id_are_both_kept(started, ruleset):
    mine = put_mitigation(ruleset, started, BUS, by="Ann", at=LATER)
    theirs = put_mitigation(ruleset, started, CALLS, by="Bob", at=LATER)

    merged = together(mine, theirs)

    assert [(item.id, item.action) for item in merged.assessment.mitigations] == [
        ("X1", "A minibus"),
        ("X2", "Weekly calls"),
    ]
    assert merged.new_ids == (("X1", "X2"),)


def test_a_mitigation_that_both_have_changed_is_a_conflict_and_both_can_be_kept(started, ruleset):
    base = put_mitigation(ruleset, started, BUS, by="Ann", at=NOW)
    firmer = BUS.model_copy(update={"status": "committed"})
    mine = put_mitigation(ruleset, base, firmer, by="Ann", at=LATER)
    theirs = put_mitigation(ruleset, base, CALLS, by="Bob", at=LATER)

    (conflict,) = merge_conflicts(mine, theirs)
    kept = {
        way: merge(mine, theirs, {conflict.key: way}, by="Ann", at=LATER).assessment.mitigations
        for way in conflict.ways
    }

    assert kept == {
        "mine": (firmer,),
        "theirs": (CALLS,),
        "both": (firmer, CALLS.model_copy(update={"id": "X2"})),
    }


def test_a_mitigation_taken_out_on_one_side_alone_is_out(started, ruleset):
    base = put_mitigation(ruleset, started, BUS, by="Ann", at=NOW)
    theirs = remove_mitigation(base, "X1", by="Bob", at=LATER)

    assert together(base, theirs).assessment.mitigations == ()
    assert together(theirs, base).assessment.mitigations == ()


def test_reviews_of_both_are_kept_the_latest_of_one_thing_by_one_person(started):
    early = Review(kind="question", about="users", by="Cy", at=NOW, view="agree")
    late = early.model_copy(update={"at": LATER, "view": "disagree", "note": "No"})
    other = early.model_copy(update={"by": "Dee"})
    mine = started.model_copy(update={"reviews": (early,)})
    theirs = started.model_copy(update={"reviews": (other, late)})

    assert together(mine, theirs).assessment.reviews == (other, late)
    assert together(theirs, mine).assessment.reviews == (other, late)


def test_a_suggestion_that_was_answered_on_one_side_is_settled(started, answer):
    brought = Suggestion(answer=Known(by="Cy", at=NOW, value=9), source="last year")
    theirs = started.model_copy(update={"suggested": {"users": brought, "depth": brought}})
    mine = answer(theirs, "users", 9).model_copy(update={"suggested": {"depth": brought}})

    assert together(mine, theirs).assessment.suggested == {"depth": brought}


def test_questions_go_on_where_only_one_side_stopped_without_saying_so(started):
    stopped = StoppedEarly(by="Bob", at=LATER, left=("users",))
    theirs = started.model_copy(update={"stopped_early": stopped})

    assert together(started, theirs).assessment.stopped_early is None
    assert together(theirs, theirs).assessment.stopped_early == stopped


def test_the_other_version_of_the_questionnaire_is_a_conflict_where_no_history_tells(started):
    newer = started.pinned.model_copy(update={"version": "core 9", "sha256": "9" * 64})
    theirs = started.model_copy(update={"pinned": newer})

    (conflict,) = merge_conflicts(started, theirs)

    assert conflict.key == ("questionnaire", "")
    assert merge(started, theirs, {conflict.key: "theirs"}, by="Ann", at=LATER).assessment.pinned == newer


def test_two_assessments_are_not_merged(started, ruleset):
    other = new_assessment(ruleset, id="case-8", by="Ann", at=NOW)

    with pytest.raises(MergeError, match="two different assessments, case-7 and case-8"):
        together(started, other)


def test_two_questionnaires_are_not_merged(started):
    other = started.model_copy(update={"pinned": started.pinned.model_copy(update={"questionnaire": "elsewhere"})})

    with pytest.raises(MergeError, match="two questionnaires"):
        together(started, other)


def test_copies_of_one_id_that_were_begun_apart_are_merged_with_all_that_differs_asked(ruleset, answer):
    mine = answer(new_assessment(ruleset, id="case-7", by="Ann", at=NOW), "users", 5)
    theirs = answer(new_assessment(ruleset, id="case-7", by="Bob", at=LATER), "users", 7, "Bob")

    out = together(mine, theirs, users="theirs").assessment

    assert out.answers["users"].value == 7
    assert [entry.by for entry in out.history if entry.what == "started"] == ["Ann", "Bob"]


def test_history_is_mine_then_theirs_then_the_merge_and_is_whole(started, answer):
    mine, theirs = answer(started, "users", 5), answer(started, "users", 7, "Bob")

    history = together(mine, theirs, users="mine").assessment.history

    assert history[: len(mine.history)] == mine.history
    assert [(entry.what, entry.by, entry.about) for entry in history[len(mine.history) :]] == [
        ("answered", "Bob", "users"),
        ("merged", "Ann", ""),
        ("merged", "Ann", "users"),
    ]
    assert theirs.history[-1].hash in history[-2].new
    assert broken_at(history) is None


def test_a_history_of_theirs_that_was_tampered_with_is_told_in_the_merge(started, answer):
    theirs = answer(started, "users", 7, "Bob")
    changed = (*theirs.history[:-1], theirs.history[-1].model_copy(update={"by": "Nobody"}))

    out = together(started, theirs.model_copy(update={"history": changed})).assessment

    assert f"its history did not fit together from entry {len(changed)}" in out.history[-1].new


def test_after_a_merge_later_changes_come_over_without_being_asked_again(started, answer):
    mine, theirs = answer(started, "users", 5), answer(started, "depth", 2, "Bob")
    out = together(mine, theirs).assessment
    later = answer(theirs, "depth", 3, "Bob")

    merged = together(out, later)

    assert merged.decided == ()
    assert merged.assessment.answers["depth"].value == 3


# Whatever two people do

QUESTIONS = {"closes": ("yes", "no"), "users": (5, 7, 9), "depth": (0, 1), "reasons": ("Ann’s", "Bob’s")}
STEP = st.one_of(
    st.tuples(
        st.just("answer"), st.sampled_from(sorted(QUESTIONS)), st.integers(0, 2), st.sampled_from(["", "E1", "E2"])
    ),
    st.tuples(st.just("clear"), st.sampled_from(sorted(QUESTIONS))),
    st.tuples(st.just("evidence"), st.sampled_from(["E2", "E3", "doors"]), st.integers(0, 1)),
    st.tuples(
        st.just("mitigation"), st.sampled_from(["X1", "X2"]), st.integers(0, 2), st.sampled_from(["", "E1", "E2"])
    ),
    st.tuples(st.just("remove"), st.sampled_from(["X1", "X2"])),
)
STEPS = st.lists(STEP, max_size=6)


def walked(ruleset: Ruleset, assessment: Assessment, steps: list[Any], by: str) -> Assessment:
    """Return the assessment after somebody has done these steps; those that can't be done are left out."""
    for step in steps:
        at = NOW + timedelta(minutes=len(assessment.history))
        known = {item.id for item in assessment.evidence}
        match step:
            case ("answer", name, place, evidence):
                values = QUESTIONS[name]
                given_ = Known(
                    by=by, at=at, value=values[place % len(values)], evidence=(evidence,) if evidence in known else ()
                )
                assessment = record(ruleset, assessment, name, given_)
            case ("clear", name):
                assessment = clear(ruleset, assessment, name, by=by, at=at)
            case ("evidence", id_, place) if id_ not in known:
                item = Evidence(id=id_, title=f"{by} {place}" if place else "Both", grade="B", date=date(2026, 1, 1))
                assessment = add_evidence(assessment, item, by=by, at=at)
            case ("mitigation", id_, place, evidence):
                action = Mitigation(
                    id=id_, factor="M01", action=f"Plan {place}", evidence=(evidence,) if evidence in known else ()
                )
                assessment = put_mitigation(ruleset, assessment, action, by=by, at=at)
            case ("remove", id_) if any(item.id == id_ for item in assessment.mitigations):
                assessment = remove_mitigation(assessment, id_, by=by, at=at)
    return assessment


def titled(assessment: Assessment, thing: Any) -> Any:
    """Return an answer or a mitigation with the titles of its evidence in the place of their ids, and who left out."""
    if thing is None:
        return None
    titles = {item.id: item.title for item in assessment.evidence}
    told = thing.model_dump(exclude={"by", "at", "id"})
    return {**told, "evidence": [titles[id_] for id_ in told.get("evidence", ())]}


def flipped(decision: str) -> str:
    return {"mine": "theirs", "theirs": "mine"}.get(decision, decision)


WALKS = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@WALKS
@given(steps=STEPS)
def test_a_copy_merged_with_itself_is_as_it_was(ruleset, started, steps):
    copy = walked(ruleset, started, steps, "Ann")

    merged = merge(copy, copy, {}, by="Ann", at=LATER)

    kept = merged.assessment.model_dump(exclude={"history"})
    assert kept == copy.model_dump(exclude={"history"})
    assert (merged.decided, merged.new_ids) == ((), ())


@WALKS
@given(before=STEPS, one=STEPS, other=STEPS, choice=st.sampled_from(["mine", "theirs"]))
def test_it_is_the_same_from_either_side_once_conflicts_are_decided_alike(ruleset, started, before, one, other, choice):
    base = walked(ruleset, started, before, "Cy")
    mine, theirs = walked(ruleset, base, one, "Ann"), walked(ruleset, base, other, "Bob")
    keys = [conflict.key for conflict in merge_conflicts(mine, theirs)]

    here = merge(mine, theirs, dict.fromkeys(keys, choice), by="Ann", at=LATER).assessment
    there = merge(theirs, mine, dict.fromkeys(keys, flipped(choice)), by="Ann", at=LATER).assessment

    assert {conflict.key for conflict in merge_conflicts(theirs, mine)} == set(keys)
    assert {name: titled(here, given_) for name, given_ in here.answers.items()} == {
        name: titled(there, given_) for name, given_ in there.answers.items()
    }
    # Two that are the same but for their ids count as one: from one side they may become one.
    assert {item.title for item in here.evidence} == {item.title for item in there.evidence}
    assert {str(titled(here, item)) for item in here.mitigations} == {
        str(titled(there, item)) for item in there.mitigations
    }


@WALKS
@given(before=STEPS, one=STEPS, other=STEPS, choice=st.sampled_from(["mine", "theirs"]))
def test_nothing_that_either_has_changed_is_lost_without_being_named(ruleset, started, before, one, other, choice):
    base = walked(ruleset, started, before, "Cy")
    mine, theirs = walked(ruleset, base, one, "Ann"), walked(ruleset, base, other, "Bob")
    conflicts = {conflict.key: conflict for conflict in merge_conflicts(mine, theirs)}

    merged = merge(mine, theirs, dict.fromkeys(conflicts, choice), by="Ann", at=LATER)

    out = merged.assessment
    for copy in (mine, theirs):
        for name in QUESTIONS:
            if titled(copy, copy.answers.get(name)) == titled(base, base.answers.get(name)):
                continue
            here = titled(out, out.answers.get(name))
            assert here == titled(copy, copy.answers.get(name)) or ("question", name) in conflicts
        titles = {item.title for item in out.evidence}
        assert {item.title for item in copy.evidence} <= titles
        actions = [titled(out, item) for item in out.mitigations]
        for item in copy.mitigations:
            was = next((old for old in base.mitigations if old.id == item.id), None)
            if was != item:
                assert titled(copy, item) in actions or ("mitigation", item.id) in conflicts
        said = [(entry.at, entry.by, entry.what, entry.old, entry.new) for entry in out.history]
        for entry in copy.history:
            assert (entry.at, entry.by, entry.what, entry.old, entry.new) in said
    assert out.history[: len(mine.history)] == mine.history
    assert broken_at(out.history) is None
    for item in (*out.answers.values(), *out.mitigations):
        assert set(getattr(item, "evidence", ())) <= {each.id for each in out.evidence}
    assert len({item.id for item in out.evidence}) == len(out.evidence)


@WALKS
@given(before=STEPS, one=STEPS, other=STEPS, choice=st.sampled_from(["mine", "theirs"]))
def test_merging_the_same_copy_again_changes_nothing(ruleset, started, before, one, other, choice):
    base = walked(ruleset, started, before, "Cy")
    mine, theirs = walked(ruleset, base, one, "Ann"), walked(ruleset, base, other, "Bob")
    keys = [conflict.key for conflict in merge_conflicts(mine, theirs)]
    out = merge(mine, theirs, dict.fromkeys(keys, choice), by="Ann", at=LATER).assessment

    again = merge(out, theirs, {}, by="Ann", at=LATER).assessment

    assert again.model_dump(exclude={"history"}) == out.model_dump(exclude={"history"})
