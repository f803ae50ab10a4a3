import json

import pytest

from .conftest import PACK

HEAD = "person_code;when;group;lack_companionship;left_out;isolated;direct"


@pytest.fixture
def table(tmp_path):
    """Write a table of answers as a European Excel does."""
    lines = [HEAD]
    for wave, often in (("baseline", 12), ("follow_up", 8)):
        for place in range(40):
            answer = "Often/always" if place < often else "some of the time" if place < 20 else "Never"
            lines.append(f"p{place};{wave};{'Elm' if place % 2 else 'Ash'};2;2;{3 if place < often else 1};{answer}")
    path = tmp_path / "survey.csv"
    path.write_bytes("\ufeff".encode() + "\r\n".join(lines).encode())
    return path


def test_score_prints_a_sentence_a_table_and_what_to_mind(command, table):
    done = command("measures", "score", table.name, "--by", "group", "--pack", PACK)
    said = " ".join(done.out.split())

    assert (done.code, done.err) == (0, "")
    assert said.startswith("At baseline 12 of 40 people (30%) feel lonely often or always; at follow-up 8 of 40 (20%)")
    assert "Everyone Baseline 40 12, 30% (range 18 to 45%) 20, 50% (range 35 to 65%)" in said
    assert "they can't show that anything caused a change" in said
    assert "Office for National Statistics (2018)" in said


def test_score_as_json_prints_one_document_alone(command, table):
    done = command("measures", "score", table.name, "--pack", PACK, "--format", "json")
    document = json.loads(done.out)

    assert document["schema"] == "impact-check/measures/1"
    assert document["measures"][0]["rows"][0]["often"]["count"] == 12


def test_two_files_are_compared(command, tmp_path):
    for name, often in (("before", 12), ("after", 6)):
        (tmp_path / f"{name}.csv").write_text("direct\n" + "1\n" * often + "2\n" * 8 + "5\n" * 20)

    done = command("measures", "score", "before.csv", "after.csv", "--pack", PACK)

    assert "At baseline 12 of 40" in done.out
    assert "at follow-up" in " ".join(done.out.split())


def test_hidden_figures_are_printed_nowhere(command, tmp_path):
    (tmp_path / "few.csv").write_text("direct\n" + "1\n" * 3 + "2\n" * 11 + "5\n" * 17)

    for kind in ("text", "json"):
        out = command("measures", "score", "few.csv", "--pack", PACK, "--format", kind).out
        assert "14" in out
        assert not any(mark in out for mark in ("3, 10%", "11, 35%", '"count": 3', '"count": 11'))


def test_national_figures_are_printed_with_survey_area_and_ages(command, table):
    out = " ".join(command("measures", "score", table.name).out.split())

    assert "6.6% often or always lonely: adults aged 16 and over, England, Community Life Survey, 2024/25." in out


def test_mistakes_in_a_table_are_told_together(command, tmp_path):
    (tmp_path / "bad.csv").write_text("direct,left_out\nsometimes,4\n")

    done = command("measures", "score", "bad.csv", "--pack", PACK)

    assert (done.code, done.out) == (3, "")
    assert "2 mistakes" in done.err
    assert "bad.csv: row 2, column A (direct)" in done.err
    assert "bad.csv: row 2, column B (left_out)" in done.err


def test_a_table_that_is_not_there_is_said(command):
    done = command("measures", "score", "nowhere.csv", "--pack", PACK)

    assert done.code == 3
    assert "nowhere.csv: can't be read" in done.err


def test_the_table_of_the_template_is_read_again(command, tmp_path):
    assert command("measures", "template", "-o", "survey.csv").code == 0
    with (tmp_path / "survey.csv").open("a") as table:
        table.write("x,baseline,Elm,1,2,3,Never\n")

    done = command("measures", "score", "survey.csv", "--pack", PACK)

    assert done.code == 0


def test_the_template_explains_its_columns(command):
    out = " ".join(command("measures", "template", "-o", "survey.csv").out.split())

    assert "direct: Often/always (1); Some of the time (2); Occasionally (3); Hardly ever (4); Never (5)" in out


def test_the_sheet_is_a_page(command, tmp_path):
    done = command("measures", "template", "-o", "sheet.html")

    assert done.code == 0
    assert "How often do you feel lonely?" in (tmp_path / "sheet.html").read_text()


@pytest.mark.parametrize("name", ["survey.csv", "sheet.html"])
def test_a_file_that_may_hold_answers_is_never_replaced(command, tmp_path, name):
    (tmp_path / name).write_text("answers")

    done = command("measures", "template", "-o", name)

    assert done.code == 5
    assert (tmp_path / name).read_text() == "answers"


def test_another_ending_is_a_wrong_command(command):
    assert command("measures", "template", "-o", "survey.docx").code == 2
