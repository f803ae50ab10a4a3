"""A public copy is made of what everybody has signed, under the council's seal, and is recorded."""

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from impact_check.errors import SignOffError
from impact_check.language import speaking
from impact_check.model.ledger import Published, Signed, Submitted
from impact_check.signoff import publishing
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.document import Document
from impact_check.signoff.inside import inside
from impact_check.signoff.publishing import Publication, check_publishable, public_document, publish
from impact_check.signoff.signing_keys import KeyFile, OpenKey, opened
from impact_check.signoff.stamp import seal_lines
from impact_check.signoff.standing import submissions
from impact_check.signoff.submitting import withdraw
from impact_check.signoff.twin import twin_of
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired

from . import attacks, build
from .build import AT, Laid, laid_out
from .test_cut_off import FullDisk, files

LATER = AT + timedelta(days=10)
REAL = public_document


@cache
def printed() -> Document:
    """Return the public copy before it is sealed: the same for every council of these tests."""
    with tempfile.TemporaryDirectory(prefix="impact-check-tests-") as name:
        laid = laid_out(Path(name), 4)
        carried, standing = inside(laid.pdf.read_bytes()), submissions(laid.ledger.read(), "lia-example")[-1]
    result = carried.receipt.result
    return REAL(publishing.Source(build.ruleset(), carried.assessment, result, standing, "Example Council"))


@pytest.fixture
def printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "public_document", lambda *_, **__: printed())


@contextmanager
def key_of(laid: Laid, whose: str = "seal") -> Iterator[OpenKey]:
    with opened(KeyFile(laid.key(whose), build.PASSPHRASE), LATER) as key:
        yield key


def published(laid: Laid, *, key: str = "seal", at: datetime = LATER, **more: object) -> Publication:
    with key_of(laid, key) as seal:
        return publish(laid.pdf, laid.ledger, seal, at=at, ruleset=build.ruleset(), **more)


def test_a_file_in_which_a_signer_has_changed_something_else_is_not_published(tmp_path: Path) -> None:
    laid = attacks.signed_with_more(attacks.data_replaced, alone=True)(tmp_path).laid

    with pytest.raises(SignOffError, match="changed something else"):
        check_publishable(laid.pdf, laid.ledger)


def test_a_public_copy_is_recorded_and_bears_the_seal_alone_and_has_a_web_page(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 4)
    signed = laid.pdf.read_bytes()

    done = published(laid)

    copy, standing = done.path.read_bytes(), submissions(laid.ledger.read(), "lia-example")[-1]
    assert done.path == tmp_path / "plan-sign-off-public.pdf"
    assert laid.pdf.read_bytes() == signed
    assert standing.published == (done.entry,)
    assert (done.entry.of_file_sha256, done.entry.file_sha256) == (sha256_of(signed), sha256_of(copy))
    assert sha256_of(copy[: done.entry.render_bytes]) == done.entry.render_sha256 == sha256_of(printed().pdf)
    assert inside(copy).receipt.is_public_copy
    assert inside(copy).receipt.result.inherent == inside(signed).receipt.result.inherent
    (seal,) = PdfFileReader(io.BytesIO(copy), strict=True).embedded_signatures
    root = translate_pyca_cryptography_cert_to_asn1(build.root_key().certificate)
    status = validate_pdf_signature(seal, ValidationContext(trust_roots=[root], allow_fetching=False, moment=LATER))
    assert (status.bottom_line, status.docmdp_ok) == (True, True)
    assert (seal.field_name, seal.docmdp_level.value, seal.sig_object["/Name"]) == ("sig-seal", 1, build.SEAL)
    assert "None of them signed this copy." in seal.sig_object["/Reason"]
    page = twin_of(done.path).read_text("utf-8")
    assert "All 4 who must sign have." in page
    assert "Seal of Example Council" in page
    assert "signature-field" not in page.split("<body>")[1]


@pytest.mark.usefixtures("printed_once")
def test_publishing_again_makes_a_second_entry_and_a_second_file(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 4)
    first = published(laid)

    second = published(laid, at=LATER + timedelta(days=1), out=tmp_path / "again.pdf")

    assert laid.ledger.read().of(Published) == (first.entry, second.entry)
    assert first.entry.render_sha256 == second.entry.render_sha256
    with pytest.raises(SignOffError, match=r"There is a file .*plan-sign-off-public\.pdf already"):
        published(laid, at=LATER + timedelta(days=2))


def withdrawn(laid: Laid) -> None:
    withdraw("lia-example", laid.ledger, by="Ada Author", reason="A mistake", at=LATER)


def submitted_again(laid: Laid) -> None:
    with laid.ledger.open() as ledger:
        told = ledger.ledger.of(Submitted)[-1].model_dump(exclude={"n", "prev", "at", "event"})
        ledger.append(Submitted, at=LATER, **{**told, "render_sha256": "e" * 64})


def rolled_back(laid: Laid) -> None:
    laid.pdf.write_bytes(build.stages()[3]["plan-sign-off.pdf"])


def overwritten(laid: Laid) -> None:
    laid.pdf.write_bytes(laid.pdf.read_bytes() + b"\n")


Arrange = Callable[[Laid], object]
REFUSED: dict[str, tuple[int, Arrange, dict[str, object], str]] = {
    "not signed by all": (2, lambda _: None, {}, "Missing: Head of Service and Director"),
    "unsigned": (0, lambda _: None, {}, "Missing: Author, Challenger, Head of Service and Director"),
    "withdrawn": (4, withdrawn, {}, "Ada Author withdrew this report: “A mistake”. So it is not published"),
    "submitted again": (4, submitted_again, {}, "submitted again since"),
    "an older copy": (4, rolled_back, {}, "older copy"),
    "changed since": (4, overwritten, {}, "changed after it was submitted"),
    "no file": (4, lambda laid: laid.pdf.unlink(), {}, "There is no file"),
    "a person's key": (4, lambda _: None, {"key": "director"}, "The key of Dev Director is that of a person"),
    "a key that nobody knows": (
        4,
        lambda laid: laid.stranger("seal", "Another Council"),
        {},
        "Nobody has been appointed with this key",
    ),
    "onto the signed report": (4, lambda _: None, {"out": "plan-sign-off.pdf"}, "There is a file"),
    "onto its web page": (4, lambda _: None, {"out": "plan-sign-off.PDF"}, "There is a file .*plan-sign-off"),
    "not called PDF": (4, lambda _: None, {"out": "copy.html"}, "must end in .pdf"),
    "a clock that is behind": (4, lambda _: None, {"at": AT}, "later time than now"),
}


@pytest.mark.parametrize(("stage", "arrange", "options", "words"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_published_is_refused_with_a_sentence_and_nothing_is_written(
    tmp_path: Path, stage: int, arrange: Arrange, options: dict[str, object], words: str
) -> None:
    laid = laid_out(tmp_path, stage)
    arrange(laid)
    before = files(laid)
    out = {"out": tmp_path / str(options["out"])} if "out" in options else {}

    with pytest.raises(SignOffError, match=words):
        published(laid, **{**options, **out})

    assert {path: content for path, content in files(laid).items() if not path.endswith(".lock")} == {
        path: content for path, content in before.items() if not path.endswith(".lock")
    }
    assert not laid.ledger.read().of(Published)


@pytest.mark.usefixtures("printed_once")
def test_a_public_copy_is_not_published_again_as_if_it_were_the_signed_report(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 4)
    done = published(laid)

    with key_of(laid) as seal, pytest.raises(SignOffError, match="This is a public copy"):
        publish(done.path, laid.ledger, seal, at=LATER, ruleset=build.ruleset())


def test_what_comes_to_something_else_than_was_signed_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = laid_out(tmp_path, 4)
    worked_out = publishing.evaluate

    def otherwise(*given: object) -> object:
        return worked_out(*given).model_copy(update={"outcomes": ()})

    monkeypatch.setattr(publishing, "evaluate", otherwise)

    with pytest.raises(SignOffError, match="come to something else than what was signed"):
        published(laid)


class CutOffError(Exception):
    """Stands for the end of the process."""


@pytest.mark.usefixtures("printed_once")
def test_who_was_cut_off_after_the_entry_has_published_and_the_next_try_finishes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = laid_out(tmp_path, 4)

    def end(*_: object) -> None:
        raise CutOffError

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "put_in_place", end)
        with pytest.raises(CutOffError):
            published(laid)
    done = published(laid)

    assert laid.ledger.read().of(Published) == (done.entry,)
    assert sha256_of(done.path.read_bytes()) == done.entry.file_sha256
    assert done.notes == (f"An earlier step was cut off after it was recorded. {done.path} is now as it should be.",)
    assert twin_of(done.path).exists()
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.usefixtures("printed_once")
def test_who_was_cut_off_before_the_web_page_gets_it_with_the_next_try(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 4)
    first = published(laid)
    twin_of(first.path).unlink()

    done = published(laid)

    assert laid.ledger.read().of(Published) == (first.entry,) == (done.entry,)
    assert twin_of(done.path).exists()


@pytest.mark.usefixtures("printed_once")
@pytest.mark.parametrize("call", [1, 2], ids=["the file", "the ledger"])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    laid = laid_out(tmp_path, 4)
    before = files(laid)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", FullDisk(call))
        with pytest.raises(OSError, match="No space left"):
            published(laid)

    assert files(laid) == before


def test_an_approval_that_was_recorded_is_told_apart_from_a_signature(tmp_path: Path) -> None:
    own, *_ = laid_out(tmp_path, 4).ledger.read().of(Signed)
    recorded = own.model_copy(update={"role": "director", "approval": build.approval()})
    signed: tuple[Signed, ...] = (own, recorded)

    assert seal_lines("Example Council", signed, LATER)[2:5] == (
        "The report was signed by: Author.",
        "Approval was recorded of: Director.",
        "None of them signed this copy.",
    )
    with speaking(CODE, catalog=PseudoCatalog()):
        assert hard_wired(" ".join(seal_lines("", signed, LATER)), {"09:30", "UTC"}) == []
