"""A parsed condition -> the same condition in another program's language, two-valued.

In these languages a question that isn't asked has no value (`many`: an empty list), and nothing said of it is true.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date

from impact_check.rules import Ruleset
from impact_check.rules.conditions import All, Any, Chosen, Compared, Counted, Elapsed, IsKnown, Node, Picked, Test

Json = dict[str, object]

FLIPPED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def counts(question: str) -> str:
    """Name the value that holds how many options were chosen: given, since not every language can count."""
    return f"{question}_count"


def counted(ruleset: Ruleset, question: str) -> tuple[str, ...]:
    """Name the values that must be given beside the answer: its count, if some condition counts."""
    return (counts(question),) if any(isinstance(atom, Counted) for atom in ruleset.atoms.get(question, ())) else ()


def constant(value: object) -> object:
    """Return a constant as these languages can hold it: dates as text, which sorts the same."""
    return value.isoformat() if isinstance(value, date) else value


def left_over(ruleset: Ruleset, question: str, options: Sequence[str]) -> list[str]:
    """Return the options that aren't named: what `not in` comes to for a question that is asked."""
    return [option.id for option in ruleset.options[question] if option.id not in options]


def wanted(ruleset: Ruleset, atom: Chosen, *, negated: bool) -> list[str]:
    return left_over(ruleset, atom.question, atom.options) if negated else list(atom.options)


def compared(test: Test) -> tuple[str, str, object, str | None]:
    """Return (name, operator, constant, other name) of a comparison of numbers or dates, negation worked in."""
    match test.atom:
        case Counted(question, operator, number):
            name, other, value = counts(question), None, number
        case Compared(question, operator, value, other):
            name = question
        case _:
            raise ValueError(f"{test.atom} has no translation")
    return name, FLIPPED[operator] if test.negated else operator, constant(value), other


# JSON-Logic


def json_logic(ruleset: Ruleset, node: Node) -> Json:
    match node:
        case All(parts):
            return {"and": [json_logic(ruleset, part) for part in parts]}
        case Any(parts):
            return {"or": [json_logic(ruleset, part) for part in parts]}
        case Test(Chosen() as atom, negated):
            options = wanted(ruleset, atom, negated=negated)
            answer = {"var": atom.question}
            return {"===": [answer, options[0]]} if len(options) == 1 else {"in": [answer, options]}
        case Test(Picked(question, options, how), negated):
            return _json_picked({"var": question}, options, how, negated=negated)
        case Test(Elapsed() | IsKnown()):
            raise ValueError(f"{node.atom} has no translation")
        case Test():
            name, operator, value, other = compared(node)
            values = ({"var": name}, value if other is None else {"var": other})
            known = [{"!==": [each, None]} for each in values if isinstance(each, dict)]
            return {"and": [*known, {operator: list(values)}]}


def _json_picked(answer: Json, options: Sequence[str], how: str, *, negated: bool) -> Json:
    each: list[Json] = [{"in": [option, answer]} for option in options]
    some = each[0] if len(each) == 1 else {"or" if how == "any" else "and": each}
    return {"and": [answer, {"!": [some]}]} if negated else some


# zen-engine, rule-engine and the like: expressions as text


class Written:
    """Writes conditions as text. What differs between languages is given by the words."""

    def __init__(
        self,
        ruleset: Ruleset,
        *,
        all_of: str = " and ",
        any_of: str = " or ",
        negate: str = "not {}",
        none: str = "null",
        shares: Callable[[str, Sequence[str]], str] | None = None,
        chosen_at_all: str = "len({}) > 0",
    ) -> None:
        self.ruleset = ruleset
        self.all_of, self.any_of, self.negate, self.none = all_of, any_of, negate, none
        self.shares, self.chosen_at_all = shares, chosen_at_all

    def condition(self, node: Node) -> str:
        match node:
            case All(parts):
                return "(" + self.all_of.join(map(self.condition, parts)) + ")"
            case Any(parts):
                return "(" + self.any_of.join(map(self.condition, parts)) + ")"
            case Test(Chosen() as atom, negated):
                options = wanted(self.ruleset, atom, negated=negated)
                if len(options) == 1:
                    return f"{atom.question} == {json.dumps(options[0])}"
                return f"{atom.question} in {json.dumps(options)}"
            case Test(Picked(question, options, how), negated):
                return self._picked(question, options, how, negated=negated)
            case Test(Elapsed() | IsKnown()):
                raise ValueError(f"{node.atom} has no translation")
            case Test():
                name, operator, value, other = compared(node)
                known = [f"{each} != {self.none}" for each in (name, other) if each]
                against = json.dumps(value) if other is None else other
                return "(" + self.all_of.join([*known, f"{name} {operator} {against}"]) + ")"

    def _picked(self, question: str, options: Sequence[str], how: str, *, negated: bool) -> str:
        if self.shares is not None and how == "any" and len(options) > 1:
            some = self.shares(question, options)
        else:
            joined = (self.any_of if how == "any" else self.all_of).join(
                f"{json.dumps(option)} in {question}" for option in options
            )
            some = f"({joined})"
        if not negated:
            return some
        return f"({self.chosen_at_all.format(question)}{self.all_of}{self.negate.format(some)})"
