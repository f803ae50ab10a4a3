"""A commissioner at a real terminal."""

import json
import re
import sys

import pytest

from .conftest import CLOSURE, FACTS, FRAME, PACK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")
LOOKS = {
    "dumb": {"TERM": "dumb"},
    "accessible": {"TERM": "xterm-256color", "ACCESSIBLE": "1"},
    "colour": {"TERM": "xterm-256color"},
    "no colour": {"TERM": "xterm-256color", "NO_COLOR": "1"},
    "narrow": {"TERM": "dumb", "columns": 40},
    "narrow colour": {"TERM": "xterm-256color", "columns": 40},
}
ESCAPES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[=>])|\r")


def answers(folder):
    content = json.loads((folder / "plan.lia.json").read_text())
    return {name: answer.get("value") for name, answer in content["answers"].items()}


def too_wide(output, columns):
    """Return the lines that are wider than the terminal, but for words that are wider by themselves.

    What the line editor draws is left out: it wraps by itself.
    """
    lines = ESCAPES.sub(b"", FRAME.sub(b"", output)).decode().split("\n")
    return [line for line in lines if len(line) > columns and max(map(len, line.split())) <= columns]


@pytest.mark.parametrize("look", LOOKS)
def test_the_whole_way_at_every_kind_of_terminal(terminal, tmp_path, look):
    screen = terminal(*ASSESS, **LOOKS[look])

    screen.answer(*CLOSURE, "", ":done")
    screen.expect("[yes]")
    screen.type("no\r")

    assert screen.wait() == 0
    assert answers(tmp_path)["groups_affected"] == ["V01", "V02"]
    assert too_wide(screen.output, LOOKS[look].get("columns", 80)) == []
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


@pytest.mark.parametrize(("look", "mark"), [("dumb", ""), ("colour", ""), ("colour", "marked")])
def test_a_pasted_answer_of_twenty_thousand_characters_is_whole(terminal, tmp_path, look, mark):
    screen = terminal(*ASSESS, **LOOKS[look])
    pasted = "".join(f"{number:04} " for number in range(4000))
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.expect("> ")
    screen.type(f"\x1b[200~{pasted}\x1b[201~\r" if mark else f"{pasted}\r")
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


@pytest.mark.parametrize(
    "typed", ["\x1b[200~First.\r\rThird.\x1b[201~", "First.\x1b\r\x1b\rThird."], ids=["paste", "Alt-Enter"]
)
def test_lines_of_a_bracketed_paste_or_begun_with_alt_enter_are_one_answer(terminal, tmp_path, typed):
    screen = terminal(*ASSESS)
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.expect("> ")
    screen.type(typed)
    screen.expect("Third.")
    screen.type("\r")
    screen.expect("On which day")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path)["proposal_summary"] == "First.\n\nThird."


@pytest.mark.parametrize("look", ["dumb", "colour"])
def test_back_over_every_question_and_forth_again_changes_nothing(terminal, tmp_path, look):
    screen = terminal(*ASSESS, **LOOKS[look])
    screen.answer(*CLOSURE[:-1], ":back")
    screen.expect("Your answer now")
    before = (tmp_path / "plan.lia.json").read_bytes()

    screen.answer(*[":back"] * (len(CLOSURE) - 2))
    screen.expect("Question 1 of")
    screen.answer(*[""] * (len(CLOSURE) - 1))
    screen.expect("Question 8 of")

    assert (tmp_path / "plan.lia.json").read_bytes() == before
    screen.answer(":save")
    assert screen.wait() == 0


@pytest.mark.parametrize("look", ["dumb", "colour"])
def test_what_was_begun_is_taken_up_and_an_answer_can_be_edited(terminal, tmp_path, look):
    first = terminal(*ASSESS, **LOOKS[look])
    first.expect("> ")
    first.type("Close Elm")
    first.expect("Close Elm")
    first.type("\x03")
    assert first.wait() == 130

    screen = terminal(*ASSESS, **LOOKS[look], EDITOR="sed -i s/$/Annexe/")
    screen.expect("You had begun to type: Close Elm")
    screen.answer("")
    screen.expect("Close Elm")
    screen.type(" Hall \r")
    screen.expect("What would change?")
    screen.answer(":back", ":edit")
    if look == "colour":
        screen.expect("Close Elm Hall")
        screen.type("Annexe\r")
    screen.expect("What would change?")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path)["proposal_title"] == "Close Elm HallAnnexe"
    assert not (tmp_path / ".plan.lia.json.draft").exists()


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
