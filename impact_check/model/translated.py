"""A text of a pack, written in English or in several languages -> the text in the language that is asked for.

`Text` is what can be translated: either a text, which is English, or a map with a text for each language. `Plain` is
what is the same in every language: a citation, a link, a date.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from impact_check.language import is_code, mark, shortened

B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True)
class Wanted:
    """Context of validation: the language that texts are wanted in. Without a context it is English."""

    language: str = "en"
    known: tuple[str, ...] | None = None
    """The languages that texts may be written in; None for any."""
    must_be_translated: bool = False
    """A text without a translation is a fault (`not_translated`) instead of English."""
    untranslated: set[str] = field(default_factory=set)
    """Gathers the English texts that stand in for translations that are missing."""


@dataclass(frozen=True)
class Marked:
    """Context of validation: mark these texts as English wherever they stand."""

    untranslated: frozenset[str]


@dataclass(frozen=True, slots=True)
class MapFault:
    """What is wrong with one key of a map of languages."""

    key: str
    """Empty if the map as a whole is meant."""
    problem: str
    """`unknown`, `empty`, `not_text` or `no_english`."""


def _in_language(given: object, info: ValidationInfo) -> object:
    context = info.context
    if isinstance(given, dict):
        wanted = context if isinstance(context, Wanted) else Wanted()
        return _chosen(given, wanted)
    if context is None or not isinstance(given, str):
        return given
    if isinstance(context, Marked):
        return mark("english", given) if given in context.untranslated else given
    return _fallen_back(given, context)


def _chosen(texts: dict[str, object], wanted: Wanted) -> object:
    """Return the text of a map in the language wanted, or its English."""
    faults = tuple(_faults(texts, wanted.known))
    if faults:
        raise PydanticCustomError("language_map", "a map of languages with faults", {"faults": faults})
    found = next((texts[code] for code in shortened(wanted.language) if code in texts), None)
    return _fallen_back(str(texts["en"]), wanted) if found is None else found


def _faults(texts: dict[str, object], known: tuple[str, ...] | None) -> Iterable[MapFault]:
    if "en" not in texts:
        yield MapFault("", "no_english")
    for code, text in texts.items():
        if not is_code(code) or (known is not None and code not in known):
            yield MapFault(code, "unknown")
        elif text is None or (isinstance(text, str) and not text.strip()):
            yield MapFault(code, "empty")
        elif not isinstance(text, str):
            yield MapFault(code, "not_text")


def _fallen_back(english: str, wanted: Wanted) -> str:
    """Return English where a translation is missing, and note or refuse that if another language is wanted."""
    if wanted.language == "en":
        return english
    if wanted.must_be_translated:
        raise PydanticCustomError("not_translated", "no translation")
    wanted.untranslated.add(english.strip())
    return english


Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A text that is the same in every language, never empty."""

Text = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    BeforeValidator(_in_language, json_schema_input_type=Plain | dict[str, Plain]),
]
"""A sentence or more, never empty: written as a text, or as a map with a text for each language, English among them."""


def marked(model: B, untranslated: Iterable[str]) -> B:
    """Return a model with those of its texts marked as English (see `impact_check.language.marks`) that are named."""
    context = Marked(frozenset(untranslated))
    return type(model).model_validate(model.model_dump(), context=context)
