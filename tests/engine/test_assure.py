"""Process checks: met, a gap, not shown, not applicable; and the facts about the result that they may name."""

import pytest

from impact_check.engine import evaluate
from impact_check.model.assessment import Answer
from impact_check.model.result import CheckResult, Result
from tests.engine.build import (
    DONT_KNOW,
    NOBODY,
    NOT_APPLICABLE,
    ON,
    assessment,
    check,
    known,
    mitigation,
    on_file,
    question,
    rule,
    ruleset,
    verified,
)

CONTENT = ruleset(
    question("closes"),
    question("asked"),
    question("written", ask_if="asked", allow_not_applicable=True),
    rules=[rule("r", "closes", severity="severe")],
    checks=[
        check("people-asked", "not asked", applies_if="closes"),
        check("known", "is_unknown(asked)", grade="should"),
        check("written-down", "not written"),
    ],
)


def judged(check_: str = "people-asked", **answers: str | Answer) -> CheckResult:
    return next(found for found in result(**answers).checks if found.check == check_)


def result(**answers: str | Answer) -> Result:
    return evaluate(CONTENT, assessment(**answers), ON)


def test_a_check_that_fails_is_a_gap() -> None:
    found = judged(closes="yes", asked="no")

    assert (found.status, found.grade) == ("gap", "must")
    assert [(used.question, used.state) for used in found.answers] == [("asked", "value")]


def test_a_check_that_does_not_fail_is_met() -> None:
    assert judged(closes="yes", asked="yes").status == "met"


def test_a_check_that_the_answers_do_not_tell_is_not_shown() -> None:
    assert judged(closes="yes", asked=DONT_KNOW).status == "not_shown"


def test_a_check_whose_condition_fails_does_not_apply() -> None:
    found = judged(closes="no", asked="no")

    assert (found.status, found.answers) == ("not_applicable", ())


def test_a_check_of_what_was_not_asked_does_not_apply() -> None:
    assert judged("written-down", closes="yes", asked="no").status == "not_applicable"
    assert judged("written-down", closes="yes", asked="yes", written=NOT_APPLICABLE).status == "not_applicable"


def test_while_it_is_not_known_whether_a_check_applies_it_is_no_certain_gap() -> None:
    found = judged(closes=DONT_KNOW, asked="no")

    assert found.status == "not_shown"
    assert [used.question for used in found.answers] == ["closes", "asked"]


def test_what_is_done_is_met_even_while_it_is_not_known_whether_the_check_applies() -> None:
    assert judged(closes=DONT_KNOW, asked="yes").status == "met"


def test_a_check_may_ask_whether_something_is_known() -> None:
    assert judged("known", closes="yes", asked=DONT_KNOW).status == "gap"
    assert judged("known", closes="yes").status == "gap"
    assert judged("known", closes="yes", asked="no").status == "met"


def test_an_open_check_never_changes_the_rating() -> None:
    gap, met = result(closes="yes", asked="no"), result(closes="yes", asked="yes")

    assert (gap.inherent, gap.residual) == (met.inherent, met.residual)


def test_only_must_checks_block() -> None:
    assert result(closes="yes", asked="no").blocked_by == ("people-asked",)
    assert result(closes="yes", asked=DONT_KNOW).blocked_by == ("people-asked", "written-down")


# Facts about the result


FACTS = {
    "rating_possible": "one",
    "rating_confirmed": "one",
    "residual_possible": "one",
    "mitigations_claimed": "number",
    "mitigations_without_credit": "number",
    "mitigations_without_funding": "number",
    "evidence_items": "number",
    "factors_moderate_or_worse": "number",
    "factors_high_or_worse": "number",
    "groups_named": "number",
    "unknown_answers": "number",
    "texts_repeated": "number",
}
STEPS = ("none", "low", "moderate", "high", "severe", *range(6))


def fact(name: str, result_of: dict[str, object]) -> str | int:
    """Return a fact about a result, by asking a check for each value that it may have."""
    levels, numbers = STEPS[:5], STEPS[5:]
    tried = levels if FACTS[name] == "one" else numbers
    content = ruleset(
        question("a"),
        question("b", reassuring="no"),
        question("reason", "text", optional=True),
        rules=[
            rule("a-is-severe", "a", "M1", severity="severe"),
            rule("b-is-high", "b", "M2", severity="high"),
            rule("groups", "count(groups_affected) >= 5", "M3", severity="low"),
        ],
        checks=[check(f"is-{value}", f"{name} == {value}") for value in tried],
    )
    found = evaluate(content, assessment(**result_of), ON)
    held = [value for value in tried if f"is-{value}" in {c.check for c in found.checks if c.status == "gap"}]
    assert len(held) == 1
    return held[0]


NO = known("no", "E1")
SAID = "The same good service for all residents, in a modern way"


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("rating_confirmed", {"a": DONT_KNOW, "b": "yes"}, "moderate"),
        ("rating_possible", {"a": DONT_KNOW, "b": "yes"}, "high"),
        ("rating_possible", {"a": "no", "b": NO, "groups_affected": NOBODY}, "none"),
        ("residual_possible", {"a": "yes", "b": NO, "mitigations": (verified(),)}, "low"),
        ("mitigations_claimed", {"mitigations": (mitigation("X1"), mitigation("X2", status="idea"))}, 1),
        (
            "mitigations_without_credit",
            {
                "a": "yes",
                "mitigations": (mitigation("X1"), mitigation("X2", owner=None), mitigation("X3", status="idea")),
            },
            1,
        ),
        (
            "mitigations_without_funding",
            {"mitigations": (mitigation(funding=" "), mitigation("X2", funding="", status="idea"), mitigation("X3"))},
            1,
        ),
        ("evidence_items", {"evidence": (on_file("E1"), on_file("E2"))}, 2),
        ("factors_moderate_or_worse", {"a": DONT_KNOW, "b": "yes"}, 2),
        ("factors_high_or_worse", {"a": DONT_KNOW, "b": "yes"}, 1),
        ("groups_named", {"groups_affected": ("V01", "V03")}, 2),
        ("groups_named", {"groups_affected": NOBODY}, 0),
        ("groups_named", {"groups_affected": DONT_KNOW}, 0),
        ("unknown_answers", {"a": "no", "b": NO, "groups_affected": NOBODY}, 0),
        ("unknown_answers", {"a": DONT_KNOW, "b": "no"}, 3),
        ("texts_repeated", {"reason": SAID, "proposal_title": SAID.upper() + "."}, 1),
        ("texts_repeated", {"reason": "Not known yet.", "proposal_title": "Not known yet"}, 0),
        ("texts_repeated", {"reason": SAID, "mitigations": (mitigation("X1"),)}, 0),
    ],
)
def test_fact_about_the_result(name: str, given: dict[str, object], value: str | int) -> None:
    assert fact(name, given) == value
