"""The figures of the benchmark are held against their goals, and what falls short is said."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))  # Last: its modules have plain names.

import bench_page
from ratios import Ratio, at_least, at_most, beside, in_time, interleaved, not_measured


@pytest.mark.parametrize(
    ("ratio", "is_met", "verdict"),
    [
        (at_most("a", 3.0, 3.0), True, "met"),
        (at_most("a", 4.5, 3.0), False, "short: 1.5 times too much"),
        (at_least("a", 5.0, 5.0), True, "met"),
        (at_least("a", 2.5, 5.0), False, "short: 2 times too little"),
        (beside("a", 2.0), None, "no goal"),
        (not_measured("a", "it is not installed", 3.0), None, "not measured here"),
    ],
    ids=["at the limit", "above it", "at the least", "below it", "no goal", "no figure"],
)
def test_a_ratio_says_whether_its_goal_is_met_and_by_how_much_it_falls_short(
    ratio: Ratio, is_met: bool | None, verdict: str
) -> None:
    assert (ratio.is_met, ratio.verdict) == (is_met, verdict)


def test_the_page_says_what_falls_short_and_what_was_not_measured() -> None:
    met, short = at_most("quick enough", 1.0, 3.0), at_least("too slow", 2.0, 5.0, "the other is written in C")
    ratios = [met, short, not_measured("absent", "it is not installed", 3.0)]
    part = SimpleNamespace(at="2026-11-22T12:00+00:00", ratios=ratios, details=[], failures=["rules: ended early"])

    said = "\n".join(bench_page.short(part.ratios, part.failures))

    assert "**too slow**: 2 x, and the goal is at least 5 x. the other is written in C" in said
    assert "- absent: it is not installed" in said
    assert "- rules: ended early" in said
    assert "quick enough" not in said


def test_a_cell_with_a_bar_stays_one_cell() -> None:
    assert bench_page.row(["a|b", "c\nd"]) == "| a\\|b | c d |"


def test_calls_take_turns() -> None:
    turns: list[str] = []
    interleaved({"one": lambda: turns.append("1"), "two": lambda: turns.append("2")}, rounds=2, lasting=0)
    assert "".join(turns[-4:]) == "1212"


@pytest.mark.parametrize(
    ("seconds", "said"), [(1.5, "1.5 s"), (0.0123, "12.3 ms"), (4.56e-6, "4.56 µs"), (7e-9, "7 ns")]
)
def test_a_time_is_said_in_the_unit_that_suits_it(seconds: float, said: str) -> None:
    assert in_time(seconds) == said
