"""Truths -> findings: which rules fired or may fire, and the answers that each rests on."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from impact_check.engine.routing import Route
from impact_check.model.result import AnswerState, AnswerUsed, Finding
from impact_check.rules import Ruleset, Scene, Truth
from impact_check.rules.tables import Kind, RuleFacts

FindingTruth = Literal["true", "unknown"]


def used(ruleset: Ruleset, route: Route, questions: tuple[str, ...]) -> tuple[AnswerUsed, ...]:
    """Return the answers behind a truth, in question order. Facts of the result are left out: they're not answers."""
    ordered = ruleset.tables.in_order(questions)
    return answers_used(ordered, states_of(route, ordered))


def states_of(route: Route, questions: Iterable[str]) -> tuple[AnswerState, ...]:
    """Return where questions stand."""
    return tuple([route.states[question].state for question in questions])


@lru_cache(maxsize=8192)
def answers_used(questions: tuple[str, ...], states: tuple[AnswerState, ...]) -> tuple[AnswerUsed, ...]:
    """Return the answers that something rests on."""
    return tuple(AnswerUsed(question=id_, state=state) for id_, state in zip(questions, states, strict=True))


_TRUE = Truth.TRUE  # Finding the member of an enum takes a while.


class Fired(NamedTuple):
    """A rule that holds or may hold."""

    rule: RuleFacts
    truth: Truth
    factors: tuple[str, ...]
    """Those that it applies to here."""


def fired(raising: Iterable[tuple[RuleFacts, Truth]], weighed: tuple[str, ...]) -> dict[str, Fired]:
    """Return the rules that hold or may hold, by id, with the factors that they apply to.

    raising: those rules, in questionnaire order. weighed: the factors whose level exposure can change; exposure that
    works on none of them is left out.
    """
    found: dict[str, Fired] = {}
    can_change = frozenset(weighed)
    for rule, truth in raising:
        factors = weighed if rule.factors == "all" else rule.factors
        if rule.kind == "exposure" and factors is not weighed:
            kept = tuple([factor for factor in factors if factor in can_change])
            factors = factors if len(kept) == len(factors) else kept
        if factors:
            found[rule.id] = Fired(rule, truth, factors)
    return found


def said_by(ruleset: Ruleset, one: Fired, found: Mapping[str, Fired]) -> str | None:
    """Return the strongest rule that makes a finding needless: same kind and factors, same answers, higher level.

    What is certain is never left to something uncertain to say, nor what is true of all to a rule about some groups.
    """
    for id_ in ruleset.tables.may_be_said_by(one.rule.id):
        other = found.get(id_)
        if other is None or (other.truth is not one.truth and one.truth is _TRUE):
            continue
        if other.factors is one.factors or set(one.factors).issubset(other.factors):
            return id_
    return None


def rests_on(one: Fired, scene: Scene) -> tuple[str, ...]:
    """Return the questions that a finding rests on."""
    return one.rule.condition.rests_on(scene, one.truth)


def findings(ruleset: Ruleset, route: Route, weighed: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return the rules that fired or may fire, in questionnaire order.

    weighed: the factors whose level exposure can change; exposure that works on none of them is left out.
    """
    rules = ruleset.tables.rules
    found = fired([(rule, route.rules[id_]) for id_, rule in rules.items() if route.rules[id_]], weighed)
    return tuple([_found(ruleset, route, one, found) for one in found.values()])


def _found(ruleset: Ruleset, route: Route, one: Fired, found: Mapping[str, Fired]) -> Finding:
    rule = one.rule
    questions = ruleset.tables.in_order(rests_on(one, route.scene))
    more = said_by(ruleset, one, found)
    truth: FindingTruth = "true" if one.truth is Truth.TRUE else "unknown"
    states = states_of(route, questions)
    return _finding(rule.id, truth, rule.kind, rule.level_name, one.factors, rule.groups, questions, states, more)


@lru_cache(maxsize=8192)
def _finding(
    rule: str,
    truth: FindingTruth,
    kind: Kind,
    level: str,
    factors: tuple[str, ...],
    groups: tuple[str, ...],
    questions: tuple[str, ...],
    states: tuple[AnswerState, ...],
    said_by: str | None,
) -> Finding:
    """Return the value. Most come out as they did for the answers before, and making each anew takes longer."""
    return Finding(
        rule=rule,
        truth=truth,
        kind=kind,
        level=level,
        factors=factors,
        groups=groups,
        answers=answers_used(questions, states),
        said_by=said_by,
    )
