"""Every text of a report can be translated: in a made-up language nothing is left outside its brackets.

What people wrote is in brackets too, so what stands outside is the program's.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from markupsafe import escape

from impact_check import api
from impact_check.language import speaking
from impact_check.model.assessment import Alternative, Assessment, Condition, DontKnow, Known, Review, Submission
from impact_check.model.receipt import Toolchain
from impact_check.report import public_signed_part, report_page, signed_part
from impact_check.report.plain import explain_text
from impact_check.rules import Ruleset, in_words
from impact_check.signoff.receipt import make_receipt

from .pseudo import CODE, PseudoCatalog, hard_wired, hard_wired_on_page, write_pseudo_pack

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"
PARTIALS = Path(__file__).parents[2] / "templates" / "report" / "partials"
WRITTEN = frozenset(
    [
        "action", "agreed_by", "brought_from", "by", "funding", "name", "note", "organisation", "reason", "role",
        "summary", "title", "where", "who",
    ]
)  # fmt: skip
"""Fields of an assessment that people fill in with words."""
SUBMISSION = Submission(
    by="⟦Ann Lee⟧",
    at=AT,
    on=ON,
    outcome="proceed_with_conditions",
    conditions=(Condition(id="C1", what="⟦A minibus⟧", owner="⟦Transport manager⟧", due=ON),),
    reasons="⟦It is the law⟧",
)
TOOLCHAIN = Toolchain(
    impact_check="9.9.9", weasyprint="", pydyf="", fonttools="", pango="", harfbuzz="", zlib="", fonts="", templates=""
)
SCREENED_OUT = """\
questionnaire: kirklees
by: Tests
given:
  proposal_title: Choose a supplier of printers
  proposal_summary: Offices get other printers.
  lead_officer: Head of the service
  change_date: 2027-04-01
  decision_kind: [none_of_these]
  place_changes: no
  group_changes: no
  travel_changes: no
  cost_changes: no
  worker_changes: no
  access_changes: no
  nil_reason: Nobody but the staff prints.
  people_now: 3
"""
NOTHING_SAID = "questionnaire: kirklees\nby: Tests\n"
NAMED_SO = frozenset(["assessment", *(f"example-{path.stem}" for path in EXAMPLES.glob("*.yaml"))])
"""The ids of the assessments used here."""
NAMES = ("evening-bus", "community-hub", "with-challenge", "screened-out", "nothing-said")


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    with speaking(CODE, catalog=PseudoCatalog()):
        loaded = api.load_questionnaire(write_pseudo_pack("kirklees", tmp_path_factory.mktemp("pseudo")), CODE)
        assert loaded.options  # They keep the words that they are first asked for in.
        return loaded


@pytest.fixture(scope="module", params=NAMES)
def assessment(request: pytest.FixtureRequest, ruleset: Ruleset) -> Assessment:
    return made(ruleset, request.param)


def made(ruleset: Ruleset, name: str) -> Assessment:
    match name:
        case "nothing-said":
            return written(ruleset, api.read_answers(ruleset, NOTHING_SAID, at=AT))
        case "screened-out":
            return written(ruleset, api.read_answers(ruleset, SCREENED_OUT, at=AT))
        case "with-challenge":
            return challenged(ruleset, made(ruleset, "lunch-club"))
        case _:
            return written(ruleset, api.read_answers(ruleset, EXAMPLES / f"{name}.yaml", at=AT))


def written(ruleset: Ruleset, assessment: Assessment) -> Assessment:
    """Return an assessment with all that people wrote in brackets."""
    typed = {question.id for question in ruleset.questionnaire.questions if question.type in ("text", "role")}
    dumped = bracketed(assessment.model_dump(mode="json"))
    for answers in (dumped["answers"], *(option["answers"] for option in dumped["alternatives"])):
        for question in typed & answers.keys():
            if "value" in answers[question]:
                answers[question]["value"] = f"⟦{answers[question]['value']}⟧"
    return Assessment.model_validate({**dumped, "history": []})


def bracketed(part: Any, name: str = "") -> Any:
    if isinstance(part, dict):
        return {key: bracketed(value, key) for key, value in part.items()}
    if isinstance(part, list):
        return [bracketed(value, name) for value in part]
    return f"⟦{part}⟧" if name in WRITTEN and isinstance(part, str) and part else part


def challenged(ruleset: Ruleset, assessment: Assessment) -> Assessment:
    """Return an assessment with what a second person said of every kind of thing, and with two alternatives."""
    jo = {"by": "⟦Jo Lee⟧", "at": AT}
    not_known = DontKnow(**jo)
    brought = assessment.answers["reach"].model_copy(update={"brought_from": "⟦lia-2025-014⟧", "evidence": ()})
    answers = {**assessment.answers, "told_how": not_known, "reach": brought}
    assessment = assessment.model_copy(update={"answers": answers})
    result = api.evaluate(ruleset, assessment, ON)
    reviews = []
    for place, item in enumerate(api.contested(ruleset, assessment, result)):
        of = "" if place % 3 else "⟦as it was⟧"
        if place % 2:
            reviews.append(Review(kind=item.kind, about=item.about, view="agree", of=of, **jo))
        else:
            instead = not_known if item.kind == "question" and place % 4 else None
            said = {"view": "disagree", "note": "⟦Not so⟧", "instead": instead, "of": of}
            reviews.append(Review.model_validate({"kind": item.kind, "about": item.about, **said, **jo}))
    found = next(finding.rule for finding in result.findings)
    reviews.append(Review(kind="finding", about=found, view="disagree", note="⟦Not so⟧", **jo))
    shorter = Known(value="yes", note="⟦Shorter⟧", **jo)
    alternatives = (
        Alternative(id="O8", title="⟦Keep it⟧", summary="⟦As now⟧", answers={"cost_changes": shorter}),
        Alternative(id="O9", title="⟦Do nothing⟧", answers={"decision_kind": Known(value=("none_of_these",), **jo)}),
    )
    update = {"reviews": tuple(reviews), "alternatives": alternatives, "submission": SUBMISSION}
    return assessment.model_copy(update=update)


def as_published(ruleset: Ruleset) -> Iterator[str]:
    """Yield what is the same in every language: citations, links, owners."""
    content = ruleset.questionnaire
    yield content.parameters.owner
    for source in content.sources:
        yield source.citation
        yield source.link or ""
        head, year, _ = source.citation.partition(f"({source.year})")
        yield f"{head}{year}".strip() if year else source.citation.partition(". ")[0]


def ids(ruleset: Ruleset) -> set[str]:
    """Return what things are called in files, which is no text."""
    content = ruleset.questionnaire
    of_elements = (element.id for strategy in content.strategies for element in strategy.elements)
    named = (
        *content.factors,
        *content.rules,
        *content.checks,
        *content.questions,
        *content.mitigations,
        *content.packs,
    )
    return {*(each.id for each in named), *of_elements, content.id, ruleset.sha256[:16], *NAMED_SO}


def left(text: str, ruleset: Ruleset, words: Callable[[str, set[str]], list[str]]) -> list[str]:
    """Return the words of a text that are hard-wired. The lines of a label in a drawing are one text."""
    text = re.sub(r"</text>\s*<text[^>]*>", " ", text)
    for phrase in sorted(filter(None, as_published(ruleset)), key=len, reverse=True):
        text = text.replace(str(escape(phrase)), "").replace(phrase, "")
    return words(text, ids(ruleset))


def test_the_reports_used_here_have_every_section(ruleset: Ruleset) -> None:
    assessments = [made(ruleset, name) for name in NAMES]
    pages = ""
    for assessment in assessments:
        result = api.evaluate(ruleset, assessment, ON)
        pages += api.report_html(ruleset, assessment, result) + api.report_html(
            ruleset, assessment, result, public=True
        )
    sections = re.findall(r'heading\("([\w-]+)"\)', "".join(path.read_text("utf-8") for path in PARTIALS.glob("*.j2")))

    assert [name for name in sections if f'<h2 id="{name}"' not in pages] == []
    assert '<main class="short">' in pages


@pytest.mark.parametrize("public", [False, True], ids=["full", "public"])
def test_no_text_of_the_report_is_hard_wired(ruleset: Ruleset, assessment: Assessment, public: bool) -> None:
    result = api.evaluate(ruleset, assessment, ON)
    with speaking(CODE, catalog=PseudoCatalog()):
        page = api.report_html(ruleset, assessment, result, public=public)

    assert left(page, ruleset, hard_wired_on_page) == []


@pytest.mark.parametrize("has_record", [False, True], ids=["to be signed", "with its record"])
def test_no_text_of_the_sign_off_is_hard_wired(ruleset: Ruleset, has_record: bool) -> None:
    assessment = made(ruleset, "evening-bus").model_copy(update={"submission": SUBMISSION})
    result = api.evaluate(ruleset, assessment, ON)
    receipt = make_receipt(ruleset, assessment, result, toolchain=TOOLCHAIN)
    sealed = {"recorded_by": "⟦C. Clerk⟧", "council": "⟦Example Council⟧", "source": "⟦Minute 12⟧"}
    with speaking(CODE, catalog=PseudoCatalog()):
        signed = (
            signed_part("author", "⟦Ann Lee⟧", ON),
            signed_part("challenger", "⟦Bo Dale⟧", ON, **sealed),
        )
        record = signed if has_record else None
        _, page = report_page(ruleset, assessment, result, for_signing=True, receipt=receipt, record=record)
    page = page.replace(receipt.assessment_sha256[:16], "")

    assert ("<input" in page, "⟦Bo Dale⟧" in page) == (not has_record, has_record)
    assert left(page, ruleset, hard_wired_on_page) == []


def test_no_text_of_a_sealed_public_copy_is_hard_wired(ruleset: Ruleset) -> None:
    assessment = made(ruleset, "evening-bus").model_copy(update={"submission": SUBMISSION})
    result = api.evaluate(ruleset, assessment, ON)
    receipt = make_receipt(ruleset, assessment, result, toolchain=TOOLCHAIN)
    council = "⟦Example Council⟧"
    with speaking(CODE, catalog=PseudoCatalog()):
        record = (public_signed_part("author", ON), public_signed_part("challenger", ON, sealed_by=council))
        told: dict[str, Any] = {"receipt": receipt, "record": record, "seal_of": council}
        _, page = report_page(ruleset, assessment, result, public=True, for_signing=True, **told)
    page = page.replace(receipt.assessment_sha256[:16], "")

    assert page.count("<input") == 1
    assert council in page
    assert left(page, ruleset, hard_wired_on_page) == []


def test_no_text_of_the_summary_is_hard_wired(ruleset: Ruleset, assessment: Assessment) -> None:
    result = api.evaluate(ruleset, assessment, ON)
    with speaking(CODE, catalog=PseudoCatalog()):
        text = api.summary(ruleset, assessment, result)

    assert left(text, ruleset, hard_wired) == []


def test_no_text_of_the_ways_down_is_hard_wired(ruleset: Ruleset, assessment: Assessment) -> None:
    result = api.evaluate(ruleset, assessment, ON)
    found = api.whatif(ruleset, assessment)
    with speaking(CODE, catalog=PseudoCatalog()):
        text = api.whatif_text(ruleset, assessment, result, found)

    assert left(text, ruleset, hard_wired) == []


def test_no_text_of_the_comparison_is_hard_wired(ruleset: Ruleset, assessment: Assessment) -> None:
    compared = api.compare(ruleset, assessment, ON)
    with speaking(CODE, catalog=PseudoCatalog()):
        rows = api.compare_rows(ruleset, assessment, compared)
        text = api.compare_text(ruleset, assessment, compared, width=10_000, in_blocks=True)

    assert left("\n".join(cell for row in rows for cell in row), ruleset, hard_wired) == []
    assert left(text, ruleset, hard_wired) == []


@pytest.mark.parametrize("name", ["with-challenge", "nothing-said"])
def test_no_text_of_the_explanations_is_hard_wired(ruleset: Ruleset, name: str) -> None:
    assessment = made(ruleset, name)
    result = api.evaluate(ruleset, assessment, ON)
    content = ruleset.questionnaire
    elements = [element.id for strategy in content.strategies for element in strategy.elements]
    things = (None, *(each.id for each in (*content.factors, *content.rules, *content.checks, *content.questions)))
    with speaking(CODE, catalog=PseudoCatalog()):
        words = {name: in_words(condition.node, ruleset.texts) for name, condition in ruleset.rules.items()}
        texts = [explain_text(content, assessment, result, words, about) for about in (*things, *elements)]

    assert left("\n".join(texts), ruleset, hard_wired) == []


def test_no_text_shown_to_a_challenger_is_hard_wired(ruleset: Ruleset, assessment: Assessment) -> None:
    result = api.evaluate(ruleset, assessment, ON)
    with speaking(CODE, catalog=PseudoCatalog()):
        items = [
            api.item_part(ruleset, assessment, result, item) for item in api.contested(ruleset, assessment, result)
        ]
        lines = [line.text for item in items for row in item.rows for line in row.value]
        lines += [row.label for item in items for row in item.rows] + [item.title for item in items]
        lines.append(api.challenge_text(ruleset, assessment, result, "⟦Jo Lee⟧"))

    assert left("\n".join(lines), ruleset, hard_wired) == []


@pytest.mark.parametrize("written_as", ["yaml", "csv"])
def test_no_text_of_the_answers_file_is_hard_wired(ruleset: Ruleset, written_as: Literal["yaml", "csv"]) -> None:
    assessment = made(ruleset, "evening-bus")
    with speaking(CODE, catalog=PseudoCatalog()):
        file = api.answers_template(ruleset, assessment, written_as=written_as)

    keys = {option.id for question in ruleset.questionnaire.questions for option in api.options(ruleset, question)}
    if written_as == "yaml":
        text = " ".join(line.strip(" #") for line in file.splitlines() if line.lstrip().startswith("#"))
        keys.add("id")
    else:
        rows = csv.DictReader(io.StringIO(file))
        text = "\n".join(row[column] for row in rows for column in ("text", "help", "options", "asked"))
    assert text.count("⟦") > 1000
    assert [word for word in left(text, ruleset, hard_wired) if word not in keys] == []
