"""A name and a public key <-> a certificate that may sign, from the council's root or an authority it trusts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import Certificate
from cryptography.x509.oid import NameOID

from impact_check.errors import KeyFileError
from impact_check.language import day, tr
from impact_check.model.text import clean_text

SigningKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

ROOT_LIVES: Final = timedelta(days=7305)
"""20 years: what is signed must be open to checks for as long as people ask about the decision."""
SIGNER_LIVES: Final = timedelta(days=3652)
"""10 years. Leaving a job is told by a dismissal, not by a date."""
_LONGEST_NAME: Final = 64
"""Characters. X.509 sets it."""
_SMALLEST_RSA: Final = 2048
_SMALLEST_CURVE: Final = 256


@dataclass(frozen=True, slots=True)
class RootKey:
    """The council's root key, unlocked: it issues certificates and says who may sign."""

    key: ec.EllipticCurvePrivateKey
    certificate: Certificate

    def endorse(self, told: bytes) -> bytes:
        """Sign an entry of the ledger about who may sign (ECDSA with SHA-256, DER)."""
        return self.key.sign(told, ec.ECDSA(hashes.SHA256()))


def make_root(council: str, at: datetime) -> RootKey:
    """Make the root key of a council and its certificate, which is in force for 20 years from `at`."""
    key = new_key()
    name = _name(f"{council} sign-off root"[:_LONGEST_NAME], council)
    builder = _builder(name, name, key.public_key(), at, at + ROOT_LIVES)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return RootKey(key, builder.sign(key, hashes.SHA256()))


def new_key() -> ec.EllipticCurvePrivateKey:
    """Make a key on the curve P-256, which every reader of PDF knows."""
    return ec.generate_private_key(ec.SECP256R1())


def issue(root: RootKey, public: SigningKey, name: str, at: datetime) -> Certificate:
    """Issue a certificate to sign with: in force for 10 years from `at`, but not longer than the root's own.

    name: of the person, or of the seal. Raises KeyFileError if it can't stand in a certificate, the key is too weak,
    or the root's certificate isn't in force.
    """
    check_strength(public)
    check_in_force(root.certificate, at)
    council = root.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    subject = _name(name, str(council[0].value) if council else "")
    until = min(at + SIGNER_LIVES, root.certificate.not_valid_after_utc)
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    builder = _builder(subject, root.certificate.subject, public, at, until)
    builder = builder.add_extension(issuer_key, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_key_usage(digital_signature=True, content_commitment=True), critical=True)
    return builder.sign(root.key, hashes.SHA256())


def request(key: ec.EllipticCurvePrivateKey, name: str, council: str) -> bytes:
    """Return a request (PEM) for a certificate to sign with, which an authority answers with one."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(_name(name, council))
    usage = _key_usage(digital_signature=True, content_commitment=True)
    return builder.add_extension(usage, critical=True).sign(key, hashes.SHA256()).public_bytes(_PEM)


def requested(content: bytes) -> tuple[SigningKey, str]:
    """Return the public key and the name in a request (PEM). Raises KeyFileError if it can't be used."""
    try:
        found = x509.load_pem_x509_csr(content)
        is_signed = found.is_signature_valid
        public = found.public_key()
    except (ValueError, TypeError) as error:
        raise KeyFileError(tr("This isn’t a request for a certificate (CSR, PEM).")) from error
    if not is_signed:
        raise KeyFileError(tr("The request isn’t signed with its own key. Make a new one."))
    return check_strength(public), _common_name(found.subject)


def read_certificate(content: bytes) -> Certificate:
    """Read the one certificate in a file (PEM or DER), to the last of its parts. Raises KeyFileError."""
    try:
        is_pem = b"-----BEGIN" in content
        found = x509.load_pem_x509_certificates(content) if is_pem else [x509.load_der_x509_certificate(content)]
        for certificate in found:
            _ = certificate.subject, certificate.issuer, certificate.extensions, certificate.public_key()
    except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
        raise KeyFileError(tr("This isn’t a certificate that can be read (PEM or DER).")) from error
    if len(found) != 1:
        raise KeyFileError(tr("There are {count} certificates in the file. Put one in it alone.", count=len(found)))
    return found[0]


def as_pem(certificate: Certificate) -> str:
    """Return a certificate as text (PEM)."""
    return certificate.public_bytes(_PEM).decode("ascii")


def fingerprint(certificate: Certificate) -> str:
    """Return the SHA-256 of a certificate (DER), as the ledger names it."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def name_in(certificate: Certificate) -> str:
    """Return whom a certificate names. Raises KeyFileError if it doesn't name one person or seal in plain text."""
    return _common_name(certificate.subject)


def check_signer(certificate: Certificate, roots: Iterable[Certificate], at: datetime) -> None:
    """Raise KeyFileError, saying what to do, unless one can sign with a certificate at a time.

    roots: the council's own and those it trusts; one of them must have issued it directly.
    """
    name_in(certificate)
    check_strength(certificate.public_key())
    usage = _usage_of(certificate)
    if _is_authority(certificate) or usage is None or not usage.content_commitment:
        raise KeyFileError(
            tr(
                "This certificate isn’t for signing documents. It needs the key usage “content commitment” (also "
                "called “non-repudiation”), and must not be that of an authority. Ask whoever issued it."
            )
        )
    check_in_force(certificate, at)
    issuer = next((root for root in roots if issued(certificate, root)), None)
    if issuer is None:
        raise KeyFileError(
            tr(
                "This certificate is from “{issuer}”, which the council’s root key doesn’t trust. If it should, type: "
                "impact-check keys trust THEIR-CERTIFICATE.pem --use signing",
                issuer=_plain(certificate.issuer.rfc4514_string()),
            )
        )
    check_in_force(issuer, at)


def check_authority(certificate: Certificate, at: datetime) -> None:
    """Raise KeyFileError unless this is the certificate of an authority, which issues others, in force at a time."""
    name_in(certificate)
    check_strength(certificate.public_key())
    usage = _usage_of(certificate)
    if not _is_authority(certificate) or (usage is not None and not usage.key_cert_sign):
        raise KeyFileError(tr("This isn’t the certificate of an authority: it may not issue others."))
    check_in_force(certificate, at)


def issued(certificate: Certificate, root: Certificate) -> bool:
    """Return whether one certificate is signed with the key of another, which is the issuer that it names."""
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def check_in_force(certificate: Certificate, at: datetime) -> None:
    """Raise KeyFileError unless a certificate is in force at a time."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= at <= ends:
        raise KeyFileError(
            tr(
                "The certificate of “{name}” is in force from {begins} to {ends}, and now it isn’t. Get a new one, or "
                "check the date on this computer.",
                name=_plain(certificate.subject.rfc4514_string()),
                begins=day(begins.date()),
                ends=day(ends.date()),
            )
        )


def check_strength(public: object) -> SigningKey:
    """Return a key that signatures in a PDF can be trusted to. Raises KeyFileError for any other."""
    if isinstance(public, ec.EllipticCurvePublicKey) and public.key_size >= _SMALLEST_CURVE:
        return public
    if isinstance(public, rsa.RSAPublicKey) and public.key_size >= _SMALLEST_RSA:
        return public
    raise KeyFileError(
        tr("This kind of key can’t be used. Use an elliptic curve such as P-256, or RSA with 2048 bits.")
    )


_PEM = serialization.Encoding.PEM


def _builder(
    subject: x509.Name, issuer: x509.Name, public: SigningKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _key_usage(**granted: bool) -> x509.KeyUsage:
    every = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: granted.get(name, False) for name in every})


def _name(common: str, council: str) -> x509.Name:
    parts = [(NameOID.ORGANIZATION_NAME, council), (NameOID.COMMON_NAME, common)]
    for _, text in parts:
        _check_name(text)
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def _common_name(subject: x509.Name) -> str:
    found = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(found) != 1 or not isinstance(found[0].value, str):
        raise KeyFileError(tr("The certificate must name one person or seal (its “common name”), and doesn’t."))
    return _check_name(found[0].value)


def _check_name(name: str) -> str:
    """Return a name as it is. Raises KeyFileError unless it can be printed as it is."""
    cleaned = " ".join(clean_text(name).text.split())
    if cleaned != name or not 0 < len(name) <= _LONGEST_NAME:
        raise KeyFileError(
            tr(
                "The name “{name}” can’t be used. It has 1 to {most} letters, with single spaces and no control "
                "characters.",
                name=_plain(name),
                most=_LONGEST_NAME,
            )
        )
    return name


def _plain(text: str) -> str:
    return " ".join(clean_text(text).text.split())[:200]


def _usage_of(certificate: Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return None


def _is_authority(certificate: Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False
