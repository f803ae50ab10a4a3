"""Rated rows, block by block -> a file in the format that its name says."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet as pq

from impact_check.bulk.sources import Format


def write_rows(path: Path, kind: Format, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write a file of rows. The same rows give the same bytes, however they are cut into batches of a block each."""
    match kind:
        case "parquet":
            with pq.ParquetWriter(path, schema, compression="zstd") as writer:
                for batch in batches:
                    writer.write_batch(batch)
        case "arrow":
            with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as arrow:
                for batch in batches:
                    arrow.write_batch(batch)
        case "csv":
            _csv(path, schema, batches)
        case "jsonl":
            with path.open("w", encoding="utf-8", newline="\n") as text:
                for batch in batches:
                    text.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in _rows(batch))


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with its numbered texts written out."""
    columns = [c.dictionary_decode() if pa.types.is_dictionary(c.type) else c for c in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plain(batch).to_pylist()
    return found


def _csv(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    empty = pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
    flat = _flat(empty).schema
    with pa.OSFile(str(path), "wb") as file, pyarrow.csv.CSVWriter(file, flat) as writer:
        for batch in batches:
            writer.write_batch(_flat(batch))


def _flat(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch that fits into cells: lists become text."""
    found = plain(batch)
    columns = [_cells(column) for column in found.columns]
    return pa.RecordBatch.from_arrays(columns, names=found.schema.names)


def _cells(column: pa.Array) -> pa.Array:
    if pa.types.is_null(column.type):
        return column.cast(pa.string())
    if not pa.types.is_nested(column.type):
        return column
    cells = column.to_pylist()
    written = (None if cell is None else json.dumps(cell, ensure_ascii=False, default=str) for cell in cells)
    return pa.array(written, pa.string())
