"""A PDF with empty signature fields, and a signer -> the same bytes with one more signature after them (PAdES).

The first signature certifies the document (ISO 32000-1, 12.8.2.2: later ones may only fill in fields), the others
approve it, the last one closes it. Nothing but the signature is added: the signed file begins with the unsigned one.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, LayoutError, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from impact_check.errors import SignOffError
from impact_check.language import tr
from impact_check.model.questionnaire import Role
from impact_check.report.signature_fields import PREFIX
from impact_check.signoff.kept_key import KeptKeySigner

_CENTRED = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins())


@dataclass(frozen=True, slots=True)
class Field:
    """A place for a signature."""

    role: str
    is_signed: bool
    width: float
    """In points, as the height."""
    height: float


class QuietWriter(IncrementalPdfFileWriter):
    """Leaves the document's metadata as they are: pyHanko would write them anew, which PDF/A-3a checkers refuse."""

    def _update_meta(self) -> None:
        pass


class _Drawing(PdfContent):
    """The page of another PDF, as pyHanko wants what it draws."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = drawn
        left, bottom, right, top = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"


class _Signer(signers.PdfSigner):
    """Claims the time that it is given, not that of this computer's clock."""

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._at = at

    def init_signing_session(self, *args: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **options)
        session.system_time = self._at
        return session


def fields(pdf: bytes) -> tuple[Field, ...]:
    """Return the signature fields of a document, in order. Raises SignOffError if it is no PDF that can be signed."""
    with _in_words():
        return _fields(PdfFileReader(io.BytesIO(pdf), strict=True))


def _fields(reader: PdfFileReader) -> tuple[Field, ...]:
    return tuple(
        Field(name.removeprefix(PREFIX), value is not None, *_size(field.get_object()))
        for name, value, field in enumerate_sig_fields(reader)
        if name.startswith(PREFIX)
    )


def sign_pdf(
    pdf: bytes,
    *,
    role: Role | Literal["seal"],
    signer: Signer,
    name: str,
    reason: str,
    at: datetime,
    is_first: bool,
    is_last: bool,
    stamp: bytes,
    timestamper: TimeStamper | None = None,
) -> bytes:
    """Return the document with a signature in the field of a role. What was there before stays byte for byte.

    role: `seal` is that of a public copy. name, reason: as readers of PDF files show them. at: the time that is
    claimed. stamp: a PDF of one page, which is shown in the field. timestamper: an authority that confirms the time.
    Raises SignOffError if there is no empty field for the role, the key can't sign, or the authority doesn't answer.
    """
    settings = signers.PdfSignatureMetadata(
        field_name=PREFIX + role,
        md_algorithm="sha256",
        name=name,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=is_first,
        docmdp_permissions=MDPPerm.NO_CHANGES if is_last else MDPPerm.FILL_FORMS,
    )
    style = StaticStampStyle(
        background=_Drawing(stamp),
        background_layout=_CENTRED,
        border_width=0,
        background_opacity=1.0,
    )
    written = io.BytesIO()
    with _in_words():
        writer = QuietWriter(io.BytesIO(pdf), strict=True)
        _check_field(_fields(writer.prev), role)
        pdf_signer = _Signer(settings, signer, timestamper=timestamper, stamp_style=style, at=at.astimezone(UTC))
        # How long a time stamp is, only its authority can tell.
        room = signer.room if isinstance(signer, KeptKeySigner) and timestamper is None else None
        pdf_signer.sign_pdf(writer, existing_fields_only=True, output=written, bytes_reserved=room)
    signed = written.getvalue()
    if not signed.startswith(pdf):
        raise AssertionError("signing changed what was signed")
    return signed


def _check_field(fields: tuple[Field, ...], role: str) -> None:
    field = next((field for field in fields if field.role == role), None)
    if field is None:
        raise SignOffError(tr("This PDF has no place for the signature of this role."))
    if field.is_signed:
        raise SignOffError(tr("This PDF is signed in this role already."))


def _size(field: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in field["/Rect"])
    return abs(right - left), abs(top - bottom)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what pyHanko meets into a sentence."""
    try:
        yield
    except TimestampRequestError as error:
        raise SignOffError(
            tr(
                "The time-stamp authority didn’t answer as it should ({reason}). Nothing was signed. "
                "Try again later, or sign without it.",
                reason=error,
            )
        ) from error
    except (PdfError, SigningError, LayoutError) as error:
        raise SignOffError(tr("This PDF can’t be signed: {reason}.", reason=error)) from error
