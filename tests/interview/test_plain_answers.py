"""Reading plain answers gives what filling an assessment with them and reading that gives."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from impact_check import api
from impact_check.engine.routing import read
from impact_check.interview.filling import fill
from impact_check.interview.plain_answers import PlainAnswers
from impact_check.model.answers_file import Given
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset
from tests.engine import build

AT = datetime(2026, 11, 22, tzinfo=UTC)
EVIDENCE = (build.on_file("E1", "A"), build.on_file("E2", "D"))
GRADES = {item.id: item.grade for item in EVIDENCE}


def assert_same(content: Ruleset, plain: PlainAnswers, given: Mapping[str, JsonValue]) -> None:
    readings, _, misfits = plain.read(given, GRADES)
    filled, faults = fill(content, Given(given=dict(given), evidence=EVIDENCE), id="one", by="", at=AT)

    expected = [read(content, asked, filled.answers.get(id_), GRADES) for id_, asked in content.questions.items()]
    for id_, reading, wanted in zip(content.questions, readings, expected, strict=True):
        if wanted[0] == "value" and content.questions[id_].type in ("text", "role"):
            assert reading[0] == "value"  # What a text says is read by no condition.
        else:
            assert reading == wanted, (id_, given.get(id_))
    assert sorted(misfit.question for misfit in misfits) == sorted(fault.way[1] for fault in faults)
    told = {fault.way[1]: fault.message for fault in faults}
    assert all(told[misfit.question].endswith(misfit.message) for misfit in misfits)


def some_answer(some: random.Random, content: Ruleset, asked: Question) -> JsonValue:
    options = [option.id for option in content.options[asked.id]]
    value: JsonValue = some.choice(("Some text.", "  ", "two\nlines", "\u202e", "x" * 600))
    if asked.type == "many":
        chosen = some.sample(options, some.randrange(len(options)))
        value = some.choice((chosen, [NONE_OF_THESE], options[0], [], [*chosen, "gone"], [1], [[1]]))
    elif options:
        value = some.choice((*options, *options, *options, "gone", 1))
    elif asked.type == "number":
        value = some.choice((0, 3, 20, 400, asked.maximum + 1, -1, 2.5, "3", True))
    elif asked.type == "date":
        value = some.choice(("2026-12-01", "1 May 2027", "2027-13-01", "20270101", "2026-W01-1", "soon"))
    kind = some.randrange(12)
    evidence: JsonValue = some.choice((["E1"], ["E2"], ["E2", "E1"], [], ["E9"], "E1", [1]))
    unusual: tuple[JsonValue, ...] = (
        *("dont_know", "unanswered", None, True, False, {}, {"value": value, "else": 1}),
        *({"dont_know": True, "who": "Jo"}, {"dont_know": False}, {"not_applicable": "None here."}),
        *({"not_applicable": " "}, {"value": "dont_know"}, {"value": value, "note": "x" * 30}, {"note": "Only."}),
        *({"value": value, "note": 3}, {"value": [value]}, {"dont_know": True, "by_when": "soon"}),
    )
    return value if kind < 5 else {"value": value, "evidence": evidence} if kind < 9 else some.choice(unusual)


@pytest.mark.parametrize("pack", ["kirklees", "core"])
def test_plain_answers_are_read_as_a_file_of_them_is(pack: str) -> None:
    content, some = api.load_questionnaire(pack), random.Random(5)  # noqa: S311
    plain = PlainAnswers(content)

    for _ in range(15):
        questions = [asked for asked in content.questions.values() if some.random() < 0.7]
        given = {asked.id: some_answer(some, content, asked) for asked in questions}
        assert_same(content, plain, given | ({"reech": "yes"} if some.random() < 0.2 else {}))


@pytest.mark.parametrize(
    ("grades", "state"), [({}, "no_evidence"), ({"E1": "C"}, "no_evidence"), ({"E1": "B"}, "value")], ids=str
)
def test_a_reassuring_answer_counts_only_with_evidence_that_is_good_enough(grades: dict[str, str], state: str) -> None:
    content = build.ruleset(build.question("near", reassuring="yes", min_grade="B"))
    given: JsonValue = {"value": "yes", "evidence": list(grades)}

    readings, _, misfits = PlainAnswers(content).read({"near": given}, grades)

    assert readings[content.tables.place["near"]][0] == state
    assert misfits == ()


def test_an_answer_that_does_not_fit_says_what_to_do() -> None:
    content = build.ruleset(build.question("near"), build.question("people", "number", maximum=9))

    _, _, misfits = PlainAnswers(content).read({"nearr": "yes", "near": "maybe", "people": 10})

    assert [(misfit.question, misfit.code) for misfit in misfits] == [
        ("nearr", "unknown-question"),
        ("near", "answer"),
        ("people", "answer"),
    ]
    assert "did you mean 'near'" in misfits[0].message
    assert "'maybe' is not one of yes, no" in misfits[1].message
