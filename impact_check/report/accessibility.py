"""Mend what WeasyPrint 70 leaves undone in a tagged PDF, before it is written.

- Running headers and footers become artifacts (ISO 14289-1, 7.8; Matterhorn 18).
- Every header cell says what it is the header of (ISO 14289-1, 7.5; Matterhorn 15).
- Text in another language than the document's says which (WCAG 3.1.2).
- Text in scripts whose glyphs are not one for each character carries the characters (WCAG 1.3.2). For scripts that
  run from right to left they stand on the structure element only: readers reverse them in the content stream.
- No glyph maps to an empty text (https://github.com/Kozea/WeasyPrint/issues/2841).

Which text got which marked-content id isn't public: `recording` wraps the private `Stream.marked`, so the version of
WeasyPrint is pinned, and tests/report/test_pdf.py fails if this stops working.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

Record = dict[int, list[tuple[int, Any]]]
"""By id of a page's content stream: each marked-content id with its box."""

_TO_UNICODE = b"/CIDInit /ProcSet findresource begin"


@contextmanager
def recording() -> Iterator[Record]:
    """Remember which box got which marked-content id while a PDF is written."""
    record: Record = {}
    marked = Stream.marked

    @contextmanager
    def remembering(self: Any, box: Any, tag: str) -> Iterator[None]:
        with marked(self, box, tag):
            if self._tags is not None and box in self._tags:
                record.setdefault(id(self), []).append((self._tags[box]["mcid"], box))
            yield

    Stream.marked = remembering
    try:
        yield record
    finally:
        Stream.marked = marked


def repair(document: Any, pdf: Any, record: Record) -> None:
    """Mend the structure tree and content streams of a pydyf PDF in place: a `finisher` of WeasyPrint."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    parents = {numbers[place]: numbers[place + 1] for place in range(0, len(numbers), 2)}
    language = (document.metadata.lang or "").lower()
    for number, page in enumerate(document.pages):
        stream = _object(pdf, _object(pdf, pdf.page_references[number])["Contents"])
        properties = _properties(stream)
        in_margin = {
            id(box)
            for margin in page._page_box.children
            if isinstance(margin, boxes.MarginBox)
            for box in _walk(margin)
        }
        for mcid, box in record.get(id(stream), []):
            if id(box) in in_margin:
                place = properties[mcid]
                stream.stream[place - 1 : place + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
                parents[number][mcid] = b"null"
            elif isinstance(box, boxes.TextBox):
                element = _object(pdf, parents[number][mcid])
                _say_language_and_text(element, stream.stream[properties[mcid]], box, language)
        _set_scopes(page)
    _fill_empty_texts(pdf)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(bytes(reference).split()[0])]


def _walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()) or ():
        yield from _walk(getattr(child, "_box", child))  # An absolutely placed box stands in a placeholder.


def _properties(stream: Any) -> dict[int, int]:
    """Return where in a content stream the property list of each marked-content id stands."""
    return {
        item["MCID"]: place
        for place, item in enumerate(stream.stream)
        if isinstance(item, pydyf.Dictionary) and "MCID" in item
    }


def _say_language_and_text(element: Any, properties: Any, box: Any, document_language: str) -> None:
    if element["S"] != "/Span":
        return
    language = box.style["lang"]
    if language and language.lower() != document_language:
        element["Lang"] = pydyf.String(language)
    if not _needs_actual_text(box.text):
        return
    element["ActualText"] = pydyf.String(box.text)
    if not any(unicodedata.bidirectional(character) in ("R", "AL") for character in box.text):
        properties["ActualText"] = pydyf.String(box.text)
        if "Lang" in element:
            properties["Lang"] = element["Lang"]


def _needs_actual_text(text: str) -> bool:
    """Tell whether a text has letters or marks from Hebrew to Khmer and Mongolian: scripts that join or reorder."""
    return any(0x58F < ord(character) < 0x1E00 and unicodedata.category(character)[0] in "LM" for character in text)


def _set_scopes(page: Any) -> None:
    for box in _walk(page._page_box):
        if isinstance(box, boxes.TableCellBox) and box.element is not None and box.element_tag == "th":
            is_row = box.element.get("scope") == "row"
            box.mark["A"]["Scope"] = "/Row" if is_row else "/Column"


def _fill_empty_texts(pdf: Any) -> None:
    """Map glyphs that stand for no character of their own to ZERO WIDTH SPACE: `<gid> <>` is no valid bfchar."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.stream and item.stream[0] == _TO_UNICODE:
            item.stream = [
                line[:-2] + b"<200b>" if isinstance(line, bytes) and line.endswith(b" <>") else line
                for line in item.stream
            ]
