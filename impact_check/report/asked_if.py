"""A condition -> when to answer, in words for somebody who holds the form: `you answered “Yes” to question 6 or 7`."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from impact_check.report.formats import listed
from impact_check.rules import Ruleset, in_words
from impact_check.rules.conditions import All, Any, Chosen, Counted, Node, Operator, Picked, Test
from impact_check.rules.words import Texts

How = Literal["any", "all"]

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_COUNTED: dict[Operator, tuple[str, str]] = {
    "==": ("exactly", "not exactly"),
    "!=": ("not exactly", "exactly"),
    "<": ("fewer than", "at least"),
    "<=": ("at most", "more than"),
    ">": ("more than", "at most"),
    ">=": ("at least", "fewer than"),
}


class ConditionsInWords:
    """Says the conditions of one questionnaire with the numbers that its questions have on a form."""

    def __init__(self, ruleset: Ruleset, numbers: Mapping[str, int]) -> None:
        """Take question id -> number."""
        self._offered = {name: tuple(o.id for o in options) for name, options in ruleset.options.items()}
        self._texts = _NumberedTexts(ruleset, numbers)
        self._numbers = numbers

    def clauses(self, node: Node) -> tuple[How, tuple[str, ...]]:
        """Return whether any or all of the clauses must hold, and the clauses, each to follow on `if`. Never empty."""
        plain = self.simplified(node)
        return "all" if isinstance(plain, All) else "any", tuple(self._said(plain))

    def simplified(self, node: Node) -> Node:
        """Return a condition that says the same in fewer tests."""
        return self._merged(_flat(node))

    def _sentence(self, node: Node) -> str:
        return listed(self._said(node), "and" if isinstance(node, All) else "or")

    def _said(self, node: Node) -> Iterator[str]:
        """Yield the clauses of a merged node; several questions with the same answer become one clause."""
        if isinstance(node, Test):
            yield self._test((node,), "or")
            return
        joiner = "and" if isinstance(node, All) else "or"
        alike: dict[object, list[Node]] = {}
        for place, part in enumerate(node.parts):
            alike.setdefault(self._answer(part) or place, []).append(part)
        for parts in alike.values():
            tests = tuple(part for part in parts if isinstance(part, Test))
            yield self._test(tests, joiner) if tests else self._sentence(parts[0])

    def _answer(self, part: Node) -> str | None:
        match part:
            case Test(Chosen(question, options), False):
                return self._texts.labels(question, options, "or")
        return None

    def _test(self, tests: tuple[Test, ...], joiner: str) -> str:
        """Say a test, or several of the same answer to different questions."""
        test = tests[0]
        match test.atom:
            case Chosen(question, options) if not test.negated:
                numbers = sorted(self._numbers[name] for each in tests for name in each.questions)
                noun = "questions" if joiner == "and" and len(numbers) > 1 else "question"
                answered = self._texts.labels(question, options, "or")
                return f"you answered {answered} to {noun} {listed(map(str, numbers), joiner)}"
            case Picked(question, options, how):
                ticked = "did not tick" if test.negated else "ticked"
                labels = self._texts.labels(question, options, "and" if how == "all" else "or")
                return f"you {ticked} {labels} in question {self._numbers[question]}"
            case Counted(question, op, number):
                count = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
                return f"you ticked {_COUNTED[op][test.negated]} {count} in question {self._numbers[question]}"
        return in_words(test, self._texts)

    def _merged(self, node: Node) -> Node:
        """Make one test of several on the same question."""
        if isinstance(node, Test):
            return self._positive(node)
        parts: list[Node] = []
        for part in map(self._merged, node.parts):
            for place, other in enumerate(parts):
                joined = self._joined(other, part, is_any=isinstance(node, Any))
                if joined is not None:
                    parts[place] = joined
                    break
            else:
                parts.append(part)
        if len(parts) == 1:
            return parts[0]
        return Any(tuple(parts)) if isinstance(node, Any) else All(tuple(parts))

    def _positive(self, test: Test) -> Test:
        """Say `not yes` as `no`: a form lists every answer there is."""
        match test:
            case Test(Chosen(question, options), True):
                others = tuple(option for option in self._offered[question] if option not in options)
                return Test(Chosen(question, others)) if others else test
        return test

    def _joined(self, first: Node, second: Node, *, is_any: bool) -> Test | None:
        """Return one test that says the same as two, or `None`."""
        match first, second:
            case Test(Chosen(question, options), False), Test(Chosen(other, more), False) if question == other:
                kept = set(options) | set(more) if is_any else set(options) & set(more)
                named = tuple(option for option in self._offered[question] if option in kept)
                return Test(Chosen(question, named)) if named else None
            case Test(Picked(question, options, "any"), negated), Test(Picked(other, more, "any"), again):
                if question == other and negated == again and negated != is_any:
                    return Test(Picked(question, tuple(dict.fromkeys((*options, *more))), "any"), negated)
        return None


class _NumberedTexts(Texts):
    """Names questions by their numbers."""

    def __init__(self, ruleset: Ruleset, numbers: Mapping[str, int]) -> None:
        options = {name: {option.id: option.label for option in offered} for name, offered in ruleset.options.items()}
        super().__init__({}, options, ruleset.texts.dates)
        self._numbers = numbers

    def question(self, name: str) -> str:
        return f"the answer to question {self._numbers[name]}"


def _flat(node: Node) -> Node:
    """Take `any` out of `any` and `all` out of `all`."""
    if isinstance(node, Test):
        return node
    inside = [_flat(part) for part in node.parts]
    if isinstance(node, Any):
        return Any(_unique(part.parts if isinstance(part, Any) else (part,) for part in inside))
    return All(_unique(part.parts if isinstance(part, All) else (part,) for part in inside))


def _unique(parts: Iterable[tuple[Node, ...]]) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))
