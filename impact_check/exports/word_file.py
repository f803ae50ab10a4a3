"""An empty Word document: A4, styles, languages, page numbers; and its bytes, the same each time."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from impact_check.language import Direction, tr, without_marks
from impact_check.model.text import direction

FONT = "Arial"
SMALL = "Small print"
SMALL_WORDS = "Small words"
TABLE = "Table Grid"
"""The styles of a small paragraph, of small words in a larger one, and of tables."""
INK = RGBColor(0x0B, 0x0C, 0x0C)
TEXT_WIDTH = Mm(170)

_LOCALES = {"ar": "ar-SA", "cy": "cy-GB", "en": "en-GB", "gu": "gu-IN", "pa": "pa-IN", "pl": "pl-PL", "ur": "ur-PK"}
_SIZES = {"Normal": 10.5, "Heading 1": 20, "Heading 2": 15, "Heading 3": 12, "Heading 4": 11, "Caption": 10.5}
_BOLD = frozenset(["Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption"])
_SPACE = {"Normal": (0, 5), "Heading 1": (0, 10), "Heading 2": (16, 6), "Heading 3": (12, 4), "Heading 4": (10, 4)}
_TABLES = frozenset(["Normal Table", TABLE])
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says about itself. Times are in UTC."""

    title: str
    kind: str
    running_title: str
    reference: str
    author: str
    description: str
    created: datetime
    modified: datetime
    language: str
    direction: Direction


def locale(language: str) -> str:
    """Return a language as Word names it: with a country, where one must be chosen."""
    return _LOCALES.get(language, language)


def new_document(imprint: Imprint) -> WordDocument:
    """Return a document with nothing in it yet but its header and footer."""
    document: WordDocument = Document()
    _set_page(document, imprint)
    _set_styles(document, imprint)
    _set_settings(document, imprint)
    _set_properties(document, imprint)
    _set_edges(document, imprint)
    return document


def to_bytes(document: WordDocument) -> bytes:
    """Return the file, with the same time on all its parts."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            archive.writestr(zipfile.ZipInfo(part.filename, _ZIP_TIME), parts.read(part), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def restarted_numbers(document: WordDocument) -> int:
    """Return the id of a numbering like that of the style List Number which begins at 1 again."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    like = numbering.num_having_numId(style.pPr.numPr.numId.val)
    num = numbering.add_num(like.abstractNumId.val)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(num.numId)


def tick_boxes(document: WordDocument) -> int:
    """Return the id of a numbering that puts an empty box before each item."""
    numbering = document.part.numbering_part.element
    kinds = numbering.findall(qn("w:abstractNum"))
    new = 1 + max(int(kind.get(qn("w:abstractNumId"))) for kind in kinds)
    kinds[-1].addnext(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{new}"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="☐"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>'
            '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:hint="default"/></w:rPr>'
            "</w:lvl></w:abstractNum>"
        )
    )
    return int(numbering.add_num(new).numId)


def _set_page(document: WordDocument, imprint: Imprint) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    if imprint.direction == "rtl":
        place = section._sectPr.find(qn("w:docGrid"))  # python-docx has no other way.
        bidi = OxmlElement("w:bidi")
        section._sectPr.append(bidi) if place is None else place.addprevious(bidi)


def _set_styles(document: WordDocument, imprint: Imprint) -> None:
    styles = document.styles
    for style in [style for style in styles if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLES]:
        style.delete()
    styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles.add_style(SMALL_WORDS, WD_STYLE_TYPE.CHARACTER)
    for name, size in (*_SIZES.items(), (SMALL, 9), (SMALL_WORDS, 9), ("Header", 9), ("Footer", 9)):
        _set_font(styles[name], size, is_bold=name in _BOLD)
    for name, (before, after) in _SPACE.items():
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(after)
    for name in ("Header", "Footer"):
        stops = styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for name in ("List Bullet", "List Bullet 2", "List Number"):
        styles[name].paragraph_format.space_after = Pt(3)
    styles["Caption"].paragraph_format.space_before = Pt(8)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles[TABLE].element.replace(styles[TABLE].element.find(qn("w:tblPr")), parse_xml(_TABLE))
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    said = locale(imprint.language)
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), said)
    language.set(qn("w:bidi"), said if imprint.direction == "rtl" else "ur-PK")
    _name_font(defaults.find(qn("w:rFonts")))


_TABLE = (
    f"<w:tblPr {nsdecls('w')}><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A9296"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
"""Thin grey lines, and some space around the text."""


def _set_font(style: Any, size: float, *, is_bold: bool) -> None:
    """Set a style's font, also for scripts that Word calls complex."""
    font = style.font
    font.size, font.name = Pt(size), FONT
    properties = style.element.rPr
    _name_font(properties.rFonts)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size * 2)))
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.sz.addnext(complex_size)
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        font.bold, font.cs_bold, font.italic, font.color.rgb = is_bold, is_bold, False, INK


def _name_font(fonts: Any) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _set_settings(document: WordDocument, imprint: Imprint) -> None:
    """Say the language, leave Word's compatibility mode, and take out what the template has from its makers."""
    settings = document.settings.element
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.attrib.clear()
        theme.set(qn("w:val"), locale(imprint.language))
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for part in (document.part.package, document.part):
        for id_, link in list(part.rels.items()):
            if link.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties")):
                part.rels.pop(id_)


def _set_properties(document: WordDocument, imprint: Imprint) -> None:
    said = document.core_properties
    said.title, said.subject = imprint.title[:255], imprint.kind[:255]
    said.author, said.last_modified_by = imprint.author[:255], imprint.author[:255]
    said.comments, said.identifier = imprint.description[:255], imprint.reference[:255]
    said.created, said.modified = imprint.created, imprint.modified
    said.language, said.revision, said.keywords = locale(imprint.language), 1, ""


def _set_edges(document: WordDocument, imprint: Imprint) -> None:
    section = document.sections[0]
    _write_edge(section.header.paragraphs[0], imprint.kind, "\t", imprint.running_title)
    for footer in (section.footer, section.first_page_footer):
        _write_edge(footer.paragraphs[0], imprint.reference, "\t", *_page_of_pages())


def _page_of_pages() -> list[str]:
    """Return `Page `, `{page}`, ` of ` and `{pages}`, as the language has them."""
    said = without_marks(tr("Page {page} of {pages}", page="{page}", pages="{pages}"))
    return re.split(r"(\{pages?\})", said)


def _write_edge(paragraph: Any, *texts: str) -> None:
    if direction("".join(texts)) == "rtl":
        set_direction(paragraph, "rtl")
    for text in texts:
        run = paragraph.add_run()
        run.font.rtl = direction(text) == "rtl" or None
        if text in _FIELDS:
            for mark in _FIELDS[text]:
                run._r.append(parse_xml(mark))  # python-docx knows no fields.
        else:
            run.text = text


def _field(name: str) -> tuple[str, ...]:
    space = nsdecls("w")
    return (
        f'<w:fldChar {space} w:fldCharType="begin"/>',
        f'<w:instrText {space} xml:space="preserve"> {name} </w:instrText>',
        f'<w:fldChar {space} w:fldCharType="separate"/>',
        f"<w:t {space}>1</w:t>",
        f'<w:fldChar {space} w:fldCharType="end"/>',
    )


_FIELDS = {"{page}": _field("PAGE"), "{pages}": _field("NUMPAGES")}


def set_direction(paragraph: Any, direction: Direction) -> None:
    """Say which way a paragraph runs."""
    bidi = OxmlElement("w:bidi")
    bidi.set(qn("w:val"), "1" if direction == "rtl" else "0")
    paragraph._p.get_or_add_pPr().insert_element_before(
        bidi, "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )
