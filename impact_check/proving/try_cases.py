"""The worked cases of a pack -> which lines don't come out, and which rules, checks and elements no case shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from impact_check.errors import ContentError
from impact_check.loading.cases import read_cases
from impact_check.loading.find import find_pack
from impact_check.loading.pack import ReadPack, read_pack
from impact_check.model.result import Result
from impact_check.model.strategy import Element
from impact_check.proving.cases import run_case
from impact_check.proving.proofs import Coverage, EntryKind, Tested, found
from impact_check.proving.reach import can_conflict, means_of_support
from impact_check.rules import Ruleset

_States = Mapping[str, str]
"""State as the engine names it -> in words."""

_Sought = tuple[EntryKind, Mapping[str, tuple[str, ...]], Mapping[str, set[str]]]
"""A kind of entry; the states that each entry can be in; those in which some case shows it."""

_TRUTHS: _States = {"true": "holds", "silent": "does not hold"}
_STATUSES: _States = {"gap": "is a gap", "met": "is met"}
_STANDINGS: _States = {
    "conflicts": "is in conflict",
    "at_risk": "is at risk",
    "not_shown": "is not shown",
    "supported": "is supported",
}


def try_cases(pack: str | Path) -> Tested:
    """Run every case of a pack, and count what they show together with the cases of what it extends.

    A pack that can't be loaded is told its loading faults only.
    """
    try:
        read = read_pack(find_pack(pack))
    except ContentError as error:
        return Tested(str(pack), 0, 0, (), error.faults)
    if read.ruleset is None or read.faults:
        return Tested(str(pack), 0, 0, (), read.faults)
    return _try_cases(read, read.ruleset)


def _try_cases(read: ReadPack, ruleset: Ruleset) -> Tested:
    cases, unreadable = read_cases(read.folders[-1:])
    faults = list(unreadable)
    results: list[Result] = []
    failed = 0
    for case in cases:
        result, differences = run_case(ruleset, case)
        faults.extend(differences)
        failed += bool(differences)
        if result:
            results.append(result)
    # What the cases of core expect is tried with core. Here they show what they show of this pack.
    for case in read_cases(read.folders[:-1])[0]:
        result, _ = run_case(ruleset, case)
        if result:
            results.append(result)
    covered = tuple(coverage(ruleset, results))
    for kind, id_, missing in gaps(ruleset, results):
        message = f"{kind} '{id_}': no case in which it {' or in which it '.join(missing)}; add one to cases/"
        severity = "error" if kind in ("rule", "floor") else "warning"
        faults.append(found(read.registry, (kind, id_), ("id",), "untested", message, severity=severity))
    return Tested(ruleset.questionnaire.id, len(cases), failed, covered, tuple(sorted(set(faults))))


def coverage(ruleset: Ruleset, results: Sequence[Result]) -> Iterator[Coverage]:
    """Yield how many rules, floors, checks and elements the cases show in each state."""
    for kind, wanted, shown in _looked_for(ruleset, results):
        for state in dict.fromkeys(state for states in wanted.values() for state in states):
            of = [id_ for id_, states in wanted.items() if state in states]
            yield Coverage(kind, state, sum(state in shown[id_] for id_ in of), len(of))


def gaps(ruleset: Ruleset, results: Sequence[Result]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (kind, id, states) for every entry that the cases don't show in every state that it can be in."""
    for kind, wanted, shown in _looked_for(ruleset, results):
        for id_, states in wanted.items():
            missing = tuple(state for state in states if state not in shown[id_])
            if missing:
                yield kind, id_, missing


def _looked_for(ruleset: Ruleset, results: Sequence[Result]) -> Iterator[_Sought]:
    content = ruleset.questionnaire
    rules = [{finding.rule: finding.truth for finding in result.findings} for result in results]
    floors = [{floor.floor: floor.truth for floor in result.floors} for result in results]
    wanted = {rule.id: tuple(_TRUTHS.values()) for rule in content.rules}
    yield "rule", wanted, _shown(wanted, rules, _TRUTHS, otherwise="silent")
    wanted = {floor.id: tuple(_TRUTHS.values()) for floor in content.floors}
    yield "floor", wanted, _shown(wanted, floors, _TRUTHS, otherwise="silent")
    statuses = [{check.check: check.status for check in result.checks} for result in results]
    wanted = {check.id: tuple(_STATUSES.values()) for check in content.checks}
    yield "check", wanted, _shown(wanted, statuses, _STATUSES)
    standings = [{entry.element: entry.standing for entry in result.alignment} for result in results]
    elements = [element for strategy in content.strategies for element in strategy.elements]
    wanted = {element.id: tuple(_standings_of(ruleset, element)) for element in elements}
    yield "element", wanted, _shown(wanted, standings, _STANDINGS)


def _shown(
    ids: Iterable[str], results: Iterable[Mapping[str, str]], words: _States, otherwise: str = ""
) -> dict[str, set[str]]:
    """Return the states, in words, that each entry has in some result."""
    states: dict[str, set[str]] = {id_: set() for id_ in ids}
    for result in results:
        for id_, seen in states.items():
            state = result.get(id_, otherwise)
            if state in words:
                seen.add(words[state])
    return states


def _standings_of(ruleset: Ruleset, element: Element) -> Iterator[str]:
    """Yield the standings that an element can have as far as its form tells."""
    if can_conflict(ruleset, element):
        yield _STANDINGS["conflicts"]
    if element.factors:
        yield _STANDINGS["at_risk"]
    yield _STANDINGS["not_shown"]
    if means_of_support(ruleset, element):
        yield _STANDINGS["supported"]
