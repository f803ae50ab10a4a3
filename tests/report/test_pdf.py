"""The PDF: tagged for screen readers, with its own fonts, one page of summary, and closed to the outside."""

import io
import os
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from impact_check.errors import MissingLibraryError, ReportError
from impact_check.interview import Gap
from impact_check.interview.gaps import ElementMoved, Looked, SecondView
from impact_check.model.assessment import Review, Submission
from impact_check.report import render_html, render_pdf
from impact_check.report.pdf import print_pdf

from . import build

LANGUAGES = "میں ہر ہفتے آتا ہوں\nألتقي بأصدقائي\nહું દર અઠવાડિયે\nਮੈਂ ਹਰ ਹਫ਼ਤੇ\nWe come each week 😀 ✔"
SUBSETTER_MISSING = "HarfBuzz-Subset"
"""WeasyPrint says so where libharfbuzz-subset isn't installed; the PDF is as good without."""


class Structure:
    """The tag tree of a PDF, flattened in reading order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.elements = list(self._walk(self.pdf.Root.StructTreeRoot.K))

    def _walk(self, kids: Any) -> Iterator[Any]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                if "/K" in kid:
                    yield from self._walk(kid.K)

    def all(self, *tags: str) -> list[Any]:
        return [element for element in self.elements if str(element.S) in tags]

    def page_of(self, anchor: str) -> int:
        """Return the page, from 0, that a link to an anchor leads to."""
        names = self.pdf.Root.Names.Dests.Names
        targets = {str(names[place]): names[place + 1] for place in range(0, len(names), 2)}
        pages = [page.objgen for page in self.pdf.pages]
        return pages.index(targets[anchor][0].objgen)


def printed(case: build.Case, gap: Gap | None = None) -> Structure:
    data, complaints = print_pdf(render_html(case.view(gap)))
    assert [complaint for complaint in complaints if SUBSETTER_MISSING not in complaint] == []
    return Structure(data)


@pytest.fixture(scope="module")
def closure() -> Structure:
    return printed(build.closure())


@pytest.fixture(scope="module")
def spoken() -> Structure:
    """A short report with an answer in five languages."""
    return printed(build.nothing().answered(reasons=build.known(LANGUAGES)))


@pytest.fixture(scope="module")
def challenged() -> Structure:
    """A report that a second person has looked at."""
    review = Review(kind="question", about="reach", by="Jo", at=build.AT, view="disagree", note=LANGUAGES, of="near")
    doubt = review.model_copy(update={"kind": "check", "about": "asked"})
    looked = tuple(Looked(entry, has_changed) for entry in (review, doubt) for has_changed in (False, True))
    agreed = Looked(review.model_copy(update={"view": "agree"}), True)
    rating = build.bounds(build.LOW)
    moved = (ElementMoved(build.closure().result.alignment[0].element, "supported", "at_risk"),)
    view = SecondView("Jo", build.AT, (*looked, agreed), 3, rating, rating, moved, (), has_answered=False)
    return printed(build.closure(), Gap(rating, rating, (view,)))


def test_the_file_says_what_it_is(closure: Structure) -> None:
    root = closure.pdf.Root
    with closure.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].startswith("Loneliness impact assessment: Close the Example Street")

    assert str(root.Lang) == "en-GB"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle


def test_dates_come_from_the_assessment(closure: Structure) -> None:
    assert str(closure.pdf.docinfo.CreationDate) == str(closure.pdf.docinfo.ModDate) == "D:20261102093000+00'00"


def test_what_a_second_person_said_is_tagged_like_all_else(challenged: Structure, closure: Structure) -> None:
    assert {str(cell.A.Scope) for cell in challenged.all("/TH")} == {"/Row", "/Column"}
    assert {str(kid.S) for element in challenged.all("/L") for kid in element.K} == {"/LI", "/L"}
    assert len(challenged.all("/Caption")) == len(closure.all("/Caption")) + 4
    assert {str(span.Lang) for span in challenged.all("/Span") if "/Lang" in span} == {"ur", "ar", "gu", "pa"}


def test_headings_run_in_order(closure: Structure) -> None:
    levels = [int(str(element.S)[2]) for element in closure.all("/H1", "/H2", "/H3")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_outline_leads_to_the_sections(closure: Structure) -> None:
    with closure.pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]

    assert "1. The proposal" in titles
    assert "10. Sign-off" in titles


def test_every_header_cell_has_its_scope(closure: Structure) -> None:
    scopes = [str(cell.A.Scope) for cell in closure.all("/TH")]

    assert set(scopes) == {"/Row", "/Column"}


def test_lists_hold_items_only(closure: Structure) -> None:
    kids = {str(kid.S) for element in closure.all("/L") for kid in element.K}

    assert kids == {"/LI", "/L"}


def test_every_drawing_says_what_it_shows(closure: Structure) -> None:
    figures = [str(figure.Alt) for figure in closure.all("/Figure")]

    assert figures[0] == "As proposed: severe, on a scale of none, low, moderate, high, severe."
    assert all(words.strip() for words in figures)
    assert any("Meeting place closes: from severe to high" in words for words in figures)


def test_headers_and_footers_are_artifacts_and_all_else_is_tagged(closure: Structure) -> None:
    tree = closure.pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(tree[place]): tree[place + 1] for place in range(0, len(tree), 2)}
    for page in closure.pdf.pages:
        paginations = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) != "BDC":
                continue
            properties = operands[1]
            if str(operands[0]) == "/Artifact":
                paginations += properties.get("/Type") == "/Pagination"
            else:
                assert parents[int(page.StructParents)][int(properties.MCID)] is not None
        assert paginations >= 2


def test_only_the_bundled_fonts_are_used_and_they_are_inside(spoken: Structure) -> None:
    names = set()
    for element in spoken.pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/FontDescriptor":
            names.add(str(element.FontName).partition("+")[2])
            assert any(key in element for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    assert {name.partition("-")[0] for name in names} == {"Noto"}
    assert {"Noto-Nastaliq-Urdu", "Noto-Naskh-Arabic", "Noto-Sans-Gujarati", "Noto-Sans-Gurmukhi"} <= names


def test_other_languages_are_named_and_carry_their_characters(spoken: Structure) -> None:
    spans = [span for span in spoken.all("/Span") if "/Lang" in span]
    texts = {str(span.Lang): str(span.ActualText) for span in spans if "/ActualText" in span}

    assert set(texts) == {"ur", "ar", "gu", "pa"}
    assert texts["ur"] in LANGUAGES


def test_no_glyph_stands_for_an_empty_text(spoken: Structure) -> None:
    for element in spoken.pdf.objects:
        if isinstance(element, pikepdf.Stream) and b"begincmap" in (data := element.read_bytes()):
            assert b"<>" not in data


def longest() -> build.Case:
    """The largest case with every sentence on page 1 as long as it may get."""
    case = build.many()
    questionnaire = case.questionnaire
    long = (
        "This sentence goes on and on about what would happen to people who come here each week, and then some more. "
    )
    sections = tuple(
        section.model_copy(
            update={
                "questions": tuple(q.model_copy(update={"text": f"{q.text} {long}"}) for q in section.questions),
            }
        )
        for section in questionnaire.sections
    )
    strategy = questionnaire.strategies[0]
    elements = tuple(
        element.model_copy(update={"wordings": (element.wordings[0].model_copy(update={"text": long * 2}),)})
        for element in strategy.elements
    )
    longer = questionnaire.model_copy(
        update={
            "sections": sections,
            "rules": tuple(rule.model_copy(update={"because": long * 3}) for rule in questionnaire.rules),
            "checks": tuple(c.model_copy(update={"title": f"{c.title}, {long}"}) for c in questionnaire.checks),
            "factors": tuple(f.model_copy(update={"title": f"{f.title} and so on"}) for f in questionnaire.factors),
            "strategies": (strategy.model_copy(update={"elements": elements}),),
        }
    )
    answers = {
        "title": build.known("WWWW " * 60),
        "organisation": build.known(long),
        "decision_maker": build.known(long),
        "reference": build.known("A-VERY-LONG-REFERENCE-NUMBER-" * 5),
    }
    put = Submission(by="Sam", at=build.AT, on=build.ON, outcome="proceed_despite", reasons="It is so.")
    assessment = case.assessment.model_copy(update={"submission": put})
    return build.Case(longer, assessment, case.result).answered(**answers)


def quarrel() -> Gap:
    """Two challengers with long names whose answers give other ratings than the author's."""
    names = [f"{name} of the Department for Everything That Other Departments Leave Undone" for name in ("Jo", "Max")]
    other = build.bounds(build.LOW, build.HIGH)
    views = (SecondView(name, build.AT, (), 0, other, other, (), (), has_answered=False) for name in names)
    return Gap(build.bounds(build.HIGH), build.bounds(build.HIGH), tuple(views))


@pytest.mark.parametrize("gap", [None, quarrel()], ids=["", "challenged"])
@pytest.mark.parametrize("case", [build.closure, build.many, build.blank, longest])
def test_the_summary_is_exactly_one_page(case: Any, gap: Gap | None) -> None:
    html = render_html(case().view(gap))
    page_one, _, _ = html.partition('<nav class="contents"')
    shortened = f'{page_one}<h2 id="next"><a href="#next">Next</a></h2></main></body></html>'

    data, _ = print_pdf(shortened)

    structure = Structure(data)
    assert len(structure.pdf.pages) == 2
    assert structure.page_of("next") == 1


def test_a_screened_out_decision_takes_three_pages_at_most() -> None:
    assert len(printed(build.nothing()).pdf.pages) <= 3


def test_the_same_report_is_the_same_bytes() -> None:
    html = render_html(build.nothing().view())

    assert render_pdf(html) == render_pdf(html)


def test_awkward_answers_print_without_complaint() -> None:
    awkward = (
        "a\x00b \u202e75 \ue000 h" + "\u0336" * 50 + " " + "x" * 500 + "\n" * 30 + "office ﬁ hy\u00adphen {{ 7*7 }} <b>"
    )

    structure = printed(build.nothing().answered(reasons=build.known(awkward), summary=build.known(awkward)))

    assert len(structure.pdf.pages) <= 5


def test_a_very_long_answer_runs_over_pages() -> None:
    case = build.nothing().answered(summary=build.known("word " * 10_000))

    assert len(printed(case).pdf.pages) > 10


def test_a_character_without_glyph_is_an_error_not_a_box() -> None:
    with pytest.raises(ReportError, match=r"U\+4E2D"):
        render_pdf('<html lang="en-GB"><title>t</title><h1>中</h1></html>')


@pytest.mark.parametrize(
    "element",
    [
        '<img alt="x" src="http://example.invalid/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="data:image/svg+xml,<svg/>">',
        '<link rel="stylesheet" href="http://example.invalid/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>body { background: url(http://example.invalid/x) }</style>",
    ],
    ids=["picture", "file", "data", "style sheet", "attachment", "background"],
)
def test_nothing_outside_the_report_is_fetched(element: str) -> None:
    with pytest.raises(ReportError, match="something outside itself"):
        render_pdf(f'<html lang="en-GB"><title>t</title>{element}<h1>x</h1></html>')


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "theirs")
    before = dict(os.environ)

    render_pdf('<html lang="en-GB"><title>t</title><h1>x</h1></html>')

    assert dict(os.environ) == before


def test_a_missing_library_is_explained_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class NoPango:
        @staticmethod
        def find_spec(name: str, *_: object) -> ModuleSpec | None:
            if name == "weasyprint":
                sys.stdout.write("WeasyPrint could not import some external libraries.")
                raise OSError("cannot load library 'libpango-1.0-0'")
            return None

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango, *sys.meta_path])

    with pytest.raises(MissingLibraryError, match=r"needs the Pango library.*Your assessment is safe"):
        render_pdf("<html></html>")
    assert capsys.readouterr().out == ""
