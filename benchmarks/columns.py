"""Made-up decisions in columns -> our time, beside a loop in C and the same rules in DuckDB and Polars.

Everybody gets the same decisions and works out the same figures for each: which questions are asked, all rules and
floors as true, unknown or false, the levels of all risk factors, the rating confirmed and possible, and the number of
answers that aren't known. The figures of all are asserted equal. One thread each.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from column_floor import Floor
from decisions import Decisions, decisions
from ratios import Ratio, Show, at_least, at_most, beside, in_time, interleaved, not_measured, run_alone

from impact_check import api
from impact_check.bulk.machine import BLOCK
from impact_check.rules import Ruleset

MILLION = 1_000_000
FEW = 100_000
STREAMED = 10 * MILLION

_SAME = (
    "All answers equal. One thread each; seconds of the processor. Ours reads Arrow and writes Arrow, and also gives "
)
_SAME += "the standing of each principle, which the others leave out."

SCREEN = """\
import sys
from pathlib import Path
from impact_check import api
api.screen_file(api.load_questionnaire("kirklees"), Path(sys.argv[1]), Path(sys.argv[2]))
status = Path("/proc/self/status")
print(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
"""
"""Linux only. The system's own count for a child begins with what its parent used."""


def measure(show: Show) -> list[Ratio]:
    os.environ["POLARS_MAX_THREADS"] = "1"  # Read when it is imported.
    pa.set_cpu_count(1)
    ruleset = api.load_questionnaire("kirklees")
    data = decisions(ruleset, MILLION)
    few = _first(data, FEW)
    found: list[Ratio] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found += _floor(ruleset, data, folder, show)
        for peer in (_duckdb, _polars):
            found += peer(ruleset, few)
        found += _growth(ruleset, data)
        found += _memory(data, folder, show)
    return found


def _first(data: Decisions, rows: int) -> Decisions:
    return Decisions(data.table.slice(0, rows), {name: codes[:rows].copy() for name, codes in data.codes.items()})


def _ours(ruleset: Ruleset, data: Decisions) -> tuple[np.ndarray[Any, Any], ...]:
    rated = api.rate_table(ruleset, data.table)
    names = ("rating_confirmed", "rating_possible")
    levels = [np.concatenate([chunk.indices.to_numpy() for chunk in rated[name].chunks]) for name in names]
    return (*levels, rated["unknown_answers"].to_numpy())


def _assert_same(ours: tuple[np.ndarray[Any, Any], ...], theirs: tuple[np.ndarray[Any, Any], ...]) -> None:
    for one, other in zip(ours, theirs, strict=True):
        if not np.array_equal(one, other):
            raise AssertionError(f"{np.count_nonzero(one != other)} of {len(one)} figures differ")


def _floor(ruleset: Ruleset, data: Decisions, folder: Path, show: Show) -> list[Ratio]:
    name = "columns: a loop in C, at 1,000,000 decisions"
    try:
        floor = Floor(ruleset, data, folder)
    except (FileNotFoundError, subprocess.SubprocessError) as error:
        return [not_measured(name, f"the loop can't be compiled here: {error}", 4.0)]
    _assert_same(_ours(ruleset, data), floor(data))
    times = interleaved(
        {"ours": lambda: api.rate_table(ruleset, data.table), "C": lambda: floor(data)}, rounds=5, lasting=0, cpu=True
    )
    show("columns: decisions a second", f"{MILLION / times['ours']:,.0f}; the loop in C {MILLION / times['C']:,.0f}")
    note = f"{_each(times['ours'], MILLION)} a decision; gcc -O3 on plain bytes {_each(times['C'], MILLION)}. {_SAME}"
    return [at_most(name, times["ours"] / times["C"], 4.0, note)]


def _duckdb(ruleset: Ruleset, data: Decisions) -> list[Ratio]:
    name = "columns: DuckDB's rate"
    try:
        import duckdb
        from column_peers import duckdb_query, plain_table
    except ImportError:
        return [not_measured(name, "DuckDB isn't installed", 3.0, "at least")]
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("arrow", plain_table(ruleset, data))
        connection.execute("CREATE TABLE decisions AS SELECT * FROM arrow")
        query = duckdb_query(ruleset, "decisions")

        def ask() -> tuple[np.ndarray[Any, Any], ...]:
            return tuple(connection.execute(query).fetchnumpy().values())

        return [_beside_peer(name, "DuckDB", ruleset, data, ask, 3.0, rounds=1)]


def _polars(ruleset: Ruleset, data: Decisions) -> list[Ratio]:
    name = "columns: Polars' rate"
    try:
        import polars
        from column_peers import plain_table, polars_query
    except ImportError:
        return [not_measured(name, "Polars isn't installed")]
    frame = polars.from_arrow(plain_table(ruleset, data))

    def ask() -> tuple[np.ndarray[Any, Any], ...]:
        return tuple(column.to_numpy() for column in polars_query(ruleset, frame).collect().get_columns())

    return [_beside_peer(name, "Polars", ruleset, data, ask, None, rounds=3)]


def _beside_peer(
    name: str, peer: str, ruleset: Ruleset, data: Decisions, ask: Callable[[], Any], goal: float | None, rounds: int
) -> Ratio:
    rows = data.table.num_rows
    _assert_same(_ours(ruleset, data), ask())
    times = interleaved(
        {"ours": lambda: api.rate_table(ruleset, data.table), peer: ask}, rounds=rounds, lasting=0, cpu=True
    )
    note = f"{_each(times['ours'], rows)} a decision; {peer} {_each(times[peer], rows)}, at {rows:,} decisions that it "
    note += f"holds as small numbers already, with its own NULL for what isn't known. {_SAME}"
    ratio = times[peer] / times["ours"]
    return beside(name, ratio, note) if goal is None else at_least(name, ratio, goal, note)


def _growth(ruleset: Ruleset, data: Decisions) -> list[Ratio]:
    sizes = (MILLION // 100, MILLION // 10, MILLION)
    tables = {size: data.table.slice(0, size) for size in sizes}
    times = interleaved(
        {str(size): lambda table=table: api.rate_table(ruleset, table) for size, table in tables.items()},
        rounds=5,
        lasting=0,
        cpu=True,
    )
    note = "; ".join(f"{size:,}: {in_time(times[str(size)])}" for size in sizes)
    least, some, most = (times[str(size)] for size in sizes)
    return [
        at_most("growth: 10 x the decisions (100,000 to 1,000,000)", most / some, 12.0, note),
        at_most("growth: 100 x the decisions (10,000 to 1,000,000)", most / least, 120.0, note),
    ]


def _memory(data: Decisions, folder: Path, show: Show) -> list[Ratio]:
    """Screen a large file in a process of its own."""
    block = data.table.slice(0, BLOCK)
    path = folder / "decisions.parquet"
    with pq.ParquetWriter(path, block.schema, compression="zstd") as writer:
        for start in range(0, STREAMED, BLOCK):
            writer.write_table(block.slice(0, min(BLOCK, STREAMED - start)))
    name = "columns: peak memory, 10,000,000 decisions streamed"
    if not Path("/proc/self/status").exists():
        return [not_measured(name, "only Linux tells the peak", 500.0, unit="MB")]
    peak = _screened(path, folder, show)
    note = (
        f"{STREAMED:,} decisions, {path.stat().st_size // 1_000_000} MB of Parquet, read, rated and written as Parquet."
    )
    return [at_most(name, peak, 500.0, note, "MB")]


def _screened(path: Path, folder: Path, show: Show) -> int:
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", SCREEN, str(path), str(folder / "rated.parquet")],
        check=True,
        capture_output=True,
        text=True,
    )
    taken = time.perf_counter() - begin
    show("columns: 10,000,000 decisions from file to file", f"{taken:.0f} s, {STREAMED / taken:,.0f} a second")
    return int(done.stdout) // 1024


def _each(seconds: float, rows: int) -> str:
    return in_time(seconds / rows)


if __name__ == "__main__":
    run_alone(measure)
