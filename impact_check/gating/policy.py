"""The text of a policy file (TOML) -> a GatePolicy, or every mistake in it with its line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from pydantic import ValidationError

from impact_check.errors import Fault, GatePolicyError
from impact_check.language import listed, tr
from impact_check.model.gate import POLICY_VERSION, GatePolicy, Limit
from impact_check.model.questionnaire import OUTCOMES
from impact_check.rules.mistakes import did_you_mean

LARGEST: Final = 1024 * 1024
"""Bytes of a policy file."""
_PLACE: Final = re.compile(r" ?\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_LIMITS: Final = get_args(Limit)
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "fail_on": _LIMITS,
    "fail_on_inherent": _LIMITS,
    "possible": ("failed", "undecided"),
    "alignment": ("residual", "inherent"),
    "mitigations": ("verified", "counted"),
    "outcomes": OUTCOMES,
    "sign_off": ("required", "not_required"),
    "seals": ("accepted", "refused"),
    "today_file": ("required", "if_given"),
    "pack_version": ("current", "known"),
}


def read_policy(content: bytes, path: str = "gate.toml") -> GatePolicy:
    """Read a policy. path: what to call it in messages.

    It must say `policy = 1`; all else has a strict value unless it is said. Raises GatePolicyError with every mistake.
    """
    text = _text(content, path)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise GatePolicyError((_syntax(path, text, str(error)),)) from None
    version = data.get("policy")
    if type(version) is not int or version != POLICY_VERSION:
        raise GatePolicyError((_version(path, text, version),))
    faults = tuple(_unknown(path, text, data))
    try:
        policy = GatePolicy.model_validate({key: value for key, value in data.items() if _is_key(key)})
    except ValidationError as error:
        faults += tuple(_misfits(path, text, error))
    if faults:
        raise GatePolicyError(tuple(sorted(faults)))
    return policy


def _text(content: bytes, path: str) -> str:
    if len(content) > LARGEST:
        raise GatePolicyError((Fault(path, 0, 0, "too-large", tr("this is too large to be a policy")),))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise GatePolicyError((Fault(path, 0, 0, "not-text", tr("this is not UTF-8 text")),)) from None


def _syntax(path: str, text: str, said: str) -> Fault:
    place = _PLACE.search(said)
    line = int(place["line"] or 0) if place else 0
    column = int(place["column"] or 0) if place else 0
    if place and not line:
        line, column = len(text.rstrip().split("\n")), 1
    told = tr("this can’t be read as TOML: {reason}", reason=_PLACE.sub("", said))
    return Fault(path, line, column, "not-toml", told)


def _version(path: str, text: str, version: object) -> Fault:
    if type(version) is int and version > POLICY_VERSION:
        told = tr(
            "this policy is of version {version}, and this program knows {known}. Install a newer impact-check",
            version=version,
            known=POLICY_VERSION,
        )
        return Fault(path, _line_of(text, "policy"), 1, "newer-policy", told)
    told = tr("a policy must say which version of the format it is in: policy = {known}", known=POLICY_VERSION)
    remedy = tr("For a policy to begin with, type: {command}", command="impact-check gate --example-policy")
    return Fault(path, _line_of(text, "policy"), 1, "no-version", told, remedy=remedy)


def _is_key(key: str) -> bool:
    return key in GatePolicy.model_fields


def _unknown(path: str, text: str, data: Mapping[str, Any]) -> Iterator[Fault]:
    for key in data:
        if not _is_key(key):
            told = tr("there is no key “{key}” in a policy", key=key) + did_you_mean(key, GatePolicy.model_fields)
            yield Fault(path, _line_of(text, key), 1, "unknown-key", told)


def _misfits(path: str, text: str, error: ValidationError) -> Iterator[Fault]:
    """Yield one mistake for each key that doesn't fit, however many ways of reading it were tried."""
    seen: set[str] = set()
    for found in error.errors(include_url=False, include_context=False):
        key = str(found["loc"][0])
        if key not in seen:
            seen.add(key)
            yield Fault(path, _line_of(text, key), 1, "bad-value", _expected(key, found["input"], found["msg"]))


def _expected(key: str, value: object, said: str) -> str:
    """Say what a key can have."""
    if key in _CHOICES:
        near = did_you_mean(value, _CHOICES[key]) if isinstance(value, str) else ""
        choices = listed([f'"{choice}"' for choice in _CHOICES[key]], "or")
        return tr("{key} must be {choices}", key=key, choices=f"[{choices}]" if key == "outcomes" else choices) + near
    match key:
        case "complete" | "must_know" | "must_checks":
            return tr("{key} must be true or false, without quotes", key=key)
        case "max_age_days":
            return tr('{key} must be a number of days from 1 to 36500, or "any"', key=key)
        case "no_conflict_with" | "not_at_risk":
            return tr('{key} must be "all" or a list of ids, such as ["KP1"]', key=key)
        case "packs":
            return tr('{key} must be a list of ids, such as ["kirklees"]', key=key)
        case "pack_sha256" | "root_sha256":
            return tr("{key} must be a list of hashes of 64 digits from 0 to f each, in small letters", key=key)
        case "min_version":
            return tr('{key} must have lines such as kirklees = "0.2.0"', key=key)
    return f"{key}: {said}"


def _line_of(text: str, key: str) -> int:
    """Return the line that a key stands in, from 1; 0 if it isn't found."""
    quoted = re.escape(key)
    pattern = re.compile(rf"^\s*(?:\[\[?\s*)?(?:{quoted}|\"{quoted}\"|'{quoted}')\s*(?:[=.]|\]\]?)")
    return next((number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)), 0)
