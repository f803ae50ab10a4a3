"""Texts are said in the language spoken: with its forms, its numbers and dates, and English where it lacks them."""

from datetime import date
from threading import Thread

import pytest

from impact_check.errors import LanguageError
from impact_check.language import (
    Translated,
    current,
    day,
    direction,
    listed,
    marking,
    number,
    runs,
    speaking,
    to_translate,
    tr,
    trn,
    without_marks,
)
from impact_check.language.codes import shortened

MONTHS = "January February March April May June July August September October November December"
WORDS = {
    "Enter a number between {low} and {high}": "{high} >= ? >= {low}",
    "{count} answers are saved": "saved: {count}",
    "1 answer is saved": "saved: one",
    MONTHS: "i ii iii iv v vi vii viii ix x xi xii",
    "{day} {month} {year}": "{day}. {month}. {year}",
    "1,234.5": "1 234,5",
    "{some} and {last}": "{some} + {last}",
    "High": "HIGH",
}


class Small:
    """A catalog from a table."""

    def __init__(self, **changes: str) -> None:
        self.words = WORDS | changes

    def gettext(self, message: str) -> str:
        return self.words.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def test_english_is_spoken_unless_something_else_is_said() -> None:
    assert current() == "en"
    assert tr("Enter a number between {low} and {high}", low=1, high=4) == "Enter a number between 1 and 4"
    assert [trn("1 answer is saved", "{count} answers are saved", n) for n in (0, 1, 1234)] == [
        "0 answers are saved",
        "1 answer is saved",
        "1,234 answers are saved",
    ]


def test_a_catalog_is_used_inside_the_block_only() -> None:
    with speaking("qps", catalog=Small()):
        inside = tr("Enter a number between {low} and {high}", low=1, high=4), current()

    assert inside == ("4 >= ? >= 1", "qps")
    assert (tr("High"), current()) == ("High", "en")


def test_the_same_language_inside_keeps_the_catalog_and_english_inside_is_english() -> None:
    with speaking("qps", catalog=Small()):
        with speaking("qps"):
            same = tr("High")
        with speaking("en"):
            english = tr("High")

    assert (same, english) == ("HIGH", "High")


def test_a_language_without_catalog_is_said_in_english() -> None:
    with speaking("cy"):
        assert tr("High") == "High"


def test_another_thread_speaks_its_own_language() -> None:
    heard: list[str] = []
    with speaking("qps", catalog=Small()):
        other = Thread(target=lambda: heard.append(tr("High")))
        other.start()
        other.join()

    assert heard == ["High"]


@pytest.mark.parametrize("translation", ["{low} only", "{low} {high} {more}", "none"])
def test_a_translation_that_lacks_or_invents_a_value_is_not_used(translation: str) -> None:
    with speaking("qps", catalog=Small(**{"Enter a number between {low} and {high}": translation})):
        assert tr("Enter a number between {low} and {high}", low=1, high=4) == "Enter a number between 1 and 4"


def test_a_plural_form_may_leave_the_number_out_where_english_does() -> None:
    with speaking("qps", catalog=Small(**{"1 answer is saved": "{count} saved"})):
        assert trn("1 answer is saved", "{count} answers are saved", 1) == "1 saved"
    with speaking("qps", catalog=Small()):
        assert trn("1 answer is saved", "{count} answers are saved", 1) == "saved: one"


def test_braces_that_hold_no_name_are_text_and_values_are_never_read_again() -> None:
    assert tr('{not_applicable: "x"} {a}', a="{b}", b="no") == '{not_applicable: "x"} {b}'
    assert tr("{a.__class__}", a=1) == "{a.__class__}"


def test_numbers_dates_and_lists_are_written_as_the_language_has_them() -> None:
    english = (number(1234567), number(1234.56, 1), day(date(2026, 9, 1)), listed("abc"), listed("ab", "or"))
    with speaking("qps", catalog=Small()):
        spoken = (number(1234567), number(1234.56, 1), day(date(2026, 9, 1)), listed("abc"), listed("ab", "or"))

    assert english == ("1,234,567", "1,234.6", "1 September 2026", "a, b and c", "a or b")
    assert spoken == ("1 234 567", "1 234,6", "1. ix. 2026", "a, b + c", "a or b")


def test_months_that_are_not_twelve_are_not_used() -> None:
    with speaking("qps", catalog=Small(**{MONTHS: "i ii iii"})):
        assert day(date(2026, 9, 1)) == "1. September. 2026"


def test_a_table_is_read_in_the_language_spoken() -> None:
    table = Translated({"high": to_translate("High"), "none": ""})
    with speaking("qps", catalog=Small()):
        assert dict(table) == {"high": "HIGH", "none": ""}
    assert dict(table) == {"high": "High", "none": ""}


@pytest.mark.parametrize("code", ["", "Welsh", "cy_GB", "cymraeg", "../cy", "c"])
def test_what_is_no_code_of_a_language_is_refused(code: str) -> None:
    with pytest.raises(LanguageError, match=r"docs/translating\.md"), speaking(code):
        raise AssertionError


@pytest.mark.parametrize(
    ("code", "way"),
    [
        ("en", "ltr"),
        ("cy", "ltr"),
        ("ur", "rtl"),
        ("ar-EG", "rtl"),
        ("pa", "ltr"),
        ("pa-Arab", "rtl"),
        ("ur-Latn", "ltr"),
    ],
)
def test_the_direction_is_that_of_the_language_or_of_the_script_if_it_is_named(code: str, way: str) -> None:
    assert direction(code) == way


def test_wider_codes_stand_in_for_narrower_ones() -> None:
    assert shortened("pa-Arab-PK") == ("pa-Arab-PK", "pa-Arab", "pa")


# Marks


def test_what_is_not_translated_is_marked_and_what_is_filled_in_is_not() -> None:
    with speaking("qps", catalog=Small()), marking():
        said = tr("Part {number}. {title}", number=3, title="Teitl"), tr("High"), tr("{a}: {b}", a="x", b="y")

    assert list(runs(said[0])) == [(("english",), "Part 3. "), (("english", "spoken"), "Teitl")]
    assert said[1:] == ("HIGH", "x: y")


def test_nothing_is_marked_in_english_or_outside_a_page() -> None:
    with marking():
        english = tr("Part {number}", number=3)
    with speaking("cy"):
        outside = tr("Part {number}", number=3)

    assert english == outside == "Part 3"


def test_months_are_marked_one_by_one() -> None:
    with speaking("cy"), marking():
        said = day(date(2026, 9, 1))

    assert list(runs(said)) == [((), "1 "), (("english",), "September"), ((), " 2026")]
    assert without_marks(said) == "1 September 2026"
