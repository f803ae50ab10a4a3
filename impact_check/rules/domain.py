"""The values that matter: for each question, enough answers to make every test about it true and false."""

from collections.abc import Iterator
from datetime import date, timedelta

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules.conditions import Compared, Counted, Elapsed
from impact_check.rules.ruleset import Ruleset
from impact_check.rules.truth import Scene, Seen

_NEAR = (-1, 0, 1)


def representatives(ruleset: Ruleset, question: Question, scene: Scene) -> tuple[Seen, ...]:
    """Return answers that stand for all possible ones, given the other answers in `scene`. Empty for free text.

    Options: each. `many`: none, each alone, and all. Numbers and dates: on and around every threshold.
    """
    match question.type:
        case "yes_no" | "one":
            return tuple(option.id for option in ruleset.options[question.id])
        case "many":
            return _picks(ruleset, question)
        case "number":
            # One above the smallest and the largest: another number, not known yet, may lie below.
            ends = (question.minimum, min(question.minimum + 1, question.maximum), question.maximum)
            numbers = {*ends, *_numbers(ruleset, question, scene)}
            return tuple(sorted(number for number in numbers if question.minimum <= number <= question.maximum))
        case "date":
            return tuple(sorted(set(_dates(ruleset, question, scene))))
        case _:
            return ()


def _picks(ruleset: Ruleset, question: Question) -> tuple[Seen, ...]:
    options = [option.id for option in ruleset.options[question.id] if option.id != NONE_OF_THESE]
    highest = max((atom.number for atom in ruleset.atoms.get(question.id, ()) if isinstance(atom, Counted)), default=0)
    sizes = {size for size in (highest - 1, highest, highest + 1) if 1 < size < len(options)}
    some = [frozenset(options[:size]) for size in sorted(sizes)]
    return (frozenset(), *(frozenset({option}) for option in options), *some, frozenset(options))


def _numbers(ruleset: Ruleset, question: Question, scene: Scene) -> Iterator[int]:
    for atom in ruleset.atoms.get(question.id, ()):
        if isinstance(atom, Compared):
            other = atom.other if atom.question == question.id else atom.question
            threshold = scene.values.get(other) if other else atom.constant
            if isinstance(threshold, int):
                yield from (threshold + near for near in _NEAR)


def _dates(ruleset: Ruleset, question: Question, scene: Scene) -> Iterator[date]:
    for atom in ruleset.atoms.get(question.id, ()):
        match atom:
            case Compared(first, _, constant, other):
                against = scene.values.get(other if first == question.id else first) if other else constant
                if isinstance(against, date):
                    yield from (against + timedelta(near) for near in _NEAR)
            case Elapsed(start, end, _, days):
                against = scene.values.get(end if start == question.id else start)
                if isinstance(against, date):
                    shift = -days if start == question.id else days
                    yield from (against + timedelta(shift + near) for near in _NEAR)
