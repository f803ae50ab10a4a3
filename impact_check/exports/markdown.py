"""The report's HTML -> the same report as Markdown, for GitHub and pandoc: headings, lists, tables, every word of it.

Charts are given as their text alternatives. Links inside the report and the list of its sections are left out, since
each Markdown program names headings in its own way. What people wrote is escaped, so that it is never markup.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from impact_check.exports.page_tree import page_tree
from impact_check.exports.page_words import (
    INLINE,
    Look,
    Words,
    collapsed,
    direction_of,
    first,
    language_of,
    look_of,
    parts_of,
    words_in,
)
from impact_check.exports.word_table import span_of
from impact_check.language import to_translate, tr

SKIPPED = frozenset(["footer", "head", "input", "nav", "style", "svg"])
"""What isn't words, or says again what stands elsewhere."""
TICK = "☐ "
"""Stands before a choice that people tick by hand."""
COPY = to_translate("This is a copy to attach and to copy from. What people sign is the PDF of the report.")
_HEADINGS = {"h1": "#", "h2": "##", "h3": "###"}
_ALWAYS = re.compile(r"[\\`*_{}\[\]<>#|~^$&]|(?<=-)-")
"""What may be markup anywhere in a line, in CommonMark, on GitHub or in pandoc."""
_AT_THE_START = re.compile(r"[-+=:%]|\(?(?:[0-9]{1,9}|[A-Za-z@]|[ivxlcdmIVXLCDM]{1,9}|@\w+)[.)](?=\s|$)")
"""What may begin a list, a definition, a rule or a title: also `a.` and `(1)`, which pandoc takes for lists."""
_BREAK = "\v"
_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
"""What some programs take for the end of a line, besides the line feed."""


def report_markdown(html: str) -> str:
    """Return a report as Markdown. html: what `render_html` made, in the language spoken.

    Before it stands that this is a copy, since it carries no data and nobody can tell whether it was changed.
    """
    page = page_tree(html)
    look = Look(language_of(page.get("lang", "en")), direction_of(page, "ltr"))
    blocks = (_paragraph([(tr(COPY), look)]), *_blocks(first(page, "body"), look))
    return "\n\n".join(_apart(blocks)) + "\n"


def _started(line: str) -> str:
    """Return a line whose beginning is no markup."""
    found = _AT_THE_START.match(line)
    if not found:
        return line
    start = found[0]
    if len(start) == 1:
        return f"\\{line}"
    opened = "\\" if start.startswith("(") else ""
    return f"{opened}{start[:-1]}\\{start[-1]}{line[len(start) :]}"


def _blocks(element: Element, look: Look, *, flat: bool = False) -> Iterator[str]:
    """Yield the blocks in an element. flat: each is a text on one line, as the cell of a table needs it."""
    words: list[Words] = []
    for part in parts_of(element):
        if isinstance(part, str):
            words.append((part, look))
        elif part.tag in INLINE:
            words += words_in(part, look)
        else:
            yield from filter(None, [_paragraph(words, flat=flat)])
            words = []
            yield from _block(part, look_of(part, look), flat=flat)
    yield from filter(None, [_paragraph(words, flat=flat)])


def _block(element: Element, look: Look, *, flat: bool) -> Iterator[str]:
    if element.tag in SKIPPED:
        return
    if element.tag in _HEADINGS and not flat:
        said = " ".join(_blocks(element, look, flat=True))
        yield from [f"{_HEADINGS[element.tag]} {said}"] if said else []
    elif element.tag in ("ul", "ol"):
        items = tuple(_items(element, look))
        yield from items if flat or not items else ["\n".join(items)]
    elif element.tag == "table":
        yield from _table(element, look)
    elif element.tag == "figure":
        yield _paragraph([(first(element, "title").text or "", look)], flat=flat)
    else:
        yield from _blocks(element, look, flat=flat)


def _items(element: Element, look: Look) -> Iterator[str]:
    tick = TICK if "choices" in element.get("class", "") else ""
    for number, item in enumerate(element, start=1):
        mark = f"{number}. " if element.tag == "ol" else "- "
        inside = "\n\n".join(_blocks(item, look_of(item, look)))
        if inside:
            yield mark + tick + re.sub(r"\n(?!\n)", "\n" + " " * len(mark), inside)


def _table(element: Element, look: Look) -> Iterator[str]:
    caption = next((found for found in element if found.tag == "caption"), None)
    told = "" if caption is None else " ".join(_blocks(caption, look, flat=True))
    if told:
        yield f"**{told}**"
    head = [_row(row, look) for part in element if part.tag == "thead" for row in part]
    body = [_row(row, look) for part in element if part.tag == "tbody" for row in part]
    columns = max(map(len, (*head, *body)))
    first_row, *rows = (*head, *body) if head else ([""] * columns, *body)
    lines = (first_row, ["---"] * columns, *rows)
    yield "\n".join(f"| {' | '.join((*line, *[''] * (columns - len(line))))} |" for line in lines)


def _row(row: Element, look: Look) -> list[str]:
    cells: list[str] = []
    for cell in row:
        said = " <br> ".join(_blocks(cell, look_of(cell, look), flat=True))
        cells += [said, *[""] * (span_of(cell) - 1)]
    return cells


def _paragraph(words: list[Words], *, flat: bool = False) -> str:
    """Return words as a paragraph, strong and emphasised where that is sure to be understood; may be empty."""
    runs = _joined(collapsed(words))
    said = []
    for place, (text, marks) in enumerate(runs):
        before = runs[place - 1][0][-1:] if place else " "
        after = runs[place + 1][0][:1] if place + 1 < len(runs) else " "
        plain = _ALWAYS.sub(r"\\\g<0>", text)
        inside = plain.strip()
        is_sure = _has_space(before + text[:1]) and _has_space(text[-1:] + after)
        said.append(plain.replace(inside, f"{marks}{inside}{marks}", 1) if marks and inside and is_sure else plain)
    lines = [line.strip() for line in "".join(said).split(_BREAK)]
    return " <br> ".join(filter(None, lines)) if flat else "\\\n".join(_started(line) for line in lines if line)


def _has_space(border: str) -> bool:
    return any(map(str.isspace, border))


def _joined(words: Iterator[Words]) -> list[tuple[str, str]]:
    """Return runs of words with the marks to put around them, neighbours with the same marks in one."""
    runs: list[tuple[str, str]] = []
    for text, look in words:
        text = _LINE_ENDS.sub(" ", text)
        marks = "**" * look.is_bold + "*" * look.is_italic
        if runs and runs[-1][1] == marks:
            runs[-1] = (runs[-1][0] + text, marks)
        else:
            runs.append((text, marks))
    return runs


def _apart(blocks: tuple[str, ...]) -> Iterator[str]:
    """Yield blocks so that two lists behind each other stay two."""
    before = ""
    for block in blocks:
        if before.startswith("- ") and block.startswith("- "):
            yield "<!-- -->"
        before = block
        yield block
