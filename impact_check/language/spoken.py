"""Say a text in the language that is spoken here and now: per thread and task, never for the whole program."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache

from impact_check.errors import LanguageError
from impact_check.language.catalog_files import Catalog, find_catalog
from impact_check.language.codes import is_code, is_english
from impact_check.language.marks import mark

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class _Spoken:
    code: str = "en"
    catalog: Catalog | None = None
    """None for English, and for a language without a catalog."""
    marks: bool = False
    """What isn't translated is marked as English."""


_ENGLISH = _Spoken()
_SPOKEN: ContextVar[_Spoken] = ContextVar("impact_check.language", default=_ENGLISH)


@contextmanager
def speaking(code: str, *, catalog: Catalog | None = None) -> Iterator[None]:
    """Speak a language inside the `with` block, in this thread or task only.

    code: BCP 47: `en`, `cy`, `pa-Arab`. catalog: translations of your own; without them those that come with the
    package are used, and English where there are none. The same language inside the block keeps its catalog.
    Raises LanguageError if the code isn't one.
    """
    if not is_code(code):
        raise LanguageError(code)
    before = _SPOKEN.get()
    if catalog is None and not is_english(code):
        catalog = before.catalog if before.code == code else find_catalog(code)
    token = _SPOKEN.set(replace(before, code=code, catalog=catalog))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@contextmanager
def marking() -> Iterator[None]:
    """Mark what isn't translated (see `marks`) inside the `with` block, for a page that tells its languages apart."""
    token = _SPOKEN.set(replace(_SPOKEN.get(), marks=True))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def current() -> str:
    """Return the code of the language that is spoken; `en` unless something else was said."""
    return _SPOKEN.get().code


def has_catalog(code: str) -> bool:
    """Tell whether there is a catalog for a language: of the package, or given to `speaking`."""
    spoken = _SPOKEN.get()
    return find_catalog(code) is not None or (spoken.code == code and spoken.catalog is not None)


def is_marking() -> bool:
    """Tell whether this is inside `marking`."""
    return _SPOKEN.get().marks


def tr(message: str, /, **values: object) -> str:
    """Say a message in the language spoken: `tr("Enter a number between {low} and {high}", low=1, high=4)`.

    Placeholders are names in braces; other braces are text. A translation whose placeholders aren't those of the
    message isn't used, so that nothing is lost.
    """
    spoken = _SPOKEN.get()
    return _filled(message, *_said(spoken, message), values, spoken)


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Say a message in the form that goes with a number: `trn("1 answer", "{count} answers", 3)`.

    `{count}` stands for the number, as the language writes it. English has two forms; a language may have one, or six.
    """
    from impact_check.language.said import number

    spoken = _SPOKEN.get()
    english = one if count == 1 else many
    said = spoken.catalog.ngettext(one, many, count) if spoken.catalog else english
    is_translated = said not in (one, many) and _fits_one_of(one, many, said)
    return _filled(
        english, said if is_translated else english, is_translated, {"count": number(count), **values}, spoken
    )


def _said(spoken: _Spoken, message: str) -> tuple[str, bool]:
    """Return a message in the language spoken, and whether it is translated."""
    if spoken.catalog is None or not message:
        return message, False
    said = spoken.catalog.gettext(message)
    return (said, True) if said != message and _placeholders(said) == _placeholders(message) else (message, False)


def _filled(english: str, said: str, is_translated: bool, values: dict[str, object], spoken: _Spoken) -> str:
    """Put the values in, and mark the rest as English if it should be and is."""
    if is_translated or not spoken.marks or is_english(spoken.code):
        return _PLACEHOLDER.sub(lambda found: _value(found, values), said) if values else said
    spoken_values = {name: mark("spoken", str(value)) for name, value in values.items()}
    has_words = any(map(str.isalpha, _PLACEHOLDER.sub("", english)))
    filled = _PLACEHOLDER.sub(lambda found: _value(found, spoken_values if has_words else values), english)
    return mark("english", filled) if has_words else filled


def _value(found: re.Match[str], values: Mapping[str, object]) -> str:
    name = found[1]
    return str(values[name]) if name in values else found[0]


@lru_cache(maxsize=4096)
def _placeholders(text: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(text))


def _fits_one_of(one: str, many: str, said: str) -> bool:
    """Tell whether a plural form has every placeholder that both English forms have, and none that neither has."""
    singular, plural = _placeholders(one), _placeholders(many)
    return singular & plural <= _placeholders(said) <= singular | plural
