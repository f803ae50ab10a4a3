"""What docs/http.md says is what the service does."""

import io
import json
import re
import shlex
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from impact_check.service.problems import TITLES
from impact_check.service.routes import ADDRESSES
from impact_check.service.settings import MEGABYTE, Limits

PAGE = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")
BASE = "http://127.0.0.1:8080"
LIST = f"{BASE}/v1/questionnaires"
BLOCKS = re.findall(r"^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```\n)?", PAGE, re.MULTILINE | re.DOTALL)
SHOWN = [(commands, shown) for commands, shown in BLOCKS if "curl" in commands and shown]


def sent(client: FlaskClient, arguments: list[str]) -> TestResponse:
    """Send what a curl command would."""
    options = dict(zip(arguments[2::2], arguments[3::2], strict=True)) if len(arguments) > 2 else {}
    assert options.keys() <= {"--json", "-H", "-o"}
    headers = dict([options["-H"].split(": ")]) if "-H" in options else {}
    path = arguments[1].removeprefix(BASE)
    if "--json" not in options:
        return client.get(path, headers=headers)
    return client.post(path, data=options["--json"], content_type="application/json", headers=headers)


def commands_in(block: str) -> list[list[str]]:
    lines = block.replace("\ncurl", "\0curl").split("\0")
    return [[word for word in shlex.split(line)[0:] if word != "-s"] for line in lines if line.startswith("curl")]


def without_more(told: object, shown: object) -> object:
    """Leave out of a response what the page doesn't show."""
    match told, shown:
        case dict(), dict():
            return {key: without_more(told.get(key, "missing"), shown[key]) for key in shown}
        case list(), list():
            return [without_more(one, other) for one, other in zip(told, shown, strict=False)]
    return told


@pytest.mark.parametrize(
    ("block", "shown"), SHOWN, ids=[commands_in(block)[0][1].removeprefix(BASE) for block, _ in SHOWN]
)
def test_example_gives_what_the_page_shows(client: FlaskClient, block: str, shown: str) -> None:
    [command] = commands_in(block)

    expected = json.loads(shown)

    assert without_more(sent(client, command).json, expected) == expected


def test_other_examples_are_answered(client: FlaskClient) -> None:
    others = [command for block, shown in BLOCKS if not shown for command in commands_in(block)]
    simple = [command for command in others if not any("@" in word for word in command)]

    assert len(simple) == 3
    assert [sent(client, command).status_code for command in simple if command[1] != LIST] == [200, 200]
    form = next(command for command in others if "-F" in command and "verify" in command[1])
    parts = dict(word.split("=@") for word in form if "=@" in word)
    data = {name: (io.BytesIO(b"x"), file) for name, file in parts.items()}
    assert client.post("/v1/verify", data=data).json["code"] == "bad-certificate"


def test_every_code_is_in_the_table() -> None:
    rows = re.findall(r"^\| (\d+) \| `([a-z-]+)` \| (.*) \|$", PAGE, re.MULTILINE)

    assert [(code, (int(status), title)) for status, code, title in rows] == list(TITLES.items())


def test_every_address_is_shown() -> None:
    assert {address.path.split("{")[0].rstrip("/") for address in ADDRESSES} - {"/v1/health"} <= set(
        re.findall(r"/v1(?:/[a-z.]+)*", PAGE)
    )


def test_limits_are_those_of_the_code() -> None:
    limits = Limits()
    told = [
        f"{limits.body // MEGABYTE} MB; {limits.upload // MEGABYTE} MB",
        f"{limits.values:,}; {limits.depth}",
        f"{limits.decisions}; {limits.alternatives}; {limits.mitigations}",
        f"{limits.receive_seconds} seconds",
        f"{limits.jobs}; the next",
        f"{limits.waiting}; further",
        f"{limits.connections:,}",
    ]

    table = PAGE[PAGE.index("| What | Limit |") :]
    assert [row for row in told if f"| {row}" not in table] == []
