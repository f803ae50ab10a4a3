"""A signature is one that other programs accept, says who and when, and changes nothing else in the file."""

import io
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import page
import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1, translate_pyca_cryptography_key_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from impact_check.errors import SignOffError
from impact_check.signoff.sign import fields, sign_pdf
from impact_check.signoff.signing_keys import KeyFile, opened
from impact_check.signoff.stamp import Act, stamp
from impact_check.signoff.time_stamps import Authority

from . import build
from .build import AT, PASSPHRASE, ROLES, laid_out

FALSE_ALARMS = {
    # It takes each signature for the only one, which would have to cover the whole file (ISO 32000-1, 12.8.1).
    "PDFA3A-SIGNATURE-BYTERANGE-001",
    # It takes the last byte of a compressed stream for a line end if it happens to look like one.
    "PDFA3A-STREAM-LENGTH-001",
}


@pytest.fixture(scope="module")
def signed() -> bytes:
    return build.stages()[4]["plan-sign-off.pdf"]


def read(pdf: bytes) -> PdfFileReader:
    return PdfFileReader(io.BytesIO(pdf), strict=True)


def root() -> object:
    return translate_pyca_cryptography_cert_to_asn1(build.root_key().certificate)


def test_every_signature_is_valid_for_a_program_that_is_not_ours(signed: bytes) -> None:
    context = ValidationContext(trust_roots=[root()], allow_fetching=False, moment=AT)

    found = [validate_pdf_signature(each, context) for each in read(signed).embedded_signatures]

    assert [status.bottom_line for status in found] == [True] * 4
    assert [status.docmdp_ok for status in found] == [True] * 4


def test_each_signature_says_who_signed_when_and_for_what(signed: bytes) -> None:
    found = [each.sig_object for each in read(signed).embedded_signatures]

    assert [each["/Name"] for each in found] == list(build.NAMES.values())
    assert found[1]["/Reason"] == "Challenger, for the outcome: Go ahead despite the harm, reasons in writing"
    assert [each["/SubFilter"] for each in found] == ["/ETSI.CAdES.detached"] * 4


def test_the_first_certifies_and_the_last_closes_the_document(signed: bytes) -> None:
    first, *_, last = read(signed).embedded_signatures

    assert first.docmdp_level.value == 2
    assert last.fieldmdp.action.value == "/All"


def test_signing_leaves_the_metadata_as_they_are(signed: bytes) -> None:
    before, after = read(build.stages()[0]["plan-sign-off.pdf"]), read(signed)

    assert after.root["/Metadata"].data == before.root["/Metadata"].data
    assert after.trailer.raw_get("/Info") == before.trailer.raw_get("/Info")
    assert hasattr(IncrementalPdfFileWriter, "_update_meta"), "what QuietWriter takes the place of has gone"


def test_a_signed_report_still_conforms_to_both_standards(signed: bytes) -> None:
    found = {
        failure.rule_id
        for profile in ("3a", "ua1")
        for failure in page.validate_pdf_bytes(signed, profile=profile).failures
    }

    assert found <= FALSE_ALARMS


def test_the_fields_are_those_of_the_signers_in_order() -> None:
    found = fields(build.stages()[2]["plan-sign-off.pdf"])

    assert tuple(field.role for field in found) == ROLES
    assert [field.is_signed for field in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("role", "words"),
    [("legal", "no place for the signature of this role"), ("author", "signed in this role already")],
)
def test_only_an_empty_field_can_be_signed(tmp_path: Path, role: str, words: str) -> None:
    with pytest.raises(SignOffError, match=words):
        sign_author(laid_out(tmp_path, 1), role=role)


def test_what_is_no_pdf_cannot_be_signed(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 0)
    laid.pdf.write_bytes(b"%PDF-1.7 and nothing else")

    with pytest.raises(SignOffError, match="can’t be signed"):
        sign_author(laid)


def test_a_time_stamp_authority_confirms_the_time(tmp_path: Path, authority: str) -> None:
    pdf = sign_author(laid_out(tmp_path, 0), timestamper=Authority(authority))

    context = ValidationContext(trust_roots=[root(), tsa()[1]], allow_fetching=False)
    status = validate_pdf_signature(read(pdf).embedded_signatures[0], context, ts_validation_context=context)
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.trusted


@pytest.mark.parametrize("path", ["/gone", "/nonsense"])
def test_without_an_answer_of_the_authority_nothing_is_signed(tmp_path: Path, authority: str, path: str) -> None:
    with pytest.raises(SignOffError, match="time-stamp authority didn’t answer as it should"):
        sign_author(laid_out(tmp_path, 0), timestamper=Authority(authority + path))


def test_a_time_stamp_authority_is_asked_over_the_web_only() -> None:
    with pytest.raises(SignOffError, match="no web address"):
        Authority("file:///etc/passwd")


def sign_author(laid: build.Laid, *, role: str = "author", **more: object) -> bytes:
    with opened(KeyFile(laid.key("author"), PASSPHRASE), AT) as key:
        return sign_pdf(
            laid.pdf.read_bytes(),
            role=role,
            signer=key.signer,
            name="Ada Author",
            reason="To see what happens",
            at=AT,
            is_first=True,
            is_last=False,
            stamp=stamp(Act("author", "Ada Author", "stop", AT), "en"),
            **more,
        )


@pytest.fixture
def authority() -> Iterator[str]:
    """Return the address of a time-stamp authority on this computer."""
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:  # As the class wants it.
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()
        if self.path == "/nonsense":
            self.wfile.write(b"nonsense")
        elif self.path != "/gone":
            key, certificate = tsa()
            self.wfile.write(DummyTimeStamper(certificate, key).request_tsa_response(asked).dump())

    def log_message(self, *_: object) -> None:
        pass


_TSA: list[tuple[object, object]] = []


def tsa() -> tuple[object, object]:
    """Return the key and the certificate of an authority: RSA, since pyHanko's for tests knows no other."""
    if not _TSA:
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "Example time stamps")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(AT - timedelta(days=9999))
            .not_valid_after(AT + timedelta(days=9999))
            .add_extension(x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(key, hashes.SHA256())
        )
        _TSA.append(
            (translate_pyca_cryptography_key_to_asn1(key), translate_pyca_cryptography_cert_to_asn1(certificate))
        )
    return _TSA[0]
