"""A screen -> the question that stands on it; an answer -> the lines that a person types for it."""

from datetime import UTC, datetime

from typed_lines import answer_lines

from impact_check.model.assessment import Answer
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset

AT = datetime(2026, 11, 22, tzinfo=UTC)


GO_ON = "2"
"""Typed where the wizard offers to stop."""


def question_shown(ruleset: Ruleset, screen: str) -> Question | None:
    """Return the question that stands last on a screen, if one does."""
    shown = " ".join(screen.split())
    places = [(shown.rfind(" ".join(question.text.split())), question) for question in ruleset.questions.values()]
    place, question = max(places, key=lambda found: found[0])
    return question if place >= 0 and "Question " in shown else None


def lines_for(ruleset: Ruleset, question: Question, answer: Answer | None) -> tuple[str, ...]:
    """Return what is typed to answer a question; one that may stay blank is skipped if there is no answer."""
    if answer is None:
        assert question.optional, question.id
        return (":skip",)
    return tuple(answer_lines(ruleset, question, answer))
