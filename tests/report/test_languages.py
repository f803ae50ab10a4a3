"""A page tells its reader which language each passage is in and which way it runs, wherever an element can stand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import ReportError
from impact_check.language import mark, marking, speaking
from impact_check.model.assessment import Assessment
from impact_check.model.translated import marked
from impact_check.report.formats import lower_first, one_line, passage, sentence, shorten, unended, upper_first
from impact_check.report.passages import FUNCTIONS, with_elements
from impact_check.rules import Ruleset

from .test_html import HOSTILE, Page
from .test_pdf import Structure

ON = date(2026, 11, 22)
SMALL = Path(__file__).parents[1] / "cli" / "content" / "core"
"""A questionnaire of a few questions: the form of core has 81 pages to lay out."""
URDU = "سارہ احمد"
ENGLISH = mark("english", "The place")


@cache
def loaded(pack: str | Path) -> Ruleset:
    return api.load_questionnaire(pack)


def urdu(text: str = "", pack: str | Path = "core") -> Ruleset:
    """Return a questionnaire as if it were in Urdu, with no text translated but the title of its first section."""
    ruleset = loaded(pack)
    content = ruleset.questionnaire
    texts = {question.text for question in content.questions} | {section.title for section in content.sections}
    first = content.sections[0]
    renamed = first.model_copy(update={"title": text or "تجویز"})
    content = content.model_copy(
        update={
            "language": "ur",
            "untranslated": frozenset(texts),
            "sections": (renamed, *content.sections[1:]),
        }
    )
    return replace(ruleset, questionnaire=content)


def answered(ruleset: Ruleset) -> Assessment:
    text = f"questionnaire: core\nby: {URDU}\ngiven:\n  proposal_title: Close Elm Hall\n  lead_officer: {URDU}\n"
    return api.read_answers(ruleset, text, at=datetime(2026, 11, 22, tzinfo=UTC))


def report(ruleset: Ruleset) -> str:
    assessment = answered(ruleset)
    return api.report_html(ruleset, assessment, api.evaluate(ruleset, assessment, ON))


# The page


def test_the_page_says_its_language_and_direction() -> None:
    assert Page(api.blank_form_html(urdu())).all("html") == [{"lang": "ur", "dir": "rtl"}]
    assert Page(report(urdu())).all("html") == [{"lang": "ur", "dir": "rtl"}]


def test_what_is_not_translated_says_that_it_is_english() -> None:
    page = api.blank_form_html(urdu())

    assert '<h2 id="part-2"><span lang="en" dir="ltr">Part 2. ' in page
    assert 'id="part-1"><span lang="en" dir="ltr">Part 1. <span lang="ur" dir="rtl">تجویز</span></span></h2>' in page


@pytest.mark.parametrize("make", [report, api.blank_form_html], ids=["report", "blank"])
def test_no_element_stands_in_an_attribute_a_title_or_a_drawing(make: object) -> None:
    html = make(urdu())
    page = Page(html)

    assert page.open == []
    values = [value or "" for _, attributes in page.elements for value in attributes.values()]
    assert not any("span" in value or "bdi" in value for value in values)
    assert "<span" not in html.partition("<title>")[2].partition("</title>")[0]
    assert not any(character in html for character in "\uf8f0\uf8f1\uf8f2\uf8f3")
    assert not any("<span" in drawing.partition("</svg>")[0] for drawing in html.split("<svg")[1:])


def test_what_a_pack_says_in_another_language_is_never_markup() -> None:
    page = Page(api.blank_form_html(urdu(HOSTILE)))

    assert page.open == []
    assert page.all("script") + page.all("img") == []


def test_a_name_of_the_other_direction_keeps_its_own_on_an_english_page_too() -> None:
    page = report(loaded("core"))

    assert f'<bdi dir="rtl" lang="ur">{URDU}</bdi>, 22 November 2026' in page
    assert page.count("<span lang=") == 0


def test_what_somebody_wrote_in_english_keeps_its_direction_on_a_page_from_right_to_left() -> None:
    page = report(urdu())

    assert ' dir="ltr">Close Elm Hall</h1>' in page
    assert '<p dir="ltr">Close Elm Hall</p>' in page


def test_the_pdf_says_the_language_of_what_is_not_translated() -> None:
    structure = Structure(api.blank_form_pdf(urdu(pack=SMALL)))

    assert str(structure.pdf.Root.Lang) == "ur"
    said = {str(span.Lang) for span in structure.all("/Span") if "/Lang" in span}
    assert said == {"en"}


def test_an_error_about_a_text_has_no_marks() -> None:
    ruleset = urdu()
    text = "questionnaire: core\nby: Tests\ngiven:\n  proposal_title: Close Elm Hall \U0001f9ff\U00012000\n"
    assessment = api.read_answers(ruleset, text, at=datetime(2026, 11, 22, tzinfo=UTC))

    with pytest.raises(ReportError, match="the answer to “What is the proposal called") as told:
        api.report_pdf(ruleset, assessment, api.evaluate(ruleset, assessment, ON))

    assert not any(0xE000 <= ord(character) <= 0xF8FF for character in str(told.value))


def test_the_summary_in_the_terminal_has_no_marks() -> None:
    ruleset = urdu()
    assessment = answered(ruleset)

    text = api.summary(ruleset, assessment, api.evaluate(ruleset, assessment, ON))

    assert not any(0xE000 <= ord(character) <= 0xF8FF for character in text)


# Marks -> elements


@pytest.mark.parametrize(
    ("html", "becomes"),
    [
        (f"<p>{ENGLISH}</p>", '<p><span lang="en" dir="ltr">The place</span></p>'),
        (f"<p>{mark('english', 'A ' + mark('spoken', 'bws') + ' b')}</p>",
         '<p><span lang="en" dir="ltr">A <span lang="cy" dir="ltr">bws</span> b</span></p>'),
        (f"<p>{mark('english', 'One ' + mark('spoken', ENGLISH))}</p>",
         '<p><span lang="en" dir="ltr">One The place</span></p>'),
        (f"<p>{mark('english', '<strong>One</strong> two')}</p>",
         '<p><span lang="en" dir="ltr"><strong>One</strong> two</span></p>'),
        (f"<p>{ENGLISH[:-1]}<em>cut</em></p><p>next</p>",
         '<p><span lang="en" dir="ltr">The place<em>cut</em></span></p><p>next</p>'),
        (f"<a>{ENGLISH[:-1]}</a> more",
         '<a><span lang="en" dir="ltr">The place</span></a><span lang="en" dir="ltr"> more</span>'),
        (f'<p title="{ENGLISH}">x</p>', '<p title="The place">x</p>'),
        (f"<title>{ENGLISH}</title>", "<title>The place</title>"),
        (f"<svg><text>{ENGLISH}</text></svg>", "<svg><text>The place</text></svg>"),
        (f"<p>{mark('written', URDU)}</p>", f'<p><bdi dir="rtl" lang="ur">{URDU}</bdi></p>'),
        ("<p>none</p>", "<p>none</p>"),
    ],
    ids=["text", "filled-in", "filled-in-english", "strong", "cut", "cut-in-a-link", "attribute", "title", "drawing",
         "written", "unmarked"],
)  # fmt: skip
def test_marks_become_elements_where_they_can(html: str, becomes: str) -> None:
    with speaking("cy"):
        assert with_elements(html) == becomes


def test_templates_escape_what_is_filled_in_and_lay_out_what_is_said() -> None:
    said = FUNCTIONS["tr"]("**Type** `{command}` & go", command="<b>")

    assert said == "<strong>Type</strong> <code>&lt;b&gt;</code> &amp; go"


def test_style_sheets_get_strings_that_end_nothing() -> None:
    assert FUNCTIONS["css_tr"]('"</style>\\') == '"\\22 \\3c /style>\\5c "'
    assert FUNCTIONS["css_tr"]("Page {page}", page="counter(page)") == '"Page " counter(page)'


# Marks stay through what is done to texts


def test_marks_stay_when_texts_are_cleaned_cut_and_put_into_sentences() -> None:
    with speaking("cy"), marking():
        cut = shorten(mark("english", "Close the hall in Elm"), 16)
        lines = passage(mark("english", "One line\nTwo lines"))
        ended = sentence(mark("english", "It closes."))
        lowered = lower_first(mark("english", "People"))
        kept = lower_first(mark("english", "GP surgery"))

    assert cut == mark("english", "Close the hall") + "…"
    assert [line.text for line in lines] == [mark("english", "One line"), mark("english", "Two lines")]
    assert ended == mark("english", "It closes.")
    assert (lowered, kept) == (mark("english", "people"), mark("english", "GP surgery"))


def test_marks_stay_when_a_sentence_begins_or_goes_on() -> None:
    assert upper_first(mark("english", "three harms")) == mark("english", "Three harms")
    assert upper_first("three harms") == "Three harms"
    assert unended(mark("english", "It closes.")) == mark("english", "It closes")
    assert unended("It closes at 4.30") == "It closes at 4.30"
    assert unended("") == ""


@pytest.mark.parametrize("ended", ["It closes.", "بند ہو جائے گا۔", "کیا یہ بند ہوگا؟", "ਇਹ ਬੰਦ ਹੋ ਜਾਵੇਗਾ।"])
def test_a_sentence_that_ends_as_its_script_does_gets_no_full_stop(ended: str) -> None:
    assert sentence(ended) == ended
    assert sentence(mark("english", ended)) == mark("english", ended)


def test_outside_a_page_marks_that_somebody_typed_are_cleaned_away() -> None:
    assert one_line(mark("english", "Typed text")) == "Typed text"


def test_only_texts_are_marked_never_ids() -> None:
    content = loaded("core").questionnaire
    ids = {"people_now", "organisation", *(question.text for question in content.questions)}

    shown = marked(content, ids)

    assert [question.id for question in shown.questions] == [question.id for question in content.questions]
    assert shown.facts == content.facts
    assert [question.text for question in shown.questions] == [mark("english", q.text) for q in content.questions]
