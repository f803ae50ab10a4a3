"""What may not be published: personal details found in texts, and an assessment without what isn't public. Pure."""

from impact_check.privacy.details import Detail, DetailKind, personal_details, without_details
from impact_check.privacy.publish import (
    WITHHELD,
    Place,
    Published,
    Withheld,
    counts_people,
    publishable,
    publishable_comparison,
    publishable_result,
    publishable_what_if,
)
from impact_check.privacy.wording import details_in_words

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
