"""The random worlds that the properties are tried on hold everything that the properties are about."""

import random
from collections import Counter
from typing import get_args

import pytest

from impact_check.engine import evaluate
from impact_check.model.levels import Level
from impact_check.model.result import AnswerState, NoCredit, Result, Standing
from tests.engine.build import ON
from tests.engine.worlds import NUMBER_OF_CONTENTS, World, world

NUMBER = 300


def drawn(*, monotone: bool) -> list[World]:
    draw = random.Random(1)  # noqa: S311  # Nothing secret.
    return [world(draw.randrange(NUMBER_OF_CONTENTS), draw.randbytes(60), monotone=monotone) for _ in range(NUMBER)]


WORLDS = drawn(monotone=False)
RESULTS = [evaluate(drawn_.ruleset, drawn_.assessment, ON) for drawn_ in WORLDS]


def seen(result: Result) -> set[object]:
    """Return what a result holds, as words."""
    inherent, residual = result.inherent, result.residual
    words = {
        "may not apply": any(state.may_not_apply for state in result.questions),
        "set aside": any(state.set_aside for state in result.questions),
        "stale": any(state.stale for state in result.questions),
        "complete": result.is_complete,
        "lifted by count": inherent.lifted_by_count,
        "lifted by floor": inherent.lifted_by_floor,
        "floor lifted": any(floor.lifted_by for floor in result.floors),
        "floor unknown": any(floor.truth == "unknown" for floor in result.floors),
        "benefit": any(finding.kind == "benefit" for finding in result.findings),
        "exposure": any(finding.kind == "exposure" for finding in result.findings),
        "a factor improves": any(rating.residual != rating.inherent for rating in result.factors),
        "the whole improves": residual.rating != inherent.rating,
        "promises count": result.unmitigated.rating != residual.rating,
        "something to find out": bool(result.find_out),
        "open": not inherent.rating.is_settled,
    }
    return (
        {word for word, holds in words.items() if holds}
        | {f"answer {state.state}" for state in result.questions}
        | {f"confirmed {inherent.rating.confirmed.name}", f"possible {inherent.rating.possible.name}"}
        | {f"credit {found.credit}" for found in result.mitigations}
        | {f"reason {reason}" for found in result.mitigations for reason in found.reasons}
        | {f"standing {found.standing}" for found in result.alignment}
        | {f"check {found.status}" for found in result.checks}
    )


TOLD = Counter(word for result in RESULTS for word in seen(result))
EXPECTED = (
    *(f"answer {state}" for state in get_args(AnswerState)),
    *(f"{side} {level.name}" for side in ("confirmed", "possible") for level in Level),
    *(f"credit {steps}" for steps in range(3)),
    *(f"reason {reason}" for reason in get_args(NoCredit)),
    *(f"standing {standing}" for standing in get_args(Standing)),
    *(f"check {status}" for status in ("met", "gap", "not_shown", "not_applicable")),
    *("may not apply", "set aside", "stale", "complete", "lifted by count", "lifted by floor", "floor lifted"),
    *("floor unknown", "benefit", "exposure", "a factor improves", "the whole improves", "promises count"),
    *("something to find out", "open"),
)


@pytest.mark.parametrize("word", EXPECTED)
def test_random_worlds_hold(word: str) -> None:
    assert TOLD[word] >= NUMBER / 100


def test_random_worlds_hold_conditions_of_every_form() -> None:
    written = " ".join(
        text
        for drawn_ in WORLDS
        for text in (*(rule.when for rule in drawn_.content.rules), *(q.ask_if or "" for q in drawn_.content.questions))
    )

    for form in (
        "not (",
        "not q",
        "!=",
        "not in (",
        "any_of(",
        "none_of(",
        "count(",
        "days_between(",
        "<",
        " or ",
        "c2",
    ):
        assert form in written


def test_conditions_of_monotone_worlds_are_never_negated_as_a_whole() -> None:
    for drawn_ in drawn(monotone=True):
        assert not [rule.when for rule in drawn_.content.rules if "not (" in rule.when]
