"""The condition language: parse, check, say in words, compile. No files, no clock."""

from impact_check.rules.ruleset import Condition, ConditionFault, Owner, Ruleset, build_ruleset
from impact_check.rules.support import support
from impact_check.rules.truth import ABSENT, UNKNOWN, Scene, Seen, Truth
from impact_check.rules.words import in_words

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Condition",
    "ConditionFault",
    "Owner",
    "Ruleset",
    "Scene",
    "Seen",
    "Truth",
    "build_ruleset",
    "in_words",
    "support",
]
