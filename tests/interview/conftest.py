from datetime import UTC, date, datetime

import pytest
from rules.build import question, rule
from rules.build import ruleset as build

from impact_check.interview import add_evidence, new_assessment
from impact_check.model.assessment import Assessment, Evidence
from impact_check.rules import Ruleset

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COUNTS = Evidence(id="E1", title="Door counts", grade="B", date=date(2026, 2, 1))

QUESTIONS = (
    question("closes", "yes_no", worse="yes"),
    question("reach", "one", options=["near", "far", "none_within"], ask_if="closes", allow_not_applicable=True),
    question("things", "many", options=["bus", "car", "bike"], none_label="Nothing"),
    question("users", "number", unit="people", minimum=1, maximum=5_000, ask_if="closes"),
    question("depth", "number", minimum=-20, maximum=20),
    question("starts", "date"),
    question("reasons", "text", optional=True),
    question("lead", "role"),
)
RULES = (rule("closing", "closes and reach == far and users > 3"), rule("things", "bus in things or depth < 0"))


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return build(*QUESTIONS, rules=RULES)


@pytest.fixture
def started(ruleset: Ruleset) -> Assessment:
    """An assessment without answers, and with one piece of evidence."""
    return add_evidence(new_assessment(ruleset, id="case-7", by="Ann", at=NOW), COUNTS, by="Ann", at=NOW)
