"""Rules in rule-engine and business-rules, which are written in Python."""

from collections.abc import Callable

from peer_ways import Way, levels, listed, names, number_holds, prepared_tests
from translate import Json, Written

from impact_check.rules import Ruleset
from impact_check.rules.conditions import All, Any, Chosen, Node, Picked, Test


def rule_engine(ruleset: Ruleset) -> list[Way]:
    import rule_engine as engine

    context = engine.Context(default_value=None)
    text = Written(ruleset, chosen_at_all="{}.length > 0")
    rules = [(rule, engine.Rule(text.condition(each.node), context=context)) for rule, each in ruleset.rules.items()]
    asks = [
        (engine.Rule(text.condition(ruleset.ask_if[question].node), context=context), name, blank)
        for step in levels(ruleset)
        for question, name, blank in names(ruleset, step)
    ]

    def decide(given: Json) -> object:
        return [name for name, rule in rules if rule.matches(given)]

    def whole(given: Json) -> object:
        seen = dict(given)
        for ask, name, blank in asks:
            if not ask.matches(seen):
                seen[name] = blank
        return decide(seen)

    return [
        Way("rule-engine", "rule by rule", False, decide, listed),
        Way("rule-engine", "question by question, then rule by rule", True, whole, listed),
    ]


def business_rules(ruleset: Ruleset) -> list[Way]:
    from business_rules import run_all
    from business_rules.actions import BaseActions, rule_action
    from business_rules.fields import FIELD_TEXT
    from business_rules.variables import BaseVariables, boolean_rule_variable, select_multiple_rule_variable

    prepared = dict(prepared_tests(ruleset))

    def variable(question: str) -> Callable[[object], object]:
        many = ruleset.questions[question].type == "many"

        def read(self: object) -> object:
            value = self.given[question]  # type: ignore[attr-defined]
            return value if many else () if value is None else (value,)

        read.__name__ = question
        return select_multiple_rule_variable()(read)

    def flag(name: str, test: Test) -> Callable[[object], object]:
        def read(self: object) -> object:
            return number_holds(test, self.given)  # type: ignore[attr-defined]

        read.__name__ = name
        return boolean_rule_variable()(read)

    members: dict[str, object] = {question: variable(question) for question in ruleset.bears_on_rating}
    members |= {name: flag(name, test) for test, name in prepared.items()}
    variables = type("Variables", (BaseVariables,), {**members, "__init__": _keep("given")})

    class Actions(BaseActions):  # type: ignore[misc]
        def __init__(self, given: Json, seen: Json) -> None:
            self.given, self.seen, self.found = given, seen, []  # type: ignore[var-annotated]

        @rule_action(params={"question": FIELD_TEXT})
        def ask(self, question: str) -> None:
            self.seen[question] = self.given[question]

        @rule_action(params={"rule": FIELD_TEXT})
        def fire(self, rule: str) -> None:
            self.found.append(rule)

    rules = [_business_rule(ruleset, prepared, c.node, "fire", {"rule": rule}) for rule, c in ruleset.rules.items()]
    asks = [
        _business_rule(ruleset, prepared, ruleset.ask_if[question].node, "ask", {"question": name})
        for step in levels(ruleset)
        for question, name, _ in names(ruleset, step)
    ]
    hidden = {name: blank for step in levels(ruleset) for _, name, blank in names(ruleset, step)}

    def decide(given: Json) -> object:
        actions = Actions(given, given)
        run_all(rule_list=rules, defined_variables=variables(given), defined_actions=actions)
        return actions.found

    def whole(given: Json) -> object:
        seen = {**given, **hidden}
        actions = Actions(given, seen)
        run_all(rule_list=asks + rules, defined_variables=variables(seen), defined_actions=actions)
        return actions.found

    return [
        Way("business-rules", "run_all over the rules", False, decide, listed),
        Way("business-rules", "run_all over the questions, then the rules", True, whole, listed),
    ]


def _keep(name: str) -> Callable[[object, object], None]:
    return lambda self, value: setattr(self, name, value)


def _business_rule(ruleset: Ruleset, prepared: dict[Test, str], node: Node, action: str, params: Json) -> Json:
    conditions = _business(ruleset, prepared, node)
    if not {"all", "any"} & conditions.keys():
        conditions = {"all": [conditions]}
    return {"conditions": conditions, "actions": [{"name": action, "params": params}]}


def _business(ruleset: Ruleset, prepared: dict[Test, str], node: Node) -> Json:
    def said(name: str, operator: str, value: object) -> Json:
        return {"name": name, "operator": operator, "value": value}

    match node:
        case All(parts):
            return {"all": [_business(ruleset, prepared, part) for part in parts]}
        case Any(parts):
            return {"any": [_business(ruleset, prepared, part) for part in parts]}
        case Test(Chosen(question, options), negated):
            every = [option.id for option in ruleset.options[question]]
            named = [option for option in every if (option in options) is not negated]
            return said(question, "shares_at_least_one_element_with", named)
        case Test(Picked(question, options, how), negated):
            some = "shares_at_least_one_element_with"
            if not negated:
                return said(question, some if how == "any" else "contains_all", list(options))
            if how == "all":
                raise ValueError("not all of: business-rules has no `not`")
            every = [option.id for option in ruleset.options[question]]
            apart = said(question, "shares_no_elements_with", list(options))
            return {"all": [apart, said(question, some, every)]}
    return said(prepared[node], "is_true", value=True)  # type: ignore[index]
