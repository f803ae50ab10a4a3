"""What people write is cleaned once, says what was removed, and is refused by name when it is too large."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check.model import text as text_module
from impact_check.model.text import MAX_LINES, MAX_TOKEN, MAX_WORDS, check_size, clean_text, direction


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("a\x00b\x01\x7f", "ab", id="controls"),
        pytest.param("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne", id="line ends"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tab and line feed stay"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("a\ue000b", "ab", id="private use"),
        pytest.param("a\ufffe\uffff\ufdd0b", "ab", id="noncharacters"),
        pytest.param("score \u202e75\u202c", "score 75", id="bidirectional override"),
        pytest.param("a\u2067b\u200fc\u061cd", "abcd", id="other bidirectional controls"),
        pytest.param("a\u200bb\u2060\ufeffc\U000e0041", "abc", id="invisible format characters"),
        pytest.param(
            "\u06a9\u200c\u200dhy\u00adphen", "\u06a9\u200c\u200dhy\u00adphen", id="joiners and soft hyphen stay"
        ),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("e\u200b\u0301", "é", id="composed after removal"),
        pytest.param("h" + "\u0336" * 9, "h" + "\u0336" * 4, id="combining marks"),
        pytest.param("😀 👨‍👩‍👧 ✔️", "😀 👨‍👩‍👧 ✔️", id="emoji"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_only_what_prints_the_same_everywhere_stays(written: str, kept: str) -> None:
    assert clean_text(written).text == kept


def test_what_was_removed_is_named_once_in_order() -> None:
    removed = clean_text("\u202e7\x005\u202e" + "h" + "\u0336" * 9).removed

    assert removed == ("U+202E RIGHT-TO-LEFT OVERRIDE", "U+0000", "more than 4 combining marks on one letter")


def test_line_ends_are_not_reported_as_removed() -> None:
    assert clean_text("a\r\nb").removed == ()


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)

    assert clean_text(once.text) == (once.text, ())
    once.text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a " * (MAX_WORDS + 1), ("20,001 words", "20,000"), id="words"),
        pytest.param("a\n" * MAX_LINES, ("2,001 lines", "2,000"), id="lines"),
        pytest.param("x" * (MAX_TOKEN + 1), ("501 characters in a row", "500", "xxxx"), id="token"),
    ],
)
def test_what_is_too_large_is_named_with_its_limit(text: str, words: tuple[str, ...]) -> None:
    problem = check_size(text)

    assert problem is not None
    assert all(word in problem for word in words)


@pytest.mark.parametrize(
    "text", ["", "a " * MAX_WORDS, "a\n" * (MAX_LINES - 1), "x" * MAX_TOKEN], ids=["nothing", "words", "lines", "token"]
)
def test_what_just_fits_is_not_refused(text: str) -> None:
    assert check_size(text) is None


@pytest.mark.parametrize(
    ("text", "way"),
    [("12 میں", "rtl"), ("I said میں", "ltr"), ("ألتقي", "rtl"), ("12 (3)", "ltr"), ("", "ltr"), ("હું", "ltr")],
)
def test_text_runs_as_its_first_letter_does(text: str, way: str) -> None:
    assert direction(text) == way


def test_what_is_taken_for_clean_without_a_closer_look_is_clean() -> None:
    plain = [text for text in map(chr, range(0x3000)) if text_module._PLAIN.fullmatch(text)]

    assert not any(text_module._is_forbidden(text) or text in text_module._LINE_ENDS for text in plain)
    assert [unicodedata.normalize("NFC", f"e{text}") for text in plain] == [f"e{text}" for text in plain]
    assert {"a", "é", "’", "€", "\n"} < set(plain)
