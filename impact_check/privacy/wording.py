"""Kinds of personal details -> the words for them."""

from collections.abc import Iterable

from impact_check.language import listed, tr, trn
from impact_check.privacy.details import Detail, DetailKind

_SHOWN = 4
"""Characters. Enough to find it again, and too few to pass it on."""


def counted(kind: DetailKind, number: int) -> str:
    """Return how many details of a kind there are: `2 postcodes`."""
    match kind:
        case "nhs_number":
            return trn("1 NHS number", "{count} NHS numbers", number)
        case "national_insurance_number":
            return trn("1 National Insurance number", "{count} National Insurance numbers", number)
        case "email":
            return trn("1 e-mail address", "{count} e-mail addresses", number)
        case "date_of_birth":
            return trn("1 date of birth", "{count} dates of birth", number)
        case "postcode":
            return trn("1 postcode", "{count} postcodes", number)
        case "phone_number":
            return trn("1 phone number", "{count} phone numbers", number)


def details_in_words(details: Iterable[Detail]) -> str:
    """Name each detail with its first characters: `a phone number (0148…) and a postcode (HD1…)`; no detail: empty."""
    return listed(map(_in_words, details))


def _in_words(detail: Detail) -> str:
    beginning = detail.text[:_SHOWN].rstrip()
    match detail.kind:
        case "nhs_number":
            return tr("an NHS number ({beginning}…)", beginning=beginning)
        case "national_insurance_number":
            return tr("a National Insurance number ({beginning}…)", beginning=beginning)
        case "email":
            return tr("an e-mail address ({beginning}…)", beginning=beginning)
        case "date_of_birth":
            return tr("a date of birth ({beginning}…)", beginning=beginning)
        case "postcode":
            return tr("a postcode ({beginning}…)", beginning=beginning)
        case "phone_number":
            return tr("a phone number ({beginning}…)", beginning=beginning)
