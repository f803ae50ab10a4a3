"""How many questions a decision takes in the council's own pack, asked as the wizard asks them until it can stop."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from impact_check import api
from impact_check.interview import Interview, fill
from impact_check.loading.strict_yaml import read_yaml_file
from impact_check.model.answers_file import Given
from impact_check.model.assessment import Assessment, DontKnow

CASES = Path(__file__).parents[2] / "questionnaires" / "core" / "cases"
AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 1)

EVIDENCE = tuple({"id": f"E{number}", "title": "Figures", "grade": "A", "date": "2026-01-01"} for number in range(1, 6))


@pytest.fixture(scope="module")
def kirklees() -> api.Ruleset:
    return api.load_questionnaire("kirklees")


def decision(ruleset: api.Ruleset, file: str, name: str) -> Assessment:
    """Return the answers of a worked case that is named so."""
    cases = read_yaml_file(CASES / f"{file}.yaml", file).data["cases"]
    (case,) = (case for case in cases if case["name"].startswith(name))
    given = Given.model_validate({"given": dict(case["given"]), "evidence": EVIDENCE})
    return fill(ruleset, given, id="x", by="Ann", at=AT)[0]


def asked(ruleset: api.Ruleset, known: Assessment) -> Interview:
    """Put questions until none is left or the wizard offers to stop; what the case lacks isn't known."""
    interview = Interview(ruleset, known.model_copy(update={"answers": {}}))
    while True:
        verdict = api.settled(ruleset, interview.assessment, ON)
        interview = interview.looking_ahead(verdict)
        question = interview.next
        if question is None or (verdict.is_all and interview.idle):
            return interview
        answer = known.answers.get(question) or DontKnow(by="Ann", at=AT)
        interview = interview.answered(question, answer)


@pytest.mark.parametrize("name", ["A new payroll provider", "New software for planning files"])
def test_a_decision_that_touches_nobody_takes_twelve(kirklees, name):
    assert len(asked(kirklees, decision(kirklees, "decisions-unrelated", name)).assessment.answers) <= 12


@pytest.mark.parametrize(
    ("name", "mechanisms"),
    [
        pytest.param("An estate library closes", {"close_place", "group_changes", "worker_changes"}, id="library"),
        pytest.param("A leisure pool closes", {"close_place", "group_changes", "cost_changes"}, id="pool"),
    ],
)
def test_a_closure_that_opens_three_mechanisms_takes_sixty_at_most(kirklees, name, mechanisms):
    known = decision(kirklees, "decisions-close", name)
    kinds = set(known.answers["decision_kind"].value)
    touched = {id_ for id_, given in known.answers.items() if id_.endswith("_changes") and given.value == "yes"}

    assert kinds | touched == mechanisms
    interview = asked(kirklees, known)
    assert len(interview.assessment.answers) <= 60
    assert not {"organisation", "decision_maker", "decision_date"}.intersection(interview.left)
