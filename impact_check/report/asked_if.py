"""A condition -> when to answer, in words for somebody who holds the form: `you answered “Yes” to question 6 or 7`."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from impact_check.language import Translated, listed, to_translate, tr
from impact_check.rules import Ruleset, in_words
from impact_check.rules.conditions import All, Any, Chosen, Counted, Node, Operator, Picked, Test
from impact_check.rules.words import Texts

How = Literal["any", "all"]
Joiner = Literal["and", "or"]

_NUMBERS = Translated(
    {
        0: to_translate("none"),
        1: to_translate("one"),
        2: to_translate("two"),
        3: to_translate("three"),
        4: to_translate("four"),
        5: to_translate("five"),
        6: to_translate("six"),
        7: to_translate("seven"),
        8: to_translate("eight"),
        9: to_translate("nine"),
    }
)
_EXACTLY = to_translate("you ticked exactly {count} in question {number}")
_NOT_EXACTLY = to_translate("you ticked not exactly {count} in question {number}")
_FEWER = to_translate("you ticked fewer than {count} in question {number}")
_AT_LEAST = to_translate("you ticked at least {count} in question {number}")
_AT_MOST = to_translate("you ticked at most {count} in question {number}")
_MORE = to_translate("you ticked more than {count} in question {number}")
_COUNTED: dict[Operator, tuple[str, str]] = {
    "==": (_EXACTLY, _NOT_EXACTLY),
    "!=": (_NOT_EXACTLY, _EXACTLY),
    "<": (_FEWER, _AT_LEAST),
    "<=": (_AT_MOST, _MORE),
    ">": (_MORE, _AT_MOST),
    ">=": (_AT_LEAST, _FEWER),
}
"""What counting says, and what it says if it is negated."""


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
        joiner: Joiner = "and" if isinstance(node, All) else "or"
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

    def _test(self, tests: tuple[Test, ...], joiner: Joiner) -> str:
        """Say a test, or several of the same answer to different questions."""
        test = tests[0]
        match test.atom:
            case Chosen(question, options) if not test.negated:
                numbers = sorted(self._numbers[name] for each in tests for name in each.questions)
                answers = self._texts.labels(question, options, "or")
                named = listed(map(str, numbers), joiner)
                if joiner == "and" and len(numbers) > 1:
                    return tr("you answered {answers} to questions {numbers}", answers=answers, numbers=named)
                return tr("you answered {answers} to question {numbers}", answers=answers, numbers=named)
            case Picked(question, options, how):
                labels = self._texts.labels(question, options, "and" if how == "all" else "or")
                place = self._numbers[question]
                if test.negated:
                    return tr("you did not tick {labels} in question {number}", labels=labels, number=place)
                return tr("you ticked {labels} in question {number}", labels=labels, number=place)
            case Counted(question, op, number):
                count = _NUMBERS[number] if number in _NUMBERS else str(number)
                return tr(_COUNTED[op][test.negated], count=count, number=self._numbers[question])
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
        return tr("the answer to question {number}", number=self._numbers[name])


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
