"""The wizard with a scripted person at the other end."""

import hashlib
import shutil
from pathlib import Path

import pytest

from impact_check.cli.prompts import EndOfInput
from impact_check.model.assessment import DontKnow, HistoryEntry, NotApplicable, Submission
from impact_check.storage import write_assessment

from .conftest import CLOSURE, FACTS, NOW, PACK


def test_a_closure_is_asked_checked_planned_rated_and_reported(talk):
    done = talk(*CLOSURE, "", ":done", "yes")

    assert done.code == 0
    assert done.left_over == []
    assert "Section 1 of 2: The proposal" in done.said
    assert "Question 1 of about 6" in done.said
    assert "Check your answers" in done.said
    assert done.path.with_name("plan.pdf").read_bytes() == b"%PDF-made-in-a-test"
    assert "First to sign: author" in done.said
    assert done.value("groups_affected") == ("V01", "V02")
    assert done.saved.answers["closes"].by == "Ann, commissioner"


def test_every_answer_is_on_disk_before_the_next_question(talk):
    for count, answer in enumerate(CLOSURE, start=1):
        done = talk(answer, KeyboardInterrupt)

        assert done.code == 130
        assert len(done.saved.answers) == count


def test_ctrl_c_says_how_to_go_on(talk):
    done = talk("Close Elm Hall", KeyboardInterrupt)

    assert f"Saved. To go on: impact-check assess {done.path}" in done.ending


def test_save_ends_well_and_a_second_run_goes_on_there(talk):
    first = talk("Close Elm Hall", ":save")
    second = talk(":save")

    assert (first.code, second.code) == (0, 0)
    assert "Welcome back: 1 answer is saved." in second.said
    assert "Question 2 of about" in second.said
    assert "Question 1 of about" not in second.said


def test_who_opens_what_was_put_forward_is_warned_before_changing_it(talk):
    first = talk(*CLOSURE, "", ":done", "no")
    submission = Submission(by="Ann", at=NOW, on=NOW.date(), outcome="stop")
    history = (*first.saved.history, HistoryEntry(at=NOW, by="Ann", what="submitted", new="stop"))
    write_assessment(first.path, first.saved.model_copy(update={"submission": submission, "history": history}))

    unchanged = talk("", ":done", "no")
    changed = talk("1", "Close Elm Street Hall", "", ":done", "no")

    assert f"To put it forward to be signed: impact-check submit {first.path}" in first.said
    assert "If you change anything, nobody can go on signing" in unchanged.said
    assert "It was put forward already." in unchanged.said
    assert "It has changed since it was put forward." in changed.said
    assert f"impact-check status {first.path}" in changed.said


def test_piped_answers_that_end_too_soon_are_saved(talk):
    done = talk(*FACTS, interactive=False)

    assert done.code == 3
    assert done.ending == "Input ended before every question was answered; saved."
    assert len(done.saved.answers) == 3


def test_piped_answers_that_suffice_are_rated_and_reported(talk):
    done = talk(*CLOSURE, interactive=False)

    assert done.code == 0
    assert done.path.with_name("plan.pdf").exists()


def test_end_of_input_at_a_terminal_means_save(talk):
    done = talk("Close Elm Hall", EndOfInput)

    assert done.code == 0
    assert "Saved. To go on" in done.ending


def test_a_wrong_answer_says_what_to_enter_and_asks_again(talk):
    done = talk(*FACTS, "maybe", "3", "1", ":save")

    assert done.said.count("Enter 1 for yes or 2 for no.") == 2
    assert done.value("closes") == "yes"


def test_back_shows_the_answer_and_enter_keeps_it(talk):
    done = talk(*FACTS, ":back", "", "1", ":save")

    assert "Your answer now: 1 April 2027" in done.said
    assert done.value("change_date") == "2027-04-01"
    assert done.value("closes") == "yes"


def test_back_at_the_first_question_stays_there(talk):
    done = talk(":back", "A name", ":save")

    assert "This is the first question." in done.said
    assert done.value("proposal_title") == "A name"


def test_a_changed_answer_closes_its_branch_but_keeps_what_was_said(talk):
    done = talk(*FACTS, "1", "25", ":go 4", "2", ":list", ":save")

    assert done.value("closes") == "no"
    assert done.value("regular_users") == 25
    assert "How many people come" not in done.said.split("Would a place where people meet close?")[-1]


def test_unsure_takes_who_and_when(talk):
    done = talk(*FACTS, ":unsure", "Ann", "1 December 2026", ":save")
    answer = done.saved.answers["closes"]

    assert isinstance(answer, DontKnow)
    assert (answer.who, str(answer.by_when)) == ("Ann", "2026-12-01")


@pytest.mark.parametrize("typed", [":unsure", "don't know", "Don’t know.", "not sure"])
def test_unsure_may_leave_who_and_when_blank(talk, typed):
    done = talk(*FACTS, typed, "", "", ":save")

    assert isinstance(done.saved.answers["closes"], DontKnow)


def test_don_t_know_is_text_where_text_is_asked(talk):
    done = talk("don't know", ":save")

    assert done.value("proposal_title") == "don't know"


def test_an_unknown_opens_the_questions_that_may_apply(talk):
    done = talk(*FACTS, ":unsure", "", "", ":list", ":save")

    assert "How many people come at least once a month?" in done.said
    assert "Asked because an earlier answer is not known." in done.said


def test_not_applicable_needs_a_reason_and_a_question_that_allows_it(talk):
    done = talk(*FACTS, ":na", "1", "Not applicable.", "", "It has no members.", ":save")

    assert "Every decision that comes to this question can answer it." in done.said
    answer = done.saved.answers["regular_users"]
    assert isinstance(answer, NotApplicable)
    assert answer.reason == "It has no members."


def test_a_note_waits_for_its_answer(talk):
    done = talk(*FACTS, ":note The hall is cold.", "1", ":save")

    assert done.saved.answers["closes"].note == "The hall is cold."


def test_a_note_can_be_added_to_an_answer_given_before(talk):
    done = talk(*FACTS, ":back", ":note Set by cabinet.", ":save")

    assert done.saved.answers["change_date"].note == "Set by cabinet."
    assert done.value("change_date") == "2027-04-01"


def test_only_optional_questions_can_be_skipped(talk):
    done = talk(":skip", "A name", ":skip", "2027-04-01", ":save")

    assert "This question is needed." in done.said
    assert set(done.saved.answers) == {"proposal_title", "change_date"}


def test_a_blank_left_on_purpose_is_not_asked_again(talk):
    talk("A name", "", "2027-04-01", ":save")
    done = talk(":save")

    assert "What would change?" not in done.said


def test_enter_alone_is_no_answer_to_a_question_that_is_needed(talk):
    done = talk("", "A name", ":save")

    assert "Type an answer. If you don't know, type :unsure." in done.said


def test_a_reassuring_answer_is_said_to_be_unknown_until_evidence_is_there(talk):
    done = talk(*FACTS, "1", "25", "2", "", ":save")

    assert "counts as unknown until evidence of grade C" in done.said
    assert done.value("only_place") == "no"
    assert done.saved.evidence == ()


def test_evidence_can_be_added_at_once_and_makes_the_answer_count(talk):
    done = talk(
        *FACTS, "1", "25", "2", ":evidence", "Door counts", "2", "1 October 2026", "Shared drive", ":list", ":save"
    )
    item = done.saved.evidence[0]

    assert (item.id, item.title, item.grade, str(item.date), item.where) == (
        "E1",
        "Door counts",
        "B",
        "2026-10-01",
        "Shared drive",
    )
    assert done.saved.answers["only_place"].evidence == ("E1",)
    assert "Counts as unknown until evidence is added." not in done.said


def test_evidence_too_weak_leaves_the_answer_unknown_and_says_so(talk):
    done = talk(*FACTS, "1", "25", "2", ":evidence", "I think so", "4", "1 October 2026", "", ":list", ":save")

    assert "For now it counts as unknown." in done.said
    assert "Counts as unknown until evidence is added." in done.said


def test_evidence_already_there_is_attached_by_its_id(talk):
    evidence = ("Door counts", "2", "1 October 2026", "")
    done = talk(*FACTS, "1", ":evidence", *evidence, "25", "2", ":evidence e1", ":save")

    assert done.saved.answers["regular_users"].evidence == ("E1",)
    assert done.saved.answers["only_place"].evidence == ("E1",)
    assert len(done.saved.evidence) == 1


def test_evidence_for_the_old_answer_does_not_pass_to_a_new_one(talk):
    evidence = ("Door counts", "2", "1 October 2026", "")
    done = talk(*FACTS, "1", ":evidence", *evidence, "25", ":back", "30", ":save")

    assert done.saved.answers["regular_users"].evidence == ()
    assert "was for the old answer" in done.said


def test_back_in_a_form_leaves_things_as_they_were(talk):
    done = talk(*FACTS, ":unsure", ":back", "1", ":save")

    assert "Left as it was." in done.said
    assert done.value("closes") == "yes"


def test_why_gives_the_reason_and_the_source(talk):
    done = talk(*FACTS, ":why", ":save")

    assert "Places are where friends are met." in done.said
    assert "A made-up source for tests" in done.said


def test_help_lists_the_commands(talk):
    done = talk("?", ":save")

    assert ":unsure" in done.said
    assert "stop here. All your answers are kept" in done.said


@pytest.mark.parametrize("typed", [":go", ":go x", ":go 99", ":go 0", ":go ²"])
def test_go_to_nowhere_says_where_one_can_go(talk, typed):
    done = talk("A name", typed, ":save")

    assert "Enter the number of a question, from 1 to 8" in done.said


def test_an_answer_may_begin_with_a_colon(talk):
    done = talk("::colon", ":save")

    assert done.value("proposal_title") == ":colon"


def test_answers_can_be_changed_when_they_are_checked(talk):
    done = talk(*CLOSURE, "4", "2", "", "")

    assert done.code == 0
    assert done.value("closes") == "no"


def test_a_change_that_opens_questions_asks_them_before_going_on(talk):
    done = talk(*FACTS, "2", "4", "1", "25", "1", "1", "1", "", ":done", "no")

    assert done.code == 0
    assert done.value("regular_users") == 25
    assert not done.path.with_name("plan.pdf").exists()


def test_who_answers_is_asked_once_and_remembered(talk):
    talk("Ann", ":save", by=None)
    done = talk("", "A name", ":save", by=None)

    assert "Last time: Ann" in done.said
    assert done.saved.answers["proposal_title"].by == "Ann"


def test_nobody_is_asked_for_a_name_in_a_pipe(talk):
    done = talk("A name", interactive=False, by=None)

    assert done.saved.answers["proposal_title"].by == "not named"


@pytest.fixture
def newer_pack(tmp_path):
    """Return the small questionnaire with one option taken away and a new version."""
    shutil.copytree(Path(PACK).parent, tmp_path / "newer")
    pack = tmp_path / "newer" / "core"
    section = pack / "sections" / "20-place.yaml"
    section.write_text(section.read_text().replace("maximum: 5000", "maximum: 20"))
    (pack / "pack.yaml").write_text((pack / "pack.yaml").read_text().replace("0.1.0", "0.2.0"))
    return str(pack)


def test_a_changed_questionnaire_is_said_and_asks_again_what_no_longer_fits(talk, newer_pack):
    talk(*CLOSURE, ":save")
    done = talk("yes", "", "15", ":save", pack=newer_pack)

    assert "You began with core 0.1.0, and this is core 0.2.0." in done.said
    assert "How many people come at least once a month?" in done.said
    assert done.value("regular_users") == 15
    assert done.saved.pinned.version == "core 0.2.0"


def test_one_may_stay_out_of_a_changed_questionnaire(talk, newer_pack, path):
    talk("A name", ":save")
    before = path.read_bytes()
    done = talk("no", pack=newer_pack)

    assert done.code == 0
    assert path.read_bytes() == before


def test_evidence_cannot_be_from_the_future(talk):
    evidence = ("Door counts", "2", "1 January 2027", "1 October 2026", "")
    done = talk(*FACTS, "1", ":evidence", *evidence, "25", ":save")

    assert "Enter a date that is not after today." in done.said
    assert str(done.saved.evidence[0].date) == "2026-10-01"


@pytest.mark.parametrize("typed", [(":evidence", "no"), (":evidence", "later"), (":evidence", ""), ("no",), ("",)])
def test_evidence_can_be_declined_in_words(talk, typed):
    done = talk(*FACTS, "1", "25", "2", *typed, ":save")

    assert done.saved.evidence == ()


def test_a_number_or_yes_is_no_title_of_evidence(talk):
    done = talk(*FACTS, "1", "25", "2", ":evidence", "yes", "1", "Door counts", "2", "1 October 2026", "", ":save")

    assert [item.title for item in done.saved.evidence] == ["Door counts"]


def test_evidence_may_be_named_by_its_file(talk, path):
    (path.parent / "door_counts-2026.csv").write_bytes(b"34")
    evidence = ("door_counts-2026.csv", "", "2", "1 October 2026")
    done = talk(*FACTS, "1", ":evidence", *evidence, "25", ":save")
    item = done.saved.evidence[0]

    assert (item.title, item.where) == ("Door counts 2026", "door_counts-2026.csv")
    assert item.sha256 == hashlib.sha256(b"34").hexdigest()
    assert f"SHA-256 {item.sha256[:16]}" in done.said


def test_evidence_may_be_named_by_its_link(talk):
    evidence = ("https://example.org/papers/door-counts.pdf?page=2", "Counts at the door", "2", "1 October 2026")
    done = talk(*FACTS, "1", ":evidence", *evidence, "25", ":save")
    item = done.saved.evidence[0]

    assert (item.title, item.where, item.sha256) == ("Counts at the door", evidence[0], "")


def test_a_file_that_is_not_there_is_said_and_its_name_kept(talk):
    evidence = ("Door counts", "2", "1 October 2026", "counts.pdf")
    done = talk(*FACTS, "1", ":evidence", *evidence, "25", ":save")

    assert "There is no file counts.pdf here, so only its name is kept." in done.said
    assert (done.saved.evidence[0].where, done.saved.evidence[0].sha256) == ("counts.pdf", "")


def test_the_weakest_grade_is_explained_when_it_is_chosen(talk):
    done = talk(*FACTS, "1", ":evidence", "I think so", "4", "1 October 2026", "", "25", ":save")

    assert "This is the weakest grade." in done.said


def test_a_long_list_of_options_is_explained_when_asked(talk, tmp_path):
    shutil.copytree(Path(PACK).parent, tmp_path / "long")
    groups = tmp_path / "long" / "groups.yaml"
    more = "".join(
        f"  - {{id: G{number}, title: Group {number}, plain: Said about group {number}., sources: [made-up]}}\n"
        for number in range(10)
    )
    groups.write_text(groups.read_text() + more)
    pack = str(tmp_path / "long" / "core")

    short = talk(*FACTS, "1", "25", "1", ":save", pack=pack)
    explained = talk("?", ":save", pack=pack)

    assert "Said about group 4." not in short.said
    assert "Said about group 4." in explained.said


def test_a_note_stays_with_a_changed_answer_and_that_is_said(talk):
    done = talk(*FACTS, ":note The hall is cold.", "1", ":back", "2", ":save")

    assert "Your note stays: The hall is cold." in done.said
    assert done.saved.answers["closes"].note == "The hall is cold."
