"""Answers -> the lines that a person types for them, in the order in which they are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from impact_check import api
from impact_check.model.assessment import Answer, Assessment, Evidence, Known, NotApplicable
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset

AT = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """One question of a route, and the lines that answer it. The answer is on file when the last one is asked for."""

    question: Question
    lines: tuple[str, ...]
    is_blank: bool = False


def route_lines(ruleset: Ruleset, answers: Assessment) -> Iterator[Asked]:
    """Give each question of the route that these answers take, in order; what they lack is left blank."""
    assessment = api.new_assessment(ruleset, id="lines", by="lines", at=AT)
    for evidence in answers.evidence:
        assessment = api.add_evidence(assessment, evidence, by="lines", at=AT)
    interview = api.Interview(ruleset, assessment)
    while interview.next is not None:
        name = interview.next
        question = interview.question(name)
        answer = answers.answers.get(name)
        if answer is None:
            assert question.optional, name
            yield Asked(question, (":skip",), is_blank=True)
            interview = interview.passing([name])
        else:
            interview = interview.answered(name, answer)
            lacks_evidence = interview.route.states[name].state == "no_evidence"
            yield Asked(question, (*_lines(ruleset, question, answer), *([""] if lacks_evidence else ())))


def evidence_lines(evidence: Evidence) -> tuple[str, ...]:
    """Return what is typed to add a piece of evidence."""
    return (":evidence", evidence.title, str("ABCD".index(evidence.grade) + 1), evidence.date.isoformat(), "")


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
