"""A signature of a PDF -> whether it is whole, whose it is, and whether anything else was changed since.

Only the council's own roots count: never those of this computer, and nothing is fetched.
"""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms  # type: ignore[import-untyped]  # It ships no types.
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as asn1_certificate
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from impact_check.language import tr
from impact_check.model.text import clean_text
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.certificates import issued
from impact_check.signoff.limits import UnsafeFileError
from impact_check.signoff.opened import Opened, anything_is_unsafe

FIELD = "sig-"
"""What the name of each signature field begins with; the role follows."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Whose certificates count."""

    signing: tuple[Certificate, ...]
    timestamps: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What cryptography says about one signature."""

    role: str
    """From the name of its field; may be no role at all."""
    name: str
    fingerprint: str
    """SHA-256 of the certificate (DER)."""
    revision: int
    fault: str = ""
    """In a sentence; empty if there is none."""
    doubt: str = ""
    """Why it holds only on the signer's word, in a sentence; empty if it doesn't."""


def role_of(signature: EmbeddedPdfSignature) -> str:
    """Return the role that a signature's field is for, from the field's name."""
    return str(signature.field_name).removeprefix(FIELD).replace("-", "_")


def fingerprint_of(signature: EmbeddedPdfSignature) -> str:
    """Return the SHA-256 of the signer's certificate."""
    return sha256_of(signature.signer_cert.dump())


def judge(
    opened: Opened, place: int, roots: Roots, at: datetime | None, now: datetime, *, with_changes: bool = True
) -> Judged:
    """Judge the signature at a place, from 0.

    at: when it was made, from a source that the caller trusts; None if there is none. Then a certificate that has
    ended by now leaves a doubt, because only the signer says when it was used. with_changes: False leaves out what
    takes long, to look at all that was added after it; then that is a doubt.
    """
    signature = opened.signatures[place]
    role, name, fingerprint = role_of(signature), "", ""
    try:
        with anything_is_unsafe():
            name = clean_text(str(signature.signer_cert.subject.native.get("common_name", ""))).text
            fingerprint = fingerprint_of(signature)
            fault = _shape_fault(opened, place) or _company_fault(signature, roots.signing)
            status = _status(signature, roots, at or now, with_changes=with_changes)
            doubt = ""
            if at is None and not fault and not status.trusted and signature.self_reported_timestamp:
                then = _status(signature, roots, signature.self_reported_timestamp, with_changes=with_changes)
                if then.trusted:
                    status, doubt = then, tr("The certificate has ended. Only the signer says that it was used before.")
            fault = fault or _fault(status, is_newest=place == len(opened.signatures) - 1)
            if status.docmdp_ok is None:
                doubt = tr("What was added after it wasn’t looked at, because something failed before.")
    except UnsafeFileError:
        fault, doubt = tr("It can’t be read."), ""
    return Judged(role, name, fingerprint, signature.signed_revision, fault, doubt)


def _status(signature: EmbeddedPdfSignature, roots: Roots, at: datetime, *, with_changes: bool) -> PdfSignatureStatus:
    return validate_pdf_signature(
        signature,
        _context(roots.signing, at),
        ts_validation_context=_context(roots.timestamps, at),
        skip_diff=not with_changes,
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
    )


def _context(roots: Iterable[Certificate], at: datetime) -> ValidationContext:
    anchors = [asn1_certificate(root) for root in roots]
    return ValidationContext(
        trust_roots=anchors, allow_fetching=False, moment=at, best_signature_time=at, revocation_mode="soft-fail"
    )


def _fault(status: PdfSignatureStatus, *, is_newest: bool) -> str:
    """Say what is wrong with a signature, the plainest reason first."""
    if not (status.intact and status.valid):
        return tr("The file was changed after this signature, or the signature itself was.")
    if status.docmdp_ok is False or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return tr("Something other than a further signature was added after it.")
    if is_newest and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return tr("It doesn’t cover the file to its end: something was added.")
    if not status.trusted:
        return tr(
            "Its certificate isn’t from the council or an authority that the council trusts, or isn’t for signing."
        )
    if not status.bottom_line:
        return tr("Its time stamp or another condition on it doesn’t hold.")
    return ""


def _shape_fault(opened: Opened, place: int) -> str:
    """Say what is unusual about how the signature stands in the file, beyond what cryptography looks at.

    The signature covers all of its revision but the hexadecimal digits of its own value. So that none of these can be
    changed unseen either: they are as the program writes them, and what follows the value is filled with zeros.
    """
    signature = opened.signatures[place]
    first, before, after, rest = (int(number) for number in signature.byte_range)
    value = signature.pkcs7_content
    digits = opened.pdf[before + 1 : after - 1]
    ends = opened.ends[signature.signed_revision]
    if (first, after + rest) != (0, ends) or opened.pdf[before : before + 1] + opened.pdf[after - 1 : after] != b"<>":
        return tr("It doesn’t cover exactly the part of the file that it should.")
    length = _der_length(value)
    if digits != value.hex().upper().encode() or any(value[length:]) or value[:length] != _written_anew(signature):
        return tr("The signature itself was changed.")
    return ""


def _written_anew(signature: EmbeddedPdfSignature) -> bytes:
    """Return the signature's value as this program would write it, with nothing beside what is looked at elsewhere."""
    data, signer, certificate = signature.signed_data, signature.signer_info, signature.signer_cert
    issuer = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    digest = cms.DigestAlgorithm({"algorithm": "sha256"})
    kept = ("signed_attrs", "signature", "unsigned_attrs")
    anew = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(issuer)}),
        "digest_algorithm": digest,
        "signature_algorithm": cms.SignedDigestAlgorithm({"algorithm": signer["signature_algorithm"]["algorithm"]}),
        **{name: signer[name] for name in kept if signer[name].native is not None},
    }
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((digest,)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [choice.chosen for choice in data["certificates"] if choice.name == "certificate"],
            "signer_infos": [cms.SignerInfo(anew)],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _company_fault(signature: EmbeddedPdfSignature, roots: tuple[Certificate, ...]) -> str:
    """Say whether a certificate that comes with the signer's isn't one that it can be checked with.

    A signature doesn't cover them. So that none can be changed unseen, each is a root, or is itself signed by one or,
    as a root of its own, by itself.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # What cryptography only warns of, no authority writes.
        others = [load_der_x509_certificate(other.dump()) for other in signature.other_embedded_certs]
    if all(other in roots or _is_whole(other, (other, *roots)) for other in others):
        return ""
    return tr("The signature itself was changed.")


def _is_whole(certificate: Certificate, issuers: tuple[Certificate, ...]) -> bool:
    """Return whether one of these issued a certificate, which ends with the issuer's signature and all its bits."""
    ends = b"\0" + certificate.signature
    return certificate.public_bytes(Encoding.DER).endswith(ends) and any(issued(certificate, one) for one in issuers)


def _der_length(value: bytes) -> int:
    """Return how many bytes the DER value at the beginning takes."""
    if value[1] < 0x80:
        return 2 + value[1]
    size = value[1] & 0x7F
    return 2 + size + int.from_bytes(value[2 : 2 + size], "big")
