"""A questionnaire's parsed conditions -> the planes that say how each decision is rated.

Two planes for everything, as two sides of a rating: what is certainly so (confirmed), and what is so or may be
(possible). They follow impact_check.rules.truth and impact_check.engine condition by condition; a property test holds
the two together, row for row.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from impact_check.bulk.planes import ONES, ZERO, Leaf, Planes
from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import NONE_OF_THESE, EvidenceDemand, Question
from impact_check.model.strategy import Element
from impact_check.rules import Ruleset
from impact_check.rules.conditions import All, Any, Atom, Chosen, Compared, Counted, Elapsed, Node, Picked, Test

EPOCH: Final = date(1970, 1, 1)
"""Dates are counted in days from here."""

EVIDENCE: Final = ".evidence"
"""Stands after a question's id in the name of the column with the grade of its evidence."""

NOT_NONE: Final = tuple(level for level in Level if level)


class Sides(NamedTuple):
    """A plane of what is certain, and one of what is certain or may be."""

    confirmed: int
    possible: int


Levels = dict[Level, Sides]
"""From LOW up: where the level is reached."""


class Standings(NamedTuple):
    """How an element of the strategy stands, by levels alone."""

    levels: Levels
    conflicts: int
    at_risk: int
    """In conflict or at risk."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The planes that say how each decision is rated."""

    rating: Levels
    lifted_by_count: int
    lifted_by_floor: int
    unknown: tuple[int, ...]
    """How many answers that bear on the rating aren't known: a binary number, its ones first."""
    factors: dict[str, Levels]
    principles: dict[str, Standings]
    rules: dict[str, Sides]
    floors: dict[str, Sides]
    named: dict[str, dict[str, int]]
    """For questions of type `many` that totals are wanted by: where each option is named."""
    not_known: dict[str, int]
    """For the same questions: where it isn't known which."""


class _Read(NamedTuple):
    """What the cells of one question say, whether it is asked or not."""

    known: int
    unknown: int
    applies: int
    """Known or unknown, but not “not applicable”."""
    unproved: int
    """Where a reassuring answer lacks its evidence. Such an answer is among the unknown, not the known."""


class Compiler:
    """Compiles one questionnaire for tables that have some columns. What they lack is unknown in every row."""

    def __init__(self, ruleset: Ruleset, columns: Collection[str]) -> None:
        self.ruleset = ruleset
        self.columns = frozenset(columns)
        self.planes = Planes()
        self.asked: dict[str, Sides] = {}
        self.read: dict[str, _Read] = {}
        self._tests: dict[Test, Sides] = {}

    def outcome(self, named: Iterable[str] = ()) -> Outcome:
        """Return the planes of every figure. named: questions of type `many` that totals are wanted by."""
        ruleset = self.ruleset
        for id_, question in ruleset.questions.items():
            self._ask(id_, question)
        rules = {id_: self.sides(condition.node) for id_, condition in ruleset.rules.items()}
        floors = {id_: self.sides(condition.node) for id_, condition in ruleset.floors.items()}
        factors = self._factors(rules)
        principles = self._principles(factors)
        rating, by_count, by_floor = self._overall(factors, principles, floors)
        unknown = (
            self.planes.both(self.read[id_].unknown, self.asked[id_].possible)
            for id_ in ruleset.questions
            if id_ in ruleset.bears_on_rating
        )
        wanted = [id_ for id_ in named if id_ in self.columns]
        return Outcome(
            rating=rating,
            lifted_by_count=by_count,
            lifted_by_floor=by_floor,
            unknown=self.planes.number_set(unknown),
            factors=factors,
            principles=principles,
            rules=rules,
            floors=floors,
            named={id_: self._named(id_) for id_ in wanted},
            not_known={id_: self.planes.both(self.read[id_].unknown, self.asked[id_].possible) for id_ in wanted},
        )

    # The route

    def _ask(self, id_: str, question: Question) -> None:
        condition = self.ruleset.ask_if.get(id_)
        asked = self.sides(condition.node) if condition else Sides(ONES, ONES)
        self.asked[id_] = Sides(asked.confirmed, asked.confirmed) if question.only_if_certain else asked
        self.read[id_] = self._read(id_, question)

    def _read(self, id_: str, question: Question) -> _Read:
        planes = self.planes
        if id_ not in self.columns:
            return _Read(ZERO, ONES, ONES, ZERO)
        unknown = planes.leaf(Leaf(id_, "unknown"))
        absent = planes.leaf(Leaf(id_, "absent")) if question.allow_not_applicable else ZERO
        known = planes.outside(planes.either(unknown, absent))
        unproved = ZERO
        if question.evidence:
            reassuring = self._reassuring(question, question.evidence, known)
            is_graded = id_ + EVIDENCE in self.columns
            enough = planes.leaf(Leaf(id_, "enough")) if is_graded else ZERO
            unproved = planes.both(reassuring, planes.outside(enough))
        return _Read(planes.one_of(known, unproved), planes.either(unknown, unproved), planes.outside(absent), unproved)

    def _reassuring(self, question: Question, demand: EvidenceDemand, known: int) -> int:
        """Return where an answer counts only with evidence (engine.route.lacks_evidence)."""
        planes, id_ = self.planes, question.id
        if demand.reassuring == "any":
            worst = {"higher": question.maximum, "lower": question.minimum}.get(question.worse or "")
            if worst is None or question.type != "number":
                return known
            return planes.one_of(known, planes.leaf(Leaf(id_, "compare", ("==", worst))))
        offered = [option.id for option in self.ruleset.options[id_]]
        if question.type == "many":
            others = planes.any_of(self._has(id_, option) for option in offered if option not in demand.reassuring)
            return planes.one_of(known, others)
        return planes.any_of(
            planes.leaf(Leaf(id_, "is", (option,))) for option in offered if option in demand.reassuring
        )

    def _has(self, id_: str, option: str) -> int:
        if option == NONE_OF_THESE:
            return self.planes.leaf(Leaf(id_, "none"))
        return self.planes.leaf(Leaf(id_, "has", (option,)))

    def _named(self, id_: str) -> dict[str, int]:
        asked, proved = self.asked[id_].possible, self.planes.outside(self.read[id_].unproved)
        here = self.planes.both(asked, proved)
        return {option.id: self.planes.both(self._has(id_, option.id), here) for option in self.ruleset.options[id_]}

    # Conditions

    def sides(self, node: Node) -> Sides:
        """Return where a condition holds, and where it holds or may hold."""
        match node:
            case All(parts):
                found = [self.sides(part) for part in parts]
                return Sides(*(self.planes.all_of(side) for side in zip(*found, strict=True)))
            case Any(parts):
                found = [self.sides(part) for part in parts]
                return Sides(*(self.planes.any_of(side) for side in zip(*found, strict=True)))
            case Test():
                if node not in self._tests:
                    self._tests[node] = self._test(node)
                return self._tests[node]

    def _test(self, test: Test) -> Sides:
        planes = self.planes
        reads = [self.read[id_] for id_ in test.questions]
        asked = [self.asked[id_] for id_ in test.questions]
        known = planes.all_of(read.known for read in reads)
        applies = planes.all_of(read.applies for read in reads)
        holds = self._holds(test.atom, known)
        certain = planes.one_of(known, holds) if test.negated else holds
        # Known and false is all that rules it out, where it applies.
        ruled_out = holds if test.negated else planes.one_of(known, holds)
        return Sides(
            planes.all_of((certain, *(side.confirmed for side in asked))),
            planes.all_of((planes.one_of(applies, ruled_out), *(side.possible for side in asked))),
        )

    def _holds(self, atom: Atom, known: int) -> int:
        """Return where the answers are known and the comparison holds."""
        planes = self.planes
        if known == ZERO:
            return ZERO
        match atom:
            case Chosen(id_, options):
                offered = [option.id for option in self.ruleset.options[id_]]
                if 2 * len(options) > len(offered):
                    others = planes.any_of(self._is(id_, option) for option in offered if option not in options)
                    return planes.one_of(known, planes.both(known, others))
                found = planes.any_of(self._is(id_, option) for option in options)
            case Picked(id_, options, how):
                # The empty choice, “none of these”, holds no option.
                picked = [planes.leaf(Leaf(id_, "has", (o,))) if o != NONE_OF_THESE else ZERO for o in options]
                found = planes.all_of(picked) if how == "all" else planes.any_of(picked)
            case Counted(id_, operator, number):
                found = planes.leaf(Leaf(id_, "count", (operator, number)))
            case Compared(id_, operator, None, str() as other):
                found = planes.leaf(Leaf(id_, "between", (operator,), other))
            case Compared(id_, operator, constant):
                found = planes.leaf(Leaf(id_, "compare", (operator, _number(constant))))
            case Elapsed(start, end, operator, days):
                found = planes.leaf(Leaf(start, "between", (operator, days), end))
            case _:
                raise ValueError(f"{atom} can't stand in a rule")
        proved = (planes.outside(self.read[id_].unproved) for id_ in Test(atom).questions)
        return planes.all_of((found, *proved))

    def _is(self, id_: str, option: str) -> int:
        return self.planes.leaf(Leaf(id_, "is", (option,)))

    # Levels

    def _factors(self, rules: Mapping[str, Sides]) -> dict[str, Levels]:
        every = frozenset(rule.id for rule in self.ruleset.questionnaire.rules if rule.factors == "all")
        return {
            factor: self._factor(
                {to: [rules[id_] for id_, at in raised.severity if at is to] for to in NOT_NONE},
                {
                    to: [[rules[id_] for id_, at in raised.exposure if at is to and (id_ in every) is general]
                         for general in (True, False)]
                    for to in (Exposure.RAISED, Exposure.ACUTE)
                },
            )
            for factor, raised in self.ruleset.raised_by.items()
        }  # fmt: skip

    def _factor(self, severity: Mapping[Level, list[Sides]], exposure: Mapping[Exposure, list[list[Sides]]]) -> Levels:
        """Return the levels of one factor. In the table, what is worse is never a better level."""
        planes = self.planes
        levels: dict[Level, list[int]] = {level: [] for level in NOT_NONE}
        for side in (0, 1):
            severe = _reached({to: planes.any_of(r[side] for r in found) for to, found in severity.items()}, planes)
            # What raises every factor is joined first, so that it is joined once.
            exposed = _reached(
                {
                    to: planes.either(*(planes.any_of(r[side] for r in part) for part in parts))
                    for to, parts in exposure.items()
                },
                planes,
            )
            for level, reached in levels.items():
                reached.append(
                    planes.any_of(
                        planes.both(severe[row.severity], ONES if needs is Exposure.LIMITED else exposed[needs])
                        for row in self.ruleset.questionnaire.parameters.level_table.rows
                        if (needs := _exposure_needed((row.limited, row.raised, row.acute), level))
                    )
                )
        return {level: Sides(*reached) for level, reached in levels.items()}

    def _principles(self, factors: Mapping[str, Levels]) -> dict[str, Standings]:
        elements = (element for strategy in self.ruleset.questionnaire.strategies for element in strategy.elements)
        return {element.id: self._principle(element, factors) for element in elements if element.kind == "principle"}

    def _principle(self, element: Element, factors: Mapping[str, Levels]) -> Standings:
        parameters = self.ruleset.questionnaire.parameters
        bands = parameters.alignment
        held = [factors[factor] for factor in element.factors]
        levels = self._accumulated(held, parameters.accumulation.principle)
        conflicts = levels[bands.conflicts_from].confirmed if bands.conflicts_from else ONES
        at_risk = levels[bands.at_risk_from].possible if bands.at_risk_from else ONES
        return Standings(levels, conflicts, self.planes.either(conflicts, at_risk))

    def _accumulated(self, held: Iterable[Levels], count: int) -> Levels:
        """Return the worst level, or high where so many factors are moderate or worse (engine.rate.accumulate)."""
        listed = list(held)
        levels = _worst(listed, self.planes)
        many = [self.planes.at_least(count, (f[Level.MODERATE][side] for f in listed)) for side in (0, 1)]
        lifted = (self.planes.either(one, two) for one, two in zip(levels[Level.HIGH], many, strict=True))
        return {**levels, Level.HIGH: Sides(*lifted)}

    def _overall(
        self, factors: Mapping[str, Levels], principles: Mapping[str, Standings], floors: Mapping[str, Sides]
    ) -> tuple[Levels, int, int]:
        """Return the overall rating, and where counting and where a floor lifts what is possible."""
        planes = self.planes
        worst = _worst(list(factors.values()), planes)
        counted = self._accumulated(factors.values(), self.ruleset.questionnaire.parameters.accumulation.overall)
        before = _worst([counted, *(standing.levels for standing in principles.values())], planes)
        holding = [
            {level: floors[floor.id] if level <= floor.floor else Sides(ZERO, ZERO) for level in NOT_NONE}
            for floor in self.ruleset.questionnaire.floors
        ]
        rating = _worst([before, *holding], planes)
        return rating, _lifted(before, worst, planes), _lifted(rating, before, planes)


def _reached(exactly: Mapping[Level, int] | Mapping[Exposure, int], planes: Planes) -> dict[int, int]:
    """Return, for each step of a scale, where it or a higher one is reached."""
    found: dict[int, int] = {}
    above = ZERO
    for step in sorted(exactly, reverse=True):
        above = found[step] = planes.either(above, exactly[step])  # type: ignore[index]  # One scale at a time.
    return found


def _exposure_needed(row: tuple[Level, Level, Level], level: Level) -> Exposure | None:
    return next((exposure for exposure, reached in zip(Exposure, row, strict=True) if reached >= level), None)


def _worst(levels: list[Levels], planes: Planes) -> Levels:
    return {
        level: Sides(*(planes.any_of(found[level][side] for found in levels) for side in (0, 1))) for level in NOT_NONE
    }


def _lifted(after: Levels, before: Levels, planes: Planes) -> int:
    return planes.any_of(planes.one_of(after[level].possible, before[level].possible) for level in NOT_NONE)


def _number(constant: int | date | None) -> int:
    return (constant - EPOCH).days if isinstance(constant, date) else int(constant or 0)
