"""Truths -> findings: which rules fired or may fire, and the answers that each rests on."""

from collections.abc import Collection, Iterable, Mapping

from impact_check.engine.route import Route
from impact_check.model.questionnaire import Rule
from impact_check.model.result import AnswerUsed, Finding
from impact_check.rules import Ruleset, Truth, support


def used(route: Route, questions: Iterable[str]) -> tuple[AnswerUsed, ...]:
    """Return the answers behind a truth, in question order. Facts of the result are left out: they're not answers."""
    wanted = set(questions)
    return tuple(AnswerUsed(question=id_, state=state.state) for id_, state in route.states.items() if id_ in wanted)


def findings(
    ruleset: Ruleset, route: Route, truths: Mapping[str, Truth], raised: Collection[str]
) -> tuple[Finding, ...]:
    """Return the rules that fired or may fire, in questionnaire order.

    raised: the factors with some possible severity; exposure that works on none of them is left out.
    """
    found = (_finding(rule, ruleset, route, truths[rule.id], raised) for rule in ruleset.questionnaire.rules)
    return tuple(finding for finding in found if finding)


def _finding(rule: Rule, ruleset: Ruleset, route: Route, truth: Truth, raised: Collection[str]) -> Finding | None:
    if truth is Truth.FALSE:
        return None
    raises = rule.raises
    factors = tuple(raised) if rule.factors == "all" else rule.factors
    if raises.exposure is not None:
        factors = tuple(factor for factor in factors if factor in raised)
        if not factors:
            return None
    level = raises.severity or raises.exposure or raises.benefit
    assert level is not None  # noqa: S101  # The model allows exactly one.
    return Finding(
        rule=rule.id,
        truth="true" if truth is Truth.TRUE else "unknown",
        kind="severity" if raises.severity else "exposure" if raises.exposure else "benefit",
        level=level.name.lower(),
        factors=factors,
        groups=rule.groups,
        answers=used(route, support(ruleset.rules[rule.id].node, route.scene)),
    )
