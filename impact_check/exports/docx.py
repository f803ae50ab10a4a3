"""The report's HTML -> the same report as a Word document (DOCX, A4): headings, tables, lists, every word of it.

Drawings are left out: each says what is written beside it, and a chart is given as its text alternative.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from impact_check.exports.page_tree import page_tree
from impact_check.exports.page_words import (
    INLINE,
    Look,
    Words,
    bookmark,
    collapsed,
    direction_of,
    first,
    language_of,
    look_of,
    parts_of,
    text_in,
    words_in,
)
from impact_check.exports.word_file import (
    SMALL,
    SMALL_WORDS,
    TABLE,
    Imprint,
    locale,
    new_document,
    restarted_numbers,
    set_direction,
    tick_boxes,
    to_bytes,
)
from impact_check.exports.word_table import column_widths, describe, span_of
from impact_check.language import to_translate, tr
from impact_check.report.formats import one_line

_SKIPPED = frozenset(["footer", "head", "style", "svg"])
"""The foot of a web page, which says again what page 1 says; and drawings."""
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_COPY = to_translate("This is a copy to attach and to copy from. What people sign is the PDF of the report.")
_HEAD_TINT = "F3F2F1"


def report_docx(html: str, *, appendix: str = "") -> bytes:
    """Return a report as DOCX, the same bytes each time. html: what `render_html` made, in the language spoken.

    Before it stands that this is a copy, since it carries no data and nobody can tell whether it was changed.
    appendix: such as `Appendix 2`, for a report that goes behind another: this heading comes first, and all headings
    go down one level.
    """
    page = page_tree(html)
    imprint = _imprint(page)
    at = _At(Look(imprint.language, imprint.direction))
    over = one_line(appendix)
    body = _Body(new_document(imprint), imprint, deeper=1 if over else 0)
    if over:
        body.write([(over, at.look)], replace(at, style="Heading 1"))
    body.write([(tr(_COPY), at.look)], replace(at, style=SMALL))
    body.fill(first(page, "body"), at)
    return to_bytes(body.document)


@dataclass(frozen=True, slots=True)
class _At:
    """Where in the document we are."""

    look: Look
    style: str = "Normal"
    cell: Any = None
    """The cell of a table that paragraphs go to; else they go to the document."""
    depth: int = 0
    """Lists around."""
    is_kept: bool = False
    """It stays on the page of what follows."""
    numbers: int = 0
    """The numbering of list items, if it isn't that of the style."""


class _Body:
    """Writes elements of a page to a document, in order."""

    def __init__(self, document: Document, imprint: Imprint, deeper: int) -> None:
        self.document = document
        self.imprint = imprint
        self.deeper = deeper
        self.styles: dict[str, str] = {}
        self.ids: list[str] = []
        """Where links lead that the next paragraph is."""
        self.bookmarks = 0
        self.boxes = 0

    def fill(self, element: Element, at: _At) -> None:
        """Write what is in an element."""
        words: list[Words] = []
        for part in parts_of(element):
            if isinstance(part, str):
                words.append((part, at.look))
            elif part.tag in INLINE:
                words += words_in(part, at.look)
            else:
                self.write(words, at)
                words = []
                self._block(part, at)
        self.write(words, at)

    def _block(self, element: Element, at: _At) -> None:
        classes = element.get("class", "").split()
        at = replace(at, look=look_of(element, at.look))
        if "id" in element.attrib:
            self.ids.append(element.attrib["id"])
        if element.tag in _SKIPPED:
            return
        if element.tag in _HEADINGS:
            at = replace(at, style=f"Heading {_HEADINGS[element.tag] + self.deeper}")
        elif "small" in classes and not at.cell:
            at = replace(at, style=SMALL)
        elif "small" in classes or "remark" in classes:
            at = replace(at, look=replace(at.look, is_small=True))
        elif "status" in classes or "rating" in classes or "level" in classes:
            at = replace(at, look=replace(at.look, is_bold=True))
        elif "signature" in classes:
            at = replace(at, is_kept=True)
        writers: dict[str, Callable[[Element, _At], None]] = {
            "ul": self._list,
            "ol": self._list,
            "table": self._table,
            "figure": self._figure,
        }
        writers.get(element.tag, self.fill)(element, at)

    def _list(self, element: Element, at: _At) -> None:
        is_numbered = element.tag == "ol"
        style = "List Number" if is_numbered else "List Bullet 2" if at.depth else "List Bullet"
        numbers = restarted_numbers(self.document) if is_numbered else 0
        if "choices" in element.get("class", ""):
            self.boxes = numbers = self.boxes or tick_boxes(self.document)
        for item in element:
            self.fill(item, replace(at, style=style, depth=at.depth + 1, numbers=numbers))

    def _figure(self, element: Element, at: _At) -> None:
        """Write the text alternative of a chart instead of it, without the caption, which explains its signs."""
        title = first(element, "title")
        self.write([(title.text or "", at.look)], at)

    def _table(self, element: Element, at: _At) -> None:
        caption = next((found for found in element if found.tag == "caption"), None)
        if caption is not None:
            self._block(caption, replace(at, style="Caption"))
        head = [row for part in element if part.tag == "thead" for row in part]
        rows = [*head, *(row for part in element if part.tag == "tbody" for row in part)]
        columns = max(sum(span_of(cell) for cell in row) for row in rows)
        table = self.document.add_table(len(rows), columns, TABLE)
        describe(
            table, text_in(caption), has_head=bool(head), has_labels=any(row.find("th") is not None for row in rows)
        )
        if self.imprint.direction == "rtl":
            table.table_direction = WD_TABLE_DIRECTION.RTL
        widths = column_widths(rows, columns)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for place, (row, to) in enumerate(zip(rows, table.rows, strict=True)):
            self._row(row, to, widths, at, is_head=place < len(head))
        self.document.add_paragraph(style=SMALL).paragraph_format.space_after = 0  # Else tables would grow together.

    def _row(self, row: Element, to: Any, widths: list[Emu], at: _At, *, is_head: bool) -> None:
        properties = to._tr.get_or_add_trPr()  # python-docx can’t flag a row.
        properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
        if not text_in(row):
            to.height = Mm(14)  # To sign in.
        place, cells = 0, to.cells
        for element in row:
            span = span_of(element)
            cell = cells[place] if span == 1 else cells[place].merge(cells[place + span - 1])
            cell.width = Emu(sum(widths[place : place + span]))
            self._cell(element, cell, at, is_head=is_head)
            place += span

    def _cell(self, element: Element, cell: Any, at: _At, *, is_head: bool) -> None:
        inside = cell._tc
        for paragraph in list(inside.p_lst):
            inside.remove(paragraph)
        if is_head:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), _HEAD_TINT)
            inside.get_or_add_tcPr().append(shade)
        look = replace(at.look, is_bold=element.tag == "th")
        self.fill(element, replace(at, look=look, cell=cell))
        if not inside.p_lst:
            cell.add_paragraph()
        cell.paragraphs[-1].paragraph_format.space_after = 0

    def write(self, words: list[Words], at: _At) -> None:
        """Write a paragraph, if there is a word in it."""
        told = list(collapsed(words))
        if told:
            self._paragraph(told, at)

    def _paragraph(self, words: list[Words], at: _At) -> None:
        paragraph = (at.cell or self.document).add_paragraph()
        paragraph._p.style = self._style(at.style)  # By id: by name, python-docx reads them all each time.
        ways = {look.direction for text, look in words if any(map(str.isalpha, text))}
        runs = ways.pop() if len(ways) == 1 else at.look.direction
        if "rtl" in (runs, self.imprint.direction):
            set_direction(paragraph, runs)
        if at.is_kept:
            paragraph.paragraph_format.keep_with_next = True
        if at.numbers:
            number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_ilvl().val = 0
            number.get_or_add_numId().val = at.numbers
        self._bookmark(paragraph)
        for text, look in words:
            run = self._run(paragraph, text, look, is_heading=at.style.startswith("Heading"))
            if look.direction != runs:
                _wrap(run, "w:dir", "w:val", look.direction)
            if look.anchor:
                _wrap(run, "w:hyperlink", "w:anchor", look.anchor)

    def _style(self, name: str) -> str:
        if name not in self.styles:
            self.styles[name] = self.document.styles[name].style_id
        return self.styles[name]

    def _bookmark(self, paragraph: Any) -> None:
        for id_ in self.ids:
            for kind in ("Start", "End"):
                mark = OxmlElement(f"w:bookmark{kind}")
                mark.set(qn("w:id"), str(self.bookmarks))
                if kind == "Start":
                    mark.set(qn("w:name"), bookmark(id_))
                paragraph._p.append(mark)
            self.bookmarks += 1
        self.ids.clear()

    def _run(self, paragraph: Any, text: str, look: Look, *, is_heading: bool) -> Any:
        run = paragraph.add_run(text.replace("\v", "\n"))
        font = run.font
        if look.is_small:
            run._r.style = self._style(SMALL_WORDS)
        if look.is_bold and not is_heading:
            font.bold = font.cs_bold = True
        if look.is_italic:
            font.italic = font.cs_italic = True
        if look.direction == "rtl":
            font.rtl = True
        properties = run._r.get_or_add_rPr()
        if look.tint:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), look.tint)
            properties.insert_element_before(shade, "w:rtl", "w:cs", "w:lang")
        if look.language != self.imprint.language:
            language = OxmlElement("w:lang")
            for name in ("w:val", "w:bidi"):
                language.set(qn(name), locale(look.language))
            properties.append(language)
        return run._r


def _wrap(run: Any, tag: str, name: str, value: str) -> None:
    """Put an element around a run, inside any that is there already."""
    around = OxmlElement(tag)
    around.set(qn(name), value)
    run.addprevious(around)
    around.append(run)


def _imprint(page: Element) -> Imprint:
    """Read what the page says about itself."""
    said = {meta.get("name", ""): meta.get("content", "") for meta in page.iter("meta")}
    body = first(page, "body")
    return Imprint(
        title=text_in(first(page, "title")),
        kind=text_in(next(part for part in body.iter("p") if part.get("class") == "kind")),
        running_title=first(body, "h1").get("data-short", ""),
        reference=first(body, "header").get("data-reference", ""),
        author=said["author"],
        description=said["description"],
        created=datetime.fromisoformat(said["dcterms.created"]),
        modified=datetime.fromisoformat(said["dcterms.modified"]),
        language=language_of(page.get("lang", "en")),
        direction=direction_of(page, "ltr"),
    )
