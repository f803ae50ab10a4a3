"""Every bad request gets a 4xx that says where and what, and nothing about this computer."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from impact_check.errors import ImpactCheckError
from impact_check.service import app as app_module
from impact_check.service.app import make_app
from impact_check.service.packs import Packs, packs_from
from impact_check.service.problems import TITLES
from impact_check.service.service import Service
from impact_check.service.settings import Limits
from impact_check.service.strict_json import strict_json
from tests.service.conftest import GIVEN, SMALL_PACK

JSON = "application/json"
Body = dict[str, object]


def refused(response, status: int, code: str) -> dict:
    told = response.json
    assert (response.status_code, told["status"], told["code"]) == (status, status, code)
    assert response.mimetype == "application/problem+json"
    assert told["type"] == f"urn:impact-check:problem:{code}"
    assert TITLES[code] == (status, told["title"])
    assert told["detail"]
    assert "Traceback" not in response.text
    assert str(Path.cwd()) not in response.text
    return told


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        (b"", "syntax", ""),
        (b"{", "syntax", ""),
        (b"\xff\xfe", "not-utf8", ""),
        ('{"a":1}'.encode("utf-16"), "not-utf8", ""),
        (b"\xef\xbb\xbf{}", "byte-order-mark", ""),
        (b'{"answers": {"id": "a", "id": "b"}}', "repeated-key", "/answers/id"),
        (b'{"answers": NaN}', "bad-number", ""),
        (b'{"answers": [1e999]}', "bad-number", "/answers/0"),
        (b'{"answers": 9007199254740992}', "bad-number", "/answers"),
        (b'{"answers": ' + b"9" * 5000 + b"}", "bad-number", ""),
        (b'{"a/b~": "\\ud800"}', "broken-text", "/a~1b~0"),
        (b"[" * 40 + b"]" * 40, "too-deep", "/0" * 32),
        (b"[" * 100_000, "too-deep", ""),
        (b"[" + b"1," * 100_000 + b"1]", "too-many", ""),
    ],
    ids=[
        "empty", "cut off", "not UTF-8", "UTF-16", "byte order mark", "key twice", "NaN", "infinite", "inexact number",
        "endless number", "half a character", "too deep", "far too deep", "too many values",
    ],
)  # fmt: skip
def test_body_that_is_not_strict_json_is_refused(client: FlaskClient, body: bytes, code: str, path: str) -> None:
    told = refused(client.post("/v1/assess", data=body, content_type=JSON), 400, "not-json")

    assert (told["errors"][0]["code"], told["path"]) == (code, path)


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ([], "", "wrong-type"),
        ({}, "", "wrong-keys"),
        ({"answers": {}, "assessment": {}}, "", "wrong-keys"),
        ({"answers": {"givn": {}}}, "/answers/givn", "unknown-key"),
        ({"answers": {}, "onn": "2027-01-05"}, "/onn", "unknown-key"),
        ({"answers": {"evidence": [{"id": "E1", "title": "x"}]}}, "/answers/evidence/0/grade", "missing-key"),
        ({"answers": {}, "on": "0"}, "/on", "wrong-date"),
        ({"answers": {}, "on": 0}, "/on", "wrong-value"),
        ({"answers": {}, "on": "2027-13-01"}, "/on", "wrong-value"),
        ({"answers": {"questionnaire": "core", "given": {"closes": "perhaps"}}}, "/answers/given/closes", "answer"),
        ({"answers": {"questionnaire": "core", "given": {"closess": "no"}}}, "/answers/given/closess", "answer"),
        ({"answers": {"questionnaire": "../core"}}, "/answers/questionnaire", "no-such-questionnaire"),
        ({"answers": {}, "questionnaire": "/etc"}, "/questionnaire", "no-such-questionnaire"),
        ({"answers": {"questionnaire": "core"}, "language": "tlh"}, "/language", "no-such-language"),
        ({"answers": {"given": {f"q{n}": "x" for n in range(1_001)}}}, "/answers/given", "too-many"),
        ({"answers": {"alternatives": [{"title": "x"}] * 13}}, "/answers/alternatives", "too-many"),
    ],
    ids=[
        "no object", "neither", "both", "unknown key inside", "unknown key", "missing key", "date as a number in text",
        "date as a number", "no such month", "no such option", "no such question", "path as questionnaire",
        "folder as questionnaire", "language", "too many answers", "too many alternatives",
    ],
)  # fmt: skip
def test_content_that_does_not_fit_is_refused_with_its_place(
    client: FlaskClient, body: object, path: str, code: str
) -> None:
    told = refused(client.post("/v1/assess", json=body), 422, "does-not-fit")

    assert (told["path"], told["errors"][0]["code"]) == (path, code)


def test_every_fault_is_listed(client: FlaskClient) -> None:
    given = {"closes": "perhaps", "regular_users": "many", "no_such": 1}

    told = refused(
        client.post("/v1/assess", json={"answers": {"questionnaire": "core", "given": given}}), 422, "does-not-fit"
    )

    assert {each["path"] for each in told["errors"]} == {f"/answers/given/{name}" for name in given}


def test_assessment_of_a_newer_version_is_refused(client: FlaskClient, file: Body) -> None:
    told = refused(client.post("/v1/assess", json={"assessment": {**file, "schema_version": 99}}), 422, "newer-format")

    assert told["path"] == "/assessment/schema_version"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "code"),
    [
        ("GET", "/", {}, None, 404, "no-such-page"),
        ("GET", "/v1/health/", {}, None, 404, "no-such-page"),
        ("GET", "//v1/health", {}, None, 404, "no-such-page"),
        ("GET", "/v1/questionnaires/nowhere", {}, None, 404, "no-such-questionnaire"),
        ("GET", "/v1/questionnaires/..%2Fcore", {}, None, 404, "no-such-page"),
        ("GET", "/v1/questionnaires/core?language=tlh", {}, None, 422, "does-not-fit"),
        ("GET", "/v1/questionnaires/core?lang=cy", {}, None, 400, "unknown-parameter"),
        ("GET", "/v1/questionnaires/core?language=en&language=cy", {}, None, 400, "unknown-parameter"),
        ("GET", "/v1/assess", {}, None, 405, "wrong-method"),
        ("OPTIONS", "/v1/assess", {}, None, 405, "wrong-method"),
        ("POST", "/v1/health", {}, None, 405, "wrong-method"),
        ("GET", "/v1/health", {"Accept": "text/csv"}, None, 406, "not-acceptable"),
        ("POST", "/v1/report", {"Accept": "image/png", "Content-Type": JSON}, b"{}", 406, "not-acceptable"),
        ("POST", "/v1/assess", {"Content-Type": "text/plain"}, b"{}", 415, "wrong-media-type"),
        ("POST", "/v1/assess", {"Content-Type": JSON + "; charset=latin-1"}, b"{}", 415, "wrong-media-type"),
        ("POST", "/v1/assess", {"Content-Type": JSON, "Content-Encoding": "gzip"}, b"{}", 415, "wrong-media-type"),
        ("POST", "/v1/assess", {"Content-Type": JSON}, b" " * (4 * 1024 * 1024 + 1), 413, "too-large"),
        ("GET", "/v1/health", {"Sec-Fetch-Site": "cross-site"}, None, 403, "cross-site"),
    ],
)  # fmt: skip
def test_request_that_makes_no_sense_here_is_refused(
    client: FlaskClient, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int, code: str
) -> None:
    refused(client.open(path, method=method, headers=headers, data=body), status, code)


def test_wrong_method_is_told_the_right_one(client: FlaskClient) -> None:
    assert client.put("/v1/assess").headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("parts", "status", "code", "path"),
    [
        ({}, 400, "bad-form", "/pdf"),
        ({"pdf": "as text", "root": "as text"}, 400, "bad-form", "/pdf"),
        ({"pdf": b"x", "root": b"x", "path": "/etc/passwd"}, 400, "bad-form", "/path"),
        ({"pdf": b"x", "root": b"x", "head": "no hash"}, 422, "does-not-fit", "/head"),
        ({"pdf": b"x", "root": b"no certificate"}, 422, "bad-certificate", "/root"),
    ],
    ids=["nothing", "texts for files", "unknown part", "no hash", "no certificate"],
)
def test_form_that_cannot_be_used_is_refused(
    client: FlaskClient, parts: dict[str, bytes | str], status: int, code: str, path: str
) -> None:
    data = {name: (io.BytesIO(each), name) if isinstance(each, bytes) else each for name, each in parts.items()}

    told = refused(client.post("/v1/verify", data=data, content_type="multipart/form-data"), status, code)

    assert path in {each["path"] for each in told["errors"]}


def test_text_that_cannot_be_printed_is_no_fault_of_the_program(client: FlaskClient) -> None:
    given = {**GIVEN, "proposal_summary": "word " * 20_001}

    response = client.post(
        "/v1/report", json={"answers": {"questionnaire": "core", "given": given}}, headers={"Accept": "text/html"}
    )

    assert response.status_code == 422


def test_pdf_beyond_the_limit_is_to_be_asked_for_again(service: Service, file: Body) -> None:
    busy = replace(service, limits=Limits(jobs=1))
    client = make_app(busy).test_client()

    with busy.jobs.place():
        response = client.post("/v1/report", json={"assessment": file})

    refused(response, 503, "busy")
    assert int(response.headers["Retry-After"]) > 0


def test_fault_of_the_program_tells_nothing_of_it(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr(app_module, "health", lambda _: 1 / 0)

    told = refused(make_app(service, lines.append).test_client().get("/v1/health"), 500, "internal")

    assert "division" not in json.dumps(told)
    assert any("ZeroDivisionError" in line for line in lines)


def test_log_has_a_line_for_each_request_and_nothing_that_was_sent(service: Service) -> None:
    lines: list[str] = []
    client = make_app(service, lines.append).test_client()

    client.post("/v1/assess?who=Ann", json={"answers": {"by": "Ann Example"}})
    client.get("/people/Ann")

    assert len(lines) == 2
    assert lines[0].startswith("2026-11-22T09:00:00+00:00 POST /v1/assess 400 ")
    assert "Ann" not in "".join(lines)


def test_every_answer_has_headers_that_keep_browsers_from_using_it(client: FlaskClient) -> None:
    for response in (client.get("/v1/health"), client.get("/nowhere")):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "Set-Cookie" not in response.headers


def test_answers_are_judged_for_the_day_it_is_where_the_server_stands() -> None:
    late = datetime.fromisoformat("2026-11-22T23:30:00-05:00")
    client = make_app(Service(now=lambda: late)).test_client()

    assert client.get("/v1/health").json["on"] == "2026-11-22"
    assert late.astimezone(UTC).date().isoformat() == "2026-11-23"


def test_limits_of_values_hold_where_they_are_set() -> None:
    assert strict_json(b"[[1]]", Limits(depth=2)) == [[1]]


def test_own_questionnaires_go_by_their_id_and_each_once(tmp_path: Path) -> None:
    assert packs_from([SMALL_PACK]).load("core").sha256 != Packs().load("core").sha256
    with pytest.raises(ImpactCheckError, match="another pack with the id"):
        packs_from([SMALL_PACK, SMALL_PACK])
    with pytest.raises(ImpactCheckError, match="no questionnaire pack here"):
        packs_from([tmp_path])


def test_what_was_sent_is_not_sent_back_at_length(client: FlaskClient) -> None:
    given = {"closes": ["x" * 1_000_000], "y" * 1_000_000: 1}

    response = client.post("/v1/assess", json={"answers": {"questionnaire": "core", "given": given}})

    refused(response, 422, "does-not-fit")
    assert len(response.data) < 10_000


def test_only_so_many_faults_are_listed_and_their_number_is_told(client: FlaskClient) -> None:
    body = {"answers": {}, **{f"key{number}": 1 for number in range(2_000)}}

    told = refused(client.post("/v1/assess", json=body), 422, "does-not-fit")

    assert len(told["errors"]) == Limits().listed
    assert "2000 in all" in told["detail"]


def test_decision_of_many_unknown_names_is_refused_without_guessing_each(client: FlaskClient) -> None:
    decisions = [{"id": "a", "given": {f"closes_{number}": "x" for number in range(400)}}]

    told = client.post("/v1/screen", json={"questionnaire": "core", "decisions": decisions}).json

    assert told["decisions"][0]["status"] == "refused"
    assert "400 of the 400 names" in told["decisions"][0]["errors"][0]["detail"]
