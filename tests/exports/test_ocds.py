"""The fragment of a release: it follows the published standard, and tells only what is public and true."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from impact_check import api
from impact_check.api.procurement import planning_fragment
from impact_check.errors import ReportError
from impact_check.model.assessment import Assessment, Condition
from tests.privacy.planted import planted
from tests.report import build

from .examples import Given, given, put_forward, written

DATA = Path(__file__).parent / "data" / "ocds-1.1.5"
URL = "https://example.org/lia/2026/public.pdf"
PUBLISHED = datetime(2026, 11, 30, 10, 15, tzinfo=timezone(timedelta(hours=1)))
CONDITION = Condition(id="C1", what="Keep the Tuesday lunch", owner="Pat Example", due=date(2027, 2, 1))
TEXTS = st.text(st.one_of(st.sampled_from("<>&\"'=+@|*\n\x00\u202e💬ŵ"), st.characters(exclude_categories=["Cs"])))

DATES = FormatChecker()
DATES.checks("date-time", raises=ValueError)(lambda said: said is None or bool(datetime.fromisoformat(said)))


@cache
def standard() -> Draft4Validator:
    schema = json.loads((DATA / "release-schema.json").read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=DATES)


def codes(name: str) -> set[str]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["Code"] for row in csv.DictReader(file)}


def fragment(found: Given | None = None, **more: Any) -> dict[str, Any]:
    return planning_fragment(*(found or given()).all, **{"url": URL, "published": PUBLISHED, **more})


def faults(part: dict[str, Any]) -> list[str]:
    """Return what the standard says against a release with this fragment in it."""
    release = {
        "ocid": "ocds-213czf-000-00001",
        "id": "1",
        "date": "2026-11-30T09:15:00Z",
        "tag": ["planning"],
        "initiationType": "tender",
        **json.loads(json.dumps(part)),
    }
    return [error.message for error in standard().iter_errors(release)] + _unknown_fields(part)


def _unknown_fields(part: dict[str, Any]) -> list[str]:
    """Return fields that the standard doesn't have: its schema allows any, its publishers' tools don't."""
    known = {
        name: set(standard().schema["definitions"][name]["properties"])
        for name in ("Planning", "Tender", "Document", "Milestone")
    }
    inside = [("Planning", part["planning"]), *(("Tender", part[name]) for name in ("tender",) if name in part)]
    inside += [("Document", item) for _, place in list(inside) for item in place.get("documents", [])]
    inside += [("Milestone", item) for _, place in list(inside) for item in place.get("milestones", [])]
    return [f"{kind}.{name}" for kind, item in inside for name in item.keys() - known[kind]]


def milestones(part: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["id"].removeprefix("LIA-2026-001-"): item for item in part["planning"].get("milestones", [])}


def test_the_standard_refuses_what_is_wrong() -> None:
    part = fragment(signed=PUBLISHED)
    part["planning"]["milestones"][0]["status"] = "signed"
    part["planning"]["documents"][0]["datePublished"] = "yesterday"
    part["planning"]["documents"][0]["sha256"] = "0" * 64

    assert len(faults(part)) == 3


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"signed": PUBLISHED, "modified": PUBLISHED, "sha256": "a" * 64},
        {"tender_id": "T-1", "rationale": False},
        {"document_type": "lonelinessImpactAssessment", "media_type": "text/html"},
    ],
    ids=["least", "signed", "tender", "own-code"],
)
def test_a_fragment_follows_the_standard(more: dict[str, Any]) -> None:
    assert faults(fragment(given(put_forward(CONDITION)), **more)) == []


@each(text=TEXTS, has_dates=st.booleans(), public=st.booleans(), number=st.integers(0, 3))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_fragment_of_any_assessment_follows_the_standard(
    text: str, has_dates: bool, public: bool, number: int
) -> None:
    assessment = written(text or "-")
    if not has_dates:
        kept = {key: answer for key, answer in assessment.answers.items() if not key.endswith("_date")}
        assessment = assessment.model_copy(update={"answers": kept, "id": text or "-"})
    conditions = tuple(CONDITION.model_copy(update={"id": f"C{place}", "what": text or "-"}) for place in range(number))
    found = given(put_forward(*conditions, assessment=assessment))

    part = fragment(found, signed=PUBLISHED if public else None, tender_id="T" if public else "")

    assert faults(part) == []
    ids = [item["id"] for item in part["planning"].get("milestones", [])]
    assert len(ids) == len(set(ids))


def test_a_fragment_of_an_example_follows_the_standard_with_its_days() -> None:
    ruleset = api.load_questionnaire("kirklees")
    assessment = api.read_answers(ruleset, Path(__file__).parents[2] / "examples" / "lunch-club.yaml", at=build.AT)
    part = fragment(Given(ruleset, assessment, api.evaluate(ruleset, assessment, build.ON)))

    assert faults(part) == []
    assert [item["type"] for item in part["planning"]["milestones"]] == ["assessment", "reporting"]


def test_codes_are_those_of_the_standard_but_for_the_one_that_is_our_own() -> None:
    part = fragment(given(put_forward(CONDITION)), signed=PUBLISHED)

    assert {item["documentType"] for item in part["planning"]["documents"]} <= codes("documentType")
    assert {item["type"] for item in part["planning"]["milestones"] if "type" in item} <= codes("milestoneType")
    assert {item["status"] for item in part["planning"]["milestones"]} <= codes("milestoneStatus")
    assert "lonelinessImpactAssessment" not in codes("documentType")


def test_the_document_says_where_and_what_it_is() -> None:
    (document,) = fragment(sha256="ab" * 32)["planning"]["documents"]

    assert document == {
        "id": "LIA-2026-001-report",
        "documentType": "needsAssessment",
        "title": "Loneliness impact assessment: Close the Example Street day centre and move people to the hub",
        "description": "What this decision does to loneliness, judged for 22 November 2026 under the questionnaire "
        f"“testshire” (testshire 0.1.0). sha256:{'ab' * 32}",
        "url": URL,
        "datePublished": "2026-11-30T09:15:00Z",
        "dateModified": "2026-11-30T09:15:00Z",
        "format": "application/pdf",
        "language": "en",
    }


def test_the_rationale_says_the_rating_and_whether_it_is_a_draft() -> None:
    said = fragment()["planning"]["rationale"]

    assert said.startswith("Close the Example Street day centre and move people to the hub. ")
    assert "As proposed: Severe." in said
    assert " Draft. " in said
    assert "rationale" not in fragment(rationale=False)["planning"]


def test_a_day_is_scheduled_until_somebody_says_that_it_was_met() -> None:
    found = milestones(fragment(given(put_forward(CONDITION))))

    assert {name: item["status"] for name, item in found.items()} == {
        "decision": "scheduled",
        "condition-C1": "scheduled",
    }
    assert found["decision"]["dueDate"] == "2026-12-15T23:59:59Z"


def test_sign_off_is_told_only_if_the_caller_knows_of_it() -> None:
    signed = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)

    assert milestones(fragment(signed=signed))["sign-off"]["dateMet"] == "2026-11-28T12:00:00Z"
    assert "sign-off" not in milestones(fragment())


def test_a_condition_has_no_type_that_might_not_be_true_of_it_and_no_owner() -> None:
    part = fragment(given(put_forward(CONDITION)))
    condition = milestones(part)["condition-C1"]

    assert "type" not in condition
    assert condition["code"] == "lonelinessCondition"
    assert condition["description"] == "Keep the Tuesday lunch."
    assert "Pat Example" not in json.dumps(part)


def test_with_a_tender_the_report_is_there() -> None:
    part = fragment(tender_id="T-1")

    assert part["tender"]["id"] == "T-1"
    assert part["tender"]["documents"][0]["url"] == URL
    assert "documents" not in part["planning"]


def test_nothing_that_is_not_public_is_in_it() -> None:
    found = planted()
    told = json.dumps(fragment(given(found.assessment), signed=PUBLISHED), ensure_ascii=False)

    assert [text for text in found.texts if text in told] == []
    assert "[withheld]" in told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"url": "report.pdf"}, "“report.pdf” is not a web address"),
        ({"url": "javascript:alert(1)"}, "is not a web address"),
        ({"url": "https://example.org/a b"}, "is not a web address"),
        ({"sha256": "AB" * 32}, "64 hexadecimal digits"),
        ({"published": datetime(2026, 11, 30)}, "must name its time zone"),  # Without one, which is the point.
        ({"signed": datetime(2026, 11, 30)}, "must name its time zone"),
    ],
    ids=["relative", "script", "space", "hash", "published", "signed"],
)
def test_what_cannot_be_used_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(ReportError, match=words):
        fragment(**more)


def test_a_short_report_has_a_fragment_too() -> None:
    case = build.nothing()
    found = replace(given(), assessment=case.assessment, result=case.result)
    assert faults(fragment(found)) == []


def test_what_is_in_another_language_says_so() -> None:
    assessment: Assessment = build.assessment()
    ruleset = given().ruleset
    welsh = replace(ruleset, questionnaire=ruleset.questionnaire.model_copy(update={"language": "cy"}))
    part = fragment(Given(welsh, assessment, given().result))
    assert part["planning"]["documents"][0]["language"] == "cy"
