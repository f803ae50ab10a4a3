"""The revisions of a PDF -> whether signing has changed what a signature changes, and nothing else.

What comes after a signature is looked at by pyHanko. But nobody has signed before the first: what its signer changes on
the way, on a page for example, is covered by a signature that is whole. And the rules for later revisions leave room
that our signatures never need.

Of what was in the file before, only two objects may be written anew: the catalog, and the field that is signed. So
nothing new is shown by any reader but the picture in that field.
"""

from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from impact_check.language import tr
from impact_check.signoff.check_words import failed, passed
from impact_check.signoff.limits import UnsafeFileError
from impact_check.signoff.opened import Opened, Reader, anything_is_unsafe
from impact_check.signoff.verdict import Check

_OF_TRAILERS = frozenset({"/Size", "/Prev", "/ID"})
_OF_VERSIONS = ("/Version", "/Extensions")
"""Of PDF: the kind of key may need a later one than the report."""
_SIGNED = 3
"""There are signatures, and the file may only be added to (ISO 32000-1, 12.7.2)."""


def check_additions(opened: Opened) -> Check:
    """Check that each revision after the first is one signature, to the last byte, and changes nothing else."""
    revisions = [signature.signed_revision for signature in opened.signatures]
    if revisions != list(range(1, len(opened.ends))) or opened.ends[-1] != len(opened.pdf):
        return failed("additions", tr("The file was changed between two signatures, or before or after them."))
    if any(signature.sig_object_type != "/Sig" for signature in opened.signatures):
        return failed("additions", tr("It has a signature of a kind that this program never makes."))
    try:
        with anything_is_unsafe():
            is_signed_alone = _is_signed_alone(opened)
    except UnsafeFileError:
        is_signed_alone = False
    if not is_signed_alone:
        return failed("additions", tr("Whoever signed has changed something else in the file as well."))
    return passed("additions")


def _is_signed_alone(opened: Opened) -> bool:
    reader, signatures = opened.reader, opened.signatures
    return all(_lists_each_once(reader, number) for number in range(len(opened.ends))) and all(
        _is_signature_alone(reader, number, signature) for number, signature in enumerate(signatures, start=1)
    )


def _lists_each_once(reader: Reader, revision: int) -> bool:
    """Tell whether each object is listed once, and none as taken away: pyHanko overlooks what other readers don't."""
    trailer = reader.trailer
    try:
        index = list(trailer.raw_get("/Index", revision=revision))
    except KeyError:
        index = [0, trailer.raw_get("/Size", revision=revision)]
    written = reader.xrefs.explicit_refs_in_revision(revision)
    no_object = 1  # Number 0, which is always listed.
    return sum(index[1::2]) == len(written) + no_object and not reader.xrefs.get_xref_data(revision).freed


def _is_signature_alone(reader: Reader, number: int, signature: EmbeddedPdfSignature) -> bool:
    old, new = (reader.get_historical_resolver(revision) for revision in (number - 1, number))
    field: Any = signature.sig_field.container_ref
    catalog = old.root_ref
    value = signature.sig_field.raw_get("/V")
    newest = max(written.idnum for before in range(number) for written in _written(reader, before))
    again = {written for written in _written(reader, number) if written.idnum <= newest}
    return (
        _same(old.trailer_view, new.trailer_view, but=_OF_TRAILERS)
        and again <= {catalog, field}
        and _same_catalog(old.get_object(catalog), new.get_object(catalog), value if number == 1 else None)
        and _same_field(old.get_object(field), new.get_object(field))
    )


def _written(reader: Reader, revision: int) -> set[generic.Reference]:
    return reader.xrefs.explicit_refs_in_revision(revision)


def _same_catalog(old: Any, new: Any, certifies: Any) -> bool:
    """Compare two catalogs. certifies: the first signature, which the newer says is that of the whole document."""
    is_first = certifies is not None
    form, told = new.raw_get("/AcroForm"), new.get("/Perms")
    return (
        _same(old, new, but={"/AcroForm", "/Perms", *_OF_VERSIONS})
        and _same(old.raw_get("/AcroForm"), form, but={"/SigFlags"})
        and form.raw_get("/SigFlags") == _SIGNED
        and all(_is_plain(new.raw_get(key)) for key in _OF_VERSIONS if key in new)
        and (_only(told, "/DocMDP", certifies) if is_first else _same(old.get("/Perms"), told))
    )


def _same_field(old: Any, new: Any) -> bool:
    """Compare a field before and after it was signed. Of its pictures only the normal one may be there."""
    return "/V" not in old and _same(old, new, but={"/V", "/AP"}) and set(new.raw_get("/AP")) == {"/N"}


def _only(found: Any, key: str, value: Any) -> bool:
    return set(found) == {key} and _same(found.raw_get(key), value)


def _is_plain(found: Any) -> bool:
    """Tell whether a value leads nowhere else."""
    if isinstance(found, generic.DictionaryObject):
        return all(_is_plain(found.raw_get(key)) for key in found)
    if isinstance(found, generic.ArrayObject):
        return all(_is_plain(found.raw_get(place)) for place in range(len(found)))
    return not isinstance(found, generic.IndirectObject)


def _same(old: Any, new: Any, but: Iterable[str] = ()) -> bool:
    """Compare two objects as they are written: of a reference it counts where it leads, not what is there."""
    if isinstance(old, generic.IndirectObject):
        return isinstance(new, generic.IndirectObject) and old.reference == new.reference
    if type(old) is not type(new) or isinstance(old, generic.StreamObject):
        return False
    if isinstance(old, generic.DictionaryObject):
        keys = set(old) - set(but)
        return keys == set(new) - set(but) and all(_same(old.raw_get(key), new.raw_get(key)) for key in keys)
    if isinstance(old, generic.ArrayObject):
        places = range(len(old))
        return len(old) == len(new) and all(_same(old.raw_get(place), new.raw_get(place)) for place in places)
    return bool(old == new)
