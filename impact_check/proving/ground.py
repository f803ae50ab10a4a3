"""What the proofs about one pack stand on: the pack as read, what was searched before, and the worlds to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from impact_check.loading.check import Registry
from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import Check, Rule
from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.kept import Searches
from impact_check.proving.worlds import World, world
from impact_check.rules import Condition, Ruleset, Seen, Truth
from impact_check.rules.conditions import All, Any, Chosen, IsKnown, Node, Test
from impact_check.rules.shapes import RESULT_FACTS
from impact_check.rules.tables import level_table


@dataclass(frozen=True)
class Ground:
    """A pack, and what helps to prove things about it."""

    ruleset: Ruleset
    registry: Registry
    """Where every entry stands."""
    searches: Searches

    def answers(self, *conditions: Condition) -> dict[str, Seen] | None:
        """Return answers under which all the conditions hold; None if there are none or it can't be told."""
        whole = conditions[0] if len(conditions) == 1 else Condition(All(tuple(c.node for c in conditions)))
        try:
            return self.searches.example(self.ruleset, whole, Truth.TRUE)
        except TooManyStepsError:
            return None

    @cached_property
    def worlds(self) -> tuple[World, ...]:
        """One world with the best answers, and one for each thing that can be made to hold."""
        return tuple(world(self.ruleset, about, answers) for about, answers in self._situations())

    @cached_property
    def highest(self) -> dict[str, tuple[Level, dict[str, Seen]]]:
        """The worst level that each factor can reach, with answers that lead there. Factors at none are left out."""
        return {factor.id: best for factor in self.ruleset.questionnaire.factors if (best := self._highest(factor.id))}

    def _situations(self) -> Iterator[tuple[str, dict[str, Seen]]]:
        ruleset = self.ruleset
        yield "the best answers", {}
        for kind, conditions in (
            ("rule", ruleset.rules),
            ("floor", ruleset.floors),
            ("what shows element", ruleset.shown_when),
        ):
            for id_, condition in conditions.items():
                if (answers := self.answers(condition)) is not None:
                    yield f"{kind} '{id_}'", answers
        for factor, (level, answers) in self.highest.items():
            yield f"factor {factor} at {level.name.lower()}", answers
        for rule in self._rules("exposure"):
            for harmful in self._rules("severity"):
                if rule.factors == "all" or set(rule.factors) & set(harmful.factors):
                    answers = self.answers(ruleset.rules[rule.id], ruleset.rules[harmful.id])
                    if answers is not None:
                        yield f"rules '{harmful.id}' and '{rule.id}'", answers
                        break
        for check in ruleset.questionnaire.checks:
            if (answers := self._gap(check)) is not None:
                yield f"a gap in check '{check.id}'", answers

    def _rules(self, kind: str) -> list[Rule]:
        return [rule for rule in self.ruleset.questionnaire.rules if getattr(rule.raises, kind) is not None]

    def _highest(self, factor: str) -> tuple[Level, dict[str, Seen]] | None:
        """Search the pairs of a severity rule and an exposure rule, the worst first.

        That is complete: a factor's level comes from one rule of each kind, or from a severity rule alone.
        """
        table = level_table(self.ruleset.questionnaire.parameters)
        harms = [rule for rule in self._rules("severity") if factor in rule.factors]
        weights = [rule for rule in self._rules("exposure") if rule.factors == "all" or factor in rule.factors]
        pairs: list[tuple[Level, tuple[Rule, ...]]] = []
        for harm in harms:
            severity = harm.raises.severity or Level.NONE
            pairs.append((table[severity, Exposure.LIMITED], (harm,)))
            pairs.extend((table[severity, w.raises.exposure or Exposure.LIMITED], (harm, w)) for w in weights)
        for level, rules in sorted(pairs, key=lambda pair: (-pair[0], len(pair[1]))):
            answers = self.answers(*(self.ruleset.rules[rule.id] for rule in rules))
            if answers is not None and level > Level.NONE:
                return level, answers
        return None

    def _gap(self, check: Check) -> dict[str, Seen] | None:
        """Return answers under which a check is a gap, as far as answers decide about it."""
        fails = about_answers(self.ruleset.fails_when[check.id].node)
        if fails is None:
            return None
        applies = self.ruleset.applies_if.get(check.id)
        when = about_answers(applies.node) if applies else None
        return self.answers(*(Condition(node) for node in (when, fails) if node))


def about_answers(node: Node) -> Node | None:
    """Leave out the facts about the result, and read `known` for a form in which everything is known."""
    if isinstance(node, Test):
        if any(name in RESULT_FACTS for name in node.questions):
            return None
        match node.atom:
            case IsKnown(question):  # Of no options none is chosen: false if the answer is known, unknown before that.
                return Test(Chosen(question, ()), negated=not node.negated)
        return node
    parts = tuple(part for part in map(about_answers, node.parts) if part is not None)
    if not parts:
        return None
    return All(parts) if isinstance(node, All) else Any(parts)
