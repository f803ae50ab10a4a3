"""Where the interview stands: the next question, the section, and about how many are left."""

from collections.abc import Collection
from dataclasses import dataclass

from impact_check.engine import Route, route
from impact_check.model.assessment import Assessment
from impact_check.model.questionnaire import Question
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
    return progress_on(ruleset, assessment, route(ruleset, assessment), at)


def progress_on(ruleset: Ruleset, assessment: Assessment, now: Route, at: str | None) -> Progress:
    """Say the same where the route that the answers take is known already."""
    unanswered = now.unanswered
    here = at or (unanswered[0] if unanswered else now.asked[-1])
    section_of = ruleset.section_of
    sections = list({section_of[name].id: section_of[name] for name in now.asked}.values())
    section = section_of[here] if section_of[here] in sections else sections[-1]
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
    unanswered = most.unanswered
    if not unanswered:
        return len(most.asked)
    fewest = route(ruleset, assessment, dict.fromkeys(unanswered, ABSENT))
    return (len(fewest.asked) + len(most.asked)) // 2
