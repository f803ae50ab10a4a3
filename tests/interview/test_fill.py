"""Answers as written in a file: all that fit are taken, and every one that doesn't is told with the way to it."""

from datetime import date
from typing import Any

import pytest

from impact_check.interview import Misfit, fill
from impact_check.model.answers_file import Given
from impact_check.model.assessment import Assessment, DontKnow, Known, NotApplicable
from impact_check.rules import Ruleset
from interview.conftest import COUNTS, NOW


def filled(ruleset: Ruleset, given: dict[str, Any], **keys: Any) -> tuple[Assessment, tuple[Misfit, ...]]:
    written = Given.model_validate({"given": given, "evidence": [COUNTS.model_dump()], **keys})
    return fill(ruleset, written, id="case-7", by="Ann", at=NOW)


@pytest.mark.parametrize(
    ("name", "written", "answer"),
    [
        ("closes", "yes", Known(by="Ann", at=NOW, value="yes")),
        ("users", 30, Known(by="Ann", at=NOW, value=30)),
        ("things", ["bike", "bus"], Known(by="Ann", at=NOW, value=("bus", "bike"))),
        ("closes", {"value": "yes"}, Known(by="Ann", at=NOW, value="yes")),
        (
            "closes",
            {"value": "no", "evidence": ["E1"], "note": "Counted."},
            Known(by="Ann", at=NOW, value="no", evidence=("E1",), note="Counted."),
        ),
        ("closes", "dont_know", DontKnow(by="Ann", at=NOW)),
        ("closes", {"dont_know": True}, DontKnow(by="Ann", at=NOW)),
        (
            "closes",
            {"dont_know": True, "who": "Cy", "by_when": "1 May 2026", "note": "Ask."},
            DontKnow(by="Ann", at=NOW, who="Cy", by_when=date(2026, 5, 1), note="Ask."),
        ),
        ("reach", {"not_applicable": "No building."}, NotApplicable(by="Ann", at=NOW, reason="No building.")),
        (
            "reach",
            {"not_applicable": "No building.", "note": "Seen."},
            NotApplicable(by="Ann", at=NOW, reason="No building.", note="Seen."),
        ),
    ],
)
def test_every_form_of_answer_is_read(name: str, written: Any, answer: object, ruleset: Ruleset) -> None:
    assessment, misfits = filled(ruleset, {name: written})

    assert misfits == ()
    assert assessment.answers == {name: answer}


def test_unanswered_is_no_answer(ruleset: Ruleset) -> None:
    assessment, misfits = filled(ruleset, {"closes": "unanswered"})

    assert (assessment.answers, misfits) == ({}, ())


def test_answers_off_the_route_are_kept(ruleset: Ruleset) -> None:
    assessment, misfits = filled(ruleset, {"reach": "far", "closes": "no"})

    assert misfits == ()
    assert list(assessment.answers) == ["closes", "reach"]  # In the order of the questions.


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (True, "write yes or no, not true or false"),
        (None, "expected yes or no"),
        (["yes"], "expected yes or no"),
        ("Dont_know", "'Dont_know' is not one of yes, no"),
        ({}, "write a value, dont_know, {value: ...}"),
        ({"valeu": "yes"}, "write a value, dont_know, {value: ...}"),
        ({"dont_know": False}, "write a value, dont_know, {value: ...}"),
        ({"dont_know": "yes"}, "{dont_know: true, ...}"),
        ({"value": "yes", "evidense": ["E1"]}, "there is no key 'evidense' here; did you mean 'evidence'?"),
        ({"value": "yes", "who": "Cy"}, "there is no key 'who' here"),
        ({"value": "yes", "evidence": "E1"}, "'evidence' must be a list of ids: [E1]"),
        ({"value": "yes", "evidence": ["E 1"]}, "there is no evidence 'E 1'; did you mean 'E1'?"),
        ({"value": "yes", "evidence": [1]}, "there is no evidence '1'"),
        ({"value": "yes", "evidence": [{"id": "E1"}]}, "there is no evidence"),
        ({"value": "yes", "note": 3}, "'note' must be text"),
        ({"value": "dont_know", "note": "Ask."}, "write {dont_know: true, note: ...}"),
        ({"value": True}, "expected yes or no, not True"),
        ({"dont_know": True, "who": ["Cy"]}, "'who' must be text"),
        ({"dont_know": True, "by_when": "soon"}, "Enter a date"),
        ({"dont_know": True, "evidence": []}, "there is no key 'evidence' here"),
        ({"not_applicable": ""}, "say why it does not apply"),
        ({"not_applicable": "  "}, "say why it does not apply"),
        ({"not_applicable": True}, "{not_applicable: reason}"),
        ({"not_applicable": "So."}, "This question always applies"),
    ],
)
def test_answer_that_does_not_fit_is_told(written: Any, words: str, ruleset: Ruleset) -> None:
    assessment, (misfit,) = filled(ruleset, {"closes": written})

    assert misfit.way == ("given", "closes")
    assert misfit.message.startswith("closes: ")
    assert words in misfit.message
    assert assessment.answers == {}


def test_all_misfits_are_told_at_once_and_the_rest_is_taken(ruleset: Ruleset) -> None:
    mitigation = {"id": "X1", "factor": "M01", "action": "Minibus"}
    assessment, misfits = filled(
        ruleset,
        {"closes": "yes", "reech": "far", "users": 0, "things": ["tram"], "starts": "2026-09-01"},
        evidence=[COUNTS.model_dump(), {**COUNTS.model_dump(), "title": "Again"}],
        mitigations=[
            {**mitigation, "factor": "M99"},
            mitigation,
            {**mitigation, "action": "Again"},
            {
                **mitigation,
                "id": "X2",
                "evidence": ["E7"],
                "verified": {"by": "Cy", "on": "2026-02-01", "evidence": ["E8"]},
            },
            {**mitigation, "id": "X3", "library": "ferry"},
        ],
    )

    assert [(misfit.way, misfit.message) for misfit in misfits] == [
        (("evidence", 1, "id"), "There is already evidence E1; use another id"),
        (("given", "reech"), "there is no question 'reech'; did you mean 'reach'?"),
        (("given", "things"), "things: 'tram' is not one of the options"),
        (("given", "users"), "users: Enter a number between 1 and 5,000"),
        (("mitigations", 0), "There is no risk factor 'M99'"),
        (("mitigations", 1), "There is already a mitigation X1; use another id"),
        (("mitigations", 2), "There is already a mitigation X1; use another id"),
        (("mitigations", 3), "there is no evidence 'E7'"),
        (("mitigations", 3), "there is no evidence 'E8'"),
        (("mitigations", 4), "There is no mitigation 'ferry' in the library"),
    ]
    assert list(assessment.answers) == ["closes", "starts"]
    assert [evidence.title for evidence in assessment.evidence] == ["Door counts"]


def test_what_is_filled_in_has_who_and_when(ruleset: Ruleset) -> None:
    assessment, _ = filled(ruleset, {"closes": "yes"}, mitigations=[{"id": "X1", "factor": "M01", "action": "Minibus"}])

    assert [entry.what for entry in assessment.history] == ["started", "evidence", "answered", "mitigation"]
    assert {(entry.by, entry.at) for entry in assessment.history} == {("Ann", NOW)}
