"""What answers alone say about a decision, without mitigations: rating, factors, principles, findings with reasons."""

from typing import Literal

from impact_check.model.assessment import Pinned
from impact_check.model.base import Frozen
from impact_check.model.levels import Bounds, ExposureName, LevelName
from impact_check.model.result import AnswerUsed

ScreenedStanding = Literal["conflicts", "at_risk", "none_raised"]


class ScreenedPrinciple(Frozen):
    """How a decision stands against one principle, by the levels of its factors alone."""

    principle: str
    plain: str
    """What it asks of a decision, in plain words."""
    level: Bounds
    standing: ScreenedStanding
    """none_raised: nothing speaks against it. That it is supported can't be told here: benefits and checks aren't
    judged."""


class ScreenedFactor(Frozen):
    """One risk factor that is raised, or may be."""

    factor: str
    title: str
    severity: Bounds
    exposure_confirmed: ExposureName
    exposure_possible: ExposureName
    level: Bounds


class ScreenedFloor(Frozen):
    """A floor that holds, or may hold."""

    floor: str
    truth: Literal["true", "unknown"]
    level: LevelName
    because: str
    answers: tuple[AnswerUsed, ...]


class ScreenedFinding(Frozen):
    """A rule that holds, or may hold."""

    rule: str
    truth: Literal["true", "unknown"]
    """true: the answers establish it. unknown: it may hold, given what isn't known."""
    kind: Literal["severity", "exposure", "benefit"]
    level: str
    """The name of the severity, exposure or benefit raised."""
    groups: tuple[str, ...]
    """The groups that the rule speaks of, if it speaks of some in particular."""
    because: str
    """One sentence that says why, from the questionnaire and in its language."""
    factors: tuple[str, ...]
    """Factors it applies to. An exposure finding names only those whose level it can change."""
    answers: tuple[AnswerUsed, ...]
    """The answers it rests on, in question order."""
    said_by: str | None
    """A rule that says more about the same factors from the same answers, if one does. Readers need only that one."""


class Screened(Frozen):
    """What the answers to a questionnaire come to, as proposed: what a result says of them if nothing is mitigated."""

    schema_version: Literal[1] = 1
    pinned: Pinned
    rating: Bounds
    principles: tuple[ScreenedPrinciple, ...]
    """Every principle of every strategy, in order."""
    factors: tuple[ScreenedFactor, ...]
    """Worst first: by possible, then confirmed level, then id."""
    floors: tuple[ScreenedFloor, ...]
    findings: tuple[ScreenedFinding, ...]
    """In questionnaire order; benefits included."""
    asked: int
    """Questions that apply or may apply."""
    unknown: int
    """Those of them without an answer that counts: not answered, not known, or without the evidence it needs."""
    set_aside: tuple[str, ...]
    """Questions that don't apply and were answered all the same, in order. Their answers aren't judged."""
