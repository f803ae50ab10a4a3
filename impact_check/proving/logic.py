"""Prove, by trying every kind of answer, that conditions can hold and fail and that worse answers never help.

Domains are finite (proving.answers), so this is a search, not a sample. Branches that can't decide are cut off early.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from impact_check.model.questionnaire import Question
from impact_check.proving.answers import LIMIT, TooManyStepsError, answers, numbers
from impact_check.rules import ABSENT, UNKNOWN, Condition, Ruleset, Scene, Seen, Truth
from impact_check.rules.conditions import Atom, Test, tests
from impact_check.rules.truth import compile_condition


@dataclass(slots=True)
class _Search:
    """The questions that decide about a condition, and the answers to each that make a difference to it."""

    ruleset: Ruleset
    questions: tuple[str, ...]
    """In the order they're asked."""
    atoms: Mapping[str, tuple[Atom, ...]]
    """The comparisons in play, by question."""
    tests: tuple[Test, ...]
    """The same, as written: negated or not."""
    steps: int = 0
    offered: dict[str, tuple[Seen, ...]] = field(default_factory=dict)

    def step(self) -> None:
        self.steps += 1
        if self.steps > LIMIT:
            raise TooManyStepsError

    def values(self, question: str, scene: Scene) -> tuple[Seen, ...]:
        """Return answers to try: one of each kind that the comparisons in play can tell apart."""
        if question in self.offered:
            return self.offered[question]
        found = tuple(answers(self.ruleset, self.ruleset.questions[question], self.atoms, scene))
        if all(len(Test(atom).questions) == 1 for atom in self.atoms[question]):
            kinds = {self.kind(question, value): value for value in reversed(found)}
            found = tuple(value for value in found if value in kinds.values())
        elif self.ruleset.questions[question].type == "date":
            return found  # Which dates differ depends on the other question.
        self.offered[question] = found
        return found

    def kind(self, question: str, value: Seen) -> tuple[Truth, ...]:
        """Return what the comparisons in play say about an answer, those with another question's answer left out."""
        scene = Scene({question: value})
        return tuple(compile_condition(Test(atom))(scene) for atom in self.atoms[question])

    def never_falls(self, question: str, better: Seen, worse: Seen) -> bool:
        """Tell whether every test in play that holds for the better answer holds for the worse one too.

        Then nothing can be lifted: tests are only joined by and/or, and a question that comes onto the route can only
        make tests about it hold, since none holds while it isn't asked.
        """
        return all(
            len(test.questions) == 1
            and compile_condition(test)(Scene({question: better})) <= compile_condition(test)(Scene({question: worse}))
            for test in self.tests
            if question in test.questions
        )

    def applies(self, question: str, scene: Scene) -> bool:
        condition = self.ruleset.ask_if.get(question)
        return condition is None or condition.holds(scene) is not Truth.FALSE


def _search(ruleset: Ruleset, condition: Condition) -> _Search:
    reached: frozenset[str] = frozenset().union(*(ruleset.reached_through[name] for name in condition.questions))
    questions = tuple(question for question in ruleset.questions if question in reached)
    in_play = [condition, *(ruleset.ask_if[question] for question in questions if question in ruleset.ask_if)]
    written = tuple(dict.fromkeys(test for entry in in_play for test in tests(entry.node)))
    atoms: dict[str, dict[Atom, None]] = {question: {} for question in questions}
    for test in written:
        for question in test.questions:
            atoms[question][test.atom] = None
    return _Search(ruleset, questions, {question: tuple(found) for question, found in atoms.items()}, written)


# Can it hold? Can it fail?


def example(ruleset: Ruleset, condition: Condition, wanted: Truth) -> dict[str, Seen] | None:
    """Return answers under which the condition has the wanted truth, or None if there are none.

    Raises TooManyStepsError.
    """
    search = _search(ruleset, condition)
    values: dict[str, Seen] = dict.fromkeys(search.questions, UNKNOWN)
    return _find(search, condition, wanted, Scene(values), values, 0)


def _find(
    search: _Search, condition: Condition, wanted: Truth, scene: Scene, values: dict[str, Seen], place: int
) -> dict[str, Seen] | None:
    search.step()
    truth = condition.holds(scene)
    if truth is not Truth.UNKNOWN and truth is not wanted:
        return None
    if place == len(search.questions):
        return {name: value for name, value in values.items() if value is not ABSENT} if truth is wanted else None
    question = search.questions[place]
    offered = search.values(question, scene) if search.applies(question, scene) else (ABSENT,)
    for value in offered:
        values[question] = value
        found = _find(search, condition, wanted, scene, values, place + 1)
        if found is not None:
            return found
    values[question] = UNKNOWN
    return None


# Does a worse answer ever help?


@dataclass(frozen=True, slots=True)
class Reversal:
    """Answers under which a worse answer makes a condition stop holding."""

    question: str
    better: Seen
    worse: Seen
    others: Mapping[str, Seen] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    """Questions that the worse answer takes off the route."""


def reversals(ruleset: Ruleset, condition: Condition) -> Iterator[Reversal]:
    """Yield, for each question with a worse end, answers under which a worse answer lifts the condition.

    Also through what is asked: a worse answer may not hide a question that would have scored. At most one for each
    question. Raises TooManyStepsError.
    """
    search = _search(ruleset, condition)
    for id_ in search.questions:
        for better, worse in _steps_down(search, ruleset.questions[id_]):
            if search.never_falls(id_, better, worse):
                continue
            search.steps = 0
            before: dict[str, Seen] = dict.fromkeys(search.questions, UNKNOWN)
            pair = _Pair(search, condition, id_, better, worse, before, dict(before))
            if pair.find(0):
                others = {name: value for name, value in pair.before.items() if name != id_ and value is not ABSENT}
                hidden = (name for name in others if pair.after[name] is ABSENT)
                yield Reversal(id_, better, worse, others, tuple(hidden))
                break


def _steps_down(search: _Search, question: Question) -> Iterator[tuple[Seen, Seen]]:
    """Yield each pair of neighbouring answers, the better first."""
    values: list[Seen] = []
    if question.type == "one" and question.ordered:
        values = [option.id for option in question.options]
    elif question.type == "yes_no" and question.worse:
        values = ["no", "yes"] if question.worse == "yes" else ["yes", "no"]
    elif question.type == "number" and question.worse:
        values = list(numbers(search.ruleset, question, search.atoms))
        if question.worse == "lower":
            values.reverse()
    yield from pairwise(values)


@dataclass(slots=True)
class _Pair:
    """Two worlds that differ in one answer."""

    search: _Search
    condition: Condition
    question: str
    better: Seen
    worse: Seen
    before: dict[str, Seen]
    after: dict[str, Seen]

    def find(self, place: int) -> bool:
        """Fill both worlds from `place` on so that the condition holds before and fails after."""
        self.search.step()
        held, holds = (self.condition.holds(Scene(values)) for values in (self.before, self.after))
        if held is Truth.FALSE or holds is Truth.TRUE:
            return False
        if place == len(self.search.questions):
            return held is Truth.TRUE and holds is Truth.FALSE
        question = self.search.questions[place]
        asked = [self.search.applies(question, Scene(values)) for values in (self.before, self.after)]
        for old, new in self._choices(question, asked):
            self.before[question] = old if asked[0] else ABSENT
            self.after[question] = new if asked[1] else ABSENT
            if self.find(place + 1):
                return True
        self.before[question] = self.after[question] = UNKNOWN
        return False

    def _choices(self, question: str, asked: list[bool]) -> tuple[tuple[Seen, Seen], ...]:
        if question == self.question:
            return ((self.better, self.worse),) if all(asked) else ()
        if not any(asked):
            return ((ABSENT, ABSENT),)
        scene = Scene(self.before if asked[0] else self.after)
        return tuple((value, value) for value in self.search.values(question, scene))
