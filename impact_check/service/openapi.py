"""The addresses and the models -> the description of the service (OpenAPI 3.1)."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any, Final, Literal

from pydantic.json_schema import models_json_schema

import impact_check
from impact_check.service.problems import MEDIA_TYPE, TITLES, ProblemTold
from impact_check.service.routes import ADDRESSES, JSON, Address

_Key = tuple[Any, Literal["validation", "serialization"]]

ANYWHERE: Final = ("unknown-parameter", "cross-site", "not-acceptable", "too-slow", "headers-too-large", "stopping")
"""What can go wrong with every request."""

_ABOUT: Final = """\
The same functions as the Python package impact_check, for those who don't use Python. Nothing is kept: no state, no
cookies, no files. Nothing that a request names is opened or fetched. There is no log-in: put your own in front.

Every refusal is `application/problem+json` (RFC 9457), with every fault and a JSON pointer to it.
"""


@cache
def openapi_json() -> bytes:
    """Return the description as JSON."""
    return json.dumps(openapi(), ensure_ascii=False, indent=1).encode()


def openapi() -> dict[str, Any]:
    """Return the description."""
    inputs: list[_Key] = [(kind, "validation") for address in ADDRESSES for kind in address.takes]
    outputs: list[_Key] = [(address.gives, "serialization") for address in ADDRESSES if address.gives]
    outputs.append((ProblemTold, "serialization"))
    refs: Mapping[Any, Any]
    refs, schemas = models_json_schema([*inputs, *outputs], ref_template="#/components/schemas/{model}")
    paths: dict[str, dict[str, Any]] = {}
    for address in ADDRESSES:
        paths.setdefault(address.path, {})[address.method.lower()] = _operation(address, refs)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Loneliness impact assessment",
            "version": impact_check.__version__,
            "summary": "See what a decision does to loneliness, before it is made",
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def _operation(address: Address, refs: Mapping[_Key, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": address.id, "summary": address.summary}
    if address.description:
        operation["description"] = address.description
    if parameters := _parameters(address):
        operation["parameters"] = parameters
    if address.takes or address.form:
        operation["requestBody"] = {"required": True, "content": _body(address, refs)}
    operation["responses"] = {"200": _response(address, refs), **_problems(address, refs)}
    return operation


def _parameters(address: Address) -> list[dict[str, Any]]:
    if "{name}" not in address.path:
        return []
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    language = {
        "name": "language",
        "in": "query",
        "description": "BCP 47, such as `cy`. The default is English.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 80},
    }
    return [name, language]


def _body(address: Address, refs: Mapping[_Key, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if kinds := [refs[kind, "validation"] for kind in address.takes]:
        content[JSON] = {"schema": kinds[0] if len(kinds) == 1 else {"oneOf": kinds}}
    if address.form:
        content["multipart/form-data"] = {"schema": address.form}
    return content


def _response(address: Address, refs: Mapping[_Key, Any]) -> dict[str, Any]:
    if address.gives:
        return {"description": "Done", "content": {JSON: {"schema": refs[address.gives, "serialization"]}}}
    if address.media == (JSON,):
        return {"description": "Done", "content": {JSON: {"schema": {"type": "object"}}}}
    return {"description": "Done", "content": {media: {} for media in address.media}}


def _problems(address: Address, refs: Mapping[_Key, Any]) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": refs[ProblemTold, "serialization"]}}
    by_status: dict[int, list[str]] = {}
    for code in (*address.problems, *ANYWHERE):
        by_status.setdefault(TITLES[code][0], []).append(code)
    return {
        str(status): {"description": _described(status, codes), "content": content, **_headers(status)}
        for status, codes in sorted(by_status.items())
    }


def _described(status: int, codes: Iterable[str]) -> str:
    return f"{HTTPStatus(status).phrase}. " + "; ".join(f"`{code}`: {TITLES[code][1]}" for code in dict.fromkeys(codes))


def _headers(status: int) -> dict[str, Any]:
    if status != HTTPStatus.SERVICE_UNAVAILABLE:
        return {}
    return {"headers": {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}}
