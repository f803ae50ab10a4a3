"""The three branches of a rating: as proposed, with the mitigations that count, with the verified ones only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impact_check.engine.mitigate import best_credits, reduce
from impact_check.engine.rate import FloorLevel, floor_levels, overall
from impact_check.engine.route import Route
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

    @property
    def residual(self) -> Levels:
        """With the mitigations that earn credit."""
        return reduce(self.inherent, best_credits(self.mitigated), self.ruleset.questionnaire.factors)

    @property
    def unmitigated(self) -> Levels:
        """If no mitigation happens but those already verified."""
        verified = best_credits(self.mitigated, verified_only=True)
        return reduce(self.inherent, verified, self.ruleset.questionnaire.factors)

    def floors(self, *, lifted: bool) -> dict[str, FloorLevel]:
        """Return the floors that hold or may hold; `lifted`: less those that a verified mitigation lifts."""
        return floor_levels(self.ruleset, self.route.scene, self.lifted_by if lifted else ())

    def overall(self, levels: Levels | None = None) -> Overall:
        """Rate one branch; none given means as proposed, where nothing lifts a floor."""
        chosen = self.inherent if levels is None else levels
        found = overall(self.ruleset, chosen, self.floors(lifted=levels is not None).values())
        return Overall(
            rating=found.rating,
            counts_confirmed=_counts(pair[0] for pair in chosen.values()),
            counts_possible=_counts(pair[1] for pair in chosen.values()),
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
