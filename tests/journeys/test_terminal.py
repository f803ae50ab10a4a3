"""A commissioner at a real terminal."""

import json
import sys
import time

import pytest

from .conftest import CLOSURE, FACTS, PACK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")
LOOKS = {
    "dumb": {"TERM": "dumb"},
    "accessible": {"TERM": "xterm-256color", "ACCESSIBLE": "1"},
    "colour": {"TERM": "xterm-256color"},
    "no colour": {"TERM": "xterm-256color", "NO_COLOR": "1"},
    "narrow": {"TERM": "dumb", "COLUMNS": "40"},
}


def answers(folder):
    content = json.loads((folder / "plan.lia.json").read_text())
    return {name: answer.get("value") for name, answer in content["answers"].items()}


@pytest.mark.parametrize("look", LOOKS)
def test_the_whole_way_at_every_kind_of_terminal(terminal, tmp_path, look):
    screen = terminal(*ASSESS, **LOOKS[look])

    screen.answer(*CLOSURE, "", ":done")
    screen.expect("[yes]")
    screen.type("no\r")

    assert screen.wait() == 0
    assert answers(tmp_path)["groups_affected"] == ["V01", "V02"]
    if look in ("dumb", "accessible", "narrow"):
        assert screen.output.count(b"\x1b") == 0
    if look == "no colour":
        assert b"\x1b[1m" not in screen.output
    if look == "colour":
        assert b"\x1b[1m" in screen.output


def test_killed_after_any_answer_nothing_is_lost(terminal, tmp_path):
    for count, answer in enumerate(FACTS, start=1):
        screen = terminal(*ASSESS)
        screen.answer(answer)
        screen.expect("Question ")
        screen.expect("> ")
        screen.kill()

        assert len(answers(tmp_path)) == count


def test_ctrl_c_saves_and_says_how_to_go_on(terminal, tmp_path):
    screen = terminal(*ASSESS, TERM="dumb")
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.expect("> ")
    screen.type("half a sen")
    screen.expect("half a sen")
    time.sleep(0.3)  # Until it waits for the next key: readline misses a Ctrl-C that comes just before.
    screen.type("\x03")

    assert screen.wait() == 130
    assert b"Saved. To go on: impact-check assess plan.lia.json" in screen.output
    assert b"Traceback" not in screen.output
    assert answers(tmp_path) == {"proposal_title": "Close Elm Hall"}


def test_ctrl_d_saves(terminal, tmp_path):
    screen = terminal(*ASSESS)
    screen.answer("Close Elm Hall")
    screen.expect("> ")
    screen.type("\x04")

    assert screen.wait() == 0
    assert answers(tmp_path) == {"proposal_title": "Close Elm Hall"}


@pytest.mark.parametrize("look", ["dumb", "colour"])
def test_a_pasted_answer_of_six_thousand_characters_is_whole(terminal, tmp_path, look):
    screen = terminal(*ASSESS, **LOOKS[look])
    pasted = "word " * 1200
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.answer(pasted)
    screen.expect("On which day")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path)["proposal_summary"] == pasted.strip()


@pytest.mark.parametrize("look", ["dumb", "colour"])
def test_three_pasted_paragraphs_are_one_answer(terminal, tmp_path, look):
    screen = terminal(*ASSESS, **LOOKS[look])
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.expect("> ")
    screen.type("First.\rSecond.\rThird.\r")
    screen.expect("Kept as one answer")
    screen.expect("On which day")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path)["proposal_summary"] == "First.\nSecond.\nThird."
    assert "change_date" not in answers(tmp_path)


def test_a_bracketed_paste_is_one_answer(terminal, tmp_path):
    screen = terminal(*ASSESS)
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.expect("> ")
    screen.type("\x1b[200~First.\rSecond.\x1b[201~\r")
    screen.expect("On which day")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path)["proposal_summary"] == "First.\nSecond."


def test_answers_typed_ahead_are_answers_of_their_own(terminal, tmp_path):
    screen = terminal(*ASSESS)
    screen.answer(*FACTS)
    screen.expect("close?")
    screen.expect("> ")
    screen.type("1\r25\r1\r")
    screen.expect("Who uses it?")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path)["regular_users"] == 25
    assert answers(tmp_path)["only_place"] == "yes"


def test_the_name_is_asked_at_a_terminal(terminal, tmp_path):
    screen = terminal("assess", "plan", "--pack", PACK)
    screen.expect("Who is filling this in?")
    screen.answer("Ann", "Close Elm Hall", ":save")

    assert screen.wait() == 0
    content = json.loads((tmp_path / "plan.lia.json").read_text())
    assert content["answers"]["proposal_title"]["by"] == "Ann"
