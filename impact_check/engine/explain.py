"""Truths -> findings: which rules fired or may fire, and the answers that each rests on."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from impact_check.engine.route import Route
from impact_check.model.result import AnswerState, AnswerUsed, Finding
from impact_check.rules import Ruleset, Scene, Truth
from impact_check.rules.tables import RuleFacts


def used(ruleset: Ruleset, route: Route, questions: Collection[str]) -> tuple[AnswerUsed, ...]:
    """Return the answers behind a truth, in question order. Facts of the result are left out: they're not answers."""
    states = route.states
    return tuple(_answer_used(id_, states[id_].state) for id_ in in_order(ruleset, questions))


def in_order(ruleset: Ruleset, questions: Collection[str]) -> Collection[str]:
    """Return those of some names that are questions, each once, in question order."""
    place = ruleset.tables.place
    if len(questions) == 1:
        return questions if next(iter(questions)) in place else ()
    return sorted({id_ for id_ in questions if id_ in place}, key=place.__getitem__)


@lru_cache(maxsize=8192)
def _answer_used(question: str, state: AnswerState) -> AnswerUsed:
    return AnswerUsed(question=question, state=state)


class Fired(NamedTuple):
    """A rule that holds or may hold."""

    rule: RuleFacts
    truth: Truth
    factors: tuple[str, ...]
    """Those that it applies to here."""


def fired(ruleset: Ruleset, truths: Mapping[str, Truth], weighed: Collection[str]) -> dict[str, Fired]:
    """Return the rules that hold or may hold, by id, in questionnaire order.

    weighed: the factors whose level exposure can change; exposure that works on none of them is left out.
    """
    found: dict[str, Fired] = {}
    for id_, rule in ruleset.tables.rules.items():
        truth = truths[id_]
        if truth is Truth.FALSE:
            continue
        factors = tuple(weighed) if rule.factors == "all" else rule.factors
        if rule.kind == "exposure":
            factors = tuple([factor for factor in factors if factor in weighed])
            if not factors:
                continue
        found[id_] = Fired(rule, truth, factors)
    return found


def said_by(ruleset: Ruleset, one: Fired, found: Mapping[str, Fired]) -> str | None:
    """Return the strongest rule that makes a finding needless: same kind and factors, same answers, higher level.

    What is certain is never left to something uncertain to say, nor what is true of all to a rule about some groups.
    """
    for id_ in ruleset.tables.may_be_said_by(one.rule.id):
        other = found.get(id_)
        if (
            other is not None
            and (other.truth is Truth.TRUE or one.truth is Truth.UNKNOWN)
            and all(factor in other.factors for factor in one.factors)
        ):
            return id_
    return None


def rests_on(one: Fired, scene: Scene) -> tuple[str, ...]:
    """Return the questions that a finding rests on."""
    return one.rule.condition.rests_on(scene, one.truth)


def findings(
    ruleset: Ruleset, route: Route, truths: Mapping[str, Truth], weighed: Collection[str]
) -> tuple[Finding, ...]:
    """Return the rules that fired or may fire, in questionnaire order.

    weighed: the factors whose level exposure can change; exposure that works on none of them is left out.
    """
    found = fired(ruleset, truths, weighed)
    return tuple(
        [
            Finding(
                rule=id_,
                truth="true" if one.truth is Truth.TRUE else "unknown",
                kind=one.rule.kind,
                level=one.rule.level_name,
                factors=one.factors,
                groups=one.rule.groups,
                answers=used(ruleset, route, rests_on(one, route.scene)),
                said_by=said_by(ruleset, one, found),
            )
            for id_, one in found.items()
        ]
    )
