"""Personal details that have a form are found in texts; what only looks a little like one is not. All are invented."""

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check.privacy import details_in_words, personal_details, without_details

FOUND = [
    # NHS numbers with a right checksum, from the range that is kept for tests.
    ("nhs_number", "999 000 0018", "Her NHS number is 999 000 0018."),
    ("nhs_number", "9990000026", "(9990000026)"),
    ("nhs_number", "999-000-0034", "NHS no: 999-000-0034"),
    ("national_insurance_number", "AB 12 34 56 C", "NI AB 12 34 56 C"),
    ("national_insurance_number", "ZY123456D", "paid under ZY123456D, she says"),
    ("national_insurance_number", "jk123456a", "jk123456a"),
    ("email", "doris.quill@example.org", "Write to doris.quill@example.org."),
    ("email", "o'neill+club@mail.example.co.uk", "<o'neill+club@mail.example.co.uk>"),
    ("email", "ann_lee@example.org", "mailto:ann_lee@example.org"),
    ("phone_number", "01484 496123", "Ring 01484 496123 after six."),
    ("phone_number", "(0113) 496 0123", "(0113) 496 0123"),
    ("phone_number", "020 7946 0018", "tel. 020 7946 0018"),
    ("phone_number", "+44 7700 900123", "+44 7700 900123"),
    ("phone_number", "07700 900 123", "07700 900 123"),
    ("phone_number", "07700900123", "mobile:07700900123"),
    ("phone_number", "+44 (0)7700 900123", "+44 (0)7700 900123"),
    ("phone_number", "+92 300 1234567", "her son on +92 300 1234567"),
    ("postcode", "HD1 2TT", "She lives at 3 Elm Row, HD1 2TT."),
    ("postcode", "hd12tt", "hd12tt"),
    ("postcode", "SW1A 1AA", "SW1A 1AA"),
    ("postcode", "M1 1AE", "M1 1AE"),
    ("postcode", "NR33 0NQ", "NR33 0NQ,"),
    ("postcode", "W12 7RJ", "W12 7RJ"),
    ("date_of_birth", "3 May 1941", "Doris, born 3 May 1941, comes each week."),
    ("date_of_birth", "3rd of May 1941", "born on the 3rd of May 1941"),
    ("date_of_birth", "03/05/1941", "DOB: 03/05/1941"),
    ("date_of_birth", "3.5.41", "d.o.b. 3.5.41"),
    ("date_of_birth", "1941-05-03", "date of birth: 1941-05-03"),
    ("date_of_birth", "03/05/1941", "Quill, 03/05/1941 (DOB)"),
    ("date_of_birth", "May 3, 1941", "birthday is May 3, 1941"),
]

NOT_FOUND = [
    "",
    "Thirty-four people come, most of them over eighty.",
    "About 10 000 people live there; 1,250 came.",
    "It costs £1,250,000 over 3 years, or £943 476 5919.",
    "It saves 2 400 000 pounds from 2027 to 2030.",
    "IIA-710886206 and EqIA 117",
    "Case 2026/004512, minute 14.3",
    "Wards E05001389 to E05001411, area E01011234",
    "Bus 42, X63 and 231 at 07:30, 08:30 and 19:45",
    "Bus X1 2nd stop",
    "HD1, HD2 and WF17",
    "Room B1 2nd floor, E1 3rd door",
    "KS1 4yr olds and KS2 7yr olds",
    "The M62 5km east, the A629 and the B6112",
    "On 1 September 2026, 01/09/2026, 2026-09-01 and 1.9.26",
    "The hall was built on 3 May 1941.",
    "A stubborn 3 May 1941 and a newborn 3 May 1941",
    "The club was born in 1941.",
    "3 May 2027 birthday parties",
    "Attendance: 12 15 14 18 22 19 17 16 12 15",
    "2019 2020 2021 2022 2023",
    "999 000 0019 has a wrong checksum",
    "000 000 0000",
    "QQ 12 34 56 C is the example that the tax office gives, GB 12 34 56 A was never given out",
    "@council, a@b and council @ hall",
    "Section 4.3.2.1, figure 12-3, 0.05 0.10",
    "UPRN 10023456789",
    "ISBN 978 0 7475 3269 9",
    "SHA-256 1f3870be274f6c49b3e31a0c6728957f1f3870be274f6c49b3e31a0c6728957f",
    "52.6309, 1.2974",
    "Grade C, E1, X2, KP5, M01 and V12",
]


@pytest.mark.parametrize(("kind", "text", "line"), FOUND, ids=[line for _, _, line in FOUND])
def test_a_personal_detail_is_found_with_its_kind_and_place(kind: str, text: str, line: str) -> None:
    (found,) = personal_details(line)

    assert (found.kind, found.text) == (kind, text)
    assert line[found.start : found.end] == text


@pytest.mark.parametrize("line", NOT_FOUND)
def test_what_is_no_personal_detail_is_not_found(line: str) -> None:
    assert personal_details(line) == ()


def test_several_details_come_in_the_order_they_stand() -> None:
    found = personal_details("Doris, HD1 2TT, 07700 900123,\nd.quill@example.org, born 3 May 1941")

    assert [detail.kind for detail in found] == ["postcode", "phone_number", "email", "date_of_birth"]


def test_a_number_that_may_be_two_things_is_told_once() -> None:
    assert [detail.kind for detail in personal_details("NHS 999 000 0018")] == ["nhs_number"]


def test_a_detail_is_replaced_and_the_text_around_it_stays() -> None:
    text = "Ring 07700 900123 or write to ann@example.org."

    assert without_details(text, personal_details(text), "[…]") == "Ring […] or write to […]."


def test_words_for_details_show_too_little_to_pass_on() -> None:
    said = details_in_words(personal_details("07700 900123, HD1 2TT and ann@example.org"))

    assert said == "a phone number (0770…), a postcode (HD1…) and an e-mail address (ann@…)"


PIECES = st.lists(
    st.sampled_from(
        (
            *("0", "1", "7700 900", "01484 ", "+44", "(0)", "HD1 ", "2TT", "AB", "12 ", "C", "@", "a.", "x", "-", "/"),
            *("born ", "DOB ", "3 May 19", "41", ".", " ", "\n", "é", "٣", "🙂", "\u00a0"),
        )
    ),
    max_size=60,
).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(st.text(), PIECES))
def test_any_text_is_read_and_what_is_found_stands_in_it_without_overlap(text: str) -> None:
    found = personal_details(text)

    assert all(text[detail.start : detail.end] == detail.text for detail in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(PIECES)
def test_a_text_without_its_details_has_none(text: str) -> None:
    assert personal_details(without_details(text, personal_details(text), "[withheld]")) == ()


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1 ", "a@", "a.", "x@a.", "born ", "born is was on ", "d.o.b.", "3 May ", "(0 1-4/8+4.", "+", "(01"),
        *("HD1 2TT ", "07700 900123 ", "999 000 0018 ", "AB 12 34 ", "a", "%", "٣", "jan ", "3/3/", "1-"),
    ],
)
def test_a_long_text_is_read_at_once(piece: str) -> None:
    personal_details("999 000 0018, 01484 496123")  # Imports come first.
    text = (piece * 20_000)[:20_000] + "@1"
    before = time.process_time()

    personal_details(text)

    assert time.process_time() - before < 20  # Of work, not of waiting; one that backtracks takes hours.


def test_numbering_plans_are_loaded_only_when_a_text_needs_them() -> None:
    code = (
        "import sys\nfrom impact_check import api\nfrom impact_check.cli import main\n"
        "api.personal_details('No number here.')\n"
        "print([name for name in ('phonenumbers', 'stdnum') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
