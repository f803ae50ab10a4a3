"""The weight of what changed in a pack -> whether its version number was raised enough."""

from collections.abc import Iterable
from dataclasses import dataclass

from impact_check.comparing.change import WEIGHTS, Change, Weight
from impact_check.model.questionnaire import PackInfo


@dataclass(frozen=True, slots=True)
class VersionCheck:
    """The version of one pack, before and after."""

    pack: str
    old: str
    new: str
    weight: Weight | None
    """The heaviest change in this pack; None if nothing changed in it."""
    is_enough: bool
    wanted: str
    """The lowest version that says what changed; the old one if nothing did."""


def check_versions(
    old: Iterable[PackInfo], new: Iterable[PackInfo], changes: Iterable[Change]
) -> tuple[VersionCheck, ...]:
    """Return a check for each pack that both versions have, core first. Worked cases ask for no new version.

    While the first number is 0, the middle one stands for it, and the last for the middle one.
    """
    weighed = [change for change in changes if change.kind != "case" and not change.through]
    before = {pack.id: pack.version for pack in old}
    return tuple(
        _check(pack.id, before[pack.id], pack.version, [change.weight for change in weighed if change.pack == pack.id])
        for pack in new
        if pack.id in before
    )


def _check(pack: str, old: str, new: str, weights: list[Weight]) -> VersionCheck:
    weight = max(weights, key=WEIGHTS.index, default=None)
    wanted = lowest_version(old, weight)
    return VersionCheck(pack, old, new, weight, _numbers(new) >= _numbers(wanted), wanted)


def lowest_version(old: str, weight: Weight | None) -> str:
    """Return the lowest version number that says a change of this weight."""
    first, middle, last = _numbers(old)
    if weight is None:
        return old
    if weight == "major":
        return f"{first + 1}.0.0" if first else f"0.{middle + 1}.0"
    if weight == "minor" and first:
        return f"{first}.{middle + 1}.0"
    return f"{first}.{middle}.{last + 1}"


def _numbers(version: str) -> tuple[int, int, int]:
    first, middle, last = map(int, version.split("."))
    return first, middle, last
