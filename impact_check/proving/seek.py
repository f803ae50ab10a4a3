"""Something wanted, and something that must not happen with it -> a form on which it is so, mended step by step.

The best answers to everything else may still raise what must stay low. What raised it is then barred, and the answers
are searched again. Ratings only rise with the conditions that hold, so whatever is barred had to be: if in the end
no answers are left, there are none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import Rule
from impact_check.model.strategy import Element
from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.ground import Ground, about_answers
from impact_check.proving.logic import example
from impact_check.proving.worlds import World, world
from impact_check.rules import Condition, Scene, Truth
from impact_check.rules.conditions import All
from impact_check.rules.tables import level_table
from impact_check.rules.truth import Evaluator

Group = tuple[Condition, ...]
"""Conditions that must not all hold together."""

_TRIES = 20


def form_rated(ground: Ground, level: Level) -> World | None:
    """Return a form with this overall rating, or None if none was found. Ways by count alone aren't looked for."""
    for wanted in _ways_to(ground, level):
        found = _seek(ground, f"a form rated {level.name.lower()}", wanted, lambda form: _above(ground, form, level))
        if found is not None and found.result.inherent.rating.confirmed == level:
            return found
    return None


def form_supporting(ground: Ground, element: Element) -> World | None:
    """Return a form on which an element is supported, or None if none was found."""
    for wanted in _ways_to_show(ground, element):
        found = _seek(
            ground, f"a form that supports {element.id}", wanted, lambda form: _against(ground, form, element)
        )
        if found is not None and any(
            entry.element == element.id and entry.standing == "supported" for entry in found.result.alignment
        ):
            return found
    return None


def _seek(ground: Ground, about: str, wanted: Group, excess: Callable[[World], Iterator[Group]]) -> World | None:
    barred: list[Group] = []
    for _ in range(_TRIES):
        try:
            answers = example(ground.ruleset, _together(wanted, barred), Truth.TRUE)
        except TooManyStepsError:
            return None
        if answers is None:
            return None
        form = world(ground.ruleset, about, answers)
        more = [group for group in excess(form) if group not in barred]
        if not more:
            return form
        barred.extend(more)
    return None


@dataclass(frozen=True)
class _Together(Condition):
    """All that is wanted holds, and of each barred group not all. `node` has every test that is made."""

    wanted: Group
    barred: tuple[Group, ...]

    @cached_property
    def holds(self) -> Evaluator:
        """Whether it holds in a scene."""
        return self._in

    def _in(self, scene: Scene) -> Truth:
        lowest = min((condition.holds(scene) for condition in self.wanted), default=Truth.TRUE)
        for group in self.barred:
            lowest = min(lowest, Truth(Truth.TRUE - min(condition.holds(scene) for condition in group)))
        return lowest


def _together(wanted: Group, barred: Sequence[Group]) -> Condition:
    conditions = (*wanted, *(condition for group in barred for condition in group))
    return _Together(All(tuple(condition.node for condition in conditions)), wanted, tuple(barred))


# Levels


def _ways_to(ground: Ground, level: Level) -> Iterator[Group]:
    """Yield conditions that make a factor, or the whole, reach a level if nothing raises it further."""
    ruleset = ground.ruleset
    table = level_table(ruleset.questionnaire.parameters)
    if level is Level.NONE:
        yield ()
    for floor in ruleset.questionnaire.floors:
        if floor.floor is level:
            yield (ruleset.floors[floor.id],)
    for harm in _rules(ground, "severity"):
        severity = harm.raises.severity or Level.NONE
        if table[severity, Exposure.LIMITED] is level:
            yield (ruleset.rules[harm.id],)
        for weight in _rules(ground, "exposure"):
            shared = weight.factors == "all" or set(weight.factors) & set(harm.factors)
            if shared and table[severity, weight.raises.exposure or Exposure.LIMITED] is level:
                yield ruleset.rules[harm.id], ruleset.rules[weight.id]


def _above(ground: Ground, form: World, level: Level) -> Iterator[Group]:
    """Yield what makes a form worse than this level: floors, rules, pairs of rules, or many factors together."""
    if form.result.inherent.rating.possible <= level:
        return
    ruleset = ground.ruleset
    raising: list[Group] = [(ruleset.floors[floor.floor],) for floor in form.result.floors if floor.level > level]
    raising += _raising(ground, form, [factor.factor for factor in form.result.factors], level)
    if not raising:  # No factor stands higher: they are counted.
        counted = {f.factor for f in form.result.factors if f.inherent.possible >= Level.MODERATE}
        behind = [f.rule for f in form.result.findings if f.kind != "benefit" and counted & set(f.factors)]
        raising = [tuple(ruleset.rules[id_] for id_ in behind)]
    yield from raising


def _raising(ground: Ground, form: World, factors: Sequence[str], level: Level) -> list[Group]:
    """Return the rules, or pairs of rules, that hold on a form and raise one of the factors above a level."""
    table = level_table(ground.ruleset.questionnaire.parameters)
    holding = {finding.rule for finding in form.result.findings}
    harms = [rule for rule in _rules(ground, "severity") if rule.id in holding and set(rule.factors) & set(factors)]
    weights = [rule for rule in _rules(ground, "exposure") if rule.id in holding]
    groups: list[Group] = []
    for harm in harms:
        severity = harm.raises.severity or Level.NONE
        condition = ground.ruleset.rules[harm.id]
        if table[severity, Exposure.LIMITED] > level:
            groups.append((condition,))
            continue
        hit = set(harm.factors) & set(factors)
        for weight in weights:
            shared = weight.factors == "all" or hit & set(weight.factors)
            if shared and table[severity, weight.raises.exposure or Exposure.LIMITED] > level:
                groups.append((condition, ground.ruleset.rules[weight.id]))
    return groups


def _rules(ground: Ground, kind: str) -> list[Rule]:
    return [rule for rule in ground.ruleset.questionnaire.rules if getattr(rule.raises, kind) is not None]


# Support


def _ways_to_show(ground: Ground, element: Element) -> Iterator[Group]:
    """Yield conditions under which something on record speaks for an element."""
    ruleset = ground.ruleset
    if element.id in ruleset.shown_when:
        yield (ruleset.shown_when[element.id],)
    for rule in _rules(ground, "benefit"):
        if set(rule.factors) & set(element.factors):
            yield (ruleset.rules[rule.id],)
    for check in element.checks:
        if check in ruleset.applies_if and (node := about_answers(ruleset.applies_if[check].node)):
            yield (Condition(node),)


def _against(ground: Ground, form: World, element: Element) -> Iterator[Group]:
    """Yield what keeps an element from being supported on a form: what puts it at risk, and checks that are open."""
    ruleset = ground.ruleset
    below = Level(max(ruleset.questionnaire.parameters.alignment.at_risk_from - 1, Level.NONE))
    yield from _raising(ground, form, element.factors, below)
    (entry,) = (entry for entry in form.result.alignment if entry.element == element.id)
    for check in entry.open_checks:
        parts = [ruleset.fails_when[check], *([ruleset.applies_if[check]] if check in ruleset.applies_if else [])]
        nodes = [node for part in parts if (node := about_answers(part.node))]
        if len(nodes) == len(parts):
            yield tuple(map(Condition, nodes))
