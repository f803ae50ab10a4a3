"""Two names of people -> whether they are spelled the same, or may be the same person's. In doubt they may be.

What can't be seen, or looks the same, makes no other name: spaces of any kind, wide letters, accents, what has no
width.
"""

import re
import unicodedata
from functools import lru_cache

_NOTHING = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What shows nothing though it is a letter or a mark, once the forms for compatibility are taken apart."""


@lru_cache(maxsize=1024)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in their order, in plain small letters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return tuple("".join(map(_seen, plain)).split())


def is_spelled_as(one: str, other: str) -> bool:
    """Tell whether two names are the same but for capitals, spaces, hyphens, accents and what can't be seen."""
    return "".join(words_of(one)) == "".join(words_of(other))


def may_be_same(one: str, other: str) -> bool:
    """Tell whether all words of one name stand in the other, whatever their order; initials stand for a word.

    A name without any word may be anybody's.
    """
    if is_spelled_as(one, other):
        return True
    first, second = words_of(one), words_of(other)
    return _stand_in(first, second) or _stand_in(second, first)


def _stand_in(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(any(_fits(word, other) for other in others) for word in words)


def _fits(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _seen(char: str) -> str:
    """Return a character of a word; nothing for an accent and for what takes no room; a space for what parts words.

    Signs for vowels, which some scripts write as marks, belong to the word.
    """
    if char.isalnum():
        return "" if _NOTHING.match(char) else char
    kind = unicodedata.category(char)
    if unicodedata.combining(char) or kind in ("Me", "Cf", "Cn", "Co") or _NOTHING.match(char):
        return ""
    return char if kind in ("Mn", "Mc") else " "
