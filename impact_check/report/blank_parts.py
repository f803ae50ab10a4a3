"""What a blank form prints, as frozen plain data: every word chosen; nothing left to compute."""

from dataclasses import dataclass
from typing import Literal

Area = Literal["choices", "number", "date", "line", "box"]
"""Where the answer goes: tick boxes, a short box with its unit, day month year, one line, or a large box."""


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """When something is to be answered: one sentence, or a lead and what it lists."""

    lead: str
    items: tuple[str, ...] = ()
    """Empty if the lead says all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One tick box."""

    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceSpace:
    """Room to say what shows an answer."""

    lead: str
    grades: tuple[str, ...]
    """The grades that are enough, strongest first."""
    note: str
    """Which grades don't count; empty if all do."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question with room for its answer."""

    number: int
    """From 1, through the whole form."""
    id: str
    """What the answer is called in a file of answers."""
    text: str
    only_if: OnlyIf | None
    """`None` if it is always asked, or if the box right above it says when."""
    help: str
    """May be empty."""
    why: str
    remarks: tuple[str, ...]
    """Must be known, may be left blank, isn't published."""
    area: Area
    hint: str
    """How to use the area: `Tick one.`, `A whole number of people, 0 to 500.`; may be empty."""
    choices: tuple[Choice, ...]
    in_columns: bool
    """The choices are short enough, or too many, to stand one below the other."""
    unit: str
    """What a number counts; empty if that needs no word."""
    not_applicable: bool
    evidence: EvidenceSpace | None


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that follow each other and are asked under one condition. Never empty."""

    only_if: OnlyIf | None
    """Stands in a box above the first question. `None` if each question says for itself."""
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A condition that many later questions share: worked out once, ticked, and named by its letter from then on."""

    letter: str
    says: OnlyIf


@dataclass(frozen=True, slots=True)
class FormSection:
    """The questions of one section, in the order asked."""

    id: str
    """The anchor that links lead to."""
    heading: str
    numbers: str
    """`questions 5 to 12`."""
    intro: str
    """May be empty."""
    blocks: tuple[Block, ...]
    checkpoints: tuple[Checkpoint, ...]
    """To be ticked once the section is answered. May be empty."""


@dataclass(frozen=True, slots=True)
class TypedAs:
    """How the answer to one question is written in a file of answers."""

    number: int
    id: str
    write: str


@dataclass(frozen=True, slots=True)
class BlankView:
    """A whole blank form."""

    heading: str
    document_title: str
    running_title: str
    reference: str
    """Which questionnaire and version it is, with the beginning of its content hash."""
    extent: str
    """`93 questions in 11 parts`."""
    first: str
    """Where to begin, as a sentence."""
    has_evidence: bool
    """Some question asks for evidence."""
    grades: tuple[str, ...]
    sections: tuple[FormSection, ...]
    groups_heading: str
    groups: tuple[Choice, ...]
    """The groups of people, each with its plain words. Empty if no question offers them."""
    typing_heading: str
    typing_annex: str
    """`Annex B`."""
    typed_as: tuple[TypedAs, ...]
    sample: str
    """A file of answers to begin with: a few lines of YAML that can be read as they stand."""
    start_command: str
    """What to type to answer on the screen."""
    file_command: str
    """What to type to have the file rated."""
