"""Make one drawn PDF answer to two standards: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

WeasyPrint makes either, not both (https://github.com/Kozea/WeasyPrint/issues/2783), so it makes PDF/A-3a and this adds
what PDF/UA-1 wants. Everything here is done to the pydyf PDF before it is written, in a `finisher` of WeasyPrint.
"""

import base64
import zlib
from typing import Any

import pydyf

_EFFORT = 7
"""Of zlib: a third of the time of 9, which WeasyPrint takes, for 2 % more bytes."""
_END_OF_METADATA = b"</rdf:RDF>"
_PDF_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""The claim, and the description of its vocabulary that PDF/A wants (ISO 19005-3, 6.6.2.3)."""


def claim_pdf_ua(pdf: Any) -> None:
    """Say in the metadata that the file follows PDF/UA-1 too, and leave them uncompressed: some tools scan for them."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet = metadata.stream[0]
    metadata.stream[0] = packet.replace(_END_OF_METADATA, _PDF_UA + _END_OF_METADATA, 1)
    metadata.compress = False


def name_attachments(pdf: Any, media_types: tuple[str, ...]) -> None:
    """Give each attached file its media type, in the order attached, and list it once among the associated files.

    WeasyPrint asks the operating system for the type, so it may differ from computer to computer.
    """
    files = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Filespec"]
    for file, media_type in zip(files, media_types, strict=True):
        content = pdf.objects[int(file["EF"]["F"].split()[0])]
        content.extra["Subtype"] = pydyf.name(media_type)
    if files:
        pdf.catalog["AF"] = pydyf.Array([file.reference for file in files])


def vary(pdf: Any, attempt: int) -> None:
    """Give each attempt to write a file other bytes that mean the same, in its objects and in their places.

    It leaves keys of the tag tree unused, and spaces before the end of the metadata.
    """
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    keys = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"][::2]
    root["ParentTreeNextKey"] = max(keys, default=-1) + 1 + attempt
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream[0] = metadata.stream[0].replace(_END_OF_METADATA, b" " * attempt + _END_OF_METADATA, 1)


def settle_streams(pdf: Any) -> None:
    """Compress every stream now, and let none end in a carriage return.

    Some readers take a carriage return before the line end that closes a stream for a part of it, and find the stream
    too short (ISO 19005-3, 6.1.7.1). The last byte is a checksum's, so one in 256 ends so: it is written as text.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            item.compress = False
            body = zlib.compress(item.data.split(b"\nstream\n", 1)[1].removesuffix(b"\nendstream"), _EFFORT)
            filters = "/FlateDecode"
            if body.endswith(b"\r"):
                body = base64.a85encode(body) + b"~>"
                filters = "[/ASCII85Decode /FlateDecode]"
            item.stream = [body]
            item.extra = {**item.extra, "Filter": filters}


def ends_well(written: bytes) -> bool:
    """Tell whether no stream of a written file ends in a carriage return."""
    return b"\r\nendstream" not in written
