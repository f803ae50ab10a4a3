"""A private key and a passphrase -> the key as a file that nobody else can use."""

import hashlib
import os
from typing import TYPE_CHECKING, Final

from impact_check.errors import KeyFileError
from impact_check.language import tr

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

SHORTEST: Final = 8
ROUNDS = 600_000
"""Of PBKDF2, as OWASP's Password Storage Cheat Sheet advises. What `cryptography` writes has 2,048."""


def check_passphrase(passphrase: str) -> str:
    """Return a passphrase for a new key as it is. Raises KeyFileError if it is too short."""
    if len(passphrase.strip()) < SHORTEST:
        raise KeyFileError(
            tr(
                "The passphrase must have at least {count} characters. Whoever gets a copy of the file can try short "
                "ones, one after the other. Three or four words are good.",
                count=SHORTEST,
            )
        )
    return passphrase


def locked(key: "ec.EllipticCurvePrivateKey", passphrase: str) -> bytes:
    """Return a private key as text (PEM, PKCS#8), encrypted. Raises KeyFileError if the passphrase is too short.

    As RFC 8018 has it: PBES2 with PBKDF2 (HMAC-SHA-256) and AES-256 in CBC mode. Other programs can read it.
    """
    from asn1crypto import algos, keys, pem  # type: ignore[import-untyped]  # It comes with pyHanko, without types.
    from cryptography.hazmat.primitives import padding, serialization
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    salt, start = os.urandom(16), os.urandom(16)
    derived = hashlib.pbkdf2_hmac("sha256", check_passphrase(passphrase).encode(), salt, ROUNDS, 32)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    padder, encryptor = padding.PKCS7(128).padder(), Cipher(algorithms.AES(derived), modes.CBC(start)).encryptor()
    derivation = {
        "salt": algos.Pbkdf2Salt("specified", salt),
        "iteration_count": ROUNDS,
        "prf": {"algorithm": "sha256"},
    }
    parameters = {
        "key_derivation_func": {"algorithm": "pbkdf2", "parameters": derivation},
        "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": start},
    }
    info = keys.EncryptedPrivateKeyInfo(
        {
            "encryption_algorithm": {"algorithm": "pbes2", "parameters": parameters},
            "encrypted_data": encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize(),
        }
    )
    return bytes(pem.armor("ENCRYPTED PRIVATE KEY", info.dump()))
