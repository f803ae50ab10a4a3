"""An answer, or a piece of evidence -> the lines that a person types for it."""

from collections.abc import Iterator

from impact_check import api
from impact_check.model.assessment import Answer, Evidence, Known, NotApplicable
from impact_check.model.questionnaire import Question


def answer_lines(ruleset: api.Ruleset, question: Question, answer: Answer) -> Iterator[str]:
    """Yield what is typed at a question. The evidence that the answer cites must be there already."""
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


def evidence_lines(evidence: Evidence) -> tuple[str, ...]:
    """Return what is typed to add a piece of evidence."""
    return (
        ":evidence",
        evidence.title,
        str("ABCD".index(evidence.grade) + 1),
        evidence.date.isoformat(),
        evidence.where,
    )
