"""Whole decisions: each is told its own harms, good plans stay good, and what touches nobody raises nothing.

What is compared is what readers are shown: a sentence that another one makes needless isn't.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import pytest

from impact_check.loading.cases import CaseRead, read_cases
from impact_check.loading.find import find_pack
from impact_check.loading.pack import read_pack
from impact_check.model.result import Result
from impact_check.proving.cases import run_case

HARMLESS = ("good", "unrelated")
SIDE_EFFECTS = {
    "place_changes": "close_place",
    "group_changes": "end_service",
    "travel_changes": "cut_transport",
    "cost_changes": "charge",
    "access_changes": "tighten",
}
"""What a decision does as a side effect, and the kind of decision that does it outright."""

TOO_FEW_TO_COMPARE = 6
"""Two of four sentences in common is chance."""


class Told(NamedTuple):
    """A whole decision and what came of it."""

    name: str
    archetype: str
    """From the file's name: decisions-<archetype>.yaml."""
    kinds: frozenset[str]
    """What it does, outright or as a side effect."""
    result: Result
    harms: frozenset[str]
    """Sentences on harm that are certain and that readers are shown."""
    shown: frozenset[str]
    """Every certain sentence that readers are shown, on harm or on who bears it."""
    all_certain: frozenset[str]
    """Every certain sentence, those that another one makes needless as well."""


@pytest.fixture(scope="module")
def decisions() -> tuple[Told, ...]:
    core = read_pack(find_pack("core"))
    ruleset = core.ruleset
    assert ruleset is not None, core.faults
    because = {rule.id: rule.because for rule in ruleset.questionnaire.rules}
    cases, faults = read_cases(core.folders)
    assert not faults

    def told() -> Iterator[Told]:
        for read in cases:
            archetype = archetype_of(read)
            if archetype is None:
                continue
            result, _ = run_case(ruleset, read)
            assert result is not None, read.case.name
            certain = [finding for finding in result.findings if finding.truth == "true" and finding.kind != "benefit"]
            yield Told(
                name=read.case.name,
                archetype=archetype,
                kinds=kinds_of(read),
                result=result,
                harms=frozenset(because[f.rule] for f in certain if f.kind == "severity" and f.said_by is None),
                shown=frozenset(because[f.rule] for f in certain if f.said_by is None),
                all_certain=frozenset(because[f.rule] for f in certain),
            )

    return tuple(told())


def archetype_of(read: CaseRead) -> str | None:
    """Return `charge` for a case from decisions-charge.yaml, None for a case from another file."""
    stem = Path(read.document.path).stem
    return stem.removeprefix("decisions-") if stem.startswith("decisions-") else None


def kinds_of(read: CaseRead) -> frozenset[str]:
    given = read.case.given
    outright = given["decision_kind"]
    assert isinstance(outright, list)
    return frozenset(map(str, outright)) | {kind for name, kind in SIDE_EFFECTS.items() if given.get(name) == "yes"}


def harmful(decisions: tuple[Told, ...]) -> list[Told]:
    return [told for told in decisions if told.archetype not in HARMLESS]


def unlike(decisions: tuple[Told, ...]) -> list[tuple[Told, Told]]:
    """Return the pairs of harmful decisions that do nothing of the same kind."""
    return [(one, other) for one, other in combinations(harmful(decisions), 2) if not one.kinds & other.kinds]


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter list that the longer one repeats: the stricter measure."""
    return len(one & other) / min(len(one), len(other))


def in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of all sentences told of either that are told of both."""
    return len(one & other) / len(one | other)


def test_there_are_enough_of_each_sort(decisions: tuple[Told, ...]) -> None:
    count = Counter(told.archetype for told in decisions)
    assert len(harmful(decisions)) >= 28
    assert count["good"] >= 6
    assert count["unrelated"] >= 6
    assert len(count) >= 12


def test_any_two_decisions_of_different_archetypes_have_less_than_half_in_common(decisions: tuple[Told, ...]) -> None:
    pairs = [pair for pair in combinations(harmful(decisions), 2) if pair[0].archetype != pair[1].archetype]
    shares = [(in_common(one.shown, other.shown), one.name, other.name) for one, other in pairs]
    assert len(shares) >= 350

    worst = max(shares)

    assert worst[0] < 0.5, worst


def test_decisions_of_different_kinds_are_told_different_harms(decisions: tuple[Told, ...]) -> None:
    pairs = [
        (overlap(one.harms, other.harms), one, other)
        for one, other in unlike(decisions)
        if min(len(one.harms), len(other.harms)) >= TOO_FEW_TO_COMPARE
    ]
    assert len(pairs) >= 100

    alike = [
        f"{share:.2f} {one.name} | {other.name}"
        for share, one, other in sorted(pairs, reverse=True, key=itemgetter(0))
        if share >= 0.5
    ]

    assert not alike, "\n".join(alike)


def test_few_pairs_share_half_of_what_is_certain(decisions: tuple[Told, ...]) -> None:
    shares = [
        overlap(one.shown, other.shown)
        for one, other in unlike(decisions)
        if min(len(one.shown), len(other.shown)) >= 2 * TOO_FEW_TO_COMPARE
    ]

    assert sum(shares) / len(shares) < 0.3
    assert sum(share >= 0.5 for share in shares) <= len(shares) / 10


def test_no_sentence_is_told_of_nearly_every_decision(decisions: tuple[Told, ...]) -> None:
    those = harmful(decisions)
    count = Counter(sentence for told in those for sentence in told.all_certain)

    common = [f"{n} of {len(those)}: {sentence}" for sentence, n in count.most_common() if n > 0.6 * len(those)]

    assert not common, "\n".join(common)


def test_good_plans_stay_at_none_or_low_and_show_their_strengths(decisions: tuple[Told, ...]) -> None:
    for told in decisions:
        if told.archetype == "good":
            strengths = [
                finding for finding in told.result.findings if finding.kind == "benefit" and finding.truth == "true"
            ]
            assert told.result.inherent.rating.possible.name in ("NONE", "LOW"), told.name
            assert len(strengths) >= 3, told.name


def test_decisions_that_touch_nobody_raise_nothing_and_ask_little(decisions: tuple[Told, ...]) -> None:
    for told in decisions:
        if told.archetype == "unrelated":
            asked = [state for state in told.result.questions if state.state != "not_asked"]
            assert not told.result.findings, told.name
            assert len(asked) <= 12, told.name
