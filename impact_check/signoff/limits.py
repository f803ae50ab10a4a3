"""A file from anybody -> its parts, within limits on size, count and unpacking, so that it can't fill the computer."""

import base64
import zlib
from dataclasses import dataclass
from typing import Any

from impact_check.errors import ImpactCheckError
from impact_check.language import tr

MEGABYTE = 1024 * 1024
_WAYS = ((), ("/FlateDecode",), ("/ASCII85Decode",), ("/ASCII85Decode", "/FlateDecode"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be in each respect. A long report has some 4 MB, 100 pages and 20,000 objects."""

    file: int = 64 * MEGABYTE
    """Bytes."""
    pages: int = 2_000
    objects: int = 500_000
    revisions: int = 32
    attachment: int = 16 * MEGABYTE
    """Bytes, unpacked."""
    stream: int = 64 * MEGABYTE
    """Bytes of any other part, unpacked."""


class UnsafeFileError(ImpactCheckError):
    """A PDF can't be read, or not within the limits. The message says why; nothing in it can be relied on."""


def unpacked(stream: Any, limit: int) -> bytes:
    """Return the content of a stream of a PDF (as pyHanko reads it), at most `limit` bytes.

    Only streams that aren't packed, or once with Flate, are read, and those whose packed bytes are written as ASCII:
    nothing else is in our reports. Raises UnsafeFileError if it is packed otherwise, damaged or larger.
    """
    filters, raw = stream.get("/Filter", ()), stream.encoded_data
    ways = tuple(filters) if isinstance(filters, list | tuple) else (filters,)
    if "/DecodeParms" in stream or ways not in _WAYS:
        raise UnsafeFileError(tr("A part of it is packed in a way that our reports never use."))
    if "/ASCII85Decode" in ways:
        raw = _from_ascii(raw)
    content = _inflated(raw, limit) if "/FlateDecode" in ways else raw
    if len(content) > limit:
        raise UnsafeFileError(tr("A part of it is far larger than it pretends to be."))
    return content


def _from_ascii(raw: bytes) -> bytes:
    try:
        return base64.a85decode(raw.strip().removesuffix(b"~>"))
    except ValueError as error:
        raise UnsafeFileError(tr("A part of it is damaged.")) from error


def _inflated(raw: bytes, limit: int) -> bytes:
    """Unpack, and stop one byte after the limit."""
    try:
        return zlib.decompressobj().decompress(raw, limit + 1)
    except zlib.error as error:
        raise UnsafeFileError(tr("A part of it is damaged.")) from error
