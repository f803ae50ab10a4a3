"""Answers -> what they come to as proposed, with reasons; no mitigations, checks or support. Pure.

What `evaluate` says of the same answers if nothing is mitigated, in a fraction of the time: for many decisions, and for
programs that ask again after every answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from impact_check.engine.explain import Fired, answers_used, fired, said_by
from impact_check.engine.rate import (
    FactorLevels,
    FloorLevel,
    bounds,
    floor_levels,
    heights,
    level_of,
    levels_raised,
    principle_levels,
    weighed,
    with_floors,
)
from impact_check.engine.routing import Reading, read
from impact_check.model.assessment import Answer, Evidence
from impact_check.model.levels import Bounds
from impact_check.model.result import AnswerState
from impact_check.model.screened import (
    Screened,
    ScreenedFactor,
    ScreenedFinding,
    ScreenedFloor,
    ScreenedPrinciple,
    ScreenedStanding,
)
from impact_check.model.strategy import Element
from impact_check.rules import ABSENT, Condition, Ruleset, Scene, Truth

_UNKNOWN = Truth.UNKNOWN
UNKNOWN_STATES = frozenset({"dont_know", "unanswered", "no_evidence"})


class Sight(NamedTuple):
    """What answers come to, before it is put into words."""

    states: tuple[AnswerState, ...]
    """Where each question stands, in question order."""
    scene: Scene
    rating: Bounds
    principles: tuple[tuple[Element, Bounds, ScreenedStanding], ...]
    factors: Mapping[str, FactorLevels]
    """Those that are raised or may be, the worst first."""
    floors: Mapping[str, FloorLevel]
    found: Mapping[str, Fired]
    set_aside: tuple[str, ...]


def screen(ruleset: Ruleset, answers: Mapping[str, Answer], evidence: Iterable[Evidence] = ()) -> Screened:
    """Return what answers come to as proposed, explained.

    answers: by question id; one that doesn't fit its question counts as unanswered, as for `evaluate`. evidence: what
    answers may refer to. The standing of a principle is by levels alone: whether something speaks for it isn't judged.
    """
    grades = {item.id: item.grade for item in evidence}
    readings = [read(ruleset, question, answers.get(id_), grades) for id_, question in ruleset.questions.items()]
    return as_screened(ruleset, look_at(ruleset, readings, answers.keys()))


def look_at(ruleset: Ruleset, readings: Sequence[Reading], answered: Iterable[str]) -> Sight:
    """Return what answers come to.

    readings: of each question, in order (engine.route.read). answered: the questions with an answer on file.
    """
    tables = ruleset.tables
    asked, rules, floors = ruleset.replay([reading[1] for reading in readings])
    states: list[AnswerState] = [
        reading[0] if truth else "not_asked" for reading, truth in zip(readings, asked, strict=True)
    ]
    seen = [reading[1] if truth else ABSENT for reading, truth in zip(readings, asked, strict=True)]
    maybe = [name for name, truth in zip(tables.names, asked, strict=True) if truth is _UNKNOWN]
    off = sorted([place for place in map(tables.place.__getitem__, answered) if not asked[place]])
    raising = [(rule, truth) for rule, truth in zip(tables.listed, rules, strict=True) if truth]
    raised = levels_raised(ruleset, raising)
    factors = dict(sorted([entry for entry in raised.items() if entry[1].level[1]], key=_worst_first))
    standing = floor_levels(ruleset, dict(zip(ruleset.floors, floors, strict=True)))
    at = heights(ruleset, {id_: found.level for id_, found in factors.items()})
    everything = level_of(-1, at, ruleset.questionnaire.parameters.accumulation.overall)
    levels = principle_levels(ruleset, at)
    return Sight(
        tuple(states),
        Scene(dict(zip(tables.names, seen, strict=True)), frozenset(maybe)),
        with_floors([everything, *levels], at, standing.values()).rating,
        tuple(
            [
                (element, level, standing_of(ruleset, level))
                for (element, _), level in zip(tables.principles, levels, strict=True)
            ]
        ),
        factors,
        standing,
        fired(raising, tuple([id_ for id_ in weighed(ruleset, raised) if id_ in factors])),
        tuple([tables.names[place] for place in off]),
    )


def _worst_first(entry: tuple[str, FactorLevels]) -> tuple[int, int, str]:
    low, high = entry[1].level
    return -high, -low, entry[0]


def standing_of(ruleset: Ruleset, level: Bounds) -> ScreenedStanding:
    """Return how a decision stands against a principle of this level."""
    bands = ruleset.questionnaire.parameters.alignment
    if level.confirmed >= bands.conflicts_from:
        return "conflicts"
    return "at_risk" if level.possible >= bands.at_risk_from else "none_raised"


def as_screened(ruleset: Ruleset, sight: Sight) -> Screened:
    """Put what answers come to into words."""
    tables, floors = ruleset.tables, {floor.id: floor for floor in ruleset.questionnaire.floors}
    because = {rule.id: rule.because for rule in ruleset.questionnaire.rules}

    def used(condition: Condition, truth: Truth) -> tuple[tuple[str, ...], tuple[AnswerState, ...]]:
        questions = tables.in_order(condition.rests_on(sight.scene, truth))
        return questions, tuple(sight.states[tables.place[question]] for question in questions)

    return Screened(
        pinned=ruleset.pinned,
        rating=sight.rating,
        principles=tuple(
            ScreenedPrinciple(principle=element.id, plain=element.plain, level=level, standing=standing)
            for element, level, standing in sight.principles
        ),
        factors=tuple(
            ScreenedFactor(
                factor=id_,
                title=tables.factors[id_].title,
                severity=bounds(*found.severity),
                exposure_confirmed=found.exposure[0],
                exposure_possible=found.exposure[1],
                level=bounds(*found.level),
            )
            for id_, found in sight.factors.items()
        ),
        floors=tuple(
            ScreenedFloor(
                floor=id_,
                truth="true" if floor.truth is Truth.TRUE else "unknown",
                level=floor.level,
                because=floors[id_].because,
                answers=answers_used(*used(ruleset.floors[id_], floor.truth)),
            )
            for id_, floor in sight.floors.items()
        ),
        findings=tuple(
            ScreenedFinding(
                rule=id_,
                truth="true" if one.truth is Truth.TRUE else "unknown",
                kind=one.rule.kind,
                level=one.rule.level_name,
                groups=one.rule.groups,
                because=because[id_],
                factors=one.factors,
                answers=answers_used(*used(one.rule.condition, one.truth)),
                said_by=said_by(ruleset, one, sight.found),
            )
            for id_, one in sight.found.items()
        ),
        asked=len(sight.states) - sight.states.count("not_asked"),
        unknown=sum(map(UNKNOWN_STATES.__contains__, sight.states)),
        set_aside=sight.set_aside,
    )
