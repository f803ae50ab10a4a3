"""Ask what an alternative answers in its own way, beside the proposal's answers; what is changed is saved at once."""

from typing import TYPE_CHECKING

from impact_check.cli import clock, words
from impact_check.cli.ask import Ask
from impact_check.cli.forms import CLEAR
from impact_check.cli.prompts import Prompter
from impact_check.cli.session import Session
from impact_check.cli.store import Store
from impact_check.cli.wizard import show_section
from impact_check.errors import AnswerError
from impact_check.language import tr
from impact_check.model.assessment import Alternative, Answer, Assessment, Evidence, Known, Mitigation

if TYPE_CHECKING:
    from impact_check.api import Ruleset


class OptionSession(Session):
    """An alternative while it is being filled in. `assessment` is the alternative seen as an assessment of its own."""

    def __init__(
        self, ruleset: "Ruleset", assessment: Assessment, store: Store, prompter: Prompter, by: str, option: str
    ) -> None:
        """Take what a session takes, and the id of the alternative."""
        super().__init__(ruleset, assessment, store, prompter, by)
        self.option = option
        self.seen: set[str] = set()
        """Questions that were put since the person last went back."""
        self.whole = assessment
        """The assessment on file: the proposal with its alternatives."""
        self.keep_view()

    @property
    def alternative(self) -> Alternative:
        """The alternative as it stands on file."""
        from impact_check import api

        return api.alternative(self.whole, self.option)

    def shared(self, question_id: str) -> Answer | None:
        """Return the proposal's answer to a question, if it has one."""
        return self.whole.answers.get(question_id)

    def to_ask(self) -> tuple[str, ...]:
        """Return the questions to put about the alternative, in order."""
        from impact_check import api

        return api.questions_to_ask(self.ruleset, self.whole, self.alternative)

    def next_open(self) -> str | None:
        """Return the first question to put that was not put yet."""
        return next((name for name in self.to_ask() if name not in self.seen), None)

    def look_ahead(self) -> None:
        """Leave nothing for the end: few questions are put about an alternative."""

    def needed(self) -> tuple[str, ...]:
        """Return the questions to put that have no answer, neither its own nor a shared one."""
        from impact_check import api

        return api.still_open(self.ruleset, self.whole, self.alternative)

    def record(self, question_id: str, answer: Answer) -> None:
        """Take an answer of the alternative's own and save. Raise AnswerError if it doesn't fit its question."""
        from impact_check import api

        self.keep(api.set_override(self.ruleset, self.whole, self.option, question_id, answer))

    def clear(self, question_id: str) -> None:
        """Share the proposal's answer again, and save."""
        from impact_check import api

        self.keep(api.clear_override(self.whole, self.option, question_id, by=self.by, at=clock.now()))

    def add_evidence(self, item: Evidence) -> None:
        """Add a piece of evidence, which all options share, and save."""
        from impact_check import api

        self.keep(api.add_evidence(self.whole, item, by=self.by, at=clock.now()))

    def put_mitigation(self, mitigation: Mitigation) -> None:
        """Add a mitigation of the alternative's own, or put it in the place of the one with its id, and save."""
        from impact_check import api

        put = api.put_alternative_mitigation
        self.keep(put(self.ruleset, self.whole, self.option, mitigation, by=self.by, at=clock.now()))

    def remove_mitigation(self, mitigation: Mitigation) -> None:
        """Take a mitigation of the alternative out, and save."""
        from impact_check import api

        remove = api.remove_alternative_mitigation
        self.keep(remove(self.whole, self.option, mitigation.id, by=self.by, at=clock.now()))

    def keep(self, assessment: Assessment) -> None:
        """Save the whole assessment, and see the alternative in it anew."""
        self.whole = assessment
        try:
            super().keep(assessment)
        finally:
            self.keep_view()

    def keep_view(self) -> None:
        """See the alternative as it stands on file."""
        from impact_check import api

        self.interview = self.interview.on(api.as_assessment(self.whole, self.alternative))


class AskOption(Ask):
    """One question being asked about an alternative. Enter means: as it is, mostly the same as in the proposal."""

    session: OptionSession

    @property
    def own(self) -> Answer | None:
        """The alternative's own answer, if it has one."""
        return self.session.alternative.answers.get(self.question.id)

    @property
    def given(self) -> Answer | None:
        """The alternative's own answer, if it still fits the question. A shared one is the proposal's to keep."""
        return super().given if self.own else None

    def place(self) -> str:
        """Return where the question stands among those that are put about the alternative."""
        to_ask = self.session.to_ask()
        if self.question.id not in to_ask:
            return tr("A question that all options share")
        number = to_ask.index(self.question.id) + 1
        return tr(
            "Question {number} of about {about} for {option}",
            number=number,
            about=len(to_ask),
            option=self.session.option,
        )

    def show_present(self) -> None:
        """Show the proposal's answer, and the alternative's own if it has one."""
        say = self.session.prompter.say
        shared = self.session.shared(self.question.id)
        if shared:
            say(words.answer(self.question, self.options, shared), first=words.label(tr("In the proposal:")))
        if self.given:
            own = words.label(tr("For {option}:", option=self.session.option))
            say(words.answer(self.question, self.options, self.given), first=own)
            if shared:
                say(tr("Press Enter to keep it. For the same as in the proposal, type {hyphen}", hyphen=CLEAR))
            else:
                say(tr("Press Enter to keep it."))
        elif shared:
            say(tr("Press Enter for the same."))

    def take(self, line: str) -> None:
        """Act on one typed line: a hyphen alone means the same as in the proposal."""
        if line.strip() == CLEAR and self.session.shared(self.question.id):
            self.session.clear(self.question.id)
            self.done()
        super().take(line)

    def record(self, answer: Answer) -> None:
        """Save an answer; the proposal's value, typed again with nothing added to it, stays shared with it."""
        shared = self.session.shared(self.question.id)
        is_same = isinstance(answer, Known) and isinstance(shared, Known) and answer.value == shared.value
        if is_same and not (answer.note or self.evidence):
            self.session.clear(self.question.id)
        else:
            super().record(answer)

    def offer_evidence(self) -> None:
        """Offer it for an answer of the alternative's own only."""
        if self.own:
            super().offer_evidence()

    def leave_as_it_is(self) -> None:
        """Enter alone: keep the alternative's own answer, or share the proposal's."""
        if self.given:
            self.done()
        if self.session.shared(self.question.id):
            self.session.clear(self.question.id)  # An answer of its own that no longer fits its question.
            self.done()
        if self.question.optional:
            self.skip()
        raise AnswerError(tr("The proposal has no answer to this. Type one. If you don't know, type :unsure"))


def ask_about(session: OptionSession) -> None:
    """Put the questions about an alternative, one at a time.

    Raise EndOfInput, StoppedByUser or KeyboardInterrupt; all is saved then.
    """
    section = None
    question_id = session.next_open()
    while question_id is not None:
        entered = session.interview.section(question_id)
        if entered is not section:
            show_section(session, question_id)
        section = entered
        session.seen.add(question_id)
        following = AskOption(session, question_id).run()
        if following is not None and following != session.next_open():
            _put_again(session, following)
        question_id = following


def _put_again(session: OptionSession, question_id: str) -> None:
    """Put again all from this question on, which the person has gone back to; one further on changes nothing."""
    order = list(session.ruleset.questions)
    place = order.index(question_id)
    session.seen = {name for name in session.seen if order.index(name) < place}
