"""A key in a file or on a smart card is opened, or it is said why it can't be."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from impact_check.errors import KeyFileError
from impact_check.signoff.appoint import appoint
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.certificates import as_pem, issue, name_in
from impact_check.signoff.signing_keys import KeyFile, Token, certificates, opened
from impact_check.signoff.standing import submissions
from impact_check.signoff.tokens import public_key

from . import build, people
from .build import AT, PASSPHRASE, laid_out

WRONG = "not the passphrase"
LIBRARY = next(filter(os.path.exists, ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so")), "")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with key files of Ada Author, and others that are no good."""
    folder = tmp_path_factory.mktemp("keys")
    p12 = build.stages()[0]["author.p12"]
    key, certificate, _ = pkcs12.load_key_and_certificates(p12, PASSPHRASE.encode())
    (folder / "author.p12").write_bytes(p12)
    (folder / "author.pem").write_text(as_pem(certificate) + as_pem(build.root_key().certificate), encoding="utf-8")
    (folder / "root.pem").write_text(as_pem(build.root_key().certificate), encoding="utf-8")
    (folder / "open.key").write_bytes(_pem(key, serialization.NoEncryption()))
    (folder / "locked.key").write_bytes(_pem(key, serialization.BestAvailableEncryption(PASSPHRASE.encode())))
    (folder / "nonsense.p12").write_bytes(b"nonsense")
    (folder / "large.p12").write_bytes(bytes(1024 * 1024 + 1))
    (folder / "other-use.p12").write_bytes(_for_other_use(folder))
    (folder / "chain-only.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(None, None, None, [certificate], serialization.NoEncryption())
    )
    return folder


def _pem(key: object, encryption: serialization.KeySerializationEncryption) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


def _for_other_use(folder: Path) -> bytes:
    """Return a key whose certificate isn't for signing documents."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(people.named("Ada Author"))
        .issuer_name(people.named(folder.name))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    encryption = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)


GOOD = {
    "PKCS#12": lambda folder: KeyFile(folder / "author.p12", PASSPHRASE),
    "PEM": lambda folder: KeyFile(folder / "locked.key", PASSPHRASE, folder / "author.pem"),
    "PEM that isn't locked": lambda folder: KeyFile(folder / "open.key", "", folder / "author.pem"),
    "PEM that isn't locked, with a passphrase": lambda folder: KeyFile(
        folder / "open.key", PASSPHRASE, folder / "author.pem"
    ),
}


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_a_key_file_is_opened_with_its_certificates(files: Path, source: Callable[[Path], KeyFile]) -> None:
    with opened(source(files), AT) as key:
        assert name_in(key.certificate) == "Ada Author"
        issuers = [each.subject.native["common_name"] for each in key.signer.cert_registry]
        assert "Example Council sign-off root" in issuers


def test_only_the_certificate_of_the_issuer_goes_with_the_signers_own(files: Path, tmp_path: Path) -> None:
    both = (files / "author.pem").read_text("utf-8") + as_pem(people.root("Somebody Else")[1])
    (tmp_path / "chain.pem").write_text(both, encoding="utf-8")
    with opened(KeyFile(files / "open.key", "", tmp_path / "chain.pem"), AT) as key:
        names = {each.subject.native["common_name"] for each in key.signer.cert_registry}
    assert names - {"Ada Author"} == {"Example Council sign-off root"}


BAD = {
    "a wrong passphrase": (lambda folder: KeyFile(folder / "author.p12", WRONG), "the passphrase is wrong"),
    "no passphrase": (lambda folder: KeyFile(folder / "author.p12"), "the passphrase is wrong"),
    "PEM, wrong passphrase": (
        lambda folder: KeyFile(folder / "locked.key", WRONG, folder / "author.pem"),
        "the passphrase is wrong",
    ),
    "PEM, no passphrase": (lambda folder: KeyFile(folder / "locked.key", "", folder / "author.pem"), "needs a pass"),
    "PEM without a certificate": (lambda folder: KeyFile(folder / "open.key"), "Name the file with its certificate"),
    "another's certificate": (
        lambda folder: KeyFile(folder / "open.key", "", folder / "root.pem"),
        "don’t belong together",
    ),
    "no certificate": (lambda folder: KeyFile(folder / "open.key", "", folder / "open.key"), "holds no certificate"),
    "no file": (lambda folder: KeyFile(folder / "gone.p12"), "There is no file"),
    "a folder": (lambda folder: KeyFile(folder), "can’t be read: Is a directory"),
    "nonsense": (lambda folder: KeyFile(folder / "nonsense.p12", PASSPHRASE), "isn’t a key file"),
    "too large": (lambda folder: KeyFile(folder / "large.p12", PASSPHRASE), "too large"),
    "certificates alone": (lambda folder: KeyFile(folder / "chain-only.p12"), "lacks a key or its certificate"),
    "for another use": (
        lambda folder: KeyFile(folder / "other-use.p12", PASSPHRASE),
        "isn’t made for signing documents",
    ),
}


@pytest.mark.parametrize(("source", "words"), BAD.values(), ids=BAD)
def test_a_key_that_cannot_be_used_is_refused_with_a_sentence(
    files: Path, source: Callable[[Path], KeyFile], words: str
) -> None:
    with pytest.raises(KeyFileError, match=words), opened(source(files), AT):
        pytest.fail("it was opened")


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Token]]:
    """Return a smart card in software, with a key on it called `hana`."""
    if not LIBRARY or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 isn't installed (Debian: apt install softhsm2)")
    pkcs11 = pytest.importorskip("pkcs11")
    folder = tmp_path_factory.mktemp("token")
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOFTHSM2_CONF", str(configuration))
        new = ("--init-token", "--free", "--label", "council", "--pin", "5678", "--so-pin", "1234")
        subprocess.run(("softhsm2-util", *new), check=True, capture_output=True)
        library = pkcs11.lib(LIBRARY)
        library.reinitialize()
        with library.get_token(token_label="council").open(user_pin="5678", rw=True) as session:  # noqa: S106
            curve = pkcs11.util.ec.encode_named_curve_parameters("secp256r1")
            parameters = {pkcs11.Attribute.EC_PARAMS: curve}
            domain = session.create_domain_parameters(pkcs11.KeyType.EC, parameters, local=True)
            domain.generate_keypair(label="hana", store=True)
        certificate = issue(build.root_key(), public_key(LIBRARY, "council", "hana", "5678"), "Hana Service", AT)
        (folder / "hana.pem").write_text(as_pem(certificate), encoding="utf-8")
        yield lambda pin="5678", label="council", library=LIBRARY: Token(
            Path(library), label, "hana", folder / "hana.pem", pin
        )


def test_a_smart_card_signs(tmp_path: Path, token: Callable[..., Token]) -> None:
    laid = laid_out(tmp_path, 2)

    with opened(token(), AT + timedelta(days=9)) as key:
        appoint(laid.ledger, build.root_key(), key.certificate, ("head_of_service",), at=AT + timedelta(days=9))
        done = laid.sign_with(key, "head_of_service", AT + timedelta(days=9))

    assert done.standing.signatures[-1].name == "Hana Service"


PROGRAM = """
import json, os, sys
from datetime import datetime
import pyhanko.sign.signers, weasyprint
from impact_check.cli import clock
from impact_check.cli.main import run
for at, *arguments in json.loads(sys.argv[1]):
    child = os.fork()
    if not child:
        clock.now = lambda: datetime.fromisoformat(at)
        os._exit(run(arguments))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        sys.exit(status)
"""
"""Run the program once for each list of arguments, each time in a process of its own and at the time given first."""


def test_four_kinds_of_key_sign_in_four_processes(tmp_path: Path, token: Callable[..., Token]) -> None:
    laid = laid_out(tmp_path, 0)
    card = token()
    own = certificates(card.certificate)[0]
    appoint(laid.ledger, build.root_key(), own, ("head_of_service",), at=AT)
    pem = _pem_of_challenger(tmp_path)
    for name, secret in (("secret", PASSPHRASE), ("pin", card.pin)):
        (tmp_path / name).write_text(secret, encoding="utf-8")
    in_file, on_card = ("--passphrase-file", "secret"), ("--passphrase-file", "pin", "--cert", card.certificate)
    labels = ("--pkcs11", card.library, "--token", card.token, "--key-label", card.key)
    approval = ("--approved-by", "Dev Director", "--recorded-by", "Cleo Clerk", "--source", "Minute 12")

    each = (
        ("--as", "author", "--key", "author.p12", *in_file),
        ("--as", "challenger", "--key", pem[0], "--cert", pem[1], *in_file),
        ("--as", "head-of-service", *labels, *on_card),
        ("--as", "director", "--key", "seal.p12", *in_file, *approval),
    )
    commands = [
        ((AT + timedelta(days=day)).isoformat(), "sign", laid.pdf.name, "--yes", *map(str, options))
        for day, options in enumerate(each, start=1)
    ]

    done = subprocess.run(
        (sys.executable, "-W", "error", "-c", PROGRAM, json.dumps(commands)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (done.returncode, done.stderr) == (0, "")
    (standing,) = submissions(laid.ledger.read(), "lia-example")
    assert standing.is_complete
    assert standing.last_file_sha256 == sha256_of(laid.pdf.read_bytes())
    assert [entry.name for entry in standing.signatures] == [
        *("Ada Author", "Charles Challenger", "Hana Service", build.SEAL)
    ]
    context = ValidationContext(
        trust_roots=[translate_pyca_cryptography_cert_to_asn1(build.root_key().certificate)],
        allow_fetching=False,
        moment=AT + timedelta(days=9),
    )
    signatures = PdfFileReader(BytesIO(laid.pdf.read_bytes())).embedded_signatures
    assert [validate_pdf_signature(each, context).bottom_line for each in signatures] == [True] * 4


def _pem_of_challenger(folder: Path) -> tuple[Path, Path]:
    """Write the key of Charles Challenger as PEM, with its certificate in another file."""
    key, certificate, _ = pkcs12.load_key_and_certificates(
        (folder / "challenger.p12").read_bytes(), PASSPHRASE.encode()
    )
    paths = folder / "challenger.key", folder / "challenger.pem"
    paths[0].write_bytes(_pem(key, serialization.BestAvailableEncryption(PASSPHRASE.encode())))
    paths[1].write_text(as_pem(certificate), encoding="utf-8")
    return paths


@pytest.mark.parametrize(
    ("change", "words"),
    [({"pin": "0000"}, "PIN"), ({"label": "other"}, "“other”"), ({"library": "/usr/lib/gone.so"}, "gone.so")],
    ids=["a wrong PIN", "another token", "no library"],
)
def test_a_smart_card_that_cannot_be_used_is_told(
    token: Callable[..., Token], change: dict[str, str], words: str
) -> None:
    with pytest.raises(KeyFileError, match=words), opened(token(**change), AT):
        pytest.fail("it was opened")
