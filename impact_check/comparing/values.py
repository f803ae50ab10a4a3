"""A question as it reads in two packs, and the comparisons in play -> answers that stand for all there are.

As many are tried as it takes to make the comparisons come out in every way in which they can.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.proving.answers import LIMIT, TooManyStepsError
from impact_check.rules import Ruleset, Scene, Seen
from impact_check.rules.conditions import Atom, Compared, Counted, Elapsed, Picked, Test
from impact_check.rules.shapes import RESULT_FACTS, Shape
from impact_check.rules.truth import compile_condition

_SOME_DAY = date(2026, 1, 1).toordinal()
_FAR = 400
"""Days between what is near some date of a condition, and a date that is far from all of them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An answer, and in which of the two packs it can be given."""

    value: Seen
    in_old: bool
    in_new: bool


@dataclass(frozen=True, slots=True)
class Both:
    """Two packs, and the comparisons in play, by question."""

    old: Ruleset
    new: Ruleset
    atoms: Mapping[str, Sequence[Atom]]

    def offered(self, name: str) -> tuple[Offered, ...]:
        """Return answers to a question (or values of a fact of the result) that stand for all others.

        Raises TooManyStepsError.
        """
        fact = RESULT_FACTS.get(name)
        if fact is not None:
            found = tuple(Offered(value, True, True) for value in self._of_fact(fact))
        else:
            found = tuple(self._of_question(name))
        if any(len(Test(atom).questions) > 1 for atom in self.atoms[name]):
            return found  # Which of them differ depends on the other question.
        kinds = {self._kind(name, entry): entry for entry in reversed(found)}
        return tuple(entry for entry in found if kinds[self._kind(name, entry)] is entry)

    def _kind(self, name: str, entry: Offered) -> tuple[object, ...]:
        scene = Scene({name: entry.value})
        truths = (compile_condition(Test(atom))(scene) for atom in self.atoms[name])
        return (entry.in_old, entry.in_new, *truths)

    def _of_fact(self, fact: Shape) -> tuple[Seen, ...]:
        return fact.options or tuple(value for value in self._near(fact.name) if value >= 0)

    def _of_question(self, name: str) -> Iterator[Offered]:
        old, new = self.old.questions.get(name), self.new.questions.get(name)
        match (new or old or _missing(name)).type:
            case "yes_no" | "one":
                offers = [_options(ruleset, name) for ruleset in (self.old, self.new)]
                for option in dict.fromkeys((*offers[1], *offers[0])):
                    yield Offered(option, option in offers[0], option in offers[1])
            case "many":
                yield from self._choices(name)
            case "number":
                for number in self._near(name):
                    entry = Offered(number, _in_range(old, number), _in_range(new, number))
                    if entry.in_old or entry.in_new:
                        yield entry
            case "date":
                for day in self._near(name):
                    yield Offered(date.fromordinal(day), old is not None, new is not None)
            case _:
                yield Offered("text", old is not None, new is not None)

    def _choices(self, name: str) -> Iterator[Offered]:
        """Yield choices of `many`, the smallest first.

        Options named by the same comparisons and offered by the same packs are alike: none of them, as many as are
        counted, or all.
        """
        offers = [[id_ for id_ in _options(r, name) if id_ != NONE_OF_THESE] for r in (self.old, self.new)]
        named = [atom.options for atom in self.atoms[name] if isinstance(atom, Picked)]
        most = max([1, *(atom.number + 1 for atom in self.atoms[name] if isinstance(atom, Counted))])
        alike: dict[tuple[bool, ...], list[str]] = {}
        for option in dict.fromkeys((*offers[1], *offers[0])):
            alike.setdefault(tuple(option in names for names in (*offers, *named)), []).append(option)
        sizes = [sorted({*range(min(most, len(group)) + 1), len(group)}) for group in alike.values()]
        if prod(map(len, sizes)) > LIMIT:
            raise TooManyStepsError
        picks = (
            frozenset(option for group, size in zip(alike.values(), chosen, strict=True) for option in group[:size])
            for chosen in product(*sizes)
        )
        exists = (name in self.old.questions, name in self.new.questions)
        for pick in sorted(picks, key=lambda pick: (len(pick), sorted(pick))):
            in_old, in_new = (there and pick <= set(offer) for there, offer in zip(exists, offers, strict=True))
            if in_old or in_new:
                yield Offered(pick, in_old, in_new)

    def _near(self, name: str) -> tuple[int, ...]:
        """Return numbers (days of the calendar for dates) on, around and far from every threshold, in order.

        Comparisons between answers are differences. Any order of so many answers that the comparisons allow can be
        had by going from a threshold to each of them over the differences, and one to the side.
        """
        linked = self._linked(name)
        steps = {0}
        thresholds: set[int] = set()
        for other in linked:
            thresholds |= self._ends(other)
            for atom in self.atoms[other]:
                match atom:
                    case Compared(_, _, int() as number, _):
                        thresholds.add(number)
                    case Compared(_, _, date() as day, _):
                        thresholds.add(day.toordinal())
                    case Elapsed(_, _, _, days):
                        steps |= {days, -days}
        is_date = self._type(name) == "date"
        if is_date:
            thresholds = thresholds or {_SOME_DAY}
            reach = max(steps) * len(linked) + _FAR
            thresholds |= {min(thresholds) - reach, max(thresholds) + reach}
        away = {0}
        for _ in linked[1:]:
            away = {far + step for far in away for step in steps}
        around = range(-len(linked), len(linked) + 1)
        if len(thresholds) * len(away) * len(around) > LIMIT:
            raise TooManyStepsError
        found = {threshold + far + near for threshold in thresholds for far in away for near in around}
        if is_date:
            found = {day for day in found if date.min.toordinal() <= day <= date.max.toordinal()}
        return tuple(sorted(found))

    def _linked(self, name: str) -> tuple[str, ...]:
        """Return the question and those it is compared with, directly or not."""
        linked = {name: None}
        open_names = [name]
        while open_names:
            found = {other for atom in self.atoms[open_names.pop()] for other in Test(atom).questions} - linked.keys()
            linked.update(dict.fromkeys(sorted(found)))
            open_names.extend(found)
        return tuple(linked)

    def _ends(self, name: str) -> set[int]:
        questions = (ruleset.questions.get(name) for ruleset in (self.old, self.new))
        found = {end for q in questions if q and q.type == "number" for end in (q.minimum, q.maximum)}
        return found or ({0} if name in RESULT_FACTS else set())

    def _type(self, name: str) -> str:
        if name in RESULT_FACTS:
            return RESULT_FACTS[name].type
        return (self.new.questions.get(name) or self.old.questions[name]).type


def _missing(name: str) -> Question:
    raise KeyError(name)


def _options(ruleset: Ruleset, name: str) -> tuple[str, ...]:
    return tuple(option.id for option in ruleset.options.get(name, ()))


def _in_range(question: Question | None, number: int) -> bool:
    return question is not None and question.minimum <= number <= question.maximum
