"""Severity x exposure, counting and floors: rates from plain levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_check.engine import evaluate
from impact_check.engine.rate import FloorLevel, accumulate, factor_levels, overall
from impact_check.model.levels import Exposure, Level
from impact_check.model.result import Result
from impact_check.rules import Ruleset, Truth
from impact_check.rules.tables import level_table
from tests.engine.build import (
    DONT_KNOW,
    HIGH,
    LOW,
    MODERATE,
    NONE,
    ON,
    PARAMETERS,
    SEVERE,
    assessment,
    element,
    factor,
    floor,
    question,
    rule,
    ruleset,
)
from tests.engine.worlds import hundreds

LIMITED, RAISED, ACUTE = Exposure

# The table


@pytest.mark.parametrize(
    ("severity", "limited", "raised", "acute"),
    [
        (NONE, NONE, NONE, NONE),
        (LOW, LOW, LOW, LOW),
        (MODERATE, LOW, MODERATE, MODERATE),
        (HIGH, MODERATE, MODERATE, HIGH),
        (SEVERE, HIGH, SEVERE, SEVERE),
    ],
    ids=lambda value: value.name.lower(),
)
def test_level_is_read_from_the_table(severity: Level, limited: Level, raised: Level, acute: Level) -> None:
    table = level_table(PARAMETERS)

    assert (table[severity, LIMITED], table[severity, RAISED], table[severity, ACUTE]) == (limited, raised, acute)


# Factors

FACTORS = ruleset(
    question("a"),
    question("b"),
    question("c"),
    question("d"),
    rules=[
        rule("a-is-low", "a", severity="low"),
        rule("b-is-high", "b", severity="high"),
        rule("c-is-acute", "c", exposure="acute"),
        rule("d-raises-all", "d", "all", exposure="raised"),
        rule("d-is-moderate-for-another", "d", "M2", severity="moderate"),
        rule("c-does-good", "c", "M1 M3", benefit="high"),
    ],
)


def levels(**answers: object) -> dict[str, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]:
    """Return factor -> severity, exposure, level: each confirmed and possible."""
    file = assessment(**{**dict.fromkeys("abcd", "no"), **answers})
    result = evaluate(FACTORS, file, ON)
    return {
        rating.factor: (
            (rating.severity.confirmed, rating.severity.possible),
            (rating.exposure_confirmed, rating.exposure_possible),
            (rating.inherent.confirmed, rating.inherent.possible),
        )
        for rating in result.factors
    }


def test_a_factor_takes_the_highest_severity_of_its_rules_not_their_sum() -> None:
    assert levels(a="yes", b="yes") == {"M1": ((HIGH, HIGH), (LIMITED, LIMITED), (MODERATE, MODERATE))}


def test_a_factor_takes_the_highest_exposure_its_own_or_that_of_all() -> None:
    assert levels(b="yes", c="yes", d="yes") == {
        "M1": ((HIGH, HIGH), (ACUTE, ACUTE), (HIGH, HIGH)),
        "M2": ((MODERATE, MODERATE), (RAISED, RAISED), (MODERATE, MODERATE)),
    }


def test_exposure_of_all_counts_where_it_is_above_a_factors_own() -> None:
    content = ruleset(
        question("a"),
        rules=[
            rule("severity", "a", "M1", severity="high"),
            rule("own", "a", "M1", exposure="raised"),
            rule("everywhere", "a", "all", exposure="acute"),
        ],
    )

    assert evaluate(content, assessment(a="yes"), ON).factors[0].exposure_confirmed == ACUTE


def test_unknown_severity_is_possible_only() -> None:
    assert levels(a="yes", b=DONT_KNOW) == {"M1": ((LOW, HIGH), (LIMITED, LIMITED), (LOW, MODERATE))}


def test_unknown_exposure_is_possible_only() -> None:
    assert levels(b="yes", c=DONT_KNOW) == {"M1": ((HIGH, HIGH), (LIMITED, ACUTE), (MODERATE, HIGH))}


def test_exposure_without_severity_raises_nothing() -> None:
    assert levels(c="yes") == {}


def test_a_benefit_raises_nothing_and_takes_nothing_off() -> None:
    found = factor_levels(FACTORS, dict.fromkeys(rule_truths_all(), Truth.FALSE) | {"c-does-good": Truth.TRUE})

    assert found == {}


def rule_truths_all() -> list[str]:
    return [entry.id for entry in FACTORS.questionnaire.rules]


def test_factors_are_listed_worst_first_then_most_certain_then_by_id() -> None:
    content = ruleset(
        question("a"),
        question("b"),
        rules=[
            rule("low", "a", "M1", severity="low"),
            rule("high-1", "a", "M4", severity="high"),
            rule("high-2", "a", "M3", severity="high"),
            rule("maybe-high", "b", "M2", severity="high"),
        ],
    )

    result = evaluate(content, assessment(a="yes", b=DONT_KNOW), ON)

    assert [rating.factor for rating in result.factors] == ["M3", "M4", "M2", "M1"]


def test_the_rules_behind_a_factor_begin_with_the_worst_severity_certain_or_not() -> None:
    result = evaluate(FACTORS, assessment(a="yes", b=DONT_KNOW, c="yes", d="no"), ON)

    assert result.factors[0].findings == ("b-is-high", "a-is-low", "c-is-acute")


# Counting


@pytest.mark.parametrize(
    ("listed", "level"),
    [
        ([], NONE),
        ([NONE, NONE, NONE], NONE),
        ([LOW], LOW),
        ([LOW] * 30, LOW),
        ([MODERATE, MODERATE], MODERATE),
        ([MODERATE, MODERATE, LOW, LOW, LOW], MODERATE),
        ([MODERATE, MODERATE, MODERATE], HIGH),
        ([HIGH, MODERATE, MODERATE], HIGH),
        ([HIGH, HIGH, HIGH], HIGH),
        ([HIGH] * 30, HIGH),
        ([SEVERE, NONE], SEVERE),
        ([SEVERE, MODERATE, MODERATE], SEVERE),
    ],
    ids=str,
)
def test_three_moderate_make_high_and_counting_never_makes_severe(listed: list[Level], level: Level) -> None:
    assert accumulate(listed, 3) == level


COUNTED = ruleset(
    rules=[rule(f"r{number}", "count(groups_affected) >= 1", f"M{number}", severity="low") for number in range(1, 9)],
    elements=[
        element("P1", "M1 M2 M3 M4"),
        element("P2", "M3 M4 M5 M6"),
        element("G1", "M6 M7 M8", kind="goal"),
    ],
)
NAMES = tuple(f"M{number}" for number in range(1, 9))


def rating(*found: Level, floors: tuple[FloorLevel, ...] = ()) -> Level:
    """Rate certain levels of M1, M2 ...; the rest aren't raised."""
    settled = {name: (level, level) for name, level in zip(NAMES, found, strict=False)}
    rated = overall(COUNTED, settled, floors).rating
    assert rated.is_settled
    return rated.confirmed


def test_three_moderate_under_one_principle_are_high_overall() -> None:
    assert rating(MODERATE, MODERATE, MODERATE) == HIGH


def test_three_moderate_under_different_principles_are_moderate() -> None:
    assert rating(MODERATE, MODERATE, NONE, NONE, MODERATE) == MODERATE


def test_three_moderate_under_a_goal_are_moderate_for_only_principles_count() -> None:
    assert rating(NONE, NONE, NONE, NONE, NONE, MODERATE, MODERATE, MODERATE) == MODERATE


def test_five_moderate_over_the_whole_decision_are_high() -> None:
    assert rating(MODERATE, MODERATE, NONE, NONE, MODERATE, NONE, MODERATE) == MODERATE
    assert rating(MODERATE, MODERATE, NONE, NONE, MODERATE, NONE, MODERATE, MODERATE) == HIGH


def test_a_factor_that_no_principle_names_counts_by_itself() -> None:
    assert rating(NONE, NONE, NONE, NONE, NONE, NONE, NONE, SEVERE) == SEVERE


def test_eight_low_factors_are_low() -> None:
    assert rating(*[LOW] * 8) == LOW


def test_confirmed_counts_only_what_is_certain() -> None:
    found = {"M1": (MODERATE, MODERATE), "M2": (MODERATE, MODERATE), "M3": (LOW, MODERATE)}

    assert overall(COUNTED, found, ()).rating.confirmed == MODERATE
    assert overall(COUNTED, found, ()).rating.possible == HIGH


def test_it_is_said_that_the_count_lifted_the_rating() -> None:
    answers = {f"q{number}": "yes" for number in (1, 2, 3)}
    content = ruleset(
        *(question(id_) for id_ in answers),
        rules=[rule(f"r{id_}", id_, f"M{id_}", severity="high") for id_ in answers],
        elements=[element("P1", "Mq1 Mq2 Mq3")],
    )

    three = evaluate(content, assessment(**answers), ON).inherent
    two = evaluate(content, assessment(**{**answers, "q3": "no"}), ON).inherent

    assert (three.rating.possible, three.lifted_by_count, three.lifted_by_floor) == (HIGH, True, False)
    assert (two.rating.possible, two.lifted_by_count) == (MODERATE, False)
    assert three.counts_possible == three.counts_confirmed == (0, 0, 3, 0)


# Floors

FLOORED = ruleset(
    question("a"),
    question("b"),
    rules=[rule("a-is-low", "a", severity="low")],
    floors=[floor("b-is-high", "b", "high"), floor("b-is-moderate", "b", "moderate")],
)


def floored(a: object, b: object) -> Result:
    return evaluate(FLOORED, assessment(a=a, b=b), ON)


def test_a_floor_that_holds_is_confirmed() -> None:
    result = floored("yes", "yes")

    assert (result.inherent.rating.confirmed, result.inherent.rating.possible) == (HIGH, HIGH)
    assert result.inherent.lifted_by_floor
    assert [(held.floor, held.truth) for held in result.floors] == [("b-is-high", "true"), ("b-is-moderate", "true")]


def test_a_floor_that_may_hold_is_possible() -> None:
    result = floored("yes", DONT_KNOW)

    assert (result.inherent.rating.confirmed, result.inherent.rating.possible) == (LOW, HIGH)
    assert {held.truth for held in result.floors} == {"unknown"}
    assert [used.question for used in result.floors[0].answers] == ["b"]


def test_a_floor_that_does_not_hold_is_not_told() -> None:
    result = floored("yes", "no")

    assert (result.inherent.rating.possible, result.inherent.lifted_by_floor, result.floors) == (LOW, False, ())


def test_a_floor_below_the_worst_factor_changes_nothing() -> None:
    assert rating(HIGH, floors=(FloorLevel(LOW, Truth.TRUE),)) == HIGH


def test_a_floor_alone_can_make_severe() -> None:
    assert rating(LOW, floors=(FloorLevel(SEVERE, Truth.TRUE),)) == SEVERE


def test_a_floor_lifts_no_factor_and_no_principle() -> None:
    content = ruleset(question("b"), floors=[floor("f", "b", "severe")], elements=[element("P1", "M1")], factors=[M1])

    result = evaluate(content, assessment(b="yes"), ON)

    assert result.inherent.rating.confirmed == SEVERE
    assert result.factors == ()
    assert result.alignment[0].inherent.possible == NONE


M1 = factor("M1")

# Whatever the levels

PAIRS = tuple((confirmed, possible) for confirmed in Level for possible in Level if confirmed <= possible)


def decisions() -> st.SearchStrategy[dict[str, tuple[Level, Level]]]:
    return st.tuples(*[st.sampled_from(PAIRS)] * len(NAMES)).map(lambda found: dict(zip(NAMES, found, strict=True)))


def floors() -> st.SearchStrategy[tuple[FloorLevel, ...]]:
    held = st.builds(FloorLevel, st.sampled_from(Level), st.sampled_from((Truth.UNKNOWN, Truth.TRUE)))
    return st.lists(held, max_size=2).map(tuple)


def bounds(content: Ruleset, found: dict[str, tuple[Level, Level]], *held: FloorLevel) -> tuple[Level, Level]:
    rated = overall(content, found, held).rating
    return rated.confirmed, rated.possible


@hundreds
@given(decisions(), floors(), st.sampled_from(NAMES), st.sampled_from(PAIRS))
def test_raising_a_factor_never_lowers_the_overall_rating(
    found: dict[str, tuple[Level, Level]], held: tuple[FloorLevel, ...], name: str, to: tuple[Level, Level]
) -> None:
    higher = {**found, name: (max(found[name][0], to[0]), max(found[name][1], to[1]))}

    before, after = bounds(COUNTED, found, *held), bounds(COUNTED, higher, *held)

    assert after[0] >= before[0]
    assert after[1] >= before[1]


@hundreds
@given(decisions(), floors())
def test_factors_at_none_change_nothing(found: dict[str, tuple[Level, Level]], held: tuple[FloorLevel, ...]) -> None:
    raised = {name: pair for name, pair in found.items() if pair[1] > NONE}

    assert overall(COUNTED, raised, held) == overall(COUNTED, found, held)


@hundreds
@given(decisions())
def test_low_levels_never_add_up(found: dict[str, tuple[Level, Level]]) -> None:
    low = {name: (min(confirmed, LOW), min(possible, LOW)) for name, (confirmed, possible) in found.items()}

    assert bounds(COUNTED, low)[1] <= LOW


@hundreds
@given(decisions())
def test_counting_never_lifts_above_high(found: dict[str, tuple[Level, Level]]) -> None:
    for side, rated in enumerate(bounds(COUNTED, found)):
        worst = max(pair[side] for pair in found.values())
        assert worst <= rated <= max(worst, HIGH)


@hundreds
@given(decisions(), st.permutations(NAMES))
def test_the_order_of_factors_does_not_matter(found: dict[str, tuple[Level, Level]], turned: list[str]) -> None:
    assert overall(COUNTED, {name: found[name] for name in turned}, ()) == overall(COUNTED, found, ())


@hundreds
@given(decisions(), floors())
def test_one_more_floor_never_lowers_the_rating(
    found: dict[str, tuple[Level, Level]], held: tuple[FloorLevel, ...]
) -> None:
    for number in range(len(held)):
        fewer, more = bounds(COUNTED, found, *held[:number]), bounds(COUNTED, found, *held[: number + 1])
        assert more[0] >= fewer[0]
        assert more[1] >= fewer[1]
