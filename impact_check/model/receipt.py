"""What a report carries beside the assessment: the result, and what it was made from and with."""

from datetime import date
from typing import Literal

from impact_check.model.base import Frozen
from impact_check.model.result import Result


class Toolchain(Frozen):
    """The programs that made a PDF. The same report made with the same toolchain has the same bytes."""

    impact_check: str
    weasyprint: str
    pydyf: str
    fonttools: str
    pango: str
    harfbuzz: str
    """Empty if its subset library is missing; fontTools then makes the subsets."""
    zlib: str
    """What compresses the streams."""
    fonts: str
    """SHA-256 over the bundled fonts."""
    templates: str
    """SHA-256 over the templates."""


class Receipt(Frozen):
    """What the assessment came to, in a form that a program can check (RFC 8785 makes one text of it)."""

    schema_version: Literal[1] = 1
    reference: str
    """The id of the assessment."""
    is_public_copy: bool = False
    """What isn't public was left out of the assessment beside it; the result is that of the full one."""
    assessment_sha256: str
    """Of the assessment in the file beside this one, as canonical JSON."""
    input_sha256: str
    """Of the assessment in the file beside this one, the day and the hash of the questionnaire: all that the result
    was computed from. Of a public copy it isn't that of the full assessment, by which anybody could find out whether a
    guess at what was left out is right.
    """
    engine: str
    """The version of impact_check that computed the result."""
    parameters_in_force: date
    """From when the questionnaire's numbers are in force."""
    toolchain: Toolchain
    result: Result
