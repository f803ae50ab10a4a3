"""A PDF that the ledger knows -> the files that it carries. For one that nobody vouches for, see `verify`."""

import io
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from impact_check.errors import SignOffError
from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.model.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Inside:
    """What a report carries."""

    assessment: Assessment
    receipt: Receipt


def files_inside(pdf: bytes) -> dict[str, bytes]:
    """Return the attached files by name. Raises SignOffError if it is no PDF with files inside."""
    try:
        root = PdfFileReader(io.BytesIO(pdf), strict=True).root
        listed = list(root["/Names"]["/EmbeddedFiles"]["/Names"])
        return {str(name): _content(spec) for name, spec in zip(listed[::2], listed[1::2], strict=True)}
    except (PdfError, KeyError, ValueError) as error:
        raise SignOffError(tr("This PDF doesn’t carry the assessment that it was made from.")) from error


def inside(pdf: bytes) -> Inside:
    """Return the data that a report was made from. Raises SignOffError if it carries none that can be read."""
    files = files_inside(pdf)
    try:
        return Inside(
            Assessment.model_validate_json(files["assessment.json"]), Receipt.model_validate_json(files["receipt.json"])
        )
    except (KeyError, ValidationError) as error:
        raise SignOffError(tr("This PDF doesn’t carry the assessment that it was made from.")) from error


def _content(spec: Any) -> bytes:
    content: bytes = spec.get_object()["/EF"]["/F"].data
    return content
