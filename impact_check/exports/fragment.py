"""The report's HTML -> a piece of HTML to paste into a page of a content management system: no style, no script.

Headings begin one level lower, since the page has a title of its own. Ids begin with `lia-`, so that they meet no
other. Charts are given as their text alternatives.
"""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from impact_check.exports.markdown import COPY, SKIPPED, TICK
from impact_check.exports.page_tree import page_tree
from impact_check.exports.page_words import first, parts_of
from impact_check.language import tr

_KEPT = frozenset(
    (
        *("a", "bdi", "br", "caption", "code", "em", "h2", "h3", "h4", "li", "ol", "p", "section"),
        *("span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
_LOWER = {"h1": "h2", "h2": "h3", "h3": "h4"}
_ATTRIBUTES = frozenset(["colspan", "dir", "lang", "scope"])
_VOID = frozenset(["br"])


def report_fragment(html: str) -> str:
    """Return a report as elements to go inside another page. html: what `render_html` made, in the language spoken.

    Before it stands that this is a copy. Everything that people wrote is escaped.
    """
    page = page_tree(html)
    around = "".join(f' {name}="{escape(page.get(name, ""))}"' for name in ("lang", "dir") if page.get(name))
    body = "".join(_inside(first(page, "body")))
    return f"<div{around}>\n<p><em>{escape(tr(COPY))}</em></p>\n{body}</div>\n"


def _inside(element: Element) -> Iterator[str]:
    for part in parts_of(element):
        yield escape(part) if isinstance(part, str) else "".join(_element(part))


def _element(element: Element) -> Iterator[str]:
    tag = _LOWER.get(element.tag, element.tag)
    if tag == "figure":
        yield f"<p>{escape(first(element, 'title').text or '')}</p>\n"
    elif tag in SKIPPED:
        return
    elif tag not in _KEPT and not (tag == "div" and "id" in element.attrib):
        yield from _inside(element)
    elif tag == "span" and not _attributes(element):
        yield TICK if element.get("class") == "tick" else "".join(_inside(element))
    else:
        yield f"<{tag}{_attributes(element)}>"
        if tag not in _VOID:
            yield from _inside(element)
            yield f"</{tag}>"


def _attributes(element: Element) -> str:
    kept = {name: said for name, said in element.attrib.items() if name in _ATTRIBUTES}
    if "id" in element.attrib:
        kept["id"] = f"lia-{element.attrib['id']}"
    if element.get("href", "").startswith("#"):
        kept["href"] = f"#lia-{element.attrib['href'][1:]}"
    return "".join(f' {name}="{escape(said)}"' for name, said in kept.items())
