"""Two copies are brought together by a command that changes neither and never chooses by itself."""

import json
from pathlib import Path

import pytest

from impact_check import api

from .conftest import FACTS, PACK

MERGE = ("merge", "mine", "theirs", "-o", "both", "--pack", PACK, "--by", "Cy")


@pytest.fixture
def copies(command, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies: both went on from three answers, and agree on one, differ in one, and added one each."""
    command("assess", "mine", "--pack", PACK, "--by", "Ann", typed="\n".join(FACTS) + "\n")
    mine, theirs = tmp_path / "mine.lia.json", tmp_path / "theirs.lia.json"
    theirs.write_bytes(mine.read_bytes())
    command("assess", "mine", "--pack", PACK, "--by", "Ann", typed="1\n25\n")
    command("assess", "theirs", "--pack", PACK, "--by", "Bob", typed="1\n:note Counted in May\n30\n1\n")
    return mine, theirs


def said(text: str) -> str:
    return " ".join(text.split())


def test_without_a_person_a_conflict_is_listed_and_nothing_is_written(command, copies, tmp_path):
    before = [path.read_bytes() for path in copies]

    done = command(*MERGE)

    assert done.code == 5
    assert "1 thing was changed in both copies, each in a way of its own. Nothing was written." in said(done.err)
    assert "How many people come at least once a month?" in done.err
    assert "Mine: 25 people By Ann, 22 November 2026 at 09:00" in said(done.err)
    assert "Theirs: 30 people By Bob, 22 November 2026 at 09:00 Note: Counted in May" in said(done.err)
    assert "--prefer mine or --prefer theirs" in said(done.err)
    assert not (tmp_path / "both.lia.json").exists()
    assert [path.read_bytes() for path in copies] == before


@pytest.mark.parametrize(("prefer", "value"), [("mine", 25), ("theirs", 30)])
def test_prefer_decides_and_says_what_did_not_count(command, copies, tmp_path, prefer, value):
    before = [path.read_bytes() for path in copies]

    done = command(*MERGE, "--prefer", prefer)

    out = api.read_assessment(tmp_path / "both.lia.json")
    assert done.code == 0
    assert out.answers["regular_users"].value == value
    assert out.answers["only_place"].by == "Bob"
    assert "25 people" in done.out
    assert "30 people" in done.out
    assert out.history[-1].by == "Cy"
    assert [path.read_bytes() for path in copies] == before


@pytest.mark.usefixtures("copies")
def test_an_out_that_is_there_is_left_alone(command, tmp_path):
    (tmp_path / "both.lia.json").write_text("mine")

    done = command(*MERGE, "--prefer", "mine")

    assert done.code == 5
    assert "exists already" in done.err
    assert (tmp_path / "both.lia.json").read_text() == "mine"


def test_two_assessments_are_refused_with_a_sentence(command, copies):
    theirs = copies[1]
    theirs.write_text(theirs.read_text().replace('"id": "lia-test"', '"id": "lia-other"'))

    done = command(*MERGE)

    assert done.code == 5
    assert "two different assessments, lia-test and lia-other" in said(done.err)


def test_a_questionnaire_that_is_not_here_gives_ids_in_the_place_of_words(command, copies):
    for path in copies:
        content = json.loads(path.read_text())
        content["pinned"]["questionnaire"] = "elmshire"
        path.write_text(json.dumps(content))

    done = command("merge", "mine", "theirs", "-o", "both")

    assert done.code == 5
    assert "Question: regular_users" in said(done.err)


@pytest.mark.usefixtures("copies")
def test_a_pack_that_was_named_and_cannot_be_used_is_told(command):
    assert command("merge", "mine", "theirs", "-o", "both", "--pack", "nowhere").code == 3
