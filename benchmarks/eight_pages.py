"""The report of an example -> a report of eight pages: the same, with some sections left out."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

from impact_check import api
from impact_check.report import report_page

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[1] / "examples"
KEPT = (0, 1, 2, 4, 5, 11)
"""The sections that make eight pages together; the first is the summary."""


def eight_pages() -> str:
    """Return the HTML. Links into the sections left out go to the title."""
    ruleset = api.load_questionnaire("kirklees")
    assessment = api.read_answers(ruleset, EXAMPLES / "evening-bus.yaml", at=AT)
    return cut(report_page(ruleset, assessment, api.evaluate(ruleset, assessment, on=ON))[1], KEPT)


def cut(page: str, kept: Collection[int]) -> str:
    """Keep only some of the sections, by place."""
    before, *sections = re.split(r"(?=<section\b)", page)
    last, closed, after = sections[-1].rpartition("</section>")
    sections[-1] = last + closed
    return without_broken_links("".join([before, *(sections[place] for place in kept), after]))


def without_broken_links(page: str) -> str:
    first, *pieces = page.split('href="#')
    targets = [piece.partition('"')[0] for piece in pieces]
    ends = [piece.partition('"')[2] for piece in pieces]
    known = [target if f'id="{target}"' in page else "title" for target in targets]
    return first + "".join(f'href="#{target}"{end}' for target, end in zip(known, ends, strict=True))


def typst_source(page: str) -> str:
    """Return the same words, headings, lists and tables for typst; drawings are left out, and colours."""
    import tinyhtml5

    root = tinyhtml5.parse(page, namespace_html_elements=False)
    title = "".join(root.find(".//h1").itertext()).strip()
    parts = [
        f"#set document(title: {_quoted(title)})",
        '#set text(font: "Noto Sans", size: 10pt, lang: "en", region: "GB")',
        '#set page(paper: "a4", margin: 2cm, numbering: "Page 1 of 1", header: [Loneliness impact assessment])',
        "#set table(stroke: 0.5pt + rgb(80, 90, 95), inset: 5pt)",
        _children(root.find("body")),
    ]
    return "\n".join(parts)


_SKIPPED = {"svg", "style", "script", "nav"}
_INLINE = {"span", "a", "small", "abbr", "time", "label", "code", "sup", "sub", "q", "cite", "b", "i"}


def _children(element: ElementTree.Element) -> str:
    parts = [_text(element.text)]
    for child in element:
        parts += [_element(child), _text(child.tail)]
    return "".join(parts)


def _element(element: ElementTree.Element) -> str:
    tag = element.tag
    if not isinstance(tag, str) or tag.rpartition("}")[2] in _SKIPPED:
        return ""
    match tag:
        case "h1" | "h2" | "h3" | "h4":
            return f"\n\n#heading(level: {tag[1]})[{_children(element)}]\n\n"
        case "strong" | "th":
            return f"#strong[{_children(element)}]"
        case "em":
            return f"#emph[{_children(element)}]"
        case "br":
            return "#linebreak()"
        case "ul" | "ol":
            items = "".join(f"[{_children(item)}]," for item in element if item.tag == "li")
            return f"\n\n#{'list' if tag == 'ul' else 'enum'}({items})\n\n" if items else ""
        case "table":
            return _table(element)
        case _ if tag in _INLINE:
            return _children(element)
    return f"\n\n{_children(element)}\n\n"


def _table(table: ElementTree.Element) -> str:
    head, body = (table.findall(f"./{part}/tr") for part in ("thead", "tbody"))
    widest = max(sum(int(cell.get("colspan", 1)) for cell in row) for row in (*head, *body))
    top = f"table.header({''.join(map(_row, head))})," if head else ""
    caption = table.find("caption")
    said = f"\n\n{_children(caption)}\n\n" if caption is not None else ""
    return f"{said}\n\n#table(columns: {widest}, {top}{''.join(map(_row, body))})\n\n"


def _row(row: ElementTree.Element) -> str:
    cells = []
    for cell in row:
        spans = f"colspan: {cell.get('colspan', 1)}, rowspan: {cell.get('rowspan', 1)}"
        inside = _children(cell)
        cells.append(f"table.cell({spans})[{f'#strong[{inside}]' if cell.tag == 'th' else inside}],")
    return "".join(cells)


def _text(text: str | None) -> str:
    words = " ".join((text or "").split())
    if not text or not words:
        return " " if text else ""
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return f"{before}#{_quoted(words)};{after}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
