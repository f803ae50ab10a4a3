"""An opened key and its certificate -> a signer that keeps the key, and knows how long its signatures can be.

pyHanko's own reads an RSA key anew for each signature, and checks it again, which takes longer than all the rest; and
it signs twice, to see how much room the first signature takes.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from asn1crypto.x509 import Certificate as Asn1Certificate  # type: ignore[import-untyped]  # It ships no types.
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as asn1_key
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

_BESIDE_CERTIFICATES = 4096
"""Bytes that are enough for the signature itself (of RSA with 16,384 bits: 2,048) and what is signed with it."""


class KeptKeySigner(SimpleSigner):
    """Signs with a key that stays open. The signatures are those that pyHanko makes."""

    def __init__(
        self, certificate: Asn1Certificate, key: "PrivateKeyTypes", company: Iterable[Asn1Certificate] = ()
    ) -> None:
        """company: the certificates that go into the PDF with the signer's."""
        embedded = tuple(company)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(embedded)
        super().__init__(certificate, asn1_key(key), store)
        self._key = key
        size = _BESIDE_CERTIFICATES + sum(len(each.dump()) for each in (certificate, *embedded))
        self.room = 2 * size
        """Hexadecimal digits to reserve in the PDF for a signature without a time stamp."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Return the signature alone, as the mechanism of the key writes it."""
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm).signature_algo
        if digest_algorithm == "sha256":
            if mechanism == "rsassa_pkcs1v15" and isinstance(self._key, RSAPrivateKey):
                return self._key.sign(data, PKCS1v15(), SHA256())
            if mechanism == "ecdsa" and isinstance(self._key, EllipticCurvePrivateKey):
                return self._key.sign(data, ECDSA(SHA256()))
        return super().sign_raw(data, digest_algorithm)
