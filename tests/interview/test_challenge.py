"""A second person's view of one thing: what can be recorded, what it changes, and when it no longer holds."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check.engine import evaluate
from impact_check.errors import AnswerError
from impact_check.interview import add_evidence, clear, has_changed, put_mitigation, record, remove_mitigation, review
from impact_check.model.assessment import Answer, Assessment, DontKnow, HistoryEntry, Review
from impact_check.model.history import broken_at
from impact_check.rules import Ruleset
from tests.engine import build
from tests.engine.build import AT, AUTHOR, DONT_KNOW, ON, known
from tests.engine.worlds import World, hundreds, worlds

JO = "Jo Lee"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return build.ruleset(
        build.question("reach", "one", "near far none_within", ordered=True, allow_not_applicable=True),
        build.question("users", "number", worse="higher", maximum=500),
        build.question("heard"),
        rules=(build.rule("far", "reach == far and users > 20", severity="moderate"),),
        checks=(build.check("asked", "not heard", "users > 5"), build.check("real", "mitigations_claimed == 0")),
    )


@pytest.fixture
def answered() -> Assessment:
    return build.assessment(reach="near", users=30, heard="yes", mitigations=(build.mitigation(),))


def said(about: str, view: Any = "agree", kind: Any = "question", by: str = JO, **more: Any) -> Review:
    note = "" if view == "agree" else "The last bus goes at six."
    return Review(**{"kind": kind, "about": about, "by": by, "at": AT, "view": view, "note": note, **more})


def test_review_is_kept_with_what_was_reviewed_and_stands_in_the_history(
    ruleset: Ruleset, answered: Assessment
) -> None:
    after = review(ruleset, answered, said("reach", "disagree", instead=known("far")))

    (kept,) = after.reviews
    assert kept.of == "reach: near"
    assert after.history[-1].model_copy(update={"hash": ""}) == HistoryEntry(
        at=AT, by=JO, what="reviewed", about="reach", new="disagree, should be far: The last bus goes at six."
    )
    assert broken_at(after.history) is None
    assert after.answers == answered.answers


def test_answer_to_be_given_instead_is_the_reviewer_s_own(ruleset: Ruleset, answered: Assessment) -> None:
    after = review(ruleset, answered, said("reach", "disagree", instead=known("far", by=AUTHOR)))

    assert after.reviews[0].instead is not None
    assert after.reviews[0].instead.by == JO


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (said("reach", by=" "), "Say who challenges"),
        (said("reach", by=f" {AUTHOR.upper()} "), "somebody else must challenge it"),
        (said("roof"), "There is no question 'roof' to review"),
        (said("X9", kind="mitigation"), "There is no mitigation 'X9' to review"),
        (said("nothing", kind="check"), "There is no check 'nothing' to review"),
        (said("nothing", kind="finding"), "There is no finding 'nothing' to review"),
        (said("reach", "disagree", note=" "), "Say why you disagree"),
        (said("reach", "disagree", instead=known("over the hills")), "is not one of near, far, none_within"),
        (said("users", "disagree", instead=known(501)), "Enter a number between 0 and 500"),
        (said("reach", "disagree", instead=known("far", "E7")), "There is no evidence E7"),
        (said("reach", "agree", instead=known("far")), "Another answer goes only with a disagreement"),
        (said("asked", "disagree", kind="check", instead=known("no")), "Another answer goes only with a disagreement"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    entry: Review, message: str, ruleset: Ruleset, answered: Assessment
) -> None:
    with pytest.raises(AnswerError, match=message):
        review(ruleset, answered, entry)


def test_who_answered_before_or_planned_a_mitigation_can_not_challenge(ruleset: Ruleset, answered: Assessment) -> None:
    once = record(ruleset, answered, "heard", known("no", by="Kim"))
    changed = record(ruleset, once, "heard", known("yes"))
    planned = put_mitigation(ruleset, changed, build.mitigation("X2"), by="Lou", at=AT)

    for name in ("Kim", "lou"):
        with pytest.raises(AnswerError, match="somebody else must challenge it"):
            review(ruleset, planned, said("reach", by=name))


def test_later_review_of_the_same_thing_by_the_same_person_takes_its_place(
    ruleset: Ruleset, answered: Assessment
) -> None:
    first = review(ruleset, answered, said("reach", "disagree"))
    other = review(ruleset, first, said("users"))
    again = review(ruleset, other, said("reach", by="  jo  LEE"))

    assert [(entry.about, entry.view) for entry in again.reviews] == [("reach", "agree"), ("users", "agree")]
    assert again.history[-1].old == "disagree: The last bus goes at six."


def test_two_people_are_kept_apart(ruleset: Ruleset, answered: Assessment) -> None:
    both = review(ruleset, review(ruleset, answered, said("reach")), said("reach", "disagree", by="Max"))

    assert [(entry.by, entry.view) for entry in both.reviews] == [(JO, "agree"), ("Max", "disagree")]


def test_texts_are_cleaned(ruleset: Ruleset, answered: Assessment) -> None:
    after = review(ruleset, answered, said("reach", "disagree", note=" It \u202eis\u202c far.\r\n"))

    assert after.reviews[0].note == "It is far."


CHANGES = {
    "value": (lambda r, a: record(r, a, "reach", known("far")), True),
    "note": (lambda r, a: record(r, a, "reach", known("near").model_copy(update={"note": "By bus."})), True),
    "evidence": (lambda r, a: record(r, a, "reach", known("near", "E1")), True),
    "not known": (lambda r, a: record(r, a, "reach", DONT_KNOW), True),
    "cleared": (lambda r, a: clear(r, a, "reach", by=AUTHOR, at=AT), True),
    "who and when": (lambda r, a: record(r, a, "reach", known("near", by="Kim")), False),
    "another question": (lambda r, a: record(r, a, "users", known(31)), False),
    "evidence for another": (lambda _, a: add_evidence(a, build.on_file("E2"), by=AUTHOR, at=AT), False),
}


@pytest.mark.parametrize(("change", "is_other"), CHANGES.values(), ids=CHANGES)
def test_review_of_an_answer_that_says_something_else_is_of_something_changed(
    change: Any, is_other: bool, ruleset: Ruleset, answered: Assessment
) -> None:
    after = review(ruleset, answered, said("reach"))

    assert has_changed(ruleset, change(ruleset, after), after.reviews[0]) == is_other


@pytest.mark.parametrize(
    ("entry", "question"),
    [(said("asked", kind="check"), "heard"), (said("far", kind="finding"), "users")],
    ids=["check", "finding"],
)
def test_review_of_a_check_or_finding_changes_with_the_answers_it_reads(
    entry: Review, question: str, ruleset: Ruleset, answered: Assessment
) -> None:
    after = review(ruleset, answered, entry)

    assert not has_changed(ruleset, after, after.reviews[0])
    assert has_changed(ruleset, record(ruleset, after, question, DONT_KNOW), after.reviews[0])


def test_review_of_a_mitigation_changes_with_any_detail_and_when_it_is_gone(
    ruleset: Ruleset, answered: Assessment
) -> None:
    after = review(ruleset, answered, said("X1", kind="mitigation"))
    later = build.mitigation(due=ON + timedelta(days=1))

    assert not has_changed(ruleset, after, after.reviews[0])
    assert has_changed(ruleset, put_mitigation(ruleset, after, later, by=AUTHOR, at=AT), after.reviews[0])
    assert has_changed(ruleset, remove_mitigation(after, "X1", by=AUTHOR, at=AT), after.reviews[0])


def test_a_long_answer_is_known_again_and_told_from_one_that_ends_otherwise(ruleset: Ruleset) -> None:
    long = "People meet here. " * 200
    before = build.assessment(proposal_title=f"{long} Some walk.")
    after = review(ruleset, before, said("proposal_title"))

    assert len(after.reviews[0].of) < 400
    assert not has_changed(ruleset, after, after.reviews[0])
    changed = record(ruleset, after, "proposal_title", known(f"{long} Some drive."))
    assert has_changed(ruleset, changed, after.reviews[0])


def test_check_that_reads_no_answer_can_be_reviewed(ruleset: Ruleset, answered: Assessment) -> None:
    after = review(ruleset, answered, said("real", kind="check"))

    assert not has_changed(ruleset, after, after.reviews[0])


# Properties


def reviewed(world: World, place: int, instead: Answer | None = None, by: str = JO) -> Assessment:
    """Return the assessment with a review of one of its questions; of another kind if `instead` is none."""
    questions = list(world.ruleset.questions)
    about = questions[place % len(questions)]
    view = "disagree" if instead else "agree"
    return review(world.ruleset, world.assessment, said(about, view, by=by, instead=instead))


@settings(hundreds, max_examples=150)
@given(worlds(), st.integers(0, 20), st.booleans())
def test_reviews_never_change_what_the_author_s_answers_give(world: World, place: int, doubts: bool) -> None:
    instead = DontKnow(by=JO, at=AT) if doubts else None

    after = reviewed(world, place, instead)

    assert evaluate(world.ruleset, after, ON) == evaluate(world.ruleset, world.assessment, ON)


@settings(hundreds, max_examples=150)
@given(worlds(), st.integers(0, 20), st.booleans())
def test_recording_twice_is_as_good_as_once(world: World, place: int, doubts: bool) -> None:
    once = reviewed(world, place, DontKnow(by=JO, at=AT) if doubts else None)
    later = once.reviews[0].model_copy(update={"at": AT + timedelta(days=3), "of": ""})

    assert review(world.ruleset, once, later) == once


@settings(hundreds, max_examples=150)
@given(worlds(), st.integers(0, 20))
def test_nothing_has_changed_right_after_it_was_reviewed(world: World, place: int) -> None:
    after = reviewed(world, place)

    assert not has_changed(world.ruleset, after, after.reviews[0])
