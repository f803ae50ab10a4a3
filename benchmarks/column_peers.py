"""The rules of a questionnaire -> one query for DuckDB, and one for Polars, as people write them by hand for either.

Both have three-valued logic of their own: what isn't known is NULL, and AND and OR treat it as the rules do.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from decisions import NO_NUMBER, UNKNOWN, Decisions

from impact_check.bulk.compile import EVIDENCE
from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import NONE_OF_THESE
from impact_check.rules import Ruleset
from impact_check.rules.conditions import All, Chosen, Compared, Counted, Node, Picked, Test
from impact_check.rules.conditions import Any as AnyOf

Layers = list[dict[str, Any]]
"""Expressions by name; each layer may use the names of those before it."""


def plain_table(ruleset: Ruleset, data: Decisions) -> pa.Table:
    """Return small numbers: the place of an option, a mask of those chosen, a number, a grade; NULL for not known."""
    columns = {}
    for name, codes in data.codes.items():
        if name.removesuffix(EVIDENCE) not in ruleset.questions:
            continue  # One byte for each option: they go into the mask.
        if name.endswith(EVIDENCE):
            columns[f"g_{name.removesuffix(EVIDENCE)}"] = pa.array(codes)
        elif ruleset.questions[name].type == "many":
            mask = np.zeros(len(codes), np.int32)
            for place, option in enumerate(ruleset.options[name]):
                if option.id != NONE_OF_THESE:
                    mask |= data.codes[f"{name}.{option.id}"].astype(np.int32) << place
            columns[f"q_{name}"] = pa.array(mask, mask=codes == UNKNOWN)
        else:
            missing = codes == (NO_NUMBER if codes.dtype == np.int32 else UNKNOWN)
            columns[f"q_{name}"] = pa.array(codes, mask=missing)
    return pa.table(columns)


class Sql:
    """Expressions as SQL."""

    def col(self, name: str) -> str:
        return f'"{name}"'

    def is_in(self, one: str, codes: Sequence[int]) -> str:
        return f"({one} IN ({', '.join(map(str, codes))}))"

    def bits(self, one: str, mask: int) -> str:
        return f"({one} & {mask})"

    def number_of_bits(self, one: str) -> str:
        return f"bit_count({one})"

    def compare(self, one: str, how: str, other: str | int) -> str:
        return f"({one} {'=' if how == '==' else how} {other})"

    def both(self, parts: Iterable[str]) -> str:
        return f"({' AND '.join(parts)})"

    def either(self, parts: Iterable[str]) -> str:
        return f"({' OR '.join(parts)})"

    def negated(self, one: str) -> str:
        return f"(NOT {one})"

    def if_unknown(self, one: str, value: bool) -> str:
        return f"coalesce({one}, {value})"

    def is_unknown(self, one: str) -> str:
        return f"({one} IS NULL)"

    def when(self, cases: Sequence[tuple[str, int]], otherwise: int | str | None) -> str:
        ladder = " ".join(f"WHEN {one} THEN {value}" for one, value in cases)
        return f"(CASE {ladder} ELSE {'NULL' if otherwise is None else otherwise} END)"

    def greatest(self, parts: Sequence[str]) -> str:
        return f"greatest({', '.join(parts)}, 0)"

    def count(self, parts: Iterable[str]) -> str:
        return f"({' + '.join(f'CAST({part} AS UTINYINT)' for part in parts)})"


class Polars:
    """Expressions as Polars makes them."""

    def __init__(self) -> None:
        import polars

        self.pl = polars

    def col(self, name: str) -> Any:
        return self.pl.col(name)

    def is_in(self, one: Any, codes: Sequence[int]) -> Any:
        found = one == codes[0]
        for code in codes[1:]:
            found = found | (one == code)
        return found

    def bits(self, one: Any, mask: int) -> Any:
        return one & mask

    def number_of_bits(self, one: Any) -> Any:
        return one.bitwise_count_ones()

    def compare(self, one: Any, how: str, other: Any) -> Any:
        names = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
        return getattr(one, names.get(how, "ne"))(other)

    def both(self, parts: Iterable[Any]) -> Any:
        first, *others = parts
        for other in others:
            first = first & other
        return first

    def either(self, parts: Iterable[Any]) -> Any:
        first, *others = parts
        for other in others:
            first = first | other
        return first

    def negated(self, one: Any) -> Any:
        return ~one

    def if_unknown(self, one: Any, value: bool) -> Any:
        return one.fill_null(value)

    def is_unknown(self, one: Any) -> Any:
        return one.is_null()

    def when(self, cases: Sequence[tuple[Any, int]], otherwise: Any) -> Any:
        found = self.pl
        for one, value in cases:
            found = found.when(one).then(self._small(value))
        return found.otherwise(self._small(otherwise) if isinstance(otherwise, int) else otherwise)

    def _small(self, value: int) -> Any:
        return self.pl.lit(value, dtype=self.pl.UInt8)

    def greatest(self, parts: Sequence[Any]) -> Any:
        return self.pl.max_horizontal(*parts, self._small(0))

    def count(self, parts: Iterable[Any]) -> Any:
        return self.pl.sum_horizontal(*(part.cast(self.pl.UInt8) for part in parts))


class Query:
    """The layers of one query."""

    def __init__(self, ruleset: Ruleset, says: Any) -> None:
        self.ruleset, self.says = ruleset, says
        self.asked = {id_ for id_ in ruleset.questions if id_ in ruleset.bears_on_rating}

    def layers(self) -> Layers:
        layers: Layers = [{f"s_{id_}": self._seen(id_) for id_ in self.ruleset.questions if id_ in self.asked}]
        layers += self._asks()
        layers.append({f"r_{id_}": self.node(c.node) for id_, c in self.ruleset.rules.items()})
        layers[-1] |= {f"f_{id_}": self.node(c.node) for id_, c in self.ruleset.floors.items()}
        layers += self._levels()
        return layers

    def _seen(self, id_: str) -> Any:
        says, question = self.says, self.ruleset.questions[id_]
        cell, demand = says.col(f"q_{id_}"), question.evidence
        if demand is None:
            return cell
        places = {option.id: place for place, option in enumerate(self.ruleset.options[id_])}
        weak = says.compare(says.col(f"g_{id_}"), ">", "ABCD".index(demand.min_grade))
        if demand.reassuring == "any":
            worst = question.maximum if question.worse == "higher" else question.minimum
            reassures = says.compare(cell, "!=", worst) if question.type == "number" else None
        elif question.type == "many":
            others = sum(1 << place for option, place in places.items() if option not in demand.reassuring)
            reassures = says.compare(says.bits(cell, others & ~(1 << places[NONE_OF_THESE])), "==", 0)
            if NONE_OF_THESE not in demand.reassuring:
                reassures = says.both((reassures, says.compare(cell, "!=", 0)))
        else:
            reassures = says.is_in(cell, [places[option] for option in demand.reassuring])
        unproved = weak if reassures is None else says.both((weak, reassures))
        return (
            says.when([(says.negated(unproved), cell)], None) if isinstance(says, Sql) else self._kept(unproved, cell)
        )

    def _kept(self, unproved: Any, cell: Any) -> Any:
        return self.says.pl.when(~unproved).then(cell)

    def _asks(self) -> Layers:
        """Return the layers in which each question's being asked follows from those before."""
        depth: dict[str, int] = {}
        layers: Layers = []
        for id_ in self.ruleset.questions:
            condition = self.ruleset.ask_if.get(id_)
            if id_ not in self.asked or condition is None:
                continue
            place = 1 + max((depth[read] for read in condition.questions if read in depth), default=-1)
            depth[id_] = place
            while len(layers) <= place:
                layers.append({})
            found = self.node(condition.node)
            is_sure = self.ruleset.questions[id_].only_if_certain
            layers[place][f"a_{id_}"] = self.says.if_unknown(found, False) if is_sure else found
        return layers

    def node(self, node: Node) -> Any:
        match node:
            case All(parts):
                return self.says.both([self.node(part) for part in parts])
            case AnyOf(parts):
                return self.says.either([self.node(part) for part in parts])
            case Test(atom, negated):
                holds = self._atom(atom)
                asks = [self.says.col(f"a_{id_}") for id_ in node.questions if id_ in self.ruleset.ask_if]
                return self.says.both((*asks, self.says.negated(holds) if negated else holds))

    def _atom(self, atom: Any) -> Any:
        says, seen = self.says, self.says.col(f"s_{atom.question}")
        places = {option.id: place for place, option in enumerate(self.ruleset.options[atom.question])}
        match atom:
            case Chosen(_, options):
                return says.is_in(seen, [places[option] for option in options])
            case Picked(_, options, how):
                mask = sum(1 << places[option] for option in options)
                found = says.bits(seen, mask)
                return says.compare(found, "==", mask) if how == "all" else says.compare(found, "!=", 0)
            case Counted(_, how, number):
                return says.compare(says.number_of_bits(seen), how, number)
            case Compared(_, how, constant, other):
                return says.compare(seen, how, says.col(f"s_{other}") if other else constant)
        raise ValueError(atom)

    def _levels(self) -> Layers:
        says, content = self.says, self.ruleset.questionnaire
        steps: dict[str, Any] = {}
        for factor, raised in self.ruleset.raised_by.items():
            for side, value in (("c", False), ("p", True)):
                steps[f"v{side}_{factor}"] = self._worst(raised.severity, value, Level.NONE)
                steps[f"e{side}_{factor}"] = self._worst(raised.exposure, value, Exposure.LIMITED)
        levels: dict[str, Any] = {}
        for factor in self.ruleset.raised_by:
            for side in "cp":
                severity, exposure = says.col(f"v{side}_{factor}"), says.col(f"e{side}_{factor}")
                cells = [
                    (
                        says.both((says.compare(severity, "==", int(row.severity)), says.compare(exposure, "==", n))),
                        int(to),
                    )
                    for row in content.parameters.level_table.rows
                    for n, to in enumerate((row.limited, row.raised, row.acute), 1)
                ]
                levels[f"l{side}_{factor}"] = says.when(cells, 0)
        final = {"confirmed": self._rating("c", False), "possible": self._rating("p", True)}
        final["unknown_answers"] = says.count(self._unknown(id_) for id_ in self.ruleset.questions if id_ in self.asked)
        return [steps, levels, final]

    def _worst(self, rules: Sequence[tuple[str, Any]], value: bool, least: Any) -> Any:
        says = self.says
        by_step: dict[int, list[Any]] = {}
        for rule, to in rules:
            by_step.setdefault(int(to), []).append(says.col(f"r_{rule}"))
        cases = [(says.if_unknown(says.either(by_step[to]), value), to) for to in sorted(by_step, reverse=True)]
        if not cases:  # No rule raises it above the least.
            cases = [(says.is_unknown(says.col(f"q_{min(self.asked)}")), int(least))]
        return says.when(cases, int(least))

    def _rating(self, side: str, value: bool) -> Any:
        says, content = self.says, self.ruleset.questionnaire
        counts = content.parameters.accumulation
        level: Callable[[str], Any] = lambda factor: says.col(f"l{side}_{factor}")  # noqa: E731
        parts = [level(factor) for factor in self.ruleset.raised_by]
        parts.append(self._many(tuple(self.ruleset.raised_by), level, counts.overall))
        for strategy in content.strategies:
            parts += [
                self._many(element.factors, level, counts.principle)
                for element in strategy.elements
                if element.kind == "principle" and len(element.factors) >= counts.principle
            ]
        for floor in content.floors:
            parts.append(says.when([(says.if_unknown(says.col(f"f_{floor.id}"), value), int(floor.floor))], 0))
        return says.greatest(parts)

    def _many(self, factors: Sequence[str], level: Callable[[str], Any], count: int) -> Any:
        says = self.says
        worse = says.count(says.compare(level(factor), ">=", int(Level.MODERATE)) for factor in factors)
        return says.when([(says.compare(worse, ">=", count), int(Level.HIGH))], 0)

    def _unknown(self, id_: str) -> Any:
        says = self.says
        missing = says.is_unknown(says.col(f"s_{id_}"))
        if id_ not in self.ruleset.ask_if:
            return missing
        return says.both((missing, says.if_unknown(says.col(f"a_{id_}"), True)))


def duckdb_query(ruleset: Ruleset, table: str) -> str:
    """Return one SELECT of confirmed, possible and unknown_answers."""
    source = table
    *layers, final = Query(ruleset, Sql()).layers()
    for layer in layers:
        source = f"(SELECT *, {', '.join(_named(name, found) for name, found in layer.items())} FROM {source})"  # noqa: S608
    return f"SELECT {', '.join(_small(name, found) for name, found in final.items())} FROM {source}"  # noqa: S608


def polars_query(ruleset: Ruleset, frame: Any) -> Any:
    """Return the same as a lazy frame."""
    says = Polars()
    *layers, final = Query(ruleset, says).layers()
    found = frame.lazy()
    for layer in layers:
        found = found.with_columns(**layer)
    return found.select(**final)


def _named(name: str, found: str) -> str:
    return f'{found} AS "{name}"'


def _small(name: str, found: str) -> str:
    return f"CAST({found} AS UTINYINT) AS {name}"
