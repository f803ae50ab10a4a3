"""Measure speed on this computer: start-up, the wizard, a rating, a PDF, its sign-off. Run it with `make bench`.

Times differ between computers, so each is set beside something measured in the same run.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import sign_off

from impact_check import api
from impact_check.model.assessment import Assessment
from impact_check.rules import Ruleset

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[1] / "examples"

MINIMAL_PROGRAM = """\
import click


@click.command()
def main():
    \"\"\"Do nothing.\"\"\"


main()
"""

MINIMAL_PDF = """\
import sys
from weasyprint import HTML
sys.stdout.write(str(len(HTML(string="<html lang=en><title>One</title><p>One line.").write_pdf())))
"""

REPORT_PDF = f"""\
import sys
from datetime import date
from pathlib import Path
from impact_check import api
ruleset = api.load_questionnaire("kirklees")
assessment = api.read_assessment(Path(sys.argv[1]))
result = api.evaluate(ruleset, assessment, on=date.fromisoformat("{ON}"))
sys.stdout.write(str(len(api.report_pdf(ruleset, assessment, result))))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start_up(folder, runs=21)
        loading = seconds(lambda: api.load_questionnaire("kirklees"), runs=5)
        ruleset = api.load_questionnaire("kirklees")
        assessment = api.read_answers(ruleset, EXAMPLES / "lunch-club.yaml", at=AT)
        show("load the questionnaire", f"{loading:.2f} s")
        for example in sorted(EXAMPLES.glob("*.yaml")):
            walk(ruleset, example.stem)
        rating = seconds(lambda: api.evaluate(ruleset, assessment, on=ON), runs=15)
        show("rate the example", f"{1000 * rating:.1f} ms")
        pdf(ruleset, assessment, folder)
        sign_off.measure(ruleset, api.read_answers(ruleset, EXAMPLES / "evening-bus.yaml", at=AT), show)


def show(what: str, figures: str) -> None:
    print(f"{what:<48} {figures}", flush=True)


def seconds(call: Callable[[], object], runs: int) -> float:
    """Return the median time of one call."""
    return statistics.median(once(call) for _ in range(runs))


def once(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def process(*command: str | Path) -> Callable[[], object]:
    """Return a call that runs a whole process."""
    return lambda: subprocess.run([str(part) for part in command], check=True, capture_output=True)


def start_up(folder: Path, runs: int) -> None:
    """Compare the whole process of `--help` with that of a program that does nothing, taking turns."""
    program = folder / "minimal.py"
    program.write_text(MINIMAL_PROGRAM, encoding="utf-8")
    minimal = process(sys.executable, program, "--help")
    ours = process(sys.executable, Path(sys.executable).with_name("impact-check"), "--help")
    pairs = [(once(minimal), once(ours)) for _ in range(runs)]
    floor, time_taken = (statistics.median(column) for column in zip(*pairs, strict=True))
    show(
        "start: impact-check --help",
        f"{time_taken / floor:.2f} x a minimal click program ({1000 * time_taken:.0f} ms, {1000 * floor:.0f} ms)",
    )


def walk(ruleset: Ruleset, name: str) -> None:
    """Answer an example's questions one by one, as the wizard does; time each answer to the next question shown."""
    answered = api.read_answers(ruleset, EXAMPLES / f"{name}.yaml", at=AT)
    assessment = api.new_assessment(ruleset, id="bench", by="bench", at=AT)
    for evidence in answered.evidence:
        assessment = api.add_evidence(assessment, evidence, by="bench", at=AT)
    interview = api.Interview(ruleset, assessment)
    times, ahead = [], []
    while (question := interview.next) is not None:
        begin = time.perf_counter()  # The wizard looks ahead while the person reads.
        interview = interview.looking_ahead(api.settled(ruleset, interview.assessment, ON))
        ahead.append(1000 * (time.perf_counter() - begin))
        begin = time.perf_counter()
        if question in answered.answers:
            interview = interview.answered(question, answered.answers[question])
        else:
            interview = interview.passing([question])
        interview.progress()
        times.append(1000 * (time.perf_counter() - begin))
    half, most = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    show(
        f"answer to next question ({name}, {len(times)})",
        f"p50 {half:.1f} ms, p95 {most:.1f} ms, max {max(times):.1f} ms",
    )
    show(f"what no answer left can change ({name})", f"p50 {statistics.median(ahead):.1f} ms, max {max(ahead):.1f} ms")


def pdf(ruleset: Ruleset, assessment: Assessment, folder: Path) -> None:
    """Compare the PDF of the example with a PDF of one line: in a new process, and once all is loaded."""
    file = folder / "bench.lia.json"
    api.write_assessment(file, assessment)
    result = api.evaluate(ruleset, assessment, on=ON)
    cold = seconds(process(sys.executable, "-c", REPORT_PDF, file), runs=3)
    floor = seconds(process(sys.executable, "-c", MINIMAL_PDF), runs=3)
    api.report_pdf(ruleset, assessment, result)
    warm = seconds(lambda: api.report_pdf(ruleset, assessment, result), runs=3)
    show("PDF, new process", f"{cold:.2f} s: {cold / floor:.1f} x a PDF of one line ({floor:.2f} s)")
    show("PDF, once loaded", f"{warm:.2f} s")


if __name__ == "__main__":
    main()
