"""A report carries its data: the assessment and a receipt, from which everything can be worked out again."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pikepdf
import pytest

from impact_check.engine import evaluate
from impact_check.errors import ReportError, SignOffError
from impact_check.interview import submit
from impact_check.model.assessment import Assessment, DontKnow, Submission
from impact_check.model.receipt import Receipt, Toolchain
from impact_check.privacy import publishable
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.document import Document, document
from impact_check.signoff.receipt import attachments, make_receipt
from tests.privacy import planted
from tests.report import build
from tests.report.reading import shown_text

ON = build.ON
RULESET = planted.ruleset()
TOOLCHAIN = Toolchain(**dict.fromkeys(Toolchain.model_fields, "1"))
SUBMISSION = Submission(by="Sam Example", at=build.AT, on=ON, outcome="revise", reasons="It needs another look.")
ANSWERS = build.assessment(evidence=()).answers


def answered(**other: Any) -> Assessment:
    """Every question is answered, and all that must be known is."""
    answers = {**ANSWERS, "toilets": build.known("no"), "displaced": build.known(17), **other}
    return build.assessment(
        pinned=RULESET.pinned,
        answers={
            name: a.model_copy(update={"evidence": ()}) if hasattr(a, "evidence") else a for name, a in answers.items()
        },
    )


def submitted() -> Assessment:
    return submit(RULESET, answered(), SUBMISSION)


def receipt_of(assessment: Assessment, on: date = ON) -> Receipt:
    result = evaluate(RULESET, assessment, on, with_find_out=False)
    return make_receipt(RULESET, assessment, result, toolchain=TOOLCHAIN)


@pytest.fixture(scope="module")
def to_sign() -> Document:
    assessment = submitted()
    return document(RULESET, assessment, evaluate(RULESET, assessment, ON), for_signing=True)


@pytest.fixture(scope="module")
def public() -> Document:
    return planted.public_copy()


def files_in(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


# In the PDF


def test_the_data_come_out_of_the_pdf_as_they_went_in(to_sign: Document) -> None:
    with pikepdf.open(io.BytesIO(to_sign.pdf)) as pdf:
        assert files_in(pdf) == {"assessment.json": to_sign.assessment_json, "receipt.json": to_sign.receipt_json}


def test_the_data_belong_to_the_document_as_a_whole(to_sign: Document) -> None:
    with pikepdf.open(io.BytesIO(to_sign.pdf)) as pdf:
        files = list(pdf.Root.AF)

        assert [str(each.F) for each in files] == ["assessment.json", "receipt.json"]
        assert {str(each.AFRelationship) for each in files} == {"/Data"}
        assert {str(each.EF.F.Params.ModDate)[:16] for each in files} == {"D:20261102093000"}
        assert [str(each.Desc) for each in files] == [
            "The assessment: every answer, as data",
            "What the answers came to, and how it was worked out",
        ]


def test_there_is_an_empty_field_for_each_person_in_order(to_sign: Document) -> None:
    with pikepdf.open(io.BytesIO(to_sign.pdf)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)

        assert [str(each.T) for each in fields] == ["sig-author", "sig-head_of_service"]
        assert [str(each.TU) for each in fields] == ["Signature of the Author", "Signature of the Head of Service"]
        assert not any("/V" in each for each in fields)


def test_the_mark_of_the_data_is_printed(to_sign: Document) -> None:
    with pikepdf.open(io.BytesIO(to_sign.pdf)) as pdf:
        assert sha256_of(to_sign.assessment_json)[:16] in "".join(shown_text(pdf))


# The receipt


def test_the_receipt_says_what_the_data_come_to(to_sign: Document) -> None:
    carried = Assessment.model_validate_json(to_sign.assessment_json)
    receipt = Receipt.model_validate_json(to_sign.receipt_json)

    assert carried == submitted()
    assert receipt == to_sign.receipt
    assert canonical(receipt) == to_sign.receipt_json
    assert canonical(carried) == to_sign.assessment_json
    assert receipt.assessment_sha256 == sha256_of(to_sign.assessment_json)
    assert receipt.result == evaluate(RULESET, carried, receipt.result.on)
    assert (receipt.reference, receipt.is_public_copy) == ("LIA-2026-001", False)
    assert receipt.parameters_in_force == date(2026, 11, 1)
    assert receipt.engine == receipt.toolchain.impact_check


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_another_answer_gives_other_hashes(name: str) -> None:
    before = receipt_of(answered())
    answers = {**answered().answers, name: DontKnow(by="Sam Example", at=build.AT, who="Ann")}
    after = receipt_of(answered().model_copy(update={"answers": answers}))

    assert after.assessment_sha256 != before.assessment_sha256
    assert after.input_sha256 != before.input_sha256


def test_the_same_values_give_the_same_receipt() -> None:
    assert receipt_of(submitted()) == receipt_of(submitted())


def test_another_day_or_questionnaire_gives_another_input_hash_for_the_same_assessment() -> None:
    first, later = receipt_of(answered()), receipt_of(answered(), ON + timedelta(days=1))
    result = first.result.model_copy(update={"pinned": build.PINNED.model_copy(update={"sha256": "c" * 64})})
    elsewhere = make_receipt(RULESET, answered(), result, toolchain=TOOLCHAIN)

    assert first.assessment_sha256 == later.assessment_sha256 == elsewhere.assessment_sha256
    assert len({first.input_sha256, later.input_sha256, elsewhere.input_sha256}) == 3


def test_a_number_that_not_all_programs_can_read_is_refused() -> None:
    with pytest.raises(ReportError, match="a number is larger than 9 quadrillion"):
        receipt_of(answered(displaced=build.known(2**53)))


def test_the_files_are_dated_by_the_last_change() -> None:
    summer = timezone(timedelta(hours=1))
    changed = submit(
        RULESET, answered(), SUBMISSION.model_copy(update={"at": datetime(2026, 11, 23, 0, 30, tzinfo=summer)})
    )
    naive = answered().model_copy(update={"created": datetime(2026, 12, 1, 8)})

    for assessment, last in (
        (changed, datetime(2026, 11, 22, 23, 30, tzinfo=UTC)),
        (naive, datetime(2026, 12, 1, 8, tzinfo=UTC)),
    ):
        assert {each.created for each in attachments(assessment, b"", b"")} == {last}


# The public copy


def test_the_public_copy_carries_what_may_be_published_and_nothing_else(public: Document) -> None:
    full = planted.planted()
    receipt = public.receipt
    with pikepdf.open(io.BytesIO(public.pdf)) as pdf:
        inside = files_in(pdf)

    assert inside == {"assessment.json": public.assessment_json, "receipt.json": public.receipt_json}
    assert Assessment.model_validate_json(inside["assessment.json"]) == publishable(RULESET, full.assessment).assessment
    assert receipt.is_public_copy
    for content in inside.values():
        assert [personal for personal in full.texts if personal in content.decode()] == []


def test_no_hash_in_the_public_copy_is_of_the_full_assessment(public: Document) -> None:
    full = receipt_of(planted.planted().assessment)
    told = public.receipt_json.decode()

    assert public.receipt.assessment_sha256 == sha256_of(public.assessment_json)
    assert full.assessment_sha256 not in told
    assert full.input_sha256 not in told


def test_the_public_copy_keeps_the_rating_and_what_was_put_forward(public: Document) -> None:
    full = planted.planted().assessment
    put = Assessment.model_validate_json(public.assessment_json).submission

    assert public.receipt.result.inherent == evaluate(RULESET, full, ON).inherent
    assert put is not None
    assert full.submission is not None
    assert put.outcome == full.submission.outcome
    assert put.reasons.startswith("The building is costly to heat.")
    assert (put.by, put.conditions[0].owner) == ("[withheld]", "[withheld]")
    assert put.conditions[0].what.startswith("Open on one evening.")
    assert put.conditions[0].due == planted.DAY


# Not for signing


@pytest.mark.parametrize(
    ("assessment", "on", "told"),
    [
        (answered(), ON, "Nothing is put forward yet"),
        (submitted(), ON + timedelta(days=1), "rated for 22 November 2026, and this is for 23 November 2026"),
        (
            submitted().model_copy(update={"answers": answered(only_place=build.dont_know()).answers}),
            ON,
            "This can’t be put forward yet",
        ),
        (
            submitted().model_copy(update={"submission": SUBMISSION.model_copy(update={"outcome": "proceed"})}),
            ON,
            "may not be put forward as “Go ahead”",
        ),
    ],
    ids=["nothing put forward", "another day", "not final any more", "not permitted any more"],
)
def test_what_may_not_be_signed_gets_no_fields(assessment: Assessment, on: date, told: str) -> None:
    with pytest.raises(SignOffError, match=told):
        document(RULESET, assessment, evaluate(RULESET, assessment, on), for_signing=True)
