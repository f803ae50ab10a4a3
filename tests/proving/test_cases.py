"""Worked cases: filled in, run, compared line by line; and which rules no case tries."""

from datetime import date
from typing import Any

import pytest
from rules.build import Entry, check, floor, question, rule
from rules.build import ruleset as build

from impact_check.loading.cases import CaseRead, CasesFile
from impact_check.loading.strict_yaml import read_yaml
from impact_check.loading.validate import validate
from impact_check.model.assessment import Value
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.model.result import Result
from impact_check.proving.cases import run_case
from impact_check.proving.try_cases import coverage, gaps
from impact_check.proving.worlds import best_answer
from impact_check.rules import Ruleset

QUESTIONS = (
    question("closes", "yes_no", worse="yes"),
    question("reach", "one", options=["near", "far"], ordered=True, ask_if="closes"),
    question("users", "number", worse="higher", ask_if="closes"),
    question("counted", "yes_no", worse="no", evidence={"reassuring": ["yes"], "min_grade": "A"}),
    question("colour", "one", options=["red", "blue"]),
)


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return build(
        *QUESTIONS,
        rules=(rule("far", "reach == far", severity="severe"), rule("uncounted", "not counted", severity="high")),
        floors=(floor("many", "users >= 100"),),
        checks=(check("red", "colour == red"),),
    )


def case(text: str) -> CaseRead:
    """Read one case, the first line of which is line 2."""
    document = read_yaml("cases:\n- name: A story\n" + text, "cases.yaml")
    content = validate(document, CasesFile)
    assert content is not None, document.faults
    return CaseRead(content.cases[0], document, 0)


def run(ruleset: Ruleset, text: str) -> tuple[Result | None, list[str]]:
    result, faults = run_case(ruleset, case(text))
    return result, [str(fault) for fault in faults]


def states(ruleset: Ruleset, text: str) -> dict[str, str]:
    result, faults = run(ruleset, text)
    assert result is not None, faults
    return {state.question: state.state for state in result.questions}


def test_case_that_comes_out_says_nothing(ruleset: Ruleset) -> None:
    result, faults = run(
        ruleset,
        "  given: {closes: yes, reach: far, users: 30}\n"
        "  expect: {fires: [far], may_fire: [uncounted], factors: {M01: [severe, severe]}, conflicts: [P1]}\n",
    )

    assert result is not None
    assert faults == []


def test_line_that_differs_is_told_with_its_line(ruleset: Ruleset) -> None:
    _, faults = run(
        ruleset,
        "  given: {closes: yes, reach: near}\n"
        "  expect:\n"
        "    fires: [far]\n"
        "    silent: [uncounted]\n"
        "    overall: [none, low]\n"
        "    supported: [P1]\n",
    )

    assert faults == [
        "cases.yaml:5:12: error case-differs: case “A story”: rule 'far' is false, not true",
        "cases.yaml:6:13: error case-differs: case “A story”: rule 'uncounted' is unknown, not false; "
        "it rests on counted (unanswered)",
        "cases.yaml:7:14: error case-differs: case “A story”: expected [none, low], got [none, high]",
        "cases.yaml:8:16: error case-differs: case “A story”: 'P1' was expected here; it is at_risk",
    ]


def test_answer_that_does_not_fit_is_told_and_the_case_is_not_run(ruleset: Ruleset) -> None:
    result, faults = run(ruleset, "  given: {closes: perhaps}\n  expect: {fires: [far]}\n")

    assert result is None
    assert faults == ["cases.yaml:3:19: error case-answer: case “A story”: closes: 'perhaps' is not one of yes, no"]


def test_others_are_unanswered_if_nothing_is_said(ruleset: Ruleset) -> None:
    found = states(ruleset, "  given: {closes: yes}\n  expect: {complete: false}\n")

    assert (found["reach"], found["counted"], found["title"]) == ("unanswered", "unanswered", "unanswered")


def test_others_are_not_known(ruleset: Ruleset) -> None:
    found = states(ruleset, "  given: {closes: yes}\n  others: dont_know\n  expect: {complete: true}\n")

    assert (found["closes"], found["reach"], found["title"], found["colour"]) == ("value", *["dont_know"] * 3)


def test_others_are_good_with_the_evidence_they_need(ruleset: Ruleset) -> None:
    result, faults = run(
        ruleset,
        "  given: {closes: yes}\n  others: good\n"
        "  expect: {silent: [far, uncounted], asked: [reach, users], overall: [none, none]}\n",
    )

    assert result is not None
    assert faults == []
    found = {state.question: state.state for state in result.questions}
    assert {found[name] for name in ("closes", "reach", "users", "counted", "title", "groups")} == {"value"}
    assert (found["colour"], found["change_date"]) == ("unanswered", "unanswered")  # They have no better end.


def test_good_answers_are_given_only_to_what_is_asked(ruleset: Ruleset) -> None:
    found = states(ruleset, "  others: good\n  expect: {not_asked: [reach, users]}\n")

    assert (found["closes"], found["reach"], found["users"]) == ("value", "not_asked", "not_asked")


def test_what_is_given_as_unanswered_stays_so(ruleset: Ruleset) -> None:
    found = states(ruleset, "  given: {closes: unanswered}\n  others: good\n  expect: {complete: false}\n")

    assert found["closes"] == "unanswered"
    assert found["reach"] == "value"  # It may apply.


def test_case_is_judged_on_its_day_or_the_day_of_the_pack(ruleset: Ruleset) -> None:
    given, _ = run(ruleset, "  on: 2027-03-04\n  expect: {complete: false}\n")
    default, _ = run(ruleset, "  expect: {complete: false}\n")

    assert given is not None
    assert default is not None
    assert (given.on, default.on) == (date(2027, 3, 4), date(2026, 1, 1))


# The best answer


@pytest.mark.parametrize(
    ("entry", "best"),
    [
        (question("q", "yes_no", worse="yes"), "no"),
        (question("q", "yes_no", worse="no"), "yes"),
        (question("q", "yes_no"), None),
        (question("q", "one", options=["near", "far"], ordered=True), "near"),
        (question("q", "one", options=["near", "far"]), None),
        (question("q", "many", options=["bus", "car"]), (NONE_OF_THESE,)),
        (question("q", "number", worse="higher", minimum=3, maximum=90), 3),
        (question("q", "number", worse="lower", minimum=3, maximum=90), 90),
        (question("q", "number"), None),
        (question("q", "date"), None),
        (question("q", "text"), "As recorded for the case"),
        (question("q", "role"), "As recorded for the case"),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_best_answer_is_the_end_that_is_not_worse(entry: Entry, best: Value | None) -> None:
    assert best_answer(Question.model_validate(entry)) == best


def test_best_number_is_best_beside_every_other() -> None:
    places = question("places", "number", worse="lower")
    built = build(places, question("users", "number"), rules=(rule("short", "places < users"),))

    _, faults = run(
        built, "  given: {users: 9_999_999}\n  others: good\n  expect: {silent: [short]}\n".replace("_", "")
    )

    assert faults == []


# Coverage


def results(ruleset: Ruleset, *givens: str) -> list[Result]:
    evidence = "  evidence: [{id: E1, title: Counts, grade: A, date: 2026-01-01}]\n"
    rest = f"{evidence}  expect: {{complete: false}}\n"
    found: list[Any] = [run(ruleset, f"  given: {given}\n{rest}")[0] for given in givens]
    return found


def named(ruleset: Ruleset, *results_: Result) -> dict[str, tuple[str, ...]]:
    """Return, by id, the states that no result shows."""
    return {id_: missing for _, id_, missing in gaps(ruleset, results_)}


BOTH = ("holds", "does not hold")


def test_everything_without_a_case_is_named(ruleset: Ruleset) -> None:
    assert list(gaps(ruleset, [])) == [
        ("rule", "far", BOTH),
        ("rule", "uncounted", BOTH),
        ("floor", "many", BOTH),
        ("check", "red", ("is a gap", "is met")),
        ("element", "P1", ("is in conflict", "is at risk", "is not shown")),  # Nothing can show that it is supported.
    ]


def test_unknown_is_neither_a_case_in_which_a_rule_holds_nor_one_in_which_it_does_not(ruleset: Ruleset) -> None:
    open_case = named(ruleset, *results(ruleset, "{closes: yes}"))

    assert (open_case["far"], open_case["uncounted"], open_case["many"]) == (BOTH, BOTH, BOTH)
    assert open_case["red"] == ("is a gap", "is met")


def test_rules_that_are_tried_both_ways_are_not_named(ruleset: Ruleset) -> None:
    tried = named(ruleset, *results(ruleset, "{closes: yes, reach: far, users: 100, counted: no}", "{closes: no}"))

    assert tried["uncounted"] == ("does not hold",)
    assert not {"far", "many"} & set(tried)


def test_checks_and_elements_that_are_seen_in_every_state_are_not_named(ruleset: Ruleset) -> None:
    at_risk, conflict, neither = results(
        ruleset,
        "{closes: no, colour: red}",
        "{closes: yes, reach: far, counted: no, colour: blue}",
        "{closes: no, counted: {value: yes, evidence: [E1]}}",
    )

    assert "red" not in named(ruleset, at_risk, conflict)
    assert named(ruleset, at_risk, conflict)["P1"] == ("is not shown",)
    assert "P1" not in named(ruleset, at_risk, conflict, neither)


def test_standing_that_the_tables_rule_out_is_not_asked_for() -> None:
    mild = build(*QUESTIONS, rules=(rule("far", "reach == far", severity="moderate"),))

    assert named(mild)["P1"] == ("is at risk", "is not shown")


def test_coverage_counts_what_is_shown(ruleset: Ruleset) -> None:
    tried = results(ruleset, "{closes: yes, reach: far, users: 100, counted: no}", "{closes: no}")

    counts = {(entry.kind, entry.state): (entry.shown, entry.of) for entry in coverage(ruleset, tried)}

    assert counts["rule", "holds"] == (2, 2)
    assert counts["rule", "does not hold"] == (1, 2)
    assert counts["floor", "does not hold"] == (1, 1)
    assert counts["check", "is a gap"] == (0, 1)
    assert counts["element", "is in conflict"] == (1, 1)
