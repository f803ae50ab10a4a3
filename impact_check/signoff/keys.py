"""A person or a seal -> a key pair with a certificate, in a file that a passphrase locks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate

from impact_check.signoff.certificates import RootKey, issue, new_key, request
from impact_check.signoff.folder import write_new
from impact_check.signoff.passphrase import check_passphrase, locked


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made just now. It is nowhere but here."""

    p12: bytes
    """PKCS#12: the private key, its certificate and the council's root certificate, locked."""
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A key that was made just now, with a request for its certificate. The key is nowhere but here."""

    key: bytes
    """PEM, locked."""
    request: bytes
    """PEM. It holds no secret."""


def make_key(root: RootKey, name: str, passphrase: str, at: datetime) -> NewKey:
    """Make the key pair of a person or a seal with a certificate from the council's root.

    Raises KeyFileError if the name or the passphrase can't be used.
    """
    key = new_key()
    encryption = serialization.BestAvailableEncryption(check_passphrase(passphrase).encode())
    certificate = issue(root, key.public_key(), name, at)
    content = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [root.certificate], encryption)
    return NewKey(content, certificate)


def make_request(name: str, council: str, passphrase: str) -> NewRequest:
    """Make a key pair whose certificate somebody else is to issue: the council's root, or its own authority.

    Raises KeyFileError if a name or the passphrase can't be used.
    """
    key = new_key()
    return NewRequest(locked(key, passphrase), request(key, name, council))


def write_request(path: Path, made: NewRequest) -> tuple[Path, Path]:
    """Write `<path>.key` and `<path>.csr`, both or neither; return them. Raises KeyFileError."""
    key, asked = path.with_name(f"{path.name}.key"), path.with_name(f"{path.name}.csr")
    write_new(key, made.key)
    try:
        write_new(asked, made.request, 0o644)
    except BaseException:
        key.unlink(missing_ok=True)
        raise
    return key, asked
