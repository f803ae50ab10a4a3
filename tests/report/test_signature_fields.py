"""Boxes in the HTML become empty signature fields that are tagged, named and in their places; files go inside."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from impact_check.report import render_html, render_pdf
from impact_check.report.pdf import Attached, print_pdf

from . import build, printed
from .test_pdf import Structure


@pytest.fixture(scope="module")
def signable() -> Structure:
    return Structure(printed.to_sign())


@pytest.fixture(scope="module")
def fields(signable: Structure) -> dict[str, Any]:
    return {str(field.T): field for field in signable.pdf.Root.AcroForm.Fields}


def test_each_box_is_a_field_that_says_whose_signature_it_takes(fields: dict[str, Any]) -> None:
    assert list(fields) == [f"sig-{role}" for role in printed.ROLES]
    assert {str(field.TU) for field in fields.values()} == {f"Signature of the {role}" for role in printed.ROLES}
    assert {str(field.FT) for field in fields.values()} == {"/Sig"}


def test_a_field_is_empty_until_somebody_signs(fields: dict[str, Any], signable: Structure) -> None:
    assert all("/V" not in field and "/AS" not in field and "/MK" not in field for field in fields.values())
    assert {field.AP.N.read_bytes() for field in fields.values()} == {b""}
    assert {key: signable.pdf.Root.AcroForm.get(key) for key in ("/SigFlags", "/NeedAppearances", "/DR")} == {
        "/SigFlags": 0,
        "/NeedAppearances": None,
        "/DR": None,
    }


def test_a_field_is_as_large_as_its_box_and_printed(fields: dict[str, Any]) -> None:
    for field in fields.values():
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        assert (right - left, top - bottom) == (
            pytest.approx(78 / 25.4 * 72, abs=0.1),
            pytest.approx(20 / 25.4 * 72, abs=0.1),
        )
        assert int(field.F) == 4 + 128


def test_only_the_last_field_closes_the_document(fields: dict[str, Any]) -> None:
    *others, last = fields.values()

    assert [field for field in others if "/Lock" in field] == []
    assert (str(last.Lock.Action), int(last.Lock.P)) == ("/All", 1)


def test_the_tag_of_a_field_holds_the_reference_itself(fields: dict[str, Any], signable: Structure) -> None:
    kids = [form.K for form in signable.all("/Form")]

    assert [str(kid.Obj.T) for kid in kids] == list(fields)


def test_one_field_alone_closes_the_document() -> None:
    only = Structure(render_pdf(printed.page_to_sign("mayor")))

    assert [int(field.Lock.P) for field in only.pdf.Root.AcroForm.Fields] == [1]


def test_a_report_without_boxes_has_no_form() -> None:
    assert "/AcroForm" not in Structure(render_pdf(render_html(build.nothing().view()))).pdf.Root


def test_attached_files_come_out_as_they_went_in(signable: Structure) -> None:
    inside = {name: found.get_file() for name, found in signable.pdf.attachments.items()}

    assert {name: file.read_bytes() for name, file in inside.items()} == {a.name: a.content for a in printed.ATTACHED}
    assert {file.mime_type for file in inside.values()} == {"application/json"}
    assert {str(file.AFRelationship) for file in signable.pdf.Root.AF} == {"/Data"}
    assert len(signable.pdf.Root.AF) == len(printed.ATTACHED)


def test_attached_files_are_in_the_order_of_their_names(signable: Structure) -> None:
    names = signable.pdf.Root.Names.EmbeddedFiles.Names

    assert [str(name) for name in names[::2]] == sorted(attached.name for attached in printed.ATTACHED)


def test_the_time_of_an_attached_file_is_told_in_utc() -> None:
    noon_in_india = datetime(2026, 11, 2, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    made = Structure(render_pdf(printed.page_to_sign(), (Attached("a.json", b"{}", "Data", noon_in_india),)))

    (file,) = made.pdf.Root.AF
    assert str(file.EF.F.Params.CreationDate) == str(file.EF.F.Params.ModDate) == "D:20261102063000Z"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Attached("a.json", b"{}", "Data", datetime(2026, 11, 2))


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        print_pdf(printed.page_to_sign(), printed.ATTACHED[:1] * 2)


def test_the_metadata_can_be_read_by_tools_that_only_scan_the_file(signable: Structure) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in signable.data
    with signable.pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
