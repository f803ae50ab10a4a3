"""Answers that come from files: read, brought, held to --strict; and what happens where nobody answers."""

import csv
import io
import json

import pytest

from impact_check import api

from .conftest import CLOSURE, PACK
from .test_commands import ANSWERS

ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")
RIGHT = ANSWERS + "  proposal_summary: The hall would close.\n"


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    monkeypatch.setattr(api, "report_pdf", lambda *_, **__: b"%PDF-made-in-a-test")


@pytest.fixture
def answers(tmp_path):
    """Write a file of answers; return its name."""

    def write(text, name="answers.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def as_table(*rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows((("question", "answer"), *rows))
    return text.getvalue()


TABLE = as_table(
    ("proposal_title", "Close Elm Hall"),
    ("change_date", "1/4/2027"),
    ("closes", "Yes"),
    ("regular_users", "25"),
    ("only_place", "yes"),
    ("groups_affected", "V01;V02"),
    ("reach", "Farther than that"),
)

# Tables


def test_a_table_of_answers_makes_an_assessment_and_a_report(command, answers, path, tmp_path):
    done = command(*ASSESS, "--answers", answers(TABLE, "answers.csv"))

    assert done.code == 0, done.err
    assert len(api.read_assessment(path).answers) == 7
    assert (tmp_path / "plan.pdf").exists()


@pytest.mark.parametrize("more", [(), ("--answers-format", "csv")])
def test_a_table_is_read_from_standard_input(command, more):
    assert command(*ASSESS, "--answers", "-", *more, typed=TABLE).code == 0


def test_faults_of_a_table_are_told_together_by_row_and_column(command, answers, path):
    done = command(*ASSESS, "--answers", answers(as_table(("closes", "perhaps"), ("closing", "yes")), "answers.csv"))

    assert done.code == 3
    assert (
        "answers.csv:2:2: error answer: row 2, column B (answer): closes: 'perhaps' is not one of yes, no" in done.err
    )
    assert "row 3, column A (question): there is no question 'closing'" in done.err
    assert not path.exists()


def test_a_workbook_is_refused_with_what_to_do(command, tmp_path):
    (tmp_path / "answers.xlsx").write_bytes(b"PK\x03\x04...")

    done = command(*ASSESS, "--answers", "answers.xlsx")

    assert done.code == 3
    assert "choose Save as: CSV" in done.err


def test_rate_reads_a_table_too(command, answers):
    assert command("rate", answers(TABLE, "answers.csv"), "--pack", PACK).code == 0


def test_the_command_line_says_who_answered_where_the_file_does_not(command, answers, path):
    command(*ASSESS, "--answers", answers(ANSWERS.replace("by: Ann\n", "")))

    assert {answer.by for answer in api.read_assessment(path).answers.values()} == {"Ann"}


# The template


@pytest.mark.parametrize("name", ["blank.yaml", "blank.csv"])
def test_a_template_filled_in_from_an_assessment_gives_the_same_answers(command, answers, path, tmp_path, name):
    command(*ASSESS, "--answers", answers(ANSWERS))

    written = command("answers-template", PACK, "--for", "plan", "-o", name)
    again = command("assess", "again", "--pack", PACK, "--answers", name)

    assert (written.code, again.code) == (0, 0), written.err + again.err
    assert "A file of answers with 8 questions is in" in written.out
    assert api.read_assessment(tmp_path / "again.lia.json").answers.keys() == api.read_assessment(path).answers.keys()


def test_a_template_is_printed_alone(command):
    done = command("answers-template", PACK)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("# A small questionnaire for tests: 8 questions")


def test_a_table_says_that_it_leaves_out_what_is_planned(command):
    planned = "\n".join((*CLOSURE, "", "", "3", "A newsletter", "", "1", "", "no", "", "", ":done", "no")) + "\n"
    command(*ASSESS, typed=planned)

    done = command("answers-template", PACK, "--for", "plan", "--format", "csv")

    assert done.code == 0
    assert "no room for what is planned" in done.err


# Nobody there


def test_where_nobody_answers_nothing_is_begun(command, path):
    done = command(*ASSESS)

    assert done.code == 2
    assert "Nobody is there to answer" in done.err
    assert "--answers FILE" in done.err
    assert "answers-template" in done.err
    assert not path.exists()


def test_where_nobody_answers_an_assessment_stays_as_it_is(command, path):
    command(*ASSESS, typed="Close Elm Hall\n")
    before = path.read_bytes()

    done = command(*ASSESS)

    assert done.code == 2
    assert "impact-check rate plan.lia.json" in done.err
    assert path.read_bytes() == before


# Strict


def test_strict_takes_answers_that_leave_nothing_to_do(command, answers, path):
    done = command(*ASSESS, "--answers", answers(RIGHT), "--strict")

    assert done.code == 0, done.err
    assert path.exists()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("  reach: far\n", "", "Not answered:\n  reach: How far is the next place?"),
        ("  closes: yes\n", "  closes: no\n", "Answered, but left out by earlier answers:\n  regular_users:"),
        ("  only_place: yes\n", "  only_place: no\n", "strong enough:\n  only_place:"),
        ("  only_place: yes\n", "  only_place: dont_know\n", "before anyone can sign:\n  only_place:"),
        (
            "given:",
            "evidence: [{id: E1, title: Note, grade: B, date: 2026-01-01, where: gone.pdf}]\ngiven:",
            "Evidence:\n  E1: the file gone.pdf is not there.",
        ),
    ],
    ids=["open", "off the route", "no evidence", "must know", "evidence file"],
)
def test_strict_tells_what_is_left_and_saves_nothing(command, answers, tmp_path, before, after, told):
    assert before in RIGHT
    file = answers(RIGHT.replace(before, after))

    done = command(*ASSESS, "--answers", file, "--strict")

    assert done.code == 3
    assert "Nothing was saved: --strict was given" in done.err
    assert told in done.err
    assert {entry.name for entry in tmp_path.iterdir()} == {file, ".typed"}


def test_strict_tells_a_file_that_is_not_as_it_was(command, answers, tmp_path):
    (tmp_path / "note.pdf").write_bytes(b"new")
    entry = f'evidence: [{{id: E1, title: Note, grade: B, date: 2026-01-01, where: note.pdf, sha256: "{"0" * 64}"}}]\n'

    done = command(*ASSESS, "--answers", answers(entry + RIGHT), "--strict")

    assert done.code == 3
    assert "E1: the file note.pdf is not as it was when it was added." in done.err


def test_strict_without_answers_is_a_wrong_command(command, path):
    done = command(*ASSESS, "--strict", typed="x\n")

    assert (done.code, path.exists()) == (2, False)


def test_without_strict_what_does_not_count_is_said(command, answers, path):
    done = command(*ASSESS, "--answers", answers(RIGHT.replace("closes: yes", "closes: no")))

    assert done.code == 0
    assert "Set aside, since earlier answers leave them out: regular_users, only_place" in done.out
    assert "regular_users" in api.read_assessment(path).answers


# Brought


@pytest.fixture
def earlier(command, answers):
    """Answer a closure in another file; return its name."""
    command("assess", "earlier", "--pack", PACK, "--answers", answers(ANSWERS))
    return "earlier.lia.json"


def test_what_is_brought_waits_to_be_confirmed_and_its_questions_are_open(command, earlier, path):
    done = command(*ASSESS, "--data", earlier)
    saved = api.read_assessment(path)

    assert done.code == 3
    assert "Brought from earlier.lia.json: 4 answers." in done.out
    left = "Not brought: 3 answers (about that decision alone): proposal_title, change_date, closes."
    assert left in " ".join(done.out.split())
    assert "Brought, not confirmed: 25 people (from lia-test, Ann, 22 November 2026)" in done.err
    assert "impact-check assess plan.lia.json --accept-data" in done.err
    assert set(saved.suggested) == {"regular_users", "only_place", "groups_affected", "reach"}
    assert saved.answers == {}


def test_what_was_brought_can_be_taken_all_at_once(command, earlier, path):
    command(*ASSESS, "--data", earlier)

    done = command(*ASSESS, "--accept-data")
    saved = api.read_assessment(path)

    assert done.code == 3  # The title, the date and the closure are about this decision.
    assert "4 answers brought from elsewhere were taken, as you asked." in done.out
    assert saved.suggested == {}
    assert {answer.brought_from for answer in saved.answers.values()} == {"lia-test, Ann, 22 November 2026"}


def test_answers_and_data_together_need_only_what_is_new(command, answers, earlier, path):
    new = "questionnaire: core\ngiven:\n  proposal_title: Close Oak Hall\n  change_date: 2027-05-01\n  closes: yes\n"
    file = answers(new + "  proposal_summary: It would close.\n", "new.yaml")

    waiting = command(*ASSESS, "--answers", file, "--data", earlier, "--strict")
    taken = command(*ASSESS, "--answers", file, "--data", earlier, "--accept-data", "--strict")

    assert waiting.code == 3
    assert "not confirmed (--accept-data takes them):\n  regular_users:" in waiting.err
    assert taken.code == 0, taken.err
    assert len(api.read_assessment(path).answers) == 8


def test_what_does_not_fit_in_a_file_of_answers_is_told_and_the_rest_is_brought(command, answers, path):
    done = command(*ASSESS, "--data", answers("by: Cy\ngiven: {regular_users: 12, reach: nowhere}\n", "register.yaml"))

    assert done.code == 3
    assert (
        "Not brought: register.yaml:2:35: error answer: reach: 'nowhere' is not one of near, far"
        in done.out.replace("\n", " ")
    )
    assert api.read_assessment(path).suggested["regular_users"].source == "register.yaml, Cy"


@pytest.mark.parametrize("data", ["nowhere.yaml", "broken.lia.json"])
def test_data_that_cannot_be_read_begins_nothing(command, tmp_path, path, data):
    (tmp_path / "broken.lia.json").write_text("{")

    done = command(*ASSESS, "--data", data, typed="Close Elm Hall\n")

    assert done.code == 3
    assert data in done.err
    assert not path.exists()


def test_an_assessment_is_no_file_of_answers(command, earlier, path):
    done = command(*ASSESS, "--answers", earlier)

    assert (done.code, path.exists()) == (2, False)
    assert "impact-check assess plan.lia.json --data earlier.lia.json" in done.err


# Evidence


def test_the_file_of_a_piece_of_evidence_is_hashed_and_its_change_is_seen(command, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "counts.csv").write_bytes(b"34\n")
    text = RIGHT.replace("  only_place: yes\n", "  only_place: {value: no, evidence: [E1]}\n")
    text += "evidence:\n  - {id: E1, title: Counts, grade: B, date: 2026-02-01, where: counts.csv}\n"
    text += "  - {id: E2, title: A page, grade: C, date: 2026-02-01, where: https://example.org/a}\n"
    (papers / "answers.yaml").write_text(text)

    assert command(*ASSESS, "--answers", "papers/answers.yaml", "--strict").code == 0
    whole = command("evidence", "plan", "--pack", PACK)
    (papers / "counts.csv").write_bytes(b"35\n")
    changed = command("evidence", "plan", "--pack", PACK)
    as_data = command("evidence", "plan", "--pack", PACK, "--json")
    (papers / "counts.csv").unlink()
    missing = command("evidence", "plan", "--pack", PACK)

    assert whole.code == 0
    assert "E1: Counts (grade B, 1 February 2026, papers/counts.csv)" in whole.out
    assert "Supports the answer to: Is this the only place where some people meet others?" in whole.out
    assert "as it was when it was added" in whole.out
    assert "A link. It was not opened." in whole.out
    assert "Nothing rests on it yet." in whole.out
    assert (changed.code, changed.err) == (3, "E1: the file papers/counts.csv is not as it was when it was added.\n")
    assert (missing.code, missing.err) == (3, "E1: the file papers/counts.csv is not there.\n")
    document = json.loads(as_data.out)
    assert (as_data.code, document["schema"]) == (3, "impact-check/evidence/1")
    assert [(item["id"], item["found"], item["answers"]) for item in document["evidence"]] == [
        ("E1", "changed", ["only_place"]),
        ("E2", "link", []),
    ]


def test_a_template_in_another_folder_still_finds_the_evidence(command, tmp_path):
    (tmp_path / "counts.csv").write_bytes(b"34\n")
    (tmp_path / "out").mkdir()
    entry = "evidence: [{id: E1, title: Counts, grade: B, date: 2026-02-01, where: counts.csv}]\n"
    (tmp_path / "answers.yaml").write_text(entry + RIGHT)
    command(*ASSESS, "--answers", "answers.yaml")

    command("answers-template", PACK, "--for", "plan", "-o", "out/again.yaml")
    done = command("assess", "again", "--pack", PACK, "--answers", "out/again.yaml", "--strict")

    assert done.code == 0, done.err
    assert api.read_assessment(tmp_path / "again.lia.json").evidence[0].where == "counts.csv"


def test_an_assessment_without_evidence_says_so(command, answers):
    command(*ASSESS, "--answers", answers(RIGHT))

    done = command("evidence", "plan", "--pack", PACK)

    assert (done.code, done.out) == (0, "There is no evidence yet.\n")
