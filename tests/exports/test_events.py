"""Bodies of events: they follow the CloudEvents standard, and tell ids, hashes and ratings, and no word of anybody."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from impact_check.api import events
from impact_check.api.schemas import event_schema
from impact_check.errors import ReportError
from impact_check.exports.events import KINDS
from impact_check.model import ledger
from impact_check.model.assessment import Pinned
from tests.privacy.planted import planted
from tests.report import build

from .examples import given

STANDARD = Path(__file__).parent / "data" / "cloudevents-1.0.2" / "cloudevents.json"
AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
FROM: dict[str, Any] = {"id": "7f3a", "source": "https://example.org/lia"}
ENTRY: dict[str, Any] = {"n": 4, "prev": "0" * 64, "at": AT}
SUBMITTED = ledger.Submitted(
    **ENTRY,
    reference="LIA-2026-001",
    by="Ada Author",
    outcome="revise",
    signatories=("author", "director"),
    pinned=Pinned(questionnaire="testshire", version="1", sha256="c" * 64),
    assessment_sha256="1" * 64,
    receipt_sha256="2" * 64,
    render_sha256="3" * 64,
    render_bytes=9,
)
SIGNED = ledger.Signed(
    **ENTRY,
    reference="LIA-2026-001",
    role="author",
    name="Ada Author",
    fingerprint="4" * 64,
    render_sha256="3" * 64,
    before_sha256="3" * 64,
    file_sha256="5" * 64,
)
SEALED = SIGNED.model_copy(
    update={"approval": ledger.Approval(by="Dev Director", recorded_by="Cleo Clerk", source="Minute 12")}
)
PUBLISHED = ledger.Published(
    **ENTRY,
    reference="LIA-2026-001",
    of_file_sha256="5" * 64,
    render_sha256="6" * 64,
    render_bytes=9,
    file_sha256="7" * 64,
    fingerprint="8" * 64,
)


@cache
def bodies() -> dict[str, bytes]:
    assessment, result = given().assessment, given().result
    links: Any = {"report": "https://example.org/r.pdf"}
    return {
        "rated": events.rated_event(assessment, result, time=AT, links=links, **FROM),
        "submitted": events.submitted_event(SUBMITTED, **FROM),
        "signed": events.signed_event(SIGNED, missing=("director",), **FROM),
        "published": events.published_event(PUBLISHED, **FROM),
        "decided": events.gate_event("LIA-2026-001", "failed", ("level-reached",), time=AT, **FROM),
    }


KIND = pytest.mark.parametrize("kind", [name for _, name in KINDS.values()])


@KIND
def test_a_body_follows_the_standard_and_its_own_schema(kind: str) -> None:
    body = json.loads(bodies()[kind])

    Draft7Validator(json.loads(STANDARD.read_text("utf-8"))).validate(body)
    schema = event_schema(kind)
    Draft202012Validator(schema).validate(body["data"])
    assert body["dataschema"] == schema["$id"]
    assert body["type"].startswith("impact-check.")
    assert body["subject"] == body["data"]["assessment"] == "LIA-2026-001"
    assert body["time"] == "2026-12-01T09:00:00Z"


@KIND
def test_nothing_else_fits_the_schema(kind: str) -> None:
    body = json.loads(bodies()[kind])
    schema = Draft202012Validator(event_schema(kind))

    assert not schema.is_valid({**body["data"], "name": "Ada Author"})
    assert not schema.is_valid({**body["data"], "assessment": "the one for Mrs Quillfeather"})


@KIND
def test_a_body_is_the_same_bytes_each_time(kind: str) -> None:
    before = bodies()[kind]
    bodies.cache_clear()
    assert bodies()[kind] == before


def test_names_of_those_who_sign_are_not_told_and_a_seal_is_no_person() -> None:
    sealed = events.signed_event(SEALED, missing=(), **FROM)

    assert json.loads(sealed)["data"]["kind"] == "seal"
    assert json.loads(bodies()["signed"])["data"]["kind"] == "person"
    every = b"".join((sealed, *bodies().values()))
    assert [name for name in (b"Ada", b"Dev", b"Cleo", b"Minute") if name in every] == []


def test_the_rating_is_that_of_the_result() -> None:
    data = json.loads(bodies()["rated"])["data"]
    result = given().result

    assert data["inherent"] == result.inherent.rating.model_dump(mode="json")
    assert data["residual"] == result.residual.rating.model_dump(mode="json")
    assert data["can_be_final"] is result.can_be_final
    assert data["links"] == [{"rel": "report", "href": "https://example.org/r.pdf"}]


def test_nothing_that_anybody_wrote_is_in_an_event() -> None:
    found = planted()
    case = given(found.assessment)

    body = events.rated_event(case.assessment, case.result, time=AT, **FROM)

    assert json.loads(body)["data"]["assessment"] is None
    assert "subject" not in json.loads(body)
    said = [text for text in found.texts if text.encode() in body]
    words = {word for answer in build.assessment().answers.values() for word in str(answer).split() if len(word) > 9}
    assert said == []
    assert [word for word in words if word.encode() in body] == []


@pytest.mark.parametrize(
    "id_", ["the one for Mrs Quillfeather", "07700 900123", "07700900123", "ann@example.org", "a\nb", "", "ŵ" * 200]
)
def test_an_id_that_may_tell_of_a_person_is_left_out(id_: str) -> None:
    body = json.loads(events.gate_event(id_, "passed", (), time=AT, **FROM))

    assert body["data"]["assessment"] is None
    assert "subject" not in body


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"id": ""}, "The id of an event"),
        ({"id": "a\nb"}, "The id of an event"),
        ({"source": ""}, "can’t be the source"),
        ({"source": "my house"}, "can’t be the source"),
        ({"time": datetime(2026, 12, 1)}, "must name its time zone"),
        ({"links": {"report": "javascript:alert(1)"}}, "links.0.href"),
        ({"links": {"report": "https://ann:secret@example.org/"}}, "links.0.href"),
        ({"links": {"mood": "https://example.org/"}}, "links.0.rel"),
        ({"reasons": ("The hall is cold.",)}, "reasons.0"),
        ({"policy_sha256": "abc"}, "policy_sha256"),
    ],
    ids=["no-id", "id-lines", "no-source", "source", "time", "script", "password", "rel", "reason", "hash"],
)
def test_what_cannot_be_used_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(ReportError, match=words):
        events.gate_event(**{"assessment": "a", "verdict": "failed", "reasons": (), "time": AT, **FROM, **more})
