"""The questionnaire loaded -> how long the wizard takes from each answer to the next question."""

import statistics
import time
from datetime import UTC, date, datetime
from pathlib import Path

from ratios import Ratio, Show, beside, in_time, interleaved, run_alone

from impact_check import api
from impact_check.rules import Ruleset

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[1] / "examples"


def measure(show: Show) -> list[Ratio]:
    ruleset = api.load_questionnaire("kirklees")
    assessment = api.read_answers(ruleset, EXAMPLES / "lunch-club.yaml", at=AT)
    once = interleaved(
        {
            "load the questionnaire": lambda: api.load_questionnaire("kirklees"),
            "rate the example": lambda: api.evaluate(ruleset, assessment, on=ON),
        },
        rounds=7,
        lasting=0,
    )
    for what, taken in once.items():
        show(what, in_time(taken))
    examples = sorted(EXAMPLES.glob("*.yaml"))
    slowest = max(walk(ruleset, example.stem, show) for example in examples)
    note = f"the longest wait in {len(examples)} examples, walked through as the wizard does"
    return [beside("wizard: from an answer to the next question", 1000 * slowest, note, unit="ms")]


def walk(ruleset: Ruleset, name: str, show: Show) -> float:
    """Answer an example's questions one by one; return the longest time from an answer to the next question shown."""
    answered = api.read_answers(ruleset, EXAMPLES / f"{name}.yaml", at=AT)
    assessment = api.new_assessment(ruleset, id="bench", by="bench", at=AT)
    for evidence in answered.evidence:
        assessment = api.add_evidence(assessment, evidence, by="bench", at=AT)
    interview = api.Interview(ruleset, assessment)
    times, ahead = [], []
    while (question := interview.next) is not None:
        begin = time.perf_counter()  # The wizard looks ahead while the person reads.
        interview = interview.looking_ahead(api.settled(ruleset, interview.assessment, ON))
        ahead.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        if question in answered.answers:
            interview = interview.answered(question, answered.answers[question])
        else:
            interview = interview.passing([question])
        interview.progress()
        times.append(time.perf_counter() - begin)
    half, most = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    show(
        f"answer to next question ({name}, {len(times)})",
        f"p50 {in_time(half)}, p95 {in_time(most)}, max {in_time(max(times))}",
    )
    show(
        f"what no answer left can change ({name})",
        f"p50 {in_time(statistics.median(ahead))}, max {in_time(max(ahead))}",
    )
    return max(times)


if __name__ == "__main__":
    run_alone(measure)
