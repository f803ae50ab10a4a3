"""`impact-check export`: what committees, calendars and spreadsheets take."""

import io
import json
import sys

import pytest
from docx import Document

from .conftest import PACK

ANSWERS = """
questionnaire: core
by: Ann
given:
  proposal_title: Close Elm Hall
  change_date: 2027-04-01
  closes: yes
  regular_users: 25
  only_place: yes
  groups_affected: [V01, V02]
  reach: far
"""


@pytest.fixture
def answers(tmp_path):
    (tmp_path / "elm-hall.yaml").write_text(ANSWERS)
    return tmp_path / "elm-hall.yaml"


@pytest.fixture
def export(command, answers):
    return lambda *arguments: command("export", answers.name, "--pack", PACK, *arguments)


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        ("docx", "elm-hall.docx", b"PK"),
        ("ics", "elm-hall-days.ics", b"BEGIN:VCALENDAR"),
        ("actions-csv", "elm-hall-actions.csv", b"\xef\xbb\xbfKind"),
        ("actions-xlsx", "elm-hall-actions.xlsx", b"PK"),
    ],
)
def test_files_are_written_beside_the_answers(export, answers, kind, name, begins):
    done = export("--as", kind)

    assert done.code == 0
    assert name in done.out
    assert answers.with_name(name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("kind", "begins"), [("implications", "Loneliness implications\n"), ("iia", "For the council’s own")]
)
def test_texts_are_printed(export, kind, begins):
    assert export("--as", kind).out.startswith(begins)


def test_a_text_goes_to_a_file_that_is_named(export, answers):
    export("--as", "implications", "-o", "paste.txt")

    assert answers.with_name("paste.txt").read_text("utf-8").startswith("Loneliness implications\n")


def test_a_copy_that_somebody_changed_is_left_alone(export, answers):
    mine = answers.with_name("elm-hall.docx")
    mine.write_bytes(b"changed by hand")

    done = export("--as", "docx")

    assert mine.read_bytes() == b"changed by hand"
    assert "elm-hall-2.docx" in done.out


def test_the_same_again_takes_no_other_name(export, tmp_path):
    export("--as", "ics")
    export("--as", "ics")

    assert [path.name for path in tmp_path.glob("*.ics")] == ["elm-hall-days.ics"]


def test_the_appendix_and_the_case_number_are_used(export, answers):
    export("--as", "docx", "--appendix", "Appendix 2")

    document = Document(io.BytesIO(answers.with_name("elm-hall.docx").read_bytes()))
    assert document.paragraphs[0].text == "Appendix 2"
    assert "Case number\n    IIA-123456789" in export("--as", "iia", "--case", "IIA-123456789").out


@pytest.mark.parametrize(("option", "kind"), [("--appendix", "iia"), ("--case", "docx")])
def test_what_does_not_go_with_the_kind_is_refused(export, option, kind):
    done = export("--as", kind, option, "Something")

    assert done.code == 2
    assert f"{option} goes with --as" in done.err


def test_a_public_export_has_a_name_of_its_own_and_says_to_read_it(export):
    done = export("--as", "actions-csv", "--public")

    assert "elm-hall-public-actions.csv" in done.out
    assert "Read it before you publish it." in " ".join(done.err.split())


def test_a_missing_library_is_named_with_what_to_install(export, monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    monkeypatch.delitem(sys.modules, "impact_check.exports.calendar", raising=False)

    done = export("--as", "ics")

    assert done.code == 4
    assert 'pip install "impact-check[office]"' in " ".join(done.err.split())


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        ("markdown", "elm-hall.md", b"This is a copy"),
        ("fragment", "elm-hall-fragment.html", b'<div lang="en-GB">'),
        ("csv", "elm-hall-register.csv", b"\xef\xbb\xbfReference"),
        ("xlsx", "elm-hall-register.xlsx", b"PK"),
        ("kpis-csv", "elm-hall-kpis.csv", b"\xef\xbb\xbfId"),
        ("kpis-json", "elm-hall-kpis.json", b"{"),
    ],
)
def test_files_for_other_systems_are_written_beside_the_answers(export, answers, kind, name, begins):
    done = export("--as", kind)

    assert done.code == 0
    assert answers.with_name(name).read_bytes().startswith(begins)


def test_a_fragment_of_a_release_needs_an_address_and_is_to_be_read_first(export, answers):
    without = export("--as", "ocds")
    done = export("--as", "ocds", "--url", "https://example.org/lia.pdf")

    assert without.code == 2
    assert "--url" in without.err
    assert "Read it before you publish it." in " ".join(done.err.split())
    written = json.loads(answers.with_name("elm-hall-ocds.json").read_text("utf-8"))
    assert written["planning"]["documents"][0]["datePublished"] == "2026-11-22T09:00:00Z"


def test_an_address_that_is_none_is_refused(export):
    done = export("--as", "ocds", "--url", "lia.pdf")

    assert done.code == 3
    assert "is not a web address" in " ".join(done.err.split())
