"""Two names -> whether they may be the same person. When in doubt they are, so that nobody vouches for themselves."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def may_be_same(one: str, other: str) -> bool:
    """Tell whether all words of one name stand in the other: capitals, order, spaces and added titles don't matter.

    A name without any word may be anybody's.
    """
    first, second = _words(one), _words(other)
    return first <= second or second <= first


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return frozenset(_WORD.findall("".join(char for char in plain if not unicodedata.combining(char))))
