"""Proofs by trying every kind of answer: can a condition hold, can it fail, does a worse answer ever help?"""

from typing import Any

import pytest
from rules.build import Entry, floor, question, rule
from rules.build import ruleset as build

from impact_check.proving.answers import LIMIT, TooManyStepsError
from impact_check.proving.logic import Reversal, example, reversals
from impact_check.rules import ABSENT, Condition, Ruleset, Scene, Truth

REACH = question("reach", "one", options=["near", "far", "none_within"], ordered=True)
USERS = question("users", "number", worse="higher")
PLACES = question("places", "number", worse="lower")
ONLY = question("only_place", "yes_no", worse="yes")
FUNDED = question("funded", "yes_no", worse="no")
ENDS, STARTS, REVIEW = (question(name, "date") for name in ("ends", "starts", "review"))
ALL = (REACH, USERS, PLACES, ONLY, FUNDED, ENDS, STARTS, REVIEW)


def built(text: str, *questions: Entry, **keys: Any) -> tuple[Ruleset, Condition]:
    ruleset = build(*(questions or ALL), rules=(rule("r", text),), **keys)
    return ruleset, ruleset.rules["r"]


def can(text: str, *questions: Entry, **keys: Any) -> tuple[bool, bool]:
    """Tell whether the condition can hold, and whether it can fail; each example is tried out."""
    ruleset, condition = built(text, *questions, **keys)
    found = []
    for truth in (Truth.TRUE, Truth.FALSE):
        answers = example(ruleset, condition, truth)
        assert answers is None or condition.holds(Scene(answers)) is truth
        found.append(answers is not None)
    return found[0], found[1]


@pytest.mark.parametrize(
    "text",
    [
        "only_place",
        "not only_place",
        "reach == far",
        "reach not in (near, far)",
        "users >= 20",
        "users != 0",
        "users > 5 and users < 7",
        "20 <= users and users <= 20",
        "places < users",
        "users < places",
        "users == places",
        "users < places and places < 3",
        "V01 in groups",
        "count(groups) == 4",
        "count(groups) == 0",
        "ends < '2026-05-01'",
        "ends == '2026-05-01'",
        "starts > ends",
        "days_between(ends, starts) > 14",
        "days_between(ends, starts) > 14 and starts < '2026-01-01'",
        "ends < starts and starts < review and review < '2025-01-01'",
        "ends > starts and starts > review and review > '2027-01-01'",
        "days_between(ends, starts) > 0 and days_between(ends, starts) < 2",
        # Choices that no single group, nor all together, make true
        "all_of(groups, V01, V02) and V03 not in groups",
        "count(groups) >= 2 and none_of(groups, V01, V02)",
        "V01 in groups and V02 in groups and V03 not in groups and V04 not in groups",
        "any_of(groups, V01, V02) and not all_of(groups, V01, V02) and count(groups) == 3",
        "any_of(groups, V01, V02, V03) and count(groups) == 2 and V03 not in groups",
    ],
)
def test_condition_that_can_hold_and_fail(text: str) -> None:
    assert can(text) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "only_place and not only_place",
        "reach == near and reach == far",
        "users > 5 and users < 6",
        "users < 0",
        "users > 10_000_000",
        "users < places and places < users",
        "places < users and users <= 0",
        "count(groups) > 4",
        "count(groups) < 0",
        "V01 in groups and none_of(groups, V01, V02)",
        "all_of(groups, V01, V02, V03) and count(groups) < 3",
        "count(groups) == 1 and V01 in groups and V02 in groups",
        "ends < starts and starts < ends",
        "ends < '2026-05-01' and ends > '2026-05-01'",
        "days_between(ends, starts) > 14 and starts < ends",
        "days_between(ends, ends) > 0",
    ],
)
def test_condition_that_can_never_hold(text: str) -> None:
    assert can(text)[0] is False


@pytest.mark.parametrize(
    "text",
    [
        "only_place or not only_place",
        "reach in (near, far, none_within)",
        "users >= 0",
        "users < 20 or users >= 20",
        "places < users or places >= users",
        "count(groups) <= 4",
        "V01 in groups or V01 not in groups",
        "starts > ends or starts <= ends",
    ],
)
def test_condition_that_always_holds(text: str) -> None:
    assert can(text) == (True, False)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("funded", True, True),
        ("funded or not funded", True, True),  # Not where it isn't asked.
        ("funded and not only_place", False, True),
        ("users > 3", True, True),
        ("users > 3 and reach == near", False, True),
        ("only_place or funded", True, True),
    ],
)
def test_what_is_asked_counts(text: str, holds: bool, fails: bool) -> None:  # A table.
    questions = (
        ONLY,
        question("funded", "yes_no", ask_if="only_place"),
        REACH,
        question("users", "number", ask_if="funded and reach != near"),
    )

    assert can(text, *questions) == (holds, fails)


def test_range_of_a_number_counts() -> None:
    small = question("users", "number", minimum=5, maximum=10)

    assert can("users >= 5", small) == (True, False)
    assert can("users > 10", small) == (False, True)
    assert can("users < places", small, question("places", "number", maximum=5)) == (False, True)


def test_example_names_the_answers_that_make_the_condition_hold() -> None:
    ruleset, condition = built("only_place and users >= 20")

    assert example(ruleset, condition, Truth.TRUE) == {"users": 20, "only_place": "yes"}


def test_example_leaves_out_what_is_not_asked() -> None:
    ruleset, condition = built("only_place or funded", ONLY, question("funded", "yes_no", ask_if="only_place"))

    assert example(ruleset, condition, Truth.FALSE) == {"only_place": "no"}


# Does a worse answer ever help?


def found_reversals(text: str, *questions: Entry, **keys: Any) -> list[Reversal]:
    """Return the reversals; of each, the condition was seen to hold with the better answer."""
    ruleset, condition = built(text, *questions, **keys)
    found = list(reversals(ruleset, condition))
    for reversal in found:
        values = {**dict.fromkeys(ruleset.questions, ABSENT), **reversal.others}
        before = condition.holds(Scene({**values, reversal.question: reversal.better}))
        assert before is Truth.TRUE
    return found


@pytest.mark.parametrize(
    "text",
    [
        "only_place",
        "not funded",
        "only_place and not funded",
        "only_place or reach in (far, none_within)",
        "reach == none_within",
        "reach != near",
        "users >= 20",
        "users > 3 or users > 30 and only_place",
        "places < 5",
        "places < users",
        "not places >= users",
        "V01 in groups and only_place",
        "days_between(ends, starts) > 14 and only_place",
    ],
)
def test_condition_under_which_worse_is_never_better(text: str) -> None:
    assert found_reversals(text) == []


@pytest.mark.parametrize(
    ("text", "question_id", "better", "worse"),
    [
        ("not only_place", "only_place", "no", "yes"),
        ("funded", "funded", "yes", "no"),
        ("reach == far", "reach", "far", "none_within"),
        ("reach == near", "reach", "near", "far"),
        ("reach in (near, none_within)", "reach", "near", "far"),
        ("users < 20", "users", 19, 20),
        ("users == 20", "users", 20, 21),
        ("users > 5 and users < 20", "users", 19, 20),
        ("places >= 5", "places", 5, 4),
        ("users < places", "users", 0, 1),
        ("not places < users", "users", 0, 1),
        ("users == places", "users", 0, 1),
        ("only_place and (users < 20 or not funded)", "users", 19, 20),
    ],
)
def test_worse_answer_that_helps_is_found(text: str, question_id: str, better: object, worse: object) -> None:
    first = next(reversal for reversal in found_reversals(text) if reversal.question == question_id)

    assert (first.better, first.worse) == (better, worse)


def test_every_question_that_helps_is_found_once() -> None:
    found = found_reversals("users < 20 or places > 30 or not only_place or reach == near")

    assert [reversal.question for reversal in found] == ["reach", "users", "places", "only_place"]


def test_questions_without_a_worse_end_can_go_either_way() -> None:
    questions = (
        question("reach", "one", options=["near", "far"]),
        question("users", "number"),
        question("only", "yes_no"),
    )

    assert found_reversals("reach == near and users < 20 and not only", *questions) == []


def test_worse_answer_that_hides_a_question_is_found() -> None:
    questions = (REACH, question("only_place", "yes_no", worse="yes", ask_if="reach == far"))

    (found,) = found_reversals("only_place", *questions)

    assert (found.question, found.better, found.worse) == ("reach", "far", "none_within")
    assert found.others == {"only_place": "yes"}


def test_worse_answer_that_hides_a_question_behind_another_is_found() -> None:
    questions = (
        REACH,
        question("shown", "yes_no", ask_if="reach == near"),
        question("only_place", "yes_no", worse="yes", ask_if="shown"),
    )

    (found,) = found_reversals("only_place", *questions)

    assert (found.question, found.better, found.worse) == ("reach", "near", "far")
    assert found.others == {"shown": "yes", "only_place": "yes"}


def test_worse_answer_that_opens_a_question_is_no_reversal() -> None:
    questions = (REACH, question("only_place", "yes_no", worse="yes", ask_if="reach in (far, none_within)"))

    assert found_reversals("only_place", *questions) == []
    assert found_reversals("only_place or reach == none_within", *questions) == []


def test_hidden_question_that_is_made_up_for_is_no_reversal() -> None:
    questions = (REACH, question("only_place", "yes_no", worse="yes", ask_if="reach == far"))

    assert found_reversals("only_place or reach == none_within", *questions) == []


def test_other_answers_of_the_reproduction_are_named() -> None:
    (found,) = found_reversals("only_place and users < 20", ONLY, USERS)

    assert found == Reversal("users", 19, 20, {"only_place": "yes"})


# Too much to try


MANY = question("things", "many", options=[f"b{n}" for n in range(18)])


def test_too_many_choices_are_given_up_at_once() -> None:
    ruleset, condition = built(" or ".join(f"b{n} in things" for n in range(18)), MANY)

    with pytest.raises(TooManyStepsError):
        example(ruleset, condition, Truth.TRUE)


def test_options_that_are_always_named_together_are_alike() -> None:
    named = ", ".join(f"b{n}" for n in range(18))

    assert can(f"any_of(things, {named})", MANY) == (True, True)
    assert can(f"all_of(things, {named})", MANY) == (True, True)


def test_search_gives_up_after_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("impact_check.proving.logic.LIMIT", 3)
    ruleset, condition = built("users > 3 and places > 3 and only_place and not only_place")

    with pytest.raises(TooManyStepsError):
        example(ruleset, condition, Truth.TRUE)
    with pytest.raises(TooManyStepsError):
        list(reversals(ruleset, condition))


def test_search_cuts_off_what_cannot_decide() -> None:
    questions = [question(f"q{n}", "yes_no", worse="yes") for n in range(40)]
    text = " and ".join(entry["id"] for entry in questions)

    assert LIMIT < 2**40
    assert can(text, *questions) == (True, True)
    assert found_reversals(text, *questions) == []


def test_floors_are_proved_like_rules() -> None:
    ruleset = build(*ALL, floors=(floor("f", "users < 20"),))

    assert [reversal.question for reversal in reversals(ruleset, ruleset.floors["f"])] == ["users"]
