"""An assessment -> the days on which something is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from impact_check.exports.shown import name_of_decision
from impact_check.language import tr
from impact_check.model.assessment import Known
from impact_check.model.result import AnswerState
from impact_check.report.formats import labelled, one_line, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.wording import MITIGATION_STATUS

_DATED: tuple[AnswerState, ...] = ("value", "no_evidence")


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day to keep."""

    key: str
    """What it is of, the same as long as the assessment is: the calendar knows it again."""
    day: date
    title: str
    about: str
    is_done: bool = False


def due_days(lookup: Lookup) -> tuple[DueDay, ...]:
    """Return the days on file: of the decision, of the change, of the review, then mitigations and conditions."""
    return (*_facts(lookup), *_mitigations(lookup), *_conditions(lookup))


def _facts(lookup: Lookup) -> Iterator[DueDay]:
    facts = lookup.questionnaire.facts
    name = name_of_decision(lookup)
    for key, question, said in (
        ("decision", facts.decision_date, tr("Decision: {title}", title=name)),
        ("change", facts.change_date, tr("Takes effect: {title}", title=name)),
        ("review", facts.review_date, tr("Review the decision: {title}", title=name)),
    ):
        found = fact_day(lookup, question)
        if found:
            yield DueDay(key, found, said, "")


def fact_day(lookup: Lookup, question: str | None) -> date | None:
    """Return the day answered to a question; None if there is none, or it isn't a day."""
    state = lookup.states.get(question or "")
    answer = lookup.assessment.answers.get(question or "")
    if state is None or state.state not in _DATED or not isinstance(answer, Known):
        return None
    try:
        return date.fromisoformat(str(answer.value))
    except ValueError:
        return None


def _mitigations(lookup: Lookup) -> Iterator[DueDay]:
    for item in lookup.assessment.mitigations:
        if item.due:
            owner = tr("{name}, {role}", name=item.owner.name, role=item.owner.role) if item.owner else ""
            parts = (
                one_line(item.action),
                labelled(tr("Owner"), one_line(owner) or tr("Nobody is named")),
                labelled(tr("State"), MITIGATION_STATUS[item.status]),
            )
            said = tr("Mitigation {id} is due: {what}", id=item.id, what=shorten(item.action, 80))
            is_done = item.status in ("in_place", "verified")
            yield DueDay(f"mitigation {item.id}", item.due, said, " ".join(map(sentence, parts)), is_done)


def _conditions(lookup: Lookup) -> Iterator[DueDay]:
    submission = lookup.assessment.submission
    for item in submission.conditions if submission else ():
        said = tr("Condition {id} is due: {what}", id=item.id, what=shorten(item.what, 80))
        parts = (one_line(item.what), labelled(tr("Owner"), one_line(item.owner)))
        yield DueDay(f"condition {item.id}", item.due, said, " ".join(map(sentence, parts)))
