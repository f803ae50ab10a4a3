"""Signed reports that are checked over HTTP."""

import io
import json
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask.testing import FlaskClient

from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.verifying import verify_apart
from impact_check.signoff.verifying.concluded import concluded
from tests.signoff import people

PDF = b"%PDF-1.7\nno more than that"
VERDICT = concluded(
    (), file_sha256=sha256_of(PDF), reference="lia-7", submission=None, signed=(), missing=(), is_public_copy=False
)


def test_what_was_sent_is_what_is_checked_and_the_verdict_is_returned(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # To start the process that checks takes seconds; what it does is tested with the reports.
    asked = {}

    def checked(module: str, request: dict[str, object], seconds: float) -> subprocess.CompletedProcess[bytes]:
        asked.update(request, module=module, seconds=seconds)
        return subprocess.CompletedProcess(
            [], 0, json.dumps({"verdict": VERDICT.model_dump(mode="json")}).encode(), b""
        )

    monkeypatch.setattr(verify_apart, "run_apart", checked)
    root = people.root()[1].public_bytes(Encoding.PEM)
    parts = {"pdf": PDF, "root": root, "ledger": b"{}\n"}
    form = {name: (io.BytesIO(content), name) for name, content in parts.items()} | {"head": "a" * 64}

    told = client.post("/v1/verify", data=form).json

    assert told == {"at": "2026-11-22T09:00:00Z", "verdict": VERDICT.model_dump(mode="json")}
    assert (asked["pdf"], asked["ledger"]) == (verify_apart._encoded(PDF), verify_apart._encoded(b"{}\n"))
    assert (asked["roots"], asked["head"], asked["now"]) == ((root.decode(),), "a" * 64, "2026-11-22T09:00:00+00:00")


def test_file_that_takes_too_long_to_check_is_rejected_and_makes_room_for_others(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(module: str, request: object, seconds: float) -> None:  # noqa: ARG001
        raise subprocess.TimeoutExpired(module, seconds)

    monkeypatch.setattr(verify_apart, "run_apart", too_slow)
    root = people.root()[1].public_bytes(Encoding.PEM)

    for _ in range(3):  # One more than there are places.
        form = {"pdf": (io.BytesIO(PDF), "a.pdf"), "root": (io.BytesIO(root), "council.pem")}
        verdict = client.post("/v1/verify", data=form).json["verdict"]
        assert (verdict["conclusion"], verdict["checks"][0]["status"]) == ("rejected", "fail")
