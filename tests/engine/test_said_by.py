"""Findings that another finding makes needless, and exposure that can change nothing."""

import pytest

from impact_check.engine import evaluate
from impact_check.model.assessment import Answer
from impact_check.model.result import Finding
from tests.engine.build import DONT_KNOW, ON, assessment, question, rule, ruleset

LADDER = ruleset(
    question("place", "one", "stays less closes", ordered=True),
    question("near"),
    question("bus"),
    rules=[
        rule("less-there", "place in (less, closes)", "M1", severity="low"),
        rule("closes", "place == closes", "M1", severity="moderate"),
        rule("closes-far", "place == closes and not near", "M1", severity="high"),
        rule("bus-goes", "bus", "M1", severity="low"),
        rule("two-harms", "place in (less, closes)", "M1 M2", severity="low"),
        rule("weighs", "not near", "M1", exposure="acute"),
        rule("bus-goes-for-young", "bus and near", "M1", groups="V01", severity="moderate"),
    ],
)


def findings(**answers: str | Answer) -> dict[str, Finding]:
    return {finding.rule: finding for finding in evaluate(LADDER, assessment(**answers), ON).findings}


def test_the_strongest_finding_on_the_same_answers_speaks_for_the_weaker_ones() -> None:
    found = findings(place="closes", near="no", bus="no")

    assert {rule_: finding.said_by for rule_, finding in found.items()} == {
        "less-there": "closes-far",
        "closes": "closes-far",
        "closes-far": None,
        "two-harms": None,
        "weighs": None,
    }


def test_a_finding_on_another_answer_speaks_for_itself() -> None:
    assert findings(place="closes", near="no", bus="yes")["bus-goes"].said_by is None


def test_what_is_certain_is_never_left_to_something_uncertain() -> None:
    found = findings(place="closes", near=DONT_KNOW, bus="no")

    assert found["closes-far"].truth == "unknown"
    assert found["closes"].said_by is None
    assert found["less-there"].said_by == "closes"


def test_what_is_true_of_all_is_not_left_to_a_rule_about_some() -> None:
    found = findings(place="stays", near="yes", bus="yes")

    assert found["bus-goes-for-young"].truth == "true"
    assert found["bus-goes"].said_by is None


@pytest.mark.parametrize(("place", "told"), [("less", False), ("closes", True)], ids=["low", "moderate"])
def test_exposure_is_told_only_where_it_can_change_a_level(place: str, told: bool) -> None:
    assert ("weighs" in findings(place=place, near="no", bus="no")) is told
