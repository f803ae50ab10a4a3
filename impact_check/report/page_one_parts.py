"""What the first page of a report prints, as frozen plain data: what `rate` shows needs no more of it."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["none", "low", "moderate", "high", "severe"]
"""A level, as the name of its shape and colour in report.css."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that somebody wrote, with the way it runs and, where the script tells, its language."""

    text: str
    direction: Literal["rtl", "ltr"]
    language: str | None


Passage = tuple[Line, ...]
"""A text that somebody wrote, line by line, blank lines left out. May be empty."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A level or standing as shape, colour and word. The word alone must be enough."""

    shape: Shape
    word: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A rating: what is confirmed, what is possible, and both in words."""

    confirmed: Mark
    possible: Mark
    words: str
    """`High`; `Low, may be severe`; `Not known, may be high`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled value of a two-column table."""

    label: str
    value: Passage


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating drawn on the five levels. Lengths are in the drawing's own units."""

    title: str
    """The whole drawing in words."""
    ticks: tuple["Tick", ...]
    confirmed_x: float
    possible_x: float
    shape: Shape


@dataclass(frozen=True, slots=True)
class Tick:
    """One level on an axis."""

    x: float
    word: str


@dataclass(frozen=True, slots=True)
class RatingCard:
    """One branch of the overall rating on page 1."""

    heading: str
    pair: Pair
    sentence: str
    scale: Scale


@dataclass(frozen=True, slots=True)
class Harm:
    """One of the worst risk factors, for page 1."""

    title: str
    pair: Pair
    sentence: str
    number: str
    """A number that the answers give, with the question it answers; empty if none is known."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Page 1: what a councillor needs."""

    status: str
    rows: tuple[Row, ...]
    """What is decided, and for whom."""
    facts: tuple[Row, ...]
    """Who decides, when, for how many people: short values, four side by side."""
    cards: tuple[RatingCard, ...]
    """As proposed, then after the mitigations that count."""
    unmitigated: str
    """What holds if no unverified mitigation happens; empty if nothing was claimed."""
    counts: str
    challenge: str
    """That a second person sees it otherwise, or that there is none where much is at stake; may be empty."""
    reasons: Passage
    """Why no impact is expected, shortened; for the short form."""
    harms_heading: str
    harms: tuple[Harm, ...]
    harms_note: str
    strengths: tuple[str, ...]
    """What the decision does for people's contact, in a few sentences; empty if it may do moderate harm or more."""
    strengths_note: str
    conflicts_heading: str
    conflicts: tuple[str, ...]
    conflicts_note: str
    unknown: tuple[str, ...]
    unknown_note: str
    permitted: tuple[str, ...]
    permitted_note: str
    put_forward: str
    """What was put forward to be signed; empty if nothing was."""
    signatories: tuple[str, ...]
    duty: str
    """What this assessment is not."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A question, what was answered and what supports it."""

    question: str
    answer: Passage
    remark: str
    """How the answer counts, where that isn't plain; may be empty."""
    evidence: tuple[str, ...] = ()
    note: Passage = ()
    meta: str = ""
    """Who answered and when; publish class."""
    is_long: bool = False
    """Too long for a table column."""


@dataclass(frozen=True, slots=True)
class CheckPart:
    """One process check that isn't met."""

    title: str
    state: str
    because: str
    fix: str


@dataclass(frozen=True, slots=True)
class Assurance:
    """How well the decision was assessed."""

    intro: str
    must: tuple[CheckPart, ...]
    should: tuple[CheckPart, ...]
    met: tuple[str, ...]
    not_applicable: tuple[str, ...]
    left: tuple[str, ...] = ()
    """Checks that an early stop left unlooked at."""
    left_note: str = ""
    """What that means; empty if there are none."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that a challenger sees otherwise."""

    title: str
    rows: tuple[Row, ...]
    """What the author says, what the challenger says, why, and whether it has changed since."""


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """What one challenger said."""

    name: str
    tally: str
    """When they looked, and how many points they agreed with, disagreed with and left."""
    rating: str
    """The author's rating beside the one that the challenger's answers give."""
    in_short: str
    """How much differs with the challenger's answers, counted; empty if nothing does. For the terminal."""
    moved: tuple[str, ...]
    """Elements of the strategy and findings that differ with the challenger's answers."""
    disagreements: tuple[Disagreement, ...]
    look_again: tuple[str, ...]
    """What they agreed with before it changed."""


@dataclass(frozen=True, slots=True)
class ChallengePart:
    """What a second person said."""

    nobody: str
    """That there is none; empty if somebody has looked."""
    people: tuple[SecondPerson, ...]


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One contested thing, for the person who challenges it. It stands in no report."""

    title: str
    why: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BenefitPart:
    """One benefit on record."""

    level: str
    because: str
    for_whom: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionPart:
    """Something that must be done for the decision to go ahead."""

    id: str
    what: Passage
    owner: Passage
    due: str


@dataclass(frozen=True, slots=True)
class PutForward:
    """What every signature is for."""

    sentence: str
    not_permitted: str
    """That the answers as they are now don't permit it; empty if they do."""
    conditions: tuple[ConditionPart, ...]
    reasons: Passage


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered section heading and the id that links lead to."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A text that somebody wrote, and where it stands, for error messages."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class PageOne:
    """What the first page says, and what stands behind it, for who reads no more than that."""

    heading: Line
    """The decision's name, short enough for a heading."""
    is_short: bool
    """The screening found nothing: print the short form."""
    summary: Summary
    assurance: Assurance
    challenge: ChallengePart | None
    """None if it wasn't worked out, or in a short form that nobody has challenged."""
    benefits: tuple[BenefitPart, ...]
