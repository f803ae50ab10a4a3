"""A ruleset -> what the engine looks up in it for every assessment, worked out once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import Parameters, RiskFactor, Rule
from impact_check.model.strategy import Element

if TYPE_CHECKING:
    from impact_check.rules.ruleset import Condition, Ruleset

Kind = Literal["severity", "exposure", "benefit"]
T = TypeVar("T")

MOST_ORDERED = 10_000
"""Sets of questions whose order is kept. Conditions rest on few different ones."""


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """One rule, ready to be found true."""

    id: str
    condition: "Condition"
    kind: Kind
    level: Level | Exposure
    level_name: str
    factors: tuple[str, ...] | Literal["all"]
    groups: tuple[str, ...]


class Tables:
    """What is looked up. Nothing in it ever changes."""

    def __init__(self, ruleset: "Ruleset") -> None:
        self._ruleset = ruleset
        self._said_by: dict[str, tuple[str, ...]] = {}
        self._ordered: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._made: dict[object, object] = {}

    def once(self, make: "Callable[[Ruleset], T]") -> T:
        """Return what a function makes of the ruleset, made the first time it is wanted."""
        made = self._made.get(make)
        if made is None:
            made = self._made.setdefault(make, make(self._ruleset))
        return cast("T", made)

    def in_order(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some names that are questions, each once, in question order."""
        found = self._ordered.get(names)
        if found is None:
            place = self.place
            found = tuple(sorted({name for name in names if name in place}, key=place.__getitem__))
            if len(self._ordered) < MOST_ORDERED:
                self._ordered[names] = found
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every question, in the order they're asked."""
        return tuple(self._ruleset.questions)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each question in the order they're asked, from 0."""
        return {question: place for place, question in enumerate(self._ruleset.questions)}

    @cached_property
    def offered(self) -> dict[str, frozenset[str]]:
        """The ids of the options that each question offers; empty if it has none."""
        return {id_: frozenset(option.id for option in options) for id_, options in self._ruleset.options.items()}

    @cached_property
    def rules(self) -> dict[str, RuleFacts]:
        """Every rule, in questionnaire order."""
        ruleset = self._ruleset
        return {rule.id: _facts(rule, ruleset.rules[rule.id]) for rule in ruleset.questionnaire.rules}

    @cached_property
    def listed(self) -> tuple[RuleFacts, ...]:
        """Every rule, in questionnaire order."""
        return tuple(self.rules.values())

    @cached_property
    def factors(self) -> dict[str, RiskFactor]:
        """Every risk factor, in library order."""
        return {factor.id: factor for factor in self._ruleset.questionnaire.factors}

    @cached_property
    def levels(self) -> dict[tuple[Level, Exposure], Level]:
        """The published table: (severity, exposure) -> level."""
        return level_table(self._ruleset.questionnaire.parameters)

    @cached_property
    def moved_by_exposure(self) -> frozenset[Level]:
        """The severities at which exposure can change the level."""
        table = self.levels
        return frozenset(level for level in Level if table[level, Exposure.ACUTE] > table[level, Exposure.LIMITED])

    @cached_property
    def bits(self) -> dict[str, int]:
        """A bit for each risk factor, so that a set of factors is a number."""
        return {factor: 1 << place for place, factor in enumerate(self.factors)}

    @cached_property
    def elements(self) -> tuple[tuple[Element, int], ...]:
        """Every element of every strategy, in order, and the set of its factors."""
        elements = (element for strategy in self._ruleset.questionnaire.strategies for element in strategy.elements)
        return tuple((element, self.set_of(element)) for element in elements)

    @cached_property
    def principles(self) -> tuple[tuple[Element, int], ...]:
        """The elements that count towards the overall rating, and the set of factors of each."""
        return tuple((element, factors) for element, factors in self.elements if element.kind == "principle")

    def set_of(self, element: Element) -> int:
        """Return the set of an element's factors."""
        return sum({self.bits[factor] for factor in element.factors if factor in self.bits})

    @cached_property
    def looked_into(self) -> dict[str, frozenset[str]]:
        """For each risk factor, in library order, the questions that rules about its severity read."""
        read: dict[str, set[str]] = {factor.id: set() for factor in self._ruleset.questionnaire.factors}
        for rule in self.rules.values():
            if rule.kind == "severity" and rule.factors != "all":
                for factor in rule.factors:
                    read[factor].update(rule.condition.questions)
        return {factor: frozenset(questions) for factor, questions in read.items()}

    def may_be_said_by(self, rule: str) -> tuple[str, ...]:
        """Return the rules that say more from the same answers, the strongest first, then in questionnaire order.

        Same kind, higher level, and not about some groups where this one is about all. Whether they hold, and speak
        of the same factors, is another matter.
        """
        found = self._said_by.get(rule)
        if found is None:
            found = self._said_by[rule] = self._stronger(self.rules[rule])
        return found

    def _stronger(self, rule: RuleFacts) -> tuple[str, ...]:
        reading = self._ruleset.rules_reading
        names = rule.condition.questions
        also = set(reading[names[0]]).intersection(*(reading[name] for name in names[1:])) if names else set(self.rules)
        others = [other for id_, other in self.rules.items() if id_ in also]
        stronger = [
            other
            for other in others
            if other.kind == rule.kind
            and other.level > rule.level
            and (not other.groups or other.groups == rule.groups)
        ]
        return tuple(other.id for other in sorted(stronger, key=lambda other: -other.level))


def _facts(rule: Rule, condition: "Condition") -> RuleFacts:
    raises = rule.raises
    level = raises.severity or raises.exposure or raises.benefit
    assert level is not None  # noqa: S101  # The model allows exactly one.
    kind: Kind = "severity" if raises.severity else "exposure" if raises.exposure else "benefit"
    return RuleFacts(rule.id, condition, kind, level, level.name.lower(), rule.factors, rule.groups)


def level_table(parameters: Parameters) -> dict[tuple[Level, Exposure], Level]:
    """Return the published table: (severity, exposure) -> level. Severity none is always none."""
    table = {(Level.NONE, exposure): Level.NONE for exposure in Exposure}
    for row in parameters.level_table.rows:
        table[row.severity, Exposure.LIMITED] = row.limited
        table[row.severity, Exposure.RAISED] = row.raised
        table[row.severity, Exposure.ACUTE] = row.acute
    return table
