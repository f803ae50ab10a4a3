"""Answers of an earlier assessment become suggestions: those that may hold again, with their evidence, and no other."""

from datetime import date
from typing import Any

import pytest
from rules.build import question, rule
from rules.build import ruleset as build

from impact_check.interview import accept_suggestions, add_evidence, bring, new_assessment, record, unconfirmed
from impact_check.interview.bringing import (
    ABOUT_THAT_DECISION,
    ANSWERED,
    NO_LONGER_FITS,
    NO_QUESTION,
    NOT_KNOWN,
    PERSONAL,
    SET_ASIDE,
    Brought,
    carries,
)
from impact_check.loading import load_ruleset
from impact_check.model.assessment import Answer, Assessment, DontKnow, Evidence, Known
from impact_check.model.history import broken_at
from impact_check.rules import Ruleset
from interview.conftest import COUNTS, LATER, NOW

RULES = (rule("r", "closes and reach == far and users > 3"),)


def content(**changed: dict[str, Any]) -> Ruleset:
    """A questionnaire in which `reach` may be changed, and so on, by question id."""
    given: dict[str, tuple[str, dict[str, Any]]] = {
        "closes": ("yes_no", {"worse": "yes"}),
        "reach": ("one", {"options": ["near", "far"], "ask_if": "closes"}),
        "users": ("number", {"minimum": 1, "maximum": 500}),
    }
    asked = [question(name, kind, **{**keys, **changed.get(name, {})}) for name, (kind, keys) in given.items()]
    return build(*asked, rules=RULES)


def answered(ruleset: Ruleset, **values: Any) -> Assessment:
    assessment = add_evidence(new_assessment(ruleset, id="lia-1", by="Ann", at=NOW), COUNTS, by="Ann", at=NOW)
    for name, value in values.items():
        answer = value if isinstance(value, Known | DontKnow) else Known(by="Ann", at=NOW, value=value)
        assessment = record(ruleset, assessment, name, answer)
    return assessment


def brought(ruleset: Ruleset, earlier: Assessment, here: Assessment | None = None) -> Brought:
    start = here or new_assessment(ruleset, id="lia-2", by="Bo", at=LATER)
    return bring(ruleset, start, earlier, source=source, by="Bo", at=LATER)


def source(answer: Answer) -> str:
    return f"lia-1, {answer.by}"


def test_what_is_brought_is_a_suggestion_and_counts_for_nothing() -> None:
    ruleset = content()

    found = brought(ruleset, answered(ruleset, closes="yes", reach="far", users=30))

    assert found.questions == ("closes", "reach", "users")
    assert found.assessment.answers == {}
    assert found.assessment.suggested["users"].source == "lia-1, Ann"
    assert unconfirmed(ruleset, found.assessment) == ("closes", "reach", "users")
    assert [entry.what for entry in found.assessment.history] == ["started", *["suggested"] * 3]
    assert broken_at(found.assessment.history) is None


@pytest.mark.parametrize(
    ("keys", "value", "why"),
    [
        ({"screening": True}, 30, ABOUT_THAT_DECISION),
        ({"role": "lever"}, 30, ABOUT_THAT_DECISION),
        ({"carry": False}, 30, ABOUT_THAT_DECISION),
        ({"publish": "personal"}, 30, PERSONAL),
        ({}, DontKnow(by="Ann", at=NOW), NOT_KNOWN),
    ],
)
def test_what_is_about_that_decision_alone_stays_there(keys: dict[str, Any], value: Any, why: str) -> None:
    ruleset = content(users=keys)

    found = brought(ruleset, answered(ruleset, users=value))

    assert found.questions == ()
    assert [(left.question, left.why) for left in found.not_brought] == [("users", why)]


def test_what_no_longer_fits_was_set_aside_or_has_no_question_stays_there() -> None:
    before = content()
    earlier = answered(before, closes="no", reach="far", users=400)
    earlier = earlier.model_copy(
        update={"answers": {**earlier.answers, "gone": Known(by="Ann", at=NOW, value="yes")}},
    )

    found = brought(content(users={"maximum": 300}), earlier)

    assert found.questions == ("closes",)
    assert dict(found.not_brought) == {"reach": SET_ASIDE, "users": NO_LONGER_FITS, "gone": NO_QUESTION}


def test_an_answer_given_here_is_not_touched() -> None:
    ruleset = content()
    here = answered(ruleset, users=5)

    found = brought(ruleset, answered(ruleset, users=30), here)

    assert found.assessment == here
    assert dict(found.not_brought) == {"users": ANSWERED}


@pytest.mark.parametrize(
    ("here", "id_", "count"),
    [
        (None, "E1", 1),
        (COUNTS, "E1", 1),
        (COUNTS.model_copy(update={"id": "E7"}), "E1", 2),
        (Evidence(id="E1", title="Another", grade="C", date=date(2026, 1, 1)), "E2", 2),
    ],
    ids=["free", "the same", "the same under another id", "taken"],
)
def test_evidence_comes_along_under_its_own_id_if_that_is_free(here: Evidence | None, id_: str, count: int) -> None:
    ruleset = content()
    start = new_assessment(ruleset, id="lia-2", by="Bo", at=LATER)
    if here:
        start = add_evidence(start, here, by="Bo", at=LATER)
    earlier = answered(ruleset, users=Known(by="Ann", at=NOW, value=30, evidence=("E1",)))

    found = brought(ruleset, earlier, start)

    suggested = found.assessment.suggested["users"].answer
    assert isinstance(suggested, Known)
    assert suggested.evidence == found.evidence == (id_,)
    assert len(found.assessment.evidence) == count
    cited = next(item for item in found.assessment.evidence if item.id == id_)
    assert cited.title == "Door counts"


def test_evidence_that_nothing_brought_cites_stays_there() -> None:
    ruleset = content()

    assert brought(ruleset, answered(ruleset, users=30)).assessment.evidence == ()


def test_bringing_twice_changes_nothing_more() -> None:
    ruleset = content()
    earlier = answered(ruleset, closes="yes", users=30)
    once = brought(ruleset, earlier)

    assert brought(ruleset, earlier, once.assessment).assessment == once.assessment


def test_taking_all_follows_the_route_and_says_where_each_came_from() -> None:
    ruleset = content()
    found = brought(ruleset, answered(ruleset, closes="yes", reach="far", users=30))
    here = record(ruleset, found.assessment, "users", Known(by="Bo", at=LATER, value=7))

    taken, names = accept_suggestions(ruleset, here, by="Bo", at=LATER)

    assert names == ("closes", "reach")
    assert taken.answers["closes"] == Known(by="Bo", at=LATER, value="yes", brought_from="lia-1, Ann")
    assert taken.answers["users"] == Known(by="Bo", at=LATER, value=7)
    assert unconfirmed(ruleset, taken) == ()
    assert broken_at(taken.history) is None


def test_suggestions_off_the_route_are_not_taken() -> None:
    ruleset = content(closes={"carry": False})
    found = brought(ruleset, answered(ruleset, closes="yes", reach="far"))
    here = record(ruleset, found.assessment, "closes", Known(by="Bo", at=LATER, value="no"))

    taken, names = accept_suggestions(ruleset, here, by="Bo", at=LATER)

    assert names == ()
    assert "reach" in taken.suggested


def test_a_suggestion_that_no_longer_fits_is_left_open() -> None:
    found = brought(content(), answered(content(), users=400))

    taken, names = accept_suggestions(content(users={"maximum": 300}), found.assessment, by="Bo", at=LATER)

    assert names == ()
    assert "users" in taken.suggested


@pytest.mark.parametrize("pack", ["kirklees", "norfolk", "hammersmith-fulham"])
def test_no_question_about_the_proposal_itself_is_carried_over(pack: str) -> None:
    ruleset = load_ruleset(pack)
    carried = {name for name, entry in ruleset.questions.items() if carries(ruleset, entry) is None}

    assert {"groups_affected", "people_now", "places", "organisation", "reach", "last_contact"} <= carried
    assert not carried & {
        *("proposal_title", "proposal_summary", "change_date", "decision_kind", "decision_date", "reference"),
        *("consulted", "challenged", "eqia_says", "lasting", "charge_on", "wont_move", "decision_reasons"),
    }
