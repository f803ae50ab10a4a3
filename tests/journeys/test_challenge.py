"""A second person at a real terminal, and without one."""

import json
import sys

import pytest

from .conftest import CLOSURE, PACK

ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")
CHALLENGE = ("challenge", "plan", "--pack", PACK, "--by", "Jo")


@pytest.fixture
def plan(run, tmp_path):
    """Answer a closure; return its file."""
    assert run(*ASSESS, typed="\n".join((*CLOSURE, "", ":done", "no")) + "\n").returncode == 0
    return tmp_path / "plan.lia.json"


def test_without_a_terminal_it_ends_with_a_sentence_and_changes_nothing(run, plan):
    before = plan.read_bytes()

    done = run(*CHALLENGE, typed="1\n1\n1\n")

    assert done.returncode == 2
    assert done.stderr.decode() == "A challenge is a talk with a person. Run this command at a terminal.\n"
    assert plan.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
def test_a_second_person_disagrees_stops_and_goes_on_without_escape_codes(terminal, plan):
    screen = terminal(*CHALLENGE, ACCESSIBLE="1", COLUMNS="40")
    screen.answer("2")
    screen.expect("Why you disagree: ")
    screen.type("The hall stays.\r")
    screen.answer("2", ":save")
    assert screen.wait() == 0
    again = terminal(*CHALLENGE, TERM="dumb")
    again.answer("1", "1")
    assert again.wait() == 0

    reviews = json.loads(plan.read_text())["reviews"]
    assert [(entry["view"], entry["by"]) for entry in reviews] == [
        ("disagree", "Jo"),
        ("agree", "Jo"),
        ("agree", "Jo"),
    ]
    assert reviews[0]["instead"]["value"] == "no"
    assert b"The author\xe2\x80\x99s answers give" in again.output
    assert all(shown.output.count(b"\x1b") == 0 for shown in (screen, again))
    text = screen.output.decode().replace("\r", "")
    to_copy = "Saved. To go on: impact-check challenge plan.lia.json"
    assert [line for line in text.split("\n") if len(line) > 40] == [to_copy]
