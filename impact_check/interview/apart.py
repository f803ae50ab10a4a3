"""Two copies of an assessment -> what each has changed since they were one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from impact_check.model.assessment import Assessment, HistoryEntry

Key = tuple[str, str]
"""What was changed: its kind and its id. `("question", "closes")`, `("mitigation", "M1")`, `("questionnaire", "")`."""

KINDS = {
    "answered": "question",
    "changed": "question",
    "cleared": "question",
    "mitigation": "mitigation",
    "evidence": "evidence",
    "questionnaire": "questionnaire",
    "suggested": "suggestion",
    "alternative": "alternative",
    "stopped_early": "stopped_early",
    "submitted": "submission",
}
"""What a history entry says happened -> the kind of thing that it changed."""

DECIDED = ("question", "mitigation", "alternative", "suggestion", "questionnaire")
"""A merge may have decided about any of these; its entries give the id only."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What each copy has in its history that the other hasn't."""

    fork: int
    """How many entries both begin with."""
    mine: tuple[HistoryEntry, ...]
    theirs: tuple[HistoryEntry, ...]
    mine_changed: frozenset[Key]
    theirs_changed: frozenset[Key]
    before: frozenset[Key]
    """What both know: it was there when they were one, or came to both since."""


def apart(mine: tuple[HistoryEntry, ...], theirs: tuple[HistoryEntry, ...]) -> Apart:
    """Compare two histories.

    The common beginning is that of the two chains of hashes. After it, an entry that both have counts as common too:
    an earlier merge has brought it over.
    """
    fork = next((n for n, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), None)
    fork = min(len(mine), len(theirs)) if fork is None else fork
    own, other = mine[fork:], theirs[fork:]
    both = Counter(map(bare, own)) & Counter(map(bare, other))
    only_mine, only_theirs = _without(own, both), _without(other, both)
    return Apart(
        fork=fork,
        mine=only_mine,
        theirs=only_theirs,
        mine_changed=_keys(only_mine),
        theirs_changed=_keys(only_theirs),
        before=_keys((*mine[:fork], *both)),
    )


def bare(entry: HistoryEntry) -> HistoryEntry:
    """Return the entry without its place in a chain."""
    return entry.model_copy(update={"hash": ""})


def last_hash(assessment: Assessment) -> str:
    """Return the hash of the last entry, which stands for the whole history; empty without one."""
    return assessment.history[-1].hash if assessment.history else ""


def _without(entries: tuple[HistoryEntry, ...], common: Counter[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    left = Counter(common)
    kept: list[HistoryEntry] = []
    for entry in entries:
        if left[bare(entry)]:
            left[bare(entry)] -= 1
        else:
            kept.append(entry)
    return tuple(kept)


def _keys(entries: Iterable[HistoryEntry]) -> frozenset[Key]:
    keys: set[Key] = set()
    for entry in entries:
        if entry.what == "merged":
            keys.update((kind, entry.about) for kind in DECIDED)
        elif entry.what in KINDS:
            keys.add((KINDS[entry.what], entry.about))
    return frozenset(keys)
