"""Kinds of personal details -> the words for them."""

from collections.abc import Iterable
from typing import NamedTuple

from impact_check.privacy.details import Detail, DetailKind


class KindWords(NamedTuple):
    """A kind of detail in words."""

    one: str
    many: str
    article: str = "a"


KINDS: dict[DetailKind, KindWords] = {
    "nhs_number": KindWords("NHS number", "NHS numbers", "an"),
    "national_insurance_number": KindWords("National Insurance number", "National Insurance numbers"),
    "email": KindWords("e-mail address", "e-mail addresses", "an"),
    "date_of_birth": KindWords("date of birth", "dates of birth"),
    "postcode": KindWords("postcode", "postcodes"),
    "phone_number": KindWords("phone number", "phone numbers"),
}

_SHOWN = 4
"""Characters. Enough to find it again, and too few to pass it on."""


def details_in_words(details: Iterable[Detail]) -> str:
    """Name each detail with its first characters: `a phone number (0148…) and a postcode (HD1…)`; no detail: empty."""
    *most, last = [_in_words(detail) for detail in details] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _in_words(detail: Detail) -> str:
    words = KINDS[detail.kind]
    return f"{words.article} {words.one} ({detail.text[:_SHOWN].rstrip()}…)"
