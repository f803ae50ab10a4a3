"""Replay the answers in question order: which questions apply, and what each answer counts as.

Nothing is remembered between replays, so changing an earlier answer can't leave a stale one behind: answers that
are off the route stay in the file and are set aside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from impact_check.model.assessment import Answer, Assessment, DontKnow, Known, Value
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.model.result import AnswerState, QuestionState
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Scene, Seen, Truth


@dataclass(frozen=True, slots=True)
class Route:
    """The questions that apply, and the answers as conditions see them."""

    asked: tuple[str, ...]
    """Questions that apply or may apply, in order."""
    may_not_apply: frozenset[str]
    """Those of `asked` that apply only if an unknown turns out so."""
    set_aside: tuple[str, ...]
    """Questions off the route that have an answer on file."""
    states: Mapping[str, QuestionState]
    """Every question, in order."""
    scene: Scene
    rules: Mapping[str, Truth]
    """Whether each rule holds, in questionnaire order."""
    floors: Mapping[str, Truth]
    """Whether each floor holds."""
    on_file: tuple[Seen, ...]
    """What each answer on file counts as if its question is asked, in question order."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Questions on the route without an answer, in order."""
        return tuple(question for question in self.asked if self.states[question].state == "unanswered")


_NOTHING: Mapping[str, Seen] = MappingProxyType({})

Reading = tuple[AnswerState, Seen, bool]
"""The state of an answer, what conditions see of it, and whether it no longer fits its question."""


def route(ruleset: Ruleset, assessment: Assessment, assume: Mapping[str, Seen] = _NOTHING) -> Route:
    """Return the route that the answers take.

    assume: values that some questions are taken to have, whatever is on file, if they are asked. For what-if.
    """
    answers, questions = assessment.answers, ruleset.questions
    grades = {evidence.id: evidence.grade for evidence in assessment.evidence}
    readings = [read(ruleset, question, answers.get(id_), grades) for id_, question in questions.items()]
    on_file = [reading[1] for reading in readings]
    if assume:
        for id_, value in assume.items():
            readings[ruleset.tables.place[id_]] = ("value", value, False)
    applies, rules, floors = ruleset.replay([reading[1] for reading in readings])
    values: dict[str, Seen] = {}
    states: dict[str, QuestionState] = {}
    asked: list[str] = []
    may_not_apply: list[str] = []
    set_aside: list[str] = []
    for id_, truth, (state, seen, stale) in zip(questions, applies, readings, strict=True):
        if truth is Truth.FALSE:
            values[id_] = ABSENT
            is_on_file = id_ in answers
            states[id_] = _standing(id_, "not_asked", False, False, is_on_file)
            if is_on_file:
                set_aside.append(id_)
            continue
        asked.append(id_)
        values[id_] = seen
        if truth is Truth.UNKNOWN:
            may_not_apply.append(id_)
        states[id_] = _standing(id_, state, truth is Truth.UNKNOWN, stale, False)
    maybe = frozenset(may_not_apply)
    return Route(
        tuple(asked),
        maybe,
        tuple(set_aside),
        MappingProxyType(states),
        Scene(values, maybe),
        MappingProxyType(dict(zip(ruleset.rules, rules, strict=True))),
        MappingProxyType(dict(zip(ruleset.floors, floors, strict=True))),
        tuple(on_file),
    )


@lru_cache(maxsize=16384)
def _standing(question: str, state: AnswerState, may_not_apply: bool, stale: bool, set_aside: bool) -> QuestionState:
    """Return where a question stands. There are few such values, and making each anew took most of a replay."""
    return QuestionState(question=question, state=state, may_not_apply=may_not_apply, stale=stale, set_aside=set_aside)


def read(ruleset: Ruleset, question: Question, answer: Answer | None, grades: Mapping[str, str]) -> Reading:
    """Return the state of an answer, what conditions see of it, and whether it no longer fits its question.

    grades: by evidence id.
    """
    if answer is None:
        return UNANSWERED
    if isinstance(answer, Known):
        seen = seen_value(ruleset, question, answer.value)
        if seen is None:
            return _STALE
        if question.evidence is not None and lacks_evidence(question, answer, grades):
            return NO_EVIDENCE
        return "value", seen, False
    if isinstance(answer, DontKnow):
        return DONT_KNOW
    return NOT_APPLICABLE if question.allow_not_applicable else _STALE


UNANSWERED: Reading = ("unanswered", UNKNOWN, False)
_STALE: Reading = ("unanswered", UNKNOWN, True)
NO_EVIDENCE: Reading = ("no_evidence", UNKNOWN, False)
DONT_KNOW: Reading = ("dont_know", UNKNOWN, False)
NOT_APPLICABLE: Reading = ("not_applicable", ABSENT, False)


def seen_value(ruleset: Ruleset, question: Question, value: Value) -> Seen | None:
    """Return a value as conditions see it, or None if it doesn't fit the question as it reads now."""
    kind = question.type
    if isinstance(value, str):
        if kind in ("one", "yes_no"):
            return value if value in ruleset.tables.offered[question.id] else None
        if kind == "date":
            try:
                return date.fromisoformat(value)
            except ValueError:
                return None
        return value if kind in ("text", "role") else None
    if isinstance(value, tuple):
        chosen = frozenset(value)
        fits = kind == "many" and bool(chosen) and chosen <= ruleset.tables.offered[question.id]
        if not fits or (NONE_OF_THESE in chosen and len(chosen) > 1):
            return None
        return chosen - _NONE if NONE_OF_THESE in chosen else chosen
    return value if kind == "number" and question.minimum <= value <= question.maximum else None


_NONE = frozenset({NONE_OF_THESE})


def lacks_evidence(question: Question, answer: Known, grades: Mapping[str, str]) -> bool:
    """Tell whether a reassuring answer lacks the evidence that its question demands. grades: by evidence id."""
    return is_to_be_shown(question, answer.value) and not shows(question, answer.evidence, grades)


def is_to_be_shown(question: Question, value: Value) -> bool:
    """Tell whether an answer counts only with evidence."""
    demand = question.evidence
    if demand is None:
        return False
    if demand.reassuring == "any":
        worst = {"higher": question.maximum, "lower": question.minimum}.get(question.worse or "")
        return value != worst
    return all(each in demand.reassuring for each in (value if isinstance(value, tuple) else (value,)))


def shows(question: Question, evidence: Iterable[str], grades: Mapping[str, str]) -> bool:
    """Tell whether evidence is good enough for what a question demands. grades: by evidence id."""
    demand = question.evidence
    return demand is None or any(id_ in grades and grades[id_] <= demand.min_grade for id_ in evidence)
