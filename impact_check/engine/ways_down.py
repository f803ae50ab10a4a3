"""Ruleset + assessment + target -> the smallest sets of changes and findings that bring the rating down to it.

Exact: no set of up to four steps is missed that is enough while no part of it is, and tests hold that against trying
everything. Each such set makes a move against every obstacle that is left, so it is enough to try the moves against one
of them; and a branch ends where the obstacles left need more steps than there may be. Should that still grow too large,
the search ends with the sizes it has finished, and says so.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from impact_check.engine.explain import used
from impact_check.engine.moves import Move, has_order, is_better, moves
from impact_check.engine.obstacles import Obstacle, Obstacles, Search
from impact_check.engine.outlook import Outlook, look
from impact_check.engine.routing import Route, lacks_evidence, route
from impact_check.model.assessment import Assessment, Known, Value
from impact_check.model.levels import Bounds, Level
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.model.what_if import ChangeSet, InTheWay, Step, WhatIf, next_band_down
from impact_check.rules import Ruleset, Seen, support

MOST_STEPS = 4
"""A plan that needs more changes than this at once is another plan."""

MOST_SETS = 5
"""Sets listed. Larger ones are looked for only while there are fewer."""

MOST_LOOKS = 4_000
"""Outlooks tried before the search ends with the sizes it has finished: about a second."""

Moves = frozenset[Move]


def what_if(
    ruleset: Ruleset, assessment: Assessment, target: Level | None = None, *, most_looks: int = MOST_LOOKS
) -> WhatIf:
    """Find the smallest sets of steps that bring the possible rating, as proposed, down to the target.

    target: the worst level that is good enough; None for the next better band. Facts are never changed, only found
    out. Every better answer is taken to be known and evidenced. most_looks: outlooks to try before the search ends.
    """
    now = route(ruleset, assessment)
    outlook = look(ruleset, now)
    rating = outlook.rating
    wanted = next_band_down(rating.possible) if target is None else target
    search = Search(ruleset, moves(ruleset, assessment, outlook.on_file), wanted)
    is_met = rating.possible <= wanted
    found, searched_to = ({}, 0) if is_met else _search(search, outlook, most_looks)
    chosen = sorted(found.values(), key=_order)[:MOST_SETS]
    return WhatIf(
        assessment=assessment.id,
        pinned=ruleset.pinned,
        now=rating,
        target=wanted,
        is_met=is_met,
        sets=tuple(_change_set(search, assessment, now, steps) for steps in chosen),
        left_out=max(0, len(found) - MOST_SETS),
        searched_to=searched_to,
        in_the_way=() if is_met or found else _in_the_way(search, now, outlook),
    )


def _search(search: Search, start: Outlook, most_looks: int) -> tuple[dict[frozenset[str], Moves], int]:
    """Return the best moves of each smallest set of questions, and the size up to which none is missing."""
    found: dict[frozenset[str], Moves] = {}
    frontier: dict[Moves, Outlook] = {frozenset(): start}
    looks = 0
    for size in range(1, MOST_STEPS + 1):
        enough: dict[frozenset[str], Moves] = {}
        tried: set[Moves] = set()
        onward: dict[Moves, Outlook] = {}
        for made, outlook in frontier.items():
            for move in _promising(Obstacles(search, outlook), MOST_STEPS - size):
                steps = made | {move}
                asked = frozenset(step.question for step in steps)
                if steps in tried or any(smaller <= asked for smaller in found):
                    continue
                tried.add(steps)
                looks += 1
                if looks > most_looks:
                    return found, size - 1
                after = outlook.assuming(move.question, move.value)
                if after.rating.possible > search.target:
                    onward[steps] = after
                elif asked not in enough or _order(steps) < _order(enough[asked]):
                    enough[asked] = steps
        found |= enough
        frontier = onward
        if len(found) >= MOST_SETS:
            return found, size
    return found, MOST_STEPS


def _promising(obstacles: Iterable[Obstacle], steps_left: int) -> list[Move]:
    """Return the moves against one obstacle after which the steps left may be enough for the others."""
    hits = sorted({obstacle.hit for obstacle in obstacles}, key=lambda hit: (len(hit), sorted(m.place for m in hit)))
    moves_ = sorted(hits[0], key=lambda move: move.place)
    return [
        move
        for move in moves_
        if _needed((hit for hit in hits if move not in hit), without=move.question) <= steps_left
    ]


def _needed(hits: Iterable[Moves], without: str) -> int:
    """Return how many steps it takes at least to hit all, with no further move of one question.

    Hits that have no question in common take a step each.
    """
    counted: set[str] = set()
    needed = 0
    for hit in hits:
        asked = {move.question for move in hit} - {without}
        if not asked:
            return MOST_STEPS + 1
        if counted.isdisjoint(asked):
            counted |= asked
            needed += 1
    return needed


def _order(steps: Moves) -> tuple[int, int, int, list[int]]:
    """Fewest steps, then fewest facts that nobody can choose, then smallest steps, then question order."""
    found_out = sum(step.kind == "find_out" for step in steps)
    return len(steps), found_out, sum(step.size for step in steps), sorted(step.place for step in steps)


def _change_set(search: Search, assessment: Assessment, now: Route, steps: Moves) -> ChangeSet:
    made = {step.question: step.value for step in steps}
    return ChangeSet(
        steps=tuple(_step(search, assessment, now, step, made) for step in sorted(steps, key=lambda step: step.place)),
        after=_rating(search.ruleset, assessment, made),
    )


def _rating(ruleset: Ruleset, assessment: Assessment, made: Mapping[str, Seen]) -> Bounds:
    """Return the rating under assumptions, worked out in full."""
    return look(ruleset, route(ruleset, assessment, made)).rating


def _step(search: Search, assessment: Assessment, now: Route, step: Move, made: Mapping[str, Seen]) -> Step:
    ruleset = search.ruleset
    question = ruleset.questions[step.question]
    answer = assessment.answers.get(step.question)
    to = _as_answer(ruleset, question, step.value)
    better = [
        move.value
        for move in search.moves[step.question]
        if has_order(question) and is_better(ruleset, question, move.value, step.value)
    ]
    unproved = Known(by="", at=assessment.created, value=to)
    return Step(
        question=step.question,
        kind=step.kind,
        state=now.states[step.question].state,
        before=answer.value if isinstance(answer, Known) else None,
        to=to,
        or_better=bool(better)
        and all(
            _rating(ruleset, assessment, {**made, step.question: value}).possible <= search.target for value in better
        ),
        evidence=question.evidence.min_grade if question.evidence and lacks_evidence(question, unproved, {}) else None,
    )


def _as_answer(ruleset: Ruleset, question: Question, value: Seen) -> Value:
    match value:
        case frozenset():
            return tuple(o.id for o in ruleset.options[question.id] if o.id in value) or (NONE_OF_THESE,)
        case date():
            return value.isoformat()
        case str() | int() | tuple():
            return value
    raise ValueError(f"{value!r} is no answer to {question.id}")


def _in_the_way(search: Search, now: Route, outlook: Outlook) -> tuple[InTheWay, ...]:
    """Return what holds the rating above the target, worst first, what can't move before what can."""
    found: dict[tuple[str, str], list[Obstacle]] = {}
    for obstacle in Obstacles(search, outlook):
        found.setdefault((obstacle.kind, obstacle.id), []).append(obstacle)
    entries = [_entry(search, now, obstacles) for obstacles in found.values()]
    return tuple(sorted(entries, key=lambda entry: (-entry.level, entry.can_move)))


def _entry(search: Search, now: Route, obstacles: list[Obstacle]) -> InTheWay:
    first = obstacles[0]
    fixed = [obstacle for obstacle in obstacles if not obstacle.hit]
    ruleset = search.ruleset
    nodes = [ruleset.rules[rule].node for obstacle in fixed for rule in obstacle.rules]
    if first.kind == "floor":
        nodes = [ruleset.floors[first.id].node] if fixed else []
    rests_on = {question for node in nodes for question in support(node, now.scene)}
    return InTheWay(
        kind=first.kind,
        id=first.id,
        level=first.level,
        can_move=not fixed,
        answers=used(ruleset, now, tuple(rests_on - search.moves.keys())),
    )
