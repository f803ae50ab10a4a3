"""`impact-check submit`: ask what is put forward, make the PDF to be signed, and record it."""

import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import read_day
from impact_check.cli.forms import SteppedBack
from impact_check.cli.holding import Opened, held
from impact_check.cli.language import in_language, load
from impact_check.cli.ledger_option import find_ledger, with_ledger
from impact_check.cli.output import look_here
from impact_check.cli.prompts import EndOfInput, Prompter, TerminalPrompter
from impact_check.cli.session import StoppedByUser
from impact_check.cli.sign_off import Talk
from impact_check.cli.store import ChangedElsewhereError, Store, assessment_path, beside, free
from impact_check.cli.submit_form import Form, ask_submission
from impact_check.errors import AnswerError
from impact_check.interview import read_date
from impact_check.language import listed, tr
from impact_check.model.assessment import Assessment, Condition, Submission
from impact_check.model.questionnaire import Role

if TYPE_CHECKING:
    from impact_check.api import Ruleset
    from impact_check.signoff.folder import LedgerFolder
    from impact_check.signoff.signing import SignOff

PARTS_OF_A_CONDITION = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is put forward, as typed."""

    outcome: str | None
    conditions: tuple[str, ...]
    reasons: str | None


def submit(
    file: str,
    wanted: Wanted,
    output: str | None,
    on: str | None,
    by: str | None,
    pack: str | None,
    ledger: str | None,
) -> None:
    """Put the assessment in a file forward."""
    from impact_check import api

    store = Store(assessment_path(file))
    if not store.exists:
        raise Stop(Exit.INVALID, tr("There is no file {path}. Check the name.", path=store.path))
    typed = tuple(_condition(text, f"C{number}") for number, text in enumerate(wanted.conditions, start=1))
    day, folder = read_day(on) or clock.today(), find_ledger(ledger)
    path = Path(output) if output else free(beside(store.path, "-sign-off.pdf"))
    prompter = TerminalPrompter(look_here())
    with held(store, prompter, by) as opened:
        opened.mend()
        assessment = store.load()
        ruleset = load(pack or assessment.pinned.questionnaire, assessment)
        assessment = in_language(ruleset, assessment)
        submission = _ask(opened, ruleset, assessment, wanted, typed, day, by)
        try:
            done = api.submit_report(
                ruleset,
                assessment,
                submission,
                folder,
                path,
                pack=pack or assessment.pinned.questionnaire,
                evidence_in=store.path.parent,
                save=store.save,
            )
        except ChangedElsewhereError as error:
            raise Stop(Exit.CONFLICT, str(error)) from error
    _tell(prompter, path, done, ledger)
    _tell_who_has_no_key(prompter, folder, done.standing.missing)


def _ask(
    opened: Opened,
    ruleset: "Ruleset",
    assessment: Assessment,
    wanted: Wanted,
    conditions: tuple[Condition, ...],
    day: date,
    by: str | None,
) -> Submission:
    """Ask a person for what wasn't typed. Raise Stop if something is missing and nobody can be asked."""
    from impact_check import api

    result = api.evaluate(ruleset, assessment, day)
    form = Form(
        permitted=result.outcomes,
        outcome=wanted.outcome or "",
        conditions=conditions,
        has_all_conditions=bool(conditions),
        reasons=wanted.reasons or "",
        by=(by or clock.named_user()).strip(),
    )
    if opened.prompter.is_interactive:
        try:
            form = ask_submission(Talk(opened.prompter), form)
        except (SteppedBack, StoppedByUser, EndOfInput):
            raise Stop(Exit.OK, tr("Nothing was put forward.")) from None
    elif not form.outcome:
        permitted = ", ".join(outcome.replace("_", "-") for outcome in result.outcomes)
        told = tr("Say what is put forward, with --outcome. Permitted: {permitted}.", permitted=permitted)
        raise Stop(Exit.USAGE, told)
    elif told := what_is_missing(form) if result.can_be_final else "":
        raise Stop(Exit.USAGE, told)
    elif not form.by:
        raise Stop(Exit.USAGE, tr("Say who puts it forward, with --by NAME."))
    return Submission.model_validate(
        {
            "by": form.by,
            "at": clock.now(),
            "on": day,
            "outcome": form.outcome,
            "conditions": form.conditions,
            "reasons": form.reasons,
        }
    )


def what_is_missing(form: Form) -> str:
    """Return what a permitted outcome needs and wasn't typed; empty if nothing is missing."""
    if form.outcome not in form.permitted:
        return ""
    if form.outcome == "proceed_with_conditions" and not form.conditions:
        option = '--condition "WHAT | WHO | DATE"'
        return tr("To go ahead with conditions, say at least one, with {option}.", option=option)
    if form.outcome == "proceed_despite" and not form.reasons.strip():
        return tr("To go ahead despite the harm, say why, with {option}.", option="--reasons TEXT")
    return ""


def _condition(text: str, id_: str) -> Condition:
    """Read a condition as typed. Raise Stop if it isn't WHAT | WHO | DATE."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != PARTS_OF_A_CONDITION or not all(parts):
        raise Stop(
            Exit.USAGE,
            tr(
                "--condition: “{text}” must have three parts with | between them: what must be done, who sees to it, "
                "and the day, such as 2026-09-01.",
                text=text,
            ),
        )
    try:
        due = read_date(parts[2])
    except AnswerError as error:
        raise Stop(Exit.USAGE, f"--condition: {error}") from None
    return Condition(id=id_, what=parts[0], owner=parts[1], due=due)


def _tell(prompter: Prompter, path: Path, done: "SignOff", ledger: str | None) -> None:
    from impact_check.report.wording import ROLES

    for note in done.notes:
        prompter.say(note)
    first, *others = (ROLES[role] for role in done.standing.missing)
    prompter.say(tr("The PDF to be signed is {path}. From now on, pass on this file; do not print it anew.", path=path))
    prompter.say(tr("First to sign is the {role}:", role=first))
    role = done.standing.missing[0].replace("_", "-")
    prompter.show(with_ledger(f"impact-check sign {shlex.quote(str(path))} --as {role} --key FILE", ledger))
    if others:
        prompter.say(tr("Then: {roles}.", roles=listed(others)))
    prompter.say(tr("To see how far it is:"))
    prompter.show(with_ledger(f"impact-check status {shlex.quote(str(path))}", ledger))


def _tell_who_has_no_key(prompter: Prompter, folder: "LedgerFolder", roles: tuple[Role, ...]) -> None:
    """Say in which roles nobody may sign yet, while there is time to make keys."""
    from impact_check import api
    from impact_check.report.wording import ROLES

    now = api.authority(folder.read())
    without = [ROLES[role] for role in roles if not now.for_role(role)]
    if without:
        told = tr(
            "Nobody has a key yet to sign as {roles}. Ask whoever looks after the keys for one, or for a seal:",
            roles=listed(without, "or"),
        )
        prompter.say(told)
        prompter.show("impact-check keys new --help")
