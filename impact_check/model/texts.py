"""What the ids in a result stand for, in words: for programs that show a result and don't hold the questionnaire."""

from impact_check.model.base import Frozen
from impact_check.model.levels import LevelName
from impact_check.model.questionnaire import Outcome, Role
from impact_check.model.result import Standing


class FactorText(Frozen):
    """A risk factor in words."""

    title: str
    plain: str
    """One sentence: how this leaves people lonelier."""


class CheckText(Frozen):
    """A process check in words."""

    title: str
    because: str
    """What is wrong if it isn't met."""
    fix: str
    """What to do about it."""


class ElementText(Frozen):
    """An element of a strategy in words."""

    strategy: str
    """The title of the strategy."""
    wording: str
    """As the strategy has it."""
    plain: str
    """What it asks of a decision."""


class Texts(Frozen):
    """Words for ids and codes. Each map is id -> words, in questionnaire order."""

    questions: dict[str, str]
    factors: dict[str, FactorText]
    rules: dict[str, str]
    """Why a finding holds, in one sentence."""
    floors: dict[str, str]
    """Why the rating can't be lower, in one sentence."""
    checks: dict[str, CheckText]
    elements: dict[str, ElementText]
    groups: dict[str, str]
    levels: dict[str, str]
    standings: dict[Standing, str]
    roles: dict[Role, str]
    outcomes: dict[Outcome, str]


def level_name(level: LevelName) -> str:
    """Return the name that a level has in JSON."""
    return level.name.lower()
