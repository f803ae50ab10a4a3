"""From answers to a result: route, rate, mitigate, align, assure, find out, compare. Pure.

What is here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.engine.alternatives import as_assessment
    from impact_check.engine.comparing import compare
    from impact_check.engine.evaluating import evaluate
    from impact_check.engine.routing import Route, lacks_evidence, route, seen_value
    from impact_check.engine.screening import screen
    from impact_check.engine.settling import Settled, settled
    from impact_check.engine.ways_down import what_if

_NAMES = {
    "impact_check.engine.alternatives": "as_assessment",
    "impact_check.engine.comparing": "compare",
    "impact_check.engine.evaluating": "evaluate",
    "impact_check.engine.routing": "Route lacks_evidence route seen_value",
    "impact_check.engine.screening": "screen",
    "impact_check.engine.settling": "Settled settled",
    "impact_check.engine.ways_down": "what_if",
}
"""Module -> what of it is here."""

_PLACES = {name: (module, name) for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:  # A type checker that saw it would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Import what is asked for, once."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, name_there = _PLACES[name]
        value = getattr(import_module(module), name_there)
        globals()[name] = value
        return value


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
