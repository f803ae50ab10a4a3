"""Where a signing key is kept (a PKCS#12 or PEM file, a smart card) -> a signer, once its certificate was looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1 as asn1_certificate,
)
from pyhanko.keys.internal import (
    translate_pyca_cryptography_key_to_asn1 as asn1_key,
)
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from impact_check.errors import KeyFileError, MissingLibraryError
from impact_check.language import day, tr

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

MAX_BYTES = 1024 * 1024
PEM_MARK = b"-----BEGIN"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key in a file: PKCS#12 with its certificate inside, or PEM with the certificate in a file of its own."""

    path: Path
    passphrase: str = ""
    certificate: Path | None = None
    """PEM: the signer's certificate, and after it those of the authorities between it and the root."""


@dataclass(frozen=True, slots=True)
class Token:
    """A key that never leaves a smart card or security module (PKCS#11)."""

    library: Path
    """What its maker calls the PKCS#11 module, such as `/usr/lib/opensc-pkcs11.so`."""
    token: str
    """Its label."""
    key: str
    """The label of the key on it."""
    certificate: Path
    pin: str


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that is ready to sign."""

    signer: Signer
    certificate: x509.Certificate

    @property
    def name(self) -> str:
        """Whom the certificate names."""
        names = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(names[0].value) if names else self.certificate.subject.rfc4514_string()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hexadecimal digits."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


@contextmanager
def opened(source: KeyFile | Token, at: datetime) -> Iterator[SigningKey]:
    """Open a key and check that its certificate may sign at this moment.

    Raises KeyFileError if the file, passphrase, token or certificate can't be used; MissingLibraryError.
    """
    if isinstance(source, Token):
        with _token(source) as key:
            _check(key.certificate, source.certificate, at)
            yield key
    else:
        key = _from_file(source)
        _check(key.certificate, source.certificate or source.path, at)
        yield key


def _from_file(source: KeyFile) -> SigningKey:
    content = _content(source.path)
    if PEM_MARK in content:
        if source.certificate is None:
            raise KeyFileError(
                tr("{path} holds a key alone. Name the file with its certificate too (--cert).", path=source.path)
            )
        certificate, *chain = certificates(source.certificate)
        private = _pem_key(content, source)
    else:
        private, certificate, chain = _pkcs12(content, source)
    if private.public_key() != certificate.public_key():
        raise KeyFileError(tr("{path}: the key and the certificate don’t belong together.", path=source.path))
    store = SimpleCertificateStore()
    store.register_multiple(asn1_certificate(other) for other in chain)
    signer = SimpleSigner(asn1_certificate(certificate), asn1_key(private), store)  # type: ignore[no-untyped-call]
    return SigningKey(signer, certificate)


def certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a file (PEM, or one as DER), at least one. Raises KeyFileError."""
    content = _content(path)
    try:
        if PEM_MARK in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content),)
    except ValueError as error:
        raise KeyFileError(tr("{path} holds no certificate.", path=path)) from error


def _pem_key(content: bytes, source: KeyFile) -> "PrivateKeyTypes":
    try:
        return serialization.load_pem_private_key(content, _bytes(source.passphrase))
    except TypeError as error:  # A passphrase that is missing, or one too many.
        if source.passphrase:
            return _pem_key(content, KeyFile(source.path))
        raise KeyFileError(tr("{path} needs a passphrase.", path=source.path)) from error
    except ValueError as error:
        raise _wrong_passphrase(source.path) from error


def _pkcs12(
    content: bytes, source: KeyFile
) -> tuple["PrivateKeyTypes", x509.Certificate, tuple[x509.Certificate, ...]]:
    try:
        private, certificate, chain = pkcs12.load_key_and_certificates(content, _bytes(source.passphrase))
    except ValueError as error:
        raise _wrong_passphrase(source.path) from error
    if private is None or certificate is None:
        raise KeyFileError(tr("{path} lacks a key or its certificate.", path=source.path))
    return private, certificate, tuple(chain)


def _wrong_passphrase(path: Path) -> KeyFileError:
    return KeyFileError(
        tr("{path} can’t be opened: the passphrase is wrong, or it isn’t a key file. Nothing was signed.", path=path)
    )


def _bytes(passphrase: str) -> bytes | None:
    return passphrase.encode() or None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise KeyFileError(tr("There is no file {path}. Check the name of the key or certificate.", path=path)) from None
    except OSError as error:
        raise KeyFileError(tr("{path} can’t be read: {reason}.", path=path, reason=error.strerror)) from error
    if len(content) > MAX_BYTES:
        raise KeyFileError(tr("{path} is too large to be a key or certificate.", path=path))
    return content


@contextmanager
def _token(source: Token) -> Iterator[SigningKey]:
    try:
        from pkcs11.exceptions import PinIncorrect, PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise MissingLibraryError(
            tr("Smart cards need more software. Install it with: {command}", command="pip install impact-check[pkcs11]")
        ) from error
    certificate, *chain = certificates(source.certificate)
    try:
        session = open_pkcs11_session(
            str(source.library), token_criteria=TokenCriteria(label=source.token), user_pin=source.pin
        )
    except PinIncorrect as error:
        raise KeyFileError(tr("The PIN of “{token}” is wrong. Nothing was signed.", token=source.token)) from error
    except (PKCS11Error, RuntimeError) as error:
        raise KeyFileError(
            tr(
                "The token “{token}” can’t be opened with {library} ({reason}). Is it plugged in?",
                token=source.token,
                library=source.library,
                reason=error or type(error).__name__,
            )
        ) from error
    with session:
        yield SigningKey(
            PKCS11Signer(
                session,
                signing_cert=asn1_certificate(certificate),
                key_label=source.key,
                ca_chain=[asn1_certificate(other) for other in chain],
                # Without it, tokens with elliptic-curve keys refuse: they sign a hash and make none.
                use_raw_mechanism=True,
            ),
            certificate,
        )


def _check(certificate: x509.Certificate, path: Path, at: datetime) -> None:
    """Raise KeyFileError if the certificate can't be used to sign at this moment."""
    if at < certificate.not_valid_before_utc:
        begins = day(certificate.not_valid_before_utc.date())
        raise KeyFileError(tr("{path}: the certificate isn’t valid before {day}.", path=path, day=begins))
    if at > certificate.not_valid_after_utc:
        ended = day(certificate.not_valid_after_utc.date())
        raise KeyFileError(
            tr("{path}: the certificate ended on {day}. Ask whoever keeps the keys for a new one.", path=path, day=ended)
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        may_sign = usage.content_commitment
    except x509.ExtensionNotFound:
        may_sign = False
    if not may_sign:
        raise KeyFileError(
            tr(
                "{path}: the certificate isn’t made for signing documents (it lacks the key usage “non-repudiation”). "
                "Ask whoever keeps the keys for one that is.",
                path=path,
            )
        )
