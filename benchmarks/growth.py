"""Ten and a hundred times the work -> how many times as long it takes."""

import resource
import sys
import time
from collections.abc import Callable

import growing
from ratios import Ratio, Show, at_most, beside, in_time, interleaved, not_measured, run_alone

from impact_check import api
from impact_check.rules import Ruleset
from impact_check.rules.compiled import compiled

Size = Callable[[int], tuple[int, int]]

GOAL = 120.0
TIMES = (1, 10, 100)
QUESTIONS, RULES = 100, 100
ROWS = 10_000
MOST_PAGES = 10
"""A hundred times eight pages take minutes, and nobody's report is so long."""


def measure(show: Show) -> list[Ratio]:
    ruleset = api.load_questionnaire("kirklees")
    return [
        *rules(ruleset, show, "rules", lambda times: (QUESTIONS, RULES * times), GOAL),
        *rules(ruleset, show, "answers and rules", lambda times: (QUESTIONS * times, RULES * times), None),
        *decisions(ruleset, show),
        pages(show),
    ]


def rules(like: Ruleset, show: Show, what: str, size: Size, goal: float | None) -> list[Ratio]:
    """Return how the time to compile and that of one decision grow."""
    making, calls = {}, {}
    for times in TIMES:
        compiled.cache_clear()
        made = growing.ruleset(growing.questionnaire(like.questionnaire, *size(times)))
        begin = time.perf_counter()
        truths_of = made.replay.compile()
        making[times] = time.perf_counter() - begin
        values = growing.values(made)
        calls[str(times)] = lambda truths_of=truths_of, values=values: truths_of(values)
    taken = {int(times): seconds for times, seconds in interleaved(calls, rounds=7).items()}
    for times in TIMES:
        questions, count = size(times)
        show(
            f"{questions:,} questions, {count:,} rules",
            f"{in_time(taken[times])}; compiled in {in_time(making[times])}",
        )
    note = f"bounds of one decision, from {size(1)[1]} rules and {size(1)[0]} questions; {span(taken)}"
    return [
        Ratio(f"growth: 100 times the {what}", taken[100] / taken[1], goal, note=note),
        beside(f"growth: 100 times the {what}: compiling", making[100] / making[1], span(making)),
    ]


def span(taken: dict[int, float]) -> str:
    return "; ".join(f"x {times}: {in_time(seconds)}" for times, seconds in taken.items())


def decisions(ruleset: Ruleset, show: Show) -> list[Ratio]:
    """Return how the time of rating columns grows with the decisions, all of them made here from one block."""
    name = "growth: 100 times the decisions"
    try:
        from decision_columns import arrow, columns

        from impact_check.bulk import rate_batches
    except ImportError as error:
        return [not_measured(name, f"{error.name} is not here", GOAL)]
    block = arrow(columns(ruleset, ROWS)).to_batches()

    def run(times: int) -> Callable[[], object]:
        return lambda: sum(rated.num_rows for rated in rate_batches(ruleset, block * times))

    taken = {
        int(times): seconds
        for times, seconds in interleaved({str(times): run(times) for times in TIMES}, rounds=3, lasting=0).items()
    }
    for times in TIMES:
        show(f"{ROWS * times:,} decisions", f"{in_time(taken[times])}, {in_time(taken[times] / ROWS / times)} each")
    show("most memory used so far", f"{memory():.0f} MB")
    return [at_most(name, taken[100] / taken[1], GOAL, f"in columns, from {ROWS:,}; {span(taken)}")]


def memory() -> float:
    """Return the most memory that this process had, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def pages(show: Show) -> Ratio:
    """Return how the processor's time to print grows with the pages. Once: it takes long."""
    from impact_check.report import render_pdf

    few, many = growing.pages(1), growing.pages(MOST_PAGES)
    render_pdf(few)
    taken = {1: processor(lambda: render_pdf(few)), MOST_PAGES: processor(lambda: render_pdf(many))}
    show(f"8 pages, and {8 * MOST_PAGES}", span(taken))
    note = f"the report's own HTML, from 8; the processor's time; {span(taken)}; a hundred times is not measured"
    return beside(f"growth: {MOST_PAGES} times the pages", taken[MOST_PAGES] / taken[1], note)


def processor(call: Callable[[], object]) -> float:
    begin = time.process_time()
    call()
    return time.process_time() - begin


if __name__ == "__main__":
    run_alone(measure)
