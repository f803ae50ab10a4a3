"""What people type, and what programs send, becomes the value of an answer, or a sentence that says what to enter."""

import pytest
from rules.build import question
from rules.build import ruleset as build

from impact_check.errors import AnswerError
from impact_check.interview import check_value, read_value
from impact_check.model.assessment import Value
from impact_check.rules import Ruleset


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        # yes or no
        ("closes", "1", "yes"),
        ("closes", "2", "no"),
        ("closes", "y", "yes"),
        ("closes", "N", "no"),
        ("closes", " Yes ", "yes"),
        ("closes", "NO", "no"),
        # One option: by number, id or label
        ("reach", "3", "none_within"),
        ("reach", "none_within", "none_within"),
        ("reach", "None within", "none_within"),
        ("reach", "FAR", "far"),
        # Several options, in their own order whatever was typed
        ("things", "1", ("bus",)),
        ("things", "3,1", ("bus", "bike")),
        ("things", "1 3", ("bus", "bike")),
        ("things", "1, 3;2", ("bus", "car", "bike")),
        ("things", "1,1", ("bus",)),
        ("things", "bike, Bus", ("bus", "bike")),
        ("things", "4", ("none_of_these",)),
        ("things", "Nothing", ("none_of_these",)),
        ("groups", "V02", ("V02",)),
        ("groups", "Group 2", ("V02",)),
        ("groups", "1, v04", ("V01", "V04")),
        # Whole numbers
        ("users", "25", 25),
        ("users", " 25 ", 25),
        ("users", "1,250", 1250),
        ("users", "£250", 250),
        ("users", "£ 1,250", 1250),
        ("users", "007", 7),
        ("depth", "-20", -20),
        # Dates in all forms
        ("starts", "2026-09-01", "2026-09-01"),
        ("starts", "1 September 2026", "2026-09-01"),
        ("starts", "01 sep 2026", "2026-09-01"),
        ("starts", "1 Sept. 2026", "2026-09-01"),
        ("starts", "1st September, 2026", "2026-09-01"),
        ("starts", "22nd may 2026", "2026-05-22"),
        ("starts", "3rd MARCH 2026", "2026-03-03"),
        ("starts", "1/9/2026", "2026-09-01"),
        ("starts", "01/09/2026", "2026-09-01"),
        ("starts", "1.9.2026", "2026-09-01"),
        ("starts", " 31/12/2026 ", "2026-12-31"),
        ("starts", "29 February 2028", "2028-02-29"),
        # Text
        ("summary", "  The hall closes.  ", "The hall closes."),
        ("summary", "One\r\ntwo", "One\ntwo"),
        ("summary", "Caf\u0065\u0301", "Café"),
        ("summary", "safe\u202egnol", "safegnol"),
        ("lead", "Head of libraries", "Head of libraries"),
        ("summary", "yes", "yes"),
    ],
)
def test_typed_value_is_read(name: str, typed: str, value: Value, ruleset: Ruleset) -> None:
    assert read_value(ruleset, ruleset.questions[name], typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("closes", "", "Enter 1 for yes or 2 for no"),
        ("closes", "3", "Enter 1 for yes or 2 for no"),
        ("closes", "0", "Enter 1 for yes or 2 for no"),
        ("closes", "perhaps", "Enter 1 for yes or 2 for no"),
        ("closes", "true", "Enter 1 for yes or 2 for no"),
        ("reach", "4", "Enter a number between 1 and 3"),
        ("reach", "0", "Enter a number between 1 and 3"),
        ("reach", "-1", "Enter a number between 1 and 3"),
        ("reach", "1,2", "Enter a number between 1 and 3"),
        ("reach", "²", "Enter a number between 1 and 3"),
        ("reach", "1" * 5_000, "Enter a number between 1 and 3"),
        ("things", "", "Enter one or more numbers between 1 and 4, separated by commas"),
        ("things", "1,9", "Enter one or more numbers between 1 and 4, separated by commas"),
        ("things", "bus, tram", "Enter one or more numbers between 1 and 4, separated by commas"),
        ("things", "1,4", "Choose either the last option (none of these) or others, not both"),
        ("things", "none_of_these bus", "Choose either the last option (none of these) or others, not both"),
        ("users", "", "Enter a whole number of people, like 25"),
        ("users", "many", "Enter a whole number of people, like 25"),
        ("users", "12.5", "Enter a whole number of people, like 25"),
        ("users", "2,5", "Enter a whole number of people, like 25"),
        ("users", "12,50", "Enter a whole number of people, like 25"),
        ("users", "1,00,000", "Enter a whole number of people, like 25"),
        ("users", "1e3", "Enter a whole number of people, like 25"),
        ("users", "20-30", "Enter a whole number of people, like 25"),
        ("users", "about 30", "Enter a whole number of people, like 25"),
        ("users", "٣", "Enter a whole number of people, like 25"),
        ("users", "9" * 5_000, "Enter a whole number of people, like 25"),
        ("users", "0", "Enter a number between 1 and 5,000"),
        ("users", "5001", "Enter a number between 1 and 5,000"),
        ("depth", "-21", "Enter a number between -20 and 20"),
        ("depth", "deep", "Enter a whole number, like 25"),
        ("starts", "", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "soon", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "September 2026", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "1/9/26", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "2026/09/01", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "20260901", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "2026-W36-2", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "1 Sextember 2026", "Enter a date, like 1 September 2026 or 2026-09-01"),
        ("starts", "31/4/2026", "Enter a real date, like 1 September 2026"),
        ("starts", "12/31/2026", "Enter a real date, like 1 September 2026"),
        ("starts", "29 February 2026", "Enter a real date, like 1 September 2026"),
        ("starts", "2026-13-01", "Enter a real date, like 1 September 2026"),
        ("starts", "0 May 2026", "Enter a real date, like 1 September 2026"),
        ("summary", "   \n ", "Enter an answer, or say that you don't know"),
        ("summary", "\u202e", "Enter an answer, or say that you don't know"),
    ],
)
def test_typed_value_that_does_not_fit_is_told(name: str, typed: str, sentence: str, ruleset: Ruleset) -> None:
    with pytest.raises(AnswerError) as told:
        read_value(ruleset, ruleset.questions[name], typed)

    assert str(told.value) == sentence
    assert told.value.question == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("word " * 20_001, "20,001 words. The limit is 20,000"),
        ("line\n" * 2_000 + "last", "2,001 lines. The limit is 2,000"),
        ("x" * 501, "501 characters in a row without a space"),
    ],
    ids=["words", "lines", "one-word"],
)
def test_text_that_is_too_large_is_told(text: str, words: str, ruleset: Ruleset) -> None:
    with pytest.raises(AnswerError) as told:
        read_value(ruleset, ruleset.questions["summary"], text)

    assert words in str(told.value)


def test_label_with_a_comma_is_one_choice() -> None:
    built = build(question("places", "many", options=["hall"]) | {"options": [{"id": "a", "label": "Hall, or hut"}]})

    assert read_value(built, built.questions["places"], "hall, or hut") == ("a",)


# Values from a file or another program


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("closes", "yes", "yes"),
        ("reach", "none_within", "none_within"),
        ("things", ["bike", "bus"], ("bus", "bike")),
        ("things", ("bus",), ("bus",)),
        ("things", ["bus", "bus"], ("bus",)),
        ("things", "bus", ("bus",)),
        ("things", ["none_of_these"], ("none_of_these",)),
        ("users", 1, 1),
        ("users", 5_000, 5_000),
        ("depth", -20, -20),
        ("starts", "2026-09-01", "2026-09-01"),
        ("starts", "1 September 2026", "2026-09-01"),
        ("summary", " Text ", "Text"),
        ("lead", "Head of libraries", "Head of libraries"),
    ],
)
def test_given_value_is_checked(name: str, given: object, value: Value, ruleset: Ruleset) -> None:
    assert check_value(ruleset, ruleset.questions[name], given) == value


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("closes", "Yes", "'Yes' is not one of yes, no; did you mean 'yes'?"),
        ("closes", True, "expected yes or no, not True"),
        ("closes", 1, "expected yes or no, not 1"),
        ("closes", None, "expected yes or no, not None"),
        ("reach", "fare", "'fare' is not one of near, far, none_within; did you mean 'far'?"),
        ("reach", ["far"], "expected the id of one option, not ['far']"),
        ("things", [], "Choose at least one, or 'none_of_these'"),
        ("things", ["tram"], "'tram' is not one of the options"),
        ("things", ["bikes"], "did you mean 'bike'?"),
        ("things", ["none_of_these", "bus"], "not both"),
        ("things", [["bus"]], "is not one of the options"),
        ("things", 3, "expected a list of option ids, not 3"),
        ("users", 0, "between 1 and 5,000"),
        ("users", 5_001, "between 1 and 5,000"),
        ("users", "30", "expected a whole number, not '30'"),
        ("users", 30.0, "expected a whole number, not 30.0"),
        ("users", True, "expected a whole number, not True"),
        ("starts", "soon", "Enter a date"),
        ("starts", 20260901, "expected a date like 2026-09-01, not 20260901"),
        ("summary", "", "Enter an answer"),
        ("summary", 3, "expected text, not 3"),
        ("summary", ["a"], "expected text"),
        ("lead", 3, "expected text, not 3"),
    ],
)
def test_given_value_that_does_not_fit_is_told(name: str, given: object, words: str, ruleset: Ruleset) -> None:
    with pytest.raises(AnswerError) as told:
        check_value(ruleset, ruleset.questions[name], given)

    assert words in str(told.value)
    assert told.value.question == name
