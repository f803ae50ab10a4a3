"""The report as Markdown and as a piece of HTML: every word of it, and nothing that people wrote is markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from impact_check import api
from impact_check.api.reports import report_fragment, report_markdown
from impact_check.exports.markdown import report_markdown as write
from tests.report import build

from .examples import Given, given, written

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "# not a heading",
    "- not a list",
    "+ nor this",
    "1. nor this",
    "(a) nor this",
    "iv) nor this",
    "=== nor a title",
    "--- nor a line",
    ": nor a definition",
    "> nor a quote",
    "[a](javascript:alert(1)) ![b](https://example.org/x.png) [c]: https://example.org <https://example.org>",
    "**x** __y__ *z* _w_ ~~v~~ `u` ^t^ ~s~ $r$ \\q ```p",
    "| a | b | \\| c",
    "<script>alert(1)</script> <b>bold</b> <!-- gone --> &lt; &amp; &#60; & \"quoted\" 'x'",
    "=cmd|' /C calc'!A0 +1 @SUM(1) 💬 ŵ tŷ یہ {#id .class} {{ 7*7 }}",
    "a\nb\n\n- c\n    d\n```\ne",
)
AWKWARD = "#-+*_`~|\\<>[](){}!&=:$^.1ai @\n\"'💬ŵ"
TEXTS = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), max_size=40)


def page(*paragraphs: str) -> str:
    """Return a page as a template would print it, with what somebody wrote in every kind of place."""
    from markupsafe import escape

    def said(text: str) -> str:
        return str(escape(text))

    inside = "".join(
        f"<h2>{said(text)}</h2><p>{said(text)}</p><p><strong>{said(text)}</strong> and <em>{said(text)}</em></p>"
        f"<ul><li>{said(text)}<br>{said(text)}</li><li><p>{said(text)}</p><ul><li>{said(text)}</li></ul></li></ul>"
        f"<table><caption>{said(text)}</caption><thead><tr><th>{said(text)}</th><th>B</th></tr></thead>"
        f"<tbody><tr><td colspan='2'><p>{said(text)}</p><p>{said(text)}</p></td></tr></tbody></table>"
        for text in paragraphs
    )
    return f'<!doctype html><html lang="en-GB"><head><title>A</title></head><body><main>{inside}</main></body></html>'


class _Words(HTMLParser):
    """Takes the words out of a page, but those that a copy leaves out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.left: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("head", "svg", "nav", "footer", "style", "figcaption") or (self.left and tag == self.left[0]):
            self.left.insert(0, tag)
        if ("class", "tick") in attrs:
            self.said.append("☐")

    def handle_endtag(self, tag: str) -> None:
        if self.left and tag == self.left[0]:
            self.left.pop(0)

    def handle_data(self, data: str) -> None:
        if not self.left:
            self.said.append(data)


def letters(html: str) -> str:
    """Return every visible character of some HTML, in order, without spaces."""
    reader = _Words()
    reader.feed(html)
    return "".join("".join(reader.said).split())


def tokens(markdown: str) -> list[Token]:
    return [inner for token in READER.parse(markdown) for inner in (token, *(token.children or ()))]


def kinds(markdown: str) -> set[str]:
    return {token.type for token in tokens(markdown)}


NEVER = {"link_open", "image", "code_inline", "fence", "code_block", "blockquote_open", "hr", "s_open"}


def raw(markdown: str) -> set[str]:
    return {token.content.strip() for token in tokens(markdown) if token.type in ("html_inline", "html_block")}


def expected(html: str) -> str:
    """Return the letters that a copy of a page must show: its own, and none that no page can print."""
    return letters(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", html))


def shown(markdown: str) -> str:
    """Return the letters that a reader of some Markdown sees, without the sentence that says that it is a copy."""
    body = READER.render(markdown).partition("</p>")[2]
    return letters(body)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_markup_and_every_letter_of_it_is_shown(text: str) -> None:
    told = write(page(text))

    assert not kinds(told) & NEVER
    assert raw(told) <= {"<br>"}
    assert shown(told) == expected(page(text))


@each(TEXTS)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_no_text_whatever_is_markup(text: str) -> None:
    told = write(page(text))

    assert not kinds(told) & NEVER
    assert raw(told) <= {"<br>"}
    assert "".join(shown(told).split()) == "".join(expected(page(text)).split())


def test_headings_lists_and_tables_are_as_many_as_on_the_page() -> None:
    told = tokens(write(page("A", "B")))

    count = {
        kind: sum(token.type == kind for token in told) for kind in ("heading_open", "table_open", "bullet_list_open")
    }
    assert count == {"heading_open": 2, "table_open": 2, "bullet_list_open": 4}


@pytest.fixture(scope="module")
def odd() -> Given:
    return given(written(" ".join(HOSTILE[:3]) + "\n" + "\n".join(HOSTILE[3:])))


@pytest.mark.parametrize("which", ["plain", "odd"])
def test_the_report_keeps_every_word(which: str, odd: Given) -> None:
    found = odd if which == "odd" else given()
    html = api.report_html(*found.all)
    told = report_markdown(*found.all)

    assert not kinds(told) & NEVER
    assert raw(told) <= {"<br>"}
    figures = re.findall(r"<figure>.*?<title>(.*?)</title>", html, re.DOTALL)
    kept = html
    for title in figures:
        kept = re.sub(r"<figure>.*?</figure>", lambda _, said=title: f"<p>{said}</p>", kept, count=1, flags=re.DOTALL)
    assert shown(told) == expected(kept)


def test_a_short_report_is_told_too() -> None:
    case = build.nothing()
    told = report_markdown(given().ruleset, case.assessment, case.result)

    assert told.startswith("This is a copy to attach and to copy from.")
    assert "\n# " in told


class _Shape(HTMLParser):
    """Notes the elements of a piece of HTML, and whether each is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("which", ["plain", "odd"])
def test_a_fragment_has_no_page_around_it_and_nothing_that_runs_or_clashes(which: str, odd: Given) -> None:
    found = odd if which == "odd" else given()
    told = report_fragment(*found.all)
    shape = _Shape()
    shape.feed(told)

    assert shape.open == []
    assert not shape.tags & {"html", "head", "body", "h1", "style", "script", "svg", "input", "main", "header", "b"}
    assert shape.attributes <= {"lang", "dir", "scope", "colspan", "id", "href"}
    assert all(id_.startswith("lia-") for id_ in shape.ids)
    assert len(shape.ids) == len(set(shape.ids))
    assert shape.links
    assert {link.removeprefix("#") for link in shape.links} <= set(shape.ids)


def test_a_fragment_says_what_the_page_says(odd: Given) -> None:
    html = api.report_html(*odd.all)
    figure = re.compile(r"<figure>.*?<title>(.*?)</title>.*?</figure>", re.DOTALL)
    kept = figure.sub(lambda found: f"<p>{found[1]}</p>", html)

    assert letters(report_fragment(*odd.all).partition("</p>")[2]) == expected(kept)
