"""A questionnaire -> what leads to what: questions, conditions, rules, risk factors, elements of the strategy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from impact_check.comparing.names import names_in
from impact_check.errors import AnswerError
from impact_check.model.questionnaire import Check, Floor, Rule
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

Kind = Literal["question", "condition", "rule", "floor", "check", "factor", "element", "overall", "every"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing in the graph."""

    kind: Kind
    id: str
    label: str
    """Its text; for a named condition, the name."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From what decides to what is decided."""

    start: tuple[Kind, str]
    end: tuple[Kind, str]
    label: str = ""
    """What a rule raises it to; else empty."""


@dataclass(frozen=True, slots=True)
class Box:
    """A section with those of its questions that are in the graph."""

    id: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Points and arrows, each once."""

    title: str
    points: tuple[Point, ...]
    arrows: tuple[Arrow, ...]
    boxes: tuple[Box, ...] = ()
    """Sections, in the order asked. Empty if questions aren't grouped."""


OVERALL = Point("overall", "overall", "Overall rating")
EVERY = Point("every", "every", "Every risk factor that is raised")


def graph(ruleset: Ruleset, about: str | None = None) -> Graph:
    """Return the graph of a whole questionnaire, or of what one thing in it touches.

    The whole leaves checks out, which read most questions. about: the id of a question, section, named condition,
    rule, floor, check, risk factor or element. Raises AnswerError if nothing has that id.
    """
    title = ruleset.questionnaire.packs[-1].title
    everything = _Everything(ruleset)
    if about is None:
        arrows = [arrow for arrow in everything.arrows if "check" not in (arrow.start[0], arrow.end[0])]
        keys = {key for key in everything.points if key[0] != "check"}
        return everything.cut(title, keys, arrows)
    return everything.around(title, about)


class _Everything:
    """All points and arrows of a questionnaire."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.points: dict[tuple[Kind, str], Point] = {}
        for point in self._points():
            self.points[point.kind, point.id] = point
        self.arrows = tuple(dict.fromkeys(self._arrows()))

    def around(self, title: str, about: str) -> Graph:
        """Return what a thing touches: all that follows from it, and what directly decides it."""
        starts = [key for key in self.points if key[1] == about]
        sections = [section for section in self.ruleset.questionnaire.sections if section.id == about]
        for section in sections:
            starts.extend(("question", question.id) for question in section.questions)
        if not starts:
            known = [id_ for _, id_ in self.points]
            known.extend(section.id for section in self.ruleset.questionnaire.sections)
            raise AnswerError(
                f"There is nothing with the id '{about}' in this questionnaire{did_you_mean(about, known)}"
            )
        after = self._reached(starts, forward=True)
        before = self._reached(starts, forward=False)
        arrows = [
            a for a in self.arrows if (a.start in after and a.end in after) or (a.start in before and a.end in before)
        ]
        keys = {*starts, *(key for arrow in arrows for key in (arrow.start, arrow.end))}
        what = sections[0].title if sections else self.points[starts[0]].label
        return self.cut(f"{title}: {what}", keys, arrows)

    def _reached(self, starts: Iterable[tuple[Kind, str]], *, forward: bool) -> set[tuple[Kind, str]]:
        """Return the things reached.

        Onwards from a question: what it asks for, what it raises. A question that is asked because of it stands for
        itself: what it raises in turn is not followed. Backwards: down to the questions read, and what they hang on.
        """
        found = set(starts)
        open_keys = list(found)
        while open_keys:
            key = open_keys.pop()
            if forward and key[0] == "question" and key not in starts:
                continue
            for arrow in self.arrows:
                here, there = (arrow.start, arrow.end) if forward else (arrow.end, arrow.start)
                if here == key and there not in found:
                    found.add(there)
                    open_keys.append(there)
        return found

    def cut(self, title: str, keys: set[tuple[Kind, str]], arrows: Iterable[Arrow]) -> Graph:
        """Return the graph of some of the points."""
        boxes = (
            Box(section.id, section.title, tuple(q.id for q in section.questions if ("question", q.id) in keys))
            for section in self.ruleset.questionnaire.sections
        )
        return Graph(
            title,
            tuple(point for key, point in self.points.items() if key in keys),
            tuple(arrows),
            tuple(box for box in boxes if box.questions),
        )

    def _points(self) -> Iterator[Point]:
        content = self.ruleset.questionnaire
        for question in content.questions:
            yield Point("question", question.id, question.text)
        for name in content.conditions:
            yield Point("condition", name, name)
        for rule in content.rules:
            yield Point("rule", rule.id, rule.because)
        for floor in content.floors:
            yield Point("floor", floor.id, floor.because)
        for check in content.checks:
            yield Point("check", check.id, check.title)
        if any(rule.factors == "all" for rule in content.rules):
            yield EVERY
        for factor in content.factors:
            yield Point("factor", factor.id, f"{factor.id} {factor.title}")
        if content.floors:
            yield OVERALL
        for strategy in content.strategies:
            for element in strategy.elements:
                yield Point("element", element.id, f"{element.id} {element.wordings[0].text}")

    def _arrows(self) -> Iterator[Arrow]:
        content = self.ruleset.questionnaire
        for name, text in content.conditions.items():
            yield from self._read(text, ("condition", name))
        for question in content.questions:
            yield from self._read(question.ask_if, ("question", question.id))
        for rule in content.rules:
            yield from self._read(rule.when, ("rule", rule.id))
            yield from _raised(rule)
        for floor in content.floors:
            yield from self._read(floor.when, ("floor", floor.id))
            yield _holds(floor)
        for check in content.checks:
            yield from self._read_by_check(check)
        for strategy in content.strategies:
            for element in strategy.elements:
                for factor in element.factors:
                    yield Arrow(("factor", factor), ("element", element.id))
                for id_ in element.checks:
                    yield Arrow(("check", id_), ("element", element.id))
                yield from self._read(element.shown_when, ("element", element.id))

    def _read_by_check(self, check: Check) -> Iterator[Arrow]:
        for text in (check.applies_if, check.fails_when):
            yield from self._read(text, ("check", check.id))

    def _read(self, text: str | None, reader: tuple[Kind, str]) -> Iterator[Arrow]:
        """Yield an arrow from each question and named condition that a condition names."""
        for name in names_in(self.ruleset, text) if text else ():
            if name in self.ruleset.named:
                yield Arrow(("condition", name), reader)
            elif name in self.ruleset.questions:
                yield Arrow(("question", name), reader)


def _raised(rule: Rule) -> Iterator[Arrow]:
    label = next(f"{name} {level.name.lower()}" for name, level in rule.raises if level is not None)
    ends: tuple[tuple[Kind, str], ...] = (
        (("every", EVERY.id),) if rule.factors == "all" else tuple(("factor", factor) for factor in rule.factors)
    )
    for end in ends:
        yield Arrow(("rule", rule.id), end, label)


def _holds(floor: Floor) -> Arrow:
    return Arrow(("floor", floor.id), ("overall", OVERALL.id), f"at least {floor.floor.name.lower()}")
