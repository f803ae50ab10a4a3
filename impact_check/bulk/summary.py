"""Totals -> what a screening found, for people and for JSON."""

from collections.abc import Mapping
from pathlib import Path

from impact_check.bulk.tally import NOT_STATED, OTHERS, Pairs, Tally
from impact_check.language import tr
from impact_check.model.assessment import Pinned
from impact_check.model.base import Frozen
from impact_check.model.levels import Level
from impact_check.rules import Ruleset


class Ratings(Frozen):
    """How many decisions have which rating."""

    decisions: int
    confirmed: dict[str, int]
    """Level -> decisions, worst first: what the known answers alone establish."""
    possible: dict[str, int]
    """Level -> decisions, worst first: if every unknown turned out badly."""
    too_unknown: int
    """Decisions of which too little is known to tell: none or low confirmed, and yet high or severe possible."""


class Part(Frozen):
    """The decisions with one value in a column, or that name one option."""

    value: str
    label: str
    ratings: Ratings


class Breakdown(Frozen):
    """Decisions by the values of one column. A decision counts once for each option that it names."""

    column: str
    title: str
    parts: tuple[Part, ...]
    """Most decisions that may be high or severe first."""


class PrincipleTotals(Frozen):
    """How many decisions stand how against one principle, by levels alone."""

    principle: str
    wording: str
    conflicts: int
    at_risk: int
    none_raised: int


class ScreenSummary(Frozen):
    """What a screening found."""

    pinned: Pinned
    """The questionnaire that it was rated with."""
    rows: int
    """Decisions in the file."""
    rejects: int
    """Those without a rating, because a cell, or the whole row, can't be read."""
    ratings: Ratings
    by: tuple[Breakdown, ...]
    principles: tuple[PrincipleTotals, ...]
    output: Path | None = None
    rejects_file: Path | None = None
    """Where the rejects are listed; None if there are none."""
    notes: tuple[str, ...] = ()
    """What people should know about the columns and how they were read."""


def summarised(ruleset: Ruleset, tally: Tally, notes: tuple[str, ...] = (), lost: int = 0) -> ScreenSummary:
    """Return the summary. lost: rows that could not be made out at all."""
    elements = {e.id: e for strategy in ruleset.questionnaire.strategies for e in strategy.elements}
    return ScreenSummary(
        pinned=ruleset.pinned,
        rows=tally.rows + lost,
        rejects=tally.rejects + lost,
        ratings=_ratings(tally.ratings),
        by=tuple(_breakdown(ruleset, name, found) for name, found in tally.by.items()),
        principles=tuple(
            PrincipleTotals(
                principle=id_,
                wording=elements[id_].plain,
                none_raised=counts[0],
                at_risk=counts[1],
                conflicts=counts[2],
            )
            for id_, counts in tally.principles.items()
        ),
        notes=notes,
    )


def _ratings(pairs: Pairs) -> Ratings:
    size = len(Level)
    worst_first = sorted(Level, reverse=True)
    return Ratings(
        decisions=sum(pairs),
        confirmed={level.name.lower(): sum(pairs[level * size : (level + 1) * size]) for level in worst_first},
        possible={level.name.lower(): sum(pairs[level::size]) for level in worst_first},
        too_unknown=sum(
            pairs[confirmed * size + possible]
            for confirmed in (Level.NONE, Level.LOW)
            for possible in (Level.HIGH, Level.SEVERE)
        ),
    )


def _breakdown(ruleset: Ruleset, name: str, found: Mapping[str, Pairs]) -> Breakdown:
    question = ruleset.questions.get(name)
    labels = {option.id: option.label for option in ruleset.options.get(name, ())}
    labels |= {NOT_STATED: tr("Not known") if question else tr("Not stated"), OTHERS: tr("All others")}
    parts = [
        Part(value=value, label=labels.get(value, value), ratings=_ratings(pairs))
        for value, pairs in found.items()
        if any(pairs)
    ]
    parts.sort(key=lambda part: (-part.ratings.possible["severe"] - part.ratings.possible["high"], part.label))
    return Breakdown(column=name, title=question.text if question else name, parts=tuple(parts))
