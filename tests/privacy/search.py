"""A PDF -> every text in it, by where it is looked for, so that one can be sure of what isn't there."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2

from tests.report.reading import shown_text, stamped_text, strings_in

_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def found_in_pdf(pdf: bytes, wanted: Iterable[str]) -> dict[str, set[str]]:
    """Return which texts are in a file, for each way of looking. White space doesn't count."""
    texts = {text: "".join(text.split()) for text in wanted}
    return {
        way: {text for text, bare in texts.items() if any(bare in reading for reading in readings)}
        for way, readings in _ways(pdf).items()
    }


def found_in_text(content: str, wanted: Iterable[str]) -> set[str]:
    return {text for text in wanted if "".join(text.split()) in "".join(content.split())}


def _ways(pdf: bytes) -> dict[str, list[str]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as xmp:
        strings = [string for whole in opened.objects for string in strings_in(whole)]
        ways = {
            "bytes": _readings(pdf),
            "streams": [text for stream in _streams(pdf) for text in _readings(stream)],
            "strings": [*map(str, strings), *(text for string in strings for text in _readings(bytes(string)))],
            "pages": ["".join(shown_text(opened))],
            "stamps": ["".join(stamped_text(opened))],
            "metadata": [str(xmp), str(dict(opened.docinfo))],
            "extraction": ["".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))],
        }
    return {way: ["".join(text.split()) for text in readings] for way, readings in ways.items()}


def _streams(pdf: bytes) -> Iterator[bytes]:
    """Yield the content of every stream, whether anything refers to it or not."""
    for start in _STREAM.finditer(pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[start.end() :])
        except zlib.error:
            yield pdf[start.end() : pdf.find(b"endstream", start.end())]


def _readings(content: bytes) -> list[str]:
    """Read bytes in each way that a PDF may write text: as it is, escaped, in hexadecimal, of one or two bytes."""
    octal = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), content)
    hexadecimal = b"\n".join(_unhexed(found[1]) for found in _HEX.finditer(content))
    return [
        part.decode(encoding, "ignore")
        for read in (content, octal, hexadecimal)
        for part, encoding in ((read, "utf-8"), (read, "utf-16-be"), (read[1:], "utf-16-be"))
    ]


def _unhexed(digits: bytes) -> bytes:
    bare = b"".join(digits.split())
    return bytes.fromhex((bare + b"0" * (len(bare) % 2)).decode())
