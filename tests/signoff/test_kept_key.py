"""A key that stays open signs what pyHanko would sign, once."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as asn1_certificate
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as asn1_key
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from impact_check.signoff.kept_key import KeptKeySigner

from . import people
from .build import AT

MESSAGE = b"what is signed"


def certified(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> x509.Certificate:
    name = people.named("Ada Author")
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = begun.serial_number(1).not_valid_before(AT).not_valid_after(AT + timedelta(days=9))
    return dated.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def signers(key: PrivateKeyTypes, certificate: x509.Certificate) -> tuple[KeptKeySigner, SimpleSigner]:
    ours = KeptKeySigner(asn1_certificate(certificate), key)
    return ours, SimpleSigner(asn1_certificate(certificate), asn1_key(key), SimpleCertificateStore())


@pytest.mark.parametrize(
    "key",
    [rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))],
    ids=["RSA", "Ed25519"],
)
def test_the_signature_is_the_one_that_pyhanko_makes(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> None:
    ours, theirs = signers(key, certified(key))

    assert ours.sign_raw(MESSAGE, "sha256") == theirs.sign_raw(MESSAGE, "sha256")


def test_a_signature_of_an_elliptic_curve_is_valid() -> None:
    key = ec.derive_private_key(2026, ec.SECP256R1())

    signature = signers(key, certified(key))[0].sign_raw(MESSAGE, "sha256")

    key.public_key().verify(signature, MESSAGE, ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_the_key_is_read_once(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.derive_private_key(7, ec.SECP256R1())
    ours, _ = signers(key, certified(key))

    def again(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("pyhanko.sign.signers.pdf_cms.serialization.load_der_private_key", again)

    assert ours.sign_raw(MESSAGE, "sha256")


def test_there_is_room_for_the_certificates_that_go_with_it() -> None:
    key = ec.derive_private_key(7, ec.SECP256R1())
    certificate = asn1_certificate(certified(key))

    alone, accompanied = KeptKeySigner(certificate, key), KeptKeySigner(certificate, key, [certificate, certificate])

    assert accompanied.room - alone.room == 4 * len(certificate.dump())
