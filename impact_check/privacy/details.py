"""A text -> the personal details in it that have a form: numbers, postcodes, addresses of e-mail, days of birth.

What has no form isn't found: names, stories, streets. Checksums and numbering plans are python-stdnum's and
phonenumbers', which are imported only when a text has digits: they would slow down every start.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

DetailKind = Literal["nhs_number", "national_insurance_number", "email", "date_of_birth", "postcode", "phone_number"]


class Detail(NamedTuple):
    """A personal detail in a text."""

    kind: DetailKind
    text: str
    """As it stands there."""
    start: int
    """Place of its first character, from 0."""

    @property
    def end(self) -> int:
        """Place after its last character."""
        return self.start + len(self.text)


def personal_details(text: str) -> tuple[Detail, ...]:
    """Return what looks like a personal detail, in the order it stands in the text; none overlaps another.

    May be wrong both ways: a library has a postcode and a phone number too, and a name is never found.
    """
    if not _WORTH_A_LOOK.search(text):
        return ()
    found: list[Detail] = []
    taken = bytearray(len(text))
    for detail in _candidates(text):  # The surest first: of two that overlap, it stays.
        if not any(taken[detail.start : detail.end]):
            taken[detail.start : detail.end] = b"\1" * len(detail.text)
            found.append(detail)
    return tuple(sorted(found, key=lambda detail: detail.start))


def without_details(text: str, details: Iterable[Detail], instead: str) -> str:
    """Return the text with something else in the place of each detail. details: as found in this text, in order."""
    parts, at = [], 0
    for detail in details:
        parts += [text[at : detail.start], instead]
        at = detail.end
    return "".join((*parts, text[at:]))


_WORTH_A_LOOK = re.compile(r"[\d@]")

_GAP = r"[ \u00a0\u202f-]?"

_NHS_NUMBER = re.compile(rf"(?<![\w/#£.,+-])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?![\w/]|[.,-]\d)", re.ASCII)

_NATIONAL_INSURANCE_NUMBER = re.compile(
    rf"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_GAP}"
    rf"\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}[A-D](?![A-Z0-9])",
    re.ASCII | re.IGNORECASE,
)
"""Letters and digits as HMRC gives them out: its National Insurance Manual, NIM39110. There is no checksum."""

_EMAIL = re.compile(
    r"(?<![\w.%+'-])[\w%+-][\w.%+'-]{0,63}@(?:[A-Z0-9](?:[A-Z0-9-]{0,62})\.){1,8}[A-Z]{2,24}(?![A-Z0-9])",
    re.IGNORECASE,
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{1,2}}(?:[/.-]| [/.-] )\d{{1,2}}(?:[/.-]| [/.-] )(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?!\d)"
)
_BIRTH = r"(?:d\.? ?o\.? ?b\.?|dates? of birth|birth ?date)"
_DATE_OF_BIRTH = re.compile(
    rf"\b(?:{_BIRTH}|born|birthday)(?![a-z])[ :,(=-]{{0,3}}(?:(?:is|was|on|the)[ :]{{1,2}}){{0,3}}({_DATE})"
    rf"|(?<![\d/.-])({_DATE})[ :,(=-]{{0,3}}{_BIRTH}(?![a-z])",
    re.ASCII | re.IGNORECASE,
)
"""A date right beside a word for birth. No other date: papers are full of those."""

_POSTCODE = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,2})(?:\d[A-Z]|\d{1,2})([ \u00a0]?)(\d[ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])",
    re.ASCII | re.IGNORECASE,
)
_POSTCODE_AREAS = frozenset(
    re.findall(
        "[A-Z]+",
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
        "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
        "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS "
        "TW UB W WA WC WD WF WN WR WS WV YO ZE",
    )
)
"""The letters that a postcode may begin with: Royal Mail's postcode areas, with the islands."""

_ORDINAL = re.compile(r"1st|2nd|3rd", re.IGNORECASE)

_MOBILE = re.compile(rf"(?<![\w/#£.,-])(?:\+44 ?(?:\(0\) ?)?|0)7\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}(?!\w)", re.ASCII)
"""Any number of the form of a mobile's, also in ranges that nobody has been given yet."""


def _candidates(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        yield Detail("email", match[0], match.start())
    for match in _NATIONAL_INSURANCE_NUMBER.finditer(text):
        yield Detail("national_insurance_number", match[0], match.start())
    for match in _DATE_OF_BIRTH.finditer(text):
        group = 1 if match[1] else 2
        yield Detail("date_of_birth", match[group], match.start(group))
    yield from _nhs_numbers(text)
    yield from _postcodes(text)
    yield from _phone_numbers(text)


def _nhs_numbers(text: str) -> Iterator[Detail]:
    for match in _NHS_NUMBER.finditer(text):
        from stdnum.gb import nhs

        digits = re.sub(r"\D", "", match[0])
        if nhs.is_valid(digits) and len(set(digits)) > 1:
            yield Detail("nhs_number", match[0], match.start())


def _postcodes(text: str) -> Iterator[Detail]:
    for match in _POSTCODE.finditer(text):
        # “Room B1 2nd floor” has no postcode; “B1 2ND” may be one.
        is_ordinal = _ORDINAL.fullmatch(match[3]) and not match[3].isupper()
        if match[1].upper() in _POSTCODE_AREAS and not is_ordinal:
            yield Detail("postcode", match[0], match.start())


def _phone_numbers(text: str) -> Iterator[Detail]:
    for match in _MOBILE.finditer(text):
        yield Detail("phone_number", match[0], match.start())
    if not _ENOUGH_DIGITS.search(text):
        return
    from phonenumbers import PhoneNumberMatcher

    for found in PhoneNumberMatcher(text, "GB"):
        yield Detail("phone_number", found.raw_string, found.start)


_ENOUGH_DIGITS = re.compile(r"(?:\d[^\d\n]{0,4}){7}")
"""A phone number that can be dialled from elsewhere has more digits than this, close together."""
