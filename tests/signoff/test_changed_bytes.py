"""Single bytes changed at random places, always the same ones: none is accepted."""

import random
from pathlib import Path

import pytest

from impact_check.signoff.verifying.verify import relying_on, verify
from tests.signoff.attacks import NOW, signed


@pytest.mark.parametrize(("count", "with_ledger"), [(10_000, True), (60, False)], ids=["ledger", "roots alone"])
def test_no_changed_byte_is_accepted(count: int, with_ledger: bool, tmp_path: Path) -> None:
    case = signed(tmp_path, 4)
    folder = case.laid.ledger
    trust = relying_on((folder.root,), folder.file.read_bytes() if with_ledger else None)
    chance = random.Random(20260501)  # noqa: S311  # The same places each time.
    for _ in range(count):
        place = chance.randrange(len(case.pdf))
        changed = bytearray(case.pdf)
        changed[place] ^= chance.randrange(1, 256)
        assert verify(bytes(changed), trust, now=NOW, quick=True).conclusion == "rejected", place


def test_no_changed_digit_of_the_newest_signature_is_accepted_by_the_roots_alone(tmp_path: Path) -> None:
    case = signed(tmp_path, 4)
    trust = relying_on((case.laid.ledger.root,))
    first = case.pdf.rindex(b"/Contents <") + len(b"/Contents <")
    digits = 2 * (4 + int(case.pdf[first + 4 : first + 8], 16))
    assert digits > 2000
    for place in (*range(first + 49, first + 60, 2), *range(first + 90, first + digits, 240)):
        changed = bytearray(case.pdf)
        changed[place : place + 1] = b"%X" % (int(case.pdf[place : place + 1], 16) ^ 1)
        assert verify(bytes(changed), trust, now=NOW, quick=True).conclusion == "rejected", place - first
