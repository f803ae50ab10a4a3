"""The same page gives the same bytes, whoever makes them: a signed report is checked by making it again."""

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pydyf
import pytest
from weasyprint import HTML

from impact_check.report import pdf
from impact_check.report.conformance import settle_streams
from impact_check.report.pdf import print_pdf

from . import printed
from .test_pdf_standards import failures

TESTS = Path(__file__).parents[1]
ELSEWHERE = """
import sys
from report import printed
sys.stdout.buffer.write(printed.to_sign())
"""


def test_twice_in_one_process_is_the_same() -> None:
    assert print_pdf(printed.page_to_sign(), printed.ATTACHED)[0] == printed.to_sign()


def test_the_order_of_attached_files_does_not_matter() -> None:
    assert print_pdf(printed.page_to_sign(), printed.ATTACHED[::-1])[0] == printed.to_sign()


def test_another_process_elsewhere_in_the_world_is_the_same(tmp_path: Path) -> None:
    there = {
        "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)]),
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }

    made = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], cwd=tmp_path, env={**os.environ, **there}, capture_output=True, check=True
    )

    assert made.stdout == printed.to_sign()


def test_a_file_written_again_to_end_well_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first, refused = printed.to_sign(), []

    def third(written: bytes) -> bool:
        refused.append(written)
        return len(refused) == 3

    monkeypatch.setattr("impact_check.report.conformance.ends_well", third)
    again, _ = print_pdf(printed.page_to_sign(), printed.ATTACHED)

    assert refused[0] == first
    assert again == refused[2]
    assert failures(again) == []


def test_each_attempt_ends_otherwise_in_its_objects_and_in_its_places() -> None:
    document = HTML(string=printed.page_to_sign()).render(pdf_variant=pdf.PDF_VARIANT)
    files = [pdf._write(document, (), attempt) for attempt in range(3)]
    ends = [re.findall(rb"/(ObjStm|XRef)\b.*?stream\n.*?(.)\nendstream", file, re.DOTALL) for file in files]

    assert len(set(ends[0]) | set(ends[1]) | set(ends[2])) == 6


def test_a_stream_whose_last_byte_is_a_carriage_return_is_written_as_text() -> None:
    content = next(text for n in range(256) if zlib.compress(text := b"a" * n)[-1:] == b"\r")
    made = pydyf.PDF()
    for stream in (content, b"b"):
        made.add_object(pydyf.Stream([stream], {"Type": "/Example"}, compress=True))

    settle_streams(made)

    first, second = made.objects[-2:]
    assert first.data.endswith(b"~>\nendstream")
    assert first.extra["Filter"] == "[/ASCII85Decode /FlateDecode]"
    assert second.extra["Filter"] == "/FlateDecode"
