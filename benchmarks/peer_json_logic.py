"""Rules in JSON-Logic: datalogic-py (Rust) and panzi-json-logic (Python)."""

import json
from collections.abc import Iterable

from peer_ways import Way, by_place, in_turn, levels, listed, names
from translate import Json, json_logic

from impact_check.rules import Ruleset
from impact_check.rules.conditions import Node


def datalogic(ruleset: Ruleset) -> list[Way]:
    """JSON-Logic in Rust: compiled once, evaluated in a session, which keeps its memory."""
    import datalogic_py

    engine = datalogic_py.Engine()
    session = engine.session()
    rules = engine.compile(json_rules(ruleset))
    each = [(rule, engine.compile(logic)) for rule, logic in zip(ruleset.rules, json_rules(ruleset), strict=True)]
    nested = datalogic_py.Engine(templating=True)
    whole = nested.compile(_nested(ruleset))
    in_nested = nested.session()

    def one_by_one(given: Json) -> object:
        data = datalogic_py.DataHandle(json.dumps(given))
        return [name for name, rule in each if session.evaluate_truthy(rule, data)]

    def at_once(given: Json) -> object:
        return _innermost(in_nested.evaluate(whole, given))

    name, place = "datalogic-py", by_place(ruleset)
    return [
        Way(name, "all rules as one list", False, lambda given: session.evaluate(rules, given), place),
        Way(name, "rule by rule, on data parsed once", False, one_by_one, listed),
        in_turn(ruleset, name, session.evaluate, lambda nodes: engine.compile(json_list(ruleset, nodes))),
        Way(name, "route and rules as one nested expression", True, at_once, place),
    ]


def panzi(ruleset: Ruleset) -> list[Way]:
    """JSON-Logic in Python."""
    from json_logic import jsonLogic

    name, rules = "panzi-json-logic", json_rules(ruleset)
    return [
        Way(name, "all rules as one list", False, lambda given: jsonLogic(rules, given), by_place(ruleset)),
        in_turn(ruleset, name, jsonLogic, lambda nodes: json_list(ruleset, nodes)),
    ]


def json_rules(ruleset: Ruleset) -> list[Json]:
    return json_list(ruleset, (rule.node for rule in ruleset.rules.values()))


def json_list(ruleset: Ruleset, nodes: Iterable[Node]) -> list[Json]:
    return [json_logic(ruleset, node) for node in nodes]


def _nested(ruleset: Ruleset) -> Json | list[Json]:
    """Return one expression: each step makes the data for the next, with the answers not asked taken away."""
    body: Json | list[Json] = json_rules(ruleset)
    steps = levels(ruleset)
    every = [name for _, name, _ in names(ruleset, (q for q in ruleset.questions if q in ruleset.bears_on_rating))]
    for place in reversed(range(len(steps))):
        scene: Json = {name: {"var": name} for name in every}
        for question, name, blank in names(ruleset, steps[place]):
            scene[name] = {"if": [json_logic(ruleset, ruleset.ask_if[question].node), {"var": name}, blank]}
        body = {"map": [[scene], body]}
    return body


def _innermost(found: object) -> object:
    while isinstance(found, list) and len(found) == 1:
        found = found[0]
    return found
