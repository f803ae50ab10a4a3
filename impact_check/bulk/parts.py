"""A long run, kept in parts -> the run goes on where it was cut off.

Beside the output stands a folder with each finished part, as Arrow, and a manifest that says what they were made from.
The output itself is written from the parts, in order, and appears whole. So it is the same whether the run was cut off
or not.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.ipc

from impact_check.bulk.tally import Tally
from impact_check.errors import Fault, TableError
from impact_check.language import tr

MANIFEST: Final = "manifest.json"
_SCHEMA: Final = "impact-check/screen-parts/1"
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


Reject = tuple[int, str, str, str]
"""The number of a row from 1, its id, the column, and what is wrong and what to do."""


class Parts:
    """The folder of the parts of one run."""

    def __init__(self, output: Path, made_from: dict[str, Any]) -> None:
        """Take the output that the run is for, and what says that another run would do the same."""
        self.folder = output.with_name(f"{output.name}.parts")
        self.made_from = made_from
        self.done: list[dict[str, Any]] = []
        """Of each finished part: its rows, and the totals up to it."""

    @property
    def is_there(self) -> bool:
        """Whether a run was cut off."""
        return (self.folder / MANIFEST).is_file()

    def begin(self, *, resume: bool) -> None:
        """Make the folder; or take up what is there. Raises TableError if that was made from something else."""
        if not resume:
            self.clear()
        elif self.is_there:
            self._take_up()
        self.folder.mkdir(exist_ok=True)

    def _take_up(self) -> None:
        kept = json.loads((self.folder / MANIFEST).read_text("utf-8"))
        differs = [name for name, value in self.made_from.items() if kept.get("made_from", {}).get(name) != value]
        if kept.get("schema") != _SCHEMA or differs:
            message = tr(
                "the run that was cut off can’t go on, because this has changed since: {what}. Leave out --resume to "
                "begin again",
                what=", ".join(differs) or "schema",
            )
            raise TableError((Fault(str(self.folder), 0, 0, "parts-differ", message),))
        self.done = kept["done"]

    def add(self, schema: pa.Schema, batches: list[pa.RecordBatch], rejects: list[Reject], tally: Tally) -> None:
        """Keep a finished part. It counts once the manifest names it."""
        path = self._path(len(self.done))
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema, options=_OPTIONS) as writer:
            for batch in batches:
                writer.write_batch(batch)
        _sync(path)  # The manifest must not outlive the part it names.
        listed = self._path(len(self.done)).with_suffix(".rejects")
        listed.write_text("".join(json.dumps(reject) + "\n" for reject in rejects), "utf-8")
        _sync(listed)
        self.done.append({"rows": sum(batch.num_rows for batch in batches), "totals": tally.as_json()})
        manifest = self.folder / f"{MANIFEST}.new"
        manifest.write_text(json.dumps({"schema": _SCHEMA, "made_from": self.made_from, "done": self.done}), "utf-8")
        _sync(manifest)
        manifest.replace(self.folder / MANIFEST)

    @property
    def rows_done(self) -> int:
        """How many rows the finished parts hold."""
        return sum(part["rows"] for part in self.done)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows of all parts, in order."""
        for number in range(len(self.done)):
            with pa.OSFile(str(self._path(number))) as opened:
                file = pa.ipc.open_file(opened)
                yield from (file.get_batch(place) for place in range(file.num_record_batches))

    def rejects(self) -> Iterator[Reject]:
        """Yield the rejects of all parts, in order."""
        for number in range(len(self.done)):
            with self._path(number).with_suffix(".rejects").open(encoding="utf-8") as file:
                for line in file:
                    yield tuple(json.loads(line))

    def clear(self) -> None:
        """Take the folder away."""
        if self.is_there or (self.folder / f"{MANIFEST}.new").is_file():
            shutil.rmtree(self.folder)

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:06}.arrow"


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def fingerprint(path: Path) -> dict[str, Any]:
    """Return what tells whether a file is still the same: its size, its time, the hash of its content."""
    stat = path.stat()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "size": stat.st_size, "modified": stat.st_mtime_ns, "sha256": digest}
