"""Forms with gaps -> proofs that what isn't known never reassures."""

from collections.abc import Iterator, Mapping
from functools import partial

from impact_check.engine import route
from impact_check.errors import Fault
from impact_check.model.levels import Level
from impact_check.model.result import Result
from impact_check.proving.ground import Ground
from impact_check.proving.logic import questions_behind
from impact_check.proving.proofs import Proof, found, numbered, written
from impact_check.proving.worlds import assess, blank, doubted, nothing_known, rated
from impact_check.rules import UNKNOWN, Condition, Seen, Truth


def prove_doubt(ground: Ground) -> Iterator[Proof]:
    """Yield the proofs about forms on which something, or everything, isn't known."""
    yield _empty_forms(ground)
    yield _single_doubts(ground)


# Nothing is known


def _empty_forms(ground: Ground) -> Proof:
    ruleset = ground.ruleset
    reassuring: dict[tuple[tuple[str, str], tuple[str, ...], str], list[str]] = {}
    possible: list[str] = []
    for name, assessment in (("an empty form", blank(ruleset)), ("don't know to everything", nothing_known(ruleset))):
        result = rated(ruleset, assessment)
        possible.append(f"{name}: confirmed {_said(result)[0]}, possible {_said(result)[1]}")
        for told in _reassurances(ground, result):
            reassuring.setdefault(told, []).append(name)
    worst = max((one.result.inherent.rating.possible for one in ground.worlds), default=Level.NONE)
    return Proof(
        "A form on which nothing is known confirms nothing, is possibly as bad as any form, and supports nothing",
        f"{'; '.join(possible)}; the worst of {numbered(len(ground.worlds), 'whole form')}: {worst.name.lower()}",
        faults=tuple(
            found(ground.registry, entry, key, "blank-reassures", f"{' and '.join(names)}: {message}")
            for (entry, key, message), names in reassuring.items()
        ),
    )


def _said(result: Result) -> tuple[str, str]:
    rating = result.inherent.rating
    return rating.confirmed.name.lower(), rating.possible.name.lower()


def _reassurances(ground: Ground, result: Result) -> Iterator[tuple[tuple[str, str], tuple[str, ...], str]]:
    """Yield (entry, key, what) for everything that looks better than it may."""
    pack = ("pack", ground.ruleset.questionnaire.id)
    worst = max((one.result.inherent.rating.possible for one in ground.worlds), default=Level.NONE)
    rating = result.inherent.rating
    if rating.confirmed > Level.NONE:
        yield pack, (), f"{rating.confirmed.name.lower()} is confirmed"
    if rating.possible < worst:
        yield pack, (), f"is possibly {rating.possible.name.lower()} only, though {worst.name.lower()} can be reached"
    possible = {factor.factor: factor.inherent.possible for factor in result.factors}
    for factor, (highest, _) in ground.highest.items():
        if possible.get(factor, Level.NONE) < highest:
            yield ("factor", factor), ("id",), f"factor '{factor}' is not possibly {highest.name.lower()}"
    for part in result.alignment:
        if part.standing == "supported":
            yield ("element", part.element), ("id",), f"'{part.element}' counts as supported"
    for check in result.checks:
        reads = [name for name in ground.ruleset.fails_when[check.check].questions if name in ground.ruleset.questions]
        if check.status == "met" and reads:
            yield ("check", check.check), ("fails_when",), f"check '{check.check}' counts as met"


# One thing isn't known


def _single_doubts(ground: Ground) -> Proof:
    ruleset = ground.ruleset
    faults: list[Fault] = []
    tried = 0
    for kind, conditions in (("rule", ruleset.rules), ("floor", ruleset.floors)):
        for id_, condition in conditions.items():
            doubts = _rule_doubts(ground, condition)
            tried += len(doubts)
            for question, given in doubts.items():
                if given:
                    faults.append(_doubt(ground, (kind, id_), "when", question, given, "can no longer hold"))
    for id_, question, given in _check_doubts(ground):
        tried += 1
        if given:
            faults.append(_doubt(ground, ("check", id_), "fails_when", question, given, "is no longer open"))
    return Proof(
        "“Don't know” instead of an answer never makes a rule or a floor stop counting, and never closes a gap",
        f"{numbered(tried, 'answer')} taken back, one at a time",
        faults=tuple(faults),
    )


_Given = tuple[tuple[str, str], ...]


def _rule_doubts(ground: Ground, condition: Condition) -> dict[str, _Given]:
    """Return each answer that was taken back; with the answers that were there if the condition then fails."""
    answers = ground.answers(condition)
    return (
        {}
        if answers is None
        else ground.searches.told("doubts", ground.ruleset, condition, partial(_take_back, ground, condition, answers))
    )


def _take_back(ground: Ground, condition: Condition, answers: Mapping[str, Seen]) -> dict[str, _Given]:
    assessment = assess(ground.ruleset, answers)
    found_: dict[str, _Given] = {}
    for question in questions_behind(ground.ruleset, condition):
        if question in assessment.answers:
            scene = route(ground.ruleset, assessment, {question: UNKNOWN}).scene
            found_[question] = written(answers) if condition.holds(scene) is Truth.FALSE else ()
    return found_


def _check_doubts(ground: Ground) -> Iterator[tuple[str, str, _Given]]:
    """Yield each check that was a gap and each answer that was taken back; with the answers if it then is closed."""
    for world in ground.worlds:
        for check in world.result.checks:
            if check.status != "gap" or world.about != f"a gap in check '{check.check}'":
                continue
            for question in ground.ruleset.fails_when[check.check].questions:
                if question in world.assessment.answers:
                    after = rated(ground.ruleset, doubted(world.assessment, question)).checks
                    is_open = any(c.check == check.check and c.status in ("gap", "not_shown") for c in after)
                    yield check.check, question, () if is_open else world.given


def _doubt(ground: Ground, entry: tuple[str, str], key: str, question: str, given: _Given, what: str) -> Fault:
    message = f"{entry[0]} '{entry[1]}': with “don't know” to '{question}' instead, it {what}"
    return found(ground.registry, entry, (key,), "doubt-reassures", message, given)
