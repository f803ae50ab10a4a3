"""Measure the report as a PDF: our own share of it, what its design saves, and how many a batch makes.

Our share and the design are set beside WeasyPrint's own call for the same HTML, tagged alike (PDF/A-3a), taking turns.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from ordinary import lean_html, ordinary_html
from ratios import Ratio, Show, at_least, at_most, beside, in_time, interleaved, run_alone

from impact_check import api, dump_assessment
from impact_check.report.hurry import without_collecting
from impact_check.report.pdf import PDF_VARIANT, fonts_environment, print_pdf

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[1] / "examples"
ROUNDS = 3
IN_A_BATCH = 32
ALONE = 4
NOBODY_AFFECTED = """\
questionnaire: kirklees
by: Example author
given:
  proposal_title: Planning system
  proposal_summary: What residents see and use stays as it is.
  lead_officer: Head of the service
  change_date: 2027-04-01
  decision_kind: [none_of_these]
  place_changes: no
  group_changes: no
  travel_changes: no
  cost_changes: no
  worker_changes: no
  access_changes: no
  nil_reason: Only planning officers use it. Applicants see the same pages as before.
"""
STOCK = f"""\
import sys
from pathlib import Path
from weasyprint import HTML
HTML(string=Path(sys.argv[1]).read_text("utf-8")).write_pdf(pdf_variant="{PDF_VARIANT}")
"""


def measure(show: Show) -> list[Ratio]:
    with bundled_fonts():
        return [*share(show), *design(show), *batch(show)]


@contextmanager
def bundled_fonts() -> Iterator[None]:
    """Let WeasyPrint alone use the same fonts as we do."""
    before = dict(os.environ)
    os.environ.update(fonts_environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def bare(html: str) -> Callable[[], object]:
    """Return WeasyPrint's own call."""
    from weasyprint import HTML

    return lambda: HTML(string=html).write_pdf(pdf_variant=PDF_VARIANT)


def collecting_nothing(call: Callable[[], object]) -> Callable[[], object]:
    def quickly() -> None:
        with without_collecting():
            call()

    return quickly


def share(show: Show) -> Iterator[Ratio]:
    """Set the whole report, from the assessment on, beside printing the same HTML."""
    ruleset = api.load_questionnaire("kirklees")
    for name in ("community-hub", "evening-bus"):
        assessment = api.read_answers(ruleset, EXAMPLES / f"{name}.yaml", at=AT)
        result = api.evaluate(ruleset, assessment, on=ON)
        alone = bare(api.report_html(ruleset, assessment, result))
        calls = {
            "WeasyPrint alone": alone,
            "WeasyPrint alone, nothing collected": collecting_nothing(alone),
            "ours": lambda: api.report_pdf(ruleset, assessment, result),  # noqa: B023  # Called before the next one.
        }
        times = interleaved(calls, rounds=ROUNDS, lasting=0, cpu=True)
        show(f"report of {name}", "; ".join(f"{what} {in_time(taken)}" for what, taken in times.items()))
        yield at_most(
            f"report PDF ({name}): WeasyPrint alone on the same HTML",
            times["ours"] / times["WeasyPrint alone"],
            1.15,
            note="Processor time. Ours has the view, the template, the data inside and the mended tags, and prints "
            "without collecting garbage, which WeasyPrint alone does.",
        )
        yield beside(
            f"report PDF ({name}): WeasyPrint alone, collecting no garbage either",
            times["ours"] / times["WeasyPrint alone, nothing collected"],
            note="Our own work without that advantage.",
        )


def design(show: Show) -> Iterator[Ratio]:
    """Set eight pages as we design and print them beside the same in the usual design, printed as usual."""
    lean, ordinary = lean_html(), ordinary_html()
    warm = interleaved(
        {"ours": lambda: print_pdf(lean), "usual": bare(ordinary), "lean design alone": bare(lean)},
        rounds=5,
        lasting=0,
        cpu=True,
    )
    show("eight pages, once loaded", "; ".join(f"{what} {in_time(taken)}" for what, taken in warm.items()))
    with tempfile.TemporaryDirectory() as name:
        Path(name, "ordinary.html").write_text(ordinary, encoding="utf-8")
        # What `impact-check report` tells the process that it starts to print.
        asked = json.dumps({"html": lean, "attachments": [], "seconds": 120, "megabytes": 2048}).encode()
        cold = taking_turns(
            {
                "ours": process(sys.executable, "-P", "-m", "impact_check.report.apart", given=asked),
                "usual": process(sys.executable, "-c", STOCK, Path(name, "ordinary.html")),
            }
        )
    show("eight pages, new process", "; ".join(f"{what} {in_time(taken)}" for what, taken in cold.items()))
    yield at_most(
        "eight tagged pages: the same in the usual design",
        warm["ours"] / warm["usual"],
        0.75,
        note="Processor time. Usual: flex boxes, leader lines, collapsed borders, WeasyPrint’s own call.",
    )
    yield beside(
        "eight tagged pages: the style sheet alone, both by WeasyPrint’s own call",
        warm["lean design alone"] / warm["usual"],
    )
    yield at_most(
        "eight tagged pages, new process: the same in the usual design",
        cold["ours"] / cold["usual"],
        0.75,
        note="Processor time of the whole process, with what it starts.",
    )


def process(*command: str | Path, given: bytes = b"") -> Callable[[], object]:
    """Return a call that runs a whole process. given: its standard input."""
    return lambda: subprocess.run([str(part) for part in command], input=given, check=True, capture_output=True)


def taking_turns(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median seconds of the processor that each call's processes took, with those that they started."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(5):
        for name, call in calls.items():
            before = os.times()
            call()
            after = os.times()
            taken[name].append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
    return {name: statistics.median(found) for name, found in taken.items()}


def batch(show: Show) -> Iterator[Ratio]:
    """Count the reports of decisions that touch nobody, as most of a year's are: by one worker, two, none."""
    ruleset = api.load_questionnaire("kirklees")
    content = dump_assessment(api.read_answers(ruleset, NOBODY_AFFECTED, at=AT))
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "plan.lia.json")
        file.write_bytes(content)
        one_process = process(sys.executable, "-m", "impact_check", "report", file, "-o", Path(name, "plan.pdf"))
        taken: dict[str, list[float]] = {"one": [], "two": [], "a process each": []}
        for _ in range(ROUNDS):
            taken["one"].append(once(lambda: make(content, 1)) / IN_A_BATCH)
            taken["two"].append(once(lambda: make(content, 2)) / IN_A_BATCH)
            taken["a process each"].append(once(lambda: [one_process() for _ in range(ALONE)]) / ALONE)
    times = {what: statistics.median(found) for what, found in taken.items()}
    show(f"a report in a batch of {IN_A_BATCH}", "; ".join(f"{what} {in_time(each)}" for what, each in times.items()))
    yield beside(
        "this computer: two loops at once over one",
        loops(1) / loops(2) * 2,
        note="Without anything of ours. Two workers can’t gain more than this: 2 where two cores are free.",
    )
    note = f"Wall time of a batch of {IN_A_BATCH} short reports, with the start of the workers."
    yield at_least("reports in bulk: two workers over one", times["one"] / times["two"], 1.7, note=note)
    yield at_least(
        "reports in bulk: two workers over a new process each", times["a process each"] / times["two"], 4.0, note=note
    )


def loops(count: int) -> float:
    """Return the seconds until so many processes have each counted to ten million."""
    command = [sys.executable, "-c", "for number in range(10_000_000): pass"]

    def together() -> None:
        for child in [subprocess.Popen(command) for _ in range(count)]:
            child.wait()

    return statistics.median(once(together) for _ in range(ROUNDS))


def make(content: bytes, jobs: int) -> None:
    wanted = (api.ToReport(str(place), content) for place in range(IN_A_BATCH))
    for made in api.report_pdfs(wanted, on=ON, jobs=jobs):
        if made.report is None:
            raise RuntimeError(made.error)


def once(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


if __name__ == "__main__":
    run_alone(measure)
