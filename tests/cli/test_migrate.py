"""`impact-check migrate`: files of earlier formats."""

import json
import shutil
from pathlib import Path

import pytest

from impact_check import api
from impact_check.model.assessment import SCHEMA_VERSION

SAVED = Path(__file__).parents[1] / "storage" / "saved"


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copy(SAVED / "1" / "evening-bus.lia.json", tmp_path / "bus.lia.json"))


def test_a_file_is_migrated_in_its_place_and_kept_as_it_was(command, old):
    before = old.read_bytes()

    done = command("migrate", "bus")

    assert done.code == 0
    assert "bus.lia.json is in the present format now" in done.out
    assert old.read_bytes() == api.migrate(before)
    assert api.backup_of(old).read_bytes() == before


def test_a_file_of_the_present_format_is_left_alone(command, old):
    command("migrate", "bus")
    kept = api.backup_of(old).read_bytes()

    done = command("migrate", "bus")

    assert "left as it is" in done.out
    assert api.backup_of(old).read_bytes() == kept


@pytest.mark.parametrize("output", ["-", "new.lia.json"])
def test_with_another_name_the_file_itself_is_left_alone(command, old, output):
    before = old.read_bytes()

    done = command("migrate", "bus", "-o", output)

    written = done.out if output == "-" else old.with_name(output).read_text("utf-8")
    assert json.loads(written)["schema_version"] == SCHEMA_VERSION
    assert old.read_bytes() == before


def test_nothing_that_is_there_is_written_over(command, old):
    shutil.copy(old, old.with_name("new.lia.json"))

    done = command("migrate", "bus", "-o", "new.lia.json")

    assert done.code == 5
    assert old.with_name("new.lia.json").read_bytes() == old.read_bytes()


def test_what_is_no_assessment_is_refused_with_its_name(command, tmp_path):
    (tmp_path / "bus.lia.json").write_text("{}")

    done = command("migrate", "bus")

    assert done.code == 3
    assert "bus.lia.json: is not an assessment file" in done.err
