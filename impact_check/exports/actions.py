"""An assessment -> its action plan: what must be done, by whom and when; as rows, CSV or a workbook (XLSX)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from impact_check.exports.tables import table_csv
from impact_check.language import tr
from impact_check.model.assessment import Mitigation
from impact_check.report.assurance import assurance
from impact_check.report.formats import labelled, one_line, sentence
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import CheckPart
from impact_check.report.wording import MITIGATION_STATUS, STATES, credit_words


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. Texts are on one line."""

    kind: str
    """What sort of thing it is, in words."""
    id: str
    """Of the mitigation, condition or question; empty for a check."""
    what: str
    why: str
    who: str
    due: date | None
    state: str


def action_plan(lookup: Lookup) -> tuple[Action, ...]:
    """Return what must be done, in the language spoken: mitigations, conditions, unknowns, checks to put right."""
    checks = assurance(lookup)
    return (
        *_mitigations(lookup),
        *_conditions(lookup),
        *_unknowns(lookup),
        *(_check(check, tr("Must be put right")) for check in checks.must),
        *(_check(check, tr("Should be put right")) for check in checks.should),
    )


def headings() -> tuple[str, ...]:
    """Return the headings of the columns of a plan, in the order of an action's fields."""
    return (tr("Kind"), tr("Id"), tr("What to do"), tr("Why"), tr("Who"), tr("By when"), tr("State"))


def plan_csv(plan: tuple[Action, ...]) -> bytes:
    """Return a plan as a table (see `table_csv`); days as 2026-09-01."""
    rows = (
        (action.kind, action.id, action.what, action.why, action.who, _iso(action.due), action.state) for action in plan
    )
    return table_csv(headings(), rows)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _mitigations(lookup: Lookup) -> Iterator[Action]:
    steps = {result.mitigation: result.credit for result in lookup.result.mitigations}
    for item in lookup.assessment.mitigations:
        yield Action(
            kind=tr("Mitigation"),
            id=item.id,
            what=one_line(item.action),
            why=one_line(lookup.factor_title(item.factor)),
            who=one_line(_owner(item)),
            due=item.due,
            state=" ".join(map(sentence, (MITIGATION_STATUS[item.status], credit_words(steps.get(item.id, 0))))),
        )


def _owner(item: Mitigation) -> str:
    owner = tr("{name}, {role}", name=item.owner.name, role=item.owner.role) if item.owner else _nobody()
    if item.delivered_by is None:
        return owner
    return tr("{owner}; delivered by {organisation}", owner=owner, organisation=item.delivered_by.organisation)


def _conditions(lookup: Lookup) -> Iterator[Action]:
    submission = lookup.assessment.submission
    for item in submission.conditions if submission else ():
        yield Action(
            kind=tr("Condition"),
            id=item.id,
            what=one_line(item.what),
            why=tr("The decision is put forward on this condition."),
            who=one_line(item.owner),
            due=item.due,
            state=tr("Put forward"),
        )


def _unknowns(lookup: Lookup) -> Iterator[Action]:
    for item in lookup.result.find_out:
        yield Action(
            kind=tr("To find out"),
            id=item.question,
            what=one_line(lookup.question_text(item.question)),
            why=tr("Must be known before sign-off.") if item.must_know else tr("It could change the rating."),
            who=one_line(item.who) or _nobody(),
            due=item.by_when,
            state=STATES[item.state],
        )


def _check(check: CheckPart, kind: str) -> Action:
    return Action(kind, "", one_line(check.fix), labelled(check.title, check.because), _nobody(), None, check.state)


def _nobody() -> str:
    return tr("Nobody is named")
