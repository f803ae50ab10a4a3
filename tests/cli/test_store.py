"""Saving that fails must not lose what was said."""

import pytest

from impact_check import api
from impact_check.cli.prompts import EndOfInput
from impact_check.errors import AssessmentFileError
from impact_check.interview import walk


@pytest.fixture
def full_disk(monkeypatch):
    """Make every write fail until `mend` is called, except to other names than the first."""
    write = api.write_assessment
    state = {"full": False, "name": "plan.lia.json"}

    def attempt(path, assessment):
        if state["full"] and path.name == state["name"]:
            raise AssessmentFileError(path, "could not be saved: No space left on device.")
        write(path, assessment)

    monkeypatch.setattr(api, "write_assessment", attempt)
    return state


def test_a_full_disk_is_said_and_another_file_can_be_named(talk, full_disk, path, tmp_path):
    talk("A name", ":save")
    full_disk["full"] = True
    other = tmp_path / "other.lia.json"

    done = talk("It closes.", str(other), ":save")

    assert "The last change is NOT saved." in done.said
    assert "No space left on device" in done.said
    assert f"To go on: impact-check assess {other}" in done.ending
    assert set(api.read_assessment(other).answers) == {"proposal_title", "proposal_summary"}
    assert set(api.read_assessment(path).answers) == {"proposal_title"}


def test_another_file_that_is_there_already_is_left_alone(talk, full_disk, tmp_path):
    talk("A name", ":save")
    full_disk["full"] = True
    taken = tmp_path / "taken.lia.json"
    taken.write_text("mine")

    done = talk("It closes.", str(taken), "free", ":save")

    assert "exists already" in done.said
    assert taken.read_text() == "mine"
    assert done.code == 0


def test_a_pipe_cannot_be_asked_so_it_ends(talk, full_disk):
    talk("A name", ":save")
    full_disk["full"] = True

    done = talk("It closes.", interactive=False)

    assert done.code == 5
    assert "NOT saved" in done.ending


def test_somebody_else_s_change_is_not_overwritten(talk, path, monkeypatch):
    talk("A name", ":save")
    theirs = path.read_text().replace("A name", "Their name")
    record = walk.record

    def record_while_they_write(*arguments):
        path.write_text(theirs)
        return record(*arguments)

    monkeypatch.setattr(walk, "record", record_while_they_write)
    done = talk("It closes.")

    assert done.code == 5
    assert "Someone else changed" in done.ending
    assert path.read_text() == theirs
    kept = next(path.parent.glob("plan.kept-*.lia.json"))
    assert set(api.read_assessment(kept).answers) == {"proposal_title", "proposal_summary"}


@pytest.mark.parametrize(("typed", "code"), [(":save", 5), (EndOfInput, 5), (KeyboardInterrupt, 130)])
def test_giving_up_never_claims_that_all_is_saved(talk, full_disk, typed, code):
    talk("A name", ":save")
    full_disk["full"] = True

    done = talk("It closes.", typed)

    assert done.code == code
    assert "NOT saved" in done.ending
    assert "Saved. To go on" not in done.ending
