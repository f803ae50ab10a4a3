"""Truths -> findings: which rules fired or may fire, and the answers that each rests on."""

from collections.abc import Collection, Iterable, Mapping

from impact_check.engine.route import Route
from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import Rule
from impact_check.model.result import AnswerUsed, Finding
from impact_check.rules import Ruleset, Truth, support


def used(route: Route, questions: Iterable[str]) -> tuple[AnswerUsed, ...]:
    """Return the answers behind a truth, in question order. Facts of the result are left out: they're not answers."""
    wanted = set(questions)
    return tuple(AnswerUsed(question=id_, state=state.state) for id_, state in route.states.items() if id_ in wanted)


def findings(
    ruleset: Ruleset, route: Route, truths: Mapping[str, Truth], weighed: Collection[str]
) -> tuple[Finding, ...]:
    """Return the rules that fired or may fire, in questionnaire order.

    weighed: the factors whose level exposure can change; exposure that works on none of them is left out.
    """
    rules = ruleset.questionnaire.rules
    found = [finding for rule in rules if (finding := _finding(rule, ruleset, route, truths[rule.id], weighed))]
    levels = {rule.id: _level(rule) for rule in rules}
    said_by = {finding.rule: _says_more(finding, found, levels, ruleset) for finding in found}
    return tuple(
        finding.model_copy(update={"said_by": said_by[finding.rule]}) if said_by[finding.rule] else finding
        for finding in found
    )


def _level(rule: Rule) -> Level | Exposure:
    level = rule.raises.severity or rule.raises.exposure or rule.raises.benefit
    assert level is not None  # noqa: S101  # The model allows exactly one.
    return level


def _says_more(finding: Finding, found: Iterable[Finding], levels: Mapping[str, int], ruleset: Ruleset) -> str | None:
    """Return the strongest rule that makes a finding needless: same kind and factors, same answers, higher level.

    What is certain is never left to something uncertain to say, nor what is true of all to a rule about some groups.
    """
    read = set(ruleset.rules[finding.rule].questions)
    stronger = [
        other.rule
        for other in found
        if other.kind == finding.kind
        and levels[other.rule] > levels[finding.rule]
        and (other.truth == "true" or finding.truth == "unknown")
        and set(finding.factors) <= set(other.factors)
        and (not other.groups or other.groups == finding.groups)
        and read <= set(ruleset.rules[other.rule].questions)
    ]
    return max(stronger, key=lambda rule: levels[rule], default=None)


def _finding(rule: Rule, ruleset: Ruleset, route: Route, truth: Truth, weighed: Collection[str]) -> Finding | None:
    if truth is Truth.FALSE:
        return None
    raises = rule.raises
    factors = tuple(weighed) if rule.factors == "all" else rule.factors
    if raises.exposure is not None:
        factors = tuple(factor for factor in factors if factor in weighed)
        if not factors:
            return None
    return Finding(
        rule=rule.id,
        truth="true" if truth is Truth.TRUE else "unknown",
        kind="severity" if raises.severity else "exposure" if raises.exposure else "benefit",
        level=_level(rule).name.lower(),
        factors=factors,
        groups=rule.groups,
        answers=used(route, support(ruleset.rules[rule.id].node, route.scene)),
    )
