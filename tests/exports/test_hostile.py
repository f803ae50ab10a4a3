"""What people write, however odd, comes out as text: in files that open, with no cell that begins a formula."""

import csv
import io
from datetime import date
from zipfile import ZipFile

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from impact_check import api
from impact_check.exports.actions import Action, plan_csv
from impact_check.exports.workbook import plan_xlsx
from tests.report import build

from .examples import Given, given, letters, opened, written

ODD = "=cmd|' /C calc'!A0 & <b>\"quoted\"</b> 'x' </w:t> 💬 ŵ \x00\x0b\x1b\x7f \u202e\ufffe {{ 7*7 }},\r\nBEGIN:VEVENT"
KEPT = "=cmd|' /C calc'!A0 & <b>\"quoted\"</b> 'x' </w:t> 💬 ŵ"
FORMULA = tuple("=+-@\t\r")
AWKWARD = "=+-@\t\r\n'\",;&<>\x00\x1b\u202e＝💬ŵ"
TEXTS = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"])), max_size=40)


@pytest.fixture(scope="module")
def odd() -> Given:
    return given(written(ODD))


def test_the_report_for_word_keeps_its_letters_and_nothing_else(odd: Given) -> None:
    told = letters(opened(api.report_docx(*odd.all, appendix=f"{ODD} \ud800")))
    assert "".join(KEPT.split()) in told
    assert not set("\x00\x0b\x1b\x7f\u202e\ufffe") & set(told)


def test_every_part_of_the_office_files_is_well_formed(odd: Given) -> None:
    for archive in (api.report_docx(*odd.all), api.action_plan_xlsx(*odd.all), api.register_xlsx(*odd.all)):
        with ZipFile(io.BytesIO(archive)) as parts:
            for name in parts.namelist():
                etree.fromstring(parts.read(name))


def test_the_texts_keep_it_without_what_commands_a_terminal(odd: Given) -> None:
    for told in (api.implications(*odd.all), api.integrated_form(*odd.all, case=f"{ODD} \ud800")):
        assert KEPT in told
        assert not set("\x00\x0b\x1b\x7f\r\u202e\ufffe") & set(told)


def test_no_text_begins_an_event_of_its_own(odd: Given) -> None:
    found = Calendar.from_ical(api.calendar(*odd.all))
    assert len(found.events) == 4
    assert KEPT in str(found.events[-1]["description"])


@each(TEXTS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_cell_begins_a_formula(text: str) -> None:
    found = given(written(text or "-"))
    for table in (api.action_plan_csv, api.register_csv, api.contract_kpis_csv):
        rows = list(csv.reader(io.StringIO(table(*found.all).decode("utf-8-sig"))))
        assert len(rows) > 1
        assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(FORMULA)]


@each(TEXTS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_row_of_any_plan_begins_a_formula(text: str) -> None:
    plan = (Action(text, text, text, text, text, date(2027, 1, 1), text),)
    rows = list(csv.reader(io.StringIO(plan_csv(plan).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


@each(TEXTS)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    plan = (Action(text, text, text, text, text, None, text),)
    with ZipFile(io.BytesIO(plan_xlsx(plan, title="Plan", author="", created=build.AT))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_what_people_write_is_a_text_in_every_other_export(odd: Given) -> None:
    for kind, content in odd.every_export().items():
        told = content.decode()
        assert "💬" in told or kind in ("actions-csv", "actions-xlsx", "docx"), kind
        assert not set("\x00\x0b\x1b\x7f\u202e\ufffe") & set(told), kind
        assert "<b>" not in told or kind in (
            "actions-csv",
            "csv",
            "implications",
            "iia",
            "ics",
            "kpis-csv",
            "kpis-json",
            "markdown",
        )
