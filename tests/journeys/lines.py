"""Answers -> the lines that a person types for them, in the order in which they are asked."""

from collections.abc import Iterator
from datetime import UTC, datetime

from impact_check.model.assessment import Answer, Known, NotApplicable
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
    return tuple(_lines(ruleset, question, answer))


def _lines(ruleset: Ruleset, question: Question, answer: Answer) -> Iterator[str]:
    if isinstance(answer, NotApplicable):
        yield f":na {answer.reason}"
        return
    if not isinstance(answer, Known):
        yield from (":unsure", answer.who, answer.by_when.isoformat() if answer.by_when else "")
        return
    for name in answer.evidence:
        yield f":evidence {name}"
    options = [option.id for option in ruleset.options[question.id]]
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    yield ", ".join(str(options.index(value) + 1) for value in chosen) if options else str(answer.value)
