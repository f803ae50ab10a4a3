"""Files made to hang or fill the computer, or to be read in two ways: refused, within the limits."""

import base64
import zlib
from datetime import UTC, datetime

import pytest

from impact_check.signoff.certificates import as_pem
from impact_check.signoff.limits import Limits, UnsafeFileError
from impact_check.signoff.opened import attached_files, open_pdf
from impact_check.signoff.verifying.verify_apart import Given, verify_apart
from tests.signoff.people import root

NOW = datetime(2026, 9, 1, tzinfo=UTC)
BOMB = zlib.compress(bytes(64 * 1024 * 1024), 9)


def pdf(*objects: bytes, root_more: bytes = b"", size: int | None = None) -> bytes:
    """Return a PDF of one empty page and these objects, numbered from 4."""
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"
    parts = (
        b"<</Type /Catalog /Pages 2 0 R" + root_more + b">>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        page,
        *objects,
    )
    written, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    end = b"trailer\n<</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size or len(parts) + 1, len(written))
    return written + table + end


def stream(content: bytes, told: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), told, content)


ASCII = b"/Filter [/ASCII85Decode /FlateDecode]"
FILES = b"/AF [4 0 R] /Names <</EmbeddedFiles <</Names [(assessment.json) 4 0 R]>>>>"
FILE = b"<</Type /Filespec /F (assessment.json) /EF <</F 5 0 R>>>>"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(stream(BOMB), id="bomb"),
        pytest.param(stream(zlib.compress(BOMB), b"/Filter [/FlateDecode /FlateDecode]"), id="packed twice"),
        pytest.param(stream(b"61>", b"/Filter /ASCIIHexDecode"), id="another way"),
        pytest.param(stream(b"no flate"), id="damaged"),
        pytest.param(stream(base64.a85encode(BOMB) + b"~>", ASCII), id="bomb in ASCII"),
        pytest.param(stream(b"\xff\xfe~>", ASCII), id="no ASCII"),
    ],
)
def test_an_attached_file_is_unpacked_no_further_than_the_limit(content: bytes) -> None:
    opened = open_pdf(pdf(FILE, content, root_more=FILES), Limits())
    with pytest.raises(UnsafeFileError):
        attached_files(opened.reader, Limits(attachment=1024 * 1024))


@pytest.mark.parametrize("told", [b"", b"/Filter /FlateDecode", b"/Filter [/FlateDecode]", ASCII], ids=repr)
def test_an_attached_file_comes_out_however_our_reports_pack_it(told: bytes) -> None:
    packed = zlib.compress(b"{}") if b"Flate" in told else b"{}"
    content = stream(base64.a85encode(packed) + b"~>" if b"85" in told else packed, told)
    (file,) = attached_files(open_pdf(pdf(FILE, content, root_more=FILES), Limits()).reader, Limits())
    assert (file.name, file.content, file.is_associated) == ("assessment.json", b"{}", True)


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        pytest.param(b"", Limits(), id="empty"),
        pytest.param(b"%PDF-1.7\n" + b"[" * 100_000, Limits(), id="no end"),
        pytest.param(pdf(root_more=b"/X " + b"[" * 50_000 + b"]" * 50_000), Limits(), id="deeply nested"),
        pytest.param(pdf(size=10**9), Limits(), id="pretends to have many parts"),
        pytest.param(pdf(), Limits(pages=0), id="too many pages"),
        pytest.param(pdf() + bytes(100), Limits(file=100), id="too large"),
        pytest.param(pdf(root_more=b"/Pages 1 0 R"), Limits(), id="pages that are none"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(content: bytes, limits: Limits) -> None:
    with pytest.raises(UnsafeFileError, match=r"^It "):
        open_pdf(content, limits)


def test_an_end_mark_inside_the_file_is_not_the_end_of_a_revision() -> None:
    content = pdf(b"(startxref 1 %%EOF\nstartxref 9\n%%EOF\n)")
    assert open_pdf(content, Limits()).ends == (len(content),)


def test_the_child_ends_at_its_limits_and_the_file_is_rejected() -> None:
    given = Given((as_pem(root()[1]),))
    verdict = verify_apart(pdf(), given, now=NOW, seconds=0.05)
    assert (verdict.conclusion, verdict.checks[0].id) == ("rejected", "file")
    assert "longer than" in verdict.checks[0].why


def test_a_bomb_leaves_the_child_within_its_memory() -> None:
    bomb = stream(BOMB, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    verdict = verify_apart(
        pdf(bomb, root_more=b"/AcroForm 4 0 R"), Given((as_pem(root()[1]),)), now=NOW, megabytes=1024
    )
    assert verdict.conclusion == "rejected"
