"""An assessment -> its row in a register of assessments: the same columns for each, as CSV or a workbook (XLSX)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from impact_check.exports.days import fact_day
from impact_check.exports.shown import name_of_decision
from impact_check.exports.tables import table_csv
from impact_check.language import tr
from impact_check.report.formats import one_line
from impact_check.report.lookup import Lookup
from impact_check.report.summary import fact_line, groups_sentence, status
from impact_check.report.wording import OUTCOMES, ROLES, pair

_LENGTH = 300
"""Characters of a fact in a cell."""

Cell = str | int | date | None
"""A text, a number, a day; None where nothing is on file."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One assessment. Codes stay the same in every language; words are in the language spoken."""

    reference: str
    title: str
    organisation: str
    decision_maker: str
    decision_day: date | None
    change_day: date | None
    review_day: date | None
    rated_for: date
    status: str
    inherent_confirmed: str
    """A level by its code: none, low, moderate, high, severe. So are the next three."""
    inherent_possible: str
    residual_confirmed: str
    residual_possible: str
    rating: str
    """As proposed, in words."""
    unknowns: int
    """How many could change the rating, or must be known."""
    conflicts: str
    """Elements of the strategy that the decision conflicts with after mitigation, by id."""
    groups: str
    permitted: str
    put_forward: str
    signatories: str
    questionnaire: str
    version: str


def register_row(lookup: Lookup) -> RegisterRow:
    """Return the row of one assessment, in the language spoken."""
    facts, result = lookup.questionnaire.facts, lookup.result
    inherent, residual = result.inherent.rating, result.residual.rating
    submission = lookup.assessment.submission
    return RegisterRow(
        reference=one_line(lookup.assessment.id),
        title=name_of_decision(lookup),
        organisation=_fact(lookup, facts.organisation),
        decision_maker=_fact(lookup, facts.decision_maker),
        decision_day=fact_day(lookup, facts.decision_date),
        change_day=fact_day(lookup, facts.change_date),
        review_day=fact_day(lookup, facts.review_date),
        rated_for=result.on,
        status=status(lookup),
        inherent_confirmed=inherent.confirmed.name.lower(),
        inherent_possible=inherent.possible.name.lower(),
        residual_confirmed=residual.confirmed.name.lower(),
        residual_possible=residual.possible.name.lower(),
        rating=pair(inherent).words,
        unknowns=len(result.find_out),
        conflicts=", ".join(found.element for found in result.alignment if found.standing_residual == "conflicts"),
        groups=groups_sentence(lookup),
        permitted="; ".join(OUTCOMES[outcome] for outcome in result.outcomes),
        put_forward=OUTCOMES[submission.outcome] if submission else "",
        signatories="; ".join(ROLES[role] for role in result.signatories),
        questionnaire=result.pinned.questionnaire,
        version=result.pinned.version,
    )


def _fact(lookup: Lookup, question: str | None) -> str:
    return fact_line(lookup, question, _LENGTH) if lookup.value(question) else ""


def register_headings() -> tuple[str, ...]:
    """Return the headings of the columns, in the order of the fields of a row."""
    return (
        *(tr("Reference"), tr("Decision"), tr("Organisation"), tr("Decided by"), tr("Day of the decision")),
        *(tr("Takes effect"), tr("Review"), tr("Judged for"), tr("State")),
        *(tr("As proposed: confirmed"), tr("As proposed: possible")),
        *(tr("After mitigation: confirmed"), tr("After mitigation: possible"), tr("Rating in words")),
        *(tr("Unknowns"), tr("Conflicts with"), tr("Groups affected"), tr("Permitted"), tr("Put forward")),
        *(tr("Who must sign"), tr("Questionnaire"), tr("Version")),
    )


def cells(row: RegisterRow) -> tuple[Cell, ...]:
    """Return the values of a row, in the order of the headings."""
    return tuple(getattr(row, field.name) for field in fields(row))


def register_csv(rows: Iterable[RegisterRow]) -> bytes:
    """Return rows as a table (see `table_csv`); days as 2026-09-01. Rows of several assessments go below each other."""
    return table_csv(register_headings(), (tuple(map(_written, cells(row))) for row in rows))


def _written(cell: Cell) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
