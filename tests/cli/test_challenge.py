"""Challenging an assessment, with a scripted person."""

import pytest

from impact_check.cli.challenge import converse, start
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.store import Store

from .conftest import CLOSURE, PACK, ScriptedPrompter, Talk

QUIET = (*CLOSURE[:3], "2")
"""A decision that closes nothing, says its author."""

JO = "Jo Lee, Public Health"


@pytest.fixture
def challenged(talk, path):
    """Answer as Ann, then challenge as Jo with the lines given."""

    def run(*lines, answers=CLOSURE, by=JO, asked_by_name=True):
        if not path.exists():
            talk(*answers, ":save")
        prompter = ScriptedPrompter(list(lines))
        code, ending = 0, ""
        try:
            converse(start(Store(path), prompter, PACK, by if asked_by_name else None))
        except Stop as stop:
            code, ending = stop.code, stop.message
        return Talk(code, "\n".join(prompter.said), ending, path, prompter.lines)

    return run


def views(done):
    return {entry.about: entry.view for entry in done.saved.reviews}


def test_a_point_shows_its_answer_and_why_it_is_contested(challenged):
    done = challenged(":save", answers=QUIET)

    assert "Point 1 of 1" in done.said
    assert "Would a place where people meet close?" in done.said
    assert "Answer: No" in done.said
    assert "Why: Were it otherwise, the rating could be high (“Meeting place closes”" in done.said
    assert "1. Agree   2. Disagree   3. Leave for now" in done.said


def test_agreeing_with_all_ends_with_no_gap(challenged):
    done = challenged("1", answers=QUIET)

    assert done.code == 0
    assert views(done) == {"closes": "agree"}
    assert "agreed with 1 point and disagreed with none" in done.said
    assert "They gave no other answer that stands, so the rating is the same: none found." in done.said
    assert "You have looked at every point." in done.said


def test_a_disagreement_takes_a_reason_and_an_answer_and_says_the_gap(challenged):
    done = challenged("2", "", "The east room closes.", "maybe", "2", "1", answers=QUIET)
    (review,) = done.saved.reviews

    assert "To leave this, type :back." in done.said
    assert "Enter 1 for yes or 2 for no." in done.said
    assert "That is the answer given now." in done.said
    assert (review.by, review.note, review.instead.value) == (JO, "The east room closes.", "yes")
    assert "The author’s answers give none found. With the challenger’s they give" in done.said
    assert done.value("closes") == "no"


@pytest.mark.parametrize(
    ("typed", "instead"),
    [("", None), (":unsure", "dont_know"), ("don't know", "dont_know")],
    ids=["Enter", ":unsure", "words"],
)
def test_the_answer_may_stay_open_or_be_not_known(challenged, typed, instead):
    done = challenged("2", "Nobody asked.", typed, answers=QUIET)
    kept = done.saved.reviews[0].instead

    assert (kept.state if kept else None) == instead


def test_that_a_question_can_not_apply_needs_a_reason(challenged):
    done = challenged(":go 3", "2", "Nobody comes.", ":na", ":na It is empty.", ":save")

    assert "Type :na and why it can't apply." in done.said
    assert done.saved.reviews[0].instead.reason == "It is empty."


def test_back_out_of_a_disagreement_leaves_the_point_as_it_was(challenged):
    done = challenged("2", ":back", "2", "Not so.", ":back", ":save", answers=QUIET)

    assert done.said.count("Left as it was.") == 2
    assert done.saved.reviews == ()


def test_back_list_go_and_help(challenged):
    done = challenged(":back", "1", ":back", ":list", "?", ":go 99", ":go 2", ":evidence", ":bak", "7", ":save")

    assert "This is the first point." in done.said
    assert "You said: agree." in done.said
    assert "Not looked at yet" in done.said
    assert "Why it is asked: Places are where friends are met." in done.said
    assert "Enter the number of a point, from 1 to" in done.said
    assert "“:evidence” does nothing here." in done.said
    assert "Did you mean :back?" in done.said
    assert "Enter a number between 1 and 3." in done.said


def test_stopping_keeps_what_was_said_and_it_goes_on_there(challenged):
    first = challenged("1", ":save")
    again = challenged(":save")

    assert first.code == again.code == 0
    assert "Saved. To go on: impact-check challenge" in first.ending
    assert "Welcome back:" in again.said
    assert "Point 2 of" in again.said
    assert "Point 1 of" not in again.said


@pytest.mark.parametrize(("ending", "code"), [(KeyboardInterrupt, 130), (None, 0)], ids=["Ctrl-C", "Ctrl-D"])
def test_however_it_ends_nothing_is_lost(challenged, ending, code):
    done = challenged("1", *((ending,) if ending else ()))

    assert done.code == code
    assert len(done.saved.reviews) == 1


def test_points_left_are_open_next_time(challenged):
    done = challenged("3", answers=QUIET)

    assert done.saved.reviews == ()
    assert "Left open: 1 point." in done.said
    assert "To go on: impact-check challenge" in done.ending


def test_enter_keeps_what_was_said_before(challenged):
    done = challenged("2", "Not so.", "1", answers=QUIET)
    again = challenged(":save")
    kept = challenged(":go 1", answers=QUIET)

    assert views(done) == {"closes": "disagree"}
    assert "You have looked at every point." in again.said
    assert kept.saved.reviews == done.saved.reviews


def test_disagreeing_again_keeps_the_reason_and_the_answer_with_enter(challenged):
    done = challenged("2", "Not so.", "2", ":back", "2", "", "", ":save")
    (review,) = done.saved.reviews

    assert (review.note, review.instead is not None) == ("Not so.", True)


def test_what_changed_since_is_open_again_and_says_so(challenged, talk):
    challenged("1", answers=QUIET)
    talk("4", "1", *CLOSURE[4:], ":save")
    done = challenged(":list", ":save")

    assert done.value("closes") == "yes"
    assert "You said: agree. It has changed since." in done.said
    assert "agree. Changed since." in done.said


def test_who_gave_the_answers_is_refused(challenged):
    done = challenged(by=" ann,  COMMISSIONER")

    assert done.code == Exit.USAGE
    assert "gave answers in this assessment, so somebody else must challenge it." in done.ending
    assert done.saved.reviews == ()


def test_it_asks_who_challenges_until_there_is_a_name(challenged):
    done = challenged("", "1", "Jo", "1", answers=QUIET, asked_by_name=False)

    assert done.said.count("Type a name or a job in words.") == 2
    assert done.saved.reviews[0].by == "Jo"


def test_nothing_answered_leaves_nothing_to_challenge(challenged):
    done = challenged(answers=())

    assert done.code == 0
    assert "There is nothing to challenge yet" in done.said


def test_without_a_terminal_it_says_so(command):
    done = command("challenge", "plan")

    assert done.code == Exit.USAGE
    assert done.err == "A challenge is a talk with a person. Run this command at a terminal.\n"


def test_another_questionnaire_is_refused(talk, path):
    talk(*QUIET, ":save")

    with pytest.raises(Stop, match="belongs to the questionnaire “core”"):
        start(Store(path), ScriptedPrompter([]), "kirklees", JO)


def test_a_file_that_is_not_there_is_named(path):
    with pytest.raises(Stop, match="There is no file"):
        start(Store(path), ScriptedPrompter([]), PACK, JO)
