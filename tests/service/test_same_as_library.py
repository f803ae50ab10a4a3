"""What the service answers is what the library says."""

from datetime import date

import pytest
from flask.testing import FlaskClient

import impact_check
from impact_check import api
from impact_check.api.wording import texts
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.report import print_pdf
from impact_check.report.pdf import Attached
from tests.service.conftest import GIVEN, NOW

ON = date(2027, 1, 5)
Body = dict[str, object]


@pytest.fixture(scope="module")
def result(ruleset: api.Ruleset, assessment: Assessment) -> Result:
    return api.evaluate(ruleset, assessment, ON)


def test_health_names_the_version_and_the_day(client: FlaskClient) -> None:
    assert client.get("/v1/health").json == {"status": "ok", "version": impact_check.__version__, "on": "2026-11-22"}


def test_every_questionnaire_is_listed_with_its_hash(client: FlaskClient) -> None:
    listed = client.get("/v1/questionnaires").json["questionnaires"]

    assert [each["name"] for each in listed] == list(api.bundled_packs())
    kirklees = next(each for each in listed if each["name"] == "kirklees")
    assert kirklees["pinned"] == api.load_questionnaire("kirklees").pinned.model_dump()


def test_questionnaire_has_every_question_in_order_with_its_options(client: FlaskClient, ruleset: api.Ruleset) -> None:
    told = client.get("/v1/questionnaires/core").json

    questions = [question for section in told["sections"] for question in section["questions"]]
    assert [question["id"] for question in questions] == list(ruleset.questions)
    for question in questions:
        offered = [option.id for option in api.options(ruleset, ruleset.questions[question["id"]])]
        assert [option["id"] for option in question["options"]] == offered
    assert told["texts"] == texts(ruleset).model_dump(mode="json")


@pytest.mark.parametrize("kind", ["assessment", "answers"])
def test_assess_gives_the_result_of_the_library(
    client: FlaskClient,
    ruleset: api.Ruleset,
    assessment: Assessment,
    result: Result,
    kind: str,
    file: Body,
    answers: Body,
) -> None:
    content = {"assessment": file, "answers": answers}[kind]

    told = client.post("/v1/assess", json={kind: content, "on": "2027-01-05", "explanation": True}).json

    assert told["result"] == result.model_dump(mode="json")
    assert told["texts"] == texts(ruleset, result).model_dump(mode="json")
    assert told["summary"] == api.summary(ruleset, assessment, result)
    assert told["explanation"] == api.explain(ruleset, assessment, result)
    assert (told["on"], told["on_from"], told["notes"]) == ("2027-01-05", "request", [])


def test_every_id_in_a_result_has_its_words(client: FlaskClient, file: Body) -> None:
    told = client.post("/v1/assess", json={"assessment": file}).json

    result, words = told["result"], told["texts"]
    assert {each["factor"] for each in result["factors"]} <= words["factors"].keys()
    assert {each["rule"] for each in result["findings"]} <= words["rules"].keys()
    assert {each["check"] for each in result["checks"]} <= words["checks"].keys()
    assert {each["element"] for each in result["alignment"]} <= words["elements"].keys()
    assert {used["question"] for each in result["findings"] for used in each["answers"]} <= words["questions"].keys()
    assert {*result["affected_groups"], *(group for each in result["factors"] for group in each["groups"])} <= words[
        "groups"
    ].keys()
    assert set(result["signatories"]) <= words["roles"].keys()
    assert set(result["outcomes"]) <= words["outcomes"].keys()


@pytest.mark.parametrize(
    ("more", "day", "whose"),
    [
        ({}, "2026-11-22", "server"),
        ({"on": "2027-01-05"}, "2027-01-05", "request"),
    ],
    ids=["nobody names a day", "request names it"],
)
def test_response_says_who_named_the_day(client: FlaskClient, file: Body, more: Body, day: str, whose: str) -> None:
    told = client.post("/v1/assess", json={"assessment": file, "texts": False, **more}).json

    assert (told["on"], told["on_from"], told["result"]["on"]) == (day, whose, day)


def test_day_in_the_answers_counts_unless_the_request_names_one(client: FlaskClient, answers: Body) -> None:
    told = client.post("/v1/assess", json={"answers": {**answers, "on": "2027-02-03"}, "texts": False}).json

    assert (told["on"], told["on_from"]) == ("2027-02-03", "answers")


def test_screening_rates_as_the_library_does_and_leaves_nobody_out(client: FlaskClient, result: Result) -> None:
    decisions = [
        {"id": "first", "given": GIVEN},
        {"id": "odd", "given": {"closes": "perhaps", "no_such_question": 1}},
        {"id": "empty", "given": {}},
    ]

    told = client.post("/v1/screen", json={"questionnaire": "core", "on": "2027-01-05", "decisions": decisions}).json

    assert [each["id"] for each in told["decisions"]] == ["first", "odd", "empty"]
    first, odd, empty = told["decisions"]
    assert first["rating"] == result.inherent.rating.model_dump(mode="json")
    assert first["rules"] == [each.rule for each in result.findings]
    assert first["standings"] == {each.element: each.standing for each in result.alignment}
    assert {each["path"] for each in odd["errors"]} == {
        "/decisions/1/given/closes",
        "/decisions/1/given/no_such_question",
    }
    assert (empty["rating"]["confirmed"], empty["rating"]["possible"]) == ("none", "high")
    assert (told["rated"], told["refused"], sum(told["by_possible"].values())) == (2, 1, 2)


def test_answering_what_is_next_until_it_is_done_asks_every_question_once(
    client: FlaskClient, ruleset: api.Ruleset
) -> None:
    given: dict[str, object] = {}
    asked = []
    for _ in range(len(ruleset.questions) + 1):
        told = client.post("/v1/next", json={"answers": {"questionnaire": "core", "given": given}}).json
        if not told["next"]:
            break
        question = told["next"][0]["id"]
        asked.append(question)
        given[question] = "dont_know"

    assert told["is_done"]
    assert asked == told["asked"]
    assert len(asked) == len(set(asked)) > 5


def test_looking_ahead_says_what_can_still_change_the_result(
    client: FlaskClient, ruleset: api.Ruleset, assessment: Assessment, file: Body
) -> None:
    told = client.post("/v1/next", json={"assessment": file, "look_ahead": True, "count": 500}).json

    verdict = api.settled(ruleset, assessment, NOW.date())
    assert told["look_ahead"]["telling"] == list(verdict.telling)
    assert told["look_ahead"]["all_settled"] is verdict.is_all
    assert set(told["left"]) == set(verdict.open)
    assert [each["id"] for each in told["next"]] == told["left"]


def test_options_are_compared_as_the_library_does(client: FlaskClient, ruleset: api.Ruleset, file: Body) -> None:
    other = {"id": "O1", "title": "Keep half of it", "answers": {}}
    with_option = {**file, "alternatives": [other]}

    told = client.post("/v1/compare", json={"assessment": with_option, "on": "2027-01-05"}).json

    expected = api.compare(ruleset, Assessment.model_validate(with_option), ON)
    assert told["comparison"] == expected.model_dump(mode="json")
    assert len(told["comparison"]["options"]) == 2


@pytest.mark.parametrize("public", [False, True], ids=["full", "public"])
def test_web_page_is_that_of_the_library(
    client: FlaskClient, ruleset: api.Ruleset, assessment: Assessment, result: Result, file: Body, public: bool
) -> None:
    asked = {"assessment": file, "on": "2027-01-05", "public": public}

    response = client.post("/v1/report", json=asked, headers={"Accept": "text/html"})

    assert response.mimetype == "text/html"
    assert response.text == api.report_html(ruleset, assessment, result, public=public)
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_pdf_has_the_bytes_that_the_library_makes(
    client: FlaskClient,
    ruleset: api.Ruleset,
    assessment: Assessment,
    result: Result,
    file: Body,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # To lay out pages takes seconds, and that a process of its own makes the same bytes is tested with the report. Here
    # all that goes into the layout must be the same.
    monkeypatch.setattr(print_pdf, "print_apart", _digest)
    monkeypatch.setattr(print_pdf, "print_pdf", _digest)

    response = client.post("/v1/report", json={"assessment": file, "on": "2027-01-05"})

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.data == api.report_pdf(ruleset, assessment, result)
    assert response.headers["Content-Disposition"] == 'inline; filename="lia-2026-7.pdf"'
    assert response.headers["Impact-Check-On"] == "2027-01-05"


def _digest(html: str, attachments: tuple[Attached, ...]) -> tuple[bytes, tuple[str, ...]]:
    return repr((html, attachments)).encode(), ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"schema_version": 1}, "older-format"),
        ({"pinned": {"questionnaire": "core", "version": "core 0.0.1", "sha256": "0" * 64}}, "other-questionnaire"),
        (
            {"history": [{"at": "2026-01-01T00:00:00Z", "by": "x", "what": "started", "hash": "f" * 64}]},
            "history-broken",
        ),
    ],
    ids=["older format", "other questionnaire", "history changed"],
)
def test_what_the_caller_should_know_is_noted(client: FlaskClient, file: Body, change: Body, code: str) -> None:
    told = client.post("/v1/assess", json={"assessment": {**file, **change}, "texts": False}).json

    assert [note["code"] for note in told["notes"]] == [code]
