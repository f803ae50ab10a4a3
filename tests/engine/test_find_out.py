"""What to find out, the most telling first."""

from datetime import date

import pytest

from impact_check.engine import evaluate
from impact_check.model.assessment import Answer, DontKnow
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Question
from impact_check.model.result import FindOut
from impact_check.rules import Ruleset
from tests.engine.build import (
    AT,
    AUTHOR,
    DONT_KNOW,
    HIGH,
    LOW,
    MODERATE,
    NOBODY,
    NONE,
    ON,
    SEVERE,
    assessment,
    element,
    floor,
    known,
    question,
    rule,
    ruleset,
)


def listed(content: Ruleset, **answers: str | int | Answer) -> dict[str, FindOut]:
    found = evaluate(content, assessment(**{"groups_affected": NOBODY, **answers}), ON).find_out
    return {entry.question: entry for entry in found}


THREE = ruleset(
    question("small"),
    question("big"),
    question("middle"),
    question("spare"),
    rules=[
        rule("small", "small", "M1", severity="low"),
        rule("middle", "middle", "M2", severity="high"),
        rule("big", "big", "M3", severity="severe"),
    ],
)


def test_nothing_is_listed_when_everything_is_known() -> None:
    assert listed(THREE, small="yes", middle="no", big="yes") == {}


def test_what_brings_the_possible_rating_down_comes_first_then_what_narrows_most() -> None:
    found = listed(THREE)

    assert list(found) == ["big", "middle", "small"]
    assert [entry.possible_if_good for entry in found.values()] == [MODERATE, HIGH, HIGH]
    assert [entry.factors for entry in found.values()] == [("M3",), ("M2",), ("M1",)]


def test_what_bears_on_nothing_is_not_listed() -> None:
    assert "spare" not in listed(THREE)


def test_what_must_be_known_is_listed_though_it_bears_on_no_factor() -> None:
    content = ruleset(question("when", must_know=True), question("place"), rules=[rule("r", "place", severity="low")])

    found = listed(content)

    assert list(found) == ["place", "when"]
    assert (found["when"].must_know, found["when"].factors, found["when"].possible_if_good) == (True, (), LOW)


def test_among_equals_what_must_be_known_comes_first_then_question_order() -> None:
    content = ruleset(
        question("a"),
        question("b"),
        question("c", must_know=True),
        rules=[rule(id_, id_, f"M{id_}", severity="low") for id_ in "abc"],
    )

    assert list(listed(content)) == ["c", "a", "b"]


def test_the_list_says_why_it_is_open_who_finds_out_and_by_when() -> None:
    answer = DontKnow(by=AUTHOR, at=AT, who="Transport planner", by_when=date(2026, 12, 1))
    content = ruleset(
        *(question(id_, reassuring="no") for id_ in "abc"),
        rules=[rule(id_, id_, f"M{id_}", severity="low") for id_ in "abc"],
    )

    found = listed(content, a=answer, b=known("no"))

    assert (found["a"].state, found["a"].who, found["a"].by_when) == (
        "dont_know",
        "Transport planner",
        date(2026, 12, 1),
    )
    assert (found["b"].state, found["b"].who, found["b"].by_when) == ("no_evidence", "", None)
    assert found["c"].state == "unanswered"


def test_a_known_answer_and_one_that_is_not_asked_are_not_listed() -> None:
    content = ruleset(
        question("closes"),
        question("bus", ask_if="closes"),
        rules=[rule("r", "bus", severity="high")],
    )

    assert list(listed(content, closes="no")) == []
    assert list(listed(content, closes="yes")) == ["bus"]


def test_what_opens_other_questions_is_tried_with_them() -> None:
    content = ruleset(
        question("closes"),
        question("bus", ask_if="closes"),
        rules=[rule("r", "bus", severity="severe")],
    )

    found = listed(content)

    assert [(entry.question, entry.possible_if_good) for entry in found.values()] == [("closes", NONE), ("bus", NONE)]


def test_an_unknown_that_matters_only_with_another_is_listed_by_its_factor() -> None:
    content = ruleset(question("a"), question("b"), rules=[rule("r", "a or b", severity="high")])

    found = listed(content)

    assert [(entry.possible_if_good, entry.factors) for entry in found.values()] == [(MODERATE, ("M1",))] * 2


def test_an_unknown_that_bears_only_on_a_floor_is_listed_even_beside_another() -> None:
    content = ruleset(
        question("a"), question("b"), floors=[floor("f", "a", "high"), floor("g", "b", "moderate")], elements=[]
    )

    found = listed(content)

    assert [(entry.question, entry.possible_if_good, entry.factors) for entry in found.values()] == [
        ("a", MODERATE, ()),
        ("b", HIGH, ()),
    ]


def test_an_unknown_that_matters_through_counting_says_what_it_could_bring() -> None:
    ids = ("q1", "q2", "q3")
    content = ruleset(
        *(question(id_) for id_ in ids),
        rules=[rule(id_, id_, f"M{id_[1]}", severity="high") for id_ in ids],
        elements=[element("P1", "M1 M2 M3")],
    )

    found = listed(content, q1="yes", q2="yes")

    assert [(entry.question, entry.possible_if_good) for entry in found.values()] == [("q3", MODERATE)]


FOUR = (
    question("number", "number"),
    question("reach", "one", "near far", ordered=True),
    question("who", "many", "a b c"),
    question("day", "date"),
)


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        (FOUR[0], "number >= 20"),
        (FOUR[1], "reach == far"),
        (FOUR[2], "count(who) >= 2"),
        (FOUR[3], "day > '2027-03-01'"),
        (FOUR[3], "day > change_date"),
        (FOUR[3], "days_between(change_date, day) > 14"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_answers_of_every_type_are_tried(asked: Question, when: str) -> None:
    content = ruleset(asked, rules=[rule("r", when, severity="severe")])

    found = listed(content, **{asked.id: DONT_KNOW})

    assert found[asked.id].possible_if_good == NONE


def test_a_factor_that_is_certain_already_is_not_among_those_narrowed() -> None:
    content = ruleset(
        question("a"),
        question("b"),
        rules=[rule("sure", "a", "M1", severity="severe"), rule("same", "b", "M1 M2", severity="low")],
    )

    found = listed(content, a="yes")

    assert found["b"].factors == ("M2",)
    assert found["b"].possible_if_good == HIGH


def levels(content: Ruleset, **answers: str | Answer) -> tuple[Level, Level]:
    rating = evaluate(content, assessment(**answers), ON).inherent.rating
    return rating.confirmed, rating.possible


def test_finding_out_what_comes_first_settles_what_the_list_says() -> None:
    first = next(iter(listed(THREE).values()))

    assert levels(THREE)[1] == HIGH
    assert levels(THREE, **{first.question: "no"})[1] == first.possible_if_good


def test_exposure_alone_is_listed_by_the_factors_it_works_on() -> None:
    content = ruleset(
        question("place"),
        question("overlap"),
        rules=[
            rule("r", "place", "M1", severity="severe"),
            rule("other", "not place", "M2", severity="high"),
            rule("all", "overlap", "all", exposure="acute"),
        ],
    )

    found = listed(content, place="yes")

    assert [(entry.question, entry.possible_if_good, entry.factors) for entry in found.values()] == [
        ("overlap", HIGH, ("M1",))
    ]
    assert levels(content, place="yes") == (HIGH, SEVERE)


def test_without_the_list_everything_else_is_the_same() -> None:
    answered = assessment(groups_affected=NOBODY, small="yes")

    whole, quick = (evaluate(THREE, answered, ON, with_find_out=wanted) for wanted in (True, False))

    assert whole.find_out
    assert quick == whole.model_copy(update={"find_out": ()})
