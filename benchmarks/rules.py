"""Rules, ratings and screening -> how long each takes beside what it can't do without, and how that grows with work."""

import gc
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from ratios import Ratio, Show, at_most, beside, in_time, interleaved, run_alone
from two_valued import plain, two_valued

from impact_check.api import load_questionnaire
from impact_check.api.answers import read_answers
from impact_check.api.screening import screen_json
from impact_check.engine import evaluate, route, settled
from impact_check.engine.find_out import find_out
from impact_check.loading.answers_file import read_answers_file
from impact_check.model.assessment import Assessment
from impact_check.model.questionnaire import NONE_OF_THESE, Questionnaire
from impact_check.rules import UNKNOWN, Ruleset, Seen, build_ruleset
from impact_check.rules.compiled import compiled
from impact_check.rules.replay import program, replayed

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
ROUNDS = 9


def measure(show: Show) -> list[Ratio]:
    ruleset = load_questionnaire("kirklees")
    files = {path.stem: read_answers(ruleset, path, at=AT) for path in EXAMPLES}
    gc.freeze()
    return [
        *bounds(ruleset, files, show),
        *screening(ruleset),
        *ratings(ruleset, files, show),
        *growth(ruleset),
    ]


def bounds(ruleset: Ruleset, files: dict[str, Assessment], show: Show) -> list[Ratio]:
    """All truths of the pack, three-valued, beside a plain function that only knows yes and no."""
    ours, theirs = compiled(program(ruleset)), two_valued(ruleset)
    answered = [list(route(ruleset, file).on_file) for file in files.values()]
    some = random.Random(1)  # noqa: S311
    sets = {
        "the examples": answered,
        "random answers, all known": [random_answers(ruleset, some, 0.0) for _ in range(20)],
        "random answers, a third unknown": [random_answers(ruleset, some, 0.33) for _ in range(20)],
        "nothing answered": [[UNKNOWN] * len(ruleset.questions)],
    }
    found = []
    for name, decisions in sets.items():
        yes_or_no = [plain(seen) for seen in decisions]
        for seen, known in zip(decisions, yes_or_no, strict=True):
            assert not set(theirs(known)[1]) - {place for place, truth in enumerate(ours(seen)[1]) if truth}  # noqa: S101
        times = interleaved(
            {
                "ours": lambda decisions=decisions: [ours(seen) for seen in decisions],
                "theirs": lambda yes_or_no=yes_or_no: [theirs(known) for known in yes_or_no],
                "reference": lambda decisions=decisions: [replayed(ruleset, seen) for seen in decisions],
            },
            ROUNDS,
        )
        each = {call: in_time(time / len(decisions)) for call, time in times.items()}
        show(f"all truths ({name})", f"{each['ours']} compiled, {each['reference']} one condition after another")
        note = (
            f"{each['ours']}; {each['theirs']} for a function without unknowns, generated as somebody would write it."
        )
        found.append(
            at_most(f"bounds of all rules, {name}: a two-valued function", times["ours"] / times["theirs"], 3.0, note)
        )
    return found


def random_answers(ruleset: Ruleset, some: random.Random, unknown: float) -> list[Seen]:
    answers: list[Seen] = []
    for asked in ruleset.questions.values():
        options = [option.id for option in ruleset.options[asked.id] if option.id != NONE_OF_THESE]
        if some.random() < unknown:
            answers.append(UNKNOWN)
        elif asked.type == "many":
            answers.append(frozenset(some.sample(options, some.randrange(len(options)))))
        elif options:
            answers.append(some.choice(options))
        else:
            answers.append(
                {"number": some.randrange(60), "date": date(2027, 4, 1 + some.randrange(28))}.get(asked.type, "Text")
            )
    return answers


def screening(ruleset: Ruleset) -> list[Ratio]:
    """JSON in to explained JSON out, beside only reading the same JSON."""
    found = []
    for path in EXAMPLES:
        answers = read_answers_file(path).answers.model_dump(mode="json")
        data = json.dumps({"given": answers["given"], "evidence": answers["evidence"]}).encode()
        for _ in range(150):
            written = screen_json(ruleset, data)
        times = interleaved(
            {"ours": lambda data=data: screen_json(ruleset, data), "theirs": lambda data=data: json.loads(data)}, ROUNDS
        )
        size = f"{len(written) / 1000:.0f} kB with reasons"
        note = f"{in_time(times['ours'])} for {size}; {in_time(times['theirs'])} to read the answers."
        found.append(
            at_most(f"JSON to explained JSON, {path.stem}: json.loads", times["ours"] / times["theirs"], 10.0, note)
        )
    return found


def ratings(ruleset: Ruleset, files: dict[str, Assessment], show: Show) -> list[Ratio]:
    """A whole result, what to find out, and what no answer left can change, in the time of the reference's truths."""
    found = []
    for name, file in files.items():
        now = route(ruleset, file)
        calls: dict[str, Callable[[], object]] = {
            "evaluate": lambda file=file: evaluate(ruleset, file, ON, with_find_out=False),
            "evaluate, with what to find out": lambda file=file: evaluate(ruleset, file, ON),
            "what to find out": lambda file=file, now=now: find_out(ruleset, file, now),
            "what no answer left can change": lambda file=file: settled(ruleset, file, ON),
            "reference": lambda now=now: replayed(ruleset, now.on_file),
        }
        times = interleaved(calls, ROUNDS)
        reference = times.pop("reference")
        for call, time in times.items():
            show(f"{call} ({name})", in_time(time))
            note = f"{in_time(time)}; {in_time(reference)} for all conditions one after another."
            found.append(beside(f"{call}, {name}: all conditions, interpreted", time / reference, note))
    return found


def growth(ruleset: Ruleset) -> list[Ratio]:
    """The same rules ten and a hundred times over, with other ids; the time of all truths should grow no faster."""
    some = random.Random(2)  # noqa: S311
    rules = ruleset.questionnaire.rules
    seen = [random_answers(ruleset, some, 0.1) for _ in range(5)]
    calls: dict[str, Callable[[], object]] = {}
    for times_over in (1, 10, 100):
        more = tuple(
            rule.model_copy(update={"id": f"{rule.id[:60]}-{number}"}) for number in range(times_over) for rule in rules
        )
        made = compiled(program(_built(ruleset.questionnaire.model_copy(update={"rules": more}))))
        calls[f"{times_over}"] = lambda made=made: [made(answers) for answers in seen]
    times = interleaved(calls, ROUNDS)
    per = {name: time / len(seen) for name, time in times.items()}
    return [
        at_most(
            f"growth: {over} x the rules",
            times[over] / times["1"],
            goal,
            f"{in_time(per[over])} for {int(over) * len(rules):,} rules; {in_time(per['1'])} for {len(rules)}. "
            "The questions stay as they are.",
        )
        for over, goal in (("10", 12.0), ("100", 120.0))
    ]


def _built(content: Questionnaire) -> Ruleset:
    built = build_ruleset(content, "0" * 64)
    assert isinstance(built, Ruleset)  # noqa: S101
    return built


if __name__ == "__main__":
    run_alone(measure)
