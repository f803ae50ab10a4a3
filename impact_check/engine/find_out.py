"""Unknown answers -> a short list of what to find out, ranked by what knowing it could change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impact_check.engine.rate import factor_levels, floor_levels, overall, rule_truths
from impact_check.engine.route import Route, route
from impact_check.model.assessment import Assessment, DontKnow
from impact_check.model.levels import Level
from impact_check.model.result import FindOut
from impact_check.rules import Ruleset, Seen, Truth
from impact_check.rules.domain import representatives


@dataclass(frozen=True, slots=True)
class _Outlook:
    """The rating and what it rests on under one assumption."""

    possible: Level
    factors: Mapping[str, tuple[Level, Level]]
    floors: Mapping[str, tuple[Level, Level]]


def find_out(ruleset: Ruleset, assessment: Assessment, now: Route) -> tuple[FindOut, ...]:
    """Return the unknowns that bear on the rating or must be known, the most telling first.

    Each is tried alone, with every answer that makes a difference: an unknown that matters only together with
    another is listed if it bears on a factor or a floor.
    """
    outlook = _look(ruleset, now)
    ranked = []
    for place, id_ in enumerate(now.asked):
        if now.states[id_].state not in ("dont_know", "unanswered", "no_evidence"):
            continue
        entry, weight = _try(ruleset, assessment, now, outlook, id_)
        if weight or entry.must_know or entry.possible_if_good < outlook.possible:
            ranked.append(((entry.possible_if_good, -weight, not entry.must_know, place), entry))
    return tuple(entry for _, entry in sorted(ranked, key=lambda pair: pair[0]))


def _look(ruleset: Ruleset, on_route: Route) -> _Outlook:
    factors = factor_levels(ruleset, rule_truths(ruleset, on_route.scene))
    levels = {factor: found.level for factor, found in factors.items()}
    floors = floor_levels(ruleset, on_route.scene)
    return _Outlook(
        overall(ruleset, levels, floors.values()).rating.possible,
        levels,
        {id_: (floor.level if floor.truth is Truth.TRUE else Level.NONE, floor.level) for id_, floor in floors.items()},
    )


def _try(ruleset: Ruleset, assessment: Assessment, now: Route, outlook: _Outlook, id_: str) -> tuple[FindOut, int]:
    question = ruleset.questions[id_]
    values: tuple[Seen, ...] = representatives(ruleset, question, now.scene)
    if id_ not in ruleset.bears_on_rating:
        values = ()
    outlooks = [_look(ruleset, route(ruleset, assessment, {id_: value})) for value in values]
    narrowed = _narrowed(outlook.factors, [other.factors for other in outlooks])
    settled = _narrowed(outlook.floors, [other.floors for other in outlooks])
    answer = assessment.answers.get(id_)
    entry = FindOut(
        question=id_,
        state=now.states[id_].state,
        who=answer.who if isinstance(answer, DontKnow) else "",
        by_when=answer.by_when if isinstance(answer, DontKnow) else None,
        possible_if_good=min((other.possible for other in outlooks), default=outlook.possible),
        factors=tuple(sorted(narrowed, key=lambda factor: (-narrowed[factor], factor))),
        must_know=question.must_know,
    )
    return entry, sum(narrowed.values()) + sum(settled.values())


def _narrowed(
    now: Mapping[str, tuple[Level, Level]], others: Iterable[Mapping[str, tuple[Level, Level]]]
) -> dict[str, int]:
    """Return by how many steps each pair could narrow at best, pairs that can't left out."""
    steps: dict[str, int] = {}
    for other in others:
        for id_, (confirmed, possible) in now.items():
            new_confirmed, new_possible = other.get(id_, (Level.NONE, Level.NONE))
            change = max(possible - new_possible, new_confirmed - confirmed)
            if change > 0:
                steps[id_] = max(steps.get(id_, 0), change)
    return steps
