"""Answers -> the lines that a person types for them, in the order in which they are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

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
    may_stop: bool | None = None
    """After the last question of a section: whether the wizard may offer to stop there."""


def route_lines(ruleset: Ruleset, answers: Assessment) -> Iterator[Asked]:
    """Give each question of the route that these answers take, in order; what they lack is left blank."""
    assessment = api.new_assessment(ruleset, id="lines", by="lines", at=AT)
    for evidence in answers.evidence:
        assessment = api.add_evidence(assessment, evidence, by="lines", at=AT)
    interview = api.Interview(ruleset, assessment)
    interview = _looked_ahead(interview)
    while interview.next is not None:
        name = interview.next
        question = interview.question(name)
        interview = _looked_ahead(interview)
        answer = answers.answers.get(name)
        if answer is None:
            assert question.optional, name
            lines: tuple[str, ...] = (":skip",)
            interview = interview.passing([name])
        else:
            interview = interview.answered(name, answer)
            lacks_evidence = interview.route.states[name].state == "no_evidence"
            lines = (*_lines(ruleset, question, answer), *([""] if lacks_evidence else ()))
        following, may_stop = interview.next, None
        if following is None or interview.section(following) is not interview.section(name):
            interview = _looked_ahead(interview)
            may_stop = bool(interview.idle and interview.needed) and _verdict(interview).is_all
        yield Asked(question, lines, is_blank=answer is None, may_stop=may_stop)


GO_ON = "2"
"""Typed where the wizard offers to stop."""


def _verdict(interview: api.Interview) -> api.Settled:
    return api.settled(interview.ruleset, interview.assessment, date.today())  # As the wizard does.


def _looked_ahead(interview: api.Interview) -> api.Interview:
    return interview.looking_ahead(_verdict(interview))


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
