"""Reading ages by two published formulas."""

import pytest
from rules.build import question

from impact_check.model.questionnaire import Question
from impact_check.proving.reading import (
    ReadingAge,
    age_of_question,
    coleman_liau,
    flesch_kincaid,
    median_age,
    reading_age,
    syllables,
)


def test_coleman_liau_gives_what_its_authors_printed() -> None:
    # The abstract of their paper: 119 words in 5 sentences, with 639 letters or digits.
    assert coleman_liau(119, 5, 639) == pytest.approx(14.5, abs=0.05)


@pytest.mark.parametrize(
    ("words", "sentences", "counted", "grade"),
    [(6, 1, 6, -1.45), (13, 1, 24, 11.26), (100, 5, 150, 9.91)],
    ids=["the-cat-sat-on-the-mat", "the-australian-platypus", "twenty-words-a-sentence"],
)
def test_flesch_kincaid_of_counts(words: int, sentences: int, counted: int, grade: float) -> None:
    assert flesch_kincaid(words, sentences, counted) == pytest.approx(grade, abs=0.01)


def test_platypus_sentence_is_for_students() -> None:
    age = reading_age(["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."])

    assert age.flesch_kincaid == pytest.approx(5 + 11.3, abs=1.9)  # Each syllable counted wrongly is 0.9 of a year.
    assert age.coleman_liau == pytest.approx(5 + coleman_liau(13, 1, 68), abs=0.01)


def test_easy_text_is_for_children_who_begin_school() -> None:
    assert reading_age(["The cat sat on the mat."]) == ReadingAge(5, 5)


@pytest.mark.parametrize("parts", [[], ["", " "], ["..."]], ids=["nothing", "blank", "dots"])
def test_no_words_are_as_easy_as_can_be(parts: list[str]) -> None:
    assert reading_age(parts) == ReadingAge(5, 5)


def test_each_part_is_a_sentence_even_without_a_full_stop() -> None:
    apart = reading_age(["Some people cannot travel", "They stay at home instead"])
    together = reading_age(["Some people cannot travel They stay at home instead"])

    assert apart.flesch_kincaid < together.flesch_kincaid


def test_question_is_read_with_its_help_and_reason() -> None:
    plain = question("q", "yes_no") | {"text": "Does it close?", "help": None, "why": "We need it."}
    hard = plain | {"why": "Accountability necessitates comprehensive documentation."}

    first, second = (age_of_question(Question.model_validate(entry)) for entry in (plain, hard))

    assert second.flesch_kincaid > first.flesch_kincaid
    assert second.coleman_liau > first.coleman_liau


def test_median_is_taken_of_each_formula_by_itself() -> None:
    ages = (ReadingAge(6, 12), ReadingAge(8, 8), ReadingAge(10, 7))

    assert median_age(ages) == ReadingAge(8, 8)
    assert median_age(ages[:2]) == ReadingAge(7, 10)


_BY_COUNT = {
    1: "the closed helped comes homes don't can't friends used moved whole lives times worse health said year here",
    2: "people wanted places safely movement council question because before every service isn't table trouble little "
    "special trying being going station quiet science client review create minutes changes buses needed someone "
    "likely transport patient ancient travel together's",
    3: "decision proposal loneliness idea area library evidence possible example official video museum period various "
    "usual neighbourhood anywhere otherwise audience volunteer families easier",
    4: "community situation equality everybody experience alternative mitigation",
    5: "disability",
}


def test_syllables_are_right_for_nine_words_in_ten() -> None:
    expected = {word: count for count, words in _BY_COUNT.items() for word in words.split()}

    wrong = {word: syllables(word) for word, count in expected.items() if syllables(word) != count}

    assert len(wrong) <= len(expected) // 10, wrong
    assert sum(map(syllables, expected)) == pytest.approx(sum(expected.values()), rel=0.03)


def test_no_word_is_without_a_syllable() -> None:
    assert {syllables(word) for word in ("20", "hmm", "e", "B")} == {1}
