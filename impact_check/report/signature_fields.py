"""Check boxes that the HTML names `sig-...` -> empty signature fields, where CSS laid them out.

A PDF can be signed in a field that is in its tag tree and says what it is for. WeasyPrint knows no such fields, but
makes tagged check boxes: `<input class="signature-field" type="checkbox" name="sig-author" title="Signature of ...">`.
A field that nobody signed has no value and an empty appearance (ISO 19005-3, 6.3.3; ISO 14289-1, 7.18).
"""

from typing import Any

import pydyf

PREFIX = "sig-"
"""How the name of each signature field begins. What follows is the role of the signer."""

_OF_CHECK_BOXES = ("V", "AS", "MK", "Border", "DA", "Ff")
_PRINTED_AND_LOCKED = 4 + 128


def make_signature_fields(pdf: Any) -> None:
    """Turn check boxes into signature fields in place: a `finisher` of WeasyPrint. The last one locks the document."""
    if "AcroForm" not in pdf.catalog:
        return
    form = pdf.catalog["AcroForm"]
    fields = [field for field in map(_resolver(pdf), form["Fields"]) if field["T"].string.startswith(PREFIX)]
    for field in fields:
        _empty(pdf, field)
    _point_at_fields(pdf, {field.reference for field in fields})
    if fields:
        lock = pydyf.Dictionary({"Type": "/SigFieldLock", "Action": "/All", "P": 1})
        pdf.add_object(lock)
        fields[-1]["Lock"] = lock.reference
        form.pop("NeedAppearances", None)
        form.pop("DR", None)
        form["SigFlags"] = 0


def _empty(pdf: Any, field: Any) -> None:
    """Make a check box an empty signature field. Its drawn tick becomes the empty appearance."""
    (tick,) = field["AP"]["N"].values()
    appearance = _resolver(pdf)(tick)
    appearance.stream = []
    appearance.extra["Resources"] = pydyf.Dictionary()
    for key in _OF_CHECK_BOXES:
        field.pop(key, None)
    x1, y1, x2, y2 = field["Rect"]
    field.update(
        FT="/Sig",
        F=_PRINTED_AND_LOCKED,
        Rect=pydyf.Array([min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]),
        AP=pydyf.Dictionary({"N": appearance.reference}),
    )


def _point_at_fields(pdf: Any, references: set[bytes]) -> None:
    """Let the tag of each field hold the reference itself.

    When a later signature fills the field, pyHanko looks for the change there and in no array: to it every earlier
    signature would be broken.
    """
    resolve = _resolver(pdf)
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/Form" and len(item["K"]) == 1:
            (kid,) = item["K"]
            if resolve(kid)["Obj"] in references:
                item["K"] = kid


def _resolver(pdf: Any) -> Any:
    return lambda reference: pdf.objects[int(bytes(reference).split()[0])]
