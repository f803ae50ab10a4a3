"""Calls that take turns -> ratios, each beside the goal that it is held against.

Every part of the benchmark is a module with `measure(show: Show) -> list[Ratio]`. It runs in a process of its own.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Show = Callable[[str, str], None]
"""Prints one line: what was measured, and the figures."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure. Made by `at_most`, `at_least`, `beside` or `not_measured`."""

    name: str
    value: float | None
    """None if it could not be measured here; `note` says why."""
    goal: float | None = None
    sense: Literal["at most", "at least"] = "at most"
    unit: str = "x"
    note: str = ""
    """What was set beside what, the times themselves, and what is not like for like."""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached. None if there is no goal or no figure."""
        if self.value is None or self.goal is None:
            return None
        return self.value <= self.goal if self.sense == "at most" else self.value >= self.goal

    @property
    def verdict(self) -> str:
        """`met`, or short by how much, in words."""
        if self.value is None:
            return "not measured here"
        if self.goal is None:
            return "no goal"
        if self.is_met:
            return "met"
        more = self.value / self.goal if self.sense == "at most" else self.goal / self.value
        wanted = "too much" if self.sense == "at most" else "too little"
        return f"short: {_plain(more)} times {wanted}"

    @property
    def figure(self) -> str:
        """The value with its unit."""
        return "–" if self.value is None else f"{_plain(self.value)} {self.unit}"

    @property
    def wanted(self) -> str:
        """The goal with its unit; empty if there is none."""
        return "" if self.goal is None else f"{self.sense} {_plain(self.goal)} {self.unit}"


def at_most(name: str, value: float, goal: float, note: str = "", unit: str = "x") -> Ratio:
    return Ratio(name, value, goal, "at most", unit, note)


def at_least(name: str, value: float, goal: float, note: str = "", unit: str = "x") -> Ratio:
    return Ratio(name, value, goal, "at least", unit, note)


def beside(name: str, value: float, note: str = "", unit: str = "x") -> Ratio:
    """A figure to look at, without a goal."""
    return Ratio(name, value, None, "at most", unit, note)


def not_measured(
    name: str, why: str, goal: float | None = None, sense: Literal["at most", "at least"] = "at most", unit: str = "x"
) -> Ratio:
    """A figure that can't be had on this computer."""
    return Ratio(name, None, goal, sense, unit, why)


def interleaved(
    calls: Mapping[str, Callable[[], object]], rounds: int = 7, lasting: float = 0.02, *, cpu: bool = False
) -> dict[str, float]:
    """Return the median seconds of one call of each, taking turns so that a busy moment hits all alike.

    lasting: each turn repeats a quick call until it takes about so many seconds. 0: once a turn.
    cpu: count the seconds of this process's processor instead of those on the wall.
    """
    clock = time.process_time if cpu else time.perf_counter
    repeats = {}
    for name, call in calls.items():
        call()  # Loads and compiles whatever it does the first time.
        taken = _timed(call, 1, time.perf_counter)
        repeats[name] = max(1, min(1_000_000, round(lasting / max(taken, 1e-7))))
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(_timed(call, repeats[name], clock) / repeats[name])
    return {name: statistics.median(found) for name, found in times.items()}


def _timed(call: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    begin = clock()
    for _ in range(repeats):
        call()
    return clock() - begin


def in_time(seconds: float) -> str:
    """Say a time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def _plain(number: float) -> str:
    if number >= 1000:
        return f"{number:,.0f}"
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def run_alone(measure: Callable[[Show], list[Ratio]]) -> None:
    """Measure one part and print it."""
    for ratio in measure(show):
        tail = f" [{ratio.wanted}: {ratio.verdict}]" if ratio.goal is not None else ""
        show(ratio.name, f"{ratio.figure}{tail} {ratio.note}")


def show(what: str, figures: str) -> None:
    print(f"{what:<60} {figures}", flush=True)
