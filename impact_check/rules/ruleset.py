"""Parse, check and compile every condition of a questionnaire, once, into a Ruleset."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from impact_check.language import speaking
from impact_check.model.assessment import Pinned
from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import Check, Floor, Option, Question, Questionnaire, Section
from impact_check.model.strategy import Element
from impact_check.rules.conditions import All, Atom, Node, Test, questions_read, tests
from impact_check.rules.mistakes import Mistake
from impact_check.rules.parse import Scope, parse
from impact_check.rules.replay import Replay
from impact_check.rules.shapes import RESULT_FACTS, Shape, offered_options, shape_of
from impact_check.rules.spans import Spanned, compile_spans
from impact_check.rules.support import Supporter, compile_support
from impact_check.rules.tables import Tables
from impact_check.rules.truth import Evaluator, compile_condition
from impact_check.rules.words import Texts


@dataclass(frozen=True, slots=True)
class Owner:
    """The entry and key that a condition stands in."""

    kind: str
    """`question`, `condition`, `rule`, `floor`, `check` or `element`."""
    id: str
    key: str
    """`ask_if`, `when`, `applies_if`, `fails_when`, `shown_when`; for named conditions, the name."""


@dataclass(frozen=True, slots=True)
class ConditionFault:
    """A mistake in one condition."""

    owner: Owner
    mistake: Mistake


@dataclass(frozen=True)
class Condition:
    """A condition, parsed; compiled when it is first used."""

    node: Node

    @cached_property
    def holds(self) -> Evaluator:
        """Whether it holds in a scene."""
        return compile_condition(self.node)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The questions that it reads."""
        return questions_read(self.node)

    @cached_property
    def rests_on(self) -> Supporter:
        """Tells which questions its truth rests on."""
        return compile_support(self.node)

    @cached_property
    def rests_on_all(self) -> bool:
        """Whether it rests on every question that it reads unless it is false."""
        node = self.node
        return isinstance(node, Test) or (isinstance(node, All) and all(isinstance(part, Test) for part in node.parts))

    @cached_property
    def spanned(self) -> Spanned:
        """What it can come to while some questions are open."""
        return compile_spans(self.node)


@dataclass(frozen=True, slots=True)
class RaisedBy:
    """The rules that raise one risk factor, each with what it raises it to, in questionnaire order."""

    severity: tuple[tuple[str, Level], ...]
    exposure: tuple[tuple[str, Exposure], ...]
    """Those for all factors included."""


@dataclass(frozen=True, repr=False)
class Ruleset:
    """A questionnaire with all its conditions compiled: what the engine works with. Immutable."""

    questionnaire: Questionnaire
    sha256: str
    """Content hash of the questionnaire."""
    ask_if: dict[str, Condition]
    """By question; a question without a condition has none."""
    named: dict[str, Condition]
    rules: dict[str, Condition]
    floors: dict[str, Condition]
    applies_if: dict[str, Condition]
    """By check."""
    fails_when: dict[str, Condition]
    """By check."""
    shown_when: dict[str, Condition]
    """By strategy element."""

    def __repr__(self) -> str:
        """Return which questionnaire it is: everything in it would fill hundreds of screens."""
        pinned = self.pinned
        return f"<Ruleset {pinned.questionnaire} ({pinned.version}), {len(self.questions)} questions, {pinned.sha256}>"

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as the questionnaire only: there the conditions are compiled again."""
        return build_ruleset, (self.questionnaire, self.sha256)

    @property
    def pinned(self) -> Pinned:
        """The reference that an assessment pins."""
        versions = ", ".join(f"{pack.id} {pack.version}" for pack in self.questionnaire.packs)
        return Pinned(questionnaire=self.questionnaire.id, version=versions, sha256=self.sha256)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in the order they're asked."""
        return {question.id: question for question in self.questionnaire.questions}

    @cached_property
    def tables(self) -> Tables:
        """What the engine looks up for every assessment."""
        return Tables(self)

    @cached_property
    def replay(self) -> Replay:
        """Tells what is asked and every truth, from what each answer counts as."""
        return Replay(self)

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section that each question belongs to, by question id."""
        sections = self.questionnaire.sections
        return {question.id: section for section in sections for question in section.questions}

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """The options that each question offers, in order; empty if it has none."""
        groups, areas = self.questionnaire.groups, self.questionnaire.area_lists
        with speaking(self.questionnaire.language):
            return {question.id: offered_options(question, groups, areas) for question in self.questions.values()}

    @cached_property
    def reached_through(self) -> dict[str, frozenset[str]]:
        """For each question, itself and every question that its being asked depends on, directly or not."""
        reached: dict[str, frozenset[str]] = {}
        for question in self.questions:
            read = self.ask_if[question].questions if question in self.ask_if else ()
            reached[question] = frozenset({question}).union(*(reached[earlier] for earlier in read))
        return reached

    @cached_property
    def opens(self) -> dict[str, tuple[str, ...]]:
        """For each question, the others whose being asked depends on it, directly or not, in the order asked."""
        opened: dict[str, list[str]] = {question: [] for question in self.questions}
        for question, reached in self.reached_through.items():
            for earlier in reached - {question}:
                opened[earlier].append(question)
        return {question: tuple(later) for question, later in opened.items()}

    @cached_property
    def rules_reading(self) -> dict[str, tuple[str, ...]]:
        """For each question, the rules whose condition names it."""
        return _reading(self.questions, self.rules)

    @cached_property
    def floors_reading(self) -> dict[str, tuple[str, ...]]:
        """For each question, the floors whose condition names it."""
        return _reading(self.questions, self.floors)

    @cached_property
    def raised_by(self) -> dict[str, RaisedBy]:
        """For each risk factor, in library order, the rules that raise it."""
        rules = self.questionnaire.rules
        return {
            factor.id: RaisedBy(
                tuple((r.id, r.raises.severity) for r in rules if r.raises.severity and factor.id in r.factors),
                tuple(
                    (r.id, r.raises.exposure)
                    for r in rules
                    if r.raises.exposure and (r.factors == "all" or factor.id in r.factors)
                ),
            )
            for factor in self.questionnaire.factors
        }

    @cached_property
    def benefits_of(self) -> dict[str, tuple[str, ...]]:
        """For each risk factor, the rules that may record a benefit for it."""
        rules = [rule for rule in self.questionnaire.rules if rule.raises.benefit is not None]
        return {
            factor.id: tuple(rule.id for rule in rules if rule.factors == "all" or factor.id in rule.factors)
            for factor in self.questionnaire.factors
        }

    @cached_property
    def factors_of(self) -> dict[str, tuple[str, ...]]:
        """For each rule, the risk factors that it speaks of; for a rule about all factors, every one."""
        every = tuple(factor.id for factor in self.questionnaire.factors)
        return {rule.id: every if rule.factors == "all" else rule.factors for rule in self.questionnaire.rules}

    @cached_property
    def bears_on_rating(self) -> frozenset[str]:
        """The questions that some rule or floor depends on, directly or through what is asked."""
        read = {q for conditions in (self.rules, self.floors) for c in conditions.values() for q in c.questions}
        return frozenset().union(*(self.reached_through[question] for question in read))

    @cached_property
    def atoms(self) -> dict[str, tuple[Atom, ...]]:
        """Every comparison that some condition makes about each question, once."""
        found: dict[str, dict[Atom, None]] = {}
        for conditions in (
            self.ask_if,
            self.rules,
            self.floors,
            self.applies_if,
            self.fails_when,
            self.shown_when,
        ):
            for condition in conditions.values():
                for test in tests(condition.node):
                    for question in test.questions:
                        found.setdefault(question, {})[test.atom] = None
        return {question: tuple(atoms) for question, atoms in found.items()}

    @cached_property
    def texts(self) -> Texts:
        """The texts to say conditions with."""
        return Texts(
            {question.id: question.text for question in self.questions.values()},
            {name: {option.id: option.label for option in options} for name, options in self.options.items()},
            {question.id for question in self.questions.values() if question.type == "date"},
        )


_FACTS = frozenset(RESULT_FACTS)


def build_ruleset(questionnaire: Questionnaire, sha256: str) -> Ruleset | tuple[ConditionFault, ...]:
    """Return the ruleset, or every mistake in every condition."""
    return _Builder(questionnaire).build(sha256)


class _Builder:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        groups, areas = questionnaire.groups, questionnaire.area_lists
        self.shapes = {question.id: shape_of(question, groups, areas) for question in questionnaire.questions}
        self.place = {name: place for place, name in enumerate(self.shapes)}
        self.named: dict[str, Node] = {}
        self.broken: set[str] = set()
        self.faults: list[ConditionFault] = []

    def build(self, sha256: str) -> Ruleset | tuple[ConditionFault, ...]:
        content = self.questionnaire
        named = self.read_named(content.conditions)
        ruleset = Ruleset(
            questionnaire=content,
            sha256=sha256,
            named=named,
            ask_if=self.read_asks(content.questions),
            rules=self.read_each("rule", "when", ((rule.id, rule.when) for rule in content.rules)),
            floors=self.read_each("floor", "when", ((floor.id, floor.when) for floor in content.floors)),
            applies_if=self.read_each("check", "applies_if", _given(content.checks, "applies_if"), workflow=True),
            fails_when=self.read_each("check", "fails_when", _given(content.checks, "fails_when"), workflow=True),
            shown_when=self.read_each("element", "shown_when", _given(_elements(content), "shown_when")),
        )
        return tuple(self.faults) if self.faults else ruleset

    def read(self, owner: Owner, text: str, scope: Scope) -> Condition | None:
        parsed = parse(text, scope)
        if isinstance(parsed, tuple):
            self.faults.extend(ConditionFault(owner, mistake) for mistake in parsed)
            return None
        return Condition(parsed)

    def read_named(self, texts: dict[str, str]) -> dict[str, Condition]:
        named: dict[str, Condition] = {}
        names = tuple(texts)
        for place, (name, text) in enumerate(texts.items()):
            later = frozenset(names[place:])
            scope = Scope(self.shapes, dict(self.named), later, broken=frozenset(self.broken), facts=_FACTS)
            condition = self.read(Owner("condition", name, name), text, scope)
            if condition:
                self.named[name] = condition.node
                named[name] = condition
            else:
                self.broken.add(name)
        return named

    def read_asks(self, questions: Iterable[Question]) -> dict[str, Condition]:
        asks: dict[str, Condition] = {}
        last_read = {name: max(map(self.place.__getitem__, questions_read(n))) for name, n in self.named.items()}
        for question in questions:
            if question.ask_if is None:
                continue
            place = self.place[question.id]
            earlier = dict(islice(self.shapes.items(), place))
            usable = {name: node for name, node in self.named.items() if last_read[name] < place}
            later = (self.shapes.keys() - earlier.keys()) | (self.named.keys() - usable.keys())
            scope = Scope(earlier, usable, frozenset(later), broken=frozenset(self.broken), facts=_FACTS)
            condition = self.read(Owner("question", question.id, "ask_if"), question.ask_if, scope)
            if condition:
                asks[question.id] = condition
        return asks

    def read_each(
        self, kind: str, key: str, texts: Iterable[tuple[str, str]], *, workflow: bool = False
    ) -> dict[str, Condition]:
        shapes: dict[str, Shape] = {**self.shapes, **RESULT_FACTS} if workflow else self.shapes
        scope = Scope(shapes, self.named, is_workflow=workflow, broken=frozenset(self.broken), facts=_FACTS)
        read = ((id_, self.read(Owner(kind, id_, key), text, scope)) for id_, text in texts)
        return {id_: condition for id_, condition in read if condition}


def _reading(questions: Iterable[str], conditions: dict[str, Condition]) -> dict[str, tuple[str, ...]]:
    reading: dict[str, list[str]] = {question: [] for question in questions}
    for id_, condition in conditions.items():
        for question in condition.questions:
            reading[question].append(id_)
    return {question: tuple(ids) for question, ids in reading.items()}


def _given(entries: Iterable[Check | Element | Floor], key: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        text = getattr(entry, key)
        if text is not None:
            yield entry.id, text


def _elements(questionnaire: Questionnaire) -> Iterator[Element]:
    for strategy in questionnaire.strategies:
        yield from strategy.elements
