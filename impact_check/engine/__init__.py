"""From answers to a result: route, rate, mitigate, align, assure, find out, compare. Pure."""

from impact_check.engine.alternatives import as_assessment
from impact_check.engine.compare import compare
from impact_check.engine.evaluate import evaluate
from impact_check.engine.route import Route, lacks_evidence, route, seen_value
from impact_check.engine.screen import screen
from impact_check.engine.settled import Settled, settled
from impact_check.engine.what_if import what_if

__all__ = [
    "Route",
    "Settled",
    "as_assessment",
    "compare",
    "evaluate",
    "lacks_evidence",
    "route",
    "screen",
    "seen_value",
    "settled",
    "what_if",
]
