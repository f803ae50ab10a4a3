"""A ruleset -> the same questions and rules as variables and formulas of OpenFisca-core."""

from collections.abc import Callable
from typing import Any

import numpy as np
from decision_columns import Array, Columns, read
from translate import compared, wanted

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset
from impact_check.rules.conditions import All, Chosen, Counted, Node, Picked, Test
from impact_check.rules.conditions import Any as AnyOf

MONTH = "2026-11"


def model_of(ruleset: Ruleset) -> Callable[[Columns], Callable[[], dict[str, Array]]]:
    """Return a function that gets decisions ready for OpenFisca, and returns the call that works out every rule.

    A variable for each answer given, one for the same answer if its question is asked, and one for each rule.
    """
    from openfisca_core.entities import build_entity
    from openfisca_core.indexed_enums import Enum
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity(key="decision", plural="decisions", label="A decision", is_person=True)
    system = TaxBenefitSystem([entity])

    def add(name: str, **what: Any) -> None:
        system.add_variable(type(name, (Variable,), {"entity": entity, "definition_period": DateUnit.MONTH, **what}))

    writer = Formulas(ruleset, add, Enum)
    writer.write()

    def ready(made: Columns) -> Callable[[], dict[str, Array]]:
        given = writer.given(made)

        def run() -> dict[str, Array]:
            simulation = SimulationBuilder().build_default_simulation(system, count=made.rows)
            for name, array in given.items():
                simulation.set_input(name, MONTH, array)
            return {rule: simulation.calculate(writer.rules[rule], MONTH) for rule in ruleset.rules}

        return run

    return ready


class Formulas:
    """Writes the variables. What isn't asked is an option of its own, no option at all, or a flag beside the number."""

    def __init__(self, ruleset: Ruleset, add: Callable[..., None], enum: Any) -> None:
        self.ruleset, self.add, self.enum = ruleset, add, enum
        self.enums: dict[str, Any] = {}
        self.rules = {rule: f"rule_{place}" for place, rule in enumerate(ruleset.rules)}

    def write(self) -> None:
        for question in read(self.ruleset):
            self.asked(question)
            match question.type:
                case "many":
                    self.many(question)
                case "number":
                    self.add(f"given_{question.id}", value_type=int)
                case _:
                    self.one(question)
        for rule, name in self.rules.items():
            self.add(name, value_type=bool, formula=self.formula(self.ruleset.rules[rule].node))

    def asked(self, question: Question) -> None:
        condition = self.ruleset.ask_if.get(question.id)
        if condition is None:
            self.add(f"asked_{question.id}", value_type=bool, default_value=True)
        else:
            self.add(f"asked_{question.id}", value_type=bool, formula=self.formula(condition.node))

    def one(self, question: Question) -> None:
        options = [option.id for option in self.ruleset.options[question.id]]
        names = {f"o{place}": option for place, option in enumerate(options)} | {"not_asked": "not asked"}
        kind = self.enums[question.id] = self.enum(f"Options_{question.id}", names)
        what = {"value_type": self.enum, "possible_values": kind, "default_value": kind.not_asked}
        self.add(f"given_{question.id}", **what)
        if question.id not in self.ruleset.ask_if:
            self.add(f"seen_{question.id}", **what, formula=lambda d, month: d(f"given_{question.id}", month))
            return

        def seen(decision: Any, month: Any) -> Any:
            asked, given = decision(f"asked_{question.id}", month), decision(f"given_{question.id}", month)
            return np.where(asked, given, np.uint8(len(options)))

        self.add(f"seen_{question.id}", **what, formula=seen)

    def many(self, question: Question) -> None:
        for option in self.ruleset.options[question.id]:
            if option.id == NONE_OF_THESE:
                continue
            name = f"{question.id}__{option.id}"
            self.add(f"given_{name}", value_type=bool)
            self.add(f"seen_{name}", value_type=bool, formula=_both(f"asked_{question.id}", f"given_{name}"))

    def formula(self, node: Node) -> Any:
        """Return a condition as a formula, as its author would write it in Python."""
        source = f"lambda decision, month: {self.said(node)}"
        return eval(source, {"np": np, "enums": self.enums})  # noqa: S307  # Written here, from parsed conditions.

    def said(self, node: Node) -> str:
        match node:
            case All(parts):
                return "(" + " & ".join(map(self.said, parts)) + ")"
            case AnyOf(parts):
                return "(" + " | ".join(map(self.said, parts)) + ")"
            case Test(Chosen(question) as atom, negated):
                return self.chosen(question, wanted(self.ruleset, atom, negated=negated))
            case Test(Picked(question, options, how), negated):
                each = (_value(f"seen_{question}__{option}") for option in options)
                some = "(" + (" | " if how == "any" else " & ").join(each) + ")"
                return f"({_value(f'asked_{question}')} & ~{some})" if negated else some
            case Test(Counted(question), _):
                _, sign, number, _ = compared(node)
                options = [option.id for option in self.ruleset.options[question] if option.id != NONE_OF_THESE]
                every = ", ".join(_value(f"seen_{question}__{option}") for option in options)
                return f"({_value(f'asked_{question}')} & (sum([{every}], start=np.int16(0)) {sign} {number}))"
        question, sign, number, other = compared(node)
        known = " & ".join(_value(f"asked_{each}") for each in (question, other) if each)
        against = _value(f"given_{other}") if other else number
        return f"({known} & ({_value(f'given_{question}')} {sign} {against}))"

    def chosen(self, question: str, options: list[str]) -> str:
        places = {option.id: place for place, option in enumerate(self.ruleset.options[question])}
        each = (f"({_value(f'seen_{question}')} == enums[{question!r}].o{places[option]})" for option in options)
        return "(" + " | ".join(each) + ")"

    def given(self, made: Columns) -> dict[str, Array]:
        """Return the inputs as OpenFisca keeps them."""
        found = {f"given_{question}": array for question, array in (made.chosen | made.numbers).items()}
        for question, options in made.picked.items():
            found |= {f"given_{question}__{option}": array for option, array in options.items()}
        return found


def _both(one: str, other: str) -> Any:
    return lambda decision, month: decision(one, month) & decision(other, month)


def _value(name: str) -> str:
    return f"decision({name!r}, month)"
