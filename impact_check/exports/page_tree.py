"""A page that `render_html` made -> a tree of its elements."""

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder  # Builds trees only; no XML is read.

_VOID = frozenset(["br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "rect", "wbr"])
"""Elements that never have an end tag, or close themselves."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def page_tree(html: str) -> Element:
    """Return the `html` element. Its texts hold no character that XML forbids."""
    reader = _Reader()
    reader.feed(_NOT_XML.sub("", html))
    reader.close()
    return reader.builder.close()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_open = True
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.is_open:  # Before the first element there are only line ends.
            self.builder.data(data)
