"""Warnings about personal details while answering, and the public copy of the report."""

import re

import pytest

from impact_check import api
from impact_check.cli.privacy import HINT
from impact_check.cli.prompts import EndOfInput

from .conftest import CLOSURE, FACTS, PACK

PHONE = "07700 900123"
WARNING = "This looks like a phone number (0770…). The report may be published."


def test_a_text_with_a_phone_number_is_questioned_and_enter_leaves_it(talk):
    done = talk(f"Close Elm Hall, ring {PHONE}", "", ":save")

    assert WARNING in done.said
    assert done.value("proposal_title") == f"Close Elm Hall, ring {PHONE}"


def test_the_detail_can_be_taken_out_with_a_word(talk):
    done = talk(f"Close Elm Hall, ring {PHONE} soon", ":out", ":save")

    assert done.value("proposal_title") == "Close Elm Hall, ring [left out] soon"
    assert PHONE not in done.path.read_text()


def test_another_text_takes_its_place_and_is_looked_at_too(talk):
    done = talk(f"Ring {PHONE}", "Come to HD1 2TT", "Close Elm Hall", ":save")

    assert "This looks like a postcode (HD1…)." in done.said
    assert done.value("proposal_title") == "Close Elm Hall"
    assert PHONE not in done.path.read_text()


def test_back_at_the_warning_asks_the_question_again(talk):
    done = talk(f"Ring {PHONE}", ":back", "Close Elm Hall", ":save")

    assert "Left as it was." in done.said
    assert done.value("proposal_title") == "Close Elm Hall"


@pytest.mark.parametrize("end", [":save", EndOfInput])
def test_stopping_at_the_warning_stops_and_the_text_is_not_kept(talk, end):
    done = talk(f"Ring {PHONE}", end)

    assert done.code == 0
    assert "Saved. To go on" in done.ending
    assert done.saved.answers == {}


def test_a_command_at_the_warning_is_not_taken_for_a_text(talk):
    done = talk(f"Ring {PHONE}", ":skip", "", ":save")

    assert "Only :out, :back and :save can be typed here." in done.said
    assert done.value("proposal_title") == f"Ring {PHONE}"


def test_two_colons_begin_another_text_with_a_colon(talk):
    done = talk(f"Ring {PHONE}", ":::-) Close Elm Hall", ":save")

    assert done.value("proposal_title") == "::-) Close Elm Hall"


@pytest.mark.parametrize(
    "lines",
    [
        (f":note Ask {PHONE}", "", "1"),
        (":note", f"Ask {PHONE}", "", "1"),
        (":evidence", f"Call with {PHONE}", "", "4", "1 October 2026", ""),
        (":unsure", f"Ann, {PHONE}", "", ""),
    ],
    ids=["note", "note-asked", "evidence", "who-finds-out"],
)
def test_other_texts_are_questioned_too(talk, lines):
    done = talk(*FACTS, *lines, ":save")

    assert WARNING in done.said
    assert PHONE in done.path.read_text()


def test_why_a_question_does_not_apply_is_questioned(talk):
    done = talk(*FACTS, "1", f":na Ask {PHONE}", ":out", ":save")

    assert done.saved.answers["regular_users"].reason == "Ask [left out]"


def test_details_of_an_action_are_questioned(talk):
    action, owner = (f"Ring {PHONE} each week", ":out"), (f"Bo Lee, {PHONE}", "", "Manager")
    done = talk(*CLOSURE, "", "", "3", *action, *owner, "1", "", "no", "", "", ":save")

    assert done.said.count(WARNING) == 2
    assert done.saved.mitigations[0].action == "Ring [left out] each week"
    assert done.saved.mitigations[0].owner.name == f"Bo Lee, {PHONE}"


def test_a_detail_that_is_kept_with_enter_is_not_questioned_again(talk):
    done = talk(*FACTS, ":unsure", f"Ann, {PHONE}", "", "", ":go 4", ":unsure", "", "", ":save")

    assert done.said.count(WARNING) == 1


def test_answers_from_a_pipe_are_warned_about_and_none_is_swallowed(talk):
    done = talk(f"Ring {PHONE}", *CLOSURE[1:], interactive=False)

    assert WARNING in done.said
    assert "Press Enter to leave it" not in done.said
    assert done.value("proposal_title") == f"Ring {PHONE}"
    assert done.value("proposal_summary") == CLOSURE[1]


def test_whom_not_to_name_is_said_once(talk):
    done = talk(*FACTS, ":go 1", "", ":save")

    assert done.said.count(HINT) == 1


# A file of answers

ANSWERS = """questionnaire: core
by: Ann
given:
  proposal_title: Close Elm Hall
  change_date: 2027-04-01
  closes: {value: no, note: Doris (born 3 May 1941) told us.}
evidence:
  - {id: E1, title: Letter from doris@example.org, grade: C, date: 2026-10-01}
"""


def test_warnings_about_a_file_of_answers_say_line_and_column(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)

    done = command("assess", "plan", "--pack", PACK, "--answers", "answers.yaml")

    assert "answers.yaml:6:29: warning personal-detail: this looks like a date of birth (3 Ma…)" in done.err
    assert "answers.yaml:8:21: warning personal-detail: this looks like an e-mail address (dori…)" in done.err
    assert len(api.read_assessment(tmp_path / "plan.lia.json").answers) == 3


def test_rating_does_not_repeat_the_warnings(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)

    assert "personal-detail" not in command("rate", "answers.yaml", "--pack", PACK).err


# The public copy


def test_the_public_copy_stands_beside_the_report_and_says_what_to_do(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)

    done = command("report", "answers.yaml", "--pack", PACK, "--public", "--format", "html")

    public = (tmp_path / "answers-public.html").read_text()
    assert done.code == 0
    assert "The public copy is in answers-public.html" in done.out
    assert "Read the copy before you publish it." in " ".join(done.err.split())
    assert not re.search("3 May 1941|doris@|Ann,", public)
    assert "What was left out of this copy" in public


def test_the_report_without_public_is_whole(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    command("report", "answers.yaml", "--pack", PACK, "--format", "html")

    whole = (tmp_path / "answers.html").read_text()
    assert "born 3 May 1941" in whole
    assert "What was left out" not in whole
