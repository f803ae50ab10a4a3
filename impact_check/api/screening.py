"""Answers as JSON -> what they come to, explained, as JSON. For programs that rate many decisions, or ask often."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from impact_check.engine.encode import Encoder
from impact_check.engine.screening import as_screened, look_at
from impact_check.errors import AnswersFileError, Fault
from impact_check.interview.plain_answers import PlainAnswers, PlainRead, day_of
from impact_check.language import tr
from impact_check.model.assessment import Evidence
from impact_check.model.screened import Screened
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

_KEYS = ("given", "evidence")
_EVIDENCE = TypeAdapter(tuple[Evidence, ...])
_EVIDENCE_KEYS = frozenset(Evidence.model_fields)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_GRADES = frozenset("ABCD")


def screen_json(ruleset: Ruleset, data: bytes | str) -> bytes:
    """Return what answers come to as proposed, explained, as the JSON of `Screened` (`screened_schema`), in UTF-8.

    data: a JSON object: `given`, the answers by question id, each written as in an answers file (model.answers_file);
    and `evidence`, a list of what they refer to, which may be left out. The same bytes give the same bytes.
    Raises AnswersFileError with everything that doesn't fit: each fault has a code, the way to it as a JSON Pointer
    (`/given/reach`) for path, and what to do. Nothing is left out silently, so nothing is rated then.
    """
    plain = _read(ruleset, data)
    return ruleset.tables.once(Encoder).encode(plain.readings, plain.answered)


def screen_answers(ruleset: Ruleset, data: bytes | str) -> Screened:
    """Return the same as a value. Raises AnswersFileError as `screen_json` does."""
    plain, names = _read(ruleset, data), ruleset.tables.names
    return as_screened(ruleset, look_at(ruleset, plain.readings, [names[place] for place in plain.answered]))


def screened_schema() -> dict[str, Any]:
    """Return the JSON Schema of what screening says."""
    return Screened.model_json_schema(mode="serialization")


def _read(ruleset: Ruleset, data: bytes | str) -> PlainRead:
    """Return what each answer counts as."""
    content = _content(data)
    given, evidence = content.get("given", {}), content.get("evidence")
    grades: dict[str, str] = {}
    faults: list[Fault] = []
    if content.keys() - _KEYS or not isinstance(given, dict):
        faults.extend(_strange(content))
        given = given if isinstance(given, dict) else {}
    if evidence:
        grades = _grades(evidence, faults)
    plain = ruleset.tables.once(PlainAnswers).read(given, grades)
    if plain.misfits or faults:
        faults.extend(_fault(misfit.code, misfit.message, "given", misfit.question) for misfit in plain.misfits)
        raise AnswersFileError(tuple(faults))
    return plain


def _content(data: bytes | str) -> dict[str, Any]:
    content = _read_quickly(data)
    if content is not None:
        return content
    try:
        content = _DECODER.decode(data if isinstance(data, str) else data.decode("utf-8-sig"))
    except _TwiceError as twice:
        message = tr("the key '{key}' stands twice; write it once", key=str(twice))
        raise AnswersFileError((_fault("duplicate-key", message),)) from None
    except (ValueError, RecursionError) as error:
        raise AnswersFileError((_fault("not-json", tr("this is not JSON: {error}", error=str(error))),)) from None
    if not isinstance(content, dict):
        raise AnswersFileError((_fault("not-object", tr("write an object with the key 'given'")),))
    return content


def _read_quickly(data: bytes | str) -> dict[str, Any] | None:
    """Return the object that is written, if it is sure that none of its keys stands twice.

    Each key is followed by a colon. So if there are no more colons than keys and those in texts, no key was lost.
    """
    try:
        content = from_json(data, cache_strings="none")
    except ValueError:
        return None
    if not isinstance(content, dict):
        return None
    given, evidence = content.get("given"), content.get("evidence")
    objects = [each for each in given.values() if isinstance(each, dict)] if isinstance(given, dict) else []
    if isinstance(evidence, list):
        objects += [each for each in evidence if isinstance(each, dict)]
    if isinstance(given, dict):
        objects.append(given)
    keys = len(content) + sum(map(len, objects))
    more = (data.count(":") if isinstance(data, str) else data.count(b":")) - keys
    return content if not more or more == _colons_in_texts(data, objects) else None


def _colons_in_texts(data: bytes | str, objects: list[dict[str, Any]]) -> int:
    """Return how many colons the values of objects hold, as far as they stand so in the JSON; escaped ones don't."""
    if ("\\u003" in data) if isinstance(data, str) else (b"\\u003" in data):
        return 0
    return sum([value.count(":") for each in objects for value in each.values() if isinstance(value, str)])


class _TwiceError(Exception):
    """A key stands twice in one object, so it can be read in two ways."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return content


def _strange(content: dict[str, Any]) -> Iterator[Fault]:
    """Return a fault for each key that isn't known, and for answers that are no object."""
    for key in content:
        if key not in _KEYS:
            message = tr("there is no key '{key}' here", key=key) + did_you_mean(key, _KEYS)
            yield _fault("unknown-key", message, key)
    if not isinstance(content.get("given", {}), dict):
        yield _fault("not-object", tr("write the answers as an object, by question id"), "given")


def _grades(evidence: Any, faults: list[Fault]) -> dict[str, str]:
    """Return the grade of each piece of evidence, by id; add what is wrong with any to the faults."""
    usual = _usual_grades(evidence)
    if usual is not None:
        return usual
    try:
        items = _EVIDENCE.validate_python(evidence)
    except ValidationError as error:
        faults.extend(
            _fault("evidence", each["msg"], "evidence", *map(str, each["loc"]))
            for each in error.errors(include_url=False)
        )
        return {}
    grades: dict[str, str] = {item.id: item.grade for item in items}
    for place, item in enumerate(items):
        if any(item.id == earlier.id for earlier in items[:place]):
            message = tr("There is already evidence {id}; use another id", id=item.id)
            faults.append(_fault("evidence-twice", message, "evidence", str(place), "id"))
    return grades


def _usual_grades(evidence: Any) -> dict[str, str] | None:
    """Return the grade of each piece of evidence, by id, if all of it is written as it usually is."""
    if not isinstance(evidence, list):
        return None
    grades: dict[str, str] = {}
    for item in evidence:
        if not isinstance(item, dict) or not item.keys() <= _EVIDENCE_KEYS:
            return None
        try:
            id_, title, grade, day = item["id"], item["title"], item["grade"], item["date"]
            texts = title.isprintable() and item.get("where", "").isprintable() and item.get("sha256", "").isprintable()
            if not (texts and title and grade in _GRADES and _ID.fullmatch(id_) and day_of(day)):
                return None
        except (KeyError, TypeError, AttributeError):
            return None
        grades[id_] = grade
    return grades if len(grades) == len(evidence) else None


def _fault(code: str, message: str, *way: str) -> Fault:
    pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in way)
    return Fault(pointer, 0, 0, code, message)


_DECODER = json.JSONDecoder(object_pairs_hook=_once)
