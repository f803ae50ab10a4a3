import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from impact_check import api
from impact_check.model.assessment import Assessment
from impact_check.service.app import make_app
from impact_check.service.packs import packs_from
from impact_check.service.service import Service

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SMALL_PACK = Path(__file__).parents[1] / "cli" / "content" / "core"
"""Its id is `core`, so it stands in for the bundled one."""
GIVEN = {
    "proposal_title": "Close Elm Hall",
    "proposal_summary": "The hall would close.",
    "change_date": "2027-04-01",
    "closes": "yes",
    "regular_users": 25,
    "only_place": "yes",
    "groups_affected": ["V01", "V02"],
    "reach": "far",
}


@pytest.fixture(scope="session")
def service() -> Service:
    return Service(now=lambda: NOW, packs=packs_from([SMALL_PACK]), folders=(SMALL_PACK,))


@pytest.fixture(scope="session")
def client(service: Service) -> FlaskClient:
    return make_app(service).test_client()


@pytest.fixture(scope="session")
def ruleset() -> api.Ruleset:
    return api.load_questionnaire(SMALL_PACK)


@pytest.fixture(scope="session")
def assessment(ruleset: api.Ruleset) -> Assessment:
    answers = {"questionnaire": "core", "id": "lia-2026-7", "by": "Sam Example", "given": GIVEN}
    return api.read_answers(ruleset, json.dumps(answers), at=NOW)


@pytest.fixture(scope="session")
def file(assessment: Assessment) -> dict[str, object]:
    return assessment.model_dump(mode="json")


@pytest.fixture(scope="session")
def answers() -> dict[str, object]:
    return {"questionnaire": "core", "id": "lia-2026-7", "by": "Sam Example", "given": GIVEN}
