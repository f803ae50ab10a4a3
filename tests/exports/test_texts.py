"""The texts to paste: what they say of a decision, and what they say is missing."""

from datetime import date
from pathlib import Path

import pytest

from impact_check import api
from impact_check.model.assessment import Condition
from tests.report import build

from .examples import given, put_forward

CONDITION = Condition(id="C1", what="Keep the Tuesday lunch", owner="Service manager", due=date(2027, 2, 1))
EXAMPLES = ("community-hub", "evening-bus", "lunch-club")


def implications(*conditions: Condition) -> str:
    return api.implications(*given(put_forward(*conditions)).all)


def fields(**more: str) -> dict[str, str]:
    """Return the fields of the form by name; the paragraph before them is left out."""
    _, *told = api.integrated_form(*given().all, **more).rstrip().split("\n\n")
    return {field: lines for field, _, lines in (entry.partition("\n    ") for entry in told)}


def test_implications_say_rating_harms_unknowns_outcomes_and_who_signs() -> None:
    told = api.implications(*given().all)
    assert told.startswith("Loneliness implications\n\nClose the Example Street day centre and move people to the hub.")
    for said in (
        "As proposed: Severe. One harm is severe: meeting place closes.",
        "After the mitigations that count: high.",
        "Meeting place closes (severe)",
        "Groups affected: unpaid carers",
        "2 mitigations are on record; 1 of them lowers a harm.",
        "What is permitted: change the plan and assess it again; stop.",
        "No outcome has been put forward for sign-off yet.",
        "Who must sign, in this order: Author and Head of Service.",
        "The full assessment is LIA-2026-001, judged for 22 November 2026",
        "does not discharge the Public Sector Equality Duty",
    ):
        assert said in told


def test_implications_name_what_is_put_forward_and_its_conditions() -> None:
    told = implications(CONDITION)
    assert "No outcome has been put forward" not in told
    assert "Put forward: go ahead with conditions, each with an owner and a date." in told
    assert "Condition C1, by 1 February 2027: Keep the Tuesday lunch." in told
    assert "Reasons put forward: The building can't be heated." in told


@pytest.mark.parametrize(("outcomes", "is_told"), [(("revise", "stop"), False), (("stop",), True)])
def test_implications_say_when_what_is_put_forward_is_not_permitted(outcomes: tuple[str, ...], is_told: bool) -> None:
    found = given(put_forward())
    result = found.result.model_copy(update={"can_be_final": True, "outcomes": outcomes})
    told = api.implications(found.ruleset, found.assessment, result)
    assert ("The answers as they are now don’t permit this." in told) == is_told


def test_implications_count_the_conditions_that_they_leave_out() -> None:
    many = [CONDITION.model_copy(update={"id": f"C{number}"}) for number in range(1, 6)]
    assert "3 more conditions are in the action plan." in implications(*many)


def test_implications_of_a_decision_without_impact_give_the_reasons() -> None:
    case = build.nothing()
    told = api.implications(given().ruleset, case.assessment, case.result)
    assert "Why no impact is expected:" in told
    assert "No mitigation is on record" not in told


@pytest.mark.parametrize("name", EXAMPLES)
def test_implications_take_half_a_page(name: str) -> None:
    ruleset = api.load_questionnaire("kirklees")
    answers = Path(__file__).parents[2] / "examples" / f"{name}.yaml"
    assessment = api.read_answers(ruleset, answers, at=build.AT)
    told = api.implications(ruleset, assessment, api.evaluate(ruleset, assessment, build.ON))
    assert 150 <= len(told.split()) <= 250


def test_the_form_takes_its_fields_from_the_answers() -> None:
    found = fields()
    assert found["Case number"] == "EqIA 117"
    assert found["What is being assessed"] == "Close the Example Street day centre and move people to the hub"
    assert found["Intelligence considered"].startswith("E1 Door counts, grade B, 30 September 2026")
    assert found["Who it impacts: residents"].startswith("People who use it now: 42 people")
    assert found["Comments: loneliness"].startswith("Close the Example Street day centre")


def test_the_form_takes_a_case_number_that_is_given() -> None:
    assert fields(case="IIA-123456789")["Case number"] == "IIA-123456789"


@pytest.mark.parametrize(
    "field",
    [
        "Lead officer",
        "Who it impacts: employees",
        "Does it concern health care, education or housing?",
        "Wards affected",
        "Does it involve residents accessing information or a service from the council?",
    ],
)
def test_the_form_never_guesses_what_an_assessment_does_not_hold(field: str) -> None:
    assert fields()[field] == "Not in this assessment"


def test_the_form_does_not_say_how_far_the_duty_was_considered() -> None:
    field = fields()["To what extent the aims of the Public Sector Equality Duty were considered"]
    assert field.startswith("Not in this assessment\n    A loneliness assessment does not discharge")
