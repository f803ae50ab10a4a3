"""The description is valid, and the service does what it describes."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from impact_check.service.openapi import openapi
from impact_check.service.routes import ADDRESSES
from tests.service.conftest import GIVEN

SCHEMA = json.loads((Path(__file__).parent / "data" / "openapi-3.1-schema.json").read_text(encoding="utf-8"))


def test_description_is_valid_openapi(client: FlaskClient) -> None:
    told = client.get("/v1/openapi.json").json

    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(told)] == []


def test_every_schema_in_it_is_one() -> None:
    for schema in openapi()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_in_it_leads_somewhere() -> None:
    told = openapi()
    text = json.dumps(told)
    named = {part.split('"', 1)[0] for part in text.split('"#/components/schemas/')[1:]}

    assert named <= told["components"]["schemas"].keys()
    assert len(named) > 50


def test_every_address_is_described_once() -> None:
    described = {(method.upper(), path) for path, item in openapi()["paths"].items() for method in item}

    assert described == {(address.method, address.path) for address in ADDRESSES}
    assert len({address.id for address in ADDRESSES}) == len(ADDRESSES)


@pytest.mark.parametrize("path", ["/v1/assess", "/v1/next", "/v1/compare", "/v1/screen"])
def test_response_has_the_form_that_is_described(client: FlaskClient, path: str) -> None:
    told = openapi()
    answers = {"questionnaire": "core", "given": GIVEN}
    decisions = [{"id": "a", "given": GIVEN}, {"id": "b", "given": {"x": 1}}]
    asked = {"questionnaire": "core", "decisions": decisions} if path == "/v1/screen" else {"answers": answers}

    response = client.post(path, json=asked)

    assert response.status_code == 200
    schema = told["paths"][path]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": told["components"]})
    assert [error.message for error in validator.iter_errors(response.json)] == []
