"""A small invented questionnaire and policies, for gates that need no files."""

from datetime import timedelta
from typing import Any

from impact_check.gating import PackSource, gate
from impact_check.model.assessment import Assessment
from impact_check.model.gate import GatePolicy, GateVerdict
from tests.engine import build
from tests.engine.build import check, element, question, rule, ruleset

CONTENT = ruleset(
    question("place"),
    question("hours"),
    question("asked"),
    question("named", must_know=True),
    rules=[
        rule("place-lost", "place", "M1", severity="severe"),
        rule("hours-cut", "hours", "M3", severity="moderate"),
        rule("hours-matter", "hours", "M3", exposure="raised"),
    ],
    checks=[check("people-asked", "not asked"), check("hours-told", "hours and not asked", grade="should")],
    elements=[element("P1", "M1"), element("P2", "M3")],
)
TODAY = build.ON
CALM: dict[str, Any] = {"place": "no", "hours": "no", "asked": "yes", "named": "yes"}
"""Nothing is raised, everything is known: it passes."""


def assessment(*, without: str = "", **more: Any) -> Assessment:
    """Return an assessment that passes, but for the answers and other things given; `without` has no answer."""
    given = {**CALM, **more}
    given.pop(without, None)
    return build.assessment(**given)


def unsigned(**more: Any) -> GatePolicy:
    """Return the strict policy, but that no signature is asked for."""
    return GatePolicy(**{"sign_off": "not_required", "packs": ("test",), **more})


def verdict(
    subject: Assessment | None = None,
    policy: GatePolicy | None = None,
    *,
    days: int = 0,
    source: PackSource = "current",
    reference: str = "",
) -> GateVerdict:
    """Gate an assessment; days: after the usual day."""
    today = TODAY + timedelta(days=days)
    return gate(CONTENT, subject or assessment(), policy or unsigned(), today=today, source=source, reference=reference)


def found(result: GateVerdict) -> list[tuple[str, str]]:
    """Return the code and the place of each reason."""
    return [(reason.code, reason.path) for reason in result.reasons]
