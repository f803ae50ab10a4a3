"""Rules in durable-rules: a RETE network in C."""

import contextlib
import functools
import operator
import typing
from collections.abc import Callable

from peer_ways import Way, listed, number_holds, prepared_tests
from translate import Json, wanted

from impact_check.rules import Ruleset
from impact_check.rules.conditions import All, Any, Chosen, Node, Picked, Test


def durable(ruleset: Ruleset, most: int = 60) -> list[Way]:
    """It refuses many rules about one fact (error 303), so the rules are shared out over several rulesets."""
    from durable import lang

    ids, prepared, found = list(ruleset.rules), dict(prepared_tests(ruleset)), []
    parts = [ids[start : start + most] for start in range(0, len(ids), most)]
    for place, part in enumerate(parts):
        with lang.ruleset(f"part{place}"):
            for rule in part:
                condition = _durable(ruleset, prepared, lang.m, ruleset.rules[rule].node)
                lang.when_all(condition)(_collector(rule, found))

    def decide(given: Json) -> object:
        found.clear()
        for place in range(len(parts)):
            for change in (lang.assert_fact, lang.retract_fact):
                with contextlib.suppress(lang.engine.MessageNotHandledException):
                    change(f"part{place}", dict(given))
        return list(found)

    how = f"{len(parts)} rulesets, the decision asserted as a fact and taken back"
    return [Way("durable-rules", how, False, decide, listed, lambda given: _flat(prepared, given))]


def _flat(prepared: dict[Test, str], given: Json) -> Json:
    """Return the decision as one flat fact: each option chosen as a truth of its own, each number test prepared."""
    flat: Json = {name: number_holds(test, given) for test, name in prepared.items()}
    for question, answer in given.items():
        if isinstance(answer, list):
            flat |= {f"{question}__{option}": True for option in answer}
            flat[f"{question}__asked"] = bool(answer)
        elif isinstance(answer, str):
            flat[question] = answer
    return flat


def _collector(rule: str, found: list[str]) -> Callable[[object], None]:
    def collect(_: object) -> None:
        found.append(rule)

    collect.__name__ = rule.replace("-", "_")
    return collect


def _durable(ruleset: Ruleset, prepared: dict[Test, str], m: typing.Any, node: Node) -> typing.Any:
    match node:
        case All(parts):
            return functools.reduce(operator.and_, (_durable(ruleset, prepared, m, part) for part in parts))
        case Any(parts):
            return functools.reduce(operator.or_, (_durable(ruleset, prepared, m, part) for part in parts))
        case Test(Chosen() as atom, negated):
            each = [getattr(m, atom.question) == option for option in wanted(ruleset, atom, negated=negated)]
            return functools.reduce(operator.or_, each)
        case Test(Picked(question, options, "any"), False):
            return functools.reduce(operator.or_, (getattr(m, f"{question}__{option}") == True for option in options))  # noqa: E712
        case Test(Picked(question, options, "any"), True):
            apart = [-getattr(m, f"{question}__{option}") for option in options]
            return functools.reduce(operator.and_, apart, getattr(m, f"{question}__asked") == True)  # noqa: E712
        case Test() if node in prepared:
            return getattr(m, prepared[node]) == True  # noqa: E712
    raise ValueError(f"{node} has no translation")
