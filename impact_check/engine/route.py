"""Replay the answers in question order: which questions apply, and what each answer counts as.

Nothing is remembered between replays, so changing an earlier answer can't leave a stale one behind: answers that
are off the route stay in the file and are set aside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from impact_check.model.assessment import Answer, Assessment, DontKnow, Known, NotApplicable, Value
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

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Questions on the route without an answer, in order."""
        return tuple(question for question in self.asked if self.states[question].state == "unanswered")


_NOTHING: Mapping[str, Seen] = MappingProxyType({})


def route(ruleset: Ruleset, assessment: Assessment, assume: Mapping[str, Seen] = _NOTHING) -> Route:
    """Return the route that the answers take.

    assume: values that some questions are taken to have, whatever is on file, if they are asked. For what-if.
    """
    values: dict[str, Seen] = {}
    may_not_apply: set[str] = set()
    scene = Scene(values, may_not_apply)
    states: dict[str, QuestionState] = {}
    asked: list[str] = []
    grades = {evidence.id: evidence.grade for evidence in assessment.evidence}
    for id_, question in ruleset.questions.items():
        applies = is_asked(ruleset, id_, scene)
        answer = assessment.answers.get(id_)
        if applies is Truth.FALSE:
            values[id_] = ABSENT
            states[id_] = _standing(id_, "not_asked", set_aside=answer is not None)
            continue
        asked.append(id_)
        if applies is Truth.UNKNOWN:
            may_not_apply.add(id_)
        if id_ in assume:
            values[id_] = assume[id_]
            states[id_] = _standing(id_, "value", may_not_apply=applies is Truth.UNKNOWN)
            continue
        state, seen, stale = read(ruleset, question, answer, grades)
        values[id_] = seen
        states[id_] = _standing(id_, state, may_not_apply=applies is Truth.UNKNOWN, stale=stale)
    set_aside = tuple(id_ for id_, state in states.items() if state.set_aside)
    return Route(tuple(asked), frozenset(may_not_apply), set_aside, MappingProxyType(states), scene)


@lru_cache(maxsize=8192)
def _standing(
    question: str, state: AnswerState, *, may_not_apply: bool = False, stale: bool = False, set_aside: bool = False
) -> QuestionState:
    """Return where a question stands. There are few such values, and making each anew took most of a replay."""
    return QuestionState(question=question, state=state, may_not_apply=may_not_apply, stale=stale, set_aside=set_aside)


def is_asked(ruleset: Ruleset, question: str, scene: Scene) -> Truth:
    """Tell whether a question is asked, given the earlier answers. Unknown: it's asked, since it may apply."""
    condition = ruleset.ask_if.get(question)
    applies = Truth.TRUE if condition is None else condition.holds(scene)
    if applies is Truth.UNKNOWN and ruleset.questions[question].only_if_certain:
        return Truth.FALSE
    return applies


def read(
    ruleset: Ruleset, question: Question, answer: Answer | None, grades: Mapping[str, str]
) -> tuple[AnswerState, Seen, bool]:
    """Return the state of an answer, what conditions see of it, and whether it no longer fits its question.

    grades: by evidence id.
    """
    match answer:
        case None:
            return "unanswered", UNKNOWN, False
        case DontKnow():
            return "dont_know", UNKNOWN, False
        case NotApplicable():
            if question.allow_not_applicable:
                return "not_applicable", ABSENT, False
            return "unanswered", UNKNOWN, True
        case Known(value=value):
            seen = seen_value(ruleset, question, value)
            if seen is None:
                return "unanswered", UNKNOWN, True
            if lacks_evidence(question, answer, grades):
                return "no_evidence", UNKNOWN, False
            return "value", seen, False


def seen_value(ruleset: Ruleset, question: Question, value: Value) -> Seen | None:
    """Return a value as conditions see it, or None if it doesn't fit the question as it reads now."""
    match question.type, value:
        case (("yes_no" | "one"), str()):
            return value if any(option.id == value for option in ruleset.options[question.id]) else None
        case "many", tuple():
            offered = {option.id for option in ruleset.options[question.id]}
            chosen = frozenset(value)
            if not chosen or not chosen <= offered or (NONE_OF_THESE in chosen and len(chosen) > 1):
                return None
            return chosen - {NONE_OF_THESE}
        case "number", int():
            return value if question.minimum <= value <= question.maximum else None
        case "date", str():
            try:
                return date.fromisoformat(value)
            except ValueError:
                return None
        case (("text" | "role"), str()):
            return value
    return None


def lacks_evidence(question: Question, answer: Known, grades: Mapping[str, str]) -> bool:
    """Tell whether a reassuring answer lacks the evidence that its question demands. grades: by evidence id."""
    demand = question.evidence
    if demand is None:
        return False
    if demand.reassuring == "any":
        worst = {"higher": question.maximum, "lower": question.minimum}.get(question.worse or "")
        if answer.value == worst:
            return False
    else:
        given = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        if not all(value in demand.reassuring for value in given):
            return False
    return not any(id_ in grades and grades[id_] <= demand.min_grade for id_ in answer.evidence)
