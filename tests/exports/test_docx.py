"""The report for Word: all that the page says, as Word and its readers want it."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from impact_check import api
from impact_check.exports.docx import report_docx
from tests.report import build

from .examples import SIX_SCRIPTS, given, letters, opened, word_file, written

COPY = "This is a copy to attach and to copy from. What people sign is the PDF of the report."


def page() -> str:
    return api.report_html(*given().all)


def letters_of(html: str) -> str:
    """Return every letter that the page shows, in order, without spaces; of a chart, its text alternative."""
    shown = html[html.index("<body") :]
    for drawing in (r"<svg[^>]*scale.*?</svg>", r"<figcaption>.*?</figcaption>", r"<footer.*?</footer>"):
        shown = re.sub(drawing, "", shown, flags=re.DOTALL)
    shown = re.sub(r"<svg.*?<title>(.*?)</title>.*?</svg>", r"\1", shown, flags=re.DOTALL)
    return "".join(unescape(re.sub(r"<[^>]*>", "", shown)).split())


def heading_levels(content: bytes) -> list[int]:
    styles = (paragraph.style.name for paragraph in opened(content).paragraphs)
    return [int(name.removeprefix("Heading ")) for name in styles if name.startswith("Heading ")]


def test_it_says_all_that_the_page_says_in_the_same_order() -> None:
    assert letters(opened(word_file())) == "".join(COPY.split()) + letters_of(page())


@pytest.mark.parametrize(("appendix", "deeper"), [("", 0), ("Appendix 2", 1)])
def test_its_headings_are_those_of_the_page_and_skip_no_level(appendix: str, deeper: int) -> None:
    levels = heading_levels(word_file(appendix))
    assert levels[deeper:] == [int(level) + deeper for level in re.findall(r"<h([123])", page())]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_as_an_appendix_it_begins_with_its_number() -> None:
    first = opened(word_file("Appendix 2")).paragraphs[0]
    assert (first.text, first.style.name) == ("Appendix 2", "Heading 1")


def test_the_head_row_of_each_table_is_flagged_and_each_table_is_named() -> None:
    tables = opened(word_file()).tables
    on_page = re.findall(r"<table.*?</table>", page(), flags=re.DOTALL)
    flagged = [table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for table in tables]
    named = [table._tbl.tblPr.find(qn("w:tblCaption")) is not None for table in tables]
    assert flagged == ["<thead>" in table for table in on_page]
    assert named == ["<caption>" in table for table in on_page]


def test_no_row_of_a_table_is_split_between_two_pages() -> None:
    rows = [row for table in opened(word_file()).tables for row in table.rows]
    assert len(rows) > 20
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_every_link_leads_to_a_bookmark_of_its_own() -> None:
    body = opened(word_file()).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= set(names)
    assert len(names) == len(set(names))


def test_lists_are_lists_and_outcomes_have_boxes_to_tick() -> None:
    document = opened(word_file())
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    on_page = page()
    assert sum(name.startswith("List") for name in styles) == on_page.count("<li>")
    assert styles.count("List Number") == len(given().result.signatories)
    numbering = document.part.numbering_part.element
    assert "☐" in [text.get(qn("w:val")) for text in numbering.iter(qn("w:lvlText"))]


def test_it_says_what_it_is_on_a4_in_british_english() -> None:
    document = opened(word_file())
    said = document.core_properties
    assert (said.title, said.author, said.identifier) == (
        "Loneliness impact assessment: Close the Example Street day centre and move people to the hub",
        "Testshire Council",
        "LIA-2026-001",
    )
    assert (said.created, said.language) == (build.AT, "en-GB")
    assert round(document.sections[0].page_width.mm) == 210
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_its_pages_are_numbered() -> None:
    section = opened(word_file()).sections[0]
    for footer in (section.footer, section.first_page_footer):
        fields = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert api.report_docx(*given().all) == word_file()


def test_each_script_keeps_its_language_and_direction() -> None:
    document = opened(api.report_docx(*given(written("\n".join(SIX_SCRIPTS))).all))
    found = {paragraph.text: paragraph for paragraph in document.paragraphs if paragraph.text in SIX_SCRIPTS}
    told = {}
    for text, paragraph in found.items():
        language = paragraph.runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")
        runs = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}")
        told[text] = (
            None if language is None else language.get(qn("w:bidi")),
            runs is not None and runs.get(qn("w:val")) == "1",
        )
    assert [told[text] for text in SIX_SCRIPTS] == [
        ("ur-PK", True),
        ("pa-IN", False),
        ("gu-IN", False),
        (None, False),
        ("ar-SA", True),
        (None, False),
    ]


def test_a_report_in_urdu_runs_from_the_right_and_its_english_from_the_left() -> None:
    english = given(written("سب کو پتہ ہے"))
    urdu = english.ruleset.questionnaire.model_copy(update={"language": "ur"})
    document = opened(api.report_docx(replace(english.ruleset, questionnaire=urdu), english.assessment, english.result))
    ways = {
        paragraph.text: paragraph._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}").get(qn("w:val"))
        for paragraph in document.paragraphs
        if paragraph.text
    }
    assert ways["سب کو پتہ ہے"] == "1"
    assert ways["Who must sign, in this order"] == "0"
    assert all(table._tbl.bidiVisual_val for table in document.tables)


def test_it_is_made_of_the_page_alone() -> None:
    assert report_docx(page()) == word_file()
