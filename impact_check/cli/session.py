"""One assessment while it is being filled in: every change is saved before the next thing is asked."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock, words
from impact_check.cli.drafts import Drafts
from impact_check.cli.endings import exit_of, uninterrupted
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.language import load
from impact_check.cli.prompts import EndOfInput, Prompter
from impact_check.cli.store import ChangedElsewhereError, Store, assessment_path
from impact_check.errors import AssessmentFileError, ImpactCheckError
from impact_check.language import tr
from impact_check.model.assessment import Answer, Assessment, Evidence, Mitigation
from impact_check.model.levels import Bounds
from impact_check.model.questionnaire import Option, Question
from impact_check.model.result import QuestionState, Result

if TYPE_CHECKING:
    from impact_check.api import Interview, Route, Ruleset, Settled


class StoppedByUser(Exception):  # noqa: N818  # `:save` is no error.
    """The person typed `:save`. All is saved."""


class Session:
    """Who is asked, what they have said, and where it is kept."""

    def __init__(
        self,
        ruleset: "Ruleset",
        assessment: Assessment,
        store: Store,
        prompter: Prompter,
        by: str,
        *,
        pack: str | None = None,
    ) -> None:
        """Take the questionnaire, the assessment as it stands, its file, the person and their name.

        pack: what the questionnaire was loaded from, if what was kept of it may have done.
        """
        from impact_check import api

        self.interview = api.Interview(ruleset, assessment)
        self.store = store
        self.prompter = prompter
        self.by = by
        self._pack = pack
        self.drafts = Drafts(store)
        self.introduced: set[str] = set()
        """What was explained once and need not be again: sections, types of question, `evidence`, `unsure`."""

    @property
    def ruleset(self) -> "Ruleset":
        """The questionnaire that is answered."""
        return self.interview.ruleset

    @property
    def assessment(self) -> Assessment:
        """The assessment as it stands."""
        return self.interview.assessment

    def questionnaire_for_others(self) -> "Ruleset":
        """Return the questionnaire for a report that others rely on: read anew, not from what was kept of it.

        Whoever takes it away or changes it meanwhile is told so when the assessment is opened again.
        """
        if self._pack is None:
            return self.ruleset
        try:
            fresh = load(self._pack, self.assessment)
        except ImpactCheckError:
            return self.ruleset
        return fresh if fresh.sha256 == self.ruleset.sha256 else self.ruleset

    # What is asked

    def question(self, question_id: str) -> Question:
        """Return the question with this id."""
        return self.interview.question(question_id)

    def options(self, question_id: str) -> tuple[Option, ...]:
        """Return what the question offers, in order; empty if it offers nothing."""
        from impact_check import api

        return api.options(self.ruleset, self.question(question_id))

    def route(self) -> "Route":
        """Return the route that the answers so far take."""
        return self.interview.route

    def next_open(self) -> str | None:
        """Return the question on the route to ask next; None if none waits for an answer."""
        return self.interview.next

    def begun(self) -> str | None:
        """Return the open question at which somebody was typing when the program ended, if there is one."""
        if not self.prompter.edits_lines:
            return None
        begun = self.drafts.questions()
        return next((name for name in self.interview.left if name in begun), None)

    def needed(self) -> tuple[str, ...]:
        """Return the questions on the route without an answer that can't stay blank."""
        return self.interview.needed

    def look_ahead(self) -> "Settled | None":
        """See what no answer still to come can change, and leave the questions that can't for the end.

        Return None for a pipe: its lines are answers to the questions in their order.
        """
        from impact_check import api

        if not self.prompter.is_interactive and self.assessment.stopped_early is None:
            return None
        verdict = api.settled(self.ruleset, self.assessment, clock.today())
        self.interview = self.interview.looking_ahead(verdict)
        return verdict

    def stop_early(self, verdict: "Settled") -> None:
        """End the questions, since nothing that is left can change the result, and save."""
        self._keep(self.interview.stopped(verdict, by=self.by, at=clock.now()))

    # What it means

    def result(self, on: date | None = None) -> Result:
        """Return what the answers mean, today or on another day."""
        from impact_check import api

        return api.evaluate(self.ruleset, self.assessment, on or clock.today())

    def rating(self, assessment: Assessment | None = None) -> Bounds:
        """Return the rating of the proposal as the answers so far have it: sooner worked out than the whole result.

        assessment: how it stood before, if not now.
        """
        from impact_check import api

        assessment = assessment or self.assessment
        return api.evaluate(self.ruleset, assessment, clock.today(), with_find_out=False).inherent.rating

    def state(self, question_id: str) -> QuestionState:
        """Return where a question stands."""
        return self.route().states[question_id]

    # What is said

    def record(self, question_id: str, answer: Answer) -> None:
        """Take an answer and save. Raise AnswerError if it doesn't fit its question."""
        self._keep(self.interview.answered(question_id, answer))

    def confirm(self, question_id: str) -> None:
        """Take the suggested answer as the person's own, and save."""
        self._keep(self.interview.confirmed(question_id, by=self.by, at=clock.now()))

    def clear(self, question_id: str) -> None:
        """Take an answer out, if there is one, and save."""
        if question_id in self.assessment.answers:
            self._keep(self.interview.cleared(question_id, by=self.by, at=clock.now()))

    def pass_over(self, *question_ids: str) -> None:
        """Leave questions for later; those that may stay blank, for good."""
        self.interview = self.interview.passing(question_ids)

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
        self._keep(self.interview.on(assessment))

    def _keep(self, interview: "Interview") -> None:
        self.interview = interview
        while True:
            try:
                with uninterrupted():
                    self.store.save(interview.assessment)
            except ChangedElsewhereError as error:
                raise Stop(Exit.CONFLICT, str(error)) from error
            except AssessmentFileError as error:
                self._make_room(error)
            else:
                return

    def _make_room(self, error: AssessmentFileError) -> None:
        """Ask for another try or another file. Raise Stop if nobody is there to say, or the person gives up."""
        lost = tr("The last change is NOT saved. {reason}", reason=error)
        if not self.prompter.is_interactive:
            raise Stop(Exit.CONFLICT, lost) from error
        self.prompter.say(lost)
        self.prompter.say(tr("Press Enter to try again, or type another file name, such as one on another disk."))
        try:
            name = self.prompter.read(words.label(tr("File:"))).strip()
        except EndOfInput:
            raise Stop(Exit.CONFLICT, lost) from error
        except KeyboardInterrupt as interrupt:
            raise Stop(exit_of(interrupt), f"\n{lost}") from error
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
            self.prompter.say(tr("{path} exists already, so it is left as it is. Choose another name.", path=path))
            return
        self.store.move(path)


def to_go_on(path: Path) -> str:
    """Return what to type to go on later."""
    return tr("Saved. To go on: {command}", command=command_for(path))


def command_for(path: Path) -> str:
    """Return the command that opens an assessment to go on with it."""
    import shlex

    return f"impact-check assess {shlex.quote(str(path))}"
