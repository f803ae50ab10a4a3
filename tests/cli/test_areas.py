"""Areas that answers name: in the report, and beside a table of the council's own."""

import json
import shutil
from pathlib import Path

import pytest

from .conftest import PACK

SOURCE = "made-up"

AREAS = f"""area_lists:
  - id: new-wards
    title: Wards since 2026
    kind: ward
    valid_from: 2026-05-07
    sources: [{SOURCE}]
    areas:
      - id: elm_new
        name: Elm
        facts: [{{what: People living alone, value: 12%, date: "2021", source: {SOURCE}}}]
  - id: old-wards
    title: Wards until 2026
    kind: ward
    valid_to: 2026-05-06
    sources: [{SOURCE}]
    areas:
      - {{id: fir_old, name: Fir}}
"""
QUESTION = """section: wards
title: Wards
order: 77
questions:
  - id: wards
    text: Which wards?
    why: To tell their councillors.
    type: many
    role: context
    optional: true
    options_from: areas
"""
ANSWERS = """
questionnaire: content/core
given:
  proposal_title: Close Elm Hall
  change_date: 2027-04-01
  closes: yes
  wards: [elm_new, fir_old]
"""


@pytest.fixture
def plan(command, tmp_path) -> Path:  # noqa: ARG001  # Stands in the folder.
    shutil.copytree(Path(PACK).parent, tmp_path / "content")
    (tmp_path / "content" / "core" / "areas.yaml").write_text(AREAS)
    (tmp_path / "content" / "core" / "sections" / "77-wards.yaml").write_text(QUESTION)
    (tmp_path / "plan.yaml").write_text(ANSWERS)
    (tmp_path / "table.csv").write_text("ward;No car;source;date\nElm;31%;Own count;2021\nFir;9%;Own count;2021\n")
    return tmp_path


PACK_HERE = ("--pack", "content/core")


@pytest.mark.usefixtures("plan")
def test_rows_are_shown_with_source_date_and_warnings(command):
    done = command("areas", "table.csv", "--for", "plan.yaml", *PACK_HERE)
    said = " ".join(done.out.split())

    assert (done.code, done.err) == (0, "")
    assert "Warning: on the day of the change there is no Fir (ward until May 2026)." in said
    assert "Elm (ward from May 2026) - No car: 31% - Source: Own count, 2021 - Warning: Row 2 is of 2021" in said
    assert "Fir (ward until May 2026) - No car: 9% - Source: Own count, 2021 Figures about an area" in said
    assert "doesn't show what makes people there lonely" in said


@pytest.mark.usefixtures("plan")
def test_rows_as_json_are_one_document_alone(command):
    document = json.loads(command("areas", "table.csv", "--for", "plan.yaml", *PACK_HERE, "--json").out)

    assert document["schema"] == "impact-check/areas/1"
    assert [area["area"] for area in document["areas"]] == ["elm_new", "fir_old"]
    assert document["not_in_force_on_the_day_of_the_change"] == ["Fir (ward until May 2026)"]


def test_a_table_without_source_is_refused_unless_it_is_given(command, plan):
    (plan / "table.csv").write_text("ward\nElm\n")
    areas = ("areas", "table.csv", "--for", "plan.yaml", *PACK_HERE)

    refused = command(*areas)
    taken = command(*areas, "--source", "Own count", "--date", "2026-10")

    assert (refused.code, refused.out) == (3, "")
    assert "add a column source" in refused.err
    assert (taken.code, "Source: Own count, 2026-10" in taken.out) == (0, True)


def test_a_decision_that_names_no_area_is_said(command, plan):
    (plan / "plan.yaml").write_text(ANSWERS.replace("  wards: [elm_new, fir_old]\n", ""))

    done = command("areas", "table.csv", "--for", "plan.yaml", *PACK_HERE)

    assert done.code == 3
    assert "plan.yaml names no area" in " ".join(done.err.split())


def test_the_report_shows_areas_with_validity_and_figures(command, plan):
    assert command("report", "plan.yaml", *PACK_HERE, "-o", "plan.html").code == 0
    page = " ".join((plan / "plan.html").read_text("utf-8").split())

    assert "<p>Elm (ward from May 2026)</p><p>People living alone: 12% (2021;" in page
    assert "Fir (ward until May 2026): no longer in force on 1 April 2027, when the change takes effect" in page


def test_the_report_says_what_is_not_in_force_yet(command, plan):
    (plan / "plan.yaml").write_text(ANSWERS.replace("2027-04-01", "2026-04-01"))
    command("report", "plan.yaml", *PACK_HERE, "-o", "plan.html")

    assert "Elm (ward from May 2026): not yet in force on 1 April 2026" in (plan / "plan.html").read_text("utf-8")


def test_an_area_changes_no_rating(command, plan):
    (plan / "other.yaml").write_text(ANSWERS.replace("[elm_new, fir_old]", "[elm_new]"))
    rate = [json.loads(command("rate", f"{name}.yaml", *PACK_HERE, "--json").out) for name in ("plan", "other")]

    assert rate[0]["inherent"] == rate[1]["inherent"]
