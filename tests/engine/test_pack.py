"""What must be true of the questionnaire that is shipped, tried on random answers to all of its questions."""

from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from impact_check.engine import evaluate, route
from impact_check.interview import next_question
from impact_check.loading import load_ruleset
from impact_check.model.assessment import Answer, Assessment, Known, Value
from impact_check.model.levels import Level
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset, Scene
from impact_check.rules.domain import representatives
from tests.engine import build
from tests.engine.build import DONT_KNOW, NOT_APPLICABLE, ON
from tests.engine.worlds import E0, Choices, Rated, backed, choices, hundreds, rated

NONE = (Level.NONE, Level.NONE)


@cache
def pack() -> Ruleset:
    return load_ruleset("kirklees")


@cache
def values(id_: str) -> tuple[Value, ...]:
    """Return answers of every kind to a question of the pack, better before worse where it has a worse end."""
    ruleset = pack()
    asked = ruleset.questions[id_]
    options = [option.id for option in ruleset.options[id_]]
    match asked.type:
        case "yes_no":
            return ("yes", "no") if asked.worse == "no" else ("no", "yes")
        case "one":
            return tuple(options)
        case "many":
            several = [tuple(options[:size]) for size in (2, 3, len(options) - 1) if size < len(options)]
            return ((NONE_OF_THESE,), *((option,) for option in options[:-1]), *several)
        case "number":
            near = {n for n in representatives(ruleset, asked, Scene({})) if isinstance(n, int)}
            numbers = sorted(n for n in {*near, 0, 1, 2, 5, 20} if asked.minimum <= n <= asked.maximum)
            return tuple(reversed(numbers) if asked.worse == "lower" else numbers)
        case "date":
            return tuple(date(2027, month, 1).isoformat() for month in (4, 2, 3, 6, 9))
    return ("As the service manager says.",)


@cache
def answers(id_: str) -> tuple[Answer | None, ...]:
    """Return everything that may stand against a question, no answer first; most are backed by evidence."""
    known = [backed(value) for value in values(id_)]
    bare = [build.known(value) for value in values(id_)[:2]]
    not_applicable = [NOT_APPLICABLE] if pack().questions[id_].allow_not_applicable else []
    return (None, DONT_KNOW, *known, *known, *bare, *not_applicable)


def assessment(given_: dict[str, Answer]) -> Assessment:
    return build.assessment(evidence=(E0,), change_date=None).model_copy(update={"answers": given_})


def _assessment(data: bytes) -> Assessment:
    chosen = Choices(data)
    picked = {id_: chosen.pick(answers(id_)) for id_ in pack().questions}
    return assessment({id_: answer for id_, answer in picked.items() if answer is not None})


def assessments() -> st.SearchStrategy[Assessment]:
    """Draw an assessment: something or nothing against each question of the pack, one byte each."""
    return st.binary(min_size=120, max_size=120).map(_assessment)


def with_answer(file: Assessment, id_: str, answer: Answer) -> Assessment:
    return file.model_copy(update={"answers": {**file.answers, id_: answer}})


def rate(file: Assessment) -> Rated:
    return rated(pack(), file)


def assert_closer(before: Rated, after: Rated) -> None:
    for name, (confirmed, possible) in before.inherent.items():
        assert after.inherent[name][0] >= confirmed, f"{name} is confirmed lower"
        assert after.inherent[name][1] <= possible, f"{name} is possibly higher"


def resolution(chosen: Choices, asked: Question) -> Answer:
    if asked.allow_not_applicable and chosen.yes(4):
        return NOT_APPLICABLE
    return backed(chosen.pick(values(asked.id)))


OPEN = ("unanswered", "dont_know", "no_evidence")


@hundreds
@given(assessments(), choices())
def test_finding_one_thing_out_brings_confirmed_and_possible_closer(file: Assessment, chosen: Choices) -> None:
    now = route(pack(), file)
    unknown = [id_ for id_ in now.asked if now.states[id_].state in OPEN and id_ in pack().bears_on_rating]
    assume(unknown)
    id_ = chosen.pick(unknown)

    after = rate(with_answer(file, id_, resolution(chosen, pack().questions[id_])))

    assert_closer(Rated(pack(), file, now), after)


@hundreds
@given(assessments(), choices(120))
def test_confirmed_and_possible_hold_whatever_everything_turns_out_to_be(file: Assessment, chosen: Choices) -> None:
    now = route(pack(), file)
    found_out = {
        id_: resolution(chosen, asked)
        for id_, asked in pack().questions.items()
        if now.states[id_].state not in ("value", "not_applicable")
    }

    after = rate(assessment({**file.answers, **found_out}))

    assert all(confirmed == possible for confirmed, possible in after.inherent.values())
    assert_closer(Rated(pack(), file, now), after)


WORSENING = {
    asked.id
    for asked in pack().questions.values()
    if (asked.ordered or asked.worse) and asked.id in pack().bears_on_rating
}


@hundreds
@given(assessments(), choices())
def test_a_worse_answer_never_lowers_a_rating(file: Assessment, chosen: Choices) -> None:
    now = route(pack(), file)
    better = {id_: file.answers[id_] for id_ in now.asked if id_ in WORSENING & file.answers.keys()}
    can_be_worse = [
        id_
        for id_, answer in better.items()
        if isinstance(answer, Known) and answer.evidence and answer.value != values(id_)[-1]
    ]
    assume(can_be_worse)
    id_ = chosen.pick(can_be_worse)
    place = values(id_).index(better[id_].value)

    after = rate(with_answer(file, id_, backed(values(id_)[place + 1])))

    for name, (confirmed, possible) in Rated(pack(), file, now).inherent.items():
        assert after.inherent[name][0] >= confirmed, f"{name} is confirmed lower"
        assert after.inherent[name][1] >= possible, f"{name} is possibly lower"


@hundreds
@given(assessments(), choices(120))
def test_the_order_of_answers_does_not_matter(file: Assessment, chosen: Choices) -> None:
    turned = sorted(file.answers, key=lambda id_: (chosen.below(256), id_))

    now, again = route(pack(), file), route(pack(), assessment({id_: file.answers[id_] for id_ in turned}))

    assert again.states == now.states
    assert again.scene == now.scene  # All of the rating follows from it.


@hundreds
@given(assessments(), assessments())
def test_answers_that_are_off_the_route_change_nothing(file: Assessment, other: Assessment) -> None:
    now = route(pack(), file)
    kept = {id_: answer for id_, answer in file.answers.items() if id_ in now.asked}
    aside = {id_: answer for id_, answer in other.answers.items() if id_ not in now.asked}

    again = route(pack(), assessment({**aside, **kept}))

    assert set(again.set_aside) == set(aside)
    assert again.asked == now.asked
    assert again.scene == now.scene  # All of the rating follows from it.


SCREENING = [asked for asked in pack().questions.values() if asked.screening]
ALL_NO = {asked.id: build.known((NONE_OF_THESE,) if asked.type == "many" else "no") for asked in SCREENING}


@hundreds
@given(assessments())
def test_no_to_all_screening_is_no_impact_whatever_else_is_on_file(file: Assessment) -> None:
    found = rate(assessment({**file.answers, **ALL_NO}))

    assert set(found.inherent.values()) == {NONE}


def test_no_to_all_screening_and_a_reason_is_screened_out() -> None:
    file = assessment(dict(ALL_NO))
    while asked := next_question(pack(), file):
        file = with_answer(file, asked.id, backed(values(asked.id)[0]))

    result = evaluate(pack(), file, ON)

    assert result.is_screened_out
    assert result.is_complete
    assert (result.inherent.rating.confirmed, result.inherent.rating.possible) == NONE


@hundreds
@given(assessments())
def test_dont_know_to_all_but_screening_is_never_none_or_low(file: Assessment) -> None:
    screened = {asked.id: file.answers.get(asked.id, DONT_KNOW) for asked in SCREENING}
    assume(any(not isinstance(answer, Known) or answer.value != ALL_NO[id_].value for id_, answer in screened.items()))
    nothing_known = dict.fromkeys(pack().questions, DONT_KNOW)

    _, possible = rate(assessment({**nothing_known, **screened})).inherent["overall"]

    assert possible >= Level.MODERATE


@pytest.mark.parametrize("blank", [{}, dict.fromkeys(pack().questions, DONT_KNOW)], ids=["nothing", "dont-know"])
def test_knowing_nothing_is_possibly_severe_and_nothing_is_confirmed(blank: dict[str, Answer]) -> None:
    result = evaluate(pack(), assessment(blank), ON)

    assert (result.inherent.rating.confirmed, result.inherent.rating.possible) == (Level.NONE, Level.SEVERE)
    assert not result.can_be_final
    assert set(result.outcomes) <= set(pack().questionnaire.parameters.requirements.gap_outcomes)
    assert result.find_out
