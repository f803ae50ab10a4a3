"""The sign-off: what is put forward, where each person signs, and who has. Nothing says more than was done."""

from datetime import date
from typing import Any

import pytest

from impact_check.errors import ReportError
from impact_check.model.assessment import Condition, Submission
from impact_check.model.receipt import Receipt, Toolchain
from impact_check.report import ReportView, render_html, signed_part, view
from impact_check.report.page_one_parts import Passage
from impact_check.report.parts import SignedPart
from impact_check.report.plain import summary_text
from impact_check.report.sign_off import Signing

from . import build

DUE = date(2027, 3, 1)
PERMITTED = ("proceed_with_conditions", "proceed_despite", "revise", "stop")
CONDITIONS = (
    Condition(id="C1", what="Run a minibus\non Tuesdays", owner="Transport manager", due=DUE),
    Condition(id="C2", what="ہر ہفتے فون کریں", owner="Ann Lee", due=DUE),
)
ANN = signed_part("author", "Ann Lee", date(2026, 11, 23))
BO = signed_part(
    "challenger",
    "Bo Dale",
    date(2026, 11, 24),
    recorded_by="C. Clerk",
    council="Testshire Council",
    source="Minute 12",
)


def submission(**more: Any) -> Submission:
    fields = {"outcome": "proceed_with_conditions", "conditions": CONDITIONS, "reasons": "It is the law.\nSo be it."}
    return Submission(**{"by": "Sam Example", "at": build.AT, "on": build.ON, **fields, **more})


def report(signing: Signing | None = None, put: Submission | None = None, **changed: Any) -> ReportView:
    """Return the report on a case whose five signatories may go ahead with conditions."""
    case = build.closure().changed(**{"outcomes": PERMITTED, "can_be_final": True, **changed})
    assessment = case.assessment.model_copy(update={"submission": put})
    return view(case.questionnaire, assessment, case.result, signing=signing or Signing())


def receipt() -> Receipt:
    parts = ("weasyprint", "pydyf", "fonttools", "pango", "harfbuzz", "zlib", "fonts", "templates")
    return Receipt(
        reference="LIA-2026-001",
        assessment_sha256="0123456789abcdef" * 4,
        input_sha256="f" * 64,
        engine="9.9.9",
        parameters_in_force=date(2026, 11, 1),
        toolchain=Toolchain(impact_check="9.9.9", **dict.fromkeys(parts, "")),
        result=build.closure().result,
    )


def text(lines: Passage) -> str:
    return "\n".join(line.text for line in lines)


# What is put forward


def test_nothing_is_said_to_be_put_forward_where_nothing_is() -> None:
    plain = report()

    assert plain.sign_off.put_forward is None
    assert plain.summary.put_forward == ""
    assert "ut forward" not in render_html(plain)


@pytest.mark.parametrize(
    "signing", [Signing(), Signing(has_fields=True), Signing(record=())], ids=["by hand", "fields", "recorded"]
)
def test_what_is_put_forward_stands_before_every_signature(signing: Signing) -> None:
    page = report(signing, submission())
    put = page.sign_off.put_forward
    html = render_html(page)

    assert put is not None
    assert put.sentence == "Put forward on 2 November 2026: go ahead with conditions."
    assert put.not_permitted == ""
    assert text(put.reasons) == "It is the law.\nSo be it."
    assert [(each.id, text(each.what), text(each.owner), each.due) for each in put.conditions] == [
        ("C1", "Run a minibus\non Tuesdays", "Transport manager", "1 March 2027"),
        ("C2", "ہر ہفتے فون کریں", "Ann Lee", "1 March 2027"),
    ]
    order = ("What is put forward", "Run a minibus", "So be it.", '<div class="signature">')
    places = [html.index(part, html.index('<h2 id="sign-off"')) for part in order]
    assert places == sorted(places)
    assert '<p dir="rtl" lang="ur">ہر ہفتے فون کریں</p>' in html


@pytest.mark.parametrize(
    "changed", [{"outcomes": ("revise", "stop")}, {"can_be_final": False}], ids=["outcome", "not final"]
)
def test_an_outcome_that_the_answers_do_not_permit_any_more_is_told(changed: dict[str, Any]) -> None:
    page = report(None, submission(), **changed)

    assert page.sign_off.put_forward is not None
    assert page.sign_off.put_forward.not_permitted == "The answers as they are now don’t permit this."
    assert page.summary.put_forward.endswith("The answers as they are now don’t permit this.")


def test_page_one_says_what_is_put_forward_and_not_that_it_is_signed() -> None:
    page = report(None, submission())

    told = "Put forward on 2 November 2026: go ahead with conditions. “10. Sign-off” tells who signs it."
    assert page.summary.put_forward == told
    assert told in summary_text(page)
    assert "pproved" not in render_html(page)


@pytest.mark.parametrize(
    ("put", "named"),
    [
        (submission(reasons="x" * 501), "the reasons for what is put forward"),
        (submission(by="x" * 501), "the name of who put it forward"),
        (submission(conditions=(CONDITIONS[0].model_copy(update={"what": "x" * 501}),)), "condition C1"),
        (submission(conditions=(CONDITIONS[0].model_copy(update={"owner": "x" * 501}),)), "who sees to condition C1"),
    ],
    ids=["reasons", "name", "condition", "owner"],
)
def test_a_text_too_large_to_print_is_named(put: Submission, named: str) -> None:
    with pytest.raises(ReportError, match=f"because of {named}"):
        report(None, put)


# Where people sign


def test_by_hand_each_person_gets_a_table_and_the_permitted_outcomes() -> None:
    page = report(None, submission())
    html = render_html(page)

    assert [len(box.outcomes) for box in page.sign_off.boxes] == [4] * 5
    assert html.count("<td></td><td></td><td></td><td></td>") == 5
    assert "<input" not in html
    assert "How to check" not in html
    assert "Sign-off record" not in html


def test_for_signing_each_person_gets_a_field_that_says_whose_it_is() -> None:
    page = report(Signing(has_fields=True, receipt=receipt()), submission())
    html = render_html(page)

    assert [(box.field, box.field_title) for box in page.sign_off.boxes] == [
        ("sig-author", "Signature of the Author"),
        ("sig-challenger", "Signature of the Challenger"),
        ("sig-head_of_service", "Signature of the Head of Service"),
        ("sig-director", "Signature of the Director"),
        ("sig-portfolio_holder", "Signature of the Portfolio holder"),
    ]
    assert {box.chosen for box in page.sign_off.boxes} == {
        "This signature is for the outcome above: go ahead with conditions."
    }
    assert html.count('<input class="signature-field" type="checkbox" name="sig-') == 5
    assert "<td></td>" not in html
    assert "Outcome chosen" not in html


def test_each_person_is_told_what_their_signature_says() -> None:
    people = ("author", "challenger", "head_of_service", "legal", "director", "portfolio_holder")
    boxes = report(Signing(has_fields=True), submission(), signatories=people).sign_off.boxes

    for box, words in zip(
        boxes,
        (
            "answers are true",
            "What I still disagree with is listed",
            "accept any harm that remains, and I answer for the mitigations",
            "advised on the legal duties",
            "accept any harm that remains",
            "in full, not only its first page, before deciding",
        ),
        strict=True,
    ):
        assert words in box.what


def test_how_to_check_names_what_verify_will_show() -> None:
    page = report(Signing(has_fields=True, receipt=receipt()), submission())

    assert [(row.label, text(row.value)) for row in page.sign_off.check] == [
        ("Reference", "LIA-2026-001"),
        ("Mark of its data", "0123456789abcdef… (the beginning of the SHA-256 of assessment.json)"),
        ("Questionnaire", "testshire (core 0.1.0, testshire 0.1.0)"),
        ("Made with", "impact_check 9.9.9"),
    ]
    assert "<code>impact-check verify FILE.pdf</code>" in render_html(page)


# Who has signed


@pytest.mark.parametrize(
    ("signed", "people", "told"),
    [
        ((), 5, "Nobody has signed yet. First: Author."),
        ((ANN,), 5, "1 of 5 have signed. Next: Challenger."),
        ((ANN, BO), 5, "2 of 5 have signed. Next: Head of Service."),
        ((ANN, BO), 2, "All 2 who must sign have."),
        ((ANN,), 1, "The 1 person who must sign has."),
    ],
    ids=["nobody", "one", "two", "all", "the only one"],
)
def test_the_record_says_how_many_have_signed_and_who_is_next(
    signed: tuple[SignedPart, ...], people: int, told: str
) -> None:
    roles = build.closure().result.signatories[:people]
    page = report(Signing(has_fields=True, record=signed), submission(), signatories=roles)
    html = render_html(page)

    assert page.sign_off.signed_status == told
    assert told in html
    assert html.count('class="signed"') == bool(signed)
    assert "<input" not in html
    assert "<td></td>" not in html


def test_an_approval_under_the_seal_is_never_called_the_persons_own_signature() -> None:
    assert (ANN.how, ANN.source) == ("Signed with their own key", "")
    assert (
        SignedPart(
            role="Challenger",
            name="Bo Dale",
            how="Approved, as C. Clerk recorded under the seal of Testshire Council. This is not their own signature.",
            date="24 November 2026",
            source="Minute 12",
        )
        == BO
    )
    html = render_html(report(Signing(record=(ANN, BO)), submission()))
    rows = html[html.index('class="signed"') :]
    for part in ("Bo Dale", BO.how, "24 November 2026", "Minute 12"):
        assert f"<td>{part}</td>" in rows
