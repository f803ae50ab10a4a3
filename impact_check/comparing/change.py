"""What one change of a pack is, how much it weighs, and the answers that show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from impact_check.comparing.tables import NotComparableError, difference
from impact_check.model.questionnaire import NONE_OF_THESE
from impact_check.proving.left import Given
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Truth
from impact_check.rules.conditions import Node

Weight = Literal["patch", "minor", "major"]
"""patch: words, and nothing that a result says but its wording. minor: something is added, or something in a result can
change that moves no rating. major: a rating, what is permitted or who signs can change for some answers, or an answer
can be left without its question."""

WEIGHTS: tuple[Weight, ...] = ("patch", "minor", "major")
"""The lightest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer in words."""

    question: str
    """Its id, or the name of a fact about the result."""
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers under which the two versions differ."""

    answers: tuple[Told, ...]
    """In the order asked; other answers make no difference. Empty: whatever is answered."""
    old: str
    """`holds`, `may hold` or `does not hold`."""
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two versions of a pack."""

    weight: Weight
    kind: str
    """`question`, `rule`, `floor`, `check`, `element`, `factor`, `group`, `mitigation`, `source`, `parameters`, ..."""
    id: str
    key: str
    """The key that changed; empty if the entry as a whole was added or removed."""
    what: str
    witness: Witness | None = None
    through: tuple[str, ...] = ()
    """The named conditions that changed, if the entry itself did not: its condition names them."""
    pack: str = ""
    """The pack whose version it concerns."""
    path: str = ""
    """The file it stands in: of the new version, or of the old one if it was removed."""
    line: int = field(default=0, compare=False)
    """From 1; 0 if it can't be said."""


_TRUTHS = {Truth.TRUE: "holds", Truth.UNKNOWN: "may hold", Truth.FALSE: "does not hold"}


def compare(old: Ruleset, new: Ruleset, before: Node | None, after: Node | None) -> tuple[bool, str, Witness | None]:
    """Return whether two conditions differ for some answers, why that can't be told if so, and answers that show it.

    None as a condition always holds. What can't be compared counts as different.
    """
    try:
        found = difference(old, new, before, after)
    except NotComparableError as error:
        return True, str(error), None
    if found is None:
        return False, "", None
    told = tuple(_told(old, new, name, given) for name, given in found.answers.items())
    return True, "", Witness(told, _TRUTHS[found.old], _TRUTHS[found.new])


def _told(old: Ruleset, new: Ruleset, name: str, given: Given) -> Told:
    ruleset = new if name in new.questions else old
    if name not in ruleset.questions:
        return Told(name, name.replace("_", " ").capitalize(), str(given.value).replace("_", " "))
    labels = {option.id: option.label for side in (old, new) for option in side.options.get(name, ())}
    return Told(name, ruleset.questions[name].text, _in_words(ruleset, name, given, labels))


def _in_words(ruleset: Ruleset, name: str, given: Given, labels: Mapping[str, str]) -> str:
    value = given.value
    if value is UNKNOWN:
        return "Don't know"
    if value is ABSENT:
        return "Does not apply"
    if isinstance(value, frozenset):
        chosen = [label for option, label in labels.items() if option in value]
        return "; ".join(chosen) or labels[NONE_OF_THESE]
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int):
        unit = ruleset.questions[name].unit
        return f"{value:,} {unit}" if unit else f"{value:,}"
    return labels.get(str(value), str(value))
