"""What responses hold."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from impact_check.model.assessment import Pinned
from impact_check.model.base import Frozen
from impact_check.model.comparison import Comparison
from impact_check.model.gate import GateVerdict
from impact_check.model.levels import Bounds, Grade, LevelName
from impact_check.model.questionnaire import Outcome, Role
from impact_check.model.result import Result, Standing
from impact_check.model.texts import Texts
from impact_check.service.problems import FaultTold
from impact_check.signoff.verdict import Verdict


class HealthTold(Frozen):
    """The service answers."""

    status: Literal["ok"] = "ok"
    version: str
    """Of the program."""
    on: date
    """The server's day, which is used where a request names none."""


class PackTold(Frozen):
    """A questionnaire that can be named in requests."""

    name: str
    title: str
    pinned: Pinned
    """Exactly which one it is."""
    languages: tuple[str, ...]
    questions: int


class PacksTold(Frozen):
    """The questionnaires of this server."""

    questionnaires: tuple[PackTold, ...]


class OptionTold(Frozen):
    """An answer that a question offers."""

    id: str
    label: str
    help: str | None = None


class DemandTold(Frozen):
    """Which answers count only with evidence; without it they are unknown."""

    reassuring: tuple[str, ...] | Literal["any"]
    min_grade: Grade


class QuestionTold(Frozen):
    """A question with all that is needed to put it."""

    id: str
    section: str
    text: str
    help: str | None = None
    why: str
    type: Literal["yes_no", "one", "many", "number", "date", "text", "role"]
    options: tuple[OptionTold, ...] = ()
    """In order. The last of `many` is `none_of_these`, which goes with no other."""
    unit: str | None = None
    minimum: int | None = None
    """For numbers."""
    maximum: int | None = None
    ask_if: str | None = None
    """The condition under which it is asked, as the questionnaire has it."""
    optional: bool
    must_know: bool
    screening: bool
    allow_not_applicable: bool
    evidence: DemandTold | None = None
    publish: Literal["public", "internal", "personal"]


class SectionTold(Frozen):
    """Questions that are asked together."""

    id: str
    title: str
    intro: str | None = None
    questions: tuple[QuestionTold, ...]


class QuestionnaireTold(Frozen):
    """A questionnaire: its questions in order, and the words for all its ids."""

    name: str
    title: str
    pinned: Pinned
    language: str
    languages: tuple[str, ...]
    sections: tuple[SectionTold, ...]
    texts: Texts


class NoteTold(Frozen):
    """Something that the caller should know, though the request was done."""

    code: Literal["other-questionnaire", "history-broken", "older-format"]
    detail: str


class _Judged(Frozen):
    on: date
    """The day it was judged for."""
    on_from: Literal["request", "answers", "server"]
    """Who named that day: the request, the answers in it, or nobody, so that it is the server's own."""


class _JudgedOne(_Judged):
    notes: tuple[NoteTold, ...] = ()


class AssessTold(_JudgedOne):
    """The result of one decision."""

    result: Result
    texts: Texts | None = None
    summary: str | None = None
    explanation: str | None = None


class LookAheadTold(Frozen):
    """What no answer still to come can change."""

    rating: bool
    alignment: bool
    outcomes: bool
    all_settled: bool
    """Nothing that is left can change anything, and nothing is left that an assessment can't do without."""
    telling: tuple[str, ...]
    """Questions that can still make a difference, in order."""


class NextTold(_JudgedOne):
    """What to ask next."""

    is_done: bool
    """No question is left that can't stay blank."""
    next: tuple[QuestionTold, ...]
    """The next questions in order; empty if none is left."""
    left: tuple[str, ...]
    """Every question still to be asked, in order."""
    asked: tuple[str, ...]
    """Every question on the route, in order."""
    may_not_apply: tuple[str, ...]
    """Those of `asked` that are there only because an earlier answer is unknown."""
    set_aside: tuple[str, ...]
    """Answered, but no longer asked; those answers don't count."""
    answered: int
    about_total: int
    """Questions there will be, about."""
    look_ahead: LookAheadTold | None = None


class CompareTold(_JudgedOne):
    """Options side by side. Nothing is recommended."""

    comparison: Comparison


class FactorTold(Frozen):
    """A risk factor that is raised, or may be."""

    factor: str
    rating: Bounds


class RatedTold(Frozen):
    """One decision that was rated."""

    id: str
    status: Literal["rated"] = "rated"
    rating: Bounds
    """As proposed. `possible` is higher where something isn't known."""
    counts_confirmed: tuple[int, int, int, int]
    """Factors confirmed as severe, high, moderate, low."""
    counts_possible: tuple[int, int, int, int]
    factors: tuple[FactorTold, ...]
    """Worst first."""
    rules: tuple[str, ...]
    """Rules that hold or may hold, in questionnaire order."""
    floors: tuple[str, ...]
    standings: dict[str, Standing]
    """Element of the strategy -> how the decision stands against it."""
    unknown: tuple[str, ...]
    """Questions on its route that count as unknown, in order."""
    is_screened_out: bool
    is_complete: bool
    signatories: tuple[Role, ...]
    outcomes: tuple[Outcome, ...]


class RefusedTold(Frozen):
    """One decision that could not be rated, and every reason."""

    id: str
    status: Literal["refused"] = "refused"
    errors: tuple[FaultTold, ...]
    """`path` is a JSON pointer into the body of the request."""


class ScreenTold(_Judged):
    """Each decision, in the order it came. None is left out."""

    pinned: Pinned
    rated: int
    refused: int
    by_possible: dict[LevelName, int]
    """How many were rated at each possible level."""
    decisions: tuple[Annotated[RatedTold | RefusedTold, Field(discriminator="status")], ...]
    texts: Texts | None = None


class GateTold(Frozen):
    """Whether a decision goes through. The status is 200 whatever the verdict: read `verdict.verdict`."""

    on_from: Literal["request", "server"]
    """Who named the day that it was judged for."""
    verdict: GateVerdict


class VerifyTold(Frozen):
    """The verdict on a signed report."""

    at: datetime
    """The server's time, at which certificates had to be in force."""
    verdict: Verdict
