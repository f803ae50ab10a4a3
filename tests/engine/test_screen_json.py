"""Answers as JSON in, what they come to as JSON out: the same as the values, written faster."""

import json
import random
import threading
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from impact_check.api import load_questionnaire
from impact_check.api.answers import read_answers
from impact_check.api.screening import screen_answers, screen_json, screened_schema
from impact_check.engine import screen
from impact_check.errors import AnswersFileError
from impact_check.loading.answers_file import read_answers_file
from impact_check.model.assessment import Evidence
from impact_check.model.screened import Screened
from impact_check.rules import Ruleset

MISSING = ("title", "grade", "date")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def kirklees() -> Ruleset:
    return load_questionnaire("kirklees")


def as_json(example: Path) -> dict[str, object]:
    answers = read_answers_file(example).answers.model_dump(mode="json")
    return {"given": answers["given"], "evidence": answers["evidence"]}


def fewer(content: dict[str, object], some: random.Random) -> bytes:
    """Return the answers with some left out and some not known."""
    given = content["given"]
    assert isinstance(given, dict)
    chosen = {id_: some.choice((raw, raw, raw, "dont_know")) for id_, raw in given.items() if some.random() < 0.8}
    return json.dumps({**content, "given": chosen}).encode()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_bytes_are_those_of_the_value_and_fit_the_schema(example: Path, kirklees: Ruleset) -> None:
    some, content, schema = random.Random(example.stem), as_json(example), screened_schema()  # noqa: S311
    for number in range(8):
        data = fewer(content, some) if number else json.dumps(content).encode()

        written = screen_json(kirklees, data)

        assert written == screen_answers(kirklees, data).model_dump_json().encode()
        assert Screened.model_validate_json(written) == screen_answers(kirklees, data)
        if number == 0:
            jsonschema.validate(json.loads(written), schema)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_to_what_its_assessment_comes_to(example: Path, kirklees: Ruleset) -> None:
    filled = read_answers(kirklees, example, at=datetime(2026, 11, 22, tzinfo=UTC))

    screened = screen_answers(kirklees, json.dumps(as_json(example)).encode())

    assert screened == screen(kirklees, filled.answers, filled.evidence)


def test_each_finding_says_why_and_on_which_answers(kirklees: Ruleset) -> None:
    written = json.loads(screen_json(kirklees, b'{"given": {"decision_kind": ["charge"], "cost_after": "priced_out"}}'))

    finding = next(each for each in written["findings"] if each["rule"] == "priced-out")
    rule = next(each for each in kirklees.questionnaire.rules if each.id == "priced-out")
    assert finding["because"] == rule.because
    assert finding["truth"] == "true"
    assert finding["answers"] == [{"question": "cost_after", "state": "value"}]
    assert finding["factors"] == list(rule.factors)


def test_texts_are_in_the_language_of_the_questionnaire(kirklees: Ruleset) -> None:
    texts = kirklees.questionnaire.model_copy(
        update={
            "rules": tuple(
                rule.model_copy(update={"because": f"Achos “{rule.id}”."}) for rule in kirklees.questionnaire.rules
            )
        }
    )
    translated = Ruleset(
        **{**{name: getattr(kirklees, name) for name in Ruleset.__dataclass_fields__}, "questionnaire": texts}
    )

    written = screen_json(translated, b'{"given": {"decision_kind": ["charge"], "cost_after": "priced_out"}}')

    assert "Achos “priced-out”." in {finding["because"] for finding in json.loads(written)["findings"]}
    assert translated.replay.compile() is kirklees.replay.compile()


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (b"{", [("not-json", "")]),
        (b"\xff", [("not-json", "")]),
        (b"[" * 100_000, [("not-json", "")]),
        (b"[]", [("not-object", "")]),
        (b'{"given": []}', [("not-object", "/given")]),
        (b'{"givn": {}}', [("unknown-key", "/givn")]),
        (b'{"given": {}, "mitigations": []}', [("unknown-key", "/mitigations")]),
        (b'{"given": {"reach": "none", "reach": "over_30"}}', [("duplicate-key", "")]),
        (b'{"given": {"places": "at: the hall", "reach": "none", "reach": "over_30"}}', [("duplicate-key", "")]),
        (rb'{"given": {"places": "at\u003a hall", "reach": "none", "reach": "over_30"}}', [("duplicate-key", "")]),
        (b'{"given": {"reach": {"value": "none", "value": "over_30"}}}', [("duplicate-key", "")]),
        (b'{"given": {"reach": {"value": {"a": 1, "a": 2}}}}', [("duplicate-key", "")]),
        (b'{"evidence": [{"id": "E1", "id": "E2"}]}', [("duplicate-key", "")]),
        (b'{"given": {"raech": "none"}}', [("unknown-question", "/given/raech")]),
        (b'{"given": {"a/b": 1, "reach": "far"}}', [("unknown-question", "/given/a~1b"), ("answer", "/given/reach")]),
        (b'{"given": {"people_now": NaN}}', [("answer", "/given/people_now")]),
        (
            b'{"given": {}, "evidence": [{"id": "E1"}]}',
            [("evidence", f"/evidence/0/{key}") for key in ("title", "grade", "date")],
        ),
        (
            b'{"evidence": [{"id":"E1","title":"a","grade":"A","date":"2026-01-01"},'
            b'{"id":"E1","title":"b","grade":"D","date":"2026-01-01"}]}',
            [("evidence-twice", "/evidence/1/id")],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, bytes) else "",
)
def test_what_does_not_fit_is_refused_with_code_and_place(
    data: bytes, faults: list[tuple[str, str]], kirklees: Ruleset
) -> None:
    with pytest.raises(AnswersFileError) as refused:
        screen_json(kirklees, data)

    assert [(fault.code, fault.path) for fault in refused.value.faults] == faults
    assert all(fault.message for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("item", "is_refused"),
    [
        ({"title": ""}, True),
        ({"title": "Count\u202e"}, False),
        ({"title": "Count\ud800"}, True),
        ({"title": 5}, True),
        ({"grade": "E"}, True),
        ({"grade": ["A"]}, True),
        ({"date": "2026-02-30"}, True),
        ({"date": "2026-W09-1"}, True),
        ({"date": ["2026-09-01"]}, True),
        ({"id": "1E"}, True),
        ({"id": "E1\n"}, True),
        ({"where": "https://example.org/count", "sha256": ""}, False),
        ({"where": None}, True),
        ({"why": ""}, True),
    ],
    ids=str,
)
def test_evidence_fits_or_is_refused_as_in_an_assessment(
    item: dict[str, object], is_refused: bool, kirklees: Ruleset
) -> None:
    evidence = {"id": "E1", "title": "Count at the door", "grade": "B", "date": "2026-09-01", **item}
    data = json.dumps({"given": {}, "evidence": [evidence]})

    if is_refused:
        with pytest.raises(AnswersFileError) as refused:
            screen_json(kirklees, data)
        assert [fault.code for fault in refused.value.faults] == ["evidence"]
        with pytest.raises(ValidationError):
            Evidence.model_validate(evidence)
    else:
        assert screen_json(kirklees, data) == screen_json(kirklees, '{"given": {}}')
        Evidence.model_validate(evidence)


def test_sixteen_threads_write_the_same_bytes_as_one(kirklees: Ruleset) -> None:
    some = random.Random(16)  # noqa: S311
    decisions = [fewer(as_json(example), some) for example in EXAMPLES for _ in range(8)]
    fresh = load_questionnaire("kirklees")
    expected = [screen_json(kirklees, data) for data in decisions]
    written: list[list[bytes]] = [[] for _ in range(16)]

    def work(place: int) -> None:
        written[place] = [screen_json(fresh, data) for data in decisions]

    threads = [threading.Thread(target=work, args=(place,)) for place in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert written == [expected] * 16
