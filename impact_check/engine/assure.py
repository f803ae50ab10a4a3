"""Process checks -> met, gap, not shown, not applicable. Apart from the rating, which they never change."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from impact_check.engine.explain import answers_used, states_of
from impact_check.engine.routing import Route
from impact_check.model.assessment import Assessment, Known
from impact_check.model.questionnaire import Check
from impact_check.model.result import AnswerState, CheckResult, CheckStatus
from impact_check.rules import ABSENT, Ruleset, Scene, Seen, Truth


def assure(ruleset: Ruleset, route: Route, facts: Mapping[str, Seen]) -> tuple[CheckResult, ...]:
    """Return every check, in order. facts: the facts about the result, by name (rules.shapes.RESULT_FACTS)."""
    scene = Scene({**route.scene.values, **facts}, route.scene.may_not_apply)
    return tuple([_check(check, ruleset, route, scene) for check in ruleset.questionnaire.checks])


def _check(check: Check, ruleset: Ruleset, route: Route, scene: Scene) -> CheckResult:
    applies = ruleset.applies_if.get(check.id)
    fails = ruleset.fails_when[check.id]
    # Nothing it looks at was asked: it can't be said to be met.
    unasked = bool(fails.questions) and all(scene.values.get(name, ABSENT) is ABSENT for name in fails.questions)
    applicable = applies.holds(scene) if applies else Truth.TRUE
    if unasked or applicable is Truth.FALSE:
        return _result(check.id, check.grade, "not_applicable", (), ())
    failing = fails.holds(scene)
    truth = min(applicable, failing)  # A gap is certain only if the check certainly applies.
    names = fails.rests_on(scene, failing)
    if applies and applicable is Truth.UNKNOWN:
        names = (*applies.rests_on(scene, applicable), *names)
    status: CheckStatus = "gap" if truth is Truth.TRUE else "not_shown" if truth is Truth.UNKNOWN else "met"
    questions = ruleset.tables.in_order(names)
    return _result(check.id, check.grade, status, questions, states_of(route, questions))


@lru_cache(maxsize=8192)
def _result(
    check: str,
    grade: Literal["must", "should"],
    status: CheckStatus,
    questions: tuple[str, ...],
    states: tuple[AnswerState, ...],
) -> CheckResult:
    """Return the value. Most come out as they did for the answers before, and making each anew takes longer."""
    return CheckResult(check=check, grade=grade, status=status, answers=answers_used(questions, states))


_SHORTEST = 30
"""Characters. Shorter texts, such as "not known yet", may honestly stand twice."""


def texts_repeated(ruleset: Ruleset, assessment: Assessment, route: Route) -> int:
    """Return how many texts say again, word for word, what another says: answers on the route and mitigations.

    Capitals, spaces and punctuation at the end don't count, nor do texts under 30 characters.
    """
    written = [
        answer.value
        for id_ in route.asked
        if ruleset.questions[id_].type == "text"
        and isinstance(answer := assessment.answers.get(id_), Known)
        and isinstance(answer.value, str)
    ]
    written += [mitigation.action for mitigation in assessment.mitigations]
    said = [" ".join(text.casefold().split()).rstrip(".;!") for text in written]
    long = [text for text in said if len(text) >= _SHORTEST]
    return len(long) - len(set(long))
