"""Whether a decision goes through, over HTTP."""

import io
import json
import subprocess
from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask.testing import FlaskClient

from impact_check.api.gating import gate_content
from impact_check.model.gate import GatePolicy
from impact_check.service.app import make_app
from impact_check.service.service import Service
from impact_check.service.settings import Limits
from impact_check.signoff.verifying import verify_apart
from tests.service.conftest import NOW, SMALL_PACK
from tests.service.test_verifying import PDF, VERDICT
from tests.signoff import people

POLICY = {"policy": 1, "fail_on": "high", "sign_off": "not_required", "packs": ["core"]}
Body = dict[str, object]


def test_assessment_gets_the_verdict_of_the_library(client: FlaskClient, file: Body) -> None:
    response = client.post("/v1/gate", json={"assessment": file, "policy": POLICY, "on": "2026-12-01"})

    policy = GatePolicy.model_validate(POLICY)
    expected = gate_content(json.dumps(file).encode(), policy, today=date(2026, 12, 1), now=NOW, packs=(SMALL_PACK,))
    told = response.json
    assert (response.status_code, told["on_from"]) == (200, "request")
    assert told["verdict"]["verdict"] == expected.verdict != "passed"
    assert told["verdict"]["reasons"] == [reason.model_dump(mode="json") for reason in expected.reasons]


def test_only_looking_for_a_questionnaire_waits_for_a_place(file: Body) -> None:
    service = Service(now=lambda: NOW, limits=Limits(jobs=1))
    client = make_app(service).test_client()
    in_force = {**file, "pinned": service.packs.load("core").pinned.model_dump()}
    expected = gate_content(json.dumps(in_force).encode(), GatePolicy.model_validate(POLICY), today=NOW.date(), now=NOW)

    with service.jobs.place():
        told = client.post("/v1/gate", json={"assessment": in_force, "policy": POLICY})
        busy = client.post("/v1/gate", json={"assessment": file, "policy": POLICY})

    assert told.json["verdict"]["reasons"] == [reason.model_dump(mode="json") for reason in expected.reasons]
    assert told.json["verdict"]["pinned"] == in_force["pinned"]
    assert (busy.status_code, busy.json["code"]) == (503, "busy")


def test_policy_that_says_nothing_is_the_strict_one(client: FlaskClient, file: Body) -> None:
    told = client.post("/v1/gate", json={"assessment": file, "policy": {}}).json

    assert "sign-off-not-checked" in {reason["code"] for reason in told["verdict"]["reasons"]}
    assert told["on_from"] == "server"


def test_signed_report_is_held_against_the_ledger_that_was_sent(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked(module: str, request: dict[str, object], seconds: float) -> subprocess.CompletedProcess[bytes]:  # noqa: ARG001
        assert request["ledger"] == verify_apart._encoded(b"{}\n")
        return subprocess.CompletedProcess(
            [], 0, json.dumps({"verdict": VERDICT.model_dump(mode="json")}).encode(), b""
        )

    monkeypatch.setattr(verify_apart, "run_apart", checked)
    root = people.root()[1].public_bytes(Encoding.PEM)
    parts = {"pdf": PDF, "root": root, "ledger": b"{}\n", "policy": b"policy = 1\n"}

    told = client.post("/v1/gate", data={name: (io.BytesIO(part), name) for name, part in parts.items()}).json

    assert told["verdict"]["verdict"] == "undecided"
    assert told["verdict"]["sha256"] == VERDICT.file_sha256


@pytest.mark.parametrize(
    ("policy", "path"),
    [({"policy": 1, "fail_onn": "high"}, "/policy/fail_onn"), ({"policy": 2}, "/policy/policy")],
    ids=["unknown key", "newer policy"],
)
def test_policy_with_mistakes_is_refused(client: FlaskClient, file: Body, policy: Body, path: str) -> None:
    response = client.post("/v1/gate", json={"assessment": file, "policy": policy})

    assert (response.status_code, response.json["path"]) == (422, path)


def test_policy_file_with_mistakes_is_refused(client: FlaskClient) -> None:
    parts = {"pdf": PDF, "root": b"x", "ledger": b"{}\n", "policy": b"policy = 1\nfail_onn = 'high'\n"}

    response = client.post("/v1/gate", data={name: (io.BytesIO(part), name) for name, part in parts.items()})

    assert (response.status_code, response.json["path"]) == (422, "/policy")
    assert "fail_on" in response.json["detail"]
