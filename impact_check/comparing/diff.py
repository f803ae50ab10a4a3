"""Two folders with versions of a pack -> what changed, how much it weighs, and whether the version number says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from impact_check.comparing.change import WEIGHTS, Change, Weight
from impact_check.comparing.changes import changes
from impact_check.comparing.versions import VersionCheck, check_versions
from impact_check.errors import ContentError
from impact_check.loading.find import find_pack
from impact_check.loading.pack import ReadPack, read_pack
from impact_check.rules import Ruleset


@dataclass(frozen=True)
class PackDiff:
    """The difference between two versions of a pack, with what it extends."""

    old: Ruleset
    new: Ruleset
    changes: tuple[Change, ...]
    """The heaviest first. Empty if they say the same."""
    versions: tuple[VersionCheck, ...]
    """One for each pack that both have, core first."""

    @property
    def weight(self) -> Weight | None:
        """The heaviest change; None if there is none."""
        return self.changes[0].weight if self.changes else None

    @property
    def counts(self) -> Mapping[Weight, int]:
        """How many changes there are of each weight, the heaviest first. What follows from one isn't another."""
        own = [change.weight for change in self.changes if not change.through]
        return {weight: own.count(weight) for weight in reversed(WEIGHTS)}


def diff(old: str | Path, new: str | Path) -> PackDiff:
    """Compare two packs, each a bundled one by name or a folder. Raises ContentError if one has faults."""
    reads = (_read(old), _read(new))
    rulesets = [read.ruleset for read in reads if read.ruleset]
    found = changes(*reads)
    packs = [ruleset.questionnaire.packs for ruleset in rulesets]
    return PackDiff(rulesets[0], rulesets[1], found, check_versions(packs[0], packs[1], found))


def _read(pack: str | Path) -> ReadPack:
    read = read_pack(find_pack(pack))
    if read.ruleset is None or read.faults:
        raise ContentError(read.faults)
    return read
