"""Measure speed on this computer, beside other programs in the same run. Run it with `make bench`.

    make bench                          every part
    make bench PARTS="rules columns"    some
    make bench WRITE=yes                and write the figures into docs/benchmarks.md

Every module of a part runs in a process of its own: if it fails or takes too long, that is said, and the rest goes on.
"""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import bench_page
from ratios import Ratio, show

HERE = Path(__file__).parent
HOME = HERE.parent
OWN_PYTHON = HOME / ".venv/bin/python"
PEERS_PYTHON = HOME / ".venv-bench/bin/python"
KEPT = HOME / "out/benchmarks.json"
"""The figures of the last run of each part."""
MINUTES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """Modules that measure one thing."""

    name: str
    title: str
    modules: tuple[str, ...]
    own: bool = False
    """Whether it runs in the program's own environment, as a user has it, instead of the one with the peers."""


PARTS = (
    Part("rules", "Rules, one decision at a time", ("rules", "peer_rules")),
    Part("columns", "Columns, many decisions at once", ("columns", "peer_columns")),
    Part("report", "The report as a PDF", ("pdf", "peer_printers")),
    Part("signing", "Signing", ("sign_off",)),
    Part("start", "Start-up", ("start_up",), own=True),
    Part("wizard", "The wizard", ("wizard",)),
    Part("growth", "Growth of the work", ("growth",)),
)


@dataclass(slots=True)
class Outcome:
    """What one part came to."""

    at: str
    ratios: list[Ratio] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main() -> None:
    wanted = arguments()
    if wanted.module:
        sys.exit(alone(wanted.module, Path(wanted.into)))
    parts = [part for part in PARTS if part.name in wanted.parts] if wanted.parts else list(PARTS)
    begin = time.monotonic()
    outcomes = {part.name: run(part) for part in parts}
    summary(parts, outcomes, time.monotonic() - begin)
    kept = keep(outcomes)
    if wanted.write:
        bench_page.write(
            HOME / "docs/benchmarks.md", [(part.title, kept[part.name]) for part in PARTS if part.name in kept]
        )
        show("written", "docs/benchmarks.md")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("parts", nargs="*", help=f"some of: {', '.join(part.name for part in PARTS)}")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md from the last run of each part")
    parser.add_argument("--module", help=argparse.SUPPRESS)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - {part.name for part in PARTS}:
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    return wanted


# One module, in its own process


def alone(module: str, into: Path) -> int:
    """Measure with one module and leave its figures in a file."""
    details: list[tuple[str, str]] = []

    def tell(what: str, figures: str) -> None:
        details.append((what, figures))
        show(f"  {what}", figures)

    ratios = importlib.import_module(module).measure(tell)
    into.write_text(json.dumps({"ratios": [asdict(ratio) for ratio in ratios], "details": details}), encoding="utf-8")
    return 0


def run(part: Part) -> Outcome:
    """Measure one part, each of its modules in a process of its own."""
    print(f"\n{part.title}", flush=True)
    outcome = Outcome(datetime.now(UTC).isoformat(timespec="minutes"))
    for module in part.modules:
        if not (HERE / f"{module}.py").exists():
            outcome.failures.append(f"{module}: is not part of this copy")
            continue
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "figures.json"
            failure = process([str(python_for(part)), str(HERE / "bench.py"), "--module", module, "--into", str(into)])
            if failure or not into.exists():
                outcome.failures.append(f"{module}: {failure or 'left no figures'}")
                continue
            found = json.loads(into.read_text(encoding="utf-8"))
        outcome.ratios += [Ratio(**ratio) for ratio in found["ratios"]]
        outcome.details += [(what, figures) for what, figures in found["details"]]
    for failure in outcome.failures:
        show("  NOT MEASURED", failure)
    return outcome


def python_for(part: Part) -> Path:
    """Return the Python of the environment that a part belongs in, or the one that runs this if it isn't there."""
    python = OWN_PYTHON if part.own else PEERS_PYTHON
    return python if python.exists() else Path(sys.executable)


def process(command: Sequence[str]) -> str:
    """Run a process and all that it starts, no longer than the limit. Return what went wrong, if anything."""
    path = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
    child = subprocess.Popen(command, cwd=HOME, env={**os.environ, "PYTHONPATH": path}, start_new_session=True)
    try:
        code = child.wait(60 * MINUTES)
    except subprocess.TimeoutExpired:
        return f"took more than {MINUTES} minutes"
    else:
        return f"ended with exit code {code}; its lines above say why" if code else ""
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


# All of it


def summary(parts: Iterable[Part], outcomes: dict[str, Outcome], seconds: float) -> None:
    """Print every ratio that has a goal, then the others."""
    every = [ratio for part in parts for ratio in outcomes[part.name].ratios]
    print(f"\nThe goals ({seconds / 60:.0f} minutes)")
    for ratio in every:
        if ratio.goal is not None:
            show(f"  {ratio.name}", f"{ratio.figure:>10}   {ratio.wanted:<18} {ratio.verdict}")
    print("\nBeside them")
    for ratio in every:
        if ratio.goal is None:
            show(f"  {ratio.name}", f"{ratio.figure:>10}   {ratio.note}")
    failures = [failure for part in parts for failure in outcomes[part.name].failures]
    for failure in failures:
        show("NOT MEASURED", failure)


def keep(outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
    """Keep the figures of this run with those of earlier runs of the other parts; return them all."""
    kept = {}
    if KEPT.exists():
        for name, found in json.loads(KEPT.read_text(encoding="utf-8")).items():
            kept[name] = Outcome(**{**found, "ratios": [Ratio(**ratio) for ratio in found["ratios"]]})
    kept |= outcomes
    KEPT.parent.mkdir(exist_ok=True)
    plain = {name: asdict(outcome) for name, outcome in kept.items()}
    KEPT.write_text(json.dumps(plain, indent=1), encoding="utf-8")
    return kept


if __name__ == "__main__":
    main()
