"""Place the drawings of mitigation: the possible level of each harm before and after, as dumbbells.

Positions are in the units of each drawing's viewBox. Colours and shapes belong to the template.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from impact_check.language import tr
from impact_check.model.levels import Level
from impact_check.model.result import FactorRating
from impact_check.report.formats import labelled
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Tick
from impact_check.report.parts import Dumbbell, DumbbellRow
from impact_check.report.rating_scale import tick_word
from impact_check.report.wording import LEVEL_SHAPES

_WIDTH = 520.0
_AXIS_LEFT = 190.0
_AXIS_STEP = 74.0
_AXIS_Y = 14.0
_TOP = 24.0
_ROW_HEIGHT = 26.0
_LINE_HEIGHT = 10.5
_LABEL_LENGTH = 34
_ROWS_PER_CHART = 14


def dumbbells(ratings: Sequence[FactorRating], lookup: Lookup) -> tuple[Dumbbell, ...]:
    """Draw the possible level of each factor before and after mitigation, a page's worth of factors to a chart."""
    return tuple(
        _dumbbell(ratings[start : start + _ROWS_PER_CHART], lookup) for start in range(0, len(ratings), _ROWS_PER_CHART)
    )


def _dumbbell(ratings: Sequence[FactorRating], lookup: Lookup) -> Dumbbell:
    bottom = _TOP + _ROW_HEIGHT * len(ratings)
    readings = "; ".join(
        labelled(lookup.factor_title(rating.factor), _reading(rating.inherent.possible, rating.residual.possible))
        for rating in ratings
    )
    return Dumbbell(
        title=tr("Possible level of each harm before and after mitigation. {readings}.", readings=readings),
        width=_WIDTH,
        height=bottom + 4,
        top=_TOP,
        bottom=bottom,
        axis_y=_AXIS_Y,
        ticks=tuple(Tick(_AXIS_LEFT + _AXIS_STEP * level, tick_word(level)) for level in Level),
        rows=tuple(_rows(ratings, lookup)),
    )


def _rows(ratings: Sequence[FactorRating], lookup: Lookup) -> Iterator[DumbbellRow]:
    for number, rating in enumerate(ratings):
        y = _TOP + _ROW_HEIGHT * (number + 0.5)
        before, after = rating.inherent.possible, rating.residual.possible
        label = wrap(lookup.factor_title(rating.factor), _LABEL_LENGTH, max_lines=2, placeholder="…")
        yield DumbbellRow(
            label=tuple(label),
            label_y=y + 3.2 - _LINE_HEIGHT * (len(label) - 1) / 2,
            y=y,
            from_x=_AXIS_LEFT + _AXIS_STEP * before,
            to_x=_AXIS_LEFT + _AXIS_STEP * after,
            before=LEVEL_SHAPES[before],
            after=LEVEL_SHAPES[after],
            is_moved=before != after,
        )


def _reading(before: Level, after: Level) -> str:
    first = tick_word(before).lower()
    if before == after:
        return tr("{level} before and after", level=first)
    return tr("from {before} to {after}", before=first, after=tick_word(after).lower())
