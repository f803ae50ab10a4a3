"""What a section's answers bring about -> a line or two when the section is done, and nothing in between."""

from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.session import Session

if TYPE_CHECKING:
    from impact_check.api import Interview

MOST_NAMED = 5
"""Questions set aside that are named; of more, the rest is counted."""

MOST_SECTIONS = 3
"""Sections that are named; of more, only their number is said."""


LEFT_TO_THE_END = "Questions that can’t change the result any more are left to the end. You may then leave them out."


class Consequences:
    """What was said last, so that only what is new is said."""

    def __init__(self, session: Session) -> None:
        """Begin from where the assessment stands."""
        self.session = session
        self.since = session.interview
        self.rating = session.rating()

    def say(self) -> None:
        """Say what the answers since the last time have opened, set aside and made of the rating."""
        from impact_check import api

        before, now = self.since, self.session.interview
        self.since = now
        if before.assessment is now.assessment:
            return
        changes = api.what_changed(before, now)
        said = [*self._opened(changes.opened), *self._set_aside(changes.set_aside, changes.because)]
        said += self._brought_back(changes.brought_back)
        said += self._rating()
        said += self._left_to_the_end(before, now)
        if said:
            self.session.prompter.say()
        for line in said:
            self.session.prompter.say(line)

    def _opened(self, opened: tuple[str, ...]) -> list[str]:
        """Say how many questions are to come, by section; those that follow in any case say nothing."""
        interview = self.session.interview
        to_come = [name for name in opened if name not in self.session.assessment.answers]
        titles = dict.fromkeys(interview.section(name).title for name in to_come)
        if not titles:
            return []
        questions = "1 question" if len(to_come) == 1 else f"{len(to_come)} questions"
        where = (
            f"{len(titles)} sections" if len(titles) > MOST_SECTIONS else words.listed(f"“{each}”" for each in titles)
        )
        return [f"This opens {questions} in {where}."]

    def _set_aside(self, set_aside: tuple[str, ...], because: tuple[str, ...]) -> list[str]:
        if not set_aside:
            return []
        interview = self.session.interview
        count = "1 answer was" if len(set_aside) == 1 else f"{len(set_aside)} answers were"
        since = f", since you changed “{interview.question(because[0]).text}”" if because else ""
        named = [f"“{interview.question(name).text}”" for name in set_aside[:MOST_NAMED]]
        more = len(set_aside) - len(named)
        listed = words.listed([*named, f"{more} more"] if more else named)
        them, they = ("it", "It is") if len(set_aside) == 1 else ("them", "They are")
        return [f"{count} set aside{since}: {listed}. {they} kept, in case you change {them} back."]

    def _brought_back(self, names: tuple[str, ...]) -> list[str]:
        if not names:
            return []
        return [
            "1 answer that was set aside counts again."
            if len(names) == 1
            else f"{len(names)} answers that were set aside count again."
        ]

    def _left_to_the_end(self, before: "Interview", now: "Interview") -> list[str]:
        """Say once that questions of the sections that were gone through can't change the result any more."""
        sections = {before.section(name).id for name in now.asked if name in now.assessment.answers}
        waiting = any(name in now.idle and now.section(name).id in sections for name in now.left)
        if not waiting or LEFT_TO_THE_END in self.session.introduced:
            return []
        self.session.introduced.add(LEFT_TO_THE_END)
        return [LEFT_TO_THE_END]

    def _rating(self) -> list[str]:
        rating = self.session.rating()
        if rating == self.rating:
            return []
        self.rating = rating
        return [words.so_far(rating)]
