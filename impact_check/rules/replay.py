"""Answers in question order -> what is asked and every truth: one condition after another, or compiled once that pays.

Compiling takes as long as a hundred replays, so a program that rates one file never compiles.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from impact_check.rules.truth import ABSENT, Scene, Seen, Truth

if TYPE_CHECKING:
    from impact_check.rules.compiled import Program, Truths, TruthsOf
    from impact_check.rules.ruleset import Condition, Ruleset

WORTH_COMPILING = 100
"""Replays after which the conditions are compiled."""


def replayed(ruleset: "Ruleset", seen: Sequence[Seen]) -> "Truths":
    """Return every truth, working out one condition after another: the reference for the compiled function.

    seen: what the answer to each question counts as if it is asked, in question order.
    """
    values: dict[str, Seen] = {}
    may_not_apply: set[str] = set()
    scene = Scene(values, may_not_apply)
    asked: list[Truth] = []
    for (id_, question), value in zip(ruleset.questions.items(), seen, strict=True):
        applies = is_asked(ruleset.ask_if.get(id_), scene, only_if_certain=question.only_if_certain)
        asked.append(applies)
        values[id_] = ABSENT if applies is Truth.FALSE else value
        if applies is Truth.UNKNOWN:
            may_not_apply.add(id_)
    return asked, _truths(ruleset.rules, scene), _truths(ruleset.floors, scene)


def is_asked(ask_if: "Condition | None", scene: Scene, *, only_if_certain: bool) -> Truth:
    """Tell whether a question is asked, given the earlier answers. Unknown: it's asked, since it may apply."""
    applies = Truth.TRUE if ask_if is None else ask_if.holds(scene)
    return Truth.FALSE if applies is Truth.UNKNOWN and only_if_certain else applies


def _truths(conditions: Mapping[str, "Condition"], scene: Scene) -> list[Truth]:
    return [condition.holds(scene) for condition in conditions.values()]


def program(ruleset: "Ruleset") -> "Program":
    """Return what a ruleset's compiled function is made of."""
    from impact_check.rules.compiled import Asking, Program  # Needed only by those who compile.

    chosen = {
        id_: tuple(o.id for o in ruleset.options[id_]) for id_, q in ruleset.questions.items() if q.type != "many"
    }
    asks = ruleset.ask_if
    return Program(
        tuple(
            Asking(id_, chosen.get(id_, ()), asks[id_].node if id_ in asks else None, question.only_if_certain)
            for id_, question in ruleset.questions.items()
        ),
        tuple(condition.node for condition in ruleset.rules.values()),
        tuple(condition.node for condition in ruleset.floors.values()),
    )


class Replay:
    """Answers -> truths, for one ruleset. Threads may share it: the same answers always give the same truths."""

    def __init__(self, ruleset: "Ruleset") -> None:
        self.ruleset = ruleset
        self.compiled: TruthsOf | None = None
        self._times = count(1)

    def __call__(self, seen: Sequence[Seen]) -> "Truths":
        """Return every truth. seen: what each answer counts as if its question is asked, in question order."""
        if self.compiled is not None:
            return self.compiled(seen)
        if next(self._times) == WORTH_COMPILING:  # True for one thread only; the others go on meanwhile.
            self.compiled = self.compile()
        return replayed(self.ruleset, seen)

    def compile(self) -> "TruthsOf":
        """Return the compiled function, for those who know that they'll need it often."""
        from impact_check.rules.compiled import compiled

        return self.compiled or compiled(program(self.ruleset))
