"""`impact-check challenge`: a second person goes through what is contested, and says what they think of each point."""

import shlex
from typing import Literal

from impact_check.cli import clock, words
from impact_check.cli.challenge_form import ask_disagreement
from impact_check.cli.characters import given_name, kept_text
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import existing, warn_if_changed
from impact_check.cli.forms import SteppedBack
from impact_check.cli.holding import held
from impact_check.cli.language import load
from impact_check.cli.output import look_here
from impact_check.cli.prompts import EndOfInput, Prompter, TerminalPrompter
from impact_check.cli.session import Session, StoppedByUser
from impact_check.cli.store import Store, assessment_path
from impact_check.cli.typed import Command, UnknownCommandError, read_typed
from impact_check.errors import AnswerError
from impact_check.interview import same_name
from impact_check.language import Translated, to_translate, tr, trn
from impact_check.model.assessment import Review
from impact_check.model.result import Result

CHOICES = (to_translate("Agree"), to_translate("Disagree"), to_translate("Leave for now"))

VIEWS = Translated({"agree": to_translate("agree"), "disagree": to_translate("disagree")})
"""What a challenger thinks of a point, within a sentence."""

HELP: tuple[tuple[str, str], ...] = (
    ("1", to_translate("agree: as far as you know, it is so")),
    ("2", to_translate("disagree: you are asked why, and what the answer should be")),
    (to_translate("3 or Enter"), to_translate("leave it for now, or keep what you said before")),
    (":back", to_translate("go back one point")),
    (":go 7", to_translate("go to point 7")),
    (":list", to_translate("show all points")),
    (":save", to_translate("stop here. All that you said is kept")),
    ("?", to_translate("show this list")),
)
"""What can be typed at a point, and what it does, in the order shown."""


def challenge(file: str, pack: str | None, by: str | None) -> None:
    """Run the command. Raise Stop with the exit code, or an ImpactCheckError about a file that can't be read."""
    prompter = TerminalPrompter(look_here())
    if not prompter.is_interactive:
        raise Stop(Exit.USAGE, tr("A challenge is a talk with a person. Run this command at a terminal."))
    store = Store(assessment_path(file))
    with held(store, prompter, by) as opened:
        opened.mend()
        converse(start(store, prompter, pack, by))


def start(store: Store, prompter: Prompter, pack: str | None, by: str | None) -> Session:
    """Open the assessment for somebody who gave no answers in it."""
    from impact_check import api

    existing(store.path)
    assessment = store.load()
    pinned = assessment.pinned.questionnaire
    ruleset = load(pack or pinned, assessment)
    if ruleset.questionnaire.id != pinned:
        raise Stop(
            Exit.USAGE,
            tr("{path} belongs to the questionnaire “{id}”. Leave out --pack.", path=store.path, id=pinned),
        )
    warn_if_changed(ruleset, assessment)
    name = _who(prompter, by)
    if api.wrote(assessment, name):
        raise Stop(
            Exit.USAGE,
            tr(
                "{name} gave answers in this assessment, so somebody else must challenge it. If you are another person "
                "of the same name, add your job to it with --by.",
                name=name,
            ),
        )
    return Session(ruleset, assessment, store, prompter, name)


def _who(prompter: Prompter, by: str | None) -> str:
    """Return who challenges: as given, as the environment says, or as the person says."""
    named = given_name(by)
    if named:
        return named
    prompter.say(tr("Who challenges this? Give a name and a job, as the report should show it."))
    while True:
        try:
            typed = prompter.read().strip()
        except EndOfInput:
            raise Stop(Exit.OK, tr("Nothing was started.")) from None
        if any(letter.isalpha() for letter in typed.split(":")[0]):
            return kept_text(prompter.say, typed)
        prompter.say(tr("Type a name or a job in words."))


def converse(session: Session) -> None:
    """Go through the points and say what came of it. Whatever ends it, all that was said is saved."""
    try:
        Challenge(session).run()
    except (StoppedByUser, EndOfInput):
        raise Stop(Exit.OK, _to_go_on(session)) from None
    except KeyboardInterrupt:
        raise Stop(Exit.INTERRUPTED, "\n" + _to_go_on(session)) from None


def _to_go_on(session: Session) -> str:
    command = f"impact-check challenge {shlex.quote(str(session.store.path))}"
    return tr("Saved. To go on: {command}", command=command)


class Challenge:
    """One challenger at the contested points. Nothing that they say changes an answer, so the points stay the same."""

    def __init__(self, session: Session) -> None:
        """Take the session of somebody who gave no answers."""
        from impact_check import api

        self.session = session
        self.say = session.prompter.say
        self.result: Result = session.result()
        self.items = api.contested(session.ruleset, session.assessment, self.result)

    def run(self) -> None:
        """Ask about each point that is open, and say at the end how far challenger and author are apart."""
        if not self.items:
            self.say(tr("There is nothing to challenge yet: no answer, action or check here changes the rating."))
            return
        self._welcome()
        at = self._open_after(-1)
        while at is not None:
            at = self._ask(at)
        self._end()

    def _welcome(self) -> None:
        open_ = [place for place in range(len(self.items)) if self._is_open(place)]
        self.say(tr("A second look"), heading=True)
        points = _points(len(self.items))
        if len(open_) < len(self.items):
            self.say(tr("Welcome back: {number} of {points} to go.", number=len(open_), points=points))
            return
        self.say(
            tr(
                "The rating hangs most on {points}, the most telling first. Say what you think of each. "
                "Nothing you say changes an answer: the report shows both views. Each is saved at once.",
                points=points,
            )
        )

    # Where they are

    def _said(self, place: int) -> Review | None:
        """Return what this person said about a point before."""
        item, by = self.items[place], self.session.by
        own = (entry for entry in self.session.assessment.reviews if same_name(entry.by, by))
        return next((entry for entry in own if (entry.kind, entry.about) == (item.kind, item.about)), None)

    def _has_changed(self, review: Review) -> bool:
        from impact_check import api

        return api.has_changed(self.session.ruleset, self.session.assessment, review)

    def _is_open(self, place: int) -> bool:
        said = self._said(place)
        return said is None or self._has_changed(said)

    def _open_after(self, place: int) -> int | None:
        return next((later for later in range(place + 1, len(self.items)) if self._is_open(later)), None)

    def _in_words(self, review: Review) -> str:
        """Return what was said, such as `agree.` or `disagree; it should be Yes. Post would move online.`."""
        if review.instead is None:
            return tr("{view}. {note}", view=VIEWS[review.view], note=review.note).strip()
        question, options = self.session.question(review.about), self.session.options(review.about)
        return tr(
            "{view}; it should be {answer}. {note}",
            view=VIEWS[review.view],
            answer=words.answer(question, options, review.instead),
            note=review.note,
        ).strip()

    # One point

    def _ask(self, place: int) -> int | None:
        """Show a point and read lines until one moves on; return the place to go to, None at the end."""
        self._show(place)
        while True:
            try:
                typed = read_typed(self.session.prompter.read())
                if isinstance(typed, Command):
                    to = self._obey(typed, place)
                    if to is not None:
                        return to
                elif self._take(typed, place):
                    return self._open_after(place)
            except (UnknownCommandError, AnswerError) as error:
                self.say(words.sentence(str(error)))
            except SteppedBack:
                self.say(tr("Left as it was."))
                self._how(place)

    def _show(self, place: int) -> None:
        from impact_check import api

        part = api.item_part(self.session.ruleset, self.session.assessment, self.result, self.items[place])
        self.say()
        self.say(tr("Point {number} of {count}", number=place + 1, count=len(self.items)))
        self.say(part.title, heading=True)
        for row in part.rows:
            self.session.prompter.say(" ".join(line.text for line in row.value), first=f"{row.label}: ", indent=2)
        self.say(part.why, first=words.label(tr("Why:")))
        self._how(place)

    def _how(self, place: int) -> None:
        said = self._said(place)
        if said:
            told = [self._in_words(said)]
            if self._has_changed(said):
                told.append(tr("It has changed since."))
            self.say(" ".join(told), first=words.label(tr("You said:")))
        choices = [f"{number}. {said}" for number, said in enumerate(map(tr, CHOICES), start=1)]
        self.say("   ".join((*choices, tr("? for help"))))

    def _take(self, typed: str, place: int) -> bool:
        """Act on a choice; return whether to move on."""
        item, said = self.items[place], self._said(place)
        view: Literal["agree", "disagree"] = "agree"
        note, instead = "", None
        match typed:
            case "1":
                pass
            case "2":
                view = "disagree"
                note, instead = ask_disagreement(self.session, item, said)
            case "3" | "":
                return True
            case _:
                raise AnswerError(tr("Enter a number between {low} and {high}", low=1, high=len(CHOICES)))
        self._keep(
            Review(
                kind=item.kind,
                about=item.about,
                by=self.session.by,
                at=clock.now(),
                view=view,
                note=note,
                instead=instead,
            )
        )
        return True

    def _keep(self, review: Review) -> None:
        from impact_check import api

        self.session.keep(api.review(self.session.ruleset, self.session.assessment, review))
        self.say(tr("Noted: {answer}.", answer=VIEWS[review.view]))

    # Commands

    def _obey(self, command: Command, place: int) -> int | None:
        """Carry out a command; return where to go, None to stay."""
        match command.name:
            case "save":
                raise StoppedByUser
            case "back" if place == 0:
                self.say(tr("This is the first point."))
            case "back":
                return place - 1
            case "go":
                return self._numbered(command.argument)
            case "list":
                self._list()
                self._how(place)
            case "help":
                self._help(place)
            case other:
                raise AnswerError(tr("“:{word}” does nothing here. Type ? for all commands", word=other))
        return None

    def _numbered(self, typed: str) -> int:
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(self.items):
            return int(typed) - 1
        raise AnswerError(
            tr("Enter the number of a point, from {low} to {high}, such as :go 1", low=1, high=len(self.items))
        )

    def _list(self) -> None:
        from impact_check import api

        for place, item in enumerate(self.items):
            said = self._said(place)
            state = tr("Not looked at yet") if said is None else self._in_words(said)
            if said and self._has_changed(said):
                state = " ".join((state, tr("Changed since.")))
            part = api.item_part(self.session.ruleset, self.session.assessment, self.result, item)
            self.session.prompter.say(part.title, first=f"{place + 1:>3}. ")
            self.session.prompter.say(state, indent=5)

    def _help(self, place: int) -> None:
        told = [(tr(typed), tr(meaning)) for typed, meaning in HELP]
        width = max(len(typed) for typed, _ in told)
        for typed, meaning in told:
            self.session.prompter.say(meaning, first=f"{typed:<{width}}  ", indent=2)
        for id_ in self.items[place].answers:
            question = self.session.question(id_)
            self.session.prompter.say(question.text, first=words.label(tr("The question:")))
            if question.help:
                self.session.prompter.say(question.help, indent=2)
            self.session.prompter.say(question.why, first=words.label(tr("Why it is asked:")), indent=2)
        self._how(place)

    # The end

    def _end(self) -> None:
        """Say what came of it. Raise StoppedByUser if points are left, so that it is said how to go on."""
        from impact_check import api

        self.say()
        self.say(tr("What you said"), heading=True)
        left = sum(self._is_open(place) for place in range(len(self.items)))
        told = api.challenge_text(self.session.ruleset, self.session.assessment, self.result, self.session.by)
        if told:
            self.session.prompter.show(told)
        if left:
            self.say(tr("Left open: {points}.", points=_points(left)))
            raise StoppedByUser
        path = self.session.store.path
        self.say(tr("You have looked at every point. It is all in {path}, and in the report.", path=path))


def _points(number: int) -> str:
    return trn("1 point", "{count} points", number)
