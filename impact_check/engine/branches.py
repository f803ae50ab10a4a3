"""The three branches of a rating: as proposed, with the mitigations that count, with the verified ones only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from impact_check.engine.mitigate import best_credits, reduce
from impact_check.engine.rate import FloorLevel, floor_levels, overall
from impact_check.engine.routing import Route
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Level
from impact_check.model.result import MitigationResult, Overall
from impact_check.rules import Ruleset

Levels = Mapping[str, tuple[Level, Level]]
"""Factor -> (confirmed, possible)."""


@dataclass(frozen=True)
class Branches:
    """Factor levels in each branch, and the overall rating that follows."""

    ruleset: Ruleset
    route: Route
    inherent: Levels
    """As proposed."""
    mitigated: tuple[MitigationResult, ...]
    lifted_by: Mapping[str, str]
    """Floor -> the verified mitigation that lifts it."""

    @cached_property
    def residual(self) -> Levels:
        """With the mitigations that earn credit."""
        return reduce(self.inherent, best_credits(self.mitigated), self.ruleset.tables.factors)

    @cached_property
    def unmitigated(self) -> Levels:
        """If no mitigation happens but those already verified."""
        verified = best_credits(self.mitigated, verified_only=True)
        return reduce(self.inherent, verified, self.ruleset.tables.factors)

    def floors(self, *, lifted: bool) -> dict[str, FloorLevel]:
        """Return the floors that hold or may hold; `lifted`: less those that a verified mitigation lifts."""
        return floor_levels(self.ruleset, self.route.floors, self.lifted_by if lifted else ())

    def overall(self, levels: Levels | None = None) -> Overall:
        """Rate one branch; none given means as proposed, where nothing lifts a floor."""
        if levels is None or (levels is self.inherent and not self.lifted_by):
            return self._as_proposed
        return self._overall(levels, self.floors(lifted=True))

    @cached_property
    def _as_proposed(self) -> Overall:
        return self._overall(self.inherent, self.floors(lifted=False))

    def _overall(self, levels: Levels, floors: Mapping[str, FloorLevel]) -> Overall:
        found = overall(self.ruleset, levels, floors.values())
        return Overall(
            rating=found.rating,
            counts_confirmed=_counts(pair[0] for pair in levels.values()),
            counts_possible=_counts(pair[1] for pair in levels.values()),
            lifted_by_count=found.without_floors > found.worst_factor,
            lifted_by_floor=found.rating.possible > found.without_floors,
        )


def _counts(levels: Iterable[Level]) -> tuple[int, int, int, int]:
    listed = list(levels)
    severe, high, moderate, low = (listed.count(Level(n)) for n in (4, 3, 2, 1))
    return severe, high, moderate, low


def lifted_floors(ruleset: Ruleset, assessment: Assessment, mitigated: Iterable[MitigationResult]) -> dict[str, str]:
    """Return floor -> the verified mitigation that lifts it."""
    verified = {result.mitigation for result in mitigated if result.is_verified}
    if not verified:
        return {}
    against = {entry.id: entry.factors for entry in ruleset.questionnaire.mitigations}
    # A library mitigation that was put to another use is no longer what the floor names.
    taken = {
        m.library: m.id
        for m in assessment.mitigations
        if m.library and m.id in verified and m.factor in against.get(m.library, ())
    }
    return {
        floor.id: taken[library]
        for floor in ruleset.questionnaire.floors
        for library in floor.lifted_by
        if library in taken
    }
