"""Codes -> words: a table that is written once, in English, and read in the language spoken."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from impact_check.language.spoken import tr

K = TypeVar("K")


def to_translate(message: str) -> str:
    """Return an English text as it is. It tells the tools that collect texts for translators to take it."""
    return message


class Translated(Mapping[K, str]):
    """A table of English texts, each wrapped in `to_translate`; what is looked up is in the language spoken then."""

    def __init__(self, english: Mapping[K, str]) -> None:
        """Take each key with its text in English."""
        self._english = dict(english)

    def __getitem__(self, key: K) -> str:
        english = self._english[key]
        return tr(english) if english else ""

    def __iter__(self) -> Iterator[K]:
        return iter(self._english)

    def __len__(self) -> int:
        return len(self._english)
