"""The bytes of a PDF -> its revisions, signatures and attached files, read strictly and within limits."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DecodePurpose
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from impact_check.language import tr
from impact_check.signoff.limits import Limits, UnsafeFileError, unpacked


class Reader(PdfFileReader):
    """Reads strictly, within limits, and the table of each object stream only once.

    pyHanko reads that table anew for each object in it: with the 20,000 objects of a long report that takes minutes.
    The method is private, so pyHanko's version is pinned, and tests/signoff/test_opened.py fails if this stops working.
    """

    def __init__(self, pdf: bytes) -> None:
        self._tables: dict[int, tuple[bytes, list[int]]] = {}
        super().__init__(io.BytesIO(pdf), strict=True, decode_limits=DecodeLimits.for_untrusted_input())

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        if stmnum not in self._tables:
            stream: Any = generic.Reference(stmnum, 0, self).get_object()
            if stream["/Type"] != "/ObjStm":
                raise PdfStrictReadError("not an object stream")
            content = stream.read_data(DecodePurpose.OBJECT_STREAM)
            table = [int(word) for word in content[: stream["/First"]].split()]
            if len(table) != 2 * stream["/N"]:
                raise PdfStrictReadError("an object stream has another number of objects than it says")
            self._tables[stmnum] = content[stream["/First"] :], table
        content, table = self._tables[stmnum]
        if idx < 0 or table[2 * idx] != idnum:
            raise PdfStrictReadError("an object is in another place than the file says")
        at = io.BytesIO(content)
        at.seek(table[2 * idx + 1])
        found = generic.read_object(at, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfStrictReadError("an object stream holds what it may not")
        return found


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF as read."""

    pdf: bytes
    reader: Reader
    ends: tuple[int, ...]
    """Where each revision ends, oldest first: revision 0 is `pdf[: ends[0]]`."""
    signatures: tuple[EmbeddedPdfSignature, ...]
    """In the order of their revisions."""

    def revision(self, number: int) -> bytes:
        """Return the file as it was at a revision, from 0."""
        return self.pdf[: self.ends[number]]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a PDF."""

    name: str
    content: bytes
    is_associated: bool
    """It is in the catalog's /AF as well, as PDF/A-3 wants."""


def open_pdf(pdf: bytes, limits: Limits) -> Opened:
    """Read a PDF. Raises UnsafeFileError, whatever is wrong with it."""
    if len(pdf) > limits.file:
        raise UnsafeFileError(tr("It is larger than {count} MB.", count=limits.file // (1024 * 1024)))
    with anything_is_unsafe():
        reader = Reader(pdf)
        sections = range(reader.xrefs.total_revisions)
        if (
            len(sections) > limits.revisions
            or int(reader.trailer["/Size"]) > limits.objects
            or int(reader.root["/Pages"]["/Count"]) > limits.pages
            or reader.encrypted
        ):
            raise UnsafeFileError(tr("It has more pages or parts than any report, or it is locked with a password."))
        if reader.xrefs.hybrid_xrefs_present:
            raise UnsafeFileError(tr("It lists its parts twice, so that programs can read it differently."))
        ends = tuple(_end(pdf, reader, section) for section in sections)
        if any(later <= earlier for earlier, later in pairwise(ends)):
            raise UnsafeFileError(tr("Its parts are not in the order of signing, as after a website made it smaller."))
        return Opened(pdf, reader, ends, tuple(reader.embedded_signatures))


def attached_files(reader: Reader, limits: Limits, *, revision: int | None = None) -> tuple[Attached, ...]:
    """Return the files inside a PDF, or inside it as it was at a revision, by name.

    Raises UnsafeFileError if one is too large, or they are listed in a way that our reports never use.
    """
    with anything_is_unsafe():
        root = reader.root if revision is None else reader.get_historical_root(revision)
        names = root["/Names"]["/EmbeddedFiles"]
        if "/Kids" in names:
            raise UnsafeFileError(tr("It lists its attached files in a way that our reports never use."))
        listed = list(names.get("/Names", ()))
        associated = [_file_of(spec).reference for spec in root["/AF"]]
        specs = list(zip(listed[::2], listed[1::2], strict=True))
        if len(specs) > 8 or len(associated) != len(specs):
            raise UnsafeFileError(tr("It has other attached files than our reports have."))
        found = [(str(name), _file_of(spec)) for name, spec in specs]
        return tuple(
            Attached(name, unpacked(file.get_object(), limits.attachment), file.reference in associated)
            for name, file in sorted(found, key=lambda item: item[0])
        )


@contextmanager
def anything_is_unsafe() -> Iterator[None]:
    """Turn whatever a hostile or damaged file makes its reader raise into an UnsafeFileError.

    Readers of PDF raise errors of every kind when they are surprised. None of them means that the file is good.
    """
    logger, silence = logging.getLogger("pyhanko"), logging.NullHandler()
    propagates = logger.propagate
    logger.addHandler(silence)
    logger.propagate = False  # Its parts have loggers of their own, which hand on to this one.
    try:
        yield
    except UnsafeFileError:
        raise
    except Exception as error:
        raise UnsafeFileError(tr("It is damaged, or not a PDF as our reports are.")) from error
    finally:
        logger.removeHandler(silence)
        logger.propagate = propagates


def _file_of(spec: Any) -> Any:
    return spec.get_object()["/EF"].raw_get("/F")


def _end(pdf: bytes, reader: Reader, section: int) -> int:
    """Return where a revision ends: after its own end mark, and the line end that follows it.

    The mark is looked for after the list of parts that the file's chain leads to, and what stands between must be that
    chain's number: text inside the file that looks like an end mark is never taken for one.
    """
    listing = reader.xrefs.get_xref_container_info(section)
    mark = pdf.index(b"%%EOF", listing.end_location)
    between = pdf[listing.end_location : mark].split()
    if between[-2:] != [b"startxref", str(listing.declared_startxref).encode()]:
        raise UnsafeFileError(tr("Its parts are not in the order of signing, as after a website made it smaller."))
    end = mark + len(b"%%EOF")
    for line_end in (b"\r\n", b"\n", b"\r"):
        if pdf.startswith(line_end, end):
            return end + len(line_end)
    return end
