"""Place the drawing of an overall rating on the five levels, in the units of its viewBox."""

from impact_check.language import tr
from impact_check.model.levels import Bounds, Level
from impact_check.report.formats import lower_first
from impact_check.report.page_one_parts import Scale, Tick
from impact_check.report.wording import LEVEL_SHAPES, LEVEL_WORDS, pair_words

_SCALE_LEFT = 24.0
_SCALE_STEP = 58.0


def scale(heading: str, bounds: Bounds) -> Scale:
    """Draw one overall rating on the five levels, from what is confirmed to what is possible."""
    return Scale(
        title=tr(
            "{heading}: {rating}, on a scale of none, low, moderate, high, severe.",
            heading=heading,
            rating=lower_first(pair_words(bounds)),
        ),
        ticks=tuple(Tick(_SCALE_LEFT + _SCALE_STEP * level, tick_word(level)) for level in Level),
        confirmed_x=_SCALE_LEFT + _SCALE_STEP * bounds.confirmed,
        possible_x=_SCALE_LEFT + _SCALE_STEP * bounds.possible,
        shape=LEVEL_SHAPES[bounds.possible],
    )


def tick_word(level: int) -> str:
    """Return what a level is called on an axis."""
    return LEVEL_WORDS[Level(level)] if level else tr("None")
