"""Check the tables of policy choices: consistent in themselves, and in a pack never weaker than core's."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from impact_check.errors import Fault
from impact_check.loading.strict_yaml import Document, Loc
from impact_check.model.levels import Level
from impact_check.model.questionnaire import OUTCOMES, LevelTable, Parameters

WRITE_DATE = "write the date as year-month-day, like 2026-05-01"


def is_date(text: str) -> bool:
    """Tell whether a text is a date of the calendar, written year-month-day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_parameters(parameters: Parameters, document: Document) -> Iterator[Fault]:
    """Tell what makes the tables inconsistent: a level that falls where harm rises, a duty that shrinks."""
    if not is_date(parameters.effective_from):
        yield document.fault(("effective_from",), "wrong-date", WRITE_DATE)
    yield from _check_table(parameters.level_table, document)
    levels = parameters.requirements.levels
    way: Loc = ("requirements", "levels")
    for place, (requirement, level) in enumerate(zip(levels, Level, strict=True)):
        if requirement.level != level:
            message = f"expected level {level.name.lower()} here: list none, low, moderate, high, severe in this order"
            yield document.fault((*way, place, "level"), "levels-order", message)
    for place, (lower, higher) in enumerate(pairwise(levels), start=1):
        if lost := [role for role in lower.signatories if role not in higher.signatories]:
            message = f"{', '.join(lost)} signs a lower level but not this one"
            yield document.fault((*way, place, "signatories"), "signatory-lost", message)
        if gained := [
            outcome for outcome in higher.outcomes if outcome in OUTCOMES[:2] and outcome not in lower.outcomes
        ]:
            message = f"{', '.join(gained)} is permitted here but not at a lower level"
            yield document.fault((*way, place, "outcomes"), "outcome-gained", message)


def _check_table(table: LevelTable, document: Document) -> Iterator[Fault]:
    rows = [(row.limited, row.raised, row.acute) for row in table.rows]
    way: Loc = ("level_table", "rows")
    expected = [Level.LOW, Level.MODERATE, Level.HIGH, Level.SEVERE]
    if [row.severity for row in table.rows] != expected:
        yield document.fault(way, "levels-order", "list the severities low, moderate, high, severe in this order")
        return
    for place, row in enumerate(rows):
        above = rows[place - 1] if place else (Level.NONE,) * 3
        falls_along = any(left > right for left, right in pairwise(row))
        if falls_along or any(up > here for up, here in zip(above, row, strict=True)):
            message = "a level falls where severity or exposure rises"
            yield document.fault((*way, place), "table-not-monotone", message)
        for column, level in enumerate(row):
            beside = [
                r[c] for r in rows[max(place - 1, 0) : place + 2] for c in range(max(column - 1, 0), min(column + 2, 3))
            ]
            if level >= Level.HIGH and min(beside) <= Level.LOW:
                message = "low and high touch, diagonals included: one small difference would jump two levels"
                yield document.fault((*way, place), "table-jumps", message)
                break


def check_extension(core: Parameters, own: Parameters, document: Document) -> Iterator[Fault]:
    """Tell where a pack's parameters are weaker than core's."""

    def weaker(key: Loc, what: str) -> Fault:
        return document.fault(key, "weakens-core", f"{what}: a pack's parameters can only be stricter than core's")

    for place, (ours, theirs) in enumerate(zip(own.level_table.rows, core.level_table.rows, strict=True)):
        if any(getattr(ours, column) < getattr(theirs, column) for column in ("limited", "raised", "acute")):
            yield weaker(("level_table", "rows", place), "a level is lower than core's")
    for name in ("principle", "overall"):
        if getattr(own.accumulation, name) > getattr(core.accumulation, name):
            yield weaker(("accumulation", name), "more factors are needed to make high")
    for name in ("conflicts_from", "at_risk_from"):
        if getattr(own.alignment, name) > getattr(core.alignment, name):
            yield weaker(("alignment", name), "a principle is in conflict or at risk later")
    for place, (mine, base) in enumerate(zip(own.requirements.levels, core.requirements.levels, strict=True)):
        if lost := [role for role in base.signatories if role not in mine.signatories]:
            yield weaker(("requirements", "levels", place, "signatories"), f"{', '.join(lost)} no longer signs")
        if gained := [outcome for outcome in mine.outcomes if outcome not in base.outcomes]:
            yield weaker(("requirements", "levels", place, "outcomes"), f"{', '.join(gained)} becomes permitted")
    if gained := [
        outcome for outcome in own.requirements.gap_outcomes if outcome not in core.requirements.gap_outcomes
    ]:
        yield weaker(("requirements", "gap_outcomes"), f"{', '.join(gained)} becomes permitted with an open check")
