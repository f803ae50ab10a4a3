"""Elements of a page -> words and how they are set."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from impact_check.language import Direction

INLINE = frozenset(["a", "bdi", "br", "code", "em", "span", "strong"])
"""Elements inside which a text goes on. Any other begins a paragraph."""

_TINTS = {"low": "DDF1EF", "moderate": "FDECC8", "high": "EBD6E2", "severe": "D9A9C4"}
"""Light enough for dark text. The word says the same."""
_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set."""

    language: str
    direction: Direction
    is_bold: bool = False
    is_italic: bool = False
    is_small: bool = False
    tint: str = ""
    anchor: str = ""
    """The bookmark that a click leads to."""


Words = tuple[str, Look]
"""Words of one look. A line break is `\\v`."""


def words_in(element: Element, look: Look) -> Iterator[Words]:
    """Yield the words in an element inside which a text goes on."""
    look = look_of(element, look)
    if element.tag == "br":
        yield "\v", look
    if "shape" in element.get("class", "").split():
        return
    for part in parts_of(element):
        if isinstance(part, str):
            yield part, look
        else:
            yield from words_in(part, look)


def look_of(element: Element, look: Look) -> Look:
    """Return how words inside an element are set, given how those around it are."""
    classes = element.get("class", "").split()
    changed: dict[str, Any] = {}
    if "lang" in element.attrib:
        changed["language"] = language_of(element.attrib["lang"])
    if "dir" in element.attrib:
        changed["direction"] = direction_of(element, look.direction)
    if element.tag == "strong":
        changed["is_bold"] = True
    if element.tag == "em":
        changed["is_italic"] = True
    if element.tag in INLINE and "small" in classes:
        changed["is_small"] = True
    if element.tag == "a":
        changed["anchor"] = bookmark(element.get("href", "").removeprefix("#"))
    if "mark" in classes:
        shapes = (name for part in element for name in part.get("class", "").split())
        changed["tint"] = next((_TINTS[name[6:]] for name in shapes if name[6:] in _TINTS), "")
    return replace(look, **changed) if changed else look


def language_of(code: str) -> str:
    """Return the language that a page names: that of a page in English names the country too."""
    return "en" if code == "en-GB" else code


def direction_of(element: Element, otherwise: Direction) -> Direction:
    """Return which way an element says that its words run."""
    said = element.get("dir")
    return "rtl" if said == "rtl" else "ltr" if said == "ltr" else otherwise


def parts_of(element: Element) -> Iterator[str | Element]:
    """Yield the texts and elements inside an element, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def collapsed(words: list[Words]) -> Iterator[Words]:
    """Make one space of several, as a page does, and none at the ends of a line."""
    joined: list[Words] = []
    is_spaced = True
    for text, look in words:
        text = _SPACES.sub(" ", text)
        if is_spaced:
            text = text.removeprefix(" ")
        if text:
            is_spaced = text.endswith((" ", "\v"))
            joined.append((text, look))
    while joined and not joined[-1][0].strip():
        joined.pop()
    if joined:
        joined[-1] = (joined[-1][0].rstrip(" \v"), joined[-1][1])
    yield from joined


def text_in(element: Element | None) -> str:
    """Return the words in an element on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def first(element: Element, tag: str) -> Element:
    """Return the first element of this name inside another."""
    return next(element.iter(tag))


def bookmark(id_: str) -> str:
    """Return an id as the name of a bookmark, in which Word allows no hyphen."""
    return id_.replace("-", "_")
