"""One assessment while it is being filled in: every change is saved before the next thing is asked."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.prompts import EndOfInput, Prompter
from impact_check.cli.store import ChangedElsewhereError, Store, assessment_path
from impact_check.errors import AssessmentFileError
from impact_check.model.assessment import Answer, Assessment, Evidence, Mitigation
from impact_check.model.questionnaire import Option, Question
from impact_check.model.result import QuestionState, Result

if TYPE_CHECKING:
    from impact_check.api import Route, Ruleset


class StoppedByUser(Exception):  # noqa: N818  # `:save` is no error.
    """The person typed `:save`. All is saved."""


@dataclass
class Session:
    """Who is asked, what they have said, and where it is kept."""

    ruleset: "Ruleset"
    assessment: Assessment
    store: Store
    prompter: Prompter
    by: str
    passed_over: set[str] = field(default_factory=set)
    """Optional questions that were left blank on purpose."""
    is_hinted: bool = False
    """Whom not to name has been said."""

    # What is asked

    def question(self, question_id: str) -> Question:
        """Return the question with this id."""
        return self.ruleset.questions[question_id]

    def options(self, question_id: str) -> tuple[Option, ...]:
        """Return what the question offers, in order; empty if it offers nothing."""
        from impact_check import api

        return api.options(self.ruleset, self.question(question_id))

    def route(self) -> "Route":
        """Return the route that the answers so far take."""
        from impact_check import api

        return api.route(self.ruleset, self.assessment)

    def next_open(self) -> str | None:
        """Return the first question on the route that still waits for an answer."""
        return next((name for name in self.route().unanswered if name not in self.passed_over), None)

    def needed(self) -> tuple[str, ...]:
        """Return the questions on the route without an answer that can't stay blank."""
        return tuple(name for name in self.route().unanswered if not self.question(name).optional)

    # What it means

    def result(self, on: date | None = None) -> Result:
        """Return what the answers mean, today or on another day."""
        from impact_check import api

        return api.evaluate(self.ruleset, self.assessment, on or clock.today())

    def state(self, question_id: str) -> QuestionState:
        """Return where a question stands."""
        return self.route().states[question_id]

    # What is said

    def record(self, question_id: str, answer: Answer) -> None:
        """Take an answer and save. Raise AnswerError if it doesn't fit its question."""
        from impact_check import api

        self.keep(api.record(self.ruleset, self.assessment, question_id, answer))

    def clear(self, question_id: str) -> None:
        """Take an answer out, if there is one, and save."""
        from impact_check import api

        if question_id in self.assessment.answers:
            self.keep(api.clear(self.ruleset, self.assessment, question_id, by=self.by, at=clock.now()))

    def add_evidence(self, item: Evidence) -> None:
        """Add a piece of evidence and save."""
        from impact_check import api

        self.keep(api.add_evidence(self.assessment, item, by=self.by, at=clock.now()))

    def put_mitigation(self, mitigation: Mitigation) -> None:
        """Add a mitigation, or put it in the place of the one with its id, and save."""
        from impact_check import api

        self.keep(api.put_mitigation(self.ruleset, self.assessment, mitigation, by=self.by, at=clock.now()))

    def remove_mitigation(self, mitigation: Mitigation) -> None:
        """Take a mitigation out and save; the history still tells of it."""
        from impact_check import api

        self.keep(api.remove_mitigation(self.assessment, mitigation.id, by=self.by, at=clock.now()))

    def keep(self, assessment: Assessment) -> None:
        """Save. A person is asked what to do if that fails; a pipe ends. The assessment is never lost meanwhile."""
        self.assessment = assessment
        while True:
            try:
                self.store.save(assessment)
            except ChangedElsewhereError as error:
                raise Stop(Exit.CONFLICT, str(error)) from error
            except AssessmentFileError as error:
                self._make_room(error)
            else:
                return

    def _make_room(self, error: AssessmentFileError) -> None:
        """Ask for another try or another file. Raise Stop if nobody is there to say, or the person gives up."""
        lost = f"The last change is NOT saved. {error}"
        if not self.prompter.is_interactive:
            raise Stop(Exit.CONFLICT, lost) from error
        self.prompter.say(lost)
        self.prompter.say("Press Enter to try again, or type another file name, such as one on another disk.")
        try:
            name = self.prompter.read("File: ").strip()
        except EndOfInput:
            raise Stop(Exit.CONFLICT, lost) from error
        except KeyboardInterrupt:
            raise Stop(Exit.INTERRUPTED, f"\n{lost}") from error
        if name == ":save":
            raise Stop(Exit.CONFLICT, lost) from error
        if not name:
            return
        try:
            path = assessment_path(name)
        except Stop as stop:
            self.prompter.say(stop.message)
            return
        if path.exists():
            self.prompter.say(f"{path} exists already, so it is left as it is. Choose another name.")
            return
        self.store.move(path)


def to_go_on(path: Path) -> str:
    """Return what to type to go on later."""
    return f"Saved. To go on: {command_for(path)}"


def command_for(path: Path) -> str:
    """Return the command that opens an assessment to go on with it."""
    import shlex

    return f"impact-check assess {shlex.quote(str(path))}"
