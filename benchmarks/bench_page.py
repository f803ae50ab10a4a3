"""The figures of a run -> docs/benchmarks.md."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from ratios import Ratio

HOME = Path(__file__).parents[1]
PEERS_PYTHON = HOME / ".venv-bench/bin/python"
OURS = ("weasyprint", "pydyf", "pydantic", "click", "PyYAML", "pyHanko", "cryptography", "numpy", "pyarrow")

INTRODUCTION = """\
# Speed, beside other programs

`make bench` measures all of this again on your computer, in about half an hour; `make bench PARTS="rules start"`
measures some of it, and `make bench WRITE=yes` writes this page. Times differ between computers, so each stands beside
something else measured in the same run, taking turns with it, and the ratio of the two is what is held against a goal.
Every figure is a median. Each part runs in a process of its own. The other programs live in an environment of their own
(`.venv-bench`, versions in `benchmarks/peers.txt`): nothing of them is needed to use this program.

**What is compared.** The rules, and the questions that depend on answers, are translated by code from the same parsed
conditions into each program's own language, and every answer is compared with our interpreter's before anything is
timed. Other engines know only true and false. So they get decisions in which everything is known, while ours works out
what is true *and* what may be true. “Given the route by us” means that the other program was told which questions are
asked, and had only the rules to work out. Comparisons of numbers are given to business-rules and durable-rules as ready
truths, because they can't pass over a number that isn't there; the count of options chosen is given to all.
"""

PLAIN = """\
A ratio of two programs is true of this work, on this computer, in these versions, and of nothing else.
"""


class Outcome(Protocol):
    """What one part came to."""

    at: str
    ratios: list[Ratio]
    details: list[tuple[str, str]]
    failures: list[str]


def write(path: Path, parts: Sequence[tuple[str, Outcome]]) -> None:
    """Write the page. parts: title and outcome of each, in order."""
    path.write_text("\n".join(lines(parts)), encoding="utf-8")


def lines(parts: Sequence[tuple[str, Outcome]]) -> Iterator[str]:
    yield INTRODUCTION
    yield PLAIN
    yield from machine()
    every = [ratio for _, outcome in parts for ratio in outcome.ratios]
    yield from short(every, [failure for _, outcome in parts for failure in outcome.failures])
    yield "## The goals\n"
    yield from table((ratio for ratio in every if ratio.goal is not None), with_goal=True)
    for title, outcome in parts:
        yield f"## {title}\n"
        yield f"Measured {outcome.at[:10]}.\n"
        if found := [ratio for ratio in outcome.ratios if ratio.goal is None]:
            yield from table(found, with_goal=False)
        if outcome.details:
            yield from ("```text", *(f"{what:<72} {figures}".rstrip() for what, figures in outcome.details), "```", "")


def short(ratios: Sequence[Ratio], failures: Sequence[str]) -> Iterator[str]:
    """Say plainly what falls short and what could not be measured."""
    yield "## What falls short\n"
    missed = [ratio for ratio in ratios if ratio.is_met is False]
    for ratio in missed:
        yield f"- **{ratio.name}**: {ratio.figure}, and the goal is {ratio.wanted}. {ratio.note}"
    if not missed:
        yield "Every goal that was measured is met."
    yield ""
    absent = [f"{ratio.name}: {ratio.note}" for ratio in ratios if ratio.value is None]
    if absent or failures:
        yield "Not measured:\n"
        yield from (f"- {each}" for each in (*absent, *failures))
        yield ""


def table(ratios: Iterable[Ratio], *, with_goal: bool) -> Iterator[str]:
    heads = ("What", "Figure", "Goal", "", "How") if with_goal else ("What", "Figure", "How")
    yield row(heads)
    yield row(["---"] * len(heads))
    for ratio in ratios:
        goal = (ratio.wanted, ratio.verdict) if with_goal else ()
        yield row((ratio.name, ratio.figure, *goal, ratio.note))
    yield ""


def row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


# Where it was measured


def machine() -> Iterator[str]:
    yield "## Where\n"
    system = f"{platform.system()} {platform.release()}"
    yield f"{processor()}, {os.cpu_count()} cores, {memory()}; {system}; Python {platform.python_version()}.\n"
    found = versions((*OURS, *peers()))
    yield f"{', '.join(f'{name} {number}' for name, number in found.items())}.\n"


def processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    except (ValueError, OSError):
        return "memory not known"


def peers() -> list[str]:
    """Return the names of the other programs."""
    written = (HOME / "benchmarks/peers.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0] for line in written if line and not line.startswith("#")]


def versions(names: Iterable[str]) -> dict[str, str]:
    """Return the versions installed beside the peers, or here if there is no such environment."""
    if PEERS_PYTHON.exists() and Path(sys.prefix) != PEERS_PYTHON.parents[1]:
        code = f"import sys; sys.path.insert(0, {str(HOME / 'benchmarks')!r}); import bench_page\n"
        code += "for name, number in bench_page.versions(sys.argv[1:]).items(): print(name, number)"
        done = subprocess.run([PEERS_PYTHON, "-c", code, *names], check=True, capture_output=True, text=True)
        return dict(line.split(" ", 1) for line in done.stdout.splitlines())
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
