"""The parts of WeasyPrint and pydyf that aren't public and that the repairs lean on are still what they were."""

import inspect

import pydyf
import weasyprint
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from impact_check.report.accessibility import recording

PAGE = (
    '<html lang="en-GB"><title>t</title><style>@page { @top-left { content: "Head" } }</style>'
    "<h1>x</h1><table><tr><th>a</th></tr></table></html>"
)


def test_the_wrapped_method_takes_a_box_and_a_tag() -> None:
    assert list(inspect.signature(Stream.marked).parameters) == ["self", "box", "tag"]


def test_every_marked_text_is_recorded_with_its_box_and_the_method_is_put_back() -> None:
    marked = Stream.marked

    with recording() as record:
        HTML(string=PAGE).render(pdf_variant="pdf/ua-1").write_pdf(pdf_variant="pdf/ua-1")

    (entries,) = record.values()
    assert sorted(mcid for mcid, _ in entries) == list(range(3))
    assert {box.text for _, box in entries if isinstance(box, boxes.TextBox)} == {"Head", "x", "a"}
    assert Stream.marked is marked


def test_a_marked_text_stands_in_the_stream_with_its_tag_before_its_properties() -> None:
    stream = pydyf.Stream()
    stream.begin_marked_content("Span", pydyf.Dictionary({"MCID": 0}))

    assert stream.stream == ["/Span", {"MCID": 0}, b"BDC"]


def test_the_finisher_is_given_what_the_repairs_read() -> None:
    seen = []
    document = HTML(string=PAGE).render(pdf_variant="pdf/ua-1")
    document.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda *given: seen.append(given))

    ((drawn, pdf),) = seen
    assert any(isinstance(child, boxes.MarginBox) for child in drawn.pages[0]._page_box.children)
    assert {"StructTreeRoot", "Metadata"} <= set(pdf.catalog)
    assert weasyprint.__version__ == "70.0"
