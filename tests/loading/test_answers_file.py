"""Answers files: read from YAML or JSON, or every fault told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import AnswersFileError
from impact_check.loading import load_ruleset, read_answers_file

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_yaml_and_json_say_the_same() -> None:
    as_yaml = read_answers_file(
        "questionnaire: core\nid: case-7\nby: Ann\non: 2026-03-01\ngiven: {only_place: yes, users: 30}\n"
    )
    as_json = read_answers_file(
        '{"questionnaire": "core", "id": "case-7", "by": "Ann", "on": "2026-03-01",'
        ' "given": {"only_place": "yes", "users": 30}}'
    )

    assert as_yaml.answers == as_json.answers
    assert as_yaml.answers.on == date(2026, 3, 1)
    assert as_yaml.answers.given == {"only_place": "yes", "users": 30}


def test_what_is_left_out_has_a_default() -> None:
    answers = read_answers_file("given: {}\n").answers

    assert (answers.questionnaire, answers.id, answers.by, answers.on) == ("kirklees", "assessment", "not stated", None)


def test_file_is_named_in_faults(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("given: {a: yes}\nevidense: []\n", "utf-8")

    with pytest.raises(AnswersFileError) as told:
        read_answers_file(path)

    assert (
        str(told.value) == f"{path}:2:1: error unknown-key: there is no key 'evidense' here; did you mean 'evidence'?"
    )


def test_text_is_called_answers_in_faults() -> None:
    with pytest.raises(AnswersFileError, match=r"^answers:1:4: error yaml-alias"):
        read_answers_file("a: *b")


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("", "yaml-empty", (1, 1), "empty"),
        ("- a\n", "wrong-type", (1, 1), "keys with values"),
        ("given: [a]\n", "wrong-type", (1, 8), "'given' must hold keys with values"),
        ("on: tomorrow\n", "wrong-date", (1, 5), "'on' must be a date"),
        ("on: 2026\n", "wrong-date", (1, 5), "not 2026"),
        ("id: ''\n", "empty-text", (1, 5), "'id' is empty"),
        ("evidence: [{id: E1, title: T, grade: E, date: 2026-01-01}]\n", "wrong-value", (1, 38), "'E' is not allowed"),
        ("evidence: [{id: E1, title: T, grade: A}]\n", "missing-key", (1, 12), "'date' is missing"),
        ("mitigations: [{id: X1, factor: M1, action: A, status: done}]\n", "wrong-value", (1, 55), "'committed'"),
        ("given: {a: " + "9" * 5000 + "}\n", "yaml-too-large", (1, 12), "5000 digits"),
    ],
)
def test_fault_in_form_is_told(text: str, code: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(AnswersFileError) as told:
        read_answers_file(text)

    (fault,) = told.value.faults
    assert (fault.code, (fault.line, fault.column)) == (code, place)
    assert words in fault.message


@pytest.mark.parametrize(
    ("content", "code"), [(b"id: Caf\xe9\n", "not-utf8"), (None, "unreadable")], ids=["encoding", "missing"]
)
def test_file_that_cannot_be_opened_is_told(content: bytes | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(AnswersFileError) as told:
        read_answers_file(path)

    assert [fault.code for fault in told.value.faults] == [code]


def test_every_answer_that_does_not_fit_is_told_at_its_place(small: Path) -> None:
    ruleset = load_ruleset(small / "core")
    text = (
        "evidence: [{id: Door-counts, title: Note, grade: D, date: 2026-01-01}]\n"
        "given:\n"
        "  change_place: closed\n"
        "  regular_users: many\n"
        "  only_place: {value: no, evidence: [Door-count]}\n"
        "  reach: {not_applicable: ''}\n"
        "  alternatives: two_or_more\n"
        "  bus: yes\n"
    )

    with pytest.raises(AnswersFileError) as told:
        api.read_answers(ruleset, text, at=NOW)

    assert [str(fault) for fault in told.value.faults] == [
        "answers:3:17: error answer: change_place: 'closed' is not one of no_change, reduce_hours, close; "
        "did you mean 'close'?",
        "answers:4:18: error answer: regular_users: expected a whole number, not 'many'",
        "answers:5:15: error answer: only_place: there is no evidence 'Door-count'; did you mean 'Door-counts'?",
        "answers:6:10: error answer: reach: say why it does not apply: {not_applicable: reason}",
        "answers:8:8: error answer: there is no question 'bus'",
    ]


def test_answers_that_fit_make_an_assessment(small: Path) -> None:
    ruleset = load_ruleset(small / "core")

    assessment = api.read_answers(ruleset, "id: case-7\nby: Ann\ngiven: {change_place: close}\n", at=NOW)

    assert (assessment.id, assessment.pinned) == ("case-7", ruleset.pinned)
    assert assessment.answers["change_place"].by == "Ann"
