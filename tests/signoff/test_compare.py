"""Two prints of a report: what may differ, and what may not."""

import io

import pikepdf
import pytest

from impact_check.signoff.limits import Limits
from impact_check.signoff.opened import Reader
from impact_check.signoff.verifying.check_pages import Again, compare_pages
from impact_check.signoff.verifying.compare_pdf import differences
from impact_check.signoff.verifying.compare_pictures import pages_that_look_different
from tests.signoff import attacks


def test_another_version_that_prints_otherwise_leaves_it_open_and_is_named() -> None:
    ours = attacks.receipt().toolchain
    original = attacks.unsigned()
    other = attacks.rewritten_pdf(original, lambda pdf: pdf.pages[0].contents_add(b"0 0 9 9 re f"))
    theirs = ours.model_copy(update={"impact_check": "0.0.9"})
    check = compare_pages(other, Again(original, ours), theirs, Limits())
    assert (check.status, "0.0.9" in check.why) == ("warn", True)
    assert compare_pages(other, Again(original, ours), ours, Limits()).status == "fail"


def test_another_toolchain_with_the_same_pages_is_passed() -> None:
    ours = attacks.receipt().toolchain
    original = attacks.unsigned()
    again = attacks.rewritten_pdf(original, lambda _: None)
    assert again != original
    theirs = ours.model_copy(update={"pango": "9.9.9"})
    assert compare_pages(original, Again(again, ours), theirs, Limits()).status == "ok"


def test_a_font_with_two_shapes_swapped_shows_in_the_pictures_alone() -> None:
    original = attacks.unsigned()
    other = attacks.rewritten_pdf(original, attacks.swap_outlines)
    assert differences(Reader(original), Reader(other), Limits()) == ()
    assert pages_that_look_different(original, other)


def test_a_second_program_of_a_font_is_found_since_readers_may_prefer_it() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        font = next(found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found)
        font["/FontFile3"] = font.FontFile2

    original = attacks.unsigned()
    found = differences(Reader(original), Reader(attacks.rewritten_pdf(original, add)), Limits())
    assert [place.rpartition("/")[2] for place in found] == ["FontFile3"]


@pytest.mark.parametrize(
    ("hide", "place"),
    [
        pytest.param(lambda pdf: pdf.trailer.__setitem__("/More", pikepdf.String("x")), "/More", id="trailer"),
        pytest.param(lambda pdf: _first_file(pdf).__setitem__("/F", pikepdf.String("x")), "/EF/F/F", id="another file"),
        pytest.param(lambda pdf: _first_file(pdf).Params.__setitem__("/X", 1), "/EF/F/Params/X", id="told of a file"),
    ],
)
def test_nothing_can_be_hidden_beside_what_pages_and_data_are_made_of(hide, place: str) -> None:
    original = attacks.unsigned()
    found = differences(Reader(original), Reader(attacks.rewritten_pdf(original, hide)), Limits())
    assert [where[-len(place) :] for where in found] == [place]


def _first_file(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.Names.EmbeddedFiles.Names[1].EF.F


@pytest.mark.parametrize(
    ("was", "now", "is_same"),
    [
        pytest.param(b"1 0 0 1 50.01 700 cm", b"1 0 0 1 50.02 700.01 cm", True, id="rounding"),
        pytest.param(b"1 0 0 1 50 700 cm", b"1 0 0 1 50.1 700 cm", False, id="moved"),
        pytest.param(b"BT <0012> Tj ET", b"BT <0013> Tj ET", False, id="another letter"),
        pytest.param(
            b"/Span <</ActualText (cost 1.50)>> BDC", b"/Span <</ActualText (cost 1.51)>> BDC", False, id="text"
        ),
        pytest.param(b"q Q", b"q Q q", False, id="more"),
    ],
)
def test_what_is_drawn_may_differ_by_a_rounding_and_no_more(was: bytes, now: bytes, is_same: bool) -> None:
    one, other = (Reader(_page(drawn)) for drawn in (was, now))
    assert (differences(one, other, Limits()) == ()) is is_same


def test_a_page_more_is_a_page_that_looks_different() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()

    page = _page(b"q Q")
    assert pages_that_look_different(page, attacks.rewritten_pdf(page, add)) == (2,)


def _page(drawn: bytes) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[0].Contents = pdf.make_stream(drawn)
        written = io.BytesIO()
        pdf.save(written, static_id=True)
    return written.getvalue()
