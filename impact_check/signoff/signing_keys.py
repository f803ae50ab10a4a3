"""Where a signing key is kept (a PKCS#12 or PEM file, a smart card) -> a signer, once its certificate was looked at."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asn1crypto.x509 import Certificate as Asn1Certificate  # type: ignore[import-untyped]  # It ships no types.
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1 as asn1_certificate,
)
from pyhanko.sign.signers import Signer

from impact_check.errors import KeyFileError, MissingLibraryError
from impact_check.language import tr
from impact_check.signoff.certificates import check_in_force, issued
from impact_check.signoff.folder import read_key_file
from impact_check.signoff.kept_key import KeptKeySigner

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

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
class OpenKey:
    """A key that is ready to sign."""

    signer: Signer
    certificate: x509.Certificate


@contextmanager
def opened(source: KeyFile | Token, at: datetime) -> Iterator[OpenKey]:
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


def _from_file(source: KeyFile) -> OpenKey:
    content = read_key_file(source.path)
    if PEM_MARK in content:
        if source.certificate is None:
            raise KeyFileError(
                tr("{path} holds a key alone. Name the file with its certificate too (--cert).", path=source.path)
            )
        certificate, *others = certificates(source.certificate)
        chain = tuple(others)
        private = _pem_key(content, source)
    else:
        private, certificate, chain = _pkcs12(content, source)
    if private.public_key() != certificate.public_key():
        raise KeyFileError(tr("{path}: the key and the certificate don’t belong together.", path=source.path))
    signer = KeptKeySigner(asn1_certificate(certificate), private, _company(certificate, chain))
    return OpenKey(signer, certificate)


def certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a file (PEM, or one as DER), at least one. Raises KeyFileError."""
    content = read_key_file(path)
    try:
        if PEM_MARK in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content),)
    except ValueError as error:
        raise KeyFileError(tr("{path} holds no certificate.", path=path)) from error


def _company(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> list[Asn1Certificate]:
    """Return what goes into the PDF with the signer's certificate: that of who issued it, and nothing else."""
    return [asn1_certificate(other) for other in others if issued(certificate, other)]


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


@contextmanager
def _token(source: Token) -> Iterator[OpenKey]:
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
                reason=str(error) or type(error).__name__,
            )
        ) from error
    with session:
        yield OpenKey(
            PKCS11Signer(
                session,
                signing_cert=asn1_certificate(certificate),
                key_label=source.key,
                ca_chain=_company(certificate, chain),
                # Without it, tokens with elliptic-curve keys refuse: they sign a hash and make none.
                use_raw_mechanism=True,
            ),
            certificate,
        )


def _check(certificate: x509.Certificate, path: Path, at: datetime) -> None:
    """Raise KeyFileError if the certificate can't be used to sign at this moment."""
    check_in_force(certificate, at)
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
