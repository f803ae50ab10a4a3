"""However the wizard ends, and at whichever question, nothing that was said is lost."""

import json
import signal
import sys
import time

import pytest

from impact_check import api

from .conftest import CLOSURE
from .lines import AT, evidence_lines, route_lines
from .test_terminal import ASSESS, LOOKS, answers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

QUESTIONS = (
    "proposal_title",
    "proposal_summary",
    "change_date",
    "closes",
    "regular_users",
    "only_place",
    "groups_affected",
    "reach",
)
"""The route that CLOSURE answers."""

ENDINGS = {"Ctrl-C": 130, "SIGHUP": 129, "SIGTERM": 143, "SIGKILL": -9}
"""With the exit code of each."""

STEP = 12
"""Questions of the long route from one kill to the next; in between, the file that a kill would leave is read."""


def end(screen, ending):
    if ending != "Ctrl-C":
        return screen.signal(getattr(signal, ending))
    screen.type("\x03")
    return screen.wait()


def wait_for_draft(path, text, seconds=10):
    until = time.monotonic() + seconds
    while text not in api.read_drafts(path).values():
        assert time.monotonic() < until, api.read_drafts(path)
        time.sleep(0.02)


@pytest.mark.parametrize("look", ["dumb", "colour"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_at_every_question_the_answers_and_the_half_typed_one_are_kept(terminal, tmp_path, ending, look):
    path = tmp_path / "plan.lia.json"
    for place, question in enumerate(QUESTIONS):
        screen = terminal(*ASSESS, **LOOKS[look])
        if place:
            screen.expect(f"You had begun to type: half {place - 1}")
            screen.answer(CLOSURE[place - 1])
            screen.expect("Question ")
        screen.expect("> ")
        screen.type(f"half {place}")
        screen.expect(f"half {place}")
        if ending == "SIGKILL":
            wait_for_draft(path, f"half {place}")

        assert end(screen, ending) == ENDINGS[ending], screen.output[-3000:].decode()
        assert list(answers(tmp_path)) == list(QUESTIONS[:place])
        assert api.read_drafts(path) == {question: f"half {place}"}
        assert b"Traceback" not in screen.output
        if ending != "SIGKILL":
            assert b"Saved. To go on: impact-check assess plan.lia.json" in screen.output


def test_a_terminal_that_is_gone_loses_nothing(terminal, tmp_path):
    screen = terminal(*ASSESS)
    screen.answer("Close Elm Hall")
    screen.expect("What would change?")
    screen.expect("> ")
    screen.type("half")
    screen.expect("half")

    assert screen.hang_up() == 129
    assert answers(tmp_path) == {"proposal_title": "Close Elm Hall"}
    assert api.read_drafts(tmp_path / "plan.lia.json") == {"proposal_summary": "half"}


def test_a_whole_real_route_loses_nothing_at_any_question(terminal, tmp_path):
    ruleset = api.load_questionnaire("kirklees")
    example = api.read_answers(ruleset, api.locate("examples") / "lunch-club.yaml", at=AT)
    path = tmp_path / "plan.lia.json"
    command = ("assess", "plan", "--by", "Ann")
    screen = terminal(*command, TERM="dumb")
    for evidence in example.evidence:
        _, title, grade, made_on, where = evidence_lines(evidence)
        screen.answer(":evidence", title, grade)
        screen.expect("Made or gathered on: ")
        screen.type(f"{made_on}\r")
        screen.expect("Where to find it (a link or a place): ")
        screen.type(f"{where}\r")

    said = []
    for number, asked in enumerate(route_lines(ruleset, example), start=1):
        if number > 1:
            screen.expect(f"Question {number} of about")
        assert list(answers(tmp_path)) == said
        if number % STEP == 0:
            screen.expect("> ")
            screen.type("half")
            wait_for_draft(path, "half")
            screen.kill()
            assert list(answers(tmp_path)) == said
            assert api.read_drafts(path) == {asked.question.id: "half"}
            screen = terminal(*command, TERM="dumb")
            screen.expect("You had begun to type: half")
        for line in asked.lines:
            screen.answer_any(line)
        said += [] if asked.is_blank else [asked.question.id]
    screen.expect("Check your answers")

    saved = api.read_assessment(path)
    assert {name: given.state for name, given in saved.answers.items()} == {
        name: given.state for name, given in example.answers.items()
    }
    assert json.loads(path.read_text())["answers"].keys() == example.answers.keys()
