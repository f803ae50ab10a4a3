"""Measure the step that signs: a report with an empty field -> the same with a signature, with a key of RSA-2048.

Beside it stands pyHanko's own signer on the same file. Ours draws a stamp in the field and looks at the field first,
which pyHanko's own call doesn't.
"""

import io
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from eight_pages import eight_pages
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as asn1_certificate
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as asn1_key
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore
from ratios import Ratio, Show, at_least, beside, in_time, interleaved, run_alone

from impact_check.report.pdf import print_pdf
from impact_check.signoff.kept_key import KeptKeySigner
from impact_check.signoff.sign import QuietWriter, sign_pdf
from impact_check.signoff.stamp import Act, stamp

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIELD = '<p><input class="signature-field" type="checkbox" name="sig-author" title="Signature of the author"></p>'


def measure(show: Show) -> list[Ratio]:
    pdf, _ = print_pdf(eight_pages().replace("</main>", f"{FIELD}</main>"))
    key, certificate = rsa_key()
    kept = KeptKeySigner(asn1_certificate(certificate), key)
    store = SimpleCertificateStore()
    theirs = signers.SimpleSigner(asn1_certificate(certificate), asn1_key(key), store)
    drawn = stamp(Act("author", "Ann Lee", "proceed", AT, None), "en")

    def ours() -> bytes:
        return sign_pdf(
            pdf,
            role="author",
            signer=kept,
            name="Ann Lee",
            reason="Example",
            at=AT,
            is_first=True,
            is_last=True,
            stamp=drawn,
        )

    def alone(signer: signers.Signer, writer: type[IncrementalPdfFileWriter], room: int | None = None) -> None:
        settings = signers.PdfSignatureMetadata(
            field_name="sig-author",
            md_algorithm="sha256",
            name="Ann Lee",
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        signers.PdfSigner(settings, signer).sign_pdf(
            writer(io.BytesIO(pdf)), existing_fields_only=True, output=io.BytesIO(), bytes_reserved=room
        )

    times = interleaved(
        {
            "pyHanko": lambda: alone(theirs, IncrementalPdfFileWriter),
            "with a kept key": lambda: alone(kept, QuietWriter, kept.room),
            "with a kept key, a stamp and our checks": ours,
            "the stamp": lambda: stamp(Act("author", "Ann Lee", "proceed", AT, None), "en"),
        },
        rounds=11,
        lasting=0,
        cpu=True,
    )
    show(
        f"sign eight pages ({len(pdf) // 1000} kB)",
        "; ".join(f"{what} {in_time(taken)}" for what, taken in times.items()),
    )
    return [
        at_least(
            "signing with a kept key (RSA-2048): the rate of pyHanko’s own signer",
            times["pyHanko"] / times["with a kept key"],
            3.0,
            note="Processor time of the step alone: the same file and settings, no stamp on either side. Ours "
            "reads the key once, reserves the room, and leaves the metadata of the file as they are.",
        ),
        beside(
            "signing as the program does, with a stamp and its checks of the field",
            times["pyHanko"] / times["with a kept key, a stamp and our checks"],
            note="The checks of the ledger, and printing the report again beside it, come on top: see the lines above.",
        ),
    ]


def rsa_key() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Return a key and a certificate that it issued for itself."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ann Lee")])
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = begun.serial_number(1).not_valid_before(AT - timedelta(days=1)).not_valid_after(AT + timedelta(days=365))
    return key, dated.sign(key, hashes.SHA256())


if __name__ == "__main__":
    run_alone(measure)
