"""For each question enough answers to make every comparison about it true, and false."""

from datetime import date, timedelta

import pytest

from impact_check.rules import UNKNOWN, Ruleset, Scene, Seen, Truth
from impact_check.rules.conditions import Test as Comparison
from impact_check.rules.domain import representatives
from impact_check.rules.truth import compile_condition
from rules.build import check, question, rule, ruleset

QUESTIONS = (
    question("only_place", "yes_no"),
    question("reach", "one", options=["near", "far", "none_within"]),
    question("users", "number", maximum=500),
    question("places", "number"),
    question("ends", "date"),
    question("starts", "date"),
    question("why", "text"),
)


def build(*conditions: str) -> Ruleset:
    return ruleset(*QUESTIONS, rules=tuple(rule(f"r{n}", text) for n, text in enumerate(conditions)))


def values(built: Ruleset, name: str, **scene: Seen) -> tuple[Seen, ...]:
    return representatives(built, built.questions[name], Scene(scene))


def test_options_are_all_tried() -> None:
    built = build("only_place and reach == far")

    assert values(built, "only_place") == ("yes", "no")
    assert values(built, "reach") == ("near", "far", "none_within")


def test_choices_are_none_each_alone_and_all() -> None:
    built = build("V01 in groups")

    assert values(built, "groups") == (
        frozenset(),
        *(frozenset({f"V0{n}"}) for n in range(1, 5)),
        frozenset({"V01", "V02", "V03", "V04"}),
    )


def test_choices_are_as_many_as_are_counted() -> None:
    built = build("count(groups) >= 2")

    assert {len(value) for value in values(built, "groups") if isinstance(value, frozenset)} == {0, 1, 2, 3, 4}


def test_numbers_lie_on_and_around_every_threshold_and_at_both_ends() -> None:
    built = build("users >= 20", "users < 400")

    assert values(built, "users") == (0, 1, 19, 20, 21, 399, 400, 401, 500)


def test_numbers_stay_within_their_range() -> None:
    built = build("users >= 500", "users > 0")

    assert values(built, "users") == (0, 1, 499, 500)


def test_numbers_lie_around_the_other_answer() -> None:
    built = build("places < users")

    assert {29, 30, 31} < set(values(built, "users", places=30))
    assert {29, 30, 31} < set(values(built, "places", users=30))


def test_dates_lie_on_and_around_every_threshold() -> None:
    built = build("ends < '2026-05-01'", "days_between(ends, starts) > 14")

    may = date(2026, 5, 1)
    assert values(built, "ends") == (date(2026, 4, 30), may, date(2026, 5, 2))
    assert values(built, "starts", ends=may) == tuple(may + timedelta(days) for days in (13, 14, 15))
    assert {may - timedelta(days) for days in (13, 14, 15)} < set(values(built, "ends", starts=may))


@pytest.mark.parametrize("name", ["why", "starts"])
def test_free_text_and_dates_that_nothing_bounds_have_none(name: str) -> None:
    assert values(build("only_place"), name) == ()


def test_every_comparison_can_be_made_true_and_false() -> None:
    built = ruleset(
        *QUESTIONS,
        rules=(
            rule("a", "reach in (near, far) and users >= 20 and users != 7 or not only_place"),
            rule("b", "any_of(groups, V01, V02) or all_of(groups, V02, V03) or count(groups) == 3"),
            rule("c", "ends >= '2026-05-01' and days_between(ends, starts) < 3 and places <= users"),
        ),
        checks=(check("k", "places == 1"),),
    )
    unknown: dict[str, Seen] = dict.fromkeys(built.questions, UNKNOWN)
    known: dict[str, Seen] = {"users": 20, "ends": date(2026, 5, 1)}

    for name, atoms in built.atoms.items():
        for atom in atoms:
            evaluate = compile_condition(Comparison(atom))
            others = {other: value for other, value in known.items() if other != name}
            truths = {evaluate(Scene({**unknown, **others, name: value})) for value in values(built, name, **others)}
            if truths != {Truth.UNKNOWN}:  # The other question isn't known here.
                assert truths == {Truth.TRUE, Truth.FALSE}, atom
