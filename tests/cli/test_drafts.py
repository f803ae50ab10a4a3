"""What is being typed is kept, but not at every key, and only what would be missed."""

import pytest

from impact_check import api
from impact_check.cli import drafts
from impact_check.cli.drafts import Drafts, Typing
from impact_check.cli.store import Store

from .conftest import FACTS


@pytest.fixture
def kept(path):
    return Drafts(Store(path))


def test_each_question_keeps_its_own_draft(kept):
    kept.put("title", "Close")
    kept.put("summary", "It")
    kept.put("title", "")

    assert (kept.text("title"), kept.text("summary")) == ("", "It")


def test_nothing_is_due_again_before_half_a_second(kept, monkeypatch):
    monkeypatch.setattr(drafts.time, "monotonic", lambda: 100.0)
    typing = Typing(kept, "title")
    assert typing.wait == 0

    typing.keep("Clo")

    assert typing.wait == drafts.PAUSE


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("half a sen", "half a sen"),
        ("caf\udcc3", "caf"),
        (":note half", ":note half"),
        ("::colon", "::colon"),
        (":sav", ""),
        ("?", ""),
        ("  ", ""),
    ],
)
def test_what_would_be_missed_is_kept(kept, typed, text):
    Typing(kept, "title").keep(typed)

    assert kept.text("title") == text


def test_what_was_begun_is_shown_and_enter_takes_it_up(talk, path):
    talk("A name", KeyboardInterrupt)
    Drafts(Store(path)).put("proposal_summary", "It would")

    done = talk("", "It would close.", ":save")

    assert "You had begun to type: It would" in done.said
    assert "> It would" in done.said.split("\n")
    assert done.value("proposal_summary") == "It would close."
    assert api.read_drafts(path) == {}


def test_what_was_begun_may_be_left_for_another_answer(talk, path):
    talk("A name", KeyboardInterrupt)
    Drafts(Store(path)).put("proposal_summary", "It would")

    done = talk("Something else.", ":save")

    assert done.value("proposal_summary") == "Something else."
    assert api.read_drafts(path) == {}


def test_what_was_begun_stays_while_one_looks_elsewhere(talk, path):
    talk("A name", KeyboardInterrupt)
    Drafts(Store(path)).put("proposal_summary", "It would")

    talk(":why", ":back", ":next", ":save")

    assert api.read_drafts(path) == {"proposal_summary": "It would"}


def test_what_was_begun_is_forgotten_once_it_is_emptied(talk, path):
    talk("A name", KeyboardInterrupt)
    Drafts(Store(path)).put("proposal_summary", "It would")

    done = talk("", "", ":save")

    assert api.read_drafts(path) == {}
    assert "proposal_summary" not in done.saved.answers


def test_an_answer_that_was_begun_anew_can_be_kept(talk, path):
    talk(*FACTS, ":save")
    Drafts(Store(path)).put("proposal_summary", "Or else")

    done = talk(":go 2", ":next", ":save")

    assert "To keep your answer instead, type :next." in done.said
    assert done.value("proposal_summary") == "The hall would close."


def test_a_text_that_was_refused_need_not_be_typed_again(talk):
    done = talk("x" * 600, ":edit", "x x", ":save")

    assert "Put in spaces, or shorten it." in done.said
    assert f"> {'x' * 600}" in done.said
    assert done.value("proposal_title") == "x x"


def test_no_draft_is_kept_from_a_pipe(talk, path):
    talk("A name", interactive=False)

    assert sorted(found.name for found in path.parent.iterdir()) == ["plan.lia.json", "plan.lia.json.bak"]
