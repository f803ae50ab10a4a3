"""What may be shown of a survey: shares with their range, by measure, group and time; small counts are absent."""

from typing import Literal

from impact_check.measures.instrument import SOURCE
from impact_check.measures.responses import Wave
from impact_check.model.base import Frozen
from impact_check.model.comparators import Comparator

MeasureId = Literal["direct", "ucla3"]

NOT_SAID = "(not said)"
"""The group of those for whom the table names none."""


class Share(Frozen):
    """How many of those who answered, with the 95% Wilson interval. Percentages run from 0 to 100."""

    count: int
    percent: float
    low: float
    high: float


class Row(Frozen):
    """One group at one time. Figures are `None` where too few people stand behind them."""

    group: str
    """Empty for everyone; `(not said)` where the group is blank."""
    when: Wave
    answered: int | None
    """How many people answered all questions of the measure. For everyone it may stand alone, with no figure beside."""
    often: Share | None = None
    """Direct measure: often/always."""
    some_or_more: Share | None = None
    """Direct measure: often/always or some of the time."""
    high: Share | None = None
    """UCLA: a sum of 6 or more."""
    mean: float | None = None
    """UCLA: mean of the sums, 3 to 9."""


class Change(Frozen):
    """How the answers of the same people moved, among those with a code at both times. Says nothing of why."""

    people: int
    less_lonely: int | None
    same: int | None
    lonelier: int | None
    chance: float | None
    """How often chance alone splits the movers at least this unevenly, 0 to 1 (exact sign test)."""


class Incomplete(Frozen):
    """Rows that couldn't be scored on a measure because an answer is missing."""

    when: Wave
    rows: int
    of: int


class MeasureScores(Frozen):
    """One measure: its rows (everyone first, then groups by name, each at the start and later), and who moved."""

    measure: MeasureId
    questions: tuple[str, ...]
    rows: tuple[Row, ...]
    change: Change | None
    """`None` without person codes at both times."""
    incomplete: tuple[Incomplete, ...]


class SurveyScores(Frozen):
    """All that may be shown of a survey."""

    sentence: str
    measures: tuple[MeasureScores, ...]
    grouped_by: str
    comparators: tuple[Comparator, ...]
    """National figures, to be read with their survey, area and ages. Not figures about the same people."""
    notes: tuple[str, ...]
    """Warnings and conventions, in sentences."""
    source: str = SOURCE
