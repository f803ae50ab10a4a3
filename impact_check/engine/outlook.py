"""Answers assumed otherwise -> the rating that would follow, worked out again only where it can differ.

`route` and `rate` say what an assessment means. What to find out, and what to change, ask the same of thousands of
assessments that differ from it by an answer or two. Tests hold that both ways give the same.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from impact_check.engine.rate import FactorLevels, FloorLevel, factor_levels, floor_levels, overall
from impact_check.engine.routing import Route
from impact_check.model.levels import Bounds
from impact_check.rules import ABSENT, Condition, Ruleset, Scene, Seen, Truth
from impact_check.rules.replay import is_asked

Truths = Mapping[str, Truth]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the answers mean under some assumptions, as proposed."""

    ruleset: Ruleset
    on_file: Mapping[str, Seen]
    """What each question's answer counts as if it is asked."""
    assumed: Mapping[str, Seen]
    """Values that some questions are taken to have, whatever is on file, if they are asked."""
    scene: Scene
    rules: Truths
    floors: Truths
    factors: Mapping[str, FactorLevels]
    """Those that some rule raises or may raise."""

    @property
    def floor_levels(self) -> dict[str, FloorLevel]:
        """The floors that hold or may hold."""
        return floor_levels(self.ruleset, self.floors)

    @property
    def rating(self) -> Bounds:
        """The overall rating."""
        levels = {id_: found.level for id_, found in self.factors.items()}
        return overall(self.ruleset, levels, self.floor_levels.values()).rating

    def assuming(self, question: str, value: Seen) -> "Outlook":
        """Return the outlook with one more assumption. It has no effect while the question isn't asked."""
        ruleset = self.ruleset
        assumed = {**self.assumed, question: value}
        scene, changed = self._replay(question, assumed)
        rules = _again(ruleset.rules, {id_ for name in changed for id_ in ruleset.rules_reading[name]}, scene)
        floors = _again(ruleset.floors, {id_ for name in changed for id_ in ruleset.floors_reading[name]}, scene)
        if all(truth is self.rules[id_] for id_, truth in rules.items()):
            truths, levels = self.rules, self.factors
        else:
            truths = {**self.rules, **rules}
            levels = factor_levels(ruleset, truths)
        return Outlook(ruleset, self.on_file, assumed, scene, truths, {**self.floors, **floors}, levels)

    def _replay(self, question: str, assumed: Mapping[str, Seen]) -> tuple[Scene, AbstractSet[str]]:
        """Return the scene, and the questions that conditions see otherwise than before."""
        values, may_not_apply = dict(self.scene.values), set(self.scene.may_not_apply)
        scene = Scene(values, may_not_apply)
        changed: set[str] = set()
        for id_ in (question, *self.ruleset.opens[question]):
            if id_ != question and changed.isdisjoint(self.ruleset.ask_if[id_].questions):
                continue
            only_if_certain = self.ruleset.questions[id_].only_if_certain
            applies = is_asked(self.ruleset.ask_if.get(id_), scene, only_if_certain=only_if_certain)
            values[id_] = ABSENT if applies is Truth.FALSE else assumed.get(id_, self.on_file[id_])
            may_not_apply.discard(id_)
            if applies is Truth.UNKNOWN:
                may_not_apply.add(id_)
            if values[id_] != self.scene.values[id_] or (id_ in may_not_apply) != (id_ in self.scene.may_not_apply):
                changed.add(id_)
        return scene, changed


def look(ruleset: Ruleset, now: Route) -> Outlook:
    """Return the outlook without any assumption but those of the route that the answers take."""
    return Outlook(
        ruleset,
        on_file=dict(zip(ruleset.questions, now.on_file, strict=True)),
        assumed={},
        scene=now.scene,
        rules=now.rules,
        floors=now.floors,
        factors=factor_levels(ruleset, now.rules),
    )


def _again(conditions: Mapping[str, Condition], ids: AbstractSet[str], scene: Scene) -> dict[str, Truth]:
    return {id_: conditions[id_].holds(scene) for id_ in ids}
