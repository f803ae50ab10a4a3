"""All conditions of a questionnaire -> one function from answers to every truth, made once.

The function is put together as a syntax tree from conditions that were parsed and checked; no text of a questionnaire
is ever run. `rules.truth` says what a condition means, and tests hold that both always agree.

Each test gets a variable for its truth. A question that isn't asked is skipped with every rule that can't hold without
it, and whether something is true is looked at only if it may be.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from impact_check.rules import syntax
from impact_check.rules.conditions import All, Chosen, Compared, Counted, Elapsed, IsKnown, Node, Picked, Test
from impact_check.rules.syntax import assign, compare, constant, either, name, put, when
from impact_check.rules.truth import ABSENT, UNKNOWN, Scene, Seen, Truth, compile_condition

Truths = tuple[list[Truth], list[Truth], list[Truth]]
"""Whether each question is asked, each rule holds, and each floor holds, in questionnaire order.

Unknown, of a question: it is asked, as it may apply. The lists are the caller's own.
"""

TruthsOf = Callable[[Sequence[Seen]], Truths]
"""From what the answer to each question counts as if it is asked, in question order.

Each value is one that its question offers, UNKNOWN or ABSENT.
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the function needs to know about a question."""

    id: str
    options: tuple[str, ...]
    """Those of a question of which one is chosen; empty for any other."""
    ask_if: Node | None
    only_if_certain: bool


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that the function is made of. Questionnaires that agree in it, such as translations, share it."""

    questions: tuple[Asking, ...]
    rules: tuple[Node, ...]
    floors: tuple[Node, ...]


@lru_cache(maxsize=32)
def compiled(program: Program) -> TruthsOf:
    """Return the function that works out every truth at once."""
    writer = _Writer(program)
    made = syntax.function(
        "truths_of",
        ["seen"],
        list(writer.body()),
        ["asked", "rules", "floors"],
        values=writer.values,
        fixed={"FALSE": Truth.FALSE, "UNKNOWN": Truth.UNKNOWN, "TRUE": Truth.TRUE},
    )
    return cast("TruthsOf", made)


_Table = dict[Seen, tuple[Truth, ...]]


@dataclass(slots=True)
class _Part:
    """A condition, or a part of one."""

    last: int
    """The place of the last question that it reads."""
    is_inside: bool
    """It is worked out only if that question is asked: it can't hold otherwise, and nothing outside is needed."""
    needs: frozenset[int]
    """The places of the questions without which it can't hold."""


class _Writer:
    """Writes the function. `values` are what it names: tables, sets and dates."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.place = {question.id: place for place, question in enumerate(program.questions)}
        self.values: dict[str, object] = {"NOT_KNOWN": UNKNOWN, "ABSENT": ABSENT}
        self.named: dict[object, str] = {}
        self.variables: dict[Node, str] = {}
        """Of each test, and of each condition that stands in more than one place."""
        self.parts: dict[Node, _Part] = {}
        self.columns: list[dict[tuple[Truth, ...], str]] = [{} for _ in program.questions]
        """By question with options: the truths of a test, in their order, and its variable."""
        self.singles: list[dict[object, tuple[str, Test]]] = [{} for _ in program.questions]
        self.pairs: list[dict[Test, str]] = [{} for _ in program.questions]
        self.inside: list[list[ast.stmt]] = [[] for _ in program.questions]
        self.after: list[list[ast.stmt]] = [[] for _ in program.questions]
        asks = [question.ask_if for question in program.questions if question.ask_if is not None]
        conditions = (*asks, *program.rules, *program.floors)
        self.repeated = _repeated(conditions)
        for node in conditions:
            self.note(node)

    # What there is, and where it is worked out

    def note(self, node: Node) -> _Part:
        """Note where a condition can be worked out, and give variables to its tests and to what it shares."""
        if node in self.parts:
            return self.parts[node]
        if isinstance(node, Test):
            places = frozenset(self.place[question] for question in node.questions)
            part = _Part(max(places), is_inside=True, needs=places)
            self.variables[node] = self.variable_of(node, places, part.last)
        else:
            parts = [self.note(each) for each in node.parts]
            join = frozenset.union if isinstance(node, All) else frozenset.intersection
            last, needs = max(each.last for each in parts), join(*(each.needs for each in parts))
            is_reachable = all(each.is_inside or each.last < last for each in parts)
            part = _Part(last, last in needs and is_reachable, needs)
        self.parts[node] = part
        if node in self.repeated:
            truth = either(self.possible(node), self.truth(node), name("FALSE"))
            self.variables[node] = f"n{len(self.parts)}"
            self.write(part, assign([self.variables[node]], truth))
        return part

    def variable_of(self, test: Test, places: frozenset[int], last: int) -> str:
        """Return the variable of a test. Those about one question that are always alike share it."""
        if len(places) > 1:
            return self.pairs[last].setdefault(test, f"p{last}_{len(self.pairs[last])}")
        question, atom = self.program.questions[last], test.atom
        if question.options and isinstance(atom, Chosen):
            holds = compile_condition(test)
            truths = tuple(holds(Scene({question.id: option})) for option in question.options)
            return self.columns[last].setdefault(truths, f"c{last}_{len(self.columns[last])}")
        alike: object = test
        if isinstance(atom, Picked):
            alike = (frozenset(atom.options), atom.how if len(atom.options) > 1 else "any", test.negated)
        return self.singles[last].setdefault(alike, (f"t{last}_{len(self.singles[last])}", test))[0]

    def write(self, part: _Part, statement: ast.stmt) -> None:
        (self.inside if part.is_inside else self.after)[part.last].append(statement)

    # The function

    def body(self) -> Iterator[ast.stmt]:
        """Write everything, question by question."""
        program = self.program
        for kind, nodes in (("rules", program.rules), ("floors", program.floors)):
            for place, node in enumerate(nodes):
                found = when(self.possible(node), [put(kind, place, self.truth(node))])
                self.write(self.parts[node], found)
        asked = [name("FALSE" if question.ask_if else "TRUE") for question in program.questions]
        yield assign(["asked"], syntax.listed(asked))
        for kind, nodes in (("rules", program.rules), ("floors", program.floors)):
            yield assign([kind], syntax.times(syntax.listed([name("FALSE")]), constant(len(nodes))))
        asked_before = [f"a{min(self.places(test))}" for pairs in self.pairs for test in pairs]
        if at_first := dict.fromkeys((*self.variables.values(), *asked_before)):
            yield assign(at_first, name("FALSE"))
        for place, question in enumerate(program.questions):
            yield from self.question(place, question)

    def places(self, test: Test) -> tuple[int, ...]:
        return tuple(self.place[question] for question in test.questions)

    def question(self, place: int, question: Asking) -> Iterator[ast.stmt]:
        """Write whether a question is asked, and what follows from its answer."""
        block = [*self.answer(place, question), *self.inside[place]]
        if question.ask_if is None:
            yield assign([f"a{place}"], name("TRUE"))
            yield from block
        else:
            is_asked = self.certain(question.ask_if) if question.only_if_certain else self.possible(question.ask_if)
            truth = name("TRUE") if question.only_if_certain else self.truth(question.ask_if)
            found = [assign([f"a{place}"], truth), put("asked", place, name(f"a{place}"))]
            yield when(is_asked, [*found, *block])
        yield from self.after[place]

    def answer(self, place: int, question: Asking) -> Iterator[ast.stmt]:
        """Write the truth of every test about a question that is asked."""
        if columns := self.columns[place]:
            yield self.looked_up(place, question, columns)
        if singles := self.singles[place].values():
            value = name(f"v{place}")
            yield assign([f"v{place}"], syntax.at("seen", place))
            unknown = assign([variable for variable, _ in singles], name("UNKNOWN"))
            known = [assign([variable], self.held(test, name(f"a{place}"))) for variable, test in singles]
            present = when(compare(value, "is not", name("ABSENT")), known)
            yield when(compare(value, "is", name("NOT_KNOWN")), [unknown], [present])
        for test, variable in self.pairs[place].items():
            yield self.pair(test, variable)

    def looked_up(self, place: int, question: Asking, columns: dict[tuple[Truth, ...], str]) -> ast.stmt:
        """Write the truths of all tests about options at once: from a table, by answer."""
        ends: _Table = {UNKNOWN: (Truth.UNKNOWN,) * len(columns), ABSENT: (Truth.FALSE,) * len(columns)}
        sure: _Table = {**dict(zip(question.options, zip(*columns, strict=True), strict=True)), **ends}
        self.values[f"sure{place}"] = sure
        chosen = name(f"sure{place}")
        if question.ask_if is not None:
            unsure = {option: tuple(min(truth, Truth.UNKNOWN) for truth in truths) for option, truths in sure.items()}
            self.values[f"unsure{place}"] = unsure
            chosen = either(compare(name(f"a{place}"), "is", name("TRUE")), chosen, name(f"unsure{place}"))
        return syntax.unpack(columns.values(), syntax.row(chosen, syntax.at("seen", place)))

    def pair(self, test: Test, variable: str) -> ast.stmt:
        """Write the truth of a comparison between two answers, once the later of the two is asked."""
        places = self.places(test)
        early, late = name(f"a{min(places)}"), name(f"a{max(places)}")
        values = [name(f"v{place}") for place in places]
        certain = either(compare(late, "is", name("TRUE")), early, name("UNKNOWN"))
        unknown = syntax.joined([compare(value, "is", name("NOT_KNOWN")) for value in values], by_and=False)
        present = syntax.joined([compare(value, "is not", name("ABSENT")) for value in values], by_and=True)
        found = assign([variable], either(unknown, name("UNKNOWN"), self.held(test, certain)))
        fetched = [assign([f"v{place}"], syntax.at("seen", place)) for place in places]
        return when(early, [*fetched, when(present, [found])])

    def held(self, test: Test, certain: ast.expr) -> ast.expr:
        """Return the truth of a test about known values. certain: what it comes to if it holds."""
        truths = (name("FALSE"), certain) if test.negated else (certain, name("FALSE"))
        return either(self.holds(test), *truths)

    def holds(self, test: Test) -> ast.expr:
        """Return whether a comparison holds, negation left aside."""
        value = name(f"v{self.place[test.questions[0]]}")
        match test.atom:
            case Chosen(_, options):
                return compare(value, "in", self.value(frozenset(options)))
            case Picked(_, (option,), _):
                return compare(constant(option), "in", value)
            case Picked(_, options, "all"):
                return compare(value, ">=", self.value(frozenset(options)))
            case Picked(_, options, _):
                apart = syntax.call(syntax.attribute(value, "isdisjoint"), self.value(frozenset(options)))
                return either(apart, constant(0), constant(1))
            case Counted(_, operator, number):
                return compare(syntax.call(self.value(len), value), operator, constant(number))
            case Compared(_, operator, None, str() as other):
                return compare(value, operator, name(f"v{self.place[other]}"))
            case Compared(_, operator, number_or_date):
                return compare(value, operator, self.value(number_or_date))
            case Elapsed(_, end, operator, days):
                apart = syntax.attribute(syntax.minus(name(f"v{self.place[end]}"), value), "days")
                return compare(apart, operator, constant(days))
            case IsKnown():
                raise ValueError("only a check may ask whether an answer is known")

    def value(self, value: object) -> ast.expr:
        """Return a constant; what syntax has no word for gets a name."""
        if isinstance(value, int):
            return constant(value)
        called = self.named.setdefault(value, f"k{len(self.named)}")
        self.values[called] = value
        return name(called)

    # Truths

    def possible(self, node: Node) -> ast.expr:
        """Return whether a condition may hold."""
        return self.condition(node, name)

    def certain(self, node: Node) -> ast.expr:
        """Return whether a condition holds for certain."""
        return self.condition(node, lambda variable: compare(name(variable), "is", name("TRUE")))

    def truth(self, node: Node) -> ast.expr:
        """Return the truth of a condition that may hold."""
        if node in self.variables:
            return name(self.variables[node])
        return either(self.certain(node), name("TRUE"), name("UNKNOWN"))

    def condition(self, node: Node, of: Callable[[str], ast.expr]) -> ast.expr:
        if isinstance(node, Test) or node in self.variables:
            return of(self.variables[node])
        short = dict.fromkeys(self.variables[part] for part in node.parts if part in self.variables)
        long = [self.condition(part, of) for part in node.parts if part not in self.variables]
        return syntax.joined([*map(of, short), *long], by_and=isinstance(node, All))


def _repeated(conditions: Iterable[Node]) -> set[Node]:
    """Return the joined conditions that stand in more than one place."""
    seen: set[Node] = set()
    repeated: set[Node] = set()

    def look(node: Node) -> None:
        if isinstance(node, Test):
            return
        if node in seen:
            repeated.add(node)
            return
        seen.add(node)
        for part in node.parts:
            look(part)

    for condition in conditions:
        look(condition)
    return repeated
