"""How far a challenger and the author are apart."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check.engine import evaluate
from impact_check.interview import Gap, contested, gap, put_mitigation, record, review
from impact_check.interview.gaps import ElementMoved, FindingMoved
from impact_check.model.assessment import Answer, Assessment, Review
from impact_check.model.levels import Bounds
from impact_check.rules import Ruleset
from tests.engine import build
from tests.engine.build import AT, HIGH, LOW, MODERATE, NONE, ON, known
from tests.engine.worlds import World, backed, hundreds, values, worlds

JO = "Jo Lee"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return build.ruleset(
        build.question("closes", worse="yes"),
        build.question("reach", "one", "near far none_within", ordered=True),
        build.question("warm", worse="no"),
        rules=(
            build.rule("closing", "closes", severity="moderate"),
            build.rule("none-left", "closes and reach == none_within", severity="high"),
            build.rule("cared-for", "warm", "M2", benefit="low"),
        ),
        elements=(build.element("meet", "M1"),),
    )


@pytest.fixture
def answered() -> Assessment:
    return build.assessment(closes="yes", reach="near", warm="yes")


def disagreed(
    ruleset: Ruleset, assessment: Assessment, about: str, instead: Answer | None = None, by: str = JO, **more: Any
) -> Assessment:
    fields = {"kind": "question", "about": about, "by": by, "at": AT, "view": "disagree", "note": "Not so."}
    return review(ruleset, assessment, Review(**{**fields, "instead": instead, **more}))


def measured(ruleset: Ruleset, assessment: Assessment) -> Gap:
    return gap(ruleset, assessment, evaluate(ruleset, assessment, ON))


def bounds(confirmed: Any, possible: Any = None) -> Bounds:
    return Bounds(confirmed=confirmed, possible=confirmed if possible is None else possible)


def test_nobody_has_challenged(ruleset: Ruleset, answered: Assessment) -> None:
    found = measured(ruleset, answered)

    assert found == Gap(bounds(LOW), bounds(LOW), ())
    assert not found.is_challenged


def test_challenger_s_answer_gives_another_rating_and_says_what_stands_otherwise(
    ruleset: Ruleset, answered: Assessment
) -> None:
    found = measured(ruleset, disagreed(ruleset, answered, "reach", known("none_within")))

    (view,) = found.views
    assert (found.inherent, view.inherent) == (bounds(LOW), bounds(MODERATE))
    assert view.findings == (FindingMoved("none-left", None, "true"),)
    assert view.elements == (ElementMoved("meet", "not_shown", "at_risk"),)
    assert found.differing == (view,)


def test_findings_vanish_too_and_may_become_uncertain(ruleset: Ruleset, answered: Assessment) -> None:
    gone = measured(ruleset, disagreed(ruleset, answered, "closes", known("no")))
    doubted = measured(ruleset, disagreed(ruleset, answered, "closes", build.DONT_KNOW))

    assert gone.views[0].findings == (FindingMoved("closing", "true", None),)
    assert gone.views[0].inherent == bounds(NONE)
    assert doubted.views[0].findings == (FindingMoved("closing", "true", "unknown"),)
    assert doubted.views[0].inherent == bounds(NONE, LOW)


def test_points_are_counted(ruleset: Ruleset, answered: Assessment) -> None:
    once = disagreed(ruleset, answered, "reach")
    twice = disagreed(ruleset, once, "closes", view="agree", note="")
    (view,) = measured(ruleset, twice).views
    items = contested(ruleset, twice, evaluate(ruleset, twice, ON))

    assert (view.agreed, view.disagreed, view.changed_since) == (1, 1, 0)
    assert view.not_looked_at == len([item for item in items if item.about not in ("reach", "closes")])


def test_what_has_changed_since_counts_apart_and_its_answer_no_longer_counts(
    ruleset: Ruleset, answered: Assessment
) -> None:
    before = disagreed(ruleset, answered, "reach", known("none_within"))
    after = record(ruleset, before, "reach", known("far"))
    (view,) = measured(ruleset, after).views

    assert (view.agreed, view.disagreed, view.changed_since) == (0, 0, 1)
    assert view.looked[0].has_changed
    assert view.inherent == bounds(LOW)


def test_two_challengers_are_never_mixed(ruleset: Ruleset, answered: Assessment) -> None:
    one = disagreed(ruleset, answered, "reach", known("none_within"))
    two = disagreed(ruleset, one, "closes", known("no"), by="Max", at=AT + timedelta(days=1))

    assert [(view.by, view.inherent) for view in measured(ruleset, two).views] == [
        (JO, bounds(MODERATE)),
        ("Max", bounds(NONE)),
    ]


def test_who_gives_answers_afterwards_is_no_second_person_any_more(ruleset: Ruleset, answered: Assessment) -> None:
    after = record(ruleset, disagreed(ruleset, answered, "reach"), "warm", known("no", by=JO.upper()))

    found = measured(ruleset, after)

    assert found.views[0].has_answered
    assert not found.is_challenged


def test_challenger_who_checked_a_mitigation_stays_somebody_else(ruleset: Ruleset, answered: Assessment) -> None:
    checked = put_mitigation(ruleset, answered, build.verified(by=JO), by=build.AUTHOR, at=AT)
    found = measured(ruleset, disagreed(ruleset, checked, "reach", known("none_within")))

    assert found.views[0].inherent == bounds(MODERATE)
    assert found.views[0].residual == bounds(NONE)


def test_only_the_rating_after_mitigation_may_differ() -> None:
    ruleset = build.ruleset(
        build.question("closes", worse="yes"), rules=(build.rule("closing", "closes", severity="severe"),)
    )
    answered = build.assessment(closes="yes", mitigations=(build.mitigation(),))
    later = disagreed(ruleset, answered, "change_date", known("2027-01-01"))

    found = measured(ruleset, later)

    assert (found.inherent, found.views[0].inherent) == (bounds(HIGH), bounds(HIGH))
    assert (found.residual, found.views[0].residual) == (bounds(MODERATE), bounds(HIGH))
    assert found.differing == found.views


# Properties


@settings(hundreds, max_examples=150)
@given(worlds())
def test_agreeing_with_everything_gives_no_gap(world: World) -> None:
    ruleset, assessment = world.ruleset, world.assessment
    result = evaluate(ruleset, assessment, ON)
    agreed = assessment
    for item in contested(ruleset, assessment, result):
        agreed = review(ruleset, agreed, Review(kind=item.kind, about=item.about, by=JO, at=AT, view="agree"))

    found = gap(ruleset, agreed, evaluate(ruleset, agreed, ON))

    assert found.differing == ()
    for view in found.views:
        assert (view.disagreed, view.changed_since, view.not_looked_at) == (0, 0, 0)
        assert (view.elements, view.findings) == ((), ())


@settings(hundreds, max_examples=150)
@given(worlds(), st.integers(0, 20), st.integers(0, 20))
def test_challenger_s_rating_is_that_of_an_author_who_gives_their_answers(world: World, place: int, which: int) -> None:
    ruleset = world.ruleset
    question = list(ruleset.questions.values())[place % len(ruleset.questions)]
    offered = values(question)
    instead = backed(offered[which % len(offered)], by=JO)

    found = measured(ruleset, disagreed(ruleset, world.assessment, question.id, instead))

    given_ = world.assessment.answers.get(question.id)
    as_author = instead.model_copy(update={"by": given_.by if given_ else JO})
    answers = {**world.assessment.answers, question.id: as_author}
    theirs = evaluate(ruleset, world.assessment.model_copy(update={"answers": answers}), ON)
    assert (found.views[0].inherent, found.views[0].residual) == (theirs.inherent.rating, theirs.residual.rating)
