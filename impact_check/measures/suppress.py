"""Counts of groups at one or more times -> how much of each may be shown, so that nobody can be picked out.

A row of counts is shown only if each of its counts is at least the threshold: then so are their sums, and what is left
of a total when they are taken away from it. A row with a smaller count is merged to coarser counts, or hidden whole,
total included. What can be worked out about hidden rows is what is left when the shown rows are taken from the row for
everyone. That rest is held to the same rule, and further rows are hidden until it meets it (secondary suppression).
A group is shown alike at each time, so that a hidden count can't be guessed from the other time's.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

THRESHOLD = 5
"""Counts below this are never shown, nor can they be worked out. A convention of official statistics."""

Counts = tuple[int, ...]
"""How many people gave each answer, in a fixed order."""

Merging = tuple[tuple[int, ...], ...]
"""Which counts are added together: ((0, 1), (2,)) adds the first two."""


class Detail(NamedTuple):
    """How finely each row may be shown: 0 is hidden, 1 the coarsest merging, and so on."""

    everyone: tuple[int, ...]
    """At each time."""
    groups: dict[str, int]
    """The same at each time."""


def merged(counts: Counts, merging: Merging) -> Counts:
    """Return counts added together as the merging says."""
    return tuple(sum(counts[place] for place in places) for places in merging)


def choose_detail(
    times: Sequence[Mapping[str, Counts]], mergings: Sequence[Merging], threshold: int = THRESHOLD
) -> Detail:
    """Choose how finely to show everyone and each group.

    times: the counts by group, at each time; a group may be missing from some. mergings: from coarse to fine, each
    finer one splitting the counts of the one before.
    """

    def is_safe(time: Mapping[str, Counts], groups: Collection[str], level: int) -> bool:
        """Tell whether groups, taken together, may be known at a level."""
        rows = [merged(time[group], mergings[level - 1]) for group in groups if group in time]
        totals = [sum(column) for column in zip(*rows, strict=True)]
        return not any(totals) or min(totals) >= threshold

    levels = range(len(mergings), 0, -1)
    names = sorted({group for time in times for group in time})
    everyone = tuple(next((level for level in levels if is_safe(time, names, level)), 0) for time in times)
    groups = {
        name: next((level for level in levels if all(is_safe(time, (name,), level) for time in times)), 0)
        for name in names
    }
    size = {name: sum(sum(time.get(name, ())) for time in times) for name in names}
    for level in reversed(levels):
        known = [time for time, shown in zip(times, everyone, strict=True) if shown >= level]
        while True:
            hidden = [name for name in names if groups[name] < level]
            if all(is_safe(time, hidden, level) for time in known):
                break
            smallest = min((name for name in names if groups[name] >= level), key=lambda name: (size[name], name))
            groups[smallest] = level - 1
    return Detail(everyone, groups)
