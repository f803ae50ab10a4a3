"""Risk factors against something else, as tables that are narrow enough for a page."""

from collections.abc import Callable, Iterator, Sequence

from impact_check.model.result import FactorRating
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Matrix, MatrixRow
from impact_check.report.wording import mark

_COLUMNS = 5
"""Side by side in one table; more make another table."""


def matrices(
    lookup: Lookup,
    caption: Callable[[int, int], str],
    columns: Sequence[tuple[str, str]],
    concerns: Callable[[FactorRating, str], bool],
) -> Iterator[Matrix]:
    """Set the possible level of each factor against the columns that it concerns, worst first.

    caption: makes the caption from the number of the table, from 1, and how many there are. columns: id and title;
    those that no factor concerns are left out. concerns: whether a factor has to do with the column of that id.
    """
    ratings = lookup.result.factors
    shown = [column for column in columns if any(concerns(rating, column[0]) for rating in ratings)]
    chunks = [shown[start : start + _COLUMNS] for start in range(0, len(shown), _COLUMNS)]
    for number, chunk in enumerate(chunks, start=1):
        yield Matrix(
            caption=caption(number, len(chunks)),
            columns=tuple(title for _, title in chunk),
            rows=tuple(
                MatrixRow(
                    lookup.factor_title(rating.factor),
                    tuple(mark(rating.inherent.possible) if concerns(rating, id_) else None for id_, _ in chunk),
                )
                for rating in ratings
                if any(concerns(rating, id_) for id_, _ in chunk)
            ),
        )
