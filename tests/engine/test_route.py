"""Which questions apply, and what each answer counts as."""

import pytest

from impact_check.engine import Route, lacks_evidence, route, seen_value
from impact_check.model.assessment import Answer, Assessment, Evidence, Known, Value
from impact_check.rules import ABSENT, UNKNOWN, Ruleset
from tests.engine.build import (
    DONT_KNOW,
    NOBODY,
    NOT_APPLICABLE,
    assessment,
    known,
    on_file,
    question,
    ruleset,
)

ROUTED = ruleset(
    question("closes"),
    question("reach", "one", "near far none", ask_if="closes"),
    question("bus", ask_if="reach in (far, none)"),
    question("evening", ask_if="bus", allow_not_applicable=True),
    question("reason", "text", ask_if="not closes"),
)


def states(now: Route) -> dict[str, str]:
    fixed = ("proposal_title", "change_date", "groups_affected")
    return {id_: state.state for id_, state in now.states.items() if id_ not in fixed}


def on_route(file: Assessment, content: Ruleset = ROUTED) -> tuple[str, ...]:
    return tuple(id_ for id_ in route(content, file).asked if id_ in states(route(content, file)))


# Which questions apply


def test_a_question_is_asked_if_its_condition_holds() -> None:
    assert on_route(assessment(closes="yes", reach="far", bus="no")) == ("closes", "reach", "bus")
    assert on_route(assessment(closes="no")) == ("closes", "reason")


def test_every_question_has_a_state_in_order() -> None:
    now = route(ROUTED, assessment(closes="yes", reach="near"))

    assert states(now) == {
        "closes": "value",
        "reach": "value",
        "bus": "not_asked",
        "evening": "not_asked",
        "reason": "not_asked",
    }


@pytest.mark.parametrize("unknown", [{}, {"closes": DONT_KNOW}], ids=["unanswered", "dont-know"])
def test_what_an_unknown_may_open_is_asked_and_marked_so(unknown: dict[str, Answer]) -> None:
    now = route(ROUTED, assessment(**unknown))

    assert {"closes", "reach", "bus", "evening", "reason"} <= set(now.asked)
    assert now.may_not_apply == {"reach", "bus", "evening", "reason"}
    assert now.states["bus"].may_not_apply
    assert not now.states["closes"].may_not_apply


def test_an_answer_to_a_question_that_may_not_apply_can_rule_out_what_follows() -> None:
    now = route(ROUTED, assessment(closes=DONT_KNOW, reach="near"))

    assert "bus" not in now.asked


def test_an_answer_to_a_question_that_may_not_apply_never_makes_what_follows_certain() -> None:
    now = route(ROUTED, assessment(closes=DONT_KNOW, reach="far"))

    assert {"bus", "reason"} <= now.may_not_apply


def test_not_applicable_opens_nothing_whichever_way_round() -> None:
    content = ruleset(
        question("bus", allow_not_applicable=True),
        question("with_bus", ask_if="bus"),
        question("without_bus", ask_if="not bus"),
    )

    assert on_route(assessment(bus=NOT_APPLICABLE), content) == ("bus",)


def test_what_is_unanswered_is_listed_in_order() -> None:
    now = route(ROUTED, assessment(closes="yes", reach="far", change_date=None))

    assert now.unanswered == ("proposal_title", "change_date", "groups_affected", "bus", "evening")


# Set aside


def test_an_answer_off_the_route_is_kept_and_set_aside() -> None:
    file = assessment(closes="no", reach="far", bus="yes")

    now = route(ROUTED, file)

    assert now.set_aside == ("reach", "bus")
    assert now.states["reach"].set_aside
    assert now.scene.values["reach"] is ABSENT
    assert file.answers["reach"].value == "far"


def test_an_answer_set_aside_counts_again_when_the_route_comes_back() -> None:
    file = assessment(closes="no", reach="far", bus="yes")

    back = route(ROUTED, file.model_copy(update={"answers": {**file.answers, "closes": known("yes")}}))

    assert back.set_aside == ()
    assert back.scene.values["bus"] == "yes"


def test_an_answer_set_aside_opens_nothing() -> None:
    assert "bus" not in route(ROUTED, assessment(closes="no", reach="far")).asked


# What an answer counts as


@pytest.mark.parametrize(
    ("answer", "state", "seen"),
    [
        (None, "unanswered", UNKNOWN),
        (DONT_KNOW, "dont_know", UNKNOWN),
        (NOT_APPLICABLE, "not_applicable", ABSENT),
        (known("no"), "value", "no"),
    ],
    ids=["unanswered", "dont-know", "not-applicable", "value"],
)
def test_state_and_what_conditions_see(answer: Answer | None, state: str, seen: object) -> None:
    content = ruleset(question("bus", allow_not_applicable=True))

    now = route(content, assessment() if answer is None else assessment(bus=answer))

    assert now.states["bus"].state == state
    assert now.scene.values["bus"] == seen
    assert not now.states["bus"].stale


ALL_TYPES = ruleset(
    question("yes_no"),
    question("one", "one", "near far"),
    question("many", "many", "a b"),
    question("number", "number", minimum=1, maximum=5),
    question("date", "date"),
    question("text", "text"),
    question("role", "role"),
)


@pytest.mark.parametrize(
    ("id_", "value", "seen"),
    [
        ("yes_no", "yes", "yes"),
        ("one", "far", "far"),
        ("many", ("b", "a"), frozenset({"a", "b"})),
        ("many", NOBODY, frozenset()),
        ("number", 1, 1),
        ("number", 5, 5),
        ("text", "Because.", "Because."),
        ("role", "Head of service", "Head of service"),
    ],
)
def test_a_value_that_fits(id_: str, value: Value, seen: object) -> None:
    assert seen_value(ALL_TYPES, ALL_TYPES.questions[id_], value) == seen


def test_a_date_is_seen_as_a_day() -> None:
    seen = seen_value(ALL_TYPES, ALL_TYPES.questions["date"], "2027-04-01")

    assert (seen.year, seen.month, seen.day) == (2027, 4, 1)


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("yes_no", "maybe"),
        ("yes_no", 1),
        ("one", "gone"),
        ("one", ("near",)),
        ("many", ()),
        ("many", ("a", "gone")),
        ("many", ("a", "none_of_these")),
        ("many", "a"),
        ("number", 0),
        ("number", 6),
        ("number", "3"),
        ("date", "2027-02-30"),
        ("date", "next week"),
        ("date", 20270401),
        ("text", 3),
    ],
)
def test_an_answer_that_no_longer_fits_counts_as_unanswered(id_: str, value: Value) -> None:
    now = route(ALL_TYPES, assessment(**{id_: value}))

    assert (now.states[id_].state, now.states[id_].stale) == ("unanswered", True)
    assert now.scene.values[id_] is UNKNOWN


def test_not_applicable_where_that_is_not_offered_counts_as_unanswered() -> None:
    now = route(ALL_TYPES, assessment(yes_no=NOT_APPLICABLE))

    assert (now.states["yes_no"].state, now.states["yes_no"].stale) == ("unanswered", True)


def test_an_answer_to_a_question_that_is_gone_is_left_alone() -> None:
    assert "gone" not in route(ALL_TYPES, assessment(gone="yes")).states


# Evidence


GATED = ruleset(
    question("reach", "one", "near ok far", reassuring="near ok", min_grade="C"),
    question("bus", reassuring="no"),
    question("free", "number", reassuring="any", min_grade="B", worse="lower"),
    question("who", "many", "a b c", reassuring="none_of_these a"),
)


def state_of(id_: str, answer: Known, *evidence: Evidence) -> str:
    return route(GATED, assessment(evidence=evidence, **{id_: answer})).states[id_].state


@pytest.mark.parametrize(
    ("id_", "value", "state"),
    [
        ("reach", "near", "no_evidence"),
        ("reach", "ok", "no_evidence"),
        ("reach", "far", "value"),
        ("bus", "no", "no_evidence"),
        ("bus", "yes", "value"),
        ("free", 3, "no_evidence"),
        ("free", 0, "value"),
        ("who", NOBODY, "no_evidence"),
        ("who", ("a",), "no_evidence"),
        ("who", ("a", "b"), "value"),
    ],
)
def test_a_reassuring_answer_without_evidence_is_unknown(id_: str, value: Value, state: str) -> None:
    assert state_of(id_, known(value)) == state


@pytest.mark.parametrize(("grade", "state"), [("A", "value"), ("B", "value"), ("C", "value"), ("D", "no_evidence")])
def test_evidence_must_be_of_the_grade_demanded_or_better(grade: str, state: str) -> None:
    assert state_of("reach", known("near", "E1"), on_file("E1", grade)) == state


def test_one_piece_that_is_good_enough_is_enough() -> None:
    assert state_of("free", known(3, "E1", "E2"), on_file("E1", "D"), on_file("E2", "B")) == "value"


def test_two_weak_pieces_do_not_make_a_strong_one() -> None:
    assert state_of("free", known(3, "E1", "E2"), on_file("E1", "C"), on_file("E2", "C")) == "no_evidence"


def test_evidence_that_is_not_on_file_counts_for_nothing() -> None:
    assert state_of("bus", known("no", "E9"), on_file()) == "no_evidence"


def test_evidence_on_file_that_the_answer_does_not_name_counts_for_nothing() -> None:
    assert state_of("bus", known("no"), on_file()) == "no_evidence"


def test_a_question_without_a_demand_lacks_nothing() -> None:
    assert not lacks_evidence(question("bus"), known("no"), {})


def test_a_reassuring_answer_without_evidence_still_opens_what_it_may_open() -> None:
    content = ruleset(question("bus", reassuring="no"), question("late", ask_if="bus"))

    now = route(content, assessment(bus="no"))

    assert now.may_not_apply == {"late"}


# What if


def test_an_assumed_value_stands_in_for_what_is_on_file() -> None:
    now = route(ROUTED, assessment(closes="no"), {"closes": "yes", "reach": "far"})

    assert now.scene.values["reach"] == "far"
    assert "bus" in now.asked


def test_what_is_assumed_of_a_question_that_is_not_asked_is_left_out() -> None:
    now = route(ROUTED, assessment(closes="no"), {"reach": "far"})

    assert now.scene.values["reach"] is ABSENT
    assert now.states["reach"].state == "not_asked"
