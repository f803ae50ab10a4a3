"""Ask a person what is put forward: the outcome, its conditions, the reasons, and who puts it forward."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from impact_check.cli.forms import SteppedBack, Talk, ask_choice, ask_date, ask_text, ask_yes_no
from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import tr
from impact_check.model.assessment import Condition
from impact_check.model.questionnaire import Outcome


@dataclass(frozen=True, slots=True)
class Form:
    """What was said so far."""

    permitted: tuple[Outcome, ...]
    outcome: str = ""
    conditions: tuple[Condition, ...] = ()
    has_all_conditions: bool = False
    what: str = ""
    """Of the condition that is being asked about, as are the next two."""
    owner: str = ""
    due: date | None = None
    reasons: str = ""
    by: str = ""


Step = Callable[[Talk, Form], Form]
"""Asks for one detail, and returns the form with it."""


def ask_submission(talk: Talk, form: Form) -> Form:
    """Ask for what wasn't said yet. `:back` goes to the detail before; at the first it raises SteppedBack."""
    if _next_step(form) is not None:
        talk.prompter.say(tr("To go back to the detail before, type :back."))
    before: list[Form] = []
    while (step := _next_step(form)) is not None:
        try:
            after = step(talk, form)
        except SteppedBack:
            if not before:
                raise
            form = before.pop()
        else:
            before.append(form)
            form = after
    return form


def _next_step(form: Form) -> Step | None:
    """Return what is still to be asked."""
    if not form.outcome:
        return _outcome
    if form.outcome == "proceed_with_conditions" and not form.has_all_conditions:
        steps = ((form.what, _what), (form.owner, _owner), (form.due, _due))
        return next((step for said, step in steps if not said), _another)
    if form.outcome == "proceed_despite" and not form.reasons:
        return _reasons
    return None if form.by else _by


def _outcome(talk: Talk, form: Form) -> Form:
    choices = tuple((outcome, OUTCOMES_SHORT[outcome]) for outcome in form.permitted)
    return replace(form, outcome=ask_choice(talk, tr("What is put forward? The rating permits:"), choices))


def _what(talk: Talk, form: Form) -> Form:
    return replace(form, what=ask_text(talk, tr("Condition: what must be done?"), needed=True))


def _owner(talk: Talk, form: Form) -> Form:
    return replace(form, owner=ask_text(talk, tr("Who sees to it? A name or a job"), needed=True))


def _due(talk: Talk, form: Form) -> Form:
    return replace(form, due=ask_date(talk, tr("By when?"), needed=True))


def _another(talk: Talk, form: Form) -> Form:
    condition = Condition.model_validate(
        {"id": f"C{len(form.conditions) + 1}", "what": form.what, "owner": form.owner, "due": form.due}
    )
    has_all = not ask_yes_no(talk, tr("Is there another condition?"), now=False)
    conditions = (*form.conditions, condition)
    return replace(form, conditions=conditions, has_all_conditions=has_all, what="", owner="", due=None)


def _reasons(talk: Talk, form: Form) -> Form:
    return replace(form, reasons=ask_text(talk, tr("Why go ahead despite the harm?"), needed=True))


def _by(talk: Talk, form: Form) -> Form:
    return replace(form, by=ask_text(talk, tr("Who puts this forward?"), needed=True))
