"""A text -> the age at which most people can read it, by two published formulas that don't lean on each other.

Both give a year of school in the United States; five more is the age. Flesch-Kincaid counts syllables: Kincaid,
Fishburne, Rogers and Chissom (1975), *Derivation of New Readability Formulas for Navy Enlisted Personnel*. Coleman-Liau
counts letters: Coleman and Liau (1975), *A computer readability formula designed for machine scoring*. Formulas count;
they don't understand. They are a reason to read a question again, never proof that it is plain.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from impact_check.model.questionnaire import Question

OLDEST_MEDIAN = 11
"""The median over all questions may not be above this age by either formula: our questions are for ages 9 to 11."""

OLDEST_QUESTION = 14
"""A question above this age by both formulas is told."""

_YEARS_BEFORE_SCHOOL = 5
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"'”’)]|$)")


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """Years of age, by each formula."""

    flesch_kincaid: float
    coleman_liau: float


def reading_age(parts: Iterable[str]) -> ReadingAge:
    """Return the reading age of some texts taken together, in years. Each text is at least one sentence.

    Both ages are that of a child who has just begun school if there is no word.
    """
    texts = [text for text in parts if _WORD.search(text)]
    words = [word for text in texts for word in _WORD.findall(text)]
    sentences = sum(max(1, len(_SENTENCE_END.findall(text))) for text in texts)
    if not words:
        return ReadingAge(_YEARS_BEFORE_SCHOOL, _YEARS_BEFORE_SCHOOL)
    syllables_ = sum(map(syllables, words))
    letters = sum(character.isalnum() for word in words for character in word)
    return ReadingAge(
        _YEARS_BEFORE_SCHOOL + max(0.0, flesch_kincaid(len(words), sentences, syllables_)),
        _YEARS_BEFORE_SCHOOL + max(0.0, coleman_liau(len(words), sentences, letters)),
    )


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """Return the Flesch-Kincaid grade: a year of school."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def coleman_liau(words: int, sentences: int, letters: int) -> float:
    """Return the Coleman-Liau index: a year of school. Digits count as letters."""
    return 0.0588 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8


def age_of_question(question: Question) -> ReadingAge:
    """Return the reading age of a question with its help and its reason, which are read together."""
    return reading_age(filter(None, (question.text, question.help, question.why)))


def median_age(ages: Sequence[ReadingAge]) -> ReadingAge:
    """Return the median by each formula. At least one age is needed."""
    return ReadingAge(median(age.flesch_kincaid for age in ages), median(age.coleman_liau for age in ages))


# Syllables: groups of vowels, mended where English differs, after Greg Fast's Lingua::EN::Syllable (1996).

_SILENT = tuple(
    map(
        re.compile,
        (
            "(?<=[^aeiouytd])ed$",  # closed, helped; not wanted
            "(?<=[^aeiouysxzcgh])es$",  # comes, homes; not places, churches
            "(?<=[aeiouy][^aeiouy])e(?=(?:ly|li(?:ness|er|est)|ment|ful|less|where)$)",  # lonely, movement
            "(?<=^som)e(?=[a-z])",  # someone
            "(?<=^ev)e(?=r[yi])",  # every
            "e$",
        ),
    )
)
_ONE_FEWER = tuple(map(re.compile, ("[ct]ia[ln]", "[ct]ious", "giu", "[cst]ion", "iou", "sia$", "eous$")))
_ONE_MORE = tuple(
    map(
        re.compile,
        (
            *("ia", "riet", "dien", "iu", "io", "ii", "[aeiou]{3}", "^mc", "ism$", "[^l]lien", "^coa[dglx].", "dnt$"),
            *("[^gq]ua[^aeiou]", "[bcdfgkptz]l$", "[aeiouy]ing$", "[^aeiou]eo(?!pl)", "[dr]ea$", "eum$", "^scien"),
            *("creat(?!ur)", "rienc", "[^p]ier$", "[bcdfgklmnprstvz]n't$"),
        ),
    )
)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; at least one. Right for nine words in ten."""
    letters = word.lower().replace("’", "'").removesuffix("'s")
    for silent in _SILENT:
        letters = silent.sub("", letters)
    groups = len(re.findall("[aeiouy]+", letters))
    groups -= sum(bool(pattern.search(letters)) for pattern in _ONE_FEWER)
    groups += sum(bool(pattern.search(letters)) for pattern in _ONE_MORE)
    return max(1, groups)
