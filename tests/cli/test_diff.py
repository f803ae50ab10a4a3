"""`diff` and `graph` as typed: what they say, what they write, and how they end."""

import json
import shutil
from pathlib import Path

import pytest

from .conftest import CLOSURE, PACK

RULES, PLACE = "rules/place.yaml", "sections/20-place.yaml"
ANSWERS = """
questionnaire: core
given:
  proposal_title: Close Elm Hall
  change_date: 2027-04-01
  closes: yes
  regular_users: 20
  only_place: yes
  groups_affected: [V01]
  reach: far
"""


@pytest.fixture
def edited(tmp_path):
    """Copy the pack with a text of one file replaced; return its folder."""

    def edit(file: str, good: str, bad: str, *, name: str = "new") -> str:
        shutil.copytree(Path(PACK).parent, tmp_path / name)
        path = tmp_path / name / "core" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(good) == 1
        path.write_text(text.replace(good, bad), encoding="utf-8")
        return str(tmp_path / name / "core")

    return edit


# diff


def test_two_packs_that_say_the_same(command):
    done = command("diff", PACK, PACK)

    assert (done.code, done.err) == (0, "")
    assert done.out == "no change: both say the same.\ncore 0.1.0: nothing changed in it.\n"


def test_a_major_change_is_summed_up_and_shown(command, edited):
    new = edited(RULES, "regular_users >= 20", "regular_users > 20")

    done = command("diff", PACK, new)

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == [
        "major: 1 change can move a rating or leave an answer without its question.",
        "core 0.1.0 -> 0.1.0 is not enough: a major change needs 0.2.0 or higher.",
    ]
    assert "- rule many-people, when: the condition says something else (" in done.out
    assert "      - How many people come at least once a month? 20 people (regular_users)\n" in done.out
    assert "    Then it does not hold; before, it held.\n" in done.out


def test_a_patch_says_that_no_rating_can_move(command, edited):
    new = edited(PLACE, "Count people, not visits.", "Count each person once.")

    done = command("diff", PACK, new)

    assert done.out.startswith(
        "patch: no change can move a rating or leave an answer without its question; 1 changes no result.\n"
    )


def test_a_named_condition_is_followed_by_what_it_reaches(command, edited, tmp_path):
    edited(RULES, "closes and only_place", "shut and only_place", name="old")
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    for name, condition in (("old", "closes"), ("new", "closes and reach == far")):
        path = tmp_path / name / "core" / RULES
        path.write_text(f"conditions:\n  shut: {condition}\n{path.read_text('utf-8')}", encoding="utf-8")

    done = command("diff", "old/core", "new/core")

    assert "- condition shut: says something else" in done.out
    assert (
        "    Through it:\n      - rule only-place-closes, when (major): the condition says something else\n" in done.out
    )
    assert done.out.startswith("major: 1 change can")


@pytest.mark.parametrize(
    ("file", "good", "bad", "fail_on", "code"),
    [
        (RULES, "regular_users >= 20", "regular_users > 20", "major", 10),
        (RULES, "regular_users >= 20", "regular_users > 20", "minor", 10),
        (PLACE, "maximum: 5000", "maximum: 6000", "major", 0),
        (PLACE, "maximum: 5000", "maximum: 6000", "minor", 10),
        (PLACE, "Count people, not visits.", "Count each person once.", "minor", 0),
    ],
)
def test_fail_on_ends_with_10_for_such_a_change_or_a_heavier(command, edited, file, good, bad, fail_on, code):
    new = edited(file, good, bad)

    done = command("diff", PACK, new, "--fail-on", fail_on)

    assert (done.code, done.err) == (code, "")
    assert done.out


def test_as_json_it_says_which_schema_it_follows(command, edited, tmp_path):
    (tmp_path / "plan.yaml").write_text(ANSWERS)
    new = edited(RULES, "regular_users >= 20", "regular_users > 20")

    done = command("diff", PACK, new, "plan.yaml", "--format", "json")

    content = json.loads(done.out)
    assert (content["schema"], content["weight"], content["counts"]["major"]) == ("impact-check/diff/1", "major", 1)
    assert content["versions"][0]["wanted"] == "0.2.0"
    (change,) = content["changes"]
    assert (change["kind"], change["id"], change["key"], change["line"]) == ("rule", "many-people", "when", 17)
    assert change["witness"]["answers"][-1] == {
        "question": "regular_users",
        "text": "How many people come at least once a month?",
        "answer": "20 people",
    }
    (file,) = content["files"]
    assert (file["file"], file["on"]) == ("plan.yaml", "2026-11-22")
    assert {"about": "rule", "id": "many-people", "old": "holds", "new": "does not hold"}.items() <= file["moves"][
        -1
    ].items()


def test_files_are_rated_under_both_and_left_as_they_are(command, edited, path, tmp_path):
    typed = "\n".join(CLOSURE) + "\n\n:done\nno\n"
    assert command("assess", "plan", "--pack", PACK, "--by", "Ann", typed=typed).code == 0
    (tmp_path / "other.yaml").write_text(ANSWERS)
    new = edited(RULES, "raises: {severity: severe}", "raises: {severity: low}")

    before = contents(tmp_path)

    done = command("diff", PACK, new, "plan", "other.yaml")

    assert done.code == 0
    assert "\nplan, rated for 22 November 2026 (answered under core 0.1.0: the old version)\n" in done.out
    assert "\nother.yaml, rated for 22 November 2026 (answered under core 0.1.0: the old version)\n" in done.out
    assert "- Overall, as proposed: high -> moderate\n    because of rule only-place-closes\n" in done.out
    assert path in before
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[Path, bytes]:
    """Return what the files of a folder hold, less what the test itself types."""
    return {file: file.read_bytes() for file in folder.iterdir() if file.is_file() and file.name != ".typed"}


def test_an_unmoved_file_says_so(command, edited, tmp_path):
    (tmp_path / "plan.yaml").write_text(ANSWERS)
    new = edited(PLACE, "Count people, not visits.", "Count each person once.")

    assert "- nothing comes out differently\n" in command("diff", PACK, new, "plan.yaml").out


def test_answers_that_fit_the_new_version_only_are_read_under_it(command, edited, tmp_path):
    (tmp_path / "plan.yaml").write_text(ANSWERS.replace("reach: far", "reach: very_far"))
    new = edited(PLACE, "      - {id: near,", "      - {id: very_far, label: Very far}\n      - {id: near,")

    done = command("diff", PACK, new, "plan.yaml")

    assert done.code == 0
    assert "(answered under core 0.1.0: the new version)" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such-pack", PACK), "no questionnaire pack here"),
        ((PACK, PACK, "nowhere.lia.json"), "There is no file nowhere.lia.json"),
        ((PACK, PACK, "bad.yaml"), "there is no question 'colour'"),
    ],
)
def test_what_cant_be_read_ends_with_3(command, tmp_path, arguments, words):
    (tmp_path / "bad.yaml").write_text("questionnaire: core\ngiven: {colour: red}\n")

    done = command("diff", *arguments)

    assert (done.code, done.out) == (3, "")
    assert words in done.err


# graph


def test_the_drawing_is_printed(command):
    done = command("graph", PACK)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("flowchart LR\n")
    assert '["Would a place where people meet close?"]' in done.out


def test_the_drawing_of_one_thing_is_smaller(command):
    whole, part = command("graph", PACK).out, command("graph", PACK, "--about", "next-place-is-far").out

    assert "How far is the next place?" in part
    assert len(part) < len(whole)
    assert "Unpaid carers use it" not in part


def test_a_page_shows_the_drawing(command, tmp_path):
    done = command("graph", PACK, "-o", "graph.md")

    page = (tmp_path / "graph.md").read_text(encoding="utf-8")
    assert (done.code, done.out) == (0, "The drawing is in graph.md\n")
    assert page.startswith("# A small questionnaire for tests\n")
    assert "```mermaid\nflowchart LR\n" in page


def test_another_file_holds_the_drawing_alone(command, tmp_path):
    assert command("graph", PACK, "-o", "graph.mmd").code == 0

    assert (tmp_path / "graph.mmd").read_text(encoding="utf-8") == command("graph", PACK).out


def test_an_unknown_id_ends_with_2(command):
    done = command("graph", PACK, "--about", "reech")

    assert (done.code, done.out) == (2, "")
    assert "did you mean 'reach'" in done.err
