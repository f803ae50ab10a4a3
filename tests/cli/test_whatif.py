"""`whatif`: the smallest change that would bring the rating down, and the hint after `rate`."""

import json
import shutil
from pathlib import Path

import pytest

from .conftest import PACK
from .test_commands import ANSWERS


@pytest.fixture
def levers(tmp_path):
    """Return the questionnaire for tests, in which the decision can change whether people keep another place."""
    shutil.copytree(Path(PACK).parent, tmp_path / "content")
    place = tmp_path / "content" / "core" / "sections" / "20-place.yaml"
    text = place.read_text()
    place.write_text(text.replace("    must_know: true\n", "    must_know: true\n    role: lever\n"))
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    return str(tmp_path / "content" / "core")


def test_whatif_says_the_smallest_change_in_a_sentence(command, levers):
    done = command("whatif", "answers.yaml", "--pack", levers)

    assert (done.code, done.err) == (0, "")
    assert "As proposed the rating is “High”." in done.out
    assert "  - Change “Is this the only place where some people meet others?” from “Yes” to “No”" in done.out
    assert "Then the rating is “Moderate”." in done.out


def test_whatif_as_json_prints_one_document_alone(command, levers):
    done = command("whatif", "answers.yaml", "--pack", levers, "--format", "json")
    document = json.loads(done.out)

    assert done.code == 0
    assert document["schema"] == "impact-check/whatif/1"
    assert (document["now"]["possible"], document["target"], document["searched_to"]) == ("high", "moderate", 4)
    assert document["sets"] == [
        {
            "steps": [
                {
                    "question": "only_place",
                    "kind": "change",
                    "state": "value",
                    "before": "yes",
                    "to": "no",
                    "or_better": False,
                    "evidence": "C",
                }
            ],
            "after": {"confirmed": "moderate", "possible": "moderate"},
        }
    ]


def test_whatif_says_what_no_change_takes_away(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS)

    done = command("whatif", "answers.yaml", "--pack", PACK)

    assert done.code == 0
    assert "No set of up to four changes makes it “Moderate” or better" in done.out
    assert "It rests on “Would a place where people meet close?” Yes" in done.out


def test_a_target_can_be_named(command, levers):
    done = command("whatif", "answers.yaml", "--pack", levers, "--target", "high")

    assert "so nothing has to change" in done.out


def test_a_target_that_is_no_level_is_a_wrong_command(command, levers):
    assert command("whatif", "answers.yaml", "--pack", levers, "--target", "green").code == 2


def test_whatif_changes_no_file(command, levers, tmp_path):
    command("assess", "plan", "--pack", levers, "--answers", "answers.yaml")
    plan = tmp_path / "plan.lia.json"
    before = plan.read_bytes()

    assert command("whatif", "plan", "--pack", levers).code == 0
    assert plan.read_bytes() == before


def test_rate_says_how_to_see_what_would_bring_the_rating_down(command, levers):
    done = command("rate", "answers.yaml", "--pack", levers)

    assert done.out.endswith("To see what would bring it down: impact-check whatif answers.yaml\n")


def test_rate_says_nothing_of_it_where_nothing_has_to_come_down(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS.replace("closes: yes", "closes: no"))

    assert "whatif" not in command("rate", "answers.yaml", "--pack", PACK).out


def test_the_report_says_it_too(command, levers, tmp_path):
    command("report", "answers.yaml", "--pack", levers, "-o", "out.html")

    assert "The smallest change that would bring the rating down" in (tmp_path / "out.html").read_text()
