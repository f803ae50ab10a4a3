"""The service holds to its description whatever it is sent. A longer run: python scripts/fuzz_http.py 200."""

import fuzz_http
from flask.testing import FlaskClient

from impact_check import api


def test_random_requests_get_answers_as_described_and_never_a_fault_of_the_program(
    client: FlaskClient, ruleset: api.Ruleset
) -> None:
    paths = ("/v1/health", "/v1/questionnaires/{name}", "/v1/screen")  # The other bodies take seconds to make up.

    counts, faults = fuzz_http.fuzz(client.application, 10, ruleset, paths)

    assert faults == ()
    assert {path for path, _, _ in counts} == set(paths)
    assert {status for _, _, status in counts} >= {200, 400, 422}
    assert max(status for _, _, status in counts) < 500
