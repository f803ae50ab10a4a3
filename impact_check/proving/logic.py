"""Prove, by trying every kind of answer, that conditions can hold and fail and that worse answers never help.

Domains are finite (proving.answers), so this is a search, not a sample. Branches that can't decide are cut off early.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.proving.answers import LIMIT, TooManyStepsError, answers, choices, numbers
from impact_check.proving.left import Given, Left, answered, cut_down
from impact_check.rules import ABSENT, UNKNOWN, Condition, Ruleset, Scene, Seen, Truth
from impact_check.rules.conditions import Atom, Node, Test, tests
from impact_check.rules.truth import compile_condition


@dataclass(slots=True)
class Tally:
    """How much was tried."""

    steps: int = 0
    """Sets of answers, whole or begun."""
    pairs: int = 0
    """Pairs of a better and a worse answer."""


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
    tally: Tally
    steps: int = 0
    offered: dict[str, tuple[Seen, ...]] = field(default_factory=dict)
    cut_down: dict[Node, Left] = field(default_factory=dict)
    in_vain: set[tuple[object, ...]] = field(default_factory=set)
    """What was open where a search has found nothing before."""

    def step(self) -> None:
        self.steps += 1
        self.tally.steps += 1
        if self.steps > LIMIT:
            raise TooManyStepsError

    def values(self, question: str, scene: Scene) -> tuple[Seen, ...]:
        """Return answers to try: one of each kind that the comparisons in play can tell apart."""
        if question in self.offered:
            return self.offered[question]
        if self.ruleset.questions[question].type == "many":
            options = tuple(option.id for option in self.ruleset.options[question] if option.id != NONE_OF_THESE)
            self.offered[question] = _choices_of_each_kind(question, options, self.atoms[question])
            return self.offered[question]
        found = tuple(answers(self.ruleset, self.ruleset.questions[question], self.atoms, scene))
        if all(len(Test(atom).questions) == 1 for atom in self.atoms[question]):
            kinds = {self.kind(question, value): value for value in reversed(found)}
            found = _best_first(self.ruleset.questions[question], [v for v in found if v in kinds.values()])
        elif self.ruleset.questions[question].type == "date":
            return found  # Which dates differ depends on the other question.
        self.offered[question] = found
        return found

    def kind(self, question: str, value: Seen) -> tuple[Truth, ...]:
        """Return what the comparisons in play say about an answer, those with another question's answer left out."""
        return tuple(_says(Test(atom), question, value) for atom in self.atoms[question])

    def never_falls(self, question: str, better: Seen, worse: Seen) -> bool:
        """Tell whether every test in play that holds for the better answer holds for the worse one too.

        Then nothing can be lifted: tests are only joined by and/or, and a question that comes onto the route can only
        make tests about it hold, since none holds while it isn't asked.
        """
        return all(
            len(test.questions) == 1 and _says(test, question, better) <= _says(test, question, worse)
            for test in self.tests
            if question in test.questions
        )

    def applies(self, question: str, scene: Scene) -> bool:
        condition = self.ruleset.ask_if.get(question)
        return condition is None or condition.holds(scene) is not Truth.FALSE

    def what_is_open(self, condition: Condition, values: Mapping[str, Seen], place: int) -> tuple[object, ...]:
        """Return what the answers before `place` leave open. Answers that leave the same open end alike."""
        given, still_open = self.questions[:place], self.questions[place:]
        later = (self.ruleset.ask_if[question].node for question in still_open if question in self.ruleset.ask_if)
        dates = (values[question] for question in given if isinstance(values[question], date))  # The next follow them.
        return (*(self._left(node, given, values) for node in (condition.node, *later)), *dates)

    def _left(self, node: Node, given: Sequence[str], values: Mapping[str, Seen]) -> Left:
        left = self.cut_down.get(node) or self.cut_down.setdefault(node, cut_down(node))
        for question in given:
            left = answered(left, question, Given(values[question]))
        return left


@lru_cache(maxsize=2**12)
def _choices_of_each_kind(question: str, options: tuple[str, ...], atoms: tuple[Atom, ...]) -> tuple[Seen, ...]:
    """Return one choice of each kind that the comparisons can tell apart, the smallest first."""
    compiled = [compile_condition(Test(atom)) for atom in atoms]
    kinds: dict[tuple[Truth, ...], Seen] = {}
    for choice in choices(options, atoms):
        scene = Scene({question: choice})
        kinds.setdefault(tuple(says(scene) for says in compiled), choice)
    return tuple(kinds.values())


@lru_cache(maxsize=2**18)
def _says(test: Test, question: str, value: Seen) -> Truth:
    """Return what a test about one question says of an answer."""
    return compile_condition(test)(Scene({question: value}))


def _best_first(question: Question, values: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return the answers with the better end first, so that an example holds as little harm as it can."""
    turned = question.worse == "yes" or (question.type == "number" and question.worse == "lower")
    return tuple(reversed(values) if turned else values)


def questions_behind(ruleset: Ruleset, condition: Condition) -> tuple[str, ...]:
    """Return the questions that decide about a condition, directly or by what is asked, in the order they're asked."""
    reached: frozenset[str] = frozenset().union(*(ruleset.reached_through[name] for name in condition.questions))
    return tuple(question for question in ruleset.questions if question in reached)


def _search(ruleset: Ruleset, condition: Condition, tally: Tally | None) -> _Search:
    questions = questions_behind(ruleset, condition)
    in_play = [condition, *(ruleset.ask_if[question] for question in questions if question in ruleset.ask_if)]
    written = tuple(dict.fromkeys(test for entry in in_play for test in tests(entry.node)))
    atoms: dict[str, dict[Atom, None]] = {question: {} for question in questions}
    for test in written:
        for question in test.questions:
            atoms[question][test.atom] = None
    found = {question: tuple(tested) for question, tested in atoms.items()}
    return _Search(ruleset, questions, found, written, tally or Tally())


# Can it hold? Can it fail?


def example(
    ruleset: Ruleset, condition: Condition, wanted: Truth, tally: Tally | None = None
) -> dict[str, Seen] | None:
    """Return answers under which the condition has the wanted truth, or None if there are none.

    tally: counts what was tried. Raises TooManyStepsError.
    """
    search = _search(ruleset, condition, tally)
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
    left = (place, *search.what_is_open(condition, values, place))
    if left in search.in_vain:
        return None
    question = search.questions[place]
    offered = search.values(question, scene) if search.applies(question, scene) else (ABSENT,)
    for value in offered:
        values[question] = value
        found = _find(search, condition, wanted, scene, values, place + 1)
        if found is not None:
            return found
    values[question] = UNKNOWN
    search.in_vain.add(left)
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


def reversals(ruleset: Ruleset, condition: Condition, tally: Tally | None = None) -> Iterator[Reversal]:
    """Yield, for each question with a worse end, answers under which a worse answer lifts the condition.

    Also through what is asked: a worse answer may not hide a question that would have scored. At most one for each
    question. tally: counts what was tried. Raises TooManyStepsError.
    """
    search = _search(ruleset, condition, tally)
    for id_ in search.questions:
        for better, worse in _steps_down(search, ruleset.questions[id_]):
            search.tally.pairs += 1
            if search.never_falls(id_, better, worse):
                continue
            search.steps = 0
            search.in_vain.clear()
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
        left = (place, *(entry for world in (self.before, self.after) for entry in self._open(world, place)))
        if left in self.search.in_vain:
            return False
        question = self.search.questions[place]
        asked = [self.search.applies(question, Scene(values)) for values in (self.before, self.after)]
        for old, new in self._choices(question, asked):
            self.before[question] = old if asked[0] else ABSENT
            self.after[question] = new if asked[1] else ABSENT
            if self.find(place + 1):
                return True
        self.before[question] = self.after[question] = UNKNOWN
        self.search.in_vain.add(left)
        return False

    def _open(self, world: Mapping[str, Seen], place: int) -> tuple[object, ...]:
        return self.search.what_is_open(self.condition, world, place)

    def _choices(self, question: str, asked: list[bool]) -> tuple[tuple[Seen, Seen], ...]:
        if question == self.question:
            return ((self.better, self.worse),) if all(asked) else ()
        if not any(asked):
            return ((ABSENT, ABSENT),)
        scene = Scene(self.before if asked[0] else self.after)
        return tuple((value, value) for value in self.search.values(question, scene))
