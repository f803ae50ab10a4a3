"""`impact-check assess`: start or resume an assessment, ask, check, plan, rate, report."""

import io
import os
import select
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from impact_check.cli import clock
from impact_check.cli.answers_given import (
    NOTHING_GIVEN,
    Given,
    brought,
    noticed,
    open_questions,
    refuse_unless_right,
)
from impact_check.cli.characters import given_name, kept_text, list_characters
from impact_check.cli.check_answers import check_answers
from impact_check.cli.endings import exit_of
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.finish import finish
from impact_check.cli.forms import SteppedBack, ask_yes_no
from impact_check.cli.holding import held
from impact_check.cli.language import in_language, load
from impact_check.cli.mitigations import plan_mitigations
from impact_check.cli.output import look_here
from impact_check.cli.privacy import list_personal
from impact_check.cli.prompts import EndOfInput, Prompter, SilentPrompter, TerminalPrompter
from impact_check.cli.session import Session, StoppedByUser, command_for, to_go_on
from impact_check.cli.store import ENDING, Store, assessment_path
from impact_check.cli.wizard import ask_questions, pass_over_blanks, welcome
from impact_check.language import tr, trn
from impact_check.model.assessment import Assessment

if TYPE_CHECKING:
    from impact_check.api import Ruleset

DEFAULT_PACK = "kirklees"
NOT_NAMED = "not named"


def assess(
    file: str,
    pack: str | None,
    answers: str | None,
    by: str | None,
    *,
    take_over: bool = False,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Run the command. Raise Stop with the exit code, or an ImpactCheckError about a file that can't be read.

    given: what else the command line says about answers that come from files.
    """
    if given.strict and answers is None:
        raise Stop(Exit.USAGE, tr("--strict goes with --answers: it says what a file of answers leaves to be done."))
    store = Store(assessment_path(file))
    prompter = TerminalPrompter(look_here())
    is_answered = prompter.is_interactive or (answers is None and _input_waits())
    if answers is None and not is_answered and not given.brings:
        _refuse_nobody(store, pack)
    with held(store, prompter, by, take_over=take_over) as opened:
        opened.mend()
        if answers is not None:
            _take_answers(from_answers(store, pack, answers, by, given), given)
        else:
            session = (resume if store.exists else start)(store, prompter, pack, by, given)
            (converse if is_answered else _end)(session)


def _refuse_nobody(store: Store, pack: str | None) -> NoReturn:
    """Raise Stop with what to do where nobody answers; what is wrong with the file or the questionnaire comes first."""
    if store.exists:
        _questionnaire_of(store.load(), store.path, pack)
        raise Stop(
            Exit.USAGE,
            tr(
                "Nobody is there to answer, so {path} stays as it is. To see what it says: {command}",
                path=store.path,
                command=f"impact-check rate {shlex.quote(str(store.path))}",
            ),
        )
    _questionnaire_to_begin(pack)
    raise Stop(
        Exit.USAGE,
        tr(
            "Nobody is there to answer, and no answers were given. Name a file of them: "
            "{command} --answers FILE. To make a blank one: impact-check answers-template > FILE",
            command=command_for(store.path),
        ),
    )


PATIENCE = 1.0
"""Seconds to wait for the first line of a pipe. One that stays open and silent may still be written to."""


def _input_waits() -> bool:
    """Tell whether standard input, which is no terminal, holds anything or may come to. Nothing of it is taken."""
    source = getattr(sys.stdin, "buffer", None)
    if not isinstance(source, io.BufferedReader | io.BufferedRandom):
        return True
    try:
        if os.name != "nt" and not select.select([source], [], [], PATIENCE)[0]:
            return True
        return bool(source.peek(1))
    except (OSError, ValueError):  # It can't be read, or is closed.
        return False


def _take_answers(session: Session, given: Given) -> None:
    """Go on from answers that were read: with a person, if one is there; else rate and report, or say what is open."""
    if session.prompter.is_interactive and not given.strict:
        converse(session)
    else:
        _end(session)


def _end(session: Session) -> None:
    """Rate and report without asking. Raise Stop if a question is open."""
    if session.needed():
        raise Stop(Exit.INVALID, open_questions(session))
    finish(session)


def _tell(session: Session, told: Iterable[str]) -> None:
    for line in told:
        session.prompter.say(line)


def start(store: Store, prompter: Prompter, pack: str | None, by: str | None, given: Given = NOTHING_GIVEN) -> Session:
    """Begin a new assessment and save it at once, so that a folder that can't be written shows before any work.

    What is to be brought is read before that, so that nothing is begun if it can't be.
    """
    from impact_check import api

    ruleset = _questionnaire_to_begin(pack, may_be_kept=True)
    named = _who(prompter, by, "")
    assessment = api.new_assessment(ruleset, id=clock.fresh_id(), by=named, at=clock.now())
    assessment, told = brought(ruleset, assessment, given, folder=store.path.parent, by=named)
    session = Session(ruleset, assessment, store, prompter, named, pack=pack or DEFAULT_PACK)
    session.keep(assessment)
    welcome(session, is_new=True)
    _tell(session, told)
    return session


def _questionnaire_to_begin(pack: str | None, *, may_be_kept: bool = False) -> "Ruleset":
    """Load the questionnaire of a new assessment. Raise Stop if it is a template, or an ImpactCheckError."""
    ruleset = load(pack or DEFAULT_PACK, may_be_kept=may_be_kept)
    head = ruleset.questionnaire.packs[-1]
    if head.template:
        raise Stop(
            Exit.USAGE,
            tr(
                "“{id}” is a template, so nothing can be assessed with it. Make your own questionnaire from it: "
                "impact-check pack new NAME",
                id=head.id,
            ),
        )
    return ruleset


def _questionnaire_of(assessment: Assessment, path: Path, pack: str | None) -> "Ruleset":
    """Load the questionnaire that an assessment was started with. Raise Stop if `pack` is another."""
    pinned = assessment.pinned
    ruleset = load(pack or pinned.questionnaire, assessment, may_be_kept=True)
    if ruleset.questionnaire.id != pinned.questionnaire:
        raise Stop(
            Exit.USAGE,
            tr(
                "{path} was started with the questionnaire “{before}”, not “{now}”. Leave out --pack, or start a new "
                "file.",
                path=path,
                before=pinned.questionnaire,
                now=ruleset.questionnaire.id,
            ),
        )
    return ruleset


def resume(store: Store, prompter: Prompter, pack: str | None, by: str | None, given: Given = NOTHING_GIVEN) -> Session:
    """Go on with the assessment on file, under the questionnaire that it was started with."""
    assessment = store.load()
    ruleset = _questionnaire_of(assessment, store.path, pack)
    last = assessment.history[-1].by if assessment.history else ""
    named = _who(prompter, by, last)
    source = pack or assessment.pinned.questionnaire
    session = Session(ruleset, in_language(ruleset, assessment), store, prompter, named, pack=source)
    if ruleset.sha256 != assessment.pinned.sha256:
        _move_to_new_questionnaire(session)
    assessment, told = brought(ruleset, session.assessment, given, folder=store.path.parent, by=session.by)
    if assessment != session.assessment:
        session.keep(assessment)
    session.look_ahead()
    pass_over_blanks(session)
    welcome(session, is_new=False)
    _tell(session, told)
    return session


def _move_to_new_questionnaire(session: Session) -> None:
    """Say that the questionnaire is another version than before, and go on under it if the person agrees."""
    from impact_check import api

    before, now = session.assessment.pinned.version, session.ruleset.pinned.version
    if before != now:
        versions = tr("You began with {before}, and this is {now}.", before=before, now=now)
    else:
        versions = tr("Both say they are {now}.", now=now)
    session.prompter.say(
        tr(
            "The questionnaire has changed since you began. {versions} "
            "Your answers are kept. Where one no longer fits its question, you are asked again.",
            versions=versions,
        )
    )
    try:
        agreed = not session.prompter.is_interactive or ask_yes_no(session, tr("Go on with it?"), now=True)
    except (SteppedBack, StoppedByUser, EndOfInput):
        agreed = False
    if not agreed:
        raise Stop(Exit.OK, tr("Nothing was changed in {path}.", path=session.store.path))
    session.keep(api.repin(session.ruleset, session.assessment, by=session.by, at=clock.now()))


def from_answers(store: Store, pack: str | None, answers: str, by: str | None, given: Given) -> Session:
    """Begin a new assessment with the answers in a file, or in standard input.

    Raise Stop, with nothing saved, if all must be right (`given.strict`) and something isn't.
    """
    from impact_check import api

    if store.exists:
        raise Stop(
            Exit.CONFLICT,
            tr(
                "{path} exists already, so the answers were not read. Give another name, or leave out --answers.",
                path=store.path,
            ),
        )
    if answers.lower().endswith(ENDING):
        raise Stop(
            Exit.USAGE,
            tr(
                "{file} is an assessment, not a file of answers. To go on with it: {go_on} "
                "To bring from it what may hold again: {bring}",
                file=answers,
                go_on=command_for(Path(answers)),
                bring=f"{command_for(store.path)} --data {shlex.quote(answers)}",
            ),
        )
    source = _standard_input() if answers == "-" else Path(answers)
    header = api.answers_header(source, written_as=given.written_as)
    ruleset = _questionnaire_to_begin(pack or header.questionnaire)
    named = given_name(by)
    assessment = api.read_answers(ruleset, source, at=clock.now(), by=named, written_as=given.written_as)
    if "id" not in header.model_fields_set:
        assessment = assessment.model_copy(update={"id": clock.fresh_id()})
    folder = store.path.parent
    beside = source.parent if isinstance(source, Path) else Path.cwd()
    assessment = api.with_evidence_files(assessment, beside, folder)
    named = named or header.by
    count = len(assessment.answers)
    assessment, told = brought(ruleset, assessment, given, folder=folder, by=named)
    if given.strict:
        refuse_unless_right(ruleset, assessment, folder)
    list_characters(api.characters_in(ruleset, source, written_as=given.written_as))
    list_personal(api.personal_details_in(ruleset, source, written_as=given.written_as))
    is_talk = answers != "-" and sys.stdin.isatty() and not given.strict
    prompter: Prompter = TerminalPrompter(look_here()) if is_talk else SilentPrompter(look_here())
    session = Session(ruleset, assessment, store, prompter, named)
    session.keep(assessment)
    pass_over_blanks(session)
    prompter.say(
        trn(
            "{count} answer was read and saved in {path}.",
            "{count} answers were read and saved in {path}.",
            count,
            path=store.path,
        )
    )
    _tell(session, (*told, *noticed(ruleset, assessment, folder)))
    return session


def _standard_input() -> bytes | str:
    """Return what stands in standard input: as bytes, so that a table in any encoding can be read."""
    source = getattr(sys.stdin, "buffer", None)
    return source.read() if source is not None else sys.stdin.read()


def converse(session: Session) -> None:
    """Ask, check, plan, rate and report. Whatever ends it, all that was said is saved."""
    try:
        _converse(session)
    except StoppedByUser:
        raise Stop(Exit.OK, to_go_on(session.store.path)) from None
    except KeyboardInterrupt as interrupt:
        raise Stop(exit_of(interrupt), "\n" + to_go_on(session.store.path)) from None


def _converse(session: Session) -> None:
    try:
        ask_questions(session, session.begun())
        check_answers(session)
        plan_mitigations(session)
    except EndOfInput:
        if session.prompter.is_interactive:
            raise StoppedByUser from None
        if session.needed():
            raise Stop(Exit.INVALID, tr("Input ended before every question was answered; saved.")) from None
    finish(session)


def _who(prompter: Prompter, by: str | None, usual: str) -> str:
    """Return who answers: as given, as the environment says, as the person says, or as last time."""
    named = given_name(by)
    if named or not prompter.is_interactive:
        return named or usual or NOT_NAMED
    prompter.say(tr("Who is filling this in? Give a name or job title, as the report should show it."))
    if usual:
        prompter.say(tr("Last time: {name}. Press Enter if it is still you.", name=usual))
    try:
        while (typed := prompter.read().strip()) and not any(letter.isalpha() for letter in typed.split(":")[0]):
            prompter.say(tr("Type a name or a job in words, or press Enter to leave it out."))
        return kept_text(prompter.say, typed) or usual or NOT_NAMED
    except EndOfInput:
        raise Stop(Exit.OK, tr("Nothing was started.")) from None
