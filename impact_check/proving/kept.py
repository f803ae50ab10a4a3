"""Searches over answers, kept, so that what several packs share is searched only once."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.logic import Reversal, Tally, example, questions_behind, reversals
from impact_check.rules import Condition, Ruleset, Seen, Truth

T = TypeVar("T")


@dataclass(slots=True)
class _Kept:
    """What came of one search, and how much was tried."""

    outcome: object
    tally: Tally


@dataclass(slots=True)
class Searches:
    """Searches and their outcomes, by what decides them: the condition, and the questions behind it.

    Two packs that ask the same questions in the same way share an outcome; a pack that adds an option doesn't.
    """

    kept: dict[Hashable, _Kept] = field(default_factory=dict)

    def example(
        self, ruleset: Ruleset, condition: Condition, wanted: Truth, tally: Tally | None = None
    ) -> dict[str, Seen] | None:
        """Do as `logic.example`; what was tried is added to `tally`, now or then."""
        return self._search(
            ("example", wanted, *_shape(ruleset, condition)),
            lambda counted: example(ruleset, condition, wanted, counted),
            tally,
        )

    def reversals(self, ruleset: Ruleset, condition: Condition, tally: Tally | None = None) -> tuple[Reversal, ...]:
        """Do as `logic.reversals`."""
        return self._search(
            ("reversals", *_shape(ruleset, condition)),
            lambda counted: tuple(reversals(ruleset, condition, counted)),
            tally,
        )

    def told(self, what: str, ruleset: Ruleset, condition: Condition, find: Callable[[], T]) -> T:
        """Return what `find` finds about a condition; it may depend on nothing but what decides about the condition."""
        return self._search((what, *_shape(ruleset, condition)), lambda _: find(), None)

    def _search(self, key: Hashable, search: Callable[[Tally], T], tally: Tally | None) -> T:
        if key not in self.kept:
            counted = Tally()
            try:
                self.kept[key] = _Kept(search(counted), counted)
            except TooManyStepsError as error:
                self.kept[key] = _Kept(error, counted)
        known = self.kept[key]
        if tally is not None:
            tally.steps += known.tally.steps
            tally.pairs += known.tally.pairs
        if isinstance(known.outcome, TooManyStepsError):
            raise TooManyStepsError
        return cast("T", known.outcome)


def _shape(ruleset: Ruleset, condition: Condition) -> tuple[Hashable, ...]:
    """Return all that a search over a condition depends on."""
    behind = []
    for id_ in questions_behind(ruleset, condition):
        question = ruleset.questions[id_]
        asks = ruleset.ask_if.get(id_)
        options = tuple(option.id for option in ruleset.options[id_])
        limits = (question.minimum, question.maximum, question.ordered, question.worse, question.only_if_certain)
        behind.append((id_, question.type, options, limits, asks.node if asks else None))
    return condition.node, tuple(behind)
