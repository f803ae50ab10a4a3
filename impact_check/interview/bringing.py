"""An earlier assessment -> suggestions for this one. None counts until somebody confirms it.

Brought are answers about people, places and the organisation, which may hold for the next decision too. Not brought is
what is about that decision alone. The questionnaire tells which that is:

- `carry: false`: its authors say so;
- screening questions, and those with the role `lever`: they say what was proposed;
- dates, and the title, summary, reasons and case number;
- other free text, unless it names the organisation, the service or the places;
- questions that only process checks read: they say how that decision was looked at;
- `publish: personal`: what may be about a person was given for one purpose.

Nor is brought what wasn't known, was set aside, or doesn't fit the question as it reads now.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from impact_check.engine import route
from impact_check.engine.routing import seen_value
from impact_check.errors import AnswerError
from impact_check.interview.recording import add_evidence, confirm, said
from impact_check.language import to_translate
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    NotApplicable,
    Suggestion,
)
from impact_check.model.history import linked
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset

ABOUT_THAT_DECISION = to_translate("about that decision alone")
PERSONAL = to_translate("may be about a person")
NOT_KNOWN = to_translate("not known then")
SET_ASIDE = to_translate("set aside then")
NO_QUESTION = to_translate("no such question in this questionnaire")
NO_LONGER_FITS = to_translate("doesn't fit the question as it reads now")
ANSWERED = to_translate("answered here already")


class NotBrought(NamedTuple):
    """An answer that was left where it is, and why: a few words in English, to be told through `tr`."""

    question: str
    why: str


class Brought(NamedTuple):
    """The assessment with its suggestions, and what became of each earlier answer."""

    assessment: Assessment
    questions: tuple[str, ...]
    """Those with a suggestion from this source, in the order asked."""
    not_brought: tuple[NotBrought, ...]
    evidence: tuple[str, ...]
    """Ids, as they are here, of the evidence that came along."""


def bring(
    ruleset: Ruleset,
    assessment: Assessment,
    earlier: Assessment,
    *,
    source: Callable[[Answer], str],
    by: str,
    at: datetime,
) -> Brought:
    """Offer the answers of an earlier assessment as suggestions, with the evidence that they cite.

    source: where an answer comes from, in words: `lia-2025-014, Ann Lee, 3 May 2025`. by, at: who brings, and when.
    """
    aside = set(route(ruleset, earlier).set_aside)
    brought: list[str] = []
    left: list[NotBrought] = []
    ids: dict[str, str] = {}
    for name in sorted(earlier.answers, key=_place_of(ruleset)):
        answer = earlier.answers[name]
        why = _why_not(ruleset, assessment, name, answer, is_aside=name in aside)
        if why:
            left.append(NotBrought(name, why))
            continue
        if isinstance(answer, Known):
            for item in earlier.evidence:
                if item.id in answer.evidence and item.id not in ids:
                    assessment, ids[item.id] = _with_evidence(assessment, item, by=by, at=at)
            answer = answer.model_copy(update={"evidence": tuple(ids[id_] for id_ in answer.evidence if id_ in ids)})
        suggestion = Suggestion(answer=answer, source=source(earlier.answers[name]))
        assessment = _with_suggestion(assessment, name, suggestion, by=by, at=at)
        brought.append(name)
    return Brought(assessment, tuple(brought), tuple(left), tuple(ids.values()))


def carries(ruleset: Ruleset, question: Question) -> str | None:
    """Say why an answer to this question isn't offered to later assessments; None if it is."""
    facts = ruleset.questionnaire.facts
    of_proposal = (facts.title, facts.summary, facts.reasons, facts.nil_reasons, facts.reference)
    named = (facts.organisation, facts.service, facts.places)
    if question.publish == "personal":
        return PERSONAL
    about_it = (
        not question.carry
        or question.screening
        or question.role == "lever"
        or question.type == "date"
        or question.id in of_proposal
        or (question.type == "text" and question.id not in named)
        or (question.id in _read_by_checks_only(ruleset) and question.id not in named)
    )
    return ABOUT_THAT_DECISION if about_it else None


def unconfirmed(ruleset: Ruleset, assessment: Assessment) -> tuple[str, ...]:
    """Return the open questions on the route that have a suggestion, in order."""
    return tuple(name for name in route(ruleset, assessment).unanswered if name in assessment.suggested)


def accept_suggestions(
    ruleset: Ruleset, assessment: Assessment, *, by: str, at: datetime
) -> tuple[Assessment, tuple[str, ...]]:
    """Confirm every suggestion on the route, those included that others open; return which were taken, in order.

    Each becomes an answer by the person who takes it, and says where it was brought from.
    """
    taken: list[str] = []
    refused: set[str] = set()
    while waiting := [name for name in unconfirmed(ruleset, assessment) if name not in refused]:
        name = waiting[0]
        try:
            assessment = confirm(ruleset, assessment, name, by=by, at=at)
        except AnswerError:  # The question reads differently since; the suggestion stays, and so does the question.
            refused.add(name)
            continue
        taken.append(name)
    return assessment, tuple(taken)


def _why_not(ruleset: Ruleset, assessment: Assessment, name: str, answer: Answer, *, is_aside: bool) -> str | None:
    question = ruleset.questions.get(name)
    if question is None:
        return NO_QUESTION
    about_it = carries(ruleset, question)
    if about_it:
        return about_it
    if isinstance(answer, DontKnow):
        return NOT_KNOWN
    if is_aside:
        return SET_ASIDE
    if not fits(ruleset, name, answer):
        return NO_LONGER_FITS
    here = assessment.answers.get(name)
    return ANSWERED if here is not None and fits(ruleset, name, here) else None


def fits(ruleset: Ruleset, name: str, answer: Answer) -> bool:
    """Tell whether an answer fits its question as it reads now, if there is such a question."""
    question = ruleset.questions.get(name)
    if question is None:
        return False
    if isinstance(answer, NotApplicable):
        return question.allow_not_applicable
    return isinstance(answer, DontKnow) or seen_value(ruleset, question, answer.value) is not None


def _read_by_checks_only(ruleset: Ruleset) -> set[str]:
    conditions = (*ruleset.applies_if.values(), *ruleset.fails_when.values())
    return {name for condition in conditions for name in condition.questions} - ruleset.bears_on_rating


def _place_of(ruleset: Ruleset) -> Callable[[str], int]:
    places = {name: place for place, name in enumerate(ruleset.questions)}
    return lambda name: places.get(name, len(places))


def _with_evidence(assessment: Assessment, item: Evidence, *, by: str, at: datetime) -> tuple[Assessment, str]:
    """Return the assessment with a piece of evidence, and its id here: the same if that is free."""
    here = {known.id: known for known in assessment.evidence}
    if here.get(item.id, item) != item:
        alike = next((known.id for known in here.values() if known == item.model_copy(update={"id": known.id})), None)
        if alike:
            return assessment, alike
        free = next(id_ for number in range(1, len(here) + 2) if (id_ := f"E{number}") not in here)
        item = item.model_copy(update={"id": free})
    if item.id in here:
        return assessment, item.id
    return add_evidence(assessment, item, by=by, at=at), item.id


def _with_suggestion(assessment: Assessment, name: str, suggestion: Suggestion, *, by: str, at: datetime) -> Assessment:
    before = assessment.suggested.get(name)
    if before == suggestion:
        return assessment
    entry = HistoryEntry(
        at=at,
        by=by,
        what="suggested",
        about=name,
        old=said(before.answer) if before else "",
        new=f"{said(suggestion.answer)} (from {suggestion.source})",
    )
    return assessment.model_copy(
        update={
            "suggested": {**assessment.suggested, name: suggestion},
            "history": linked(assessment.history, entry),
        }
    )
