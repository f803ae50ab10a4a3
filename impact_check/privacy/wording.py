"""Kinds of personal details -> the words for them."""

from collections.abc import Iterable
from typing import NamedTuple

from impact_check.language import listed, to_translate, tr
from impact_check.privacy.details import Detail, DetailKind


class KindWords(NamedTuple):
    """A kind of detail in English words, to be said through `tr`."""

    one: str
    many: str
    found: str
    """One of them, told by how it begins."""


KINDS: dict[DetailKind, KindWords] = {
    "nhs_number": KindWords(
        to_translate("NHS number"), to_translate("NHS numbers"), to_translate("an NHS number ({start}…)")
    ),
    "national_insurance_number": KindWords(
        to_translate("National Insurance number"),
        to_translate("National Insurance numbers"),
        to_translate("a National Insurance number ({start}…)"),
    ),
    "email": KindWords(
        to_translate("e-mail address"), to_translate("e-mail addresses"), to_translate("an e-mail address ({start}…)")
    ),
    "date_of_birth": KindWords(
        to_translate("date of birth"), to_translate("dates of birth"), to_translate("a date of birth ({start}…)")
    ),
    "postcode": KindWords(to_translate("postcode"), to_translate("postcodes"), to_translate("a postcode ({start}…)")),
    "phone_number": KindWords(
        to_translate("phone number"), to_translate("phone numbers"), to_translate("a phone number ({start}…)")
    ),
}

_SHOWN = 4
"""Characters. Enough to find it again, and too few to pass it on."""


def details_in_words(details: Iterable[Detail]) -> str:
    """Name each detail with its first characters: `a phone number (0148…) and a postcode (HD1…)`; no detail: empty."""
    return listed(tr(KINDS[detail.kind].found, start=detail.text[:_SHOWN].rstrip()) for detail in details)
