"""Options that make no difference are told."""

from typing import Any

import pytest
from rules.build import Entry, check, question, rule
from rules.build import ruleset as build

from impact_check.proving.options import alike_options

REACH = question("reach", "one", options=["near", "far", "none_within"], ordered=True)
THINGS = question("things", "many", options=["bus", "car"])


def told(*questions: Entry, **keys: Any) -> list[tuple[str | int, str]]:
    """Return (place of the option, code) of what is told about the questions."""
    ids = {entry["id"] for entry in questions}
    return [(key[1], code) for id_, key, code, _ in alike_options(build(*questions, **keys)) if id_ in ids]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (["reach in (far, none_within)"], [(2, "option-alike")]),
        (["reach == none_within"], []),
        (["reach in (far, none_within)", "reach == none_within"], []),
        (["reach != near", "not reach in (near, far)"], []),
    ],
    ids=["two-worst", "two-that-do-no-harm", "told-apart", "told-apart-by-negation"],
)
def test_neighbours_that_no_condition_tells_apart(when: list[str], expected: list[tuple[int, str]]) -> None:
    rules = tuple(rule(f"r{place}", text) for place, text in enumerate(when))

    assert told(REACH, rules=rules) == expected


def test_any_condition_can_tell_neighbours_apart() -> None:
    after = question("after", "text", ask_if="reach == none_within")

    assert told(REACH, after, rules=(rule("r", "reach != near"),)) == []


def test_what_only_checks_read_may_be_finer_than_they_are() -> None:
    assert told(REACH, checks=(check("c", "reach != near"),)) == []


def test_options_without_an_order_are_left_alone() -> None:
    unordered = question("reach", "one", options=["near", "far", "none_within"])

    assert told(unordered, rules=(rule("r", "reach == near"),)) == []


def test_option_that_no_condition_names() -> None:
    assert told(THINGS, rules=(rule("r", "bus in things"),)) == [(1, "option-unused")]


@pytest.mark.parametrize(
    "when", ["any_of(things, bus, car)", "bus in things and car not in things", "count(things) > 1"]
)
def test_options_that_are_named_or_counted_are_used(when: str) -> None:
    assert told(THINGS, rules=(rule("r", when),)) == []


def test_options_of_context_need_not_be_named() -> None:
    assert told({**THINGS, "role": "context"}) == []


def test_groups_are_used_if_a_rule_or_a_factor_speaks_of_them() -> None:
    speaking = {**rule("r", "any_of(groups, V01, V02)"), "groups": ["V03"]}

    ((_, key, code, message),) = alike_options(build(rules=(speaking,)))

    assert (key, code) == (("options_from",), "option-unused")
    assert "'V04'" in message
