"""The proposal and its alternatives side by side: what each would mean, what differs, what is the same for all."""

from datetime import date

from impact_check.model.assessment import Answer, Pinned
from impact_check.model.base import Frozen
from impact_check.model.levels import Bounds
from impact_check.model.questionnaire import Outcome
from impact_check.model.result import AnswerState, Standing

PROPOSAL = "proposal"
"""The id of the proposal itself among the options. No alternative can have it."""


class OptionFactor(Frozen):
    """One risk factor that an option raises, or may raise."""

    factor: str
    inherent: Bounds
    """As proposed."""
    residual: Bounds
    """With the option's own actions that earn credit."""


class OptionRating(Frozen):
    """What one option would mean."""

    id: str
    """`proposal`, or the id of the alternative."""
    title: str
    """Empty if the proposal has none."""
    summary: str
    """Of an alternative; empty for the proposal."""
    changes_nothing: bool
    """It is the option in which nothing changes."""
    inherent: Bounds
    """As proposed."""
    residual: Bounds
    """With its own actions that earn credit."""
    actions: int
    """Mitigations on file for this option."""
    actions_with_credit: int
    factors: tuple[OptionFactor, ...]
    """Worst first: by possible, then confirmed level, then id. May be empty."""
    standings: dict[str, Standing]
    """Element of the strategy -> how the option stands against it as proposed. Every element, in order."""
    gaps_must: tuple[str, ...]
    """The `must` checks that aren't met, or aren't shown to be."""
    gaps_should: tuple[str, ...]
    """The `should` checks that aren't met, or aren't shown to be."""
    outcomes: tuple[Outcome, ...]
    """What is permitted."""
    unknown: tuple[str, ...]
    """Questions on its route that count as unknown, in order: don't know, not answered, or without evidence."""
    unanswered: tuple[str, ...]
    """Those of `unknown` that nobody has answered yet."""
    asked: tuple[str, ...]
    """The questions on its route, in order."""
    shared: tuple[str, ...]
    """Those of `asked` that it answers as the proposal does; for the proposal, all."""


class OptionAnswer(Frozen):
    """How one option answers one question."""

    state: AnswerState
    answer: Answer | None
    """None where it isn't asked, or has no answer."""


class Differing(Frozen):
    """A question that the options answer differently."""

    question: str
    answers: dict[str, OptionAnswer]
    """Option id -> its answer. Every option, in order."""


class SameForAll(Frozen):
    """What no option changes."""

    answers: tuple[str, ...]
    """Questions asked of every option with the same answer."""
    factors: tuple[str, ...]
    """Risk factors with the same level as proposed in every option."""
    elements: tuple[str, ...]
    """Elements of the strategy that every option stands against alike."""
    gaps: tuple[str, ...]
    """Checks that no option meets."""


class Comparison(Frozen):
    """The proposal and its alternatives side by side. It ranks nothing."""

    assessment: str
    pinned: Pinned
    on: date
    """The day for which all were rated."""
    options: tuple[OptionRating, ...]
    """The proposal first, then the alternatives as they stand in the assessment."""
    differing: tuple[Differing, ...]
    """In question order. Questions that merely don't come up in an option aren't listed."""
    same: SameForAll
