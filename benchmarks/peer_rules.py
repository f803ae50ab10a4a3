"""The rules of the whole Kirklees pack on the same decisions, by us and by other programs' rule engines.

Every decision is known in every point. Each engine's answers are compared with the interpreter's before any is timed.
"""

import importlib
import statistics
import typing
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version

from known_decisions import Decision, decisions
from peer_ways import Way, plain
from ratios import Ratio, Show, at_least, beside, in_time, interleaved, not_measured, run_alone
from translate import Json
from two_valued import two_valued

from impact_check import api
from impact_check.model.questionnaire import NONE_OF_THESE
from impact_check.rules import UNKNOWN, Ruleset, Truth
from impact_check.rules.replay import replayed

COUNT = 200
TABLE_GOAL = 5.0
DATALOGIC_GOAL = 1.0
OURS = "ours: bounds, compiled"
INTERPRETER = "ours: bounds, by the interpreter"
TWO_VALUED = "two-valued function"
ENGINES = {
    "zen-engine": ("peer_zen", "zen"),
    "datalogic-py": ("peer_json_logic", "datalogic"),
    "panzi-json-logic": ("peer_json_logic", "panzi"),
    "business-rules": ("peer_python", "business_rules"),
    "rule-engine": ("peer_python", "rule_engine"),
    "durable_rules": ("peer_durable", "durable"),
}
Call = Callable[[typing.Any], object]
_NONE_CHOSEN: frozenset[str] = frozenset()


def measure(show: Show) -> list[Ratio]:
    ruleset = api.load_questionnaire("kirklees")
    made = decisions(ruleset, COUNT)
    asked, fired = (statistics.mean(map(len, each)) for each in zip(*((d.asked, d.fired) for d in made), strict=True))
    show("the decisions", f"{COUNT}; {asked:.0f} questions asked, {fired:.0f} of {len(ruleset.rules)} rules hold")
    ways, missing = peers(ruleset, made, show)
    seconds = times(ruleset, ways, made)
    for name, taken in seconds.items():
        show(name, f"{in_time(taken)}: {taken / seconds[OURS]:.2f} x ours")
    return [*against(seconds, ways), *missing]


def peers(ruleset: Ruleset, made: list[Decision], show: Show) -> tuple[list[Way], list[Ratio]]:
    """Return the ways that give the interpreter's answers, and what can't be measured, with the reason."""
    ways: list[Way] = []
    missing = []
    for engine, (module, name) in ENGINES.items():
        try:
            found = getattr(importlib.import_module(module), name)(ruleset)
        except ImportError as error:
            missing.append(not_measured(f"rules: {engine}", f"{error.name} is not installed"))
            continue
        for way in found:
            check(way, ruleset, made)
        ways.extend(found)
        show(f"{engine} {version(engine)}", f"gives the interpreter's answers to all {COUNT}, in {len(found)} ways")
    return ways, missing


def check(way: Way, ruleset: Ruleset, made: list[Decision]) -> None:
    for place, decision in enumerate(made):
        fired = set(way.fired(way.decide(way.prepare(plain(ruleset, decision, whole=way.whole)))))
        if fired != decision.fired:
            wrong = sorted(fired ^ decision.fired)
            raise AssertionError(f"{way.title}: decision {place} differs in {wrong[:5]}")


def times(ruleset: Ruleset, ways: list[Way], made: list[Decision]) -> dict[str, float]:
    """Return the median seconds of one decision for us and for each way, taking turns."""
    calls = ours(ruleset, made)
    for way in ways:
        given = [way.prepare(plain(ruleset, decision, whole=way.whole)) for decision in made]
        calls[way.title] = over(way.decide, given)
    return {name: taken / COUNT for name, taken in interleaved(calls, rounds=5, lasting=0.05).items()}


def ours(ruleset: Ruleset, made: list[Decision]) -> dict[str, Callable[[], object]]:
    """Return our calls, on the same decisions: from answers by question to the truth of every rule."""
    truths_of, by_hand, questions = ruleset.replay.compile(), two_valued(ruleset), tuple(ruleset.questions)
    ids = tuple(ruleset.rules)
    many = [place for place, question in enumerate(ruleset.questions.values()) if question.type == "many"]

    def values(answers: Json, absent: object) -> list[typing.Any]:
        found = [answers.get(question, absent) for question in questions]
        for place in many:
            if (chosen := found[place]) is not absent:
                found[place] = _NONE_CHOSEN if chosen[0] == NONE_OF_THESE else frozenset(chosen)
        return found

    def compiled(answers: Json) -> list[Truth]:
        return truths_of(values(answers, UNKNOWN))[1]

    def interpreter(answers: Json) -> list[Truth]:
        return replayed(ruleset, values(answers, UNKNOWN))[1]

    def yardstick(answers: Json) -> list[int]:
        return by_hand(values(answers, None))[1]

    for decision in made:
        for call in (compiled, interpreter):
            truths = zip(ids, call(decision.answers), strict=True)
            assert {rule for rule, truth in truths if truth is Truth.TRUE} == decision.fired  # noqa: S101
        assert {ids[place] for place in yardstick(decision.answers)} == decision.fired  # noqa: S101
    calls = {OURS: compiled, INTERPRETER: interpreter, TWO_VALUED: yardstick}
    return {name: over(call, [decision.answers for decision in made]) for name, call in calls.items()}


def over(call: Call, given: Sequence[object]) -> Callable[[], object]:
    def run() -> None:
        for each in given:
            call(each)

    return run


def against(seconds: Mapping[str, float], ways: list[Way]) -> list[Ratio]:
    """Return how many times as long as ours each engine takes: its best way, with the route and without."""
    found = []
    for engine in dict.fromkeys(way.engine for way in ways):
        for whole in (True, False):
            of_engine = [way for way in ways if way.engine == engine and way.whole is whole]
            if not of_engine:
                continue
            if engine == "zen-engine":
                table = next(way for way in of_engine if "table" in way.how)
                found.append(held(seconds, table, "zen-engine's decision table", TABLE_GOAL))
            best = min(of_engine, key=lambda way: seconds[way.title])
            goal = DATALOGIC_GOAL if engine == "datalogic-py" else None
            found.append(held(seconds, best, f"{engine}, its best way", goal))
    return found


def held(seconds: Mapping[str, float], way: Way, name: str, goal: float | None) -> Ratio:
    """Return the ratio for one way. The goals are for the same work: with the route."""
    name = f"rules: {name}: our bounds" if way.whole else f"rules: {name}, given the route by us: our bounds"
    note = f"{in_time(seconds[way.title])} against {in_time(seconds[OURS])} a decision; {way.how}"
    ratio = seconds[way.title] / seconds[OURS]
    return at_least(name, ratio, goal, note) if goal and way.whole else beside(name, ratio, note)


if __name__ == "__main__":
    run_alone(measure)
