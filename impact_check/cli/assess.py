"""`impact-check assess`: start or resume an assessment, ask, check, plan, rate, report."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.check_answers import check_answers
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.finish import finish
from impact_check.cli.forms import SteppedBack, ask_yes_no
from impact_check.cli.language import in_language, load
from impact_check.cli.mitigations import plan_mitigations
from impact_check.cli.output import look_here
from impact_check.cli.prompts import EndOfInput, Prompter, SilentPrompter, TerminalPrompter
from impact_check.cli.session import Session, StoppedByUser, to_go_on
from impact_check.cli.store import Store, assessment_path
from impact_check.cli.wizard import ask_questions, pass_over_blanks, welcome

if TYPE_CHECKING:
    from impact_check.api import Ruleset

DEFAULT_PACK = "kirklees"
NOT_NAMED = "not named"


def assess(file: str, pack: str | None, answers: str | None, by: str | None) -> None:
    """Run the command. Raise Stop with the exit code, or an ImpactCheckError about a file that can't be read."""
    store = Store(assessment_path(file))
    if answers is None:
        prompter: Prompter = TerminalPrompter(look_here())
        session = resume(store, prompter, pack, by) if store.exists else start(store, prompter, pack, by)
        converse(session)
        return
    session = from_answers(store, pack, answers, by)
    if session.prompter.is_interactive:
        converse(session)
    elif session.needed():
        raise Stop(Exit.INVALID, _open_questions(session))
    else:
        finish(session)


def start(store: Store, prompter: Prompter, pack: str | None, by: str | None) -> Session:
    """Begin a new assessment and save it at once, so that a folder that can't be written shows before any work."""
    from impact_check import api

    ruleset = load(pack or DEFAULT_PACK)
    _refuse_template(ruleset)
    named = _who(prompter, by, "")
    assessment = api.new_assessment(ruleset, id=clock.fresh_id(), by=named, at=clock.now())
    session = Session(ruleset, assessment, store, prompter, named)
    session.keep(assessment)
    welcome(session, is_new=True)
    return session


def _refuse_template(ruleset: "Ruleset") -> None:
    head = ruleset.questionnaire.packs[-1]
    if head.template:
        raise Stop(
            Exit.USAGE,
            f"“{head.id}” is a template, so nothing can be assessed with it. Make your own questionnaire from it: "
            "impact-check pack new NAME",
        )


def resume(store: Store, prompter: Prompter, pack: str | None, by: str | None) -> Session:
    """Go on with the assessment on file, under the questionnaire that it was started with."""
    assessment = store.load()
    pinned = assessment.pinned
    ruleset = load(pack or pinned.questionnaire, assessment)
    if ruleset.questionnaire.id != pinned.questionnaire:
        raise Stop(
            Exit.USAGE,
            f"{store.path} was started with the questionnaire “{pinned.questionnaire}”, not "
            f"“{ruleset.questionnaire.id}”. Leave out --pack, or start a new file.",
        )
    last = assessment.history[-1].by if assessment.history else ""
    session = Session(ruleset, in_language(ruleset, assessment), store, prompter, _who(prompter, by, last))
    if ruleset.sha256 != pinned.sha256:
        _move_to_new_questionnaire(session)
    pass_over_blanks(session)
    welcome(session, is_new=False)
    return session


def _move_to_new_questionnaire(session: Session) -> None:
    """Say that the questionnaire is another version than before, and go on under it if the person agrees."""
    from impact_check import api

    before, now = session.assessment.pinned.version, session.ruleset.pinned.version
    versions = f"You began with {before}, and this is {now}." if before != now else f"Both say they are {now}."
    session.prompter.say(
        f"The questionnaire has changed since you began. {versions} "
        "Your answers are kept. Where one no longer fits its question, you are asked again."
    )
    try:
        agreed = not session.prompter.is_interactive or ask_yes_no(session, "Go on with it?", now=True)
    except (SteppedBack, StoppedByUser, EndOfInput):
        agreed = False
    if not agreed:
        raise Stop(Exit.OK, f"Nothing was changed in {session.store.path}.")
    session.keep(api.repin(session.ruleset, session.assessment, by=session.by, at=clock.now()))


def from_answers(store: Store, pack: str | None, answers: str, by: str | None) -> Session:
    """Begin a new assessment with the answers in a file, or in standard input."""
    from impact_check import api

    if store.exists:
        raise Stop(
            Exit.CONFLICT,
            f"{store.path} exists already, so the answers were not read. Give another name, or leave out --answers.",
        )
    source = sys.stdin.read() if answers == "-" else Path(answers)
    header = api.answers_header(source)
    ruleset = load(pack or header.questionnaire)
    _refuse_template(ruleset)
    assessment = api.read_answers(ruleset, source, at=clock.now())
    if "id" not in header.model_fields_set:
        assessment = assessment.model_copy(update={"id": clock.fresh_id()})
    is_talk = answers != "-" and sys.stdin.isatty()
    prompter: Prompter = TerminalPrompter(look_here()) if is_talk else SilentPrompter(look_here())
    session = Session(ruleset, assessment, store, prompter, by or header.by)
    session.keep(assessment)
    pass_over_blanks(session)
    prompter.say(f"{len(assessment.answers)} answers were read and saved in {store.path}.")
    return session


def converse(session: Session) -> None:
    """Ask, check, plan, rate and report. Whatever ends it, all that was said is saved."""
    try:
        _converse(session)
    except StoppedByUser:
        raise Stop(Exit.OK, to_go_on(session.store.path)) from None
    except KeyboardInterrupt:
        raise Stop(Exit.INTERRUPTED, "\n" + to_go_on(session.store.path)) from None


def _converse(session: Session) -> None:
    try:
        ask_questions(session)
        check_answers(session)
        plan_mitigations(session)
    except EndOfInput:
        if session.prompter.is_interactive:
            raise StoppedByUser from None
        if session.needed():
            raise Stop(Exit.INVALID, "Input ended before every question was answered; saved.") from None
    finish(session)


def _who(prompter: Prompter, by: str | None, usual: str) -> str:
    """Return who answers: as given, as the environment says, as the person says, or as last time."""
    named = (by or clock.named_user()).strip()
    if named or not prompter.is_interactive:
        return named or usual or NOT_NAMED
    prompter.say("Who is filling this in? Give a name or job title, as the report should show it.")
    if usual:
        prompter.say(f"Last time: {usual}. Press Enter if it is still you.")
    try:
        while (typed := prompter.read().strip()) and not any(letter.isalpha() for letter in typed.split(":")[0]):
            prompter.say("Type a name or a job in words, or press Enter to leave it out.")
        return typed or usual or NOT_NAMED
    except EndOfInput:
        raise Stop(Exit.OK, "Nothing was started.") from None


def _open_questions(session: Session) -> str:
    waiting = session.needed()
    listed = "\n".join(f"  {name}: {session.question(name).text}" for name in waiting)
    questions = "1 question is" if len(waiting) == 1 else f"{len(waiting)} questions are"
    return (
        f"Saved, but {questions} not answered yet:\n{listed}\n"
        "Add them to the answers file, with dont_know for what is not known. "
        f"Or answer them here. {to_go_on(session.store.path)}"
    )
