"""What is shown in a signature field says who signed or whose approval was recorded, and fits."""

from datetime import UTC, datetime, timedelta, timezone

import pypdfium2
import pytest

from impact_check.errors import ReportError
from impact_check.language import speaking
from impact_check.model.ledger import Approval
from impact_check.signoff.stamp import Act, lines, reason, stamp
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired

AT = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
OWN = Act("legal", "Lee Legal", "proceed_with_conditions", AT)
APPROVAL = Approval(by="Cllr A. Person", recorded_by="B. Clerk", source="Minute 12 of 3 May 2026")
SEAL = Act("portfolio_holder", "Example Council", "stop", AT, APPROVAL)
LONG = "Long name " * 30
LONGEST = Act(
    "portfolio_holder", LONG, "proceed_despite", AT, Approval(by=LONG, recorded_by=LONG, source="Minute, minute, " * 30)
)


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        page = document[0]
        words = page.get_textpage()
        return " ".join(words.get_text_bounded().split())
    finally:
        document.close()


@pytest.mark.parametrize("hours", [-8, 0, 14])
def test_a_signature_says_who_as_what_for_which_outcome_and_when_in_utc(hours: int) -> None:
    at = AT.astimezone(timezone(timedelta(hours=hours)))

    assert lines(Act("legal", "Lee Legal", "proceed_with_conditions", at)) == (
        *("Signed by Lee Legal", "Legal adviser", "For the outcome: Go ahead with conditions"),
        "1 May 2026, 23:30 UTC",
    )


def test_a_seal_says_that_the_person_did_not_sign() -> None:
    assert text(stamp(SEAL, "en")) == (
        "Approval of Cllr A. Person (Portfolio holder), recorded by B. Clerk. Sealed by Example Council. Cllr A. "
        "Person did not sign. Source: Minute 12 of 3 May 2026 For the outcome: Stop 1 May 2026, 23:30 UTC"
    )
    assert "Cllr A. Person did not sign." in reason(SEAL)


def test_the_longest_names_are_cut_so_that_all_of_it_fits() -> None:
    said = text(stamp(LONGEST, "en"))

    assert said.endswith("1 May 2026, 23:30 UTC")
    assert "did not sign." in said


def test_a_name_in_any_script_of_the_fonts_is_shown() -> None:
    assert "Zażółć" in text(stamp(Act("legal", "Zażółć Gęślą", "stop", AT), "en"))


def test_a_name_that_the_fonts_cannot_show_is_refused() -> None:
    with pytest.raises(ReportError, match="can’t show a character"):
        stamp(Act("legal", "李雷", "stop", AT), "en")


def test_no_text_of_a_stamp_is_hard_wired() -> None:
    data = {"Lee", "Legal", "Cllr", "Person", "Clerk", "Example", "Council", "Minute", "of", "May", "2026", "UTC"}
    with speaking(CODE, catalog=PseudoCatalog()):
        said = [*lines(OWN), *lines(SEAL), reason(OWN), reason(SEAL)]

    assert [word for line in said for word in hard_wired(line, data)] == []
