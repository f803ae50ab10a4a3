"""Answers -> the lines that a person types for them, in the order in which they are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from typed_lines import answer_lines

from impact_check import api
from impact_check.model.assessment import Assessment
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
            yield Asked(question, (*answer_lines(ruleset, question, answer), *([""] if lacks_evidence else ())))
