"""However the wizard ends, and at whichever question, nothing that was said is lost."""

import signal
import sys
import time

import pytest

from impact_check import api

from .conftest import CLOSURE
from .lines import AT, GO_ON, lines_for, question_shown
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


@pytest.mark.parametrize("ending", ENDINGS)
def test_at_every_question_the_answers_and_the_half_typed_one_are_kept(terminal, tmp_path, ending):
    path = tmp_path / "plan.lia.json"
    first = list(ENDINGS).index(ending)  # So each question is ended at by both kinds of prompt.
    for place, question in enumerate(QUESTIONS):
        screen = terminal(*ASSESS, **LOOKS[("dumb", "colour")[(first + place) % 2]])
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
    begun = api.new_assessment(ruleset, id="long", by="Ann", at=AT)
    for evidence in example.evidence:
        begun = api.add_evidence(begun, evidence, by="Ann", at=AT)
    api.write_assessment(path, begun)
    screen = terminal(*command, TERM="dumb")

    said, killed = [], 0
    # An answer that counts only with evidence is left without it: Enter goes on.
    while "Check your answers" not in (text := screen.shown()):
        if "You can stop here" in text:
            screen.type(f"{GO_ON}\r")
            text = screen.shown()
        if "To go on, press Enter." in text or "press Enter to go on." in " ".join(text.split()):
            screen.type("\r")
            continue
        asked = question_shown(ruleset, text)
        assert list(answers(tmp_path)) == said
        if len(said) == killed + STEP:
            killed = len(said)
            screen.type("half")
            wait_for_draft(path, "half")
            screen.kill()
            assert list(answers(tmp_path)) == said
            assert api.read_drafts(path) == {asked.id: "half"}
            screen = terminal(*command, TERM="dumb")
            text = screen.shown()
            assert "You had begun to type: half" in text
            assert question_shown(ruleset, text) == asked
        first, *others = lines_for(ruleset, asked, example.answers.get(asked.id))
        screen.type(f"{first}\r")
        for line in others:
            screen.answer_any(line)
        said += [asked.id] if asked.id in example.answers else []

    saved = api.read_assessment(path)
    assert {name: given.state for name, given in saved.answers.items()} == {
        name: given.state for name, given in example.answers.items()
    }
    assert killed >= 6 * STEP
