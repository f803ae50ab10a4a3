"""From answers to a whole result: worked examples, screening, what is complete, who signs, what is permitted."""

from datetime import date

import pytest

from impact_check.engine import evaluate
from impact_check.model.assessment import Answer, Assessment, Mitigation, Owner, Verification
from impact_check.model.levels import Level
from impact_check.model.result import Overall, Result
from tests.engine.build import (
    DONT_KNOW,
    HIGH,
    LOW,
    MODERATE,
    NOBODY,
    NONE,
    ON,
    SEVERE,
    SOMEBODY_ELSE,
    assessment,
    check,
    element,
    factor,
    floor,
    known,
    mitigation,
    on_file,
    question,
    rule,
    ruleset,
    third_party,
)


def pair(overall: Overall) -> tuple[Level, Level]:
    return overall.rating.confirmed, overall.rating.possible


def pairs(result: Result, branch: str) -> dict[str, tuple[Level, Level]]:
    bounds = {rating.factor: getattr(rating, branch) for rating in result.factors}
    return {id_: (bound.confirmed, bound.possible) for id_, bound in bounds.items()}


# A lunch club closes. Whether a bus goes to the other club isn't known; the other club costs more.

LUNCH_CLUB = ruleset(
    question("only_outing"),
    question("over_75_without_car"),
    question("bus_link", worse="no", reassuring="yes"),
    question("costs_more"),
    rules=[
        rule("only-outing-ends", "only_outing", "place", severity="severe"),
        rule("users-at-risk", "over_75_without_car", "place journey", exposure="acute"),
        rule("no-bus", "not bus_link", "journey", severity="high"),
        rule("charge", "costs_more", "charge", severity="moderate"),
        rule("little-money", "costs_more", "charge", exposure="raised"),
    ],
    elements=[element("existing-assets", "place journey charge")],
    factors=[factor("place"), factor("journey"), factor("charge")],
)
CLUB_CLOSES = date(2027, 1, 31)
MINIBUS = mitigation(
    "minibus",
    "place",
    action="A minibus brings the same people to the other club.",
    due=date(2027, 1, 15),
    delivered_by=third_party("The operator's manager", date(2026, 11, 10)),
)
MINIBUS_SEEN = MINIBUS.model_copy(
    update={
        "status": "verified",
        "in_place_on": date(2027, 1, 12),
        "verified": Verification(by=SOMEBODY_ELSE, on=date(2027, 4, 20), evidence=("E2",)),
    }
)
THREE_MONTHS_LATER = date(2027, 4, 30)


def lunch_club(*mitigations: Mitigation, on: date = ON, **answers: str | Answer) -> Result:
    given = {"only_outing": "yes", "over_75_without_car": "yes", "bus_link": DONT_KNOW, "costs_more": "yes"}
    file = assessment(
        change_date=CLUB_CLOSES.isoformat(),
        mitigations=mitigations,
        evidence=(on_file("E1"), on_file("E2")),
        **{**given, **answers},
    )
    return evaluate(LUNCH_CLUB, file, on)


def test_lunch_club_as_proposed_is_severe() -> None:
    result = lunch_club()

    assert pairs(result, "inherent") == {
        "place": (SEVERE, SEVERE),
        "journey": (NONE, HIGH),
        "charge": (MODERATE, MODERATE),
    }
    assert pair(result.inherent) == (SEVERE, SEVERE)
    assert (result.inherent.counts_confirmed, result.inherent.counts_possible) == ((1, 0, 1, 0), (1, 1, 1, 0))
    assert result.alignment[0].standing == "conflicts"
    assert [entry.question for entry in result.find_out] == ["bus_link"]


def test_lunch_club_with_a_minibus_promised_is_still_high() -> None:
    result = lunch_club(MINIBUS)

    assert pairs(result, "residual") == {"place": (HIGH, HIGH), "journey": (NONE, HIGH), "charge": (MODERATE, MODERATE)}
    assert pair(result.residual) == (HIGH, HIGH)
    assert pair(result.unmitigated) == (SEVERE, SEVERE)
    assert result.alignment[0].standing_residual == "conflicts"


def test_lunch_club_with_the_minibus_verified_is_moderate_possibly_high_for_nobody_has_checked_the_bus() -> None:
    result = lunch_club(MINIBUS_SEEN, on=THREE_MONTHS_LATER)

    assert pairs(result, "residual")["place"] == (MODERATE, MODERATE)
    assert pair(result.residual) == (MODERATE, HIGH)
    assert pair(result.unmitigated) == (MODERATE, HIGH)
    assert pair(result.inherent) == (SEVERE, SEVERE)
    assert result.alignment[0].standing_residual == "at_risk"


def test_lunch_club_is_moderate_only_with_the_minibus_verified_and_the_bus_confirmed() -> None:
    bus_goes = known("yes", "E1")

    both = lunch_club(MINIBUS_SEEN, on=THREE_MONTHS_LATER, bus_link=bus_goes)
    bus_alone = lunch_club(on=THREE_MONTHS_LATER, bus_link=bus_goes)
    without_evidence = lunch_club(MINIBUS_SEEN, on=THREE_MONTHS_LATER, bus_link="yes")

    assert pair(both.residual) == (MODERATE, MODERATE)
    assert both.find_out == ()
    assert pair(bus_alone.residual) == (SEVERE, SEVERE)
    assert pair(without_evidence.residual) == (MODERATE, HIGH)
    assert without_evidence.find_out[0].state == "no_evidence"


def test_lunch_club_is_severe_again_when_the_minibus_never_came() -> None:
    assert pair(lunch_club(MINIBUS, on=THREE_MONTHS_LATER).residual) == (SEVERE, SEVERE)


# The example at the end of docs/rating.md

ON_THE_PAGE = ruleset(
    question("seen_weekly"),
    question("only_contact"),
    question("nothing_within_reach"),
    question("no_bus"),
    question("costs_more"),
    rules=[
        rule("seen-weekly", "seen_weekly", "place", severity="high"),
        rule("only-contact", "only_contact", "place", severity="severe"),
        rule("nothing-else", "nothing_within_reach", "place journey", exposure="acute"),
        rule("no-bus", "no_bus", "journey", severity="high"),
        rule("charge", "costs_more", "charge", severity="moderate"),
        rule("little-money", "costs_more", "charge", exposure="raised"),
    ],
    elements=[element("what-is-there", "place journey charge")],
    factors=[factor("place"), factor("journey"), factor("charge")],
)
SESSION_IDEA = Mitigation(id="session", factor="place", action="Keep one weekly session.")
JOURNEY_PROMISED = mitigation("minibus", "journey", delivered_by=third_party())
POSTER = mitigation("poster", "charge", owner=None, due=date(2027, 6, 1))
SESSION_SEEN = mitigation(
    "session",
    "place",
    status="verified",
    in_place_on=date(2026, 8, 1),
    verified=Verification(by=SOMEBODY_ELSE, on=date(2026, 11, 1), evidence=("E1",)),
)


def on_the_page(*mitigations: Mitigation) -> Result:
    answers = {"seen_weekly": "yes", "nothing_within_reach": "yes", "costs_more": "yes"}
    file = assessment(mitigations=mitigations, only_contact=DONT_KNOW, no_bus=DONT_KNOW, **answers)
    return evaluate(ON_THE_PAGE, file, ON)


def test_the_page_about_rating_tells_the_ratings_as_proposed() -> None:
    result = on_the_page()

    assert pairs(result, "inherent") == {
        "place": (HIGH, SEVERE),
        "journey": (NONE, HIGH),
        "charge": (MODERATE, MODERATE),
    }
    assert pair(result.inherent) == (HIGH, SEVERE)
    assert result.alignment[0].standing == "conflicts"
    assert [entry.question for entry in result.find_out] == ["only_contact", "no_bus"]


def test_the_page_about_rating_tells_what_the_three_mitigations_earn() -> None:
    result = on_the_page(SESSION_IDEA, JOURNEY_PROMISED, POSTER)

    assert [found.credit for found in result.mitigations] == [0, 1, 0]
    assert result.mitigations[2].reasons == ("no_owner", "starts_too_late")
    assert pairs(result, "residual")["journey"] == (NONE, MODERATE)
    assert pair(result.residual) == (HIGH, SEVERE)


def test_the_page_about_rating_tells_the_ratings_once_the_session_is_verified() -> None:
    result = on_the_page(SESSION_SEEN, JOURNEY_PROMISED)

    assert pairs(result, "residual") == {
        "place": (LOW, MODERATE),
        "journey": (NONE, MODERATE),
        "charge": (MODERATE, MODERATE),
    }
    assert pair(result.residual) == (MODERATE, HIGH)
    assert result.residual.lifted_by_count


# Screening, complete, final

SCREENED = ruleset(
    question("closes", screening=True),
    question("charges", screening=True),
    question("reach", "one", "near far", ask_if="closes", must_know=True),
    question("reason", "text", ask_if="not closes and not charges"),
    question("comments", "text", optional=True),
    rules=[
        rule("far", "reach == far", "M1", severity="severe"),
        rule("closes", "closes", "M1", severity="low"),
        rule("charges", "charges", "M2", severity="low"),
    ],
    checks=[check("looked", "closes and reach == far")],
)


def screened(**answers: str | Answer) -> Result:
    return evaluate(SCREENED, assessment(**answers), ON)


def test_no_to_all_screening_and_a_reason_is_screened_out() -> None:
    result = screened(closes="no", charges="no", reason="Nothing that people use changes.")

    assert (result.is_screened_out, result.is_complete, result.can_be_final) == (True, True, True)
    assert pair(result.inherent) == (NONE, NONE)
    assert result.factors == ()
    assert result.outcomes == ("proceed", "proceed_with_conditions", "proceed_despite", "revise", "stop")


def test_without_the_reason_it_is_not_screened_out_yet() -> None:
    result = screened(closes="no", charges="no")

    assert (result.is_screened_out, result.is_complete) == (False, False)


def test_a_screening_question_not_known_is_not_screened_out() -> None:
    result = screened(closes="no", charges=DONT_KNOW, reason="Nothing that people use changes.")

    assert (result.is_screened_out, result.is_complete) == (False, True)
    assert pair(result.inherent) == (NONE, LOW)


def test_what_screening_opened_is_not_screened_out_even_if_nothing_is_raised() -> None:
    content = ruleset(
        question("changes", screening=True),
        question("reach", "one", "near far", ask_if="changes"),
        rules=[rule("far", "reach == far", severity="severe")],
    )

    result = evaluate(content, assessment(changes="yes", reach="near"), ON)

    assert pair(result.inherent) == (NONE, NONE)
    assert not result.is_screened_out


def test_an_unanswered_question_makes_it_incomplete_and_an_optional_one_does_not() -> None:
    assert not screened(closes="yes", charges="no").is_complete
    assert screened(closes="yes", charges="no", reach="near").is_complete


def test_dont_know_is_complete_but_not_final_if_it_must_be_known() -> None:
    result = screened(closes="yes", charges="no", reach=DONT_KNOW)

    assert (result.is_complete, result.can_be_final) == (True, False)


def test_incomplete_can_not_be_final() -> None:
    assert not screened(closes="yes", reach="near").can_be_final


def test_an_empty_assessment_confirms_nothing_and_leaves_the_worst_possible() -> None:
    assert pair(screened().inherent) == (NONE, HIGH)


# Who signs, what is permitted

LADDER = ruleset(
    question("floor_high"),
    question("place", "one", "fine low moderate high severe", ordered=True),
    question("asked"),
    rules=[
        rule("low", "place == low", severity="low"),
        rule("moderate", "place == moderate", severity="moderate"),
        rule("high", "place == high", severity="high"),
        rule("severe", "place == severe", severity="severe"),
        rule("acute", "place != fine", "all", exposure="acute"),
    ],
    floors=[floor("f", "floor_high", "high")],
    checks=[check("asked", "not asked"), check("should", "not asked", grade="should")],
)


def ladder(*mitigations: Mitigation, **answers: str | Answer) -> Result:
    given = {"floor_high": "no", "place": "fine", "asked": "yes", **answers}
    return evaluate(LADDER, assessment(mitigations=mitigations, **given), ON)


@pytest.mark.parametrize(
    ("place", "signatories", "outcomes"),
    [
        ("fine", 1, ("proceed", "proceed_with_conditions", "proceed_despite", "revise", "stop")),
        ("low", 2, ("proceed", "proceed_with_conditions", "proceed_despite", "revise", "stop")),
        ("moderate", 3, ("proceed_with_conditions", "proceed_despite", "revise", "stop")),
        ("high", 4, ("proceed_despite", "revise", "stop")),
        ("severe", 5, ("revise", "stop")),
    ],
)
def test_the_level_settles_who_signs_and_what_is_permitted(
    place: str, signatories: int, outcomes: tuple[str, ...]
) -> None:
    result = ladder(place=place)

    assert (
        result.signatories == ("author", "challenger", "head_of_service", "director", "portfolio_holder")[:signatories]
    )
    assert result.outcomes == outcomes


def test_who_signs_follows_what_is_possible_as_proposed_and_outcomes_what_is_left() -> None:
    result = ladder(mitigation(), place="severe")

    assert len(result.signatories) == 5
    assert result.outcomes == ("proceed_despite", "revise", "stop")


def test_what_is_only_possible_counts() -> None:
    result = ladder(place=DONT_KNOW)

    assert pair(result.inherent) == (NONE, SEVERE)
    assert len(result.signatories) == 5
    assert result.outcomes == ("revise", "stop")


def test_a_must_check_that_is_open_permits_only_revising_or_stopping() -> None:
    result = ladder(asked="no")

    assert (result.outcomes, result.blocked_by) == (("revise", "stop"), ("asked",))


def test_incomplete_permits_only_revising_or_stopping() -> None:
    file = assessment(floor_high="no", asked="yes", place="fine")
    answers = {id_: answer for id_, answer in file.answers.items() if id_ != "floor_high"}

    result = evaluate(LADDER, file.model_copy(update={"answers": answers}), ON)

    assert (result.is_complete, result.blocked_by, result.outcomes) == (False, (), ("revise", "stop"))


def test_dont_know_is_complete_and_permits_what_the_possible_rating_permits() -> None:
    assert ladder(floor_high=DONT_KNOW).outcomes == ("proceed_despite", "revise", "stop")


# Findings and groups

PEOPLE = ruleset(
    question("groups_affected", "many", options_from="groups"),
    question("place"),
    question("reach", "one", "near far", ask_if="place"),
    question("opens"),
    rules=[
        rule("place-lost", "place and reach == far", "M1", groups="V03", severity="high"),
        rule("carers", "V02 in groups_affected", "M1 M2", exposure="raised"),
        rule("everybody", "place", "all", exposure="raised"),
        rule("opens", "opens", "M2", benefit="moderate"),
        rule("unasked", "reach == near", "M3", severity="low"),
    ],
    factors=[factor("M1", groups="V01"), factor("M2"), factor("M3"), factor("M4")],
)


def people(**answers: object) -> Result:
    return evaluate(PEOPLE, assessment(**answers), ON)


def test_a_finding_says_what_it_rests_on() -> None:
    result = people(groups_affected=NOBODY, place="yes", reach=DONT_KNOW, opens="yes")

    found = {finding.rule: finding for finding in result.findings}
    assert [(id_, finding.truth, finding.kind, finding.level) for id_, finding in found.items()] == [
        ("place-lost", "unknown", "severity", "high"),
        ("everybody", "true", "exposure", "raised"),
        ("opens", "true", "benefit", "moderate"),
        ("unasked", "unknown", "severity", "low"),
    ]
    assert [(used.question, used.state) for used in found["place-lost"].answers] == [
        ("place", "value"),
        ("reach", "dont_know"),
    ]


def test_an_exposure_finding_names_only_factors_that_are_raised() -> None:
    result = people(groups_affected=("V02",), place="yes", reach="far", opens="no")

    found = {finding.rule: finding.factors for finding in result.findings}
    assert found == {"place-lost": ("M1",), "carers": ("M1",), "everybody": ("M1",)}


def test_an_exposure_finding_without_a_raised_factor_is_left_out() -> None:
    assert people(groups_affected=("V02",), place="no", opens="no").findings == ()


def test_groups_hit_are_those_affected_for_whom_it_matters_most() -> None:
    result = people(groups_affected=("V03", "V02", "V01"), place="yes", reach="far", opens="no")

    assert result.affected_groups == ("V01", "V02", "V03")
    assert result.factors[0].groups == ("V01", "V03")
    assert not result.groups_not_known


def test_while_groups_are_not_known_none_is_named_and_that_is_said() -> None:
    result = people(groups_affected=DONT_KNOW, place="yes", reach="far", opens="no")

    assert (result.affected_groups, result.groups_not_known, result.factors[0].groups) == ((), True, ())


def test_factors_that_no_question_on_the_route_looked_into_are_told() -> None:
    assert people(groups_affected=NOBODY, place="no", opens="no").not_considered == ("M2", "M3", "M4")
    assert people(groups_affected=NOBODY, place="yes", opens="no").not_considered == ("M2", "M4")


# Pure


def test_the_same_values_give_the_same_result() -> None:
    file = assessment(place="yes", reach="far", mitigations=(mitigation(owner=Owner(name="Al", role="manager")),))

    assert evaluate(PEOPLE, file, ON) == evaluate(PEOPLE, Assessment.model_validate_json(file.model_dump_json()), ON)


def test_the_result_says_for_which_assessment_questionnaire_and_day() -> None:
    result = people()

    assert (result.assessment, result.pinned, result.on) == ("assessment", PEOPLE.pinned, ON)
