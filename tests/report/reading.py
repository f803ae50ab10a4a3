"""What stands in a PDF: the texts of its pages, and all strings of an object."""

import re
from collections.abc import Iterator

import pikepdf


def shown_text(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what the glyphs of each page say, as its fonts tell; a space for each move."""
    for page in pdf.pages:
        yield from _said(page)


def stamped_text(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what the glyphs of each drawing say that isn't a page, such as the stamp of a signature."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form" and "/Resources" in found:
            yield from _said(found)


def _said(drawing: pikepdf.Page | pikepdf.Object) -> Iterator[str]:
    characters = {name: _characters(font) for name, font in drawing.Resources.get("/Font", {}).items()}
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(drawing):
        match str(operator):
            case "Tf":
                font = characters[str(operands[0])]
            case "Tj" | "TJ":
                pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        data = bytes(piece)
                        codes = zip(data[::2], data[1::2], strict=True)
                        yield "".join(font.get(high * 256 + low, "") for high, low in codes)


def _characters(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(said.decode()).decode("utf-16-be", "replace") for code, said in pairs}


def strings_in(value: object) -> Iterator[object]:
    if isinstance(value, pikepdf.String):
        yield value
    elif isinstance(value, pikepdf.Array):
        for inside in value:
            if not getattr(inside, "is_indirect", False):
                yield from strings_in(inside)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for inside in value.values():
            if not getattr(inside, "is_indirect", False):
                yield from strings_in(inside)
