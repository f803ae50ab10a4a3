"""A file of decisions -> a file of their ratings, a list of those that can't be read, and totals."""

import csv
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

import impact_check
from impact_check.bulk.notes import notes_on
from impact_check.bulk.outputs import write_rows
from impact_check.bulk.parts import Parts, Reject, fingerprint
from impact_check.bulk.screening import Extra, Rated, Screening
from impact_check.bulk.sources import BLOCK, Source, format_of, open_source, unreadable
from impact_check.bulk.summary import ScreenSummary, summarised
from impact_check.bulk.tally import Tally
from impact_check.errors import Fault, TableError
from impact_check.language import listed, tr
from impact_check.rules import Ruleset

Progress = Callable[[int, int | None], None]
"""Is told the rows done so far, and how many there are, if that is known."""

ROWS_IN_A_PART: Final = 8 * BLOCK
REJECT_COLUMNS: Final = ("row", "id", "column", "problem")

_GUESSED_BY: Final = ("directorate", "ward")
_GUESSED_ID: Final = ("id", "reference", "ref", "case", "case_id", "decision", "decision_id")


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """How a file is screened."""

    include: Collection[Extra] = ()
    """Columns to add to the output."""
    by: tuple[str, ...] | None = None
    """Columns to count by; None to look for directorate and ward, and the questionnaire's own question of areas."""
    rejects: Path | None = None
    """Where to list what can't be read; None for beside the output."""
    resume: bool = False
    """Go on with a run that was cut off."""
    rows_in_a_part: int = ROWS_IN_A_PART


def screen_file(
    ruleset: Ruleset,
    source: Path,
    output: Path,
    options: ScreenOptions | None = None,
    progress: Progress = lambda _done, _rows: None,
) -> ScreenSummary:
    """Rate every row of a file, and write the output and the list of rejects; each appears whole or not at all.

    Formats follow from the names: Parquet, Arrow (Feather), CSV, JSON lines. What doesn't fit in memory is no matter.
    Raises TableError if the file can't be read or rated, OSError if the output can't be written.
    """
    try:
        return _Run(ruleset, source, output, options or ScreenOptions()).run(progress)
    except TableError as error:
        named = (fault if fault.path else replace(fault, path=str(source)) for fault in error.faults)
        raise TableError(tuple(named)) from error


class _Run:
    def __init__(self, ruleset: Ruleset, path: Path, output: Path, options: ScreenOptions) -> None:
        self.ruleset, self.path, self.output, self.options = ruleset, path, output, options
        self.kind = format_of(output)
        self.rejects_path = options.rejects or output.with_name(f"{output.stem}-rejects.csv")

    def run(self, progress: Progress) -> ScreenSummary:
        source = open_source(self.path, self.ruleset)
        if self.output.exists() and self.output.samefile(self.path):
            message = tr("the output would take the place of the input; give it another name")
            raise TableError((Fault(str(self.output), 0, 0, "same-file", message),))
        by, named = _counted_by(self.ruleset, source.schema, self.options.by)
        screening = Screening(self.ruleset, source.schema, self.options.include, named=named)
        parts = Parts(self.output, self._made_from(by))
        parts.begin(resume=self.options.resume)
        tally = Tally.from_json(parts.done[-1]["totals"]) if parts.done else Tally(by)
        schema = _written_out(_no_rows(screening.schema), screening.kept).schema
        batches: list[pa.RecordBatch] = []
        rejects: list[Reject] = []
        try:
            for start, block in _from(source, parts.rows_done):
                rated = screening.rate(block)
                tally.add(screening, rated, block)
                rejects.extend(_rejects(rated, start, source, _id_column(screening.kept)))
                batches.append(_written_out(rated.batch, screening.kept))
                progress(start + block.num_rows, source.rows)
                if sum(batch.num_rows for batch in batches) >= self.options.rows_in_a_part:
                    parts.add(schema, batches, rejects, tally)
                    batches, rejects = [], []
        except (pa.ArrowException, UnicodeError) as error:
            raise unreadable(self.path, error) from error
        lost = [(number, "", "", message) for number, message in source.lost]
        write_rows(_unfinished(self.output), self.kind, schema, chain(parts.batches(), batches))
        has_rejects = self._write_rejects(merge(chain(parts.rejects(), rejects), lost))
        _put_in_place(self.output)
        parts.clear()
        notes = (*notes_on(self.ruleset, source.schema.names), *source.notes)
        return summarised(self.ruleset, tally, notes, len(lost)).model_copy(
            update={"output": self.output, "rejects_file": self.rejects_path if has_rejects else None}
        )

    def _write_rejects(self, rejects: Iterable[Reject]) -> bool:
        """Write the list of rejects, if there are any; or take away that of an earlier run."""
        count = 0
        with _unfinished(self.rejects_path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(REJECT_COLUMNS)
            for count, reject in enumerate(rejects, 1):  # noqa: B007  # Counted, and used below.
                writer.writerow(reject)
        if count:
            _put_in_place(self.rejects_path)
        else:
            _unfinished(self.rejects_path).unlink()
            self.rejects_path.unlink(missing_ok=True)
        return count > 0

    def _made_from(self, by: Sequence[str]) -> dict[str, Any]:
        return {
            "input": fingerprint(self.path),
            "questionnaire": self.ruleset.sha256,
            "program": impact_check.__version__,
            "columns": sorted(self.options.include),
            "by": list(by),
            "rows in a part": self.options.rows_in_a_part,
        }


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.unfinished")


def _put_in_place(path: Path) -> None:
    unfinished = _unfinished(path)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)


def _from(source: Source, rows_done: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield blocks from a row on, each with the number of rows before it."""
    start = 0
    for block in source.blocks():
        if start >= rows_done:
            yield start, block
        start += block.num_rows


def _rejects(rated: Rated, start: int, source: Source, id_column: str | None) -> Iterator[Reject]:
    ids = rated.batch.column(id_column) if id_column else None
    for fault in rated.faults:
        number = start + fault.row + 1
        for lost, _ in source.lost:  # Rows that couldn't be made out have a number, too. They are in order.
            number += lost <= number
        yield number, str(ids[fault.row].as_py()) if ids is not None else "", fault.column, fault.message


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _written_out(batch: pa.RecordBatch, kept: Collection[str]) -> pa.RecordBatch:
    """Return a batch with the numbered texts that were passed through written out: their numbers differ by block."""
    columns = [
        column.dictionary_decode() if name in kept and pa.types.is_dictionary(column.type) else column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    found = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
    return found.replace_schema_metadata(batch.schema.metadata)


def _id_column(kept: Collection[str]) -> str | None:
    return next((name for name in kept if name.casefold() in _GUESSED_ID), None)


def _counted_by(
    ruleset: Ruleset, schema: pa.Schema, wanted: tuple[str, ...] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that totals are wanted by, and those of them that are questions of type `many`."""
    listed_ = {id_ for id_, question in ruleset.questions.items() if question.type == "many"}
    groups = ruleset.questionnaire.facts.groups
    if wanted is None:
        chosen = [name for name in schema.names if name.casefold() in _GUESSED_BY]
        if not any(name.casefold() == "ward" for name in chosen):
            chosen += [id_ for id_, q in ruleset.questions.items() if q.options_from == "areas" and id_ in schema.names]
    else:
        missing = [name for name in wanted if name not in schema.names]
        if missing:
            message = tr(
                "there is no column {missing} to count by; the columns are {names}",
                missing=listed(missing),
                names=", ".join(schema.names[:12]),
            )
            raise TableError((Fault("", 1, 0, "no-such-column", message),))
        chosen = list(wanted)
    if groups in schema.names and groups not in chosen:
        chosen.append(groups)
    return tuple(chosen), tuple(name for name in chosen if name in listed_)
