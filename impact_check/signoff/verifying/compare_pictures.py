"""Two PDFs -> whether their pages look the same, drawn by another program than the one that made them.

Two ways to compute an outline may differ by a shade at its edge. A digit that became another one differs in full
black: an embedded font with two shapes swapped shows only here.
"""

from collections.abc import Iterator
from typing import Any

from impact_check.errors import MissingLibraryError
from impact_check.language import tr

DOTS = 100
"""An inch."""
SHADES = 64
"""Of 255: no dot may differ by more."""


def pages_that_look_different(one: bytes, other: bytes) -> tuple[int, ...]:
    """Return the numbers of the pages that look different, from 1. More pages in one of them are all different.

    Raises MissingLibraryError if pypdfium2 isn't installed.
    """
    counts = _count(one), _count(other)
    longer = range(min(counts), max(counts))
    pairs = zip(_pictures(one), _pictures(other), strict=False)
    differing = [place for place, (a, b) in enumerate(pairs) if not _look_alike(a, b)]
    return tuple(place + 1 for place in (*differing, *longer))


def _count(pdf: bytes) -> int:
    document = _pdfium().PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _pictures(pdf: bytes) -> Iterator[tuple[int, bytes]]:
    """Draw each page in shades of grey: the length of a row, and all rows."""
    document = _pdfium().PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            picture = page.render(scale=DOTS / 72, may_draw_forms=False, draw_annots=False, grayscale=True)
            yield picture.stride, bytes(picture.buffer)
            picture.close()
            page.close()
    finally:
        document.close()


def _look_alike(one: tuple[int, bytes], other: tuple[int, bytes]) -> bool:
    (width, a), (other_width, b) = one, other
    if (width, len(a)) != (other_width, len(b)):
        return False
    if a == b:
        return True
    rows = range(0, len(a), width)
    differing = ((a[row : row + width], b[row : row + width]) for row in rows)
    return all(x == y or max(abs(p - q) for p, q in zip(x, y, strict=True)) <= SHADES for x, y in differing)


def _pdfium() -> Any:
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingLibraryError(
            tr("Comparing pages needs pypdfium2. Install it with: pip install “impact-check[sign]”")
        ) from error
    return pypdfium2
