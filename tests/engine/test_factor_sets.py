"""Factors raised as sets stand as they do when they are raised one by one."""

import random

from impact_check.api import load_questionnaire
from impact_check.engine.factor_sets import FactorSets
from impact_check.engine.rate import levels_raised
from impact_check.rules import Truth


def test_sets_of_factors_stand_as_each_factor_does() -> None:
    ruleset, some = load_questionnaire("kirklees"), random.Random(7)  # noqa: S311
    sets, bits, listed = FactorSets(ruleset), ruleset.tables.bits, ruleset.tables.listed
    for often in (0.02, 0.1, 0.5):
        for _ in range(60):
            rules = [Truth(some.choice((1, 2))) if some.random() < often else Truth.FALSE for _ in listed]
            places = [place for place, truth in enumerate(rules) if truth]

            found = {
                name: standing.levels
                for standing, factors in sets.standings(rules, places)
                for name, bit in bits.items()
                if bit & factors
            }

            assert found == levels_raised(ruleset, [(listed[place], rules[place]) for place in places])
