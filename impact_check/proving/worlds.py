"""A few answers -> a whole assessment, with the best answer to everything else; and its result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from impact_check.engine import evaluate
from impact_check.model.assessment import Answer, Assessment, DontKnow, Evidence, Known, Value
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.model.result import Result
from impact_check.proving.proofs import written
from impact_check.rules import ABSENT, Ruleset, Scene, Seen, Truth

_BY = "proof"
_ON_FILE = "on_file"


@dataclass(frozen=True, slots=True)
class World:
    """An assessment in which everything that is asked is known, with evidence, and what follows from it."""

    about: str
    """What it was made to show: `rule far`."""
    given: tuple[tuple[str, str], ...]
    """The answers that make it what it is, as a case would write them."""
    assessment: Assessment
    result: Result


def world(ruleset: Ruleset, about: str, answers: Mapping[str, Seen]) -> World:
    """Return the world in which some questions have the answers given, and all others that are asked their best."""
    assessment = assess(ruleset, answers)
    on_route = {name: value for name, value in answers.items() if name in assessment.answers}
    return World(about, written(_telling(ruleset, on_route)), assessment, rated(ruleset, assessment))


def rated(ruleset: Ruleset, assessment: Assessment) -> Result:
    """Return the result on the day the pack came into force."""
    return evaluate(ruleset, assessment, day(ruleset), with_find_out=False)


def day(ruleset: Ruleset) -> date:
    """Return the day for which cases and proofs are judged if nothing else is said."""
    return date.fromisoformat(ruleset.questionnaire.packs[-1].effective_from)


def assess(ruleset: Ruleset, answers: Mapping[str, Seen]) -> Assessment:
    """Return an assessment with these answers, and the best answer to each other question that is asked."""
    at = _midnight(ruleset)
    values: dict[str, Seen] = {}
    scene = Scene(values)
    given: dict[str, Answer] = {}
    for id_, question in ruleset.questions.items():
        asks = ruleset.ask_if.get(id_)
        if asks is not None and asks.holds(scene) is Truth.FALSE:
            values[id_] = ABSENT
            continue
        seen = answers.get(id_, ABSENT)
        values[id_] = _good(ruleset, question) if seen is ABSENT else seen
        given[id_] = Known(by=_BY, at=at, value=_value(values[id_]), evidence=(_ON_FILE,))
    return _file(ruleset, given)


def blank(ruleset: Ruleset) -> Assessment:
    """Return the assessment in which nothing is answered."""
    return _file(ruleset, {})


def nothing_known(ruleset: Ruleset) -> Assessment:
    """Return the assessment that says "don't know" to everything."""
    return _file(ruleset, dict.fromkeys(ruleset.questions, DontKnow(by=_BY, at=_midnight(ruleset))))


def doubted(assessment: Assessment, question: str) -> Assessment:
    """Return the assessment with "don't know" for one answer."""
    answer = DontKnow(by=_BY, at=assessment.created)
    return assessment.model_copy(update={"answers": {**assessment.answers, question: answer}})


def best_answer(question: Question) -> Value | None:
    """Return the answer to a question that is the least harmful, or None if it has no better end."""
    match question.type:
        case "yes_no" if question.worse:
            return "no" if question.worse == "yes" else "yes"
        case "one" if question.ordered:
            return question.options[0].id
        case "many":
            return (NONE_OF_THESE,)
        case "number" if question.worse:
            return question.minimum if question.worse == "higher" else question.maximum
        case "text" | "role":
            return "As recorded for the case"
    return None


def _good(ruleset: Ruleset, question: Question) -> Seen:
    """Return the best answer as conditions see it; any at all if there is none: dates are all the same day."""
    best = best_answer(question)
    if isinstance(best, tuple):
        return frozenset()
    if best is not None:
        return best
    if question.type == "date":
        return day(ruleset)
    return question.minimum if question.type == "number" else ruleset.options[question.id][0].id


def _value(seen: Seen) -> Value:
    match seen:
        case frozenset():
            return tuple(sorted(seen)) or (NONE_OF_THESE,)
        case date():
            return seen.isoformat()
        case str() | int():
            return seen
    raise TypeError(f"{seen} is no answer")


def _telling(ruleset: Ruleset, answers: Mapping[str, Seen]) -> dict[str, Seen]:
    """Leave out answers that are the best there is anyway."""
    return {name: value for name, value in answers.items() if value != _good(ruleset, ruleset.questions[name])}


def _file(ruleset: Ruleset, answers: dict[str, Answer]) -> Assessment:
    at = _midnight(ruleset)
    evidence = Evidence(id=_ON_FILE, title="Evidence for the proof", grade="A", date=at.date())
    pinned = ruleset.pinned
    return Assessment(id="proof", created=at, pinned=pinned, answers=answers, evidence=(evidence,))


def _midnight(ruleset: Ruleset) -> datetime:
    on = day(ruleset)
    return datetime(on.year, on.month, on.day, tzinfo=UTC)
