"""Invented councils, people and keys: made once for a test run, the same for all tests of a process."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from impact_check.signoff.certificates import RootKey
from impact_check.signoff.folder import LedgerFolder, create

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def named(name: str, council: str = "Example Council") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, council),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


@cache
def root(name: str = "Example Council Sign-off Root") -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEFORE)
        .not_valid_after(BEFORE + timedelta(days=365 * 20))
        .add_extension(x509.BasicConstraints(True, 0), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False), True
        )
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def endorse(told: bytes) -> bytes:
    return root()[0].sign(told, ec.ECDSA(hashes.SHA256()))


@cache
def ledger_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


PASSPHRASE = "correct horse battery"  # noqa: S105  # Of invented keys.


def council(path: Path) -> tuple[LedgerFolder, RootKey]:
    """Make the folder of a ledger, and unlock its root key."""
    folder = create(path, "Example Council", PASSPHRASE, BEFORE)
    return folder, folder.root_key(PASSPHRASE)
