"""Commands at a question: forward, by word, edit, from a file; and answers brought from elsewhere."""

import pytest

from impact_check.cli import text_sources
from impact_check.cli.store import Store
from impact_check.model.assessment import Known, Suggestion

from .conftest import CLOSURE, FACTS, NOW


def test_next_leaves_a_question_open_and_it_is_asked_again_at_the_end(talk):
    done = talk(":next", "", ":next", "2", ":save")

    assert done.said.count("What is the proposal called?") == 2
    assert done.said.count("On which day would it change?") == 1
    assert set(done.saved.answers) == {"closes"}


def test_next_goes_forward_over_what_was_answered(talk):
    done = talk(*FACTS, ":back", ":back", ":back", ":next", ":next", ":next", "2", ":save")

    assert done.value("closes") == "no"
    assert len(done.saved.answers) == 4


def test_next_at_the_only_open_question_says_how_to_leave(talk):
    done = talk(*FACTS, ":next", ":next", ":next", ":next", ":next", ":save")
    only = talk(*CLOSURE[3:-1], ":next", ":save")

    assert "How far is the next place?" in done.said
    assert "This is the only question left." in only.said


def test_back_over_every_question_and_forth_again_keeps_all(talk, path):
    talk(*CLOSURE[:-1], ":save")
    before = path.read_bytes()

    done = talk(*[":back"] * 8, *[""] * 7, ":save")

    assert "This is the first question." in done.said
    assert path.read_bytes() == before


def test_go_finds_the_only_question_with_a_word(talk):
    done = talk(":go FAR", "1", ":save")

    assert done.value("reach") == "near"


def test_go_lists_the_questions_where_several_have_the_word(talk):
    done = talk(":go wh", ":save")

    assert "6 questions speak of “wh”:" in done.said
    assert "  3. On which day would it change?" in done.said
    assert "Type :go and the number of one of these." in done.said


def test_bare_back_is_an_answer(talk):
    done = talk("back", ":save")

    assert done.value("proposal_title") == "back"


def test_help_begins_with_the_question_and_shows_only_what_fits_it(talk):
    text = talk("?", ":save").said
    number = talk(*FACTS, "1", "?", ":save").said.split("> ")[-2]

    assert text.index("Why we ask: So that people can find it.") < text.index(":file PATH")
    assert ":skip" not in text
    assert ":na REASON" in number
    assert ":file PATH" not in number


def test_a_way_of_answering_is_explained_once(talk):
    done = talk(*FACTS, "1", "25", "1", ":save")

    assert done.said.count("Type 1 or 2. If you don't know, type :unsure. ? shows more.") == 1
    assert done.said.count("Type 1 or 2. Or :unsure. ? for help.") == 1


def test_a_section_is_introduced_once(talk):
    done = talk(*FACTS, ":back", "", ":save")

    assert done.said.count("Section 1 of 2: The proposal") == 2
    assert done.said.count("Two or three facts first.") == 1


def test_edit_puts_the_answer_into_the_line(talk):
    done = talk("Close Elm Hall", ":back", ":edit", "Close Elm House", ":save")

    assert "> Close Elm Hall" in done.said.split("\n")
    assert done.value("proposal_title") == "Close Elm House"


@pytest.mark.parametrize("typed", ["", "Close Elm Hall"])
def test_edit_without_a_change_changes_nothing(talk, typed):
    done = talk("Close Elm Hall", ":back", ":edit", typed, ":save")

    assert "Left as it was." in done.said
    assert len(done.saved.history) == 2


def test_edit_shows_two_colons_where_two_were_typed_and_takes_commands(talk):
    done = talk("::colon", ":back", ":edit", ":next", ":save")

    assert "> ::colon" in done.said
    assert done.value("proposal_title") == ":colon"


def test_edit_note_changes_the_note(talk):
    done = talk(*FACTS, ":note Old note.", "1", ":back", ":edit note", "New note.", ":save")

    assert "> Old note." in done.said.split("\n")
    assert done.saved.answers["closes"].note == "New note."


def test_a_choice_is_typed_anew_and_not_edited(talk):
    done = talk(*FACTS, ":edit", ":file x", ":edit it", ":save")

    assert "Type your new answer. To change its note, type :edit note." in done.said
    assert "Only a question that is answered in words" in done.said
    assert "or :edit note to change its note." in done.said


def test_an_answer_can_come_from_a_file(talk, path):
    path.with_name("notes.txt").write_bytes("\ufeffOne.\r\n\r\nTŵo.\n".encode())

    done = talk("A name", ":file notes.txt", ":save")

    assert done.value("proposal_summary") == "One.\n\nTŵo."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", None, "Say which file, such as :file notes.txt."),
        ("gone.txt", None, "There is no file gone.txt. Check the name, or give the whole path."),
        (".", None, "is a folder. Give the name of a text file in it."),
        ("old.txt", b"caf\xe9", "old.txt is not text in UTF-8. Save it as plain text (UTF-8), then try again."),
        ("empty.txt", b" \n", "There is nothing in empty.txt."),
        ("long.txt", b"word " * 20_001, "The limit is 20,000."),
    ],
    ids=["no name", "missing", "folder", "Latin-1", "empty", "too long"],
)
def test_a_file_that_does_not_do_is_explained(talk, path, name, content, said):
    if content is not None:
        path.with_name(name).write_bytes(content)

    done = talk(f":file {name}", ":save")

    assert said in done.said
    assert done.saved.answers == {}


@pytest.fixture
def editor(path, monkeypatch):
    """Set $EDITOR to a program that does this with the file in $1."""

    def use(script):
        program = path.with_name("editor")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(program))
        monkeypatch.delenv("VISUAL", raising=False)

    return use


def test_a_text_is_edited_in_the_chosen_editor(editor):
    editor('printf "%s and more\\n" "$(cat "$1")" > "$1"')

    assert text_sources.edited_elsewhere("Tŵo") == "Tŵo and more"


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 1", "ended with an error"), ("printf '\\377' > \"$1\"", "not text in UTF-8")],
    ids=["fails", "not UTF-8"],
)
def test_an_editor_that_fails_changes_nothing(editor, script, said):
    editor(script)

    with pytest.raises(text_sources.AnswerError, match=said):
        text_sources.edited_elsewhere("Two")


def test_without_an_editor_one_is_told_what_to_do(monkeypatch):
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(text_sources, "TERMINAL", "dumb")

    with pytest.raises(text_sources.NoEditorError, match="type :file and its name"):
        text_sources.edited_elsewhere("Two")


@pytest.fixture
def brought(talk, path):
    """Start an assessment in which some answers were brought from an earlier one."""

    def bring(**values):
        talk(":save")
        suggested = {
            name: Suggestion(answer=Known(by="Bea", at=NOW, value=value), source="lia-2025-014, Bea, 3 May 2025")
            for name, value in values.items()
        }
        store = Store(path)
        store.save(store.load().model_copy(update={"suggested": suggested}))

    return bring


def test_enter_takes_an_answer_that_was_brought(talk, brought):
    brought(proposal_title="Close Elm Hall")

    done = talk("", ":save")

    assert "Brought from lia-2025-014, Bea, 3 May 2025: Close Elm Hall." in done.said
    assert "Press Enter to take it." in done.said
    taken = done.saved.answers["proposal_title"]
    assert (taken.by, taken.brought_from) == ("Ann, commissioner", "lia-2025-014, Bea, 3 May 2025")
    assert done.saved.suggested == {}


def test_another_answer_replaces_the_one_that_was_brought(talk, brought):
    brought(proposal_title="Close Elm Hall")

    done = talk("Close Oak Hall", ":save")

    assert done.value("proposal_title") == "Close Oak Hall"
    assert done.saved.answers["proposal_title"].brought_from == ""
    assert done.saved.suggested == {}


def test_what_was_brought_is_no_answer_while_one_only_looks(talk, brought):
    brought(proposal_title="Close Elm Hall")

    done = talk("?", ":next", ":save")

    assert done.saved.answers == {}
    assert set(done.saved.suggested) == {"proposal_title"}


def test_a_reassuring_answer_that_was_brought_still_needs_evidence(talk, brought):
    brought(only_place="no")

    done = talk(*FACTS, "1", "25", "", "", ":list", ":save")

    assert "counts as unknown until evidence of grade C" in done.said
    assert done.value("only_place") == "no"


def test_opened_questions_and_the_rating_are_said_when_a_section_is_done(talk):
    within, _, after = talk(*CLOSURE, "").said.partition("Noted: Farther than that.")

    assert "so far" not in within
    assert "This opens" not in within
    assert after.count("Rating so far: high.") == 1
    assert after.index("Rating so far") < after.index("Check your answers")


def test_a_rating_that_is_not_settled_is_said_as_a_pair(talk):
    done = talk(*CLOSURE[:5], "2", "", "1, 2", ":unsure", "", "")

    assert "Confirmed so far: moderate. Possible: high." in done.said


def test_questions_opened_for_later_sections_are_counted(talk):
    done = talk(*FACTS[:2], ":go 4", "1", FACTS[2], ":save")

    assert "This opens 4 questions in “The place where people meet”." in done.said


def test_answers_set_aside_are_named_with_what_set_them_aside(talk):
    done = talk(*CLOSURE[:5], ":go 2", ":go 4", "2", "", "")

    assert (
        "1 answer was set aside, since you changed “Would a place where people meet close?”: “How many people come at "
        "least once a month?”. It is kept, in case you change it back."
    ) in done.said


def test_answers_that_count_again_are_said(talk):
    talk(*CLOSURE, "4", "2", ":save")

    done = talk("4", "1", ":save")

    assert "4 answers that were set aside count again." in done.said


def test_evidence_demands_are_short_after_the_first(talk):
    done = talk(*FACTS, "1", "25", "2", "", ":back", "2", "", ":save")

    assert done.said.count("This answer is reassuring, so it counts as unknown") == 1
    assert "Needs evidence of grade C or better: counts as unknown until then." in done.said


def test_back_after_the_demand_for_evidence_returns_to_the_answer(talk):
    done = talk(*FACTS, "1", "25", "2", ":back", "1", ":save")

    assert done.value("only_place") == "yes"


def test_evidence_that_is_not_there_is_explained(talk):
    done = talk(*FACTS, "1", "25", "2", ":evidence e1", "maybe", "", ":save")

    assert "There is no evidence e1 yet. Type :evidence." in done.said
    assert "Type :evidence to add it now, or press Enter for the next question." in done.said
