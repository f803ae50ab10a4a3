"""Characters without a glyph are refused by name, before a PDF shows empty boxes."""

import json

import pytest

from impact_check.errors import ReportError
from impact_check.report import check_characters
from impact_check.report.coverage import FONTS, uncovered
from impact_check.report.fonts.coverage import ranges

from . import build


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    """Renew it with `python -m impact_check.report.fonts.coverage`."""
    assert json.loads((FONTS / "coverage.json").read_text(encoding="utf-8")) == ranges()


def test_the_fonts_stay_small_and_come_with_their_licence() -> None:
    fonts = sorted(FONTS.glob("*.ttf"))

    assert sum(path.stat().st_size for path in fonts) < 5_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Ŵŵ Ŷŷ Zażółć gęślą jaźń",
        "میں ہر ہفتے یہاں اپنے دوستوں سے ملتا ہوں۔",
        "ألتقي بأصدقائي هنا كل أسبوع.",
        "હું દર અઠવાડિયે અહીં મારા મિત્રોને મળું છું.",
        "ਮੈਂ ਹਰ ਹਫ਼ਤੇ ਇੱਥੇ ਆਪਣੇ ਦੋਸਤਾਂ ਨੂੰ ਮਿਲਦਾ ਹਾਂ।",
        "x² ≤ ½ → ∞ €5 £10 ✔️ ☎ 😀 👨‍👩‍👧\t\n\u00ad",
    ],
    ids=["latin", "urdu", "arabic", "gujarati", "punjabi", "symbols"],
)
def test_the_languages_and_signs_that_residents_use_are_covered(text: str) -> None:
    assert uncovered(text) == ()


def test_a_missing_character_is_refused_with_the_answer_it_stands_in() -> None:
    case = build.closure().answered(comments=build.known("我 said שלום"))

    with pytest.raises(ReportError) as error:
        check_characters(case.view())

    assert "the answer to “What did people say?”" in str(error.value)
    assert "U+6211 CJK UNIFIED IDEOGRAPH-6211" in str(error.value)
    assert "U+05E9 HEBREW LETTER SHIN" in str(error.value)


def test_notes_and_names_are_looked_at_as_well() -> None:
    case = build.closure().answered(toilets=build.known("yes", note="中"))

    with pytest.raises(ReportError, match="the note to the answer to “Does the new place have toilets"):
        check_characters(case.view())


def test_what_cleaning_removes_is_not_held_against_an_answer() -> None:
    check_characters(build.closure().answered(comments=build.known("a\ue000\u202eb")).view())
