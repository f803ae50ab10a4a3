import csv
import json

import pytest

from impact_check import api

from .conftest import PACK


@pytest.fixture
def decisions(tmp_path):
    """Write a table of decisions with the template's columns."""
    ruleset = api.load_questionnaire(PACK)
    first = next(q for q in ruleset.questions.values() if q.id in ruleset.bears_on_rating and ruleset.options[q.id])
    option = ruleset.options[first.id][0].id
    path = tmp_path / "decisions.csv"
    path.write_text(f"id,directorate,{first.id}\n1,Adults,{option}\n2,Place,\n3,Place,nonsense\n", "utf-8")
    return path


def test_screen_prints_totals_and_what_it_does_not_say(command, decisions, tmp_path):
    done = command("screen", decisions.name, "-o", "rated.csv", "--pack", PACK)
    said = " ".join(done.out.split())

    assert (done.code, done.err) == (0, "")
    assert said.startswith("2 decisions were rated, as proposed. 1 decision could not be rated")
    assert "listed, with what to do, in rated-rejects.csv" in said
    assert "directorate Decisions May be high or severe Confirmed high or severe 1 " in said
    assert "It judges no mitigation, no check and no benefit, and it signs off nothing." in said
    with (tmp_path / "rated.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["1", "2", "3"]


def test_strict_ends_with_a_code_of_its_own_and_json_is_one_document(command, decisions):
    done = command("screen", decisions.name, "-o", "rated.csv", "--pack", PACK, "--json", "--strict")
    document = json.loads(done.out)

    assert done.code == 3
    assert document["schema"] == "impact-check/screen/1"
    assert (document["rows"], document["rejects"]) == (3, 1)
    assert document["by"][0]["column"] == "directorate"


def test_with_adds_columns(command, decisions, tmp_path):
    command("screen", decisions.name, "-o", "rated.csv", "--pack", PACK, "--with", "factors, rules")

    heading = (tmp_path / "rated.csv").read_text("utf-8").splitlines()[0]
    assert '"rule.' in heading
    assert '"factor.' in heading


def test_template_holds_every_question_that_the_rating_rests_on(command, tmp_path):
    done = command("screen", "--template", "-o", "empty.csv", "--pack", PACK)
    columns = (tmp_path / "empty.csv").read_text("utf-8-sig").strip().split(",")

    assert done.code == 0
    assert columns[:3] == ["id", "directorate", "ward"]
    assert {name for name in columns[3:] if not name.endswith(".evidence")} == set(
        api.load_questionnaire(PACK).bears_on_rating
    )
    assert command("screen", "--template", "-o", "empty.csv", "--pack", PACK).code == 5


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["missing.csv", "-o", "rated.csv"], 3, "missing.csv: can’t be read: No such file"),
        (["decisions.csv", "-o", "rated.csv", "--by", "team"], 3, "there is no column team to count by"),
        (["decisions.csv", "-o", "rated.csv", "--with", "reasons"], 2, "--with knows factors and rules"),
        (["decisions.csv"], 2, "Name the table and where to write the ratings"),
        (["decisions.csv", "-o", "rated.doc"], 3, "its name must end in one of .parquet"),
        (["decisions.csv", "-o", "nowhere/rated.csv"], 5, "No such file or directory"),
    ],
    ids=["missing", "by", "with", "output", "format", "folder"],
)
@pytest.mark.usefixtures("decisions")
def test_what_is_wrong_is_told(command, arguments, code, says):
    done = command("screen", *arguments, "--pack", PACK)

    assert done.code == code
    assert says in " ".join(done.err.split())
