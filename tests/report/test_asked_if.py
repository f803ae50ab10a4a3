"""When to answer a question, said to somebody who holds the form."""

from itertools import product

import pytest
from rules.build import question, rule, ruleset

from impact_check.report.asked_if import ConditionsInWords
from impact_check.rules import UNKNOWN, Ruleset, Scene, Seen
from impact_check.rules.truth import compile_condition

QUESTIONS = (
    question("only_place", "yes_no"),
    question("funded", "yes_no"),
    question("late", "yes_no"),
    question("reach", "one", options=["near", "far", "none_within"]),
    question("users", "number"),
    question("ends", "date"),
)
"""Numbered from 5: the facts come first, and `groups` is question 4."""


def built(text: str) -> tuple[Ruleset, ConditionsInWords]:
    made = ruleset(*QUESTIONS, rules=(rule("r", text),))
    numbers = {name: number for number, name in enumerate(made.questions, start=1)}
    return made, ConditionsInWords(made, numbers)


@pytest.mark.parametrize(
    ("text", "how", "clauses"),
    [
        ("only_place", "any", ["you answered “Yes” to question 5"]),
        ("not only_place", "any", ["you answered “No” to question 5"]),
        ("reach != near", "any", ["you answered “Far” or “None within” to question 8"]),
        ("reach in (near, far)", "any", ["you answered “Near” or “Far” to question 8"]),
        ("V01 in groups", "any", ["you ticked “Group 1” in question 4"]),
        ("V01 not in groups", "any", ["you did not tick “Group 1” in question 4"]),
        ("all_of(groups, V01, V02)", "any", ["you ticked “Group 1” and “Group 2” in question 4"]),
        ("count(groups) >= 2", "any", ["you ticked at least two in question 4"]),
        ("not count(groups) >= 2", "any", ["you ticked fewer than two in question 4"]),
        ("count(groups) > 12", "any", ["you ticked more than 12 in question 4"]),
        ("users >= 20", "any", ["the answer to question 9 is at least 20"]),
        ("ends < '2026-05-01'", "any", ["the answer to question 10 is before 1 May 2026"]),
        ("only_place or funded or late", "any", ["you answered “Yes” to question 5, 6 or 7"]),
        ("only_place and funded", "all", ["you answered “Yes” to questions 5 and 6"]),
        ("not (only_place or funded)", "all", ["you answered “No” to questions 5 and 6"]),
        ("reach == near or reach == far", "any", ["you answered “Near” or “Far” to question 8"]),
        ("reach != near and reach != far", "any", ["you answered “None within” to question 8"]),
        ("V01 in groups or V02 in groups", "any", ["you ticked “Group 1” or “Group 2” in question 4"]),
        ("V01 not in groups and V02 not in groups", "any", ["you did not tick “Group 1” or “Group 2” in question 4"]),
        (
            "V01 in groups and V02 in groups",
            "all",
            ["you ticked “Group 1” in question 4", "you ticked “Group 2” in question 4"],
        ),
        (
            "V01 in groups or only_place or (V02 in groups or funded)",
            "any",
            ["you ticked “Group 1” or “Group 2” in question 4", "you answered “Yes” to question 5 or 6"],
        ),
        (
            "V01 in groups and (only_place or reach == far)",
            "all",
            [
                "you ticked “Group 1” in question 4",
                "you answered “Yes” to question 5 or you answered “Far” to question 8",
            ],
        ),
    ],
)
def test_conditions_are_said_by_number_and_label(text: str, how: str, clauses: list[str]) -> None:
    made, conditions = built(text)

    said = conditions.clauses(made.rules["r"].node)

    assert said[1] == tuple(clauses)
    assert len(clauses) == 1 or said[0] == how


@pytest.mark.parametrize(
    "text",
    [
        "reach == near or reach == far or reach == none_within",
        "reach != near and (reach != far or only_place)",
        "reach == near and reach == far",
        "not (only_place or funded) and reach != far",
        "V01 in groups or V02 in groups or not only_place",
        "V01 not in groups and V02 not in groups and funded",
        "(V01 not in groups or V02 not in groups) and funded",
        "all_of(groups, V01, V02) or V01 in groups",
        "(only_place or (funded or (only_place and funded))) and (only_place or reach == far)",
    ],
)
def test_saying_it_shorter_changes_no_meaning(text: str) -> None:
    made, conditions = built(text)
    node = made.rules["r"].node
    before, after = compile_condition(node), compile_condition(conditions.simplified(node))

    options: dict[str, tuple[Seen, ...]] = {
        "only_place": ("yes", "no", UNKNOWN),
        "funded": ("yes", "no", UNKNOWN),
        "reach": ("near", "far", "none_within", UNKNOWN),
        "groups": (frozenset(), frozenset({"V01"}), frozenset({"V02"}), frozenset({"V01", "V02"}), UNKNOWN),
    }
    absent = [{}, *({name: value} for name, values in options.items() for value in values)]
    worlds = [dict(zip(options, values, strict=True)) for values in product(*options.values())]
    for values in (*absent, *worlds):
        assert before(Scene(values)) is after(Scene(values)), values
