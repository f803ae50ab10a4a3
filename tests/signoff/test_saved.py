"""A report that was signed long ago is still what was signed, under the questionnaire of then.

This fails if a field is added to an assessment, a result, a receipt or a line of the ledger, and the program no longer
writes what it had signed in the very bytes of then. Never make the files anew for it: teach the program both.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from impact_check.signoff import folder
from impact_check.signoff.verdict import Verdict
from impact_check.signoff.verifying.verify import relying_on, verify
from impact_check.storage import read_assessment

SAVED = Path(__file__).parent / "saved" / "2026"
PDF = (SAVED / "plan-sign-off.pdf").read_bytes()
SIGNED = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)


def verdict(years: int, pdf: bytes = PDF) -> Verdict:
    found = folder.load(SAVED / "sign-off")
    trust = relying_on((found.root,), found.file.read_bytes(), "", (found.packs,))
    return verify(
        pdf,
        trust,
        now=SIGNED + timedelta(days=366 * years),
        quick=True,
        against=read_assessment(SAVED / "plan.lia.json"),
    )


@pytest.mark.parametrize("years", [1, 5])
def test_years_later_every_check_still_holds(years: int) -> None:
    found = verdict(years)

    pages, *others = sorted(found.checks, key=lambda check: check.id != "pages")
    assert {check.id: check.why for check in others if check.status != "ok"} == {}
    assert len(others) > 15
    assert pages.status == "ok" or "other page templates" in pages.why or "Another version" in pages.why
    assert found.conclusion == ("accepted" if pages.status == "ok" else "undecided")
    assert [signed.name for signed in found.signed] == [
        "Ada Author",
        "Charles Challenger",
        "Hana Service",
        "Dev Director",
    ]


def test_a_changed_byte_shows_years_later_too() -> None:
    place = PDF.index(b"stream\n", 3000) + 60
    changed = PDF[:place] + bytes([PDF[place] ^ 1]) + PDF[place + 1 :]

    assert verdict(5, changed).conclusion == "rejected"


def test_the_questionnaire_of_then_is_beside_the_ledger() -> None:
    pinned = read_assessment(SAVED / "plan.lia.json").pinned

    assert [path.name for path in (SAVED / "sign-off" / "packs").iterdir()] == [
        f"{pinned.questionnaire}-0.1.0-{pinned.sha256[:16]}.zip"
    ]
