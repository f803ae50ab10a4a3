"""Characters that can't be kept are taken out at every door where text comes in, and whoever wrote it is told."""

import json

import pytest

from impact_check import api

from .conftest import FACTS, PACK

OVERRIDE = "\u202e"
TAKEN_OUT = (
    "These characters were taken out, since they can’t be printed or could hide something: "
    "U+202E RIGHT-TO-LEFT OVERRIDE."
)
NOT_SHOWN = "The PDF’s fonts can’t show these characters: “中” (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)."


def test_an_answer_is_cleaned_and_its_author_told(talk):
    done = talk(f"Close {OVERRIDE}Elm Hall", ":save")

    assert TAKEN_OUT in done.said
    assert done.value("proposal_title") == "Close Elm Hall"


@pytest.mark.parametrize(
    "lines",
    [(f":note {OVERRIDE}Ask", "1"), (":note", f"Ask{OVERRIDE}", "1"), (":unsure", f"Ann{OVERRIDE}", "", "")],
    ids=["note", "note asked", "who finds out"],
)
def test_so_is_every_other_text(talk, lines):
    done = talk(*FACTS, *lines, ":save")

    assert TAKEN_OUT in done.said
    assert OVERRIDE not in done.path.read_text(encoding="utf-8")


def test_a_text_from_a_file_is_cleaned_and_told(talk, path):
    path.with_name("text.txt").write_text(f"Close Elm{OVERRIDE} Hall", encoding="utf-8")

    done = talk(":file text.txt", ":save")

    assert TAKEN_OUT in done.said
    assert done.value("proposal_title") == "Close Elm Hall"


def test_what_the_pdf_cannot_show_is_told_where_it_is_typed_and_kept(talk):
    done = talk("Close 中 Hall", ":save")

    assert NOT_SHOWN in done.said
    assert done.value("proposal_title") == "Close 中 Hall"


def test_ordinary_text_in_any_script_is_not_remarked_on(talk):
    done = talk("Zażółć میں ہر ہفتے ਮੈਂ ਹਰ 😀", ":save")

    assert "characters" not in done.said


def test_the_name_of_who_answers_is_cleaned_too(command, tmp_path):
    (tmp_path / "a.yaml").write_text("questionnaire: core\ngiven: {proposal_title: Close Elm Hall}\n", encoding="utf-8")

    done = command("assess", "a.lia.json", "--pack", PACK, "--answers", "a.yaml", "--by", f"Ann {OVERRIDE}One")

    assert done.err.count(TAKEN_OUT) == 1
    stored = (tmp_path / "a.lia.json").read_text(encoding="utf-8")
    assert OVERRIDE not in stored
    assert {entry["by"] for entry in json.loads(stored)["history"]} <= {"Ann One"}


def test_a_person_who_types_a_name_is_told(talk):
    done = talk(f"Ann{OVERRIDE}", "Close Elm Hall", ":save", by=None)

    assert TAKEN_OUT in done.said
    assert done.saved.answers["proposal_title"].by == "Ann"


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.yaml", f"questionnaire: core\ngiven:\n  proposal_title: Close{OVERRIDE} 中 Hall\n", "a.yaml:3:"),
        ("a.json", '{"questionnaire": "core",\n"given": {"proposal_title": "Close\\u202e 中 Hall"}}', "a.json:2:"),
        ("a.csv", f"question,answer\nproposal_title,Close{OVERRIDE} 中 Hall\n", "a.csv"),
    ],
    ids=["yaml", "json", "csv"],
)
def test_a_file_of_answers_is_warned_about_by_line(command, tmp_path, name, content, place):
    (tmp_path / name).write_text(content, encoding="utf-8")

    done = command("assess", "a.lia.json", "--pack", PACK, "--answers", name, "--by", "Ann")

    (warning,) = [line for line in done.err.splitlines() if "warning characters" in line]
    assert warning.startswith(place)
    assert TAKEN_OUT in warning
    assert NOT_SHOWN in warning
    assert OVERRIDE not in (tmp_path / "a.lia.json").read_text(encoding="utf-8")


def test_only_the_first_few_characters_are_named():
    (told,) = api.kept_text("中文字符测试").told

    assert told.count("(U+") == 5
    assert "1 more" in told
