"""What a section's answers bring about -> a line or two when the section is done, and nothing in between."""

from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.session import Session
from impact_check.language import to_translate, tr, trn

if TYPE_CHECKING:
    from impact_check.api import Interview
    from impact_check.model.assessment import Assessment
    from impact_check.model.levels import Bounds

MOST_NAMED = 5
"""Questions set aside that are named; of more, the rest is counted."""

MOST_SECTIONS = 3
"""Sections that are named; of more, only their number is said."""


LEFT_TO_THE_END = to_translate(
    "Questions that can’t change the result any more are left to the end. You may then leave them out."
)


class Consequences:
    """What was said last, so that only what is new is said."""

    def __init__(self, session: Session) -> None:
        """Begin from where the assessment stands."""
        self.session = session
        self.since = session.interview
        self.rating: Bounds | None = None
        """The rating that was told last; until one was told, that of where it began."""

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
        said += self._rating(before.assessment)
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
        where = (
            trn("{count} section", "{count} sections", len(titles))
            if len(titles) > MOST_SECTIONS
            else words.listed(map(words.quoted, titles))
        )
        said = trn(
            "This opens 1 question in {where}.", "This opens {count} questions in {where}.", len(to_come), where=where
        )
        return [said]

    def _set_aside(self, set_aside: tuple[str, ...], because: tuple[str, ...]) -> list[str]:
        if not set_aside:
            return []
        interview = self.session.interview
        count = len(set_aside)
        named = [words.quoted(interview.question(name).text) for name in set_aside[:MOST_NAMED]]
        more = count - len(named)
        listed = words.listed([*named, trn("{count} more", "{count} more", more)] if more else named)
        if because:
            said = trn(
                "1 answer was set aside, since you changed {question}: {answers}.",
                "{count} answers were set aside, since you changed {question}: {answers}.",
                count,
                question=words.quoted(interview.question(because[0]).text),
                answers=listed,
            )
        else:
            said = trn(
                "1 answer was set aside: {answers}.",
                "{count} answers were set aside: {answers}.",
                count,
                answers=listed,
            )
        kept = trn("It is kept, in case you change it back.", "They are kept, in case you change them back.", count)
        return [f"{said} {kept}"]

    def _brought_back(self, names: tuple[str, ...]) -> list[str]:
        if not names:
            return []
        return [
            trn(
                "1 answer that was set aside counts again.",
                "{count} answers that were set aside count again.",
                len(names),
            )
        ]

    def _left_to_the_end(self, before: "Interview", now: "Interview") -> list[str]:
        """Say once that questions of the sections that were gone through can't change the result any more."""
        sections = {before.section(name).id for name in now.asked if name in now.assessment.answers}
        waiting = any(name in now.idle and now.section(name).id in sections for name in now.left)
        if not waiting or LEFT_TO_THE_END in self.session.introduced:
            return []
        self.session.introduced.add(LEFT_TO_THE_END)
        return [tr(LEFT_TO_THE_END)]

    def _rating(self, before: "Assessment") -> list[str]:
        if self.rating is None:  # It is worked out only here, so that the first question comes sooner.
            self.rating = self.session.rating(before)
        rating = self.session.rating()
        if rating == self.rating:
            return []
        self.rating = rating
        return [words.so_far(rating)]
