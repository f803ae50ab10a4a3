"""Rules, ratings and screening -> how long each takes beside what it can't do without, and how that grows with work."""

import gc
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path

from ratios import Ratio, Show, at_most, beside, in_time, interleaved, run_alone
from two_valued import plain, two_valued

from impact_check.api import load_questionnaire
from impact_check.api.answers import read_answers
from impact_check.api.screening import screen_answers, screen_json
from impact_check.engine import evaluate, route, settled
from impact_check.engine.find_out import find_out
from impact_check.loading.answers_file import read_answers_file
from impact_check.model.assessment import Assessment, Known
from impact_check.model.questionnaire import NONE_OF_THESE, Questionnaire
from impact_check.rules import UNKNOWN, Ruleset, Seen, build_ruleset
from impact_check.rules.compiled import compiled
from impact_check.rules.replay import program, replayed

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
ROUNDS = 9
VARIED = 200
"""Sets of answers that calls take turns over, so that nothing is measured that was kept for one of them."""


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
    """JSON in to explained JSON out, beside only reading the same JSON; both take turns over many sets of answers."""
    found = []
    for path in EXAMPLES:
        answers = read_answers_file(path).answers.model_dump(mode="json")
        some = random.Random(path.stem)  # noqa: S311
        decisions = [
            json.dumps({"given": varied(ruleset, answers["given"], some), "evidence": answers["evidence"]}).encode()
            for _ in range(VARIED)
        ]
        for data in decisions[::20]:
            assert screen_json(ruleset, data) == screen_answers(ruleset, data).model_dump_json().encode()  # noqa: S101
        size = sum(len(screen_json(ruleset, data)) for data in decisions) / VARIED
        ours, theirs = cycle(decisions), cycle(decisions)
        times = interleaved(
            {
                "ours": lambda ours=ours: screen_json(ruleset, next(ours)),
                "theirs": lambda theirs=theirs: json.loads(next(theirs)),
            },
            ROUNDS,
            lasting=0.1,
            cpu=True,
        )
        note = (
            f"{in_time(times['ours'])} of processor time for {size / 1000:.0f} kB with reasons; "
            f"{in_time(times['theirs'])} to read the answers. Both take turns over {VARIED} sets of answers that "
            "differ from the example in up to six; all were screened before, so texts that rules came to are kept. "
            "What remains: a third is reading and checking the answers, a twelfth the truths of all rules, and the "
            "rest levels and writing."
        )
        found.append(
            at_most(f"JSON to explained JSON, {path.stem}: json.loads", times["ours"] / times["theirs"], 10.0, note)
        )
    return found


def varied(ruleset: Ruleset, given: dict[str, object], some: random.Random) -> dict[str, object]:
    """Return answers as JSON, up to six of which are others."""
    changed = dict(given)
    for id_ in some.sample(list(ruleset.questions), some.randrange(1, 7)):
        other = another(ruleset, id_, some)
        if some.random() < 0.25:
            changed[id_] = "dont_know"
        elif other is not None:
            changed[id_] = other
    return changed


def another(ruleset: Ruleset, id_: str, some: random.Random) -> str | list[str] | None:
    """Return some answer to a question with options; None if it has none."""
    options = [option.id for option in ruleset.options[id_] if option.id != NONE_OF_THESE]
    if not options:
        return None
    if ruleset.questions[id_].type == "many":
        return some.sample(options, some.randrange(1, len(options) + 1))
    return some.choice(options)


def others_like(ruleset: Ruleset, file: Assessment, some: random.Random) -> list[Assessment]:
    """Return assessments that differ from one in up to six answers."""
    found = []
    for _ in range(VARIED // 5):
        answers = dict(file.answers)
        for id_ in some.sample(sorted(answers), some.randrange(1, 7)):
            answer, other = answers[id_], another(ruleset, id_, some)
            if isinstance(answer, Known) and other is not None:
                value = tuple(other) if isinstance(other, list) else other
                answers[id_] = answer.model_copy(update={"value": value})
        found.append(file.model_copy(update={"answers": answers}))
    return found


def ratings(ruleset: Ruleset, files: dict[str, Assessment], show: Show) -> list[Ratio]:
    """A whole result, what to find out, and what no answer left can change, in the time of the reference's truths."""
    found = []
    for name, file in files.items():
        alike = others_like(ruleset, file, random.Random(name))  # noqa: S311
        routes = [(each, route(ruleset, each)) for each in alike]
        turns = {call: cycle(routes) for call in range(5)}
        calls: dict[str, Callable[[], object]] = {
            "evaluate": lambda turn=turns[0]: evaluate(ruleset, next(turn)[0], ON, with_find_out=False),
            "evaluate, with what to find out": lambda turn=turns[1]: evaluate(ruleset, next(turn)[0], ON),
            "what to find out": lambda turn=turns[2]: find_out(ruleset, *next(turn)),
            "what no answer left can change": lambda turn=turns[3]: settled(ruleset, next(turn)[0], ON),
            "reference": lambda turn=turns[4]: replayed(ruleset, next(turn)[1].on_file),
        }
        times = interleaved(calls, ROUNDS, lasting=0.1)
        reference = times.pop("reference")
        for call, time in times.items():
            show(f"{call} ({name})", in_time(time))
            note = (
                f"{in_time(time)}; {in_time(reference)} for all conditions one after another. All take turns over "
                f"{len(alike)} assessments that differ from the example in up to six answers. Findings that came out "
                "the same before are kept and used again."
            )
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
