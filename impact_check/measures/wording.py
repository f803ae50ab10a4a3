"""Scores -> one plain sentence, and the warnings that go with it. No sentence names a cause."""

from collections.abc import Iterator
from typing import Literal

from impact_check.measures.instrument import HIGH_SCORE_IS_CONVENTION
from impact_check.measures.scores import MeasureId, MeasureScores, Row, Share
from impact_check.measures.suppress import THRESHOLD

FEW = 30
"""Below so many answers a difference is too easily chance."""

TIMES = {"baseline": "Baseline", "follow_up": "Follow-up"}

TITLES: dict[MeasureId, str] = {
    "direct": "How often people feel lonely (direct question)",
    "ucla3": "UCLA three-item loneliness scale (sum of three questions, 3 to 9)",
}


def plain_sentence(measures: tuple[MeasureScores, ...]) -> str:
    """Say in one sentence what the survey shows of everyone, and how much chance there may be in it."""
    for scores in measures:
        rows = [row for row in scores.rows if not row.group]
        for indicator, what in _HEADLINES:
            told = [(row, share) for row in rows if (share := getattr(row, indicator)) is not None]
            if told and len(told) == len(rows):
                return _two_times(what, *told) if len(told) == len(TIMES) else _one_time(what, *told[0])
    if any(getattr(row, indicator) for scores in measures for row in scores.rows for indicator, _ in _HEADLINES):
        return f"The two times can't be compared: fewer than {THRESHOLD} people stand behind some figure."
    if measures:
        return f"The answers can't be shown: fewer than {THRESHOLD} people stand behind some figure."
    return "Nobody answered any of the questions."


def score_notes(measures: tuple[MeasureScores, ...]) -> Iterator[str]:
    """Yield what a reader must know besides: too few answers, hidden counts, conventions, no cause."""
    for scores in measures:
        few = [row for row in scores.rows if not row.group and row.answered is not None and row.answered < FEW]
        for row in few:
            yield (
                f"{TITLES[scores.measure]}, {TIMES[row.when].lower()}: {row.answered} people answered. "
                f"Fewer than {FEW} is too few to tell change from chance."
            )
    if any(row.group and row.answered is not None and row.answered < FEW for scores in measures for row in scores.rows):
        yield f"Some groups have fewer than {FEW} people: too few to tell groups, or change, from chance."
    if any(_is_hidden(row) for scores in measures for row in scores.rows):
        yield (
            f"Hidden figures stand on fewer than {THRESHOLD} people, or would let such a figure be worked out. "
            "Don't publish another table that differs from this one by a few people."
        )
    if any(scores.measure == "ucla3" for scores in measures):
        yield f"UCLA scale: {HIGH_SCORE_IS_CONVENTION}."
    if measures:
        yield (
            "The range is what chance would allow (95% Wilson interval), as if those who answered had been drawn at "
            "random. People who didn't answer may feel otherwise."
        )
        yield "These figures say how people feel, not why: they can't show that anything caused a change."


def _is_hidden(row: Row) -> bool:
    return row.answered is None or (row.answered > 0 and row.often is None and row.high is None)


_HEADLINES: tuple[tuple[Literal["often", "some_or_more", "high"], str], ...] = (
    ("often", "feel lonely often or always"),
    ("some_or_more", "feel lonely at least some of the time"),
    ("high", "score 6 or more on the UCLA scale"),
)


def _one_time(what: str, row: Row, share: Share) -> str:
    return f"Of {row.answered:,} people who answered, {share.count:,} ({_percent(share)}) {what}."


def _two_times(what: str, first: tuple[Row, Share], later: tuple[Row, Share]) -> str:
    (before, share), (after, later_share) = first, later
    said = (
        f"At baseline {share.count:,} of {before.answered:,} people ({_percent(share)}) {what}; "
        f"at follow-up {later_share.count:,} of {after.answered:,} ({_percent(later_share)})"
    )
    if min(before.answered or 0, after.answered or 0) < FEW:
        return f"{said}, which is too few people to tell change from chance."
    if share.low <= later_share.high and later_share.low <= share.high:
        return f"{said}; the ranges overlap, so the difference may be chance."
    return (
        f"{said}; the ranges don't overlap, so chance alone is an unlikely reason, but the figures don't say what is."
    )


def _percent(share: Share) -> str:
    return f"{share.percent:.0f}%"
