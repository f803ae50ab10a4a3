"""A key on a smart card or in a security module (PKCS#11) -> its public half. The private one never leaves it."""

from typing import Any

from cryptography.hazmat.primitives import serialization

from impact_check.errors import KeyFileError, MissingLibraryError
from impact_check.language import tr
from impact_check.signoff.certificates import SigningKey, check_strength


def public_key(library: str, token: str, label: str, pin: str) -> SigningKey:
    """Return the public key with a label on a token.

    library: the file of the maker's PKCS#11 library. Raises KeyFileError if the library, the token or the key isn't
    there, or the PIN is wrong; MissingLibraryError without python-pkcs11.
    """
    try:
        import pkcs11
    except ImportError as error:
        raise MissingLibraryError(
            tr(
                "Smart cards need one more package. To get it, type: {command}",
                command='pip install "impact-check[pkcs11]"',
            )
        ) from error
    try:
        found = _tokens(pkcs11, library, token)
        with found.open(user_pin=pin) as session:
            return check_strength(_public(pkcs11, session, label))
    except pkcs11.PinIncorrect as error:
        raise KeyFileError(tr("The PIN is wrong. Most cards lock themselves after three wrong ones.")) from error
    except pkcs11.PinLocked as error:
        raise KeyFileError(tr("The card is locked after too many wrong PINs. Ask whoever issued it.")) from error
    except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned) as error:
        raise KeyFileError(
            tr("There must be one public key with the label “{label}” on “{token}”.", label=label, token=token)
        ) from error
    except pkcs11.PKCS11Error as error:
        said = str(error) or type(error).__name__
        raise KeyFileError(tr("The token “{token}” can’t be used: {reason}", token=token, reason=said)) from error


def _tokens(pkcs11: Any, library: str, token: str) -> Any:
    try:
        found = pkcs11.lib(library)
    except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
        raise KeyFileError(tr("{library} isn’t a PKCS#11 library that can be loaded.", library=library)) from error
    try:
        return found.get_token(token_label=token)
    except (pkcs11.NoSuchToken, pkcs11.MultipleTokensReturned) as error:
        raise KeyFileError(
            tr("There must be one token called “{token}”. Is the card in its reader?", token=token)
        ) from error


def _public(pkcs11: Any, session: Any, label: str) -> SigningKey:
    from pkcs11.util.ec import encode_ec_public_key
    from pkcs11.util.rsa import encode_rsa_public_key

    key = session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, label=label)
    is_curve = key.key_type is pkcs11.KeyType.EC
    if not is_curve and key.key_type is not pkcs11.KeyType.RSA:
        raise KeyFileError(tr("The key “{label}” is neither an elliptic curve nor RSA.", label=label))
    encoded = encode_ec_public_key(key) if is_curve else encode_rsa_public_key(key)
    return check_strength(serialization.load_der_public_key(encoded))
