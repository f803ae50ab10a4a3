"""What a second person should look at: which things, why, in which order."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from impact_check import api
from impact_check.engine import evaluate
from impact_check.interview import Item, contested
from impact_check.model.assessment import Assessment
from impact_check.rules import Ruleset
from tests.engine import build
from tests.engine.build import AT, DONT_KNOW, ON, known, on_file
from tests.engine.worlds import World, hundreds, worlds

EXAMPLES = Path(__file__).parents[2] / "examples"


def items(ruleset: Ruleset, assessment: Assessment) -> tuple[Item, ...]:
    return contested(ruleset, assessment, evaluate(ruleset, assessment, ON))


def ids(found: Iterable[Item], kind: str = "question") -> list[str]:
    return [item.about for item in found if item.kind == kind]


CLOSING = build.question("closes", worse="yes", screening=True)
RAISED = {"rules": (build.rule("closing", "closes", severity="high"),)}


# 1. Reassuring answers


def test_reassuring_answer_without_evidence_is_contested_and_says_what_it_keeps_from_being_found() -> None:
    (item,) = items(build.ruleset(CLOSING, **RAISED), build.assessment(closes="no"))

    assert (item.kind, item.about, item.answers) == ("question", "closes", ("closes",))
    assert item.why == (
        "Were it otherwise, the rating could be moderate (“Factor M1”), and no evidence on file supports it."
    )


@pytest.mark.parametrize(("grade", "is_contested"), [("A", False), ("B", False), ("C", True), ("D", True)])
def test_evidence_of_grade_a_or_b_settles_it(grade: str, is_contested: bool) -> None:
    assessment = build.assessment(closes=known("no", "E1"), evidence=(on_file(grade=grade),))

    found = items(build.ruleset(CLOSING, **RAISED), assessment)

    assert ids(found) == (["closes"] if is_contested else [])
    assert all(f"(grade {grade})" in item.why for item in found)


def test_answer_that_could_only_raise_a_low_harm_is_left_alone() -> None:
    ruleset = build.ruleset(CLOSING, rules=(build.rule("closing", "closes", severity="low"),))

    assert items(ruleset, build.assessment(closes="no")) == ()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (build.question("kind", "one", "good bad"), "good"),
        (build.question("kind", "many", "good bad"), ("good",)),
        (build.question("kind", "date"), "2027-01-01"),
    ],
    ids=["no order", "some chosen", "date"],
)
def test_answer_that_has_no_worse_one_reassures_nobody(question: Any, value: Any) -> None:
    when = (
        "kind > change_date" if question.type == "date" else "bad in kind" if question.type == "many" else "kind == bad"
    )
    ruleset = build.ruleset(question, rules=(build.rule("worse", when, severity="severe"),))

    assert items(ruleset, build.assessment(kind=value)) == ()


@pytest.mark.parametrize(
    ("question", "value", "when"),
    [
        (build.question("kind", "many", "p q"), build.NOBODY, "p in kind"),
        (build.question("kind", "number", worse="higher", maximum=90), 3, "kind > 9"),
        (build.question("kind", "one", "good bad", reassuring="good"), "good", "kind == bad"),
    ],
    ids=["none of these", "number", "called reassuring"],
)
def test_every_way_to_reassure_is_seen(question: Any, value: Any, when: str) -> None:
    ruleset = build.ruleset(question, rules=(build.rule("worse", when, severity="high"),))
    given_ = known(value, "E1") if question.evidence else value

    assert ids(items(ruleset, build.assessment(kind=given_, evidence=(on_file(grade="D"),)))) == ["kind"]


def test_what_could_raise_the_rating_comes_before_what_could_raise_one_harm() -> None:
    ruleset = build.ruleset(
        build.question("bus", worse="yes"),
        build.question("hall", worse="yes"),
        build.question("ends", worse="yes"),
        rules=(
            build.rule("r1", "bus", "M1", severity="high"),
            build.rule("r2", "hall", "M2", severity="severe"),
            build.rule("r3", "ends", "M3", severity="high"),
        ),
    )

    found = items(ruleset, build.assessment(bus="no", hall="no", ends=known("yes", "E1")))

    assert ids(found)[:2] == ["hall", "bus"]
    assert "the rating could be high" in found[0].why
    assert found[1].why.startswith("Were it otherwise, “Factor M1” could be moderate, and")


# 2. What isn't known


def test_unknown_answers_are_contested_and_questions_without_answer_are_not() -> None:
    ruleset = build.ruleset(
        build.question("a", worse="yes"),
        build.question("b", worse="yes"),
        build.question("c", reassuring="no", worse="yes"),
        rules=tuple(build.rule(f"r{q}", q, f"M{n}", severity="high") for n, q in enumerate("abc", start=1)),
    )

    found = items(ruleset, build.assessment(a=DONT_KNOW, c="no"))

    assert sorted(ids(found)) == ["a", "c"]
    assert {item.about: item.why.partition(",")[0] for item in found} == {
        "a": "Nobody knows this yet",
        "c": "It lacks the evidence it needs",
    }
    assert found[0].findings == ("ra",)


def test_unknown_says_what_the_rating_is_if_it_turns_out_well() -> None:
    (item,) = items(build.ruleset(CLOSING, **RAISED), build.assessment(closes=DONT_KNOW))

    assert item.why == "Nobody knows this yet, and if it turns out well the rating is none at most."


# 3. Mitigations


def test_mitigations_that_earn_credit_come_before_claims_and_ideas_claim_nothing() -> None:
    assessment = build.assessment(
        closes="yes",
        mitigations=(
            build.mitigation("X1", owner=None),
            build.mitigation("X2"),
            build.mitigation("X3", status="idea"),
        ),
    )

    found = [item for item in items(build.ruleset(CLOSING, **RAISED), assessment) if item.kind == "mitigation"]

    assert [item.about for item in found] == ["X2", "X1"]
    assert "it has to be real" in found[0].why
    assert "earns no credit" in found[1].why


# 4. Checks


@pytest.mark.parametrize(
    ("check", "given_", "is_contested"),
    [
        (build.check("heard", "not closes"), known("yes"), True),
        (build.check("heard", "not closes"), known("yes", "E1"), False),
        (build.check("heard", "not closes", grade="should"), known("yes"), False),
        (build.check("heard", "closes"), known("yes"), False),
        (build.check("heard", "mitigations_claimed > 0"), known("yes"), False),
    ],
    ids=["bare word", "evidence", "should", "not met", "rests on no answer"],
)
def test_checks_that_must_be_met_on_the_bare_word_are_contested(check: Any, given_: Any, is_contested: bool) -> None:
    found = items(build.ruleset(CLOSING, checks=(check,)), build.assessment(closes=given_))

    assert ids(found, "check") == (["heard"] if is_contested else [])
    assert all(item.answers == ("closes",) for item in found if item.kind == "check")


# 5. What makes the rating


def test_answers_under_the_worst_severity_and_exposure_are_contested() -> None:
    ruleset = build.ruleset(
        *(build.question(name, worse="yes") for name in ("ends", "old", "alone", "small")),
        rules=(
            build.rule("worst", "ends", severity="high"),
            build.rule("lesser", "alone", severity="moderate"),
            build.rule("who", "old", exposure="acute"),
            build.rule("other", "small", "M2", severity="low"),
        ),
    )

    found = items(ruleset, build.assessment(ends="yes", old="yes", alone="yes", small="yes"))

    assert [(item.about, item.findings) for item in found] == [("ends", ("worst",)), ("old", ("who",))]
    assert found[0].why == "“Factor M1” is high, and this is part of the reason."


def test_answers_under_a_floor_that_makes_the_rating_are_contested() -> None:
    ruleset = build.ruleset(CLOSING, floors=(build.floor("floor", "closes", "severe"),))

    (item,) = items(ruleset, build.assessment(closes=known("yes", "E1")))

    assert item.why == "The rating can’t be less than severe, and this is part of the reason."


def test_nothing_answered_leaves_nothing_to_contest() -> None:
    assert items(build.ruleset(CLOSING, **RAISED), build.assessment(change_date=None)) == ()


@pytest.mark.parametrize(("name", "most"), [("lunch-club", 40), ("evening-bus", 40), ("community-hub", 20)])
def test_examples_give_as_many_points_as_a_colleague_can_look_at(name: str, most: int) -> None:
    ruleset = api.load_questionnaire("kirklees")
    assessment = api.read_answers(ruleset, EXAMPLES / f"{name}.yaml", at=AT)

    assert 5 <= len(items(ruleset, assessment)) <= most


# Properties


@settings(hundreds, max_examples=150)
@given(worlds())
def test_nothing_is_contested_twice_nor_in_another_order_next_time(world: World) -> None:
    found = items(world.ruleset, world.assessment)

    assert len({(item.kind, item.about) for item in found}) == len(found)
    assert items(world.ruleset, world.assessment) == found


@settings(hundreds, max_examples=150)
@given(worlds())
def test_every_point_is_on_file_and_its_answers_are_on_the_route(world: World) -> None:
    asked = set(world.route.asked)

    for item in items(world.ruleset, world.assessment):
        assert set(item.answers) <= asked
        assert item.kind != "question" or item.about in world.assessment.answers
        assert item.why.endswith(".")
