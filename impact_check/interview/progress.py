"""Where the interview stands: the next question, the section, and about how many are left."""

from collections.abc import Collection
from dataclasses import dataclass

from impact_check.engine import Route, route
from impact_check.model.assessment import Assessment
from impact_check.model.questionnaire import Question, Section
from impact_check.rules import ABSENT, Ruleset


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an assessment is. Numbers may grow while answers open more questions: say "about"."""

    answered: int
    """Questions on the route with an answer."""
    about_total: int
    """Questions there will be, about: halfway between the fewest and the most that can come."""
    section_number: int
    """Of the section of the next question, from 1; the last one when all is answered."""
    section_count: int
    """Sections that have a question on the route."""
    section_title: str
    section_intro: str


def next_question(ruleset: Ruleset, assessment: Assessment, *, skip: Collection[str] = ()) -> Question | None:
    """Return the first question on the route without an answer, or None when all are answered.

    skip: questions to pass over, such as optional ones left blank.
    """
    unanswered = route(ruleset, assessment).unanswered
    return next((ruleset.questions[id_] for id_ in unanswered if id_ not in skip), None)


def progress(ruleset: Ruleset, assessment: Assessment, at: str | None = None) -> Progress:
    """Say how far the assessment is, seen from question `at` (or from the next one)."""
    now = route(ruleset, assessment)
    unanswered = now.unanswered
    here = at or (unanswered[0] if unanswered else now.asked[-1])
    asked = set(now.asked)
    sections = [s for s in ruleset.questionnaire.sections if any(question.id in asked for question in s.questions)]
    section = next((s for s in sections if _holds(s, here)), sections[-1])
    return Progress(
        answered=len(now.asked) - len(unanswered),
        about_total=_about_total(ruleset, assessment, now),
        section_number=sections.index(section) + 1,
        section_count=len(sections),
        section_title=section.title,
        section_intro=section.intro or "",
    )


def _about_total(ruleset: Ruleset, assessment: Assessment, most: Route) -> int:
    """Take the middle: an unanswered question may open all that it could, or nothing."""
    fewest = route(ruleset, assessment, dict.fromkeys(most.unanswered, ABSENT))
    return (len(fewest.asked) + len(most.asked)) // 2


def _holds(section: Section, question: str) -> bool:
    return any(entry.id == question for entry in section.questions)
