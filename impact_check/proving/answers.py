"""A question and the comparisons in play -> the answers that a proof must try. The others are like one of these."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from math import prod

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset, Scene, Seen
from impact_check.rules.conditions import Atom, Compared, Counted, Picked, Test
from impact_check.rules.domain import representatives

LIMIT = 100_000
"""Steps after which a search gives up and asks the author to split the condition."""

_SOME_DATE, _LONG_AGO, _FAR_OFF = date(2026, 1, 1), date(2000, 1, 1), date(2100, 1, 1)


class TooManyStepsError(Exception):
    """The condition depends on too many answers to be tried out."""


def answers(ruleset: Ruleset, question: Question, atoms: Mapping[str, Sequence[Atom]], scene: Scene) -> Sequence[Seen]:
    """Return answers that stand for all others; never empty. Raises TooManyStepsError.

    atoms: the comparisons in play, by question. scene: the answers so far, which dates follow.
    """
    match question.type:
        case "many":
            options = [option.id for option in ruleset.options[question.id] if option.id != NONE_OF_THESE]
            return choices(options, atoms[question.id])
        case "number":
            return numbers(ruleset, question, atoms)
        case "date":
            near = representatives(ruleset, question, scene)
            # Another date, not known yet, may lie far from this one.
            return (*(near or (_SOME_DATE,)), _LONG_AGO, _FAR_OFF)
        case _:
            return representatives(ruleset, question, scene) or ("text",)


def numbers(ruleset: Ruleset, question: Question, atoms: Mapping[str, Sequence[Atom]]) -> tuple[int, ...]:
    """Return numbers on and around every threshold, in order.

    Numbers that are compared with each other share their thresholds, to which the ends of their ranges belong. So many
    are tried around each that the numbers can stand in every order between any two thresholds.
    """
    linked = _linked(question.id, atoms)
    thresholds = {ruleset.questions[name].minimum for name in linked}
    largest = {ruleset.questions[name].maximum for name in linked}
    if len(largest) > 1:  # Otherwise what is large is alike.
        thresholds |= largest
    for name in linked:
        for atom in atoms[name]:
            if isinstance(atom, Compared) and isinstance(atom.constant, int):
                thresholds.add(atom.constant)
    around = range(-len(linked), len(linked) + 1)
    near = {threshold + step for threshold in thresholds for step in around}
    return tuple(sorted(number for number in near if question.minimum <= number <= question.maximum))


def _linked(question: str, atoms: Mapping[str, Sequence[Atom]]) -> tuple[str, ...]:
    """Return the question and those it is compared with, directly or not."""
    linked = {question: None}
    open_names = [question]
    while open_names:
        found = {other for atom in atoms[open_names.pop()] for other in Test(atom).questions} - linked.keys()
        linked.update(dict.fromkeys(sorted(found)))
        open_names.extend(found)
    return tuple(linked)


def choices(options: Sequence[str], atoms: Sequence[Atom]) -> tuple[frozenset[str], ...]:
    """Return choices, the smallest first, that the comparisons can tell apart in every possible way.

    Options named by the same comparisons are alike: none of them, as many as are counted, or all of them.
    """
    named = [atom.options for atom in atoms if isinstance(atom, Picked)]
    most = max([1, *(atom.number + 1 for atom in atoms if isinstance(atom, Counted))])
    alike: dict[tuple[bool, ...], list[str]] = {}
    for option in options:
        alike.setdefault(tuple(option in names for names in named), []).append(option)
    sizes = [sorted({*range(min(most, len(group)) + 1), len(group)}) for group in alike.values()]
    if prod(map(len, sizes)) > LIMIT:
        raise TooManyStepsError
    found = (
        frozenset(option for group, size in zip(alike.values(), chosen, strict=True) for option in group[:size])
        for chosen in product(*sizes)
    )
    return tuple(sorted(found, key=len))
