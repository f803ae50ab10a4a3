"""What a report prints, as frozen plain data: every word chosen, ordered and formatted; nothing left to compute."""

from collections.abc import Mapping
from dataclasses import dataclass

from impact_check.report.page_one_parts import (
    AnswerPart,
    Heading,
    Line,
    Mark,
    PageOne,
    Pair,
    Passage,
    PutForward,
    Row,
    Shape,
    Tick,
    Written,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The decision itself."""

    summary: Passage
    rows: tuple[Row, ...]
    groups_note: str
    groups: tuple[Row, ...]
    """Each affected group: title, and who that is."""


@dataclass(frozen=True, slots=True)
class FindingLink:
    """A finding named under a risk factor."""

    number: int
    because: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class FactorPart:
    """One risk factor that is raised, or may be."""

    id: str
    title: str
    plain: str
    exposure: str
    inherent: Pair
    residual: Pair
    unmitigated: Pair
    groups: str
    findings: tuple[FindingLink, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A risk factor against some groups or principles; `None` where it has nothing to do with the column."""

    title: str
    cells: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Risk factors by groups or principles, few enough columns to fit a page."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class FindingPart:
    """One rule that fired or may fire, with its reasons."""

    number: int
    because: str
    effect: str
    """What it raises, on which factors."""
    certainty: str
    rule: str
    """The rule's condition in words; may be empty."""
    answers: tuple[AnswerPart, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FloorPart:
    """A rule that holds whatever is promised."""

    mark: Mark
    because: str
    state: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risks:
    """How people could be left lonelier."""

    intro: str
    factors: tuple[FactorPart, ...]
    exposure_legend: str
    shared: tuple[FindingLink, ...]
    """Findings about exposure that apply to every harm."""
    matrices: tuple[Matrix, ...]
    matrix_note: str
    floors: tuple[FloorPart, ...]
    findings: tuple[FindingPart, ...]


@dataclass(frozen=True, slots=True)
class PrinciplePart:
    """One element of a strategy and how the decision stands against it."""

    label: str
    """Its kind and id: `Principle KP5`."""
    wording: str
    plain: str
    standing: Mark
    standing_residual: Mark
    factors: tuple[tuple[str, Mark], ...]
    """Risk factors against it, worst first, with their possible level."""
    open_checks: tuple[str, ...]
    supports: tuple[str, ...]
    """What on record speaks for it."""


@dataclass(frozen=True, slots=True)
class StrategyPart:
    """One strategy: the elements the decision goes against in full, the others in short."""

    title: str
    status: str
    counts: str
    wording_sources: str
    """Where the words come from."""
    matrices: tuple[Matrix, ...]
    """Risk factors by principles."""
    against: tuple[PrinciplePart, ...]
    others: tuple[PrinciplePart, ...]


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One risk factor of the chart: open circle as proposed, filled square after mitigation."""

    label: tuple[str, ...]
    label_y: float
    y: float
    from_x: float
    to_x: float
    before: Shape
    after: Shape
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A before-and-after chart. Positions are in the drawing's own units."""

    title: str
    """The whole chart in words: its text alternative."""
    width: float
    height: float
    top: float
    bottom: float
    axis_y: float
    ticks: tuple[Tick, ...]
    rows: tuple[DumbbellRow, ...]


@dataclass(frozen=True, slots=True)
class MitigationPart:
    """One mitigation and what it earns."""

    id: str
    action: Passage
    factor: str
    credit: str
    reasons: tuple[str, ...]
    """Why it earns nothing; empty when it earns credit."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What others have found to help against one factor."""

    factor: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mitigations:
    """Before and after."""

    intro: str
    branch: str
    """What holds if no unverified mitigation happens."""
    charts: tuple[Dumbbell, ...]
    factors: tuple[FactorPart, ...]
    """The factors that a mitigation is aimed at."""
    mitigations: tuple[MitigationPart, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class WhatIfPart:
    """What would bring the rating down, or what stands in the way."""

    intro: str
    ways: tuple[str, ...]
    """Each is enough; the smallest first. May be empty."""
    notes: tuple[str, ...]
    fixed: tuple[str, ...]
    """What no change takes away; only where there is no way."""
    movable: str
    """What changes could bring down, but not with so few; may be empty."""


OptionCell = tuple[Mark | Line, ...]
"""What a table says of one option, line by line."""


@dataclass(frozen=True, slots=True)
class OptionHead:
    """One option: the proposal or an alternative."""

    label: str
    """`Proposal`, `O1`: short enough for the head of a column."""
    title: Passage
    summary: Passage


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One thing that is compared, with a cell for each option."""

    label: str
    cells: tuple[OptionCell, ...]


@dataclass(frozen=True, slots=True)
class OptionTable:
    """Things compared, by option. Never empty."""

    caption: str
    alone: str
    """The caption where it tells of one option only."""
    corner: str
    """The heading of the first column."""
    rows: tuple[OptionRow, ...]


@dataclass(frozen=True, slots=True)
class OptionsPart:
    """The proposal and its alternatives side by side."""

    intro: str
    notes: tuple[str, ...]
    heads: tuple[OptionHead, ...]
    """The proposal first."""
    in_columns: bool
    """They are few enough to stand beside each other."""
    tables: tuple[OptionTable, ...]
    in_full: tuple[Row, ...]
    """Answers of alternatives that the tables shorten."""
    same: tuple[str, ...]
    """What is the same for all, a sentence each."""


@dataclass(frozen=True, slots=True)
class FindOutPart:
    """One unknown and what knowing it could change."""

    question: str
    state: str
    who: str
    if_good: Mark
    is_must: bool


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What isn't known, and what was not looked into."""

    intro: str
    find_out: tuple[FindOutPart, ...]
    without_answer: tuple[tuple[str, tuple[str, ...]], ...]
    """Headings, each with its questions: don't know; no evidence; not answered."""
    factors_not_considered: tuple[str, ...]
    groups_not_named: tuple[str, ...]
    groups_note: str
    not_applicable: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How the rating works, and on which conventions."""

    paragraph: str
    table: tuple[tuple[str, tuple[Mark, Mark, Mark]], ...]
    """Severity word, then the level at limited, raised and acute exposure."""
    conventions: tuple[str, ...]
    in_force: str


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """What one person signs: by hand, in a field of the PDF, or elsewhere, if there is neither."""

    role: str
    what: str
    """What the signature says."""
    outcomes: tuple[str, ...] = ()
    """What may be ticked beside a signature by hand; empty where none is wanted."""
    chosen: str = ""
    """That the signature is for the outcome put forward; empty beside a signature by hand."""
    field: str = ""
    """The name of the signature field; empty if there is none."""
    field_title: str = ""
    """What the field is for, read out by screen readers."""


@dataclass(frozen=True, slots=True)
class SignedPart:
    """One signature, or one approval that was recorded. A seal is never called a person's own signature."""

    role: str
    name: str
    how: str
    """That they signed with their own key, or that their approval was recorded, by whom, under whose seal."""
    date: str
    source: str = ""
    """Where an approval can be seen; empty for a signature."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who must sign, and what."""

    intro: str
    blocked: tuple[str, ...]
    boxes: tuple[SignatureBox, ...]
    record: str
    """Which assessment, day and questionnaire the signatures are for."""
    put_forward: PutForward | None = None
    signed: tuple[SignedPart, ...] = ()
    signed_status: str = ""
    """How many have signed, and who is next; empty where that isn't told."""
    seal: SignatureBox | None = None
    """For a public copy only: the council's seal, which says whose copy it is."""
    check: tuple[Row, ...] = ()
    """What to compare when the report is checked; empty where that isn't told."""


@dataclass(frozen=True, slots=True)
class SectionPart:
    """The answers of one section of the questionnaire."""

    title: str
    answers: tuple[AnswerPart, ...]


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """One piece of evidence."""

    id: str
    title: Passage
    grade: str
    date: str
    where: Passage
    sha256: str


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One source in full."""

    citation: str
    grade: str
    says: str
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class Annex:
    """Everything the report rests on."""

    answered: str
    """Who answered and when, if it is the same for all; else empty, and each answer says it."""
    history: str
    """Whether the history of the file fits together, in a sentence."""
    sections: tuple[SectionPart, ...]
    set_aside: tuple[AnswerPart, ...]
    evidence: tuple[EvidencePart, ...]
    sources: tuple[SourcePart, ...]


@dataclass(frozen=True, slots=True)
class WithheldPart:
    """What was left out of a public copy, by class, with how much of it and why. No rows: nothing."""

    intro: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReportView(PageOne):
    """A whole report. A screened-out decision has a short form, which leaves parts out."""

    running_title: str
    """The decision's name, short enough for the top of each page."""
    document_title: str
    reference: str
    created: str
    modified: str
    """Times as W3C dates, for the document's metadata."""
    description: str
    author: str
    headings: Mapping[str, Heading]
    """By name, only those of this form, in order."""
    proposal: Proposal
    reasons: Passage
    """Why no impact is expected, or why to go on despite it."""
    risks: Risks
    strategies: tuple[StrategyPart, ...]
    mitigations: Mitigations
    what_if: WhatIfPart | None
    """None if it wasn't worked out, or there is nothing to bring down."""
    options: OptionsPart | None
    """None if there are no alternatives."""
    unknowns: Unknowns
    method: Method
    sign_off: SignOff
    annex: Annex
    written: tuple[Written, ...]
    """Every text that people wrote, for checks before printing."""
    withheld: WithheldPart | None = None
    """For a public copy only."""
