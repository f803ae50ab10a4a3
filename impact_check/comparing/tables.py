"""Two conditions in two packs -> the answers under which they come out differently, or none: then they say the same.

Truth tables are compared, not texts. A table has a line for each set of answers that somebody can give in either pack:
also "don't know", "not applicable", and what is not asked because of other answers. Lines that no comparison tells
apart are tried once, and a condition is cut down to what is left of it after each answer, so that what has become the
same needs no further look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from impact_check.comparing.values import Both, Offered
from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.left import Given, Left, answered, cut_down, reads, tests_left
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Scene, Truth
from impact_check.rules.conditions import Atom, Node, questions_read, tests
from impact_check.rules.shapes import RESULT_FACTS

STEPS = 25_000
"""Answers that are tried before the comparison is given up, after a few seconds."""


class NotComparableError(Exception):
    """The two conditions can't be compared; the message says why, to follow "it"."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Answers under which two conditions come out differently."""

    answers: Mapping[str, Given]
    """What was answered, in the order asked. Questions that aren't asked are left out."""
    old: Truth
    new: Truth


def difference(old: Ruleset, new: Ruleset, before: Node | None, after: Node | None) -> Difference | None:
    """Return answers under which `before` and `after` differ, or None if there are none. None as a node: always true.

    The answers are such as can be given in at least one of the packs; `before` and `after` are then held against the
    same answers, so that what a changed `ask_if` does is told at the question alone. Facts about the result are taken
    to have any value. Raises NotComparableError.
    """
    start = (cut_down(before), cut_down(after))
    if start[0] == start[1]:
        return None
    search = _Search(old, new, start[0], start[1])
    try:
        return search.find(_State(*start, search.asks[0], search.asks[1], True, True), {})
    except TooManyStepsError:
        raise NotComparableError("depends on too many answers to be compared") from None


# The search

_Asks = Mapping[str, Left]
"""What is left of each question's `ask_if`."""


@dataclass(frozen=True, slots=True)
class _State:
    """What is left of both conditions and of what decides which questions are asked."""

    before: Left
    after: Left
    old_asks: _Asks
    new_asks: _Asks
    old: bool
    """The answers so far can be given in the old pack."""
    new: bool

    def needed(self) -> set[str]:
        """Return the questions that can still make a difference."""
        needed = set(reads(self.before) | reads(self.after))
        open_names = list(needed)
        while open_names:
            name = open_names.pop()
            for asks in (self.old_asks if self.old else {}, self.new_asks if self.new else {}):
                found = reads(asks[name]) - needed if name in asks else ()
                needed.update(found)
                open_names.extend(found)
        return needed

    def key(self, needed: set[str]) -> tuple[object, ...]:
        old, new = (
            frozenset((name, asks[name]) for name in needed if name in asks) if alive else None
            for asks, alive in ((self.old_asks, self.old), (self.new_asks, self.new))
        )
        return self.before, self.after, old, new


@dataclass(slots=True)
class _Search:
    old: Ruleset
    new: Ruleset
    before: Left
    after: Left
    asks: tuple[_Asks, _Asks] = field(init=False)
    place: dict[str, int] = field(init=False)
    both: Both = field(init=False)
    values: dict[str, tuple[Offered, ...]] = field(default_factory=dict)
    same_below: set[tuple[object, ...]] = field(default_factory=set)
    """States from which no difference can be reached."""
    steps: int = 0

    def __post_init__(self) -> None:
        names = _in_order(self.old, self.new, reads(self.before) | reads(self.after))
        self.place = {name: place for place, name in enumerate(names)}
        nodes = [r.ask_if[name].node for r in (self.old, self.new) for name in names if name in r.ask_if]
        old_asks, new_asks = (
            {name: cut_down(r.ask_if[name].node) for name in names if name in r.ask_if} for r in (self.old, self.new)
        )
        self.asks = (old_asks, new_asks)
        atoms: dict[str, dict[Atom, None]] = {name: {} for name in names}
        written = (*tests_left(self.before), *tests_left(self.after), *(test for node in nodes for test in tests(node)))
        for test in written:
            for name in test.questions:
                atoms[name][test.atom] = None
        self.both = Both(self.old, self.new, {name: tuple(found) for name, found in atoms.items()})

    def find(self, state: _State, path: dict[str, Given]) -> Difference | None:
        if state.before == state.after:
            return None
        if isinstance(state.before, Truth) and isinstance(state.after, Truth):
            answers = {name: given for name, given in path.items() if self.is_answered(name, path, state)}
            return Difference(answers, state.before, state.after)
        needed = state.needed()
        key = state.key(needed)
        if key in self.same_below:
            return None
        name = min(needed, key=self.place.__getitem__)
        for given, in_old, in_new in self.answers(name, state):
            self.steps += 1
            if self.steps > STEPS:
                raise TooManyStepsError
            path[name] = given
            found = self.find(_next(state, name, given, old=in_old, new=in_new), path)
            if found:
                return found
        path.pop(name, None)
        self.same_below.add(key)
        return None

    def is_answered(self, name: str, path: Mapping[str, Given], state: _State) -> bool:
        """Tell whether a question is asked: "not applicable" is an answer, though conditions see nothing of it."""
        if path[name].value is not ABSENT:
            return True
        scene = Scene({earlier: given.value for earlier, given in path.items()})
        rulesets = [ruleset for ruleset, alive in ((self.old, state.old), (self.new, state.new)) if alive]
        return any(
            name in ruleset.questions
            and (name not in ruleset.ask_if or ruleset.ask_if[name].holds(scene) is not Truth.FALSE)
            for ruleset in rulesets
        )

    def answers(self, name: str, state: _State) -> list[tuple[Given, bool, bool]]:
        """Return what conditions can see of a question, with the packs in which they can. Plain answers come first."""
        if name not in self.values:
            self.values[name] = self.both.offered(name)
        seen: dict[Given, list[bool]] = {}
        for side, (ruleset, asks, alive) in enumerate(
            ((self.old, state.old_asks, state.old), (self.new, state.new_asks, state.new))
        ):
            for given in self.on_side(name, ruleset, asks.get(name, Truth.TRUE), side) if alive else ():
                seen.setdefault(given, [False, False])[side] = True
        found = ((given, old, new) for given, (old, new) in seen.items())
        return sorted(found, key=lambda entry: (entry[0].value is ABSENT, entry[0].value is UNKNOWN))

    def on_side(self, name: str, ruleset: Ruleset, asked: Left, side: int) -> Iterator[Given]:
        offered = (entry.value for entry in self.values[name] if (entry.in_old, entry.in_new)[side])
        if name in RESULT_FACTS:
            yield from map(Given, offered)
            return
        question = ruleset.questions.get(name)
        maybe = asked is Truth.UNKNOWN
        if question is None or asked is Truth.FALSE or (maybe and question.only_if_certain):
            yield Given(ABSENT)
            return
        for value in offered:
            yield Given(value, maybe)
        yield Given(UNKNOWN)
        if question.allow_not_applicable:
            yield Given(ABSENT)


def _next(state: _State, name: str, given: Given, *, old: bool, new: bool) -> _State:
    def cut(asks: _Asks, alive: bool) -> _Asks:
        return {asked: answered(left, name, given) for asked, left in asks.items() if asked != name} if alive else {}

    return _State(
        answered(state.before, name, given),
        answered(state.after, name, given),
        cut(state.old_asks, old),
        cut(state.new_asks, new),
        old,
        new,
    )


def _in_order(old: Ruleset, new: Ruleset, wanted: frozenset[str]) -> tuple[str, ...]:
    """Return the questions wanted and those that decide whether they are asked, earlier ones first."""
    found: dict[str, None] = {}
    open_names: set[str] = set()

    def visit(name: str) -> None:
        if name in found:
            return
        if name in open_names:
            raise NotComparableError(f"rests on '{name}', which is asked before and after the same question")
        asked = [ruleset.questions[name] for ruleset in (old, new) if name in ruleset.questions]
        if len({question.type for question in asked}) > 1:
            raise NotComparableError(f"rests on '{name}', which is a question of another type now")
        open_names.add(name)
        for ruleset in (old, new):
            for earlier in questions_read(ruleset.ask_if[name].node) if name in ruleset.ask_if else ():
                visit(earlier)
        open_names.discard(name)
        found[name] = None

    for name in sorted(wanted, key=lambda name: _place(new, old, name)):
        visit(name)
    return tuple(found)


def _place(first: Ruleset, second: Ruleset, name: str) -> tuple[int, int]:
    for rank, ruleset in enumerate((first, second)):
        if name in ruleset.questions:
            return rank, tuple(ruleset.questions).index(name)
    return 2, 0
