"""A file of decisions -> its columns and its rows in blocks, whatever the format, with little of it in memory."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet as pq

from impact_check.bulk.compile import EVIDENCE
from impact_check.errors import Fault, TableError
from impact_check.language import tr
from impact_check.rules import Ruleset

Format: TypeAlias = Literal["parquet", "arrow", "csv", "jsonl"]

ENDINGS: Final[dict[str, Format]] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

BLOCK: Final = 32_768
"""Rows in a block. Fewer than the machine takes at once: the cells of a block are most of the memory in use."""

_CHUNK: Final = 8_000_000
"""Bytes of a CSV file read at once."""
_FIRST: Final = 1_000_000
"""Bytes looked at to tell how a CSV file is written, and where the keys of JSON lines are learned."""
_BUFFER: Final = 65_536
"""Bytes of each column of a Parquet file read at once."""
_NUMBERED = pa.dictionary(pa.int32(), pa.string())


@dataclass
class Source:
    """A file that is open for reading. Read it once."""

    path: Path
    schema: pa.Schema
    rows: int | None
    """How many there are, where the file says so."""
    batches: Iterator[pa.RecordBatch]
    lost: list[tuple[int, str]] = field(default_factory=list)
    """Rows that could not be made out at all, by number from 1, and why. Grows while the file is read."""
    notes: list[str] = field(default_factory=list)
    """What people should know about how it was read."""

    def blocks(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows in blocks of BLOCK; only the last may have fewer."""
        held: list[pa.RecordBatch] = []
        rows = 0
        for batch in self.batches:
            held.append(batch)
            rows += batch.num_rows
            while rows >= BLOCK:
                table = pa.Table.from_batches(held)
                yield _one_batch(table.slice(0, BLOCK))
                held = table.slice(BLOCK).to_batches()
                rows -= BLOCK
        if rows:
            yield _one_batch(pa.Table.from_batches(held))


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    return table.combine_chunks().to_batches()[0]


def format_of(path: Path) -> Format:
    """Return the format that a file's name says. Raises TableError with the endings there are."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        message = tr("its name must end in one of {endings}", endings=", ".join(ENDINGS))
        raise TableError((Fault(str(path), 0, 0, "unknown-format", message),))
    return found


def open_source(path: Path, ruleset: Ruleset) -> Source:
    """Open a file of decisions. Raises TableError if it can't be read."""
    kind = format_of(path)
    try:
        match kind:
            case "parquet":
                return _parquet(path, ruleset)
            case "arrow":
                return _arrow(path)
            case "csv":
                return _csv(path, ruleset)
            case "jsonl":
                return _json_lines(path, ruleset)
    except (OSError, pa.ArrowException, UnicodeError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> TableError:
    """Return the error that says why a file can't be read."""
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return TableError((Fault(str(path), 0, 0, "unreadable", tr("can’t be read: {reason}", reason=reason)),))


def _parquet(path: Path, ruleset: Ruleset) -> Source:
    names = pq.read_schema(path).names
    # Buffers for whole row groups would hold much of a large file, and what is mapped counts as used.
    file = pq.ParquetFile(path, read_dictionary=_answered(names, ruleset), pre_buffer=False, buffer_size=_BUFFER)
    return Source(path, file.schema_arrow, file.metadata.num_rows, file.iter_batches(BLOCK))


def _arrow(path: Path) -> Source:
    opened = pa.OSFile(str(path))
    try:
        file = pa.ipc.open_file(opened)
    except pa.ArrowInvalid:
        opened.seek(0)
        stream = pa.ipc.open_stream(opened)
        return Source(path, stream.schema, None, iter(stream))
    batches = (file.get_batch(number) for number in range(file.num_record_batches))
    return Source(path, file.schema, None, batches)


def _answered(names: list[str], ruleset: Ruleset) -> list[str]:
    """Return the columns that hold options, which are read as numbered texts."""
    return [name for name in names if name.removesuffix(EVIDENCE) in ruleset.bears_on_rating]


# CSV


def _csv(path: Path, ruleset: Ruleset) -> Source:
    with path.open("rb") as file:
        start = file.read(_FIRST)
    encoding = _encoding(start)
    heading = start.decode(encoding, errors="ignore").lstrip("\ufeff").splitlines()[:1]
    if not heading:
        raise TableError((Fault(str(path), 0, 0, "empty", tr("the file is empty")),))
    separator = max(",;\t|", key=heading[0].count)
    names = [name.strip() for name in next(csv.reader(heading, delimiter=separator))]
    answered = set(_answered(names, ruleset))
    source = Source(path, pa.schema([]), None, iter(()))

    def lose(row: pyarrow.csv.InvalidRow) -> str:
        message = tr(
            "the row has {found} cells and the first row has {expected}; look for a separator inside a cell",
            found=row.actual_columns,
            expected=row.expected_columns,
        )
        source.lost.append(((row.number or 1) - 1, message))
        return "skip"

    reader = pyarrow.csv.open_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(
            block_size=_CHUNK, column_names=names, skip_rows=1, encoding=encoding, use_threads=False
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=separator, newlines_in_values=True, invalid_row_handler=lose, ignore_empty_lines=True
        ),
        # Types are never guessed: a guess from the first rows fails on a later one, and makes 7 of the number 007.
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: _NUMBERED if name in answered else pa.string() for name in names},
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    source.schema, source.batches = reader.schema, iter(reader)
    return source


def _encoding(start: bytes) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        start.decode()
    except UnicodeDecodeError as error:
        if error.start < len(start) - 4:  # Not only the last letter, cut in two.
            return "windows-1252"
    return "utf-8"


# JSON lines


def _json_lines(path: Path, ruleset: Ruleset) -> Source:
    with path.open("rb") as file:
        start = file.read(_FIRST)
    keys: dict[str, None] = {}
    for line in start.splitlines()[: -1 if len(start) == _FIRST else None]:
        keys |= dict.fromkeys(_object(line) or {})
    asked = {id_: question for id_, question in ruleset.questions.items() if id_ in ruleset.bears_on_rating}
    if keys.keys() & asked.keys():
        for id_, question in asked.items():  # An answer may come up late in the file.
            keys |= dict.fromkeys((id_, id_ + EVIDENCE) if question.evidence else (id_,))
    schema = pa.schema([pa.field(key, pa.string()) for key in keys])
    source = Source(path, schema, None, iter(()))
    source.batches = _json_batches(source)
    return source


def _json_batches(source: Source) -> Iterator[pa.RecordBatch]:
    names = source.schema.names
    rows: list[list[str | None]] = []
    known, passed = set(names), set[str]()
    with source.path.open("rb") as file:
        for number, line in enumerate((line for line in file if line.strip()), 1):
            found = _object(line)
            if found is None:
                source.lost.append((number, tr("the line is no JSON object; write one object on each line")))
                continue
            if not found.keys() <= known and (new := found.keys() - known - passed):
                passed |= new
                source.notes.append(
                    tr("{keys} comes up late in the file, and is left out", keys=", ".join(sorted(new)))
                )
            rows.append([_as_text(found.get(name)) for name in names])
            if len(rows) == BLOCK:
                yield _from_rows(rows, source.schema)
                rows = []
    if rows:
        yield _from_rows(rows, source.schema)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _as_text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case list() if all(isinstance(item, str) for item in value):
            return ";".join(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _from_rows(rows: list[list[str | None]], schema: pa.Schema) -> pa.RecordBatch:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
