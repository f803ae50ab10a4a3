"""Ask one question until the person moves on, and carry out the commands typed at it."""

from collections.abc import Callable
from typing import NoReturn

from impact_check.cli import clock, words
from impact_check.cli.evidence import ask_evidence, demand_in_words
from impact_check.cli.forms import SteppedBack, ask_date, ask_text
from impact_check.cli.privacy import hint_once, warn_if_personal
from impact_check.cli.route_shown import place_of, question_at, show_list
from impact_check.cli.session import Session, StoppedByUser
from impact_check.cli.typed import (
    DONT_KNOW_WORDS,
    HELP,
    NOT_APPLICABLE_WORDS,
    Command,
    CommandName,
    UnknownCommandError,
    read_typed,
)
from impact_check.errors import AnswerError
from impact_check.model.assessment import Answer, DontKnow, Known, NotApplicable
from impact_check.model.questionnaire import Question

LONG_LIST = 9
"""Options. A longer list is shown without explanations, so that the question stays on the screen."""


class _MoveOn(Exception):  # noqa: N818  # It carries where to go; nothing failed.
    """The question is done; `to` is the one to ask next, None for the next that is open."""

    def __init__(self, to: str | None = None) -> None:
        self.to = to


class Ask:
    """One question being asked."""

    def __init__(self, session: Session, question_id: str) -> None:
        """Take the session and the question, which is on the route."""
        self.session = session
        self.question: Question = session.question(question_id)
        self.options = session.options(question_id)
        self.note = ""
        self.evidence: tuple[str, ...] = ()
        self.commands: dict[CommandName, Callable[[], None]] = {
            "help": self.show_help,
            "why": self.show_why,
            "back": self.go_back,
            "list": self.show_route,
            "save": self.stop,
            "unsure": self.unsure,
            "evidence": self.take_evidence,
            "skip": self.skip,
        }
        self.commands_with_text: dict[CommandName, Callable[[str], None]] = {
            "go": self.go_to,
            "na": self.not_applicable,
            "note": self.take_note,
        }

    @property
    def given(self) -> Answer | None:
        """The answer on file, if it still fits the question."""
        is_stale = self.session.state(self.question.id).stale
        return None if is_stale else self.session.assessment.answers.get(self.question.id)

    def run(self) -> str | None:
        """Show the question and read lines until one moves on. Return the question to ask next, if any."""
        self.show()
        try:
            while True:
                self.take(self.session.prompter.read(is_long=self.question.type == "text"))
        except _MoveOn as move:
            return move.to or self.session.next_open()

    def take(self, line: str) -> None:
        """Act on one typed line. Mistakes are explained; the question stays."""
        try:
            typed = read_typed(line)
            if not isinstance(typed, Command):
                self.answer(typed)
            elif typed.name in self.commands:
                self.commands[typed.name]()
            else:
                self.commands_with_text[typed.name](typed.argument)
        except (UnknownCommandError, AnswerError) as error:
            self.say(_sentence(str(error)))
        except SteppedBack:
            self.say("Left as it was.")
            self.how()

    # What is shown

    @property
    def is_long_list(self) -> bool:
        """There are so many options that their explanations wait until they are asked for."""
        return len(self.options) > LONG_LIST

    def say(self, text: str) -> None:
        """Show a paragraph."""
        self.session.prompter.say(text)

    def show(self) -> None:
        """Show the question, its help, its options, the present answer and how to answer."""
        prompter = self.session.prompter
        prompter.say()
        prompter.say(self.place())
        prompter.say(self.question.text, heading=True)
        if self.question.help:
            prompter.say(self.question.help, indent=2)
        for number, option in enumerate(self.options, start=1):
            prompter.say(option.label, first=f"{number:>2}. ", indent=1)
            if option.help and not self.is_long_list:
                prompter.say(option.help, indent=5)
        self.show_present()
        hint_once(self.session, self.question.type)
        self.how()

    def place(self) -> str:
        """Return where the question stands among all that will be asked."""
        place = place_of(self.session, self.question.id)
        return f"Question {place.number} of about {place.about}"

    def show_present(self) -> None:
        """Show the present answer, if there is one."""
        if self.given:
            prompter = self.session.prompter
            prompter.say(words.answer(self.question, self.options, self.given), first="Your answer now: ")
            prompter.say("Press Enter to keep it.")

    def how(self) -> None:
        """Say in one line how to answer."""
        question = self.question
        how = {
            "yes_no": "Type 1 or 2.",
            "one": f"Type a number from 1 to {len(self.options)}.",
            "many": "Type the numbers that apply, with commas: 1, 3.",
            "number": f"Type a whole number{f' ({question.unit})' if question.unit else ''}.",
            "date": "Type a date, such as 1 September 2026.",
            "text": "Type your answer, then press Enter.",
            "role": "Type a job title or a team.",
        }[question.type]
        blank = " To leave it blank, press Enter." if question.optional and not self.given else ""
        no_way = " If it can't apply, type :na." if question.allow_not_applicable else ""
        more = "? explains each." if self.is_long_list else "? shows more."
        self.say(f"{how}{blank} If you don't know, type :unsure.{no_way} {more}")

    # What is answered

    def answer(self, text: str) -> None:
        """Take what was typed as the answer."""
        if not text:
            self.leave_as_it_is()
            return
        if self.question.type not in ("text", "role"):
            if text.lower().rstrip(".") in DONT_KNOW_WORDS:
                self.unsure()
            if text.lower().rstrip(".") in NOT_APPLICABLE_WORDS:
                self.not_applicable("")
        from impact_check import api

        value = api.read_value(self.session.ruleset, self.question, text)
        if self.question.type in ("text", "role"):
            value = warn_if_personal(self.session, str(value))
        old = self.given
        same = isinstance(old, Known) and old.value == value
        kept = old.evidence if isinstance(old, Known) and same else ()
        self.record(
            Known(
                by=self.session.by,
                at=clock.now(),
                note=self.note or (old.note if old else ""),
                value=value,
                evidence=tuple(dict.fromkeys((*kept, *self.evidence))),
            )
        )
        if self.options:
            self.say(f"Noted: {words.value(self.question, self.options, value)}.")
        if isinstance(old, Known) and old.evidence and not same:
            self.say(f"Your evidence {words.listed(old.evidence)} was for the old answer, so it is not attached here.")
        if old and old.note and not self.note and not same:
            self.say(f"Your note stays: {old.note}")
        self.offer_evidence()
        raise _MoveOn

    def leave_as_it_is(self) -> None:
        """Enter alone: keep the answer, or leave an optional question blank."""
        if self.given:
            raise _MoveOn(self.after() if self.session.next_open() else None)
        if self.question.optional:
            self.skip()
        raise AnswerError("Type an answer. If you don't know, type :unsure")

    def go_on(self) -> NoReturn:
        """Leave this question for the next that is open."""
        raise _MoveOn

    def record(self, answer: Answer) -> None:
        """Save an answer to this question."""
        self.session.record(self.question.id, answer)
        self.session.passed_over.discard(self.question.id)

    def offer_evidence(self) -> None:
        """If the answer counts only with evidence, say so at once and offer to add it."""
        if self.session.state(self.question.id).state != "no_evidence":
            return
        self.say(demand_in_words(self.question))
        try:
            self.attach(ask_evidence(self.session, "You can add it now."))
        except SteppedBack:
            self.say("Left for later.")
            return
        if self.session.state(self.question.id).state == "no_evidence":
            self.say("For now it counts as unknown. Come back to it any time and type :evidence.")

    def attach(self, evidence_id: str | None) -> None:
        """Attach evidence to the answer on file, or to the one to come."""
        if evidence_id is None:
            return
        if isinstance(self.given, Known):
            together = tuple(dict.fromkeys((*self.given.evidence, evidence_id)))
            self.record(self.given.model_copy(update={"evidence": together, "at": clock.now(), "by": self.session.by}))
        else:
            self.evidence = (*self.evidence, evidence_id)

    # Commands

    def show_help(self) -> None:
        """Show what the options mean, where that was left out, and what can be typed."""
        if self.is_long_list:
            for number, option in enumerate(self.options, start=1):
                said = f"{option.label}. {option.help}" if option.help else option.label
                self.session.prompter.say(said, first=f"{number:>2}. ", indent=1)
            self.session.prompter.say()
        width = max(len(typed) for typed, _ in HELP)
        for typed, meaning in HELP:
            self.session.prompter.say(meaning, first=f"{typed:<{width}}  ", indent=2)
        self.session.prompter.say()
        self.session.prompter.say(self.question.text, heading=True)
        self.how()

    def show_why(self) -> None:
        """Say why this is asked and what it rests on."""
        self.say(self.question.why)
        sources = {source.id: source for source in self.session.ruleset.questionnaire.sources}
        for name in self.question.sources:
            self.session.prompter.say(f"Source: {sources[name].citation}", indent=2)

    def go_back(self) -> None:
        """Go to the question before this one."""
        asked = self.session.route().asked
        place = asked.index(self.question.id)
        if place == 0:
            self.say("This is the first question.")
            return
        raise _MoveOn(asked[place - 1])

    def show_route(self) -> None:
        """Show all questions so far."""
        show_list(self.session)
        self.how()

    def go_to(self, argument: str) -> None:
        """Go to the question with this number."""
        try:
            to = question_at(self.session, argument)
        except ValueError as error:
            raise AnswerError(f"{error}, such as :go 1. Type :list to see them") from error
        raise _MoveOn(to)

    def stop(self) -> None:
        """Stop here."""
        raise StoppedByUser

    def unsure(self) -> None:
        """Record that it isn't known, and who will find out."""
        old = self.given if isinstance(self.given, DontKnow) else None
        self.say("That is fine. Both of these may stay blank.")
        who = ask_text(self.session, "Who will find out", now=old.who if old else "")
        by_when = ask_date(self.session, "By when", now=old.by_when if old else None)
        note = self.note or (self.given.note if self.given else "")
        self.record(DontKnow(by=self.session.by, at=clock.now(), note=note, who=who, by_when=by_when))
        if self.question.must_know:
            self.say("This must be known before the assessment can be final.")
        raise _MoveOn

    def not_applicable(self, argument: str) -> None:
        """Record that the question can't apply, and why."""
        if not self.question.allow_not_applicable:
            raise AnswerError(
                "Every decision that comes to this question can answer it. If you don't know, type :unsure"
            )
        reason = self.text(argument, "Why it can't apply")
        note = self.note or (self.given.note if self.given else "")
        self.record(NotApplicable(by=self.session.by, at=clock.now(), note=note, reason=reason))
        raise _MoveOn

    def take_note(self, argument: str) -> None:
        """Add a note to the answer on file, or to the one to come."""
        note = self.text(argument, "Note")
        if self.given:
            self.record(self.given.model_copy(update={"note": note, "at": clock.now(), "by": self.session.by}))
            self.say("Note added to your answer.")
        else:
            self.note = note
            self.say("Noted. Now your answer.")

    def text(self, argument: str, label: str) -> str:
        """Return what was typed after a command, or ask for it."""
        return warn_if_personal(self.session, argument) if argument else ask_text(self.session, label, needed=True)

    def take_evidence(self) -> None:
        """Add evidence to the answer on file, or to the one to come."""
        added = ask_evidence(self.session)
        self.attach(added)
        if added is None:
            self.say("No evidence added.")
        elif isinstance(self.given, Known):
            self.say("Attached to your answer. Press Enter to go on.")
        else:
            self.say("It will be attached to your answer. Now your answer.")

    def skip(self) -> None:
        """Leave an optional question blank."""
        if not self.question.optional:
            raise AnswerError("This question is needed. If you don't know, type :unsure. To stop here, type :save")
        self.session.clear(self.question.id)
        self.session.passed_over.add(self.question.id)
        raise _MoveOn

    def after(self) -> str | None:
        """Return the question after this one on the route, if there is one."""
        asked = self.session.route().asked
        place = asked.index(self.question.id)
        return asked[place + 1] if place + 1 < len(asked) else None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
