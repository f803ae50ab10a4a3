"""Send the HTTP service what its description allows and what it doesn't, and hold it to its description.

    python scripts/fuzz_http.py 200

sends 200 right and 200 wrong requests to each address that takes any, in this process. Every answer must be one that
is described, in the form described, and no fault of the program. PDFs are left out: to lay out pages takes seconds.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import load_all_checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from impact_check import api
from impact_check.service.app import make_app
from impact_check.service.packs import Packs
from impact_check.service.service import Service

Counts = Counter[tuple[str, str, int]]
"""By address, kind of request and status."""
FILE_KEYS = ("answers", "suggested")


def fuzz(
    app: Flask, examples: int, ruleset: api.Ruleset, paths: tuple[str, ...] = ()
) -> tuple[Counts, tuple[str, ...]]:
    """Return how often each address answered how, and what was wrong.

    examples: of right and of wrong requests, each, for each address. ruleset: what the answers are about. paths: only
    these addresses.
    """
    run = _Run(ruleset)
    for operation in _operations(app, paths):
        run.send(operation, GenerationMode.POSITIVE, examples)
        if operation.body or operation.query:
            run.send(operation, GenerationMode.NEGATIVE, examples)
    return run.counts, tuple(run.faults)


@dataclass
class _Run:
    """What came of the requests so far."""

    ruleset: api.Ruleset
    counts: Counts = field(default_factory=Counter)
    faults: dict[str, None] = field(default_factory=dict)

    def send(self, operation: Any, mode: GenerationMode, examples: int) -> None:
        @seed(7)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send_one(case: Any) -> None:
            if mode is GenerationMode.POSITIVE:
                _bring_near(case.body, self.ruleset)
            case.headers["Accept"] = "text/html, application/json"
            response = case.call()
            self.counts[operation.path, mode.value, response.status_code] += 1
            try:
                # What the questions make of an answer is more than a schema can say: 422 is right, too.
                case.validate_response(response, excluded_checks=[positive_data_acceptance])
            except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001  # Each is told at the end.
                self.faults[f"{operation.path} {mode.value} {response.status_code}: {fault!s:.2000}"] = None

        send_one()


def _operations(app: Flask, paths: tuple[str, ...]) -> Iterator[Any]:
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", app)
    for found in schema.get_all_operations():
        operation = found.ok()
        if not paths or operation.path in paths:
            yield operation


def _bring_near(body: Any, ruleset: api.Ruleset) -> None:
    """Make a random body speak of the questions that there are, so that it gets further than to the first check."""
    if not isinstance(body, dict) or "pdf" in body:
        return
    body["questionnaire"] = ruleset.questionnaire.id
    body.pop("language", None)
    chance = random.Random(repr(body))  # noqa: S311  # The same body is always changed in the same way.
    for holder in (body.get("answers"), *(body.get("decisions") or ())):
        if isinstance(holder, dict):
            holder["given"] = _renamed(holder.get("given", {}), ruleset, chance)
            for question in chance.sample(list(ruleset.questions), 5):
                offered = [option.id for option in api.options(ruleset, ruleset.questions[question])]
                holder["given"][question] = chance.choice([*offered, "dont_know", "2027-01-05", 7])
    for key in FILE_KEYS:
        if isinstance(body.get("assessment"), dict) and key in body["assessment"]:
            body["assessment"][key] = _renamed(body["assessment"][key], ruleset, chance)


def _renamed(answers: dict[str, Any], ruleset: api.Ruleset, chance: random.Random) -> dict[str, Any]:
    names = chance.sample(list(ruleset.questions), min(len(answers), len(ruleset.questions)))
    return dict(zip(names, answers.values(), strict=False))


def main() -> None:
    """Fuzz the bundled questionnaires, and print the counts."""
    began = time.monotonic()
    service = Service(now=lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC), packs=Packs())
    counts, faults = fuzz(make_app(service), int(sys.argv[1]), api.load_questionnaire(), tuple(sys.argv[2:]))
    lines = [f"{count:6} {path} {mode} {status}" for (path, mode, status), count in sorted(counts.items())]
    lines.append(f"{sum(counts.values())} requests in {time.monotonic() - began:.0f} s, {len(faults)} faults")
    sys.stdout.write("\n".join((*lines, *faults)) + "\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
