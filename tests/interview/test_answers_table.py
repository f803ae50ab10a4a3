"""A table of answers: read as a spreadsheet saves it, or every fault told with its row and column."""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check import api
from impact_check.errors import AnswersFileError
from impact_check.interview.answers_table import ANSWER_COLUMNS, EVIDENCE_COLUMNS, as_cell
from impact_check.model.assessment import DontKnow, Known, NotApplicable
from impact_check.rules import Ruleset
from interview.conftest import NOW


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = ("question", "answer")) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows((headings, *rows))
    return text.getvalue()


EVERY_KIND = table(
    ("closes", "yes"),
    ("reach", "far"),
    ("things", "bike; bus"),
    ("users", "1,200"),
    ("starts", "1/9/2026"),
    ("reasons", "Money, mostly; and\nthe roof."),
    ("lead", "Head of libraries"),
)


@pytest.mark.parametrize(
    "content",
    [
        EVERY_KIND.encode(),
        b"\xef\xbb\xbf" + EVERY_KIND.encode(),
        EVERY_KIND.encode("utf-16"),
        b"sep=,\r\n" + EVERY_KIND.encode(),
        EVERY_KIND.replace("question,answer", "Question,Answer").encode("cp1252"),
    ],
    ids=["utf-8", "byte order mark", "utf-16", "sep line", "cp1252"],
)
def test_a_table_says_what_yaml_would(content: bytes, ruleset: Ruleset) -> None:
    assessment = api.read_answers(ruleset, content, at=NOW)

    assert {name: answer.value for name, answer in assessment.answers.items() if isinstance(answer, Known)} == {
        "closes": "yes",
        "reach": "far",
        "things": ("bus", "bike"),
        "users": 1200,
        "starts": "2026-09-01",
        "reasons": "Money, mostly; and\nthe roof.",
        "lead": "Head of libraries",
    }


def test_semicolons_between_cells_leave_choices_in_quotes(ruleset: Ruleset) -> None:
    assessment = api.read_answers(ruleset, 'question;answer\nthings;"bus; car"\nlead;Zoë\n'.encode("cp1252"), at=NOW)

    assert assessment.answers["things"] == Known(by="not stated", at=NOW, value=("bus", "car"))
    assert assessment.answers["lead"] == Known(by="not stated", at=NOW, value="Zoë")


def test_labels_of_options_do_as_well_as_their_ids(ruleset: Ruleset) -> None:
    label = next(option.label for option in ruleset.options["reach"] if option.id == "none_within")

    assessment = api.read_answers(ruleset, table(("reach", label.upper()), ("things", "NOTHING")), at=NOW)

    assert assessment.answers["reach"] == Known(by="not stated", at=NOW, value="none_within")
    assert assessment.answers["things"] == Known(by="not stated", at=NOW, value=("none_of_these",))


def test_what_is_not_known_and_what_does_not_apply_are_told_apart(ruleset: Ruleset) -> None:
    headings = ("question", "answer", "note", "who", "by_when")
    content = table(
        ("closes", "Don’t know", "Ask.", "Cy", "1 May 2026"),
        ("reach", "not applicable: no building", "Seen.", "", ""),
        ("lead", "unknown", "", "", ""),
        ("users", "", "", "", ""),
        ("starts", "unanswered", "", "", ""),
        headings=headings,
    )

    assessment = api.read_answers(ruleset, content, at=NOW)

    assert assessment.answers == {
        "closes": DontKnow(by="not stated", at=NOW, note="Ask.", who="Cy", by_when=date(2026, 5, 1)),
        "reach": NotApplicable(by="not stated", at=NOW, note="Seen.", reason="no building"),
        "lead": Known(by="not stated", at=NOW, value="unknown"),
    }


def test_the_head_and_evidence_stand_in_rows_of_their_own(ruleset: Ruleset) -> None:
    headings = ("question", "answer", "evidence", "evidence_title", "evidence_grade", "evidence_date")
    content = table(
        ("questionnaire", "core", "", "", "", ""),
        ("id", "case-7", "", "", "", ""),
        ("by", "Ann", "", "", "", ""),
        ("on", "1 March 2026", "", "", "", ""),
        ("closes", "no", "E1; E2", "", "", ""),
        ("users", "30", "E1", "Door counts", "b", "1/2/2026"),
        ("", "", "E2", "Talks", "C", "2026-02-02"),
        headings=headings,
    )

    header = api.answers_header(content)
    assessment = api.read_answers(ruleset, content, at=NOW)

    assert (header.questionnaire, header.id, header.by, header.on) == ("core", "case-7", "Ann", date(2026, 3, 1))
    assert [(item.id, item.grade, item.date) for item in assessment.evidence] == [
        ("E1", "B", date(2026, 2, 1)),
        ("E2", "C", date(2026, 2, 2)),
    ]
    assert assessment.answers["closes"] == Known(by="Ann", at=NOW, value="no", evidence=("E1", "E2"))


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-x", "@me", "'=1", "''quoted", "plain", "'"])
def test_what_looks_like_a_formula_is_text_and_comes_back_as_it_was(text: str, ruleset: Ruleset) -> None:
    assessment = api.read_answers(ruleset, table(("reasons", as_cell(text))), at=NOW)

    assert assessment.answers["reasons"] == Known(by="not stated", at=NOW, value=text)
    assert not as_cell(text).startswith(("=", "+", "-", "@"))


def test_every_fault_of_a_table_is_told_at_once_with_row_and_column(ruleset: Ruleset) -> None:
    headings = ("question", "answer", "evidence", "note", "who", "by_when")
    content = table(
        ("closes", "1", "", "", "", ""),
        ("reach", "nearby", "", "", "", ""),
        ("things", "bus; plane", "", "", "", ""),
        ("users", "9999999", "", "", "", ""),
        ("users", "3", "", "", "", ""),
        ("starts", "soon", "", "", "", ""),
        ("leed", "Ann", "", "", "", ""),
        ("lead", "Ann", "E9", "", "", ""),
        ("reasons", "", "", "A note", "", ""),
        ("depth", "dont_know", "", "", "", "some day"),
        ("", "yes", "", "", "", ""),
        headings=headings,
    )

    with pytest.raises(AnswersFileError) as told:
        api.read_answers(ruleset, content, at=NOW)

    assert [(fault.line, fault.column) for fault in told.value.faults] == [
        (2, 2),
        (3, 2),
        (4, 2),
        (5, 2),
        (6, 1),
        (7, 2),
        (8, 1),
        (9, 2),
        (10, 4),
        (11, 6),
        (12, 1),
    ]
    messages = [fault.message for fault in told.value.faults]
    assert messages[1].startswith("row 3, column B (answer): reach: 'nearby' is not one of near, far, none_within")
    assert messages[3] == "row 5, column B (answer): Enter a number between 1 and 5,000"
    assert messages[4] == "row 6, column A (question): 'users' stands in row 5 already; keep one"
    assert messages[6].endswith("there is no question 'leed'; did you mean 'lead'?")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("E1", "", "B", "2026-01-01"), "say what E1 is"),
        (("E1", "Counts", "E", "2026-01-01"), "how strong E1 is: A, B, C or D"),
        (("E1", "Counts", "B", "then"), "Enter a date"),
        (("E 1", "Counts", "B", "2026-01-01"), "one id here"),
    ],
)
def test_evidence_that_a_table_describes_badly_is_told(cells: tuple[str, ...], words: str, ruleset: Ruleset) -> None:
    headings = ("question", "answer", "evidence", "evidence_title", "evidence_grade", "evidence_date")

    with pytest.raises(AnswersFileError) as told:
        api.read_answers(ruleset, table(("", "", *cells), headings=headings), at=NOW)

    assert words in str(told.value)
    assert "row 2, column" in str(told.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"question,anwser\ncloses,yes\n", "there is no heading “answer”"),
        (b"question,answer,evidense\ncloses,yes,E1\n", "column C (evidense): there is no such column; did you mean"),
        (b"question,answer,\ncloses,yes,E1\n", "more cells than headings"),
        (b"question,answer,,note\ncloses,yes,E1,\n", "column C (): the column has no heading"),
        (b"PK\x03\x04 a workbook", "this is a workbook, not CSV"),
    ],
    ids=["no answer", "misspelt", "extra cell", "no heading", "workbook"],
)
def test_a_table_in_the_wrong_form_is_refused_in_words(content: bytes, words: str, ruleset: Ruleset) -> None:
    with pytest.raises(AnswersFileError) as told:
        api.read_answers(ruleset, content, at=NOW, written_as="csv")

    assert words in str(told.value)


cells = st.sampled_from(["", "", "closes", "yes", "users", "E1", "=1", "dont_know", "by", "B"]) | st.text(max_size=8)


@settings(max_examples=200, deadline=None)
@given(
    headings=st.lists(st.sampled_from([*ANSWER_COLUMNS[2:], *EVIDENCE_COLUMNS]), unique=True, max_size=9),
    rows=st.lists(st.lists(cells, max_size=9), max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_a_table_holds_it_is_read_or_refused(
    headings: list[str], rows: list[list[str]], encoding: str, ruleset: Ruleset
) -> None:
    content = table(*map(tuple, rows), headings=("question", "answer", *headings)).encode(encoding)
    with suppress(AnswersFileError):
        assessment = api.read_answers(ruleset, content, at=NOW, written_as="csv")
        assert set(assessment.answers) <= {row[0] for row in rows if row}


@given(content=st.binary(max_size=200))
def test_whatever_bytes_are_read_or_refused(content: bytes, ruleset: Ruleset) -> None:
    with suppress(AnswersFileError):
        api.read_answers(ruleset, content, at=NOW)
    with suppress(AnswersFileError):
        api.read_answers(ruleset, content, at=NOW, written_as="csv")


def test_text_that_is_no_table_is_read_as_yaml(ruleset: Ruleset) -> None:
    assessment = api.read_answers(ruleset, b"given:\n  lead: Ann\n", at=NOW)

    assert assessment.answers["lead"] == Known(by="not stated", at=NOW, value="Ann")
