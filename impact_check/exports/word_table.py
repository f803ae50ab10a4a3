"""A table of a page -> what Word must be told of it: its name, its headings, its columns."""

from typing import Any
from xml.etree.ElementTree import Element

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from impact_check.exports.page_words import text_in
from impact_check.exports.word_file import TEXT_WIDTH

_LETTER, _LONG_WORD, _CELL_MARGINS = Mm(2.2), 16, Mm(4)
"""The width of a bold letter; letters from which a word may be broken; the space beside the text of a cell."""


def span_of(cell: Element) -> int:
    """Return how many columns a cell takes."""
    return int(cell.get("colspan", "1"))


def describe(table: Any, caption: str, *, has_head: bool, has_labels: bool) -> None:
    """Say what a table is of, and whether its first row and first column are headings."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.attrib.clear()
    look.set(qn("w:val"), f"{(0x20 if has_head else 0) | (0x80 if has_labels else 0) | 0x600:04X}")
    for name, is_so in (("firstRow", has_head), ("firstColumn", has_labels), ("noHBand", True), ("noVBand", True)):
        look.set(qn(f"w:{name}"), "1" if is_so else "0")
    if caption:
        described = OxmlElement("w:tblCaption")
        described.set(qn("w:val"), caption)
        properties.append(described)


def column_widths(rows: list[Element], columns: int) -> list[Emu]:
    """Share the width of the page among columns by how much stands in them, none too narrow for its longest word."""
    amounts: list[list[int]] = [[] for _ in range(columns)]
    least = [0] * columns
    for row in rows:
        if len(row) == columns:
            for place, cell in enumerate(row):
                text = text_in(cell)
                amounts[place].append(min(len(text), 120))
                least[place] = max(least[place], *(len(word) for word in [*text.split(), ""]))
    narrowest = [_LETTER * min(length, _LONG_WORD) + _CELL_MARGINS for length in least]
    left = max(TEXT_WIDTH - sum(narrowest), 0)
    shares = [1 + sum(amount) / max(len(amount), 1) for amount in amounts]
    widths = [width + left * share / sum(shares) for width, share in zip(narrowest, shares, strict=True)]
    return [Emu(round(TEXT_WIDTH * width / sum(widths))) for width in widths]
