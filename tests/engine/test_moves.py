"""Which answers could be otherwise, and how far each is."""

import pytest

from impact_check.engine import route
from impact_check.engine.moves import moves
from impact_check.engine.outlook import look
from impact_check.model.assessment import Answer, Known, Value
from impact_check.model.questionnaire import Question
from tests.engine.build import DONT_KNOW, NOT_APPLICABLE, assessment, known, question, rule, ruleset

ORDERED = question("q", "one", "best good bad worst", ordered=True, role="lever")


def listed(asked: Question, when: str, answer: Value | Answer | None) -> list[tuple[object, str, int]]:
    """Return the moves of one question as (value, kind, size)."""
    content = ruleset(asked, rules=[rule("r", when, severity="high")])
    file = assessment(**({} if answer is None else {asked.id: answer}))
    found = moves(content, file, look(content, route(content, file)).on_file)
    return [(move.value, move.kind, move.size) for move in found.get(asked.id, ())]


def test_a_lever_can_move_to_each_better_answer_the_nearest_first() -> None:
    assert listed(ORDERED, "q == worst", "bad") == [("good", "change", 1), ("best", "change", 2)]


@pytest.mark.parametrize(
    ("asked", "when", "answer", "expected"),
    [
        (ORDERED, "q == worst", "best", []),
        (question("q", worse="yes", role="lever"), "q", "yes", [("no", "change", 1)]),
        (question("q", worse="yes", role="lever"), "q", "no", []),
        (question("q", role="lever"), "q", "no", [("yes", "change", 1)]),
        (question("q", "one", "a b", role="lever"), "q == a", "b", [("a", "change", 1)]),
        (
            question("q", "many", "a b c", role="lever"),
            "count(q) >= 2",
            ("a", "b"),
            [
                (frozenset("a"), "change", 1),
                (frozenset("b"), "change", 1),
                (frozenset("abc"), "change", 1),
                (frozenset(), "change", 2),
                (frozenset("c"), "change", 3),
            ],
        ),
    ],
    ids=["best", "worse-end", "better-end", "no-worse-end", "no-order", "many"],
)
def test_a_lever_never_moves_to_a_worse_answer(
    asked: Question, when: str, answer: Value, expected: list[tuple[object, str, int]]
) -> None:
    assert sorted(listed(asked, when, answer), key=repr) == sorted(expected, key=repr)


def test_a_number_moves_to_what_makes_a_difference_only() -> None:
    asked = question("q", "number", worse="higher", maximum=100, role="lever")

    assert listed(asked, "q >= 20", 50) == [
        (21, "change", 1),
        (20, "change", 2),
        (19, "change", 3),
        (1, "change", 4),
        (0, "change", 5),
    ]


def test_a_date_moves_the_fewest_days_first() -> None:
    asked = question("q", "date", role="lever")

    assert [str(value) for value, _, _ in listed(asked, "q > '2027-03-01'", "2027-05-01")] == [
        "2027-03-02",
        "2027-03-01",
        "2027-02-28",
    ]


@pytest.mark.parametrize(("role", "kind"), [("lever", "make_sure"), ("fact", "find_out")])
@pytest.mark.parametrize("answer", [None, DONT_KNOW], ids=["unanswered", "dont-know"])
def test_what_is_open_can_turn_out_anyhow_the_least_demanding_first(role: str, kind: str, answer: Answer) -> None:
    asked = ORDERED.model_copy(update={"role": role})

    assert listed(asked, "q == worst", answer) == [
        ("worst", kind, 0),
        ("bad", kind, 1),
        ("good", kind, 2),
        ("best", kind, 3),
    ]


@pytest.mark.parametrize(("role", "other"), [("lever", "make_sure"), ("fact", "find_out")])
def test_an_answer_that_lacks_only_its_evidence_has_to_be_shown(role: str, other: str) -> None:
    asked = question("q", reassuring="no", worse="yes", role=role)

    assert listed(asked, "q", known("no")) == [("yes", other, 0), ("no", "show", 0)]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (question("q"), "yes"),
        (question("q", role="lever", allow_not_applicable=True), NOT_APPLICABLE),
        (question("q", "text", role="lever"), "Something"),
    ],
    ids=["known-fact", "not-applicable", "text"],
)
def test_what_cannot_be_otherwise_has_no_moves(asked: Question, answer: Value | Known) -> None:
    when = "q" if asked.type == "yes_no" else "other"
    content = ruleset(asked, question("other"), rules=[rule("r", when, severity="high")])
    file = assessment(q=answer, other="yes")

    assert moves(content, file, look(content, route(content, file)).on_file) == {}


def test_a_question_that_bears_on_no_rule_has_no_moves() -> None:
    content = ruleset(question("q", role="lever"), question("other"), rules=[rule("r", "other", severity="high")])
    file = assessment(q="yes", other="yes")

    assert moves(content, file, look(content, route(content, file)).on_file) == {}
