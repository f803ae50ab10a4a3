"""`impact-check option` and `impact-check compare`: other ways to decide, and what each would mean."""

import csv
import io
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from impact_check.cli import clock, words
from impact_check.cli.ask_option import OptionSession, ask_about
from impact_check.cli.assess import resume
from impact_check.cli.characters import given_text
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import ANSWERS_ENDINGS, open_file
from impact_check.cli.forms import SteppedBack, ask_text, ask_yes_no
from impact_check.cli.holding import held
from impact_check.cli.mitigations import plan_mitigations
from impact_check.cli.output import look_here, say, say_wrapped
from impact_check.cli.prompts import EndOfInput, Prompter, SilentPrompter, TerminalPrompter
from impact_check.cli.read_only import print_json
from impact_check.cli.session import Session, StoppedByUser
from impact_check.cli.store import Store, assessment_path
from impact_check.language import tr, trn
from impact_check.model.assessment import Alternative, Assessment

COMPARE_SCHEMA = "impact-check/compare/1"

PIPE_WIDTH = 80
"""Columns of a table that is written to a file or a pipe."""


def add(
    file: str, title: str, summary: str | None, answers: str | None, pack: str | None, by: str | None, *, nothing: bool
) -> None:
    """Add an option, and ask what differs from the proposal unless a file says it."""
    from impact_check import api

    title, summary = given_text(title), summary and given_text(summary)
    if nothing and answers:
        raise Stop(Exit.USAGE, tr("--nothing has its answers already, so leave out --answers."))
    with _opened(file, pack, by, is_silent=nothing or bool(answers)) as session:
        present, now = session.assessment, clock.now()
        if answers:
            source = sys.stdin.read() if answers == "-" else Path(answers)
            added = api.read_alternative(session.ruleset, present, source, title=title, by=session.by, at=now)
        elif nothing:
            named = title or tr(api.DO_NOTHING)
            added = api.do_nothing(session.ruleset, present, named, by=session.by, at=now)
        else:
            title, summary = _ask_what_it_is(session, title, summary)
            added = api.add_alternative(present, title, by=session.by, at=now)
        if summary:
            added = api.change_alternative(added, added.alternatives[-1].id, summary=summary, by=session.by, at=now)
        session.keep(added)
        option = _option(session, added, added.alternatives[-1])
        option.prompter.say(tr("Option {option}", option=_named(option.alternative)))
        if nothing or answers:
            _finish(option)
        else:
            _converse(option)


def change(file: str, wanted: str, title: str | None, summary: str | None, pack: str | None, by: str | None) -> None:
    """Go through an option again, or only give it another title or summary."""
    from impact_check import api

    is_renamed = title is not None or summary is not None
    title, summary = title and given_text(title), summary and given_text(summary)
    with _opened(file, pack, by, is_silent=is_renamed) as session:
        found = _find(session.assessment, wanted)
        if not is_renamed:
            option = _option(session, session.assessment, found)
            option.prompter.say(tr("Option {option}", option=_named(found)))
            _converse(option)
            return
        changed = api.change_alternative(
            session.assessment, found.id, title=title, summary=summary, by=session.by, at=clock.now()
        )
        session.keep(changed)
        session.prompter.say(tr("It is now {option}.", option=_named(api.alternative(changed, found.id))))


def remove(file: str, wanted: str, pack: str | None, by: str | None) -> None:
    """Take an option out; a person is asked first."""
    from impact_check import api

    with _opened(file, pack, by) as session:
        found = _find(session.assessment, wanted)
        try:
            asked = tr("Remove {option}?", option=_named(found))
            if session.prompter.is_interactive and not ask_yes_no(session, asked, now=False):
                raise Stop(Exit.OK, tr("Nothing was removed."))
        except (SteppedBack, StoppedByUser, EndOfInput):
            raise Stop(Exit.OK, tr("Nothing was removed.")) from None
        session.keep(api.remove_alternative(session.assessment, found.id, by=session.by, at=clock.now()))
        session.prompter.say(
            tr("Removed {option}. The history of the assessment still tells of it.", option=_named(found))
        )


def list_options(file: str, pack: str | None, on: str | None) -> None:
    """Print the proposal and each option with its rating."""
    from impact_check import api

    opened = open_file(file, pack, on)
    compared = api.compare(opened.ruleset, opened.assessment, opened.result.on)
    own = {entry.id: len(entry.answers) for entry in opened.assessment.alternatives}
    for option in compared.options:
        is_own = option.id in own
        say_wrapped(f"{option.id}: {option.title}" if is_own else tr("Proposal: {title}", title=option.title))
        rating = _capital(words.bounds(option.inherent))
        rated = tr("{rating} as proposed", rating=rating)
        if is_own:
            rated = tr("{rating} as proposed, {answers} of its own", rating=rating, answers=_count(own[option.id]))
        say_wrapped(f"  {rated}")
    if not own:
        say_wrapped(_none(opened.path))


def compare(file: str, pack: str | None, on: str | None, kind: Literal["text", "json", "csv"]) -> None:
    """Print the options side by side."""
    from impact_check import api

    opened = open_file(file, pack, on)
    if not opened.assessment.alternatives:
        raise Stop(Exit.INVALID, _none(opened.path))
    compared = api.compare(opened.ruleset, opened.assessment, opened.result.on)
    if kind == "json":
        print_json(COMPARE_SCHEMA, compared.model_dump(mode="json"))
    elif kind == "csv":
        say(_csv(api.compare_rows(opened.ruleset, opened.assessment, compared)))
    else:
        look, width, in_blocks = look_here(), PIPE_WIDTH, False
        if is_at_terminal():
            # A screen reader reads a table line by line, across its columns.
            width, in_blocks = look.width, look.plain
        say(api.compare_text(opened.ruleset, opened.assessment, compared, width=width, in_blocks=in_blocks))


def is_at_terminal() -> bool:
    """Tell whether somebody reads the output as it comes."""
    return sys.stdout.isatty()


def _none(path: Path) -> str:
    if path.suffix.lower() in ANSWERS_ENDINGS:
        return tr("There is no other option in it yet. Add one under “alternatives:” in {path}.", path=path)
    command = f"impact-check option add {shlex.quote(str(path))}"
    return tr("There is no other option in it yet. To add one: {command}", command=command)


@contextmanager
def _opened(file: str, pack: str | None, by: str | None, *, is_silent: bool = False) -> Iterator[Session]:
    """Have an assessment open for us alone while the block runs."""
    store = Store(assessment_path(file))
    if not store.exists:
        command = f"impact-check assess {file}"
        raise Stop(
            Exit.INVALID,
            tr("There is no file {path}. To start a new assessment: {command}", path=store.path, command=command),
        )
    prompter: Prompter = SilentPrompter(look_here()) if is_silent else TerminalPrompter(look_here())
    with held(store, prompter, by) as opened:
        opened.mend()
        yield resume(store, prompter, pack, by)


def _find(assessment: Assessment, wanted: str) -> Alternative:
    from impact_check import api

    folded = {entry.id.casefold(): entry.id for entry in assessment.alternatives}
    return api.alternative(assessment, folded.get(wanted.casefold(), wanted))


def _option(session: Session, whole: Assessment, found: Alternative) -> OptionSession:
    return OptionSession(session.ruleset, whole, session.store, session.prompter, session.by, option=found.id)


def _ask_what_it_is(session: Session, title: str, summary: str | None) -> tuple[str, str]:
    """Return title and summary of a new option, asking a person for what wasn't given."""
    if not session.prompter.is_interactive:
        return title, summary or ""
    try:
        title = title or ask_text(session, tr("A title for the option"), needed=True)
        return title, ask_text(session, tr("What it would do, in a sentence")) if summary is None else summary
    except (SteppedBack, StoppedByUser, EndOfInput):
        raise Stop(Exit.OK, tr("Nothing was added.")) from None


def _converse(option: OptionSession) -> None:
    """Ask and plan. Whatever ends it, all that was said is saved."""
    option.prompter.say(
        tr(
            "You are asked only what the option does and what it could change. All else is as in the proposal. Where a "
            "question speaks of the proposal, answer for the option. To answer another question differently, type "
            ":list to see its number, then :go and the number."
        )
    )
    to_go_on = tr("Saved. To go on: {command}", command=_to_change(option))
    try:
        ask_about(option)
        plan_mitigations(option)
    except StoppedByUser:
        raise Stop(Exit.OK, to_go_on) from None
    except KeyboardInterrupt:
        raise Stop(Exit.INTERRUPTED, f"\n{to_go_on}") from None
    except EndOfInput:
        if option.prompter.is_interactive:
            raise Stop(Exit.OK, to_go_on) from None
    _finish(option)


def _finish(option: OptionSession) -> None:
    """Say what the option means. Raise Stop if it has questions that nobody has answered."""
    result, say_ = option.result(), option.prompter.say
    own = len(option.alternative.answers)
    say_()
    say_(
        tr(
            "{answers} of its own, all else as in the proposal. It is saved in {path}.",
            answers=_capital(_count(own)),
            path=option.store.path,
        )
    )
    say_(
        tr(
            "The rating of {option} as proposed: {rating}. With the actions that earn credit: {residual}.",
            option=option.option,
            rating=words.bounds(result.inherent.rating),
            residual=words.bounds(result.residual.rating),
        )
    )
    command = f"impact-check compare {shlex.quote(str(option.store.path))}"
    say_(tr("To see it beside the proposal: {command}", command=command))
    waiting = option.needed()
    if waiting:
        listed = (f"  {name}: {option.question(name).text}" for name in waiting)
        what = tr("Not answered yet, so they count as not known:")
        how = tr("To answer them: {command}", command=_to_change(option))
        raise Stop(Exit.INVALID, "\n".join((what, *listed, how)))


def _to_change(option: OptionSession) -> str:
    return f"impact-check option change {shlex.quote(str(option.store.path))} {option.option}"


def _named(entry: Alternative) -> str:
    return f"{entry.id}: {entry.title}"


def _count(number: int) -> str:
    return trn("1 answer", "{count} answers", number) if number else tr("no answers")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _csv(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return rows as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerows([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row] for row in rows)
    return page.getvalue().rstrip("\n")
