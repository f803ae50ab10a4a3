"""Names that are one person's, however they are spelled; and names that aren't."""

import pytest

from impact_check.model.names import is_spelled_as, may_be_same, words_of

SAME = {
    "capitals": "sam EXAMPLE",
    "two spaces": "Sam  Example",
    "a space that does not break": "Sam\u00a0Example",
    "wide letters": "Ｓａｍ Ｅxample",
    "no space": "SamExample",
    "a hyphen": "Sam-Example",
    "a point": "Sam Ex.ample",
    "a space of no width": "Sam Exam\u200bple",
    "a soft hyphen": "Sam Exam\u00adple",
    "a joiner": "Sam Exam\u034fple",
    "a letter that shows nothing": "Sam Example\u3164",
    "a variation selector": "Sam Exam\ufe0fple",
    "a direction mark": "\u202eSam Example\u202c",
    "a tag": "Sam Example\U000e0041",
    "an accent": "Sám Examplé",
}
MAY_BE = ("Example, Sam", "Sam", "Dr Sam Example", "S. Example", "S Example (author)", "—", "")
OTHER = ("Jo Example", "Samuel Examplar", "Quinn Check", "T. Example")


@pytest.mark.parametrize("name", SAME.values(), ids=SAME)
def test_a_name_spelled_in_another_way_is_the_same(name: str) -> None:
    assert name != "Sam Example"
    assert is_spelled_as(name, "Sam Example")
    assert may_be_same(name, "Sam Example")


@pytest.mark.parametrize("name", MAY_BE)
def test_a_name_that_may_be_the_same_persons_is_not_spelled_the_same(name: str) -> None:
    assert may_be_same(name, "Sam Example")
    assert may_be_same("Sam Example", name)
    assert not is_spelled_as(name, "Sam Example")


@pytest.mark.parametrize("name", OTHER)
def test_another_name_is_another(name: str) -> None:
    assert not may_be_same(name, "Sam Example")


def test_signs_for_vowels_make_another_name() -> None:
    assert not is_spelled_as("राम", "रमा")
    assert words_of("राम सीता") == ("राम", "सीता")
