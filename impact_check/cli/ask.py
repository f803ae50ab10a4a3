"""Ask one question until the person moves on, and carry out the commands typed at it."""

from collections.abc import Callable
from typing import NoReturn

from impact_check.cli import clock, question_shown, words
from impact_check.cli.characters import kept_text
from impact_check.cli.drafts import Typing
from impact_check.cli.evidence import ask_evidence
from impact_check.cli.forms import SteppedBack, ask_date, ask_text
from impact_check.cli.privacy import hint_once, warn_if_personal
from impact_check.cli.prompts import EndOfInput
from impact_check.cli.route_shown import find_question, show_list
from impact_check.cli.session import Session, StoppedByUser
from impact_check.cli.text_sources import NoEditorError, edited_elsewhere, text_of_file
from impact_check.cli.typed import (
    Command,
    CommandName,
    UnknownCommandError,
    as_typed,
    is_text,
    means_dont_know,
    means_later,
    means_not_applicable,
    read_typed,
)
from impact_check.errors import AnswerError
from impact_check.language import tr
from impact_check.model.assessment import Answer, DontKnow, Known, NotApplicable
from impact_check.model.questionnaire import Question


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
        self.begun = session.drafts.text(question_id) if session.prompter.edits_lines else ""
        self.note = ""
        self.evidence: tuple[str, ...] = ()
        self.commands: dict[CommandName, Callable[[], None]] = {
            "help": self.show_help,
            "why": self.show_why,
            "back": self.go_back,
            "next": self.go_on,
            "list": self.show_route,
            "save": self.stop,
            "unsure": self.unsure,
            "skip": self.skip,
        }
        self.commands_with_text: dict[CommandName, Callable[[str], None]] = {
            "go": self.go_to,
            "na": self.not_applicable,
            "note": self.take_note,
            "evidence": self.take_evidence,
            "edit": self.edit,
            "file": self.take_file,
        }

    @property
    def given(self) -> Answer | None:
        """The answer on file, if it still fits the question."""
        return self.session.interview.answer_to(self.question.id)

    def run(self) -> str | None:
        """Show the question and read lines until one moves on. Return the question to ask next, if any."""
        question_shown.show_question(self.session, self.question.id, self.place())
        self.show_present()
        hint_once(self.session, self.question.type)
        self.how()
        self.session.look_ahead()  # While the person reads.
        try:
            while True:
                line = self.read()
                try:
                    self.take(line)
                except (_MoveOn, StoppedByUser, EndOfInput):
                    self.forget_typing()
                    raise
                self.forget_typing()
        except _MoveOn as move:
            return move.to or self.session.next_open()

    def read(self, start: str = "", *, is_long: bool = False) -> str:
        """Read one line for this question; while it is typed, it is kept as a draft."""
        typing = Typing(self.session.drafts, self.question.id) if self.session.prompter.is_interactive else None
        is_long = is_long or self.question.type == "text"
        return self.session.prompter.read(is_long=is_long, start=start, typing=typing)

    def forget_typing(self) -> None:
        """Drop the draft of a line that was taken, but not what had been begun before and was not answered."""
        if self.session.prompter.is_interactive:
            self.session.drafts.put(self.question.id, self.begun)

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
            self.say(words.sentence(str(error)))
        except SteppedBack:
            self.say(tr("Left as it was."))
            self.how()

    def say(self, text: str) -> None:
        """Show a paragraph."""
        self.session.prompter.say(text)

    def place(self) -> str:
        """Return where the question stands among all that will be asked."""
        return question_shown.place_in_words(self.session, self.question.id)

    def show_present(self) -> None:
        """Show what was said, begun or brought here before, if anything."""
        question_shown.show_standing(self.session, self.question, self.given, self.begun)

    def how(self) -> None:
        """Say in one line how to answer."""
        question_shown.show_how(self.session, self.question, self.given)

    # What is answered

    def answer(self, text: str) -> None:
        """Take what was typed as the answer."""
        if not text:
            self.leave_as_it_is()
            return
        if not is_text(self.question):
            if means_dont_know(text):
                self.unsure()
            if means_not_applicable(text):
                self.not_applicable("")
        from impact_check import api

        if is_text(self.question):
            text = kept_text(self.say, text)
        try:
            value = api.read_value(self.session.ruleset, self.question, text)
        except AnswerError:
            self.keep_to_mend(text)
            raise
        if is_text(self.question):
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
        if self.options or self.question.type == "date":
            self.say(tr("Noted: {answer}.", answer=words.value(self.question, self.options, value)))
        if isinstance(old, Known) and old.evidence and not same:
            evidence = words.listed(old.evidence)
            self.say(
                tr("Your evidence {evidence} was for the old answer, so it is not attached here.", evidence=evidence)
            )
        if old and old.note and not self.note and not same:
            self.say(tr("Your note stays: {note}", note=old.note))
        self.offer_evidence()
        raise _MoveOn

    def keep_to_mend(self, text: str) -> None:
        """Keep a text that was not taken, so that it can be mended with `:edit` and need not be typed again."""
        if is_text(self.question) and self.session.prompter.edits_lines:
            self.begun = as_typed(text)

    def leave_as_it_is(self) -> None:
        """Enter alone: go on with what was begun, keep the answer, take the one brought here, or leave a blank."""
        if self.begun:
            self.go_on_typing(self.begun)
        elif self.given:
            raise _MoveOn(self.after() if self.session.next_open() else None)
        elif self.session.interview.suggestion(self.question.id):
            self.session.confirm(self.question.id)
            self.begun = ""
            self.offer_evidence()
            raise _MoveOn
        elif self.question.optional:
            self.skip()
        else:
            raise AnswerError(tr("Type an answer. If you don't know, type :unsure"))

    def done(self) -> NoReturn:
        """Leave this question for the next that is open."""
        raise _MoveOn

    def record(self, answer: Answer) -> None:
        """Save an answer to this question; what had been begun is then done with."""
        self.session.record(self.question.id, answer)
        self.begun = ""

    def offer_evidence(self) -> None:
        """If the answer counts only with evidence, say so at once; the form comes only if it is asked for."""
        if self.lacks_evidence():
            question_shown.show_demand(self.session, self.question)
        while self.lacks_evidence():
            typed = self.session.prompter.read().strip()
            word, _, named = typed.partition(" ")
            try:
                if word.lower() != ":evidence":
                    self.pass_on(typed)
                    return
                self.attach(self.find_evidence(named.strip()))
            except AnswerError as error:
                self.say(words.sentence(str(error)))
                continue
            except SteppedBack:
                self.say(tr("Left for later."))
                return
            if self.lacks_evidence():
                self.say(tr("For now it counts as unknown. Come back to it any time and type :evidence."))
            return

    def lacks_evidence(self) -> bool:
        """Tell whether the answer on file counts as unknown for want of evidence."""
        return self.session.state(self.question.id).state == "no_evidence"

    def pass_on(self, typed: str) -> None:
        """Act on what was typed instead of evidence, which is left for later."""
        match typed.lower():
            case "" | ":next":
                return
            case later if means_later(later):
                return
            case ":back":
                raise _MoveOn(self.question.id)
            case ":save":
                self.stop()
        raise AnswerError(tr("Type :evidence to add it now, or press Enter for the next question"))

    def find_evidence(self, named: str) -> str | None:
        """Return the id of the evidence that was named after `:evidence`, or ask for some; None if it waits."""
        if not named:
            return ask_evidence(self.session)
        present = {item.id.lower(): item.id for item in self.session.assessment.evidence}
        if named.lower() in present:
            return present[named.lower()]
        if not present:
            raise AnswerError(tr("There is no evidence {id} yet. Type :evidence", id=named))
        known = words.listed(present.values(), "or")
        raise AnswerError(tr("There is no evidence {id} yet. Type {known}, or :evidence alone", id=named, known=known))

    def attach(self, evidence_id: str | None) -> None:
        """Attach evidence to the answer on file, or to the one to come."""
        if evidence_id is None:
            return
        if isinstance(self.given, Known):
            together = tuple(dict.fromkeys((*self.given.evidence, evidence_id)))
            self.amend(self.given, {"evidence": together})
        else:
            self.evidence = (*self.evidence, evidence_id)

    def amend(self, given: Answer, details: dict[str, object]) -> None:
        """Save the answer on file with other details."""
        stamped = {**details, "at": clock.now(), "by": self.session.by}
        self.session.record(self.question.id, given.model_copy(update=stamped))

    # Commands: to see

    def show_help(self) -> None:
        """Show what helps with this question, and what can be typed."""
        question_shown.show_help(self.session, self.question)
        self.how()

    def show_why(self) -> None:
        """Say why this is asked and what it rests on."""
        question_shown.show_why(self.session, self.question)

    def show_route(self) -> None:
        """Show all questions so far."""
        show_list(self.session)
        self.how()

    # Commands: to go somewhere

    def go_back(self) -> None:
        """Go to the question before this one."""
        before = self.session.interview.before(self.question.id)
        if before is None:
            self.say(tr("This is the first question."))
            return
        raise _MoveOn(before)

    def go_on(self) -> None:
        """Go to the question after this one. This one stays as it is, open if it was."""
        if self.given is None:
            self.session.pass_over(self.question.id)
        to = self.after() or self.session.next_open()
        if to == self.question.id:
            raise AnswerError(
                tr("This is the only question left. If you don't know, type :unsure. To stop here, type :save")
            )
        raise _MoveOn(to)

    def go_to(self, argument: str) -> None:
        """Go to the question with this number, or with these words in it."""
        raise _MoveOn(find_question(self.session, argument))

    def stop(self) -> None:
        """Stop here."""
        raise StoppedByUser

    def after(self) -> str | None:
        """Return the question after this one on the route, if there is one."""
        return self.session.interview.after(self.question.id)

    # Commands: to answer

    def unsure(self) -> None:
        """Record that it isn't known, and who will find out."""
        old = self.given if isinstance(self.given, DontKnow) else None
        if "unsure" not in self.session.introduced:
            self.say(tr("That is fine. Both of these may stay blank."))
        self.session.introduced.add("unsure")
        who = ask_text(self.session, tr("Who will find out"), now=old.who if old else "")
        by_when = ask_date(self.session, tr("By when"), now=old.by_when if old else None)
        note = self.note or (self.given.note if self.given else "")
        self.record(DontKnow(by=self.session.by, at=clock.now(), note=note, who=who, by_when=by_when))
        self.say(tr("Noted: not known."))
        if self.question.must_know:
            self.say(tr("This must be known before the assessment can be final."))
        raise _MoveOn

    def not_applicable(self, argument: str) -> None:
        """Record that the question can't apply, and why."""
        if not self.question.allow_not_applicable:
            raise AnswerError(
                tr("Every decision that comes to this question can answer it. If you don't know, type :unsure")
            )
        reason = self.text(argument, tr("Why it can't apply"))
        note = self.note or (self.given.note if self.given else "")
        self.record(NotApplicable(by=self.session.by, at=clock.now(), note=note, reason=reason))
        raise _MoveOn

    def skip(self) -> None:
        """Leave an optional question blank."""
        if not self.question.optional:
            raise AnswerError(tr("This question is needed. If you don't know, type :unsure. To stop here, type :save"))
        self.session.clear(self.question.id)
        self.session.pass_over(self.question.id)
        raise _MoveOn

    def edit(self, argument: str) -> None:
        """Change the text of the answer, or of its note, where it stands."""
        if argument.lower() == "note":
            note = self.note or (self.given.note if self.given else "")
            self.change(note, self.take_note)
        elif argument:
            raise AnswerError(tr("Type :edit to change the answer, or :edit note to change its note"))
        elif not is_text(self.question):
            raise AnswerError(tr("Type your new answer. To change its note, type :edit note"))
        elif self.begun:
            typed = read_typed(self.begun)
            if isinstance(typed, Command):
                self.go_on_typing(self.begun)
            else:
                self.change(typed, self.answer)
        else:
            value = self.given.value if isinstance(self.given, Known) else ""
            self.change(str(value), self.answer)

    def change(self, text: str, take: Callable[[str], None]) -> None:
        """Let the person change a text, in an editor where lines are hard to change, and take what comes of it."""
        if self.session.prompter.prefers_editor:
            try:
                changed = edited_elsewhere(text)
            except NoEditorError:
                if not self.session.prompter.edits_lines:
                    raise
            else:
                self.take_changed(text, changed, take)
                return
        line = self.read(as_typed(text), is_long=True)
        typed = read_typed(line)
        if isinstance(typed, Command):
            self.take(line)
        else:
            self.take_changed(text, typed, take)

    def take_changed(self, before: str, changed: str, take: Callable[[str], None]) -> None:
        """Take a text that was changed; one that is as it was, or empty, changes nothing."""
        if changed.strip() and (changed.strip() != before.strip() or self.begun):
            take(changed)
        else:
            raise SteppedBack

    def go_on_typing(self, begun: str) -> None:
        """Put what was begun into the line again. Emptied, it is forgotten."""
        line = self.read(begun)
        self.begun = ""
        if line.strip():
            self.take(line)
        else:
            raise SteppedBack

    def take_file(self, argument: str) -> None:
        """Answer with the text in a file."""
        if not is_text(self.question):
            raise AnswerError(tr("Only a question that is answered in words can take its answer from a file"))
        self.answer(text_of_file(argument))

    def take_note(self, argument: str) -> None:
        """Add a note to the answer on file, or to the one to come."""
        note = self.text(argument, tr("Note"))
        if self.given:
            self.amend(self.given, {"note": note})
            self.say(tr("Note added to your answer."))
        else:
            self.note = note
            self.say(tr("Noted. Now your answer."))

    def text(self, argument: str, label: str) -> str:
        """Return what was typed after a command, or ask for it."""
        if not argument:
            return ask_text(self.session, label, needed=True)
        return warn_if_personal(self.session, kept_text(self.say, argument))

    def take_evidence(self, argument: str) -> None:
        """Add evidence to the answer on file, or to the one to come."""
        added = self.find_evidence(argument)
        self.attach(added)
        if added is None:
            self.say(tr("No evidence added."))
        elif isinstance(self.given, Known):
            self.say(tr("Attached to your answer. Press Enter to go on."))
        else:
            self.say(tr("It will be attached to your answer. Now your answer."))
