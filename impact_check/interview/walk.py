"""An assessment being answered, as one value: what is asked, what is next, and what each change brings about. Pure.

A terminal and a web form need nothing else. The route is worked out once for each state, whatever is asked of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from impact_check.engine.routing import Route, route, seen_value
from impact_check.errors import AnswerError
from impact_check.interview.how_far import Progress, progress_on
from impact_check.interview.recording import clear, confirm, record, stop_early
from impact_check.language import tr
from impact_check.model.assessment import Answer, Assessment, Known, NotApplicable, Suggestion
from impact_check.model.questionnaire import Question, Section
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.engine.settling import Settled

WORTH_LEAVING = 5
"""Questions. Fewer that can't change the result aren't worth another order, nor the offer to stop."""


@dataclass(frozen=True)
class Interview:
    """An assessment, and where the person who answers it stands. Each method returns a new value or a fact."""

    ruleset: Ruleset
    assessment: Assessment
    passed_over: frozenset[str] = frozenset()
    """Questions left for later, or for good where they are optional. They aren't saved with the assessment."""
    idle: frozenset[str] = frozenset()
    """Questions no answer to which could change the result when that was last looked at: they come last."""
    is_ended: bool = False
    """Somebody stopped early, and that holds: nothing left can change the result, so nothing is left to ask."""

    # What is asked

    @cached_property
    def route(self) -> Route:
        """The route that the answers so far take."""
        return route(self.ruleset, self.assessment)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions on the route, in the order they are put: those that can't change the result come last.

        Their numbers count from 1.
        """
        waiting = self.idle.intersection(self.route.unanswered)
        return tuple(sorted(self.route.asked, key=waiting.__contains__)) if waiting else self.route.asked

    def question(self, question_id: str) -> Question:
        """Return the question with this id."""
        return self.ruleset.questions[question_id]

    @cached_property
    def next(self) -> str | None:
        """The question to ask next: the first open one, if there is one.

        Those that can't change the result come after the others; those passed over come last, and only if they can't
        stay blank.
        """
        return min(self.left, key=lambda name: (name in self.passed_over, name in self.idle), default=None)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The questions on the route without an answer that can't stay blank, in order; none after an early stop."""
        return (
            () if self.is_ended else tuple(name for name in self.route.unanswered if not self.question(name).optional)
        )

    @cached_property
    def left(self) -> tuple[str, ...]:
        """The questions still to be asked, in order: the needed ones, and the optional ones not passed over."""
        if self.is_ended:
            return ()
        return tuple(
            name for name in self.route.unanswered if name not in self.passed_over or not self.question(name).optional
        )

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Questions off the route whose answers are kept, in questionnaire order."""
        return self.route.set_aside

    # Where one can go

    def number(self, question_id: str) -> int:
        """Return the place of a question on the route, from 1. Raises ValueError if it isn't on it."""
        return self.asked.index(question_id) + 1

    def at(self, number: int) -> str:
        """Return the question with this number. Raises AnswerError if there is none."""
        if not 1 <= number <= len(self.asked):
            raise AnswerError(tr("Enter the number of a question, from {low} to {high}", low=1, high=len(self.asked)))
        return self.asked[number - 1]

    def before(self, question_id: str) -> str | None:
        """Return the question before this one on the route; None at the first."""
        place = self.asked.index(question_id)
        return self.asked[place - 1] if place else None

    def after(self, question_id: str) -> str | None:
        """Return the question after this one on the route; None at the last."""
        place = self.asked.index(question_id)
        return self.asked[place + 1] if place + 1 < len(self.asked) else None

    def with_words(self, words: str) -> tuple[str, ...]:
        """Return the questions on the route in whose text a word begins like this, in any case, in order."""
        wanted = re.compile(r"\b" + r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
        return tuple(name for name in self.asked if wanted.search(self.question(name).text))

    def section(self, question_id: str) -> Section:
        """Return the section that a question belongs to."""
        return self.ruleset.section_of[question_id]

    def progress(self, at: str | None = None) -> Progress:
        """Say how far the assessment is, seen from a question, or from the next one.

        Questions that can't change the result aren't counted while others are open.
        """
        found = progress_on(self.ruleset, self.assessment, self.route, at or self.next)
        waiting = self.idle.intersection(self.left)
        if len(waiting) == len(self.left):
            return found
        return replace(found, about_total=found.about_total - len(waiting))

    # What is said of a question

    def answer_to(self, question_id: str) -> Answer | None:
        """Return the answer on file, if it fits the question as it reads now."""
        return None if self.route.states[question_id].stale else self.assessment.answers.get(question_id)

    def suggestion(self, question_id: str) -> Suggestion | None:
        """Return the answer brought from elsewhere that waits to be confirmed, if it fits the question."""
        found = self.assessment.suggested.get(question_id)
        return found if found and _fits(self.ruleset, self.question(question_id), found.answer) else None

    # What changes it

    def answered(self, question_id: str, answer: Answer) -> "Interview":
        """Return it with an answer. Raises AnswerError if the answer doesn't fit its question."""
        return self._with(record(self.ruleset, self.assessment, question_id, answer), question_id)

    def confirmed(self, question_id: str, *, by: str, at: datetime) -> "Interview":
        """Return it with the suggested answer taken as the person's own. Raises AnswerError if there is none."""
        return self._with(confirm(self.ruleset, self.assessment, question_id, by=by, at=at), question_id)

    def cleared(self, question_id: str, *, by: str, at: datetime) -> "Interview":
        """Return it without an answer; the history keeps it. Without one there is nothing to clear."""
        return self.on(clear(self.ruleset, self.assessment, question_id, by=by, at=at))

    def passing(self, question_ids: Iterable[str]) -> "Interview":
        """Return it with questions left for later."""
        return replace(self, passed_over=self.passed_over | frozenset(question_ids))

    def looking_ahead(self, verdict: "Settled") -> "Interview":
        """Return it knowing which questions can't change the result, and whether an early stop holds.

        verdict: what `engine.settled` says of it as it stands. A few such questions are asked in their turn: to leave
        them for later would only confuse.
        """
        idle = frozenset(verdict.open) - frozenset(verdict.telling)
        if len(idle) < WORTH_LEAVING:
            idle = frozenset()
        return replace(self, idle=idle, is_ended=self.assessment.stopped_early is not None and verdict.is_all)

    def stopped(self, verdict: "Settled", *, by: str, at: datetime) -> "Interview":
        """Return it ended early. verdict: what `engine.settled` says of it; it must say that all is settled."""
        return self.on(stop_early(self.assessment, verdict.open, by=by, at=at)).looking_ahead(verdict)

    def on(self, assessment: Assessment) -> "Interview":
        """Return it for an assessment that was changed in another way: evidence, mitigations."""
        return self if assessment is self.assessment else replace(self, assessment=assessment)

    def _with(self, assessment: Assessment, question_id: str) -> "Interview":
        return replace(self, assessment=assessment, passed_over=self.passed_over - {question_id})


@dataclass(frozen=True, slots=True)
class Changes:
    """What came of the answers given between two states. Question ids, in questionnaire order."""

    opened: tuple[str, ...]
    """Sure to be asked now, and not before."""
    closed: tuple[str, ...]
    """Asked before, or thought to be, and not now."""
    set_aside: tuple[str, ...]
    """Answered before and no longer asked; their answers are kept."""
    brought_back: tuple[str, ...]
    """Their answers were set aside, and count again."""
    because: tuple[str, ...]
    """The questions whose answers changed meanwhile and that decide whether those are asked."""


def what_changed(before: Interview, after: Interview) -> Changes:
    """Return what the answers given between two states of one interview have opened, closed and set aside."""
    was, now = before.route, after.route
    asked, still = set(was.asked), set(now.asked)
    certain = asked - was.may_not_apply
    opened = tuple(name for name in now.asked if name not in certain and name not in now.may_not_apply)
    closed = tuple(name for name in was.asked if name not in still)
    set_aside = tuple(name for name in now.set_aside if name not in was.set_aside)
    brought_back = tuple(name for name in was.set_aside if name in still)
    moved = {*opened, *closed, *set_aside, *brought_back}
    old, new = before.assessment.answers, after.assessment.answers
    because = tuple(
        name
        for name in after.ruleset.questions
        if old.get(name) != new.get(name) and moved.intersection(after.ruleset.opens[name])
    )
    return Changes(opened, closed, set_aside, brought_back, because)


def _fits(ruleset: Ruleset, question: Question, answer: Answer) -> bool:
    match answer:
        case Known(value=value):
            return seen_value(ruleset, question, value) is not None
        case NotApplicable():
            return question.allow_not_applicable
    return True
