"""Every PDF conforms to PDF/A-3a and PDF/UA-1 at once, says two validators that know nothing of each other."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import page
import pdfua
import pytest

from impact_check.report.pdf import print_pdf

from . import printed

PDFS = {
    "community hub": lambda: printed.example("community-hub"),
    "evening bus": lambda: printed.example("evening-bus"),
    "lunch club": lambda: printed.example("lunch-club"),
    "to sign": printed.to_sign,
}


def failures(pdf: bytes) -> list[str]:
    """Return what fails PDF/A-3a or PDF/UA-1. No rule is excepted."""
    return [
        failure.rule_id
        for profile in ("3a", "ua1")
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


@pytest.mark.parametrize("make", PDFS.values(), ids=PDFS)
def test_each_pdf_conforms_to_both_standards(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(make())

    assert failures(make()) == []
    assert pdfua.validate(str(path)).findings == ()


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf isn't installed (Debian: apt install qpdf)")
@pytest.mark.parametrize("make", [PDFS["community hub"], PDFS["to sign"]], ids=["community hub", "to sign"])
def test_qpdf_finds_no_damage(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(make())

    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, "")


BROKEN = {
    "a picture without words": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    "a heading left out": "<h3>Too deep</h3>",
    "a text field": '<input type="text" name="t" style="appearance: auto">',
}


@pytest.mark.parametrize("element", BROKEN.values(), ids=BROKEN)
def test_the_validator_finds_what_is_broken_on_purpose(element: str) -> None:
    pdf, _ = print_pdf(f'<html lang="en-GB"><title>t</title><h1>x</h1>{element}</html>')

    assert failures(pdf) != []
