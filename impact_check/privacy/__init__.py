"""What may not be published: personal details found in texts, and an assessment without what isn't public. Pure.

What is here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.privacy.counts import counts_people
    from impact_check.privacy.details import Detail, DetailKind, personal_details, without_details
    from impact_check.privacy.publish import (
        WITHHELD,
        Place,
        Published,
        Withheld,
        publishable,
        publishable_comparison,
        publishable_result,
        publishable_what_if,
    )
    from impact_check.privacy.wording import details_in_words

_NAMES = {
    "impact_check.privacy.counts": "counts_people",
    "impact_check.privacy.details": "Detail DetailKind personal_details without_details",
    "impact_check.privacy.publish": (
        "Place Published WITHHELD Withheld publishable publishable_comparison publishable_result publishable_what_if"
    ),
    "impact_check.privacy.wording": "details_in_words",
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
    "WITHHELD",
    "Detail",
    "DetailKind",
    "Place",
    "Published",
    "Withheld",
    "counts_people",
    "details_in_words",
    "personal_details",
    "publishable",
    "publishable_comparison",
    "publishable_result",
    "publishable_what_if",
    "without_details",
]
