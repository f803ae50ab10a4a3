"""Keys and certificates: who can sign with what, and what the council's root key lets in."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign import SimpleSigner

from impact_check.errors import KeyFileError, SignOffError
from impact_check.model.ledger import Appointed, Dismissed
from impact_check.signoff.appoint import appoint, dismiss, trust
from impact_check.signoff.certificates import (
    RootKey,
    as_pem,
    check_authority,
    check_signer,
    fingerprint,
    issue,
    make_root,
    name_in,
    new_key,
    read_certificate,
    requested,
)
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.keys import make_key, make_request, write_request
from impact_check.signoff.standing import authority
from tests.signoff.people import AT, BEFORE, PASSPHRASE, council, named

PUBLIC = new_key().public_key()
WEAK = rsa.generate_private_key(65537, 1024).public_key()  # noqa: S505  # It must be refused.
NO_USAGE = dict.fromkeys(
    ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
)


@pytest.fixture(scope="module")
def root() -> RootKey:
    return make_root("Example Council", BEFORE)


@pytest.fixture
def opened(tmp_path: Path) -> tuple[LedgerFolder, RootKey]:
    return council(tmp_path / "sign-off")


def certificate(
    root: RootKey,
    *,
    name: str = "Ann Lee",
    public: Any = PUBLIC,
    signs: bool = True,
    is_authority: bool = False,
    begins: datetime = BEFORE,
) -> x509.Certificate:
    """Issue a certificate of a kind that the program itself wouldn't."""
    usage = x509.KeyUsage(
        **NO_USAGE,
        digital_signature=True,
        content_commitment=signs,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
    )
    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(root.certificate.subject)
    builder = builder.public_key(public).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(begins).not_valid_after(begins + timedelta(days=365))
    builder = builder.add_extension(x509.BasicConstraints(is_authority, None), True).add_extension(usage, True)
    return builder.sign(root.key, hashes.SHA256())


def test_a_new_key_signs_for_ten_years_and_nothing_else(root: RootKey) -> None:
    made = make_key(root, "Ann Lee", PASSPHRASE, AT).certificate

    usage = made.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert made.not_valid_before_utc == AT
    assert made.not_valid_after_utc.year == AT.year + 10
    assert name_in(made) == "Ann Lee"
    check_signer(made, (root.certificate,), AT)


def test_no_certificate_outlives_the_root_that_issued_it(root: RootKey) -> None:
    late = BEFORE + timedelta(days=365 * 15)

    assert issue(root, PUBLIC, "Ann Lee", late).not_valid_after_utc == root.certificate.not_valid_after_utc


def test_the_key_file_opens_with_its_passphrase_alone(root: RootKey, tmp_path: Path) -> None:
    made = make_key(root, "Ann Lee", PASSPHRASE, AT)
    path = tmp_path / "ann.p12"
    path.write_bytes(made.p12)

    signer = SimpleSigner.load_pkcs12(str(path), passphrase=PASSPHRASE.encode())

    assert signer is not None
    assert signer.subject_name == "Ann Lee"
    with pytest.raises(ValueError, match=r"[Pp]assword"):
        pkcs12.load_key_and_certificates(made.p12, b"wrong horse battery")


@pytest.mark.parametrize("name", ["", "Ann  Lee", "Ann\u202eLee", "Ann\nLee", "A" * 65], ids=ascii)
def test_a_name_that_would_not_print_as_it_is_makes_no_key(name: str, root: RootKey) -> None:
    with pytest.raises(KeyFileError, match="can’t be used"):
        make_key(root, name, PASSPHRASE, AT)


def test_names_in_any_script_can_be_used(root: RootKey) -> None:
    assert name_in(issue(root, PUBLIC, "Siân Ó Briain ਗੁਰਪ੍ਰੀਤ", AT)) == "Siân Ó Briain ਗੁਰਪ੍ਰੀਤ"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        pytest.param({"signs": False}, "content commitment", id="not for signing"),
        pytest.param({"is_authority": True}, "content commitment", id="an authority's"),
        pytest.param({"begins": AT - timedelta(days=400)}, "now it isn’t", id="run out"),
        pytest.param({"begins": AT + timedelta(days=1)}, "now it isn’t", id="not in force yet"),
        pytest.param({"name": "Ann \u202eLee"}, "can’t be used", id="name turned round"),
        pytest.param({"public": ed25519.Ed25519PrivateKey.generate().public_key()}, "kind of key", id="odd kind"),
        pytest.param({"public": WEAK}, "kind of key", id="weak RSA"),
        pytest.param({"public": ec.generate_private_key(ec.SECP192R1()).public_key()}, "kind of key", id="weak curve"),
    ],
)
def test_a_certificate_that_cannot_sign_is_refused(kind: dict[str, Any], told: str, root: RootKey) -> None:
    with pytest.raises(KeyFileError, match=told):
        check_signer(certificate(root, **kind), (root.certificate,), AT)


def test_a_look_alike_from_a_stranger_is_refused(root: RootKey) -> None:
    stranger = make_root("Example Council", BEFORE)
    assert stranger.certificate.subject == root.certificate.subject

    with pytest.raises(KeyFileError, match="doesn’t trust"):
        check_signer(certificate(stranger), (root.certificate,), AT)


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate_is_refused(content: bytes) -> None:
    with pytest.raises(KeyFileError, match="isn’t a certificate"):
        read_certificate(content)


def test_one_file_holds_one_certificate(root: RootKey) -> None:
    both = as_pem(root.certificate) + as_pem(certificate(root))

    with pytest.raises(KeyFileError, match="2 certificates"):
        read_certificate(both.encode())


def test_a_certificate_is_read_in_both_forms(root: RootKey) -> None:
    der = root.certificate.public_bytes(serialization.Encoding.DER)

    assert read_certificate(der) == read_certificate(as_pem(root.certificate).encode()) == root.certificate


def test_a_request_says_whose_key_it_is(tmp_path: Path) -> None:
    made = make_request("Ann Lee", "Example Council", PASSPHRASE)

    key, asked = write_request(tmp_path / "a.lee", made)

    public, name = requested(asked.read_bytes())
    private = serialization.load_pem_private_key(key.read_bytes(), PASSPHRASE.encode())
    assert (name, public) == ("Ann Lee", private.public_key())
    assert key.name == "a.lee.key"


def test_neither_file_of_a_request_is_left_if_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "ann.csr").write_text("mine", "utf-8")

    with pytest.raises(KeyFileError, match="exists already"):
        write_request(tmp_path / "ann", make_request("Ann Lee", "Example Council", PASSPHRASE))

    assert [path.name for path in tmp_path.iterdir()] == ["ann.csr"]


def test_a_request_that_was_changed_is_refused() -> None:
    content = x509.load_pem_x509_csr(make_request("Ann Lee", "Example Council", PASSPHRASE).request)
    changed = content.public_bytes(serialization.Encoding.DER).replace(b"Ann Lee", b"Ann Foe")
    pem = x509.load_der_x509_csr(changed).public_bytes(serialization.Encoding.PEM)

    with pytest.raises(KeyFileError, match="own key"):
        requested(pem)


def test_an_appointed_key_may_sign_in_its_roles(opened: tuple[LedgerFolder, RootKey], tmp_path: Path) -> None:
    folder, root = opened
    made = make_key(root, "Ann Lee", PASSPHRASE, AT)

    told = appoint(folder, root, made.certificate, ("legal", "legal"), at=AT, write=(tmp_path / "ann.p12", made.p12))

    assert told.roles == ("legal",)
    assert authority(folder.read()).find_person(fingerprint(made.certificate)) == told
    assert (tmp_path / "ann.p12").read_bytes() == made.p12
    with pytest.raises(SignOffError, match="already"):
        appoint(folder, root, made.certificate, ("legal",), at=AT)


def test_a_key_that_cannot_be_appointed_is_not_left_as_a_file(
    opened: tuple[LedgerFolder, RootKey], tmp_path: Path
) -> None:
    folder, root = opened
    stranger = make_root("Elmshire", BEFORE)
    path = tmp_path / "ann.p12"

    with pytest.raises(KeyFileError, match="doesn’t trust"):
        appoint(folder, root, certificate(stranger), ("legal",), at=AT, write=(path, b"key"))
    with pytest.raises(OSError, match="full"):
        appoint(folder, _failing(root), certificate(root), ("legal",), at=AT, write=(path, b"key"))

    assert not path.exists()
    assert len(folder.read().entries) == 1


def _failing(root: RootKey) -> Any:
    class Failing:
        certificate = root.certificate

        def endorse(self, told: bytes) -> bytes:  # noqa: ARG002
            raise OSError("full")

    return Failing()


def test_certificates_of_the_council_s_own_authority_need_its_trust(opened: tuple[LedgerFolder, RootKey]) -> None:
    folder, root = opened
    own = make_root("Example Council IT", BEFORE)
    with pytest.raises(KeyFileError, match="keys trust"):
        appoint(folder, root, certificate(own), ("legal",), at=AT)
    trust(folder, root, own.certificate, "timestamps", at=AT)
    with pytest.raises(KeyFileError, match="keys trust"):  # For timestamps is not for signing.
        appoint(folder, root, certificate(own), ("legal",), at=AT)

    trust(folder, root, own.certificate, "signing", at=AT)

    assert appoint(folder, root, certificate(own), ("legal",), at=AT).name == "Ann Lee"
    with pytest.raises(SignOffError, match="already"):
        trust(folder, root, own.certificate, "signing", at=AT)


def test_only_an_authority_can_be_trusted(root: RootKey) -> None:
    with pytest.raises(KeyFileError, match="isn’t the certificate of an authority"):
        check_authority(certificate(root), AT)


@pytest.mark.parametrize("by", ["name", "fingerprint"])
def test_a_dismissed_key_may_sign_no_more(by: str, opened: tuple[LedgerFolder, RootKey]) -> None:
    folder, root = opened
    told = appoint(folder, root, certificate(root), ("legal",), at=AT)
    who = told.name if by == "name" else told.fingerprint[:8].upper()

    dismiss(folder, root, who, "Left the  council", at=AT)

    ledger = folder.read()
    assert authority(ledger).appointed == ()
    assert [entry.reason for entry in ledger.of(Dismissed)] == ["Left the council"]
    with pytest.raises(SignOffError, match="Nobody"):
        dismiss(folder, root, who, "Again", at=AT)


def test_several_keys_of_one_name_are_told_apart(opened: tuple[LedgerFolder, RootKey]) -> None:
    folder, root = opened
    first, second = (appoint(folder, root, certificate(root), ("legal",), at=AT) for _ in range(2))

    with pytest.raises(SignOffError, match=first.fingerprint[:16]):
        dismiss(folder, root, "Ann Lee", "Lost", at=AT)
    dismiss(folder, root, first.fingerprint, "Lost", at=AT)

    assert authority(folder.read()).appointed == (second,)


def test_a_dismissal_says_why(opened: tuple[LedgerFolder, RootKey]) -> None:
    folder, root = opened
    appoint(folder, root, certificate(root), ("legal",), at=AT)

    with pytest.raises(SignOffError, match="why"):
        dismiss(folder, root, "Ann Lee", " ", at=AT)

    assert len(folder.read().of(Appointed)) == 1
    assert folder.read().of(Dismissed) == ()
