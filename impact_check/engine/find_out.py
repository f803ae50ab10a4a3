"""Unknown answers -> a short list of what to find out, ranked by what knowing it could change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impact_check.engine.outlook import Outlook, look
from impact_check.engine.routing import Route
from impact_check.model.assessment import Assessment, DontKnow
from impact_check.model.levels import Level
from impact_check.model.result import FindOut
from impact_check.rules import Ruleset, Seen, Truth
from impact_check.rules.domain import representatives

Pairs = Mapping[str, tuple[Level, Level]]
"""Factor or floor -> (confirmed, possible)."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """The possible rating and what it rests on."""

    possible: Level
    factors: Pairs
    floors: Pairs


def find_out(ruleset: Ruleset, assessment: Assessment, now: Route) -> tuple[FindOut, ...]:
    """Return the unknowns that bear on the rating or must be known, the most telling first.

    Each is tried alone, with every answer that makes a difference: an unknown that matters only together with
    another is listed if it bears on a factor or a floor.
    """
    unknown = [id_ for id_ in now.asked if now.states[id_].state in ("dont_know", "unanswered", "no_evidence")]
    if not unknown:
        return ()
    outlook = look(ruleset, now)
    stand = _stand(outlook)
    ranked = []
    for place, id_ in enumerate(unknown):
        entry, weight = _try(assessment, now, outlook, stand, id_)
        if weight or entry.must_know or entry.possible_if_good < stand.possible:
            ranked.append(((entry.possible_if_good, -weight, not entry.must_know, place), entry))
    return tuple(entry for _, entry in sorted(ranked, key=lambda pair: pair[0]))


def _stand(outlook: Outlook) -> _Stand:
    return _Stand(
        outlook.rating.possible,
        {factor: found.level for factor, found in outlook.factors.items()},
        {
            id_: (floor.level if floor.truth is Truth.TRUE else Level.NONE, floor.level)
            for id_, floor in outlook.floor_levels.items()
        },
    )


def _try(assessment: Assessment, now: Route, outlook: Outlook, stand: _Stand, id_: str) -> tuple[FindOut, int]:
    ruleset = outlook.ruleset
    question = ruleset.questions[id_]
    values: tuple[Seen, ...] = ()
    if id_ in ruleset.bears_on_rating:
        values = representatives(ruleset, question, now.scene)
    stands = [_stand(outlook.assuming(id_, value)) for value in values]
    narrowed = _narrowed(stand.factors, [other.factors for other in stands])
    settled = _narrowed(stand.floors, [other.floors for other in stands])
    answer = assessment.answers.get(id_)
    entry = FindOut(
        question=id_,
        state=now.states[id_].state,
        who=answer.who if isinstance(answer, DontKnow) else "",
        by_when=answer.by_when if isinstance(answer, DontKnow) else None,
        possible_if_good=min((other.possible for other in stands), default=stand.possible),
        factors=tuple(sorted(narrowed, key=lambda factor: (-narrowed[factor], factor))),
        must_know=question.must_know,
    )
    return entry, sum(narrowed.values()) + sum(settled.values())


def _narrowed(now: Pairs, others: Iterable[Pairs]) -> dict[str, int]:
    """Return by how many steps each pair could narrow at best, pairs that can't left out."""
    steps: dict[str, int] = {}
    for other in others:
        for id_, (confirmed, possible) in now.items():
            new_confirmed, new_possible = other.get(id_, (Level.NONE, Level.NONE))
            change = max(possible - new_possible, new_confirmed - confirmed)
            if change > 0:
                steps[id_] = max(steps.get(id_, 0), change)
    return steps
