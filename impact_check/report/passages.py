"""What a page says in more than one language -> elements that tell which is which (WCAG 3.1.2).

Templates say their own texts with `tr` and `trn`. What stayed English, and what somebody wrote in a script of the
other direction, comes marked (`impact_check.language.marks`); `with_elements` makes elements of the marks.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import groupby

from markupsafe import Markup, escape

from impact_check.language import (
    Kind,
    current,
    direction,
    is_english,
    is_marked,
    runs,
    tr,
    trn,
    without_marks,
)
from impact_check.model.text import direction as direction_of_text
from impact_check.report.formats import language as language_of_text

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_CODE = re.compile(r"`(.+?)`", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z0-9]+)")
_INLINE = frozenset(["a", "bdi", "code", "em", "span", "strong"])
"""Elements inside which a text goes on. Any other ends it."""
_ONLY_TEXT = frozenset(["title", "style", "svg"])
"""Elements that can hold no others, or none of HTML."""


def said_on_page(message: str, /, **values: object) -> Markup:
    """Say a message of a template: everything escaped, `**strong**` and `` `code` `` made elements."""
    return _laid_out(tr(message, **{name: f"{{{name}}}" for name in values}), values)


def counted_on_page(one: str, many: str, count: int, /, **values: object) -> Markup:
    """Say a message of a template in the form that goes with a number."""
    return _laid_out(trn(one, many, count, **{name: f"{{{name}}}" for name in values}), values)


def _laid_out(said: str, values: dict[str, object]) -> Markup:
    escaped = str(escape(said))
    shaped = _CODE.sub(r"<code>\1</code>", _STRONG.sub(r"<strong>\1</strong>", escaped))
    return Markup(_PLACEHOLDER.sub(lambda found: str(escape(values.get(found[1], found[0]))), shaped))  # noqa: S704  # All escaped.


def said_in_style(message: str, /, **values: str) -> Markup:
    """Say a message of a style sheet as a CSS `content` value, with values like `counter(page)` in its places."""
    parts = _PLACEHOLDER.split(without_marks(tr(message)))
    content = " ".join(values[part] if place % 2 else _css_string(part) for place, part in enumerate(parts) if part)
    return Markup(content)  # noqa: S704  # Strings of CSS, escaped.


def _css_string(text: str) -> str:
    return '"' + "".join(_CSS_ESCAPES.get(character, character) for character in text) + '"'


_CSS_ESCAPES = {'"': r"\22 ", "\\": r"\5c ", "<": r"\3c ", "\n": r"\a "}


def page_language() -> Markup:
    """Return the attributes of `html` that say which language a page is in and which way it runs."""
    code = current()
    if is_english(code):
        return Markup('lang="en-GB"')
    return Markup('lang="{}" dir="{}"').format(code, direction(code))


def page_direction() -> str:
    """Return which way the page runs."""
    return direction(current())


FUNCTIONS: dict[str, Callable[..., object]] = {
    "tr": said_on_page,
    "trn": counted_on_page,
    "css_tr": said_in_style,
    "page_language": page_language,
    "page_direction": page_direction,
}
"""What templates may call."""


def with_elements(html: str) -> str:
    """Return a rendered page with its marks turned into `span` and `bdi`; where no element can stand, they go.

    In the page every `<` and `>` of a text is escaped, so what stands between them is a tag.
    """
    return "".join(_parts(html)) if is_marked(html) else html


def _parts(html: str) -> Iterator[str]:
    only_text = 0
    text: list[str] = []
    for place, part in enumerate(_TAG.split(html)):
        if place % 2 == 0:
            text.append(without_marks(part) if only_text else part)
            continue
        name = _TAG_NAME.match(part)
        if name and name[2] in _ONLY_TEXT:
            only_text += -1 if name[1] else 1
        if name is None or name[2] not in _INLINE:
            yield _elements("".join(text))
            text.clear()
        text.append(without_marks(part))
    yield _elements("".join(text))


def _elements(text: str) -> str:
    """Return what stands between two tags that end a text, with elements for its marks."""
    return _nested([(_needed(around), run) for around, run in runs(text)], 0) if is_marked(text) else text


def _nested(parts: list[tuple[tuple[Kind, ...], str]], depth: int) -> str:
    """Return parts of a text, each with its marks, in elements from this depth of marks on."""
    said = []
    for kind, alike in groupby(parts, lambda part: part[0][depth] if len(part[0]) > depth else None):
        together = list(alike)
        said.append(_in_element(kind, _nested(together, depth + 1)) if kind else "".join(run for _, run in together))
    return "".join(said)


def _in_element(kind: Kind, html: str) -> str:
    """Put an element around a text; around each part of it, if it holds a tag without its counterpart."""
    tags = [found.groups() for found in _TAG_NAME.finditer(html)]
    if sum(not closes for closes, _ in tags) * 2 == len(tags) and (not tags or not tags[0][0]):
        return _around(kind, html)
    return "".join(part if place % 2 else _around(kind, part) for place, part in enumerate(_TAG.split(html)))


def _around(kind: Kind, html: str) -> str:
    text = unescape(_TAG.sub("", html))
    if not any(map(str.isalpha, text)):
        return html
    if kind == "written":
        code = language_of_text(text)
        lang = f' lang="{code}"' if code else ""
        return f'<bdi dir="{direction_of_text(text)}"{lang}>{html}</bdi>'
    code = "en" if kind == "english" else current()
    return f'<span lang="{code}" dir="{direction(code)}">{html}</span>'


def _needed(around: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Leave out marks that say what is so already: English inside the page's language inside English is English."""
    needed: list[Kind] = []
    for kind in around:
        if kind in needed:
            del needed[needed.index(kind) + 1 :]
        elif needed or kind != "spoken":
            needed.append(kind)
    return tuple(needed)
