"""Screening says of answers what evaluating them says, if nothing is mitigated."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from impact_check import api
from impact_check.engine import evaluate, screen
from impact_check.model.assessment import Assessment
from impact_check.rules import Ruleset
from tests.engine.build import (
    DONT_KNOW,
    MODERATE,
    ON,
    SEVERE,
    assessment,
    element,
    floor,
    known,
    question,
    rule,
    ruleset,
)
from tests.engine.worlds import World, hundreds, worlds

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def assert_same(content: Ruleset, file: Assessment) -> None:
    result = evaluate(content, file.model_copy(update={"mitigations": ()}), ON, with_find_out=False)
    screened = screen(content, file.answers, file.evidence)

    assert screened.pinned == result.pinned
    assert screened.rating == result.inherent.rating
    assert {(f.factor, f.severity, f.exposure_confirmed, f.exposure_possible, f.level) for f in screened.factors} == {
        (f.factor, f.severity, f.exposure_confirmed, f.exposure_possible, f.inherent) for f in result.factors
    }
    assert [(f.floor, f.truth, f.level, f.answers) for f in screened.floors] == [
        (f.floor, f.truth, f.level, f.answers) for f in result.floors
    ]
    because = {entry.id: entry.because for entry in content.questionnaire.rules}
    assert [f.model_dump(exclude={"because"}) for f in screened.findings] == [f.model_dump() for f in result.findings]
    assert [f.because for f in screened.findings] == [because[f.rule] for f in result.findings]
    elements = {e.element: e for e in result.alignment}
    assert [(p.principle, p.level) for p in screened.principles] == [
        (e.id, elements[e.id].inherent)
        for strategy in content.questionnaire.strategies
        for e in strategy.elements
        if e.kind == "principle"
    ]
    for principle in screened.principles:
        standing = elements[principle.principle].standing
        assert principle.standing == (standing if standing in ("conflicts", "at_risk") else "none_raised")
    states = [state.state for state in result.questions]
    assert screened.asked == len(states) - states.count("not_asked")
    assert screened.unknown == sum(state in ("dont_know", "unanswered", "no_evidence") for state in states)
    assert screened.set_aside == tuple(state.question for state in result.questions if state.set_aside)


@settings(hundreds, max_examples=150)
@given(worlds())
def test_screening_says_what_evaluating_says(world: World) -> None:
    assert_same(world.ruleset, world.assessment)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_screening_an_example_says_what_evaluating_it_says(example: Path) -> None:
    content = api.load_questionnaire(api.answers_header(example).questionnaire or "kirklees")
    answered = api.read_answers(content, example, at=datetime(2026, 11, 22, tzinfo=UTC))
    half = {id_: answer for number, (id_, answer) in enumerate(answered.answers.items()) if number % 2}

    for file in (answered, answered.model_copy(update={"answers": half})):
        assert_same(content, file)


CONTENT = ruleset(
    question("closes"),
    question("others_near", ask_if="closes"),
    rules=[
        rule("goes", "closes", severity="high"),
        rule("nothing-near", "closes and not others_near", severity="severe"),
        rule("does-good", "closes", "M2", benefit="moderate"),
    ],
    floors=[floor("last", "closes and not others_near", "severe")],
    elements=[element("P1", "M1"), element("P2", "M2")],
)


def test_a_benefit_never_makes_a_principle_supported() -> None:
    screened = screen(CONTENT, assessment(closes="yes", others_near="yes").answers)

    assert {p.principle: p.standing for p in screened.principles} == {"P1": "at_risk", "P2": "none_raised"}
    assert "does-good" in {finding.rule for finding in screened.findings}


def test_what_is_unknown_is_counted_and_what_is_off_the_route_is_named() -> None:
    open_ = screen(CONTENT, {"closes": known("yes"), "others_near": DONT_KNOW})
    off = screen(CONTENT, {"closes": known("no"), "others_near": known("no")})

    assert (open_.rating.confirmed, open_.rating.possible) == (MODERATE, SEVERE)
    assert open_.unknown == open_.asked - 1
    assert off.set_aside == ("others_near",)
