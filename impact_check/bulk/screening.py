"""A questionnaire + the columns of a table -> a rating of every row, as `evaluate` would rate it as proposed.

What a screening does not judge: mitigations, process checks, and whether something speaks *for* a principle.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import pyarrow as pa

from impact_check.bulk.bits import Bits
from impact_check.bulk.columns import Column
from impact_check.bulk.compile import EVIDENCE, Compiler, Outcome, Sides
from impact_check.bulk.machine import BLOCK, Machine, size_for
from impact_check.bulk.planes import tape
from impact_check.bulk.reading import column
from impact_check.bulk.words import Words
from impact_check.bulk.writing import STANDINGS, TRUTHS, RowFault, Writer
from impact_check.errors import Fault, TableError
from impact_check.language import tr
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset

Extra: TypeAlias = Literal["factors", "rules"]
EXTRAS: Final[tuple[Extra, ...]] = ("factors", "rules")
"""What can be added to the columns that are always there."""


FAULTS: Final = "faults"
RATED_WITH: Final = "rated_with"


@dataclass(frozen=True)
class Rated:
    """A block of rows, rated."""

    batch: pa.RecordBatch
    """The same rows in the same order. A row with a fault has no rating."""
    faults: tuple[RowFault, ...]
    """In the order of rows."""
    planes: Mapping[int, Bits]
    """The planes asked for in `Screening.tallied`, for totals."""


class Screening:
    """Rates the rows of tables that have the same columns. May be used by several threads at once."""

    def __init__(
        self,
        ruleset: Ruleset,
        schema: pa.Schema,
        include: Collection[Extra] = (),
        *,
        named: Iterable[str] = (),
    ) -> None:
        """Compile the rules for tables with a schema.

        include: columns to add. named: questions of type `many` that totals are wanted by.
        Raises TableError if no column answers a question that the rating rests on, or one can't hold answers.
        """
        self.ruleset = ruleset
        self.include = tuple(extra for extra in EXTRAS if extra in include)
        _check_names(schema)
        self.questions = {id_: ruleset.questions[id_] for id_ in questions_in(ruleset, schema, (*named,))}
        self.grades = {id_: q for id_, q in self.questions.items() if q.evidence and id_ + EVIDENCE in schema.names}
        if not self.questions:
            raise TableError((_no_questions(schema),))
        self.words = {id_: Words(ruleset, q) for id_, q in self.questions.items()}
        self.words |= {id_ + EVIDENCE: Words(ruleset, q, is_evidence=True) for id_, q in self.grades.items()}
        self.kept = tuple(name for name in schema.names if name not in self.words)
        compiler = Compiler(ruleset, self.words.keys())
        self.outcome: Outcome = compiler.outcome(named)
        self._tape = tape(compiler.planes, tuple(_wanted(self.outcome, self.include)))
        self._machines: dict[int, list[Machine]] = {}
        self._lock = threading.Lock()
        self.schema = self.rate(_no_rows(schema)).batch.schema

    def rate(self, batch: pa.RecordBatch) -> Rated:
        """Rate the rows of one batch of any size."""
        blocks = [self._block(batch.slice(start, BLOCK), start) for start in range(0, max(batch.num_rows, 1), BLOCK)]
        if len(blocks) == 1:
            return blocks[0]
        table = pa.Table.from_batches([block.batch for block in blocks]).combine_chunks()
        return Rated(table.to_batches()[0], tuple(fault for block in blocks for fault in block.faults), {})

    def _block(self, batch: pa.RecordBatch, start: int) -> Rated:
        columns = {name: self._column(words, batch, name) for name, words in self.words.items()}
        faults = sorted(
            RowFault(row + start, name, message) for name, found in columns.items() for row, message in found.wrong()
        )
        machine = self._machine(size_for(batch.num_rows))
        try:
            machine.run(columns)
            rated = self._rated(machine, batch, [fault._replace(row=fault.row - start) for fault in faults])
            planes = {plane: machine.plane(plane).copy() for plane in _tallied(self.outcome)}
        finally:
            self._machines[machine.rows].append(machine)
        return Rated(rated, tuple(faults), planes)

    def _column(self, words: Words, batch: pa.RecordBatch, name: str) -> Column:
        array = batch.column(name)
        try:
            return column(words, array)
        except (TypeError, pa.ArrowNotImplementedError):
            raise TableError((_wrong_type(words.question, name, array.type),)) from None

    def _machine(self, rows: int) -> Machine:
        with self._lock:
            idle = self._machines.setdefault(rows, [])
            if idle:
                return idle.pop()
        return Machine(self._tape, rows)

    # What is written

    def _rated(self, machine: Machine, batch: pa.RecordBatch, faults: list[RowFault]) -> pa.RecordBatch:
        writer = Writer(machine, batch.num_rows, faults)
        columns: dict[str, Any] = {name: batch.column(name) for name in self.kept}
        columns["rating_confirmed"], columns["rating_possible"] = writer.levels(self.outcome.rating)
        columns["unknown_answers"] = writer.number(self.outcome.unknown)
        columns["lifted_by_count"] = writer.flag(self.outcome.lifted_by_count)
        columns["lifted_by_floor"] = writer.flag(self.outcome.lifted_by_floor)
        for id_, sides in self.outcome.floors.items():
            columns[f"floor.{id_}"] = writer.words(sides, TRUTHS)
        for id_, standing in self.outcome.principles.items():
            name = f"principle.{id_}"
            columns[f"{name}.confirmed"], columns[f"{name}.possible"] = writer.levels(standing.levels)
            columns[f"{name}.standing"] = writer.words(Sides(standing.conflicts, standing.at_risk), STANDINGS)
        if "factors" in self.include:
            for id_, levels in self.outcome.factors.items():
                name = f"factor.{id_}"
                columns[f"{name}.confirmed"], columns[f"{name}.possible"] = writer.levels(levels)
        if "rules" in self.include:
            for id_, sides in self.outcome.rules.items():
                columns[f"rule.{id_}"] = writer.words(sides, TRUTHS)
        columns[FAULTS] = writer.faults()
        columns[RATED_WITH] = _constant(rated_with(self.ruleset), batch.num_rows)
        found = pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
        return found.replace_schema_metadata({**(batch.schema.metadata or {}), **metadata(self.ruleset)})


def rated_with(ruleset: Ruleset) -> str:
    """Return what a row was rated with: the versions of the packs and the beginning of the hash of their content."""
    pinned = ruleset.pinned
    return f"{pinned.version} ({pinned.sha256[:12]})"


def metadata(ruleset: Ruleset) -> dict[bytes, bytes]:
    """Return what a table says about how it was rated."""
    pinned = ruleset.pinned
    told = {"questionnaire": pinned.questionnaire, "version": pinned.version, "sha256": pinned.sha256}
    return {f"impact_check.{key}".encode(): value.encode() for key, value in told.items()}


def questions_in(ruleset: Ruleset, schema: pa.Schema, also: Collection[str] = ()) -> tuple[str, ...]:
    """Return the questions that columns answer and the rating rests on, in the order asked.

    also: questions to take besides, if they have a column.
    """
    names = set(schema.names)
    return tuple(id_ for id_ in ruleset.questions if id_ in names and (id_ in ruleset.bears_on_rating or id_ in also))


def _wanted(outcome: Outcome, include: Collection[Extra]) -> Iterator[int]:
    for levels in (outcome.rating, *(standing.levels for standing in outcome.principles.values())):
        yield from (plane for sides in levels.values() for plane in sides)
    yield from (outcome.lifted_by_count, outcome.lifted_by_floor, *outcome.unknown)
    yield from (plane for sides in outcome.floors.values() for plane in sides)
    yield from (plane for standing in outcome.principles.values() for plane in (standing.conflicts, standing.at_risk))
    if "factors" in include:
        yield from (p for levels in outcome.factors.values() for sides in levels.values() for p in sides)
    if "rules" in include:
        yield from (plane for sides in outcome.rules.values() for plane in sides)
    yield from _tallied(outcome)


def _tallied(outcome: Outcome) -> Iterator[int]:
    yield from (plane for options in outcome.named.values() for plane in options.values())
    yield from outcome.not_known.values()


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _constant(text: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int8)), pa.array([text]))


def _check_names(schema: pa.Schema) -> None:
    written = {"rating_confirmed", "rating_possible", "unknown_answers", "lifted_by_count", "lifted_by_floor"}
    written |= {FAULTS, RATED_WITH}
    taken = [name for name in schema.names if name in written or name.startswith(("principle.", "factor.", "rule."))]
    twice = sorted({name for name in schema.names if schema.names.count(name) > 1})
    faults = [
        Fault("", 1, schema.names.index(name) + 1, "column-taken",
              tr("the column “{name}” has a name that the screening writes; give it another name", name=name))
        for name in taken
    ]  # fmt: skip
    faults += [
        Fault("", 1, schema.names.index(name) + 1, "column-twice",
              tr("there are two columns “{name}”; keep one", name=name))
        for name in twice
    ]  # fmt: skip
    if faults:
        raise TableError(tuple(faults))


def _no_questions(schema: pa.Schema) -> Fault:
    found = ", ".join(schema.names[:12]) or tr("none")
    message = tr(
        "no column is named after a question that the rating rests on; the columns are {found}. Begin with the table "
        "that screen --template writes",
        found=found,
    )
    return Fault("", 1, 0, "no-questions", message)


def _wrong_type(question: Question, name: str, kind: pa.DataType) -> Fault:
    message = tr(
        "the column “{name}” holds {kind}, which can’t be an answer to a question of type “{type}”; write it as text",
        name=name,
        kind=str(kind),
        type=question.type,
    )
    return Fault("", 1, 0, "wrong-type", message)
