"""How a decision stands against each element of the strategy."""

import pytest

from impact_check.engine import evaluate
from impact_check.model.assessment import Answer, Mitigation
from impact_check.model.result import ElementAlignment
from tests.engine.build import (
    DONT_KNOW,
    HIGH,
    LOW,
    MODERATE,
    NONE,
    ON,
    SEVERE,
    assessment,
    check,
    element,
    mitigation,
    question,
    rule,
    ruleset,
    verified,
)

CONTENT = ruleset(
    question("place"),
    question("price"),
    question("hours"),
    question("opens"),
    question("asked"),
    question("named"),
    rules=[
        rule("place-lost", "place", "M1", severity="severe"),
        rule("price-up", "price", "M2", severity="high"),
        rule("hours-cut", "hours", "M3", severity="moderate"),
        rule("place-opens", "opens", "M3", benefit="high"),
        rule("place-opens-too", "opens", "M1", benefit="low"),
    ],
    checks=[check("people-asked", "not asked"), check("never", "not named", applies_if="named")],
    elements=[
        element("P1", "M1 M2 M3"),
        element("P2", "M3", "people-asked"),
        element("P3", shown_when="named"),
        element("P4", checks="never"),
        element("goal", "M2", kind="goal"),
    ],
)
CALM = dict.fromkeys(("place", "price", "hours", "opens", "asked", "named"), "no")


def aligned(mitigations: tuple[Mitigation, ...] = (), **answers: str | Answer) -> dict[str, ElementAlignment]:
    result = evaluate(CONTENT, assessment(mitigations=mitigations, **{**CALM, **answers}), ON)
    return {entry.element: entry for entry in result.alignment}


def test_every_element_is_listed_in_order_of_every_kind() -> None:
    assert list(aligned()) == ["P1", "P2", "P3", "P4", "goal", "vision"]


# The four standings


def test_confirmed_high_or_severe_conflicts() -> None:
    found = aligned(place="yes")

    assert found["P1"].standing == "conflicts"
    assert (found["P1"].inherent.confirmed, found["P1"].inherent.possible) == (HIGH, HIGH)


def test_possibly_high_is_only_at_risk() -> None:
    found = aligned(place=DONT_KNOW)

    assert found["P1"].standing == "at_risk"
    assert (found["P1"].inherent.confirmed, found["P1"].inherent.possible) == (NONE, HIGH)


def test_possibly_moderate_is_at_risk() -> None:
    assert aligned(price=DONT_KNOW)["goal"].standing == "at_risk"


def test_low_is_not_at_risk() -> None:
    found = aligned(hours="yes")

    assert found["P1"].inherent.possible == LOW
    assert found["P1"].standing == "not_shown"


def test_nothing_on_record_is_not_shown() -> None:
    found = aligned()

    assert {entry.standing for entry in found.values()} == {"not_shown"}
    assert not any(entry.is_shown for entry in found.values())


def test_a_benefit_on_record_supports() -> None:
    found = aligned(opens="yes", asked="yes")

    assert (found["P1"].standing, found["P1"].benefits) == ("supported", ("place-opens-too", "place-opens"))
    assert found["goal"].standing == "not_shown"


def test_a_benefit_that_is_not_certain_supports_nothing() -> None:
    found = aligned(opens=DONT_KNOW)

    assert (found["P1"].standing, found["P1"].benefits) == ("not_shown", ())


def test_a_check_that_is_met_supports() -> None:
    found = aligned(asked="yes")

    assert (found["P2"].standing, found["P2"].open_checks) == ("supported", ())


@pytest.mark.parametrize("asked", ["no", DONT_KNOW], ids=["gap", "not-shown"])
def test_an_open_check_keeps_a_benefit_from_supporting(asked: str | Answer) -> None:
    found = aligned(opens="yes", asked=asked)

    assert (found["P2"].standing, found["P2"].open_checks, found["P2"].is_shown) == (
        "not_shown",
        ("people-asked",),
        True,
    )


def test_a_check_that_does_not_apply_neither_supports_nor_stands_in_the_way() -> None:
    found = aligned()

    assert (found["P4"].standing, found["P4"].open_checks, found["P4"].is_shown) == ("not_shown", (), False)


def test_its_own_condition_supports() -> None:
    assert aligned(named="yes")["P3"].standing == "supported"
    assert aligned(named=DONT_KNOW)["P3"].standing == "not_shown"


def test_benefits_never_cancel_harm() -> None:
    assert aligned(place="yes", opens="yes")["P1"].standing == "conflicts"
    assert aligned(place=DONT_KNOW, opens="yes")["P1"].standing == "at_risk"


# What is behind it


def test_factors_are_listed_worst_first_and_only_those_raised() -> None:
    found = aligned(price="yes", place=DONT_KNOW)

    assert found["P1"].factors == ("M1", "M2")
    assert found["goal"].factors == ("M2",)


def test_three_moderate_factors_under_one_element_make_it_high() -> None:
    ids = ("q1", "q2", "q3")
    content = ruleset(
        *(question(id_) for id_ in ids),
        rules=[rule(id_, id_, f"M{id_[1]}", severity="high") for id_ in ids],
        elements=[element("P1", "M1 M2 M3"), element("goal", "M1 M2 M3", kind="goal"), element("P2", "M1 M2")],
    )

    found = evaluate(content, assessment(**dict.fromkeys(ids, "yes")), ON).alignment

    assert [entry.inherent.confirmed for entry in found] == [HIGH, HIGH, MODERATE, NONE]
    assert [entry.standing for entry in found] == ["conflicts", "conflicts", "at_risk", "not_shown"]


# After mitigation


def test_the_standing_after_mitigation_may_differ() -> None:
    found = aligned((verified(),), place="yes", asked="yes", opens="yes")

    assert (found["P1"].inherent.confirmed, found["P1"].residual.confirmed) == (HIGH, LOW)
    assert (found["P1"].standing, found["P1"].standing_residual) == ("conflicts", "supported")


def test_one_step_may_leave_it_at_risk() -> None:
    found = aligned((mitigation(),), place="yes")

    assert (found["P1"].standing, found["P1"].standing_residual) == ("conflicts", "at_risk")


def test_a_mitigation_against_another_factor_leaves_the_standing() -> None:
    found = aligned((mitigation(factor="M2"),), place="yes", price="yes")

    assert (found["P1"].standing, found["P1"].standing_residual) == ("conflicts", "conflicts")
    assert (found["goal"].standing, found["goal"].standing_residual) == ("at_risk", "not_shown")


def test_severe_conflicts() -> None:
    content = ruleset(
        question("place"),
        rules=[rule("r", "place", severity="severe"), rule("all", "place", "all", exposure="raised")],
        elements=[element("P1", "M1")],
    )

    found = evaluate(content, assessment(place="yes"), ON).alignment[0]

    assert (found.standing, found.inherent.confirmed) == ("conflicts", SEVERE)
