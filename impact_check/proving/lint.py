"""Everything that can be said about a pack before anybody uses it: faults, proofs, cases, wording."""

from collections.abc import Iterator
from pathlib import Path

from impact_check.errors import ContentError, Fault
from impact_check.loading.cases import read_cases
from impact_check.loading.pack import ReadPack, find_pack, read_pack
from impact_check.model.questionnaire import NONE_OF_THESE
from impact_check.model.result import Result
from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.cases import coverage, run_case
from impact_check.proving.logic import Reversal, example, reversals
from impact_check.proving.wording import plain_words
from impact_check.rules import Condition, Ruleset, Truth


def lint(pack: str | Path) -> tuple[Fault, ...]:
    """Return every fault and warning of a pack and what it extends, in file order. Empty means clean.

    A pack that can't be loaded is told its loading faults only.
    """
    try:
        read = read_pack(find_pack(pack))
    except ContentError as error:
        return error.faults
    if read.ruleset is None or read.faults:
        return read.faults
    faults = [*_logic(read, read.ruleset), *_wording(read, read.ruleset), *_cases(read, read.ruleset)]
    return tuple(sorted(set(faults)))


def _logic(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    for kind, key, conditions in (
        ("rule", "when", ruleset.rules),
        ("floor", "when", ruleset.floors),
        ("question", "ask_if", ruleset.ask_if),
        ("element", "shown_when", ruleset.shown_when),
    ):
        for id_, condition in conditions.items():
            for code, message in _prove(ruleset, kind, id_, condition):
                yield read.registry.fault(kind, id_, (key,), code, f"{kind} '{id_}': {message}")
    for first, second in _twins(ruleset):
        message = f"rule '{second}' has the same condition and raises the same as '{first}'"
        yield read.registry.fault("rule", second, ("when",), "same-rule", message, severity="warning")


def _prove(ruleset: Ruleset, kind: str, id_: str, condition: Condition) -> Iterator[tuple[str, str]]:
    try:
        if example(ruleset, condition, Truth.TRUE) is None:
            yield "never-true", "no answers make this condition hold"
        if example(ruleset, condition, Truth.FALSE) is None:
            yield "never-false", "this condition holds whatever is answered"
        harms = kind == "floor" or (kind == "rule" and not _is_benefit(ruleset, id_))
        for found in reversals(ruleset, condition) if harms else ():
            yield "worse-helps", _reversal_words(found)
    except TooManyStepsError:
        yield "too-many-answers", "depends on too many answers to be proved; split it into simpler conditions"


def _reversal_words(found: Reversal) -> str:
    change = f"{_shown(found.better)} -> {_shown(found.worse)}"
    words = f"a worse answer to '{found.question}' ({change}) makes it stop holding"
    if found.hidden:
        words += f", because then {' and '.join(found.hidden)} {'is' if len(found.hidden) == 1 else 'are'} not asked"
        words += " (see ask_if)"
    others = ", ".join(f"{name} = {_shown(value)}" for name, value in found.others.items())
    return words + (f"; the other answers: {others}" if others else "")


def _is_benefit(ruleset: Ruleset, rule_id: str) -> bool:
    return any(rule.id == rule_id and rule.raises.benefit for rule in ruleset.questionnaire.rules)


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(value)) or NONE_OF_THESE}]"
    return str(value)


def _twins(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    seen: dict[object, str] = {}
    for rule in ruleset.questionnaire.rules:
        key = (ruleset.rules[rule.id].node, rule.factors, rule.raises)
        if key in seen:
            yield seen[key], rule.id
        seen.setdefault(key, rule.id)


def _wording(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    for kind, id_, key, code, message in plain_words(ruleset.questionnaire):
        yield read.registry.fault(kind, id_, (key,), code, message, severity="warning")


def _cases(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    cases, faults = read_cases(read.folders)
    yield from faults
    results: list[Result] = []
    for case in cases:
        result, differences = run_case(ruleset, case)
        yield from differences
        if result:
            results.append(result)
    for kind, id_, what in coverage(ruleset, results):
        message = f"{kind} '{id_}': {what}; add one to cases/"
        yield read.registry.fault(kind, id_, ("id",), "untested", message)
