"""How a PDF is read: its revisions, and the private part of pyHanko that is replaced for speed."""

import io

import pytest
from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import PdfFileReader

from impact_check.signoff.limits import Limits
from impact_check.signoff.opened import Reader, open_pdf
from impact_check.signoff.verifying.verify import relying_on, verify
from tests.signoff import attacks, build


def test_each_revision_is_the_file_as_it_was_after_that_signature() -> None:
    files = [stage["plan-sign-off.pdf"] for stage in build.stages()]
    opened = open_pdf(files[-1], Limits())
    assert [opened.revision(number) for number in range(len(opened.ends))] == files


def test_pyhanko_reads_objects_through_our_table_and_finds_the_same() -> None:
    """If this fails after a new version of pyHanko, see `Reader`: without it, long reports take minutes."""
    pdf = attacks.unsigned()
    ours, theirs = Reader(pdf), PdfFileReader(io.BytesIO(pdf), strict=True)
    for number in range(1, 60):
        mine, original = (reader.get_object(Reference(number, 0, reader)) for reader in (ours, theirs))
        assert repr(mine) == repr(original)
    assert ours._tables


def test_what_surprises_pyhanko_is_told_in_the_verdict_and_nowhere_else(capfd: pytest.CaptureFixture[str]) -> None:
    changed = build.stages()[1]["plan-sign-off.pdf"].replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.dEtached")
    verdict = verify(changed, relying_on((build.root_key().certificate,)), now=attacks.NOW, quick=True)
    assert verdict.conclusion == "rejected"
    assert capfd.readouterr() == ("", "")
