"""Rules in zen-engine (Rust): as a decision table, and as one expression."""

import itertools
import json
import typing
from collections.abc import Callable, Iterable

from peer_ways import Way, by_place, in_turn, levels, names
from translate import Json, Written

from impact_check.rules import Ruleset
from impact_check.rules.conditions import Node


def zen(ruleset: Ruleset) -> list[Way]:
    import zen as engine

    text = Written(ruleset, shares=lambda name, options: f"some({name}, # in {json.dumps(list(options))})")
    rules = {rule: text.condition(condition.node) for rule, condition in ruleset.rules.items()}
    row = [{"_id": rule, "when": when, "rule": json.dumps(rule)} for rule, when in rules.items()]
    table = _node(
        "rules",
        "decisionTableNode",
        hitPolicy="collect",
        inputs=[{"id": "when", "name": "When"}],
        outputs=[{"id": "rule", "name": "Rule", "field": "rule"}],
        rules=row,
    )
    every = _node("rules", "expressionNode", expressions=[_key("rules", f"[{', '.join(rules.values())}]")])
    route = [_zen_step(ruleset, text, place, step) for place, step in enumerate(levels(ruleset))]
    make = engine.ZenEngine()

    def ready(nodes: Iterable[Node]) -> object:
        return engine.compile_expression(f"[{', '.join(map(text.condition, nodes))}]")

    def evaluate(expression: typing.Any, given: Json) -> typing.Any:
        return expression.evaluate(given)

    expression = engine.compile_expression(f"[{', '.join(rules.values())}]")
    ways = [
        Way("zen-engine", "all rules as one list expression", False, expression.evaluate, by_place(ruleset)),
        in_turn(ruleset, "zen-engine", evaluate, ready),
    ]
    for whole, nodes in ((False, []), (True, route)):
        way = "with the route as expression nodes before it" if whole else "the route given"
        as_table = make.create_decision(_graph([*nodes, table]))
        as_list = make.create_decision(_graph([*nodes, every]))
        ways += [
            Way("zen-engine", f"decision table, {way}", whole, as_table.evaluate, _rows),
            Way("zen-engine", f"one list expression node, {way}", whole, as_list.evaluate, _list_in(ruleset)),
        ]
    return ways


def _rows(response: object) -> Iterable[str]:
    return [row["rule"] for row in response["result"]]  # type: ignore[index]


def _list_in(ruleset: Ruleset) -> Callable[[object], Iterable[str]]:
    read = by_place(ruleset)
    return lambda response: read(response["result"]["rules"])  # type: ignore[index]


def _zen_step(ruleset: Ruleset, text: Written, place: int, step: Iterable[str]) -> Json:
    keys = [
        _key(name, f"{text.condition(ruleset.ask_if[question].node)} ? {name} : {json.dumps(blank)}")
        for question, name, blank in names(ruleset, step)
    ]
    return _node(f"route{place}", "expressionNode", expressions=keys, passThrough=True)


def _key(name: str, value: str) -> Json:
    return {"id": name, "key": name, "value": value}


def _node(name: str, kind: str, **content: object) -> Json:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}


def _graph(nodes: list[Json]) -> str:
    chain = [_node("in", "inputNode"), *nodes, _node("out", "outputNode")]
    edges = [
        {"id": f"{a['id']}-{b['id']}", "sourceId": a["id"], "targetId": b["id"], "type": "edge"}
        for a, b in itertools.pairwise(chain)
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": chain, "edges": edges})
