"""A ruleset -> what every way of asking another program's rule engine needs.

A way takes one decision and says which rules hold. `whole` ways work out the route as well (which questions are asked);
the others are given the answers to the questions asked, and no value for the rest.
"""

import operator
import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from known_decisions import Decision
from translate import Json, compared, constant, counted

from impact_check.model.questionnaire import NONE_OF_THESE
from impact_check.rules import Ruleset
from impact_check.rules.conditions import Chosen, Node, Picked, Test
from impact_check.rules.conditions import tests as tests_in

Evaluate = Callable[[typing.Any, Json], typing.Any]

_COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def unchanged(given: Json) -> Json:
    return given


@dataclass(frozen=True, slots=True)
class Way:
    """One way of using one engine."""

    engine: str
    how: str
    whole: bool
    """Whether it works out the route."""
    decide: Callable[[Json], object]
    fired: Callable[[object], Iterable[str]]
    """Reads the rules that hold from what `decide` returns. Not part of what is timed."""
    prepare: Callable[[Json], Json] = unchanged
    """Brings the answers into the shape it needs. Not part of what is timed."""

    @property
    def title(self) -> str:
        return f"{self.engine}: {self.how}{'' if self.whole else ' (route given)'}"


def plain(ruleset: Ruleset, decision: Decision, *, whole: bool) -> Json:
    """Return a decision as other programs take it: dates as text, counts given, nothing for what isn't asked."""
    given: Json = {}
    for question, answer in decision.answers.items():
        there = whole or question in decision.asked
        given[question] = constant(answer) if there else [] if isinstance(answer, list) else None
        for name in counted(ruleset, question):
            chosen = [option for option in answer if option != NONE_OF_THESE] if isinstance(answer, list) else []
            given[name] = len(chosen) if there else None
    return given


def levels(ruleset: Ruleset) -> list[list[str]]:
    """Return the questions with a condition in steps, each step needing only those before it."""
    depth: dict[str, int] = {}
    steps: list[list[str]] = []
    for question in ruleset.questions:
        condition = ruleset.ask_if.get(question)
        depth[question] = 0 if condition is None else 1 + max(depth[read] for read in condition.questions)
        if depth[question] and question in ruleset.bears_on_rating:
            steps.extend([] for _ in range(depth[question] - len(steps)))
            steps[depth[question] - 1].append(question)
    return steps


def nothing(ruleset: Ruleset, question: str) -> list[str] | None:
    return [] if ruleset.questions[question].type == "many" else None


def names(ruleset: Ruleset, questions: Iterable[str]) -> Iterator[tuple[str, str, list[str] | None]]:
    """Yield (question, name of a value, what stands for nothing) for every value that its route decides over."""
    for question in questions:
        yield question, question, nothing(ruleset, question)
        for name in counted(ruleset, question):
            yield question, name, None


def by_place(ruleset: Ruleset) -> Callable[[object], Iterable[str]]:
    """Read a list of truths in the order of the rules."""

    def fired(truths: object) -> Iterable[str]:
        assert isinstance(truths, list)  # noqa: S101
        return [rule for rule, truth in zip(ruleset.rules, truths, strict=True) if truth]

    return fired


def listed(found: object) -> Iterable[str]:
    assert isinstance(found, list)  # noqa: S101
    return found


def in_turn(ruleset: Ruleset, engine: str, evaluate: Evaluate, ready: Callable[[list[Node]], object]) -> Way:
    """Return the way that asks step by step for the route, then for all rules as one list.

    ready: turns conditions into what `evaluate` takes, to be evaluated to a list of truths.
    """
    steps = [(step, ready([ruleset.ask_if[question].node for question in step])) for step in levels(ruleset)]
    rules = ready([rule.node for rule in ruleset.rules.values()])
    shows = {question: [name for _, name, _ in names(ruleset, [question])] for step, _ in steps for question in step}
    hidden = {name: blank for step, _ in steps for _, name, blank in names(ruleset, step)}

    def decide(given: Json) -> object:
        seen = given | hidden
        for step, expression in steps:
            for question, asked in zip(step, evaluate(expression, seen), strict=True):
                if asked:
                    for name in shows[question]:
                        seen[name] = given[name]
        return evaluate(rules, seen)

    return Way(engine, "the route in steps, then all rules as one list", True, decide, by_place(ruleset))


def prepared_tests(ruleset: Ruleset) -> Iterator[tuple[Test, str]]:
    """Yield the comparisons of numbers, which are given to some engines as ready truths."""
    seen = {
        test
        for conditions in (ruleset.rules, ruleset.ask_if)
        for condition in conditions.values()
        for test in tests_in(condition.node)
        if not isinstance(test.atom, Chosen | Picked)
    }
    for place, test in enumerate(sorted(seen, key=repr)):
        yield test, f"prepared_{place}"


def number_holds(test: Test, given: Json) -> bool:
    name, sign, value, other = compared(test)
    against = given[other] if other else value
    return given[name] is not None and against is not None and _COMPARE[sign](given[name], against)
