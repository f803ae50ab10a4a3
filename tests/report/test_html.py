"""The HTML report: complete, self-contained, and safe from what people write."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from impact_check.loading.bundled import locate
from impact_check.report import render_html

from . import build

HOSTILE = (
    "<script>alert(1)</script><img src=http://example.invalid/x><link rel=attachment href=file:///etc/hostname>"
    "\"'></style></title></td> {{ 7*7 }} {% raw %} ${x} javascript:alert(1)"
)


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))
        if tag not in ("meta", "br", "col", "link", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)
        if self.open and self.open[-1] in ("h1", "h2", "h3"):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module", params=["closure", "many", "nothing", "blank"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(render_html(getattr(build, request.param)().view()))


def test_elements_nest_and_close(page: Page) -> None:
    assert page.open == []


def test_there_is_one_h1_and_headings_skip_no_level(page: Page) -> None:
    levels = [level for level, _ in page.headings]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in page.headings)


def test_language_title_and_landmarks_are_set(page: Page) -> None:
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("title")) >= 1
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1


def test_nothing_is_loaded_or_run(page: Page) -> None:
    assert not any(page.all(tag) for tag in ("script", "link", "img", "iframe", "object", "embed", "form"))
    assert all("src" not in attributes and "style" not in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


def test_links_lead_to_places_in_the_page(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {f"#{id_}" for id_ in ids} >= {attributes["href"] for attributes in page.all("a")}


def test_every_header_cell_says_what_it_heads(page: Page) -> None:
    assert all(attributes.get("scope") in ("row", "col") for attributes in page.all("th"))


def test_every_drawing_has_words(page: Page) -> None:
    assert len(page.all("svg")) == len(page.all("title")) - 1
    assert all(attributes["role"] == "img" for attributes in page.all("svg"))


def test_no_list_is_empty_and_no_sentence_is_left_hanging(page: Page) -> None:
    tags = [name for name, _ in page.elements]

    assert all(tags[place + 1] == "li" for place, name in enumerate(tags) if name in ("ul", "ol"))
    assert "None." not in page.text
    assert ".." not in page.text
    assert " ." not in page.text


@pytest.mark.parametrize(
    "words",
    [
        "How people could be left lonelier",
        "The strategy, principle by principle",
        "Mitigations: before and after",
        "How well the decision was assessed",
        "Benefits",
        "What isn’t known",
        "What was not considered",
        "How the rating works",
        "Sign-off",
        "Each finding with its reasons",
        "All answers",
        "Answers set aside",
        "Evidence",
        "Sources",
    ],
)
def test_every_section_of_the_full_form_is_there(words: str) -> None:
    headings = [text for _, text in Page(render_html(build.closure().view())).headings]

    assert any(text.endswith(words) for text in headings)


def test_the_duty_and_the_conventions_are_named() -> None:
    text = Page(render_html(build.closure().view())).text

    assert "does not discharge the Public Sector Equality Duty" in text
    assert "are conventions: choices of policy, not findings" in text


def test_what_people_write_is_never_markup_nor_a_template() -> None:
    names = ("title", "summary", "organisation", "decision_maker", "comments", "reasons")
    case = build.closure().answered(**dict.fromkeys(names, build.known(HOSTILE, note=HOSTILE)))

    page = Page(render_html(case.view()))

    assert page.open == []
    assert not page.all("script") + page.all("img") + page.all("link")
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }} {% raw %}" in page.text


def test_no_template_trusts_anything_but_its_own_words() -> None:
    templates = [path.read_text(encoding="utf-8") for path in locate("templates").rglob("*.j2")]

    trusted = [words for text in templates for words in re.findall(r"(\S+)\s*\|\s*safe\b", text)]

    assert trusted
    assert [words for words in trusted if not re.fullmatch(r'"[^"{}]*"', words)] == []
    assert not any("autoescape" in text for text in templates)


def test_the_style_sheet_holds_nothing_that_people_write() -> None:
    plain = render_html(build.closure().view())
    hostile = render_html(build.closure().answered(title=build.known("x} body { display: none } @page {")).view())

    assert (
        plain.partition("</style>")[0].partition("<style>")[2]
        == hostile.partition("</style>")[0].partition("<style>")[2]
    )


def test_right_to_left_answers_say_so_with_their_language() -> None:
    case = build.closure().answered(comments=build.known("میں ہر ہفتے\nI come each week"), title=build.known("ألتقي"))

    page = Page(render_html(case.view()))

    assert {"dir": "rtl", "lang": "ur"} in page.all("p")
    assert page.all("h1")[0]["dir"] == "rtl"
    assert page.all("h1")[0]["lang"] == "ar"


def test_the_same_report_is_the_same_bytes() -> None:
    assert render_html(build.closure().view()) == render_html(build.closure().view())
