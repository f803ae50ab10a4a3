"""History entries -> a chain of hashes, so that a changed, removed or reordered entry shows."""

import hashlib
import json
from collections.abc import Iterable

from impact_check.model.assessment import HistoryEntry


def linked(history: tuple[HistoryEntry, ...], entry: HistoryEntry) -> tuple[HistoryEntry, ...]:
    """Return the history with one more entry, its hash made from the entry and the hash before it."""
    before = history[-1].hash if history else ""
    return (*history, entry.model_copy(update={"hash": _hash(before, entry)}))


def chained(entries: Iterable[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """Return the entries in their order, each with its hash; hashes that they had are made anew."""
    history: tuple[HistoryEntry, ...] = ()
    for entry in entries:
        history = linked(history, entry)
    return history


def broken_at(history: tuple[HistoryEntry, ...]) -> int | None:
    """Return the place of the first entry that doesn't follow from those before it, from 0; None if all do.

    A cut at the end can't be seen from the chain alone: for that, somebody else must know the last hash.
    """
    before = ""
    for place, entry in enumerate(history):
        if entry.hash != _hash(before, entry):
            return place
        before = entry.hash
    return None


def _hash(before: str, entry: HistoryEntry) -> str:
    content = json.dumps(
        entry.model_dump(mode="json", exclude={"hash"}), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()
