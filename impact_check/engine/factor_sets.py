"""Rules that hold -> how high every risk factor stands, as sets of factors. Pure.

A set is a number with a bit for each factor (rules.tables.bits), so many are raised at once. The levels are those
of `rate.levels_raised`; tests hold that both agree.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final, NamedTuple

from impact_check.engine.rate import FactorLevels
from impact_check.model.levels import Exposure, Level
from impact_check.rules import Ruleset, Truth
from impact_check.rules.tables import RuleFacts

ALL: Final = -1
"""Every factor."""

_TRUE = Truth.TRUE  # Finding the member of an enum takes a while, and hashing one too: sets are kept by number.
_BENEFIT, _RAISED, _ACUTE = 0, len(Level), len(Level) + 1
_SLOTS = len(Level) + 2
"""Where a rule puts its factors: 0 for benefits, which raise nothing; then by severity, then by exposure."""


class Standing(NamedTuple):
    """The levels of factors that stand alike, and a number for them: each its own, from 0."""

    levels: FactorLevels
    number: int


class FactorSets:
    """What the rules of one questionnaire raise. Nothing in it changes, so threads may share it."""

    def __init__(self, ruleset: Ruleset) -> None:
        table = ruleset.tables.levels
        self._raised = tuple((_slot(rule), set_of(ruleset, rule)) for rule in ruleset.tables.listed)
        self.alike = tuple(
            Standing(FactorLevels((low, high), (least, most), (table[low, least], table[high, most])), number)
            for number, (high, low, most, least) in enumerate(product(Level, Level, Exposure, Exposure))
        )

    def standings(self, rules: Sequence[Truth], places: Iterable[int]) -> list[tuple[Standing, int]]:
        """Return the factors that some severity rule raises or may raise, those that stand alike together.

        rules: the truth of each. places: of those that hold or may hold.
        """
        confirmed, possible = [0] * _SLOTS, [0] * _SLOTS
        for place in places:
            slot, factors = self._raised[place]
            possible[slot] |= factors
            if rules[place] is _TRUE:
                confirmed[slot] |= factors
        lows, leasts, mosts = _by_severity(confirmed), _by_exposure(confirmed), _by_exposure(possible)
        return [
            (self.alike[((high * 5 + low) * 3 + most) * 3 + least], factors)
            for high, may in _by_severity(possible)
            if high
            for low, does in lows
            if (severe := may & does)
            for most, reach in mosts
            if (exposed := severe & reach)
            for least, reached in leasts
            if (factors := exposed & reached)
        ]


def set_of(ruleset: Ruleset, rule: RuleFacts) -> int:
    """Return the set of the factors that a rule names."""
    return ALL if rule.factors == "all" else sum({ruleset.tables.bits[factor] for factor in rule.factors})


def heights_of(standings: Iterable[tuple[Standing, int]]) -> tuple[list[int], list[int]]:
    """Return the factors by level, confirmed and possible: for each level from none up, those that stand at it."""
    confirmed, possible = [0] * len(Level), [0] * len(Level)
    for standing, factors in standings:
        low, high = standing.levels.level
        confirmed[low] |= factors
        possible[high] |= factors
    return confirmed, possible


def _slot(rule: RuleFacts) -> int:
    if rule.kind == "severity":
        return int(rule.level)
    is_above = rule.kind == "exposure" and rule.level > Exposure.LIMITED
    return _BENEFIT if not is_above else _ACUTE if rule.level == Exposure.ACUTE else _RAISED


def _by_severity(raised: Sequence[int]) -> list[tuple[int, int]]:
    """Return the factors at each severity, none of them twice; all the others at none."""
    found, above = [], 0
    for level in _FALLING:
        factors = raised[level] & ~above
        if factors:
            found.append((level, factors))
            above |= factors
    found.append((0, ~above))
    return found


_FALLING: Final = range(len(Level) - 1, 0, -1)


def _by_exposure(raised: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the factors at each exposure, from 0 for limited, none of them twice."""
    acute = raised[_ACUTE]
    more = raised[_RAISED] & ~acute
    return (2, acute), (1, more), (0, ~(acute | more))
