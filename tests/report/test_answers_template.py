"""The answers template: it reads as it stands, and what is filled in comes back as it was."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.build import question, rule
from rules.build import ruleset as build

from impact_check import api
from impact_check.errors import AnswerError
from impact_check.interview import add_evidence, new_assessment, put_mitigation, record
from impact_check.model.assessment import Answer, Assessment, DontKnow, Evidence, Known, Mitigation, NotApplicable
from impact_check.rules import Ruleset

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

CLOSES = question("closes", "yes_no", worse="yes", evidence={"reassuring": ["no"], "min_grade": "C"})
REACH = question("reach", "one", options=["near", "far"], ask_if="closes", allow_not_applicable=True, must_know=True)
QUESTIONS = (
    CLOSES,
    REACH,
    question("things", "many", options=["bus", "car"], none_label="Nothing"),
    question("depth", "number", minimum=-20, maximum=20, unit="metres"),
    question("starts", "date"),
    question("reasons", "text", optional=True),
)
RULES = (rule("r", "closes and reach == far or bus in things or depth < 0"),)


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return build(*QUESTIONS, rules=RULES)


def answered(ruleset: Ruleset, **answers: Answer) -> Assessment:
    assessment = new_assessment(ruleset, id="lia-1", by="Ann", at=NOW)
    item = Evidence(
        id="E1", title="Counts: “all”, \\ #1", grade="B", date=date(2026, 2, 1), where="a b.csv", sha256="0"
    )
    assessment = add_evidence(assessment, item, by="Ann", at=NOW)
    for name, answer in answers.items():
        assessment = record(ruleset, assessment, name, answer)
    return assessment


def known(value: Any, **keys: Any) -> Known:
    return Known(by="Ann", at=NOW, value=value, **keys)


@pytest.mark.parametrize("written_as", ["yaml", "csv"])
@pytest.mark.parametrize("pack", ["core", "kirklees", "norfolk", "hammersmith-fulham"])
def test_a_blank_template_reads_as_it_stands_and_names_every_question_in_order(pack: str, written_as: Any) -> None:
    ruleset = api.load_questionnaire(pack)

    template = api.answers_template(ruleset, written_as=written_as)

    assert api.read_answers(ruleset, template.encode(), at=NOW).answers == {}
    assert api.answers_header(template.encode()).questionnaire == pack
    places = [template.index(f"\n  {name}: " if written_as == "yaml" else f"\n{name},") for name in ruleset.questions]
    assert places == sorted(places)


def test_a_question_comes_with_all_that_one_needs_to_answer_it(ruleset: Ruleset) -> None:
    template = api.answers_template(ruleset)
    number = list(ruleset.questions).index("reach") + 1

    assert template[template.index(f"  # {number}. ") : template.index(f"  # {number + 1}. ")] == (
        f"  # {number}. {ruleset.questions['reach'].text}\n"
        f"  #    Asked only if you answered “Yes” to question {number - 1}.\n"
        "  #    It may be answered with not_applicable and the reason.\n"
        "  #    This must be known before anyone can sign.\n"
        "  #    Write one of these:\n"
        f"  #      near: {ruleset.options['reach'][0].label}\n"
        f"  #      far: {ruleset.options['reach'][1].label}\n"
        "  reach: unanswered\n\n"
    )
    assert "The answer no counts as unknown without evidence of grade C or stronger." in template
    assert "Write a whole number (metres), from -20 to 20." in template


def test_other_readers_of_yaml_take_every_value_for_what_it_is(ruleset: Ruleset) -> None:
    assessment = answered(ruleset, closes=known("no"), starts=known("2026-09-01"), reasons=known("12:30"))

    read = yaml.safe_load(api.answers_template(ruleset, assessment))

    assert (read["given"]["closes"], read["given"]["starts"], read["given"]["reasons"]) == ("no", "2026-09-01", "12:30")


def test_the_table_begins_as_spreadsheets_want_it_and_holds_no_formula(ruleset: Ruleset) -> None:
    template = api.answers_template(ruleset, answered(ruleset, reasons=known("=HYPERLINK(1)")), written_as="csv")

    cells = [cell for row in csv.reader(io.StringIO(template, newline="")) for cell in row]

    assert template.startswith("\ufeffquestion,answer,")
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_answers_that_no_longer_fit_are_told_and_left_out(ruleset: Ruleset) -> None:
    assessment = answered(ruleset, depth=known(5))
    gone = {"gone": known("old # words"), "reach": known("nowhere"), **assessment.answers}
    assessment = assessment.model_copy(update={"answers": gone})

    template = api.answers_template(ruleset, assessment)

    assert '  # gone: "old # words"' in template
    assert "  # reach: nowhere" in template
    assert set(api.read_answers(ruleset, template.encode(), at=NOW).answers) == {"depth"}


def test_mitigations_come_along_in_yaml(ruleset: Ruleset) -> None:
    factor = ruleset.questionnaire.factors[0].id
    mitigation = Mitigation(id="X1", factor=factor, action="Run a bus: daily", due=date(2026, 4, 1), evidence=("E1",))
    assessment = put_mitigation(ruleset, answered(ruleset), mitigation, by="Ann", at=NOW)

    again = api.read_answers(ruleset, api.answers_template(ruleset, assessment), at=NOW)

    assert again.mitigations == (mitigation,)
    assert again.evidence == assessment.evidence


CODES = ("dont_know", "unanswered", "not_applicable: no", "'dont_know", "yes", "null", "1", "=1")
texts = st.sampled_from(CODES) | st.text(max_size=60).filter(lambda text: bool(text.strip()))
notes = st.text(max_size=30)
evidence = st.sampled_from([(), ("E1",)])


@st.composite
def some_answer(draw: st.DrawFn, values: st.SearchStrategy[Any], may_not_apply: bool = False) -> Answer | None:
    match draw(st.sampled_from(["none", "known", "known", "dont_know", "not_applicable"])):
        case "known":
            return known(draw(values), note=draw(notes), evidence=draw(evidence))
        case "dont_know":
            by_when = draw(st.none() | st.dates())
            return DontKnow(by="Ann", at=NOW, note=draw(notes), who=draw(notes), by_when=by_when)
        case "not_applicable" if may_not_apply:
            return NotApplicable(by="Ann", at=NOW, note=draw(notes), reason=draw(texts))
    return None


@settings(max_examples=150, deadline=None)
@given(
    answers=st.fixed_dictionaries(
        {
            "closes": some_answer(st.sampled_from(["yes", "no"])),
            "reach": some_answer(st.sampled_from(["near", "far"]), may_not_apply=True),
            "things": some_answer(st.sampled_from([("bus",), ("bus", "car"), ("none_of_these",)])),
            "depth": some_answer(st.integers(-20, 20)),
            "starts": some_answer(st.dates().map(date.isoformat)),
            "reasons": some_answer(texts),
        }
    ),
    written_as=st.sampled_from(["yaml", "csv"]),
)
def test_what_is_filled_in_comes_back_as_it_was(
    answers: dict[str, Answer | None], written_as: Any, ruleset: Ruleset
) -> None:
    try:
        before = answered(ruleset, **{name: answer for name, answer in answers.items() if answer})
    except AnswerError:  # A text that is refused wherever it comes from.
        return

    after = api.read_answers(ruleset, api.answers_template(ruleset, before, written_as=written_as).encode(), at=NOW)

    assert {name: answer.model_copy(update={"by": "Ann"}) for name, answer in after.answers.items()} == before.answers
    assert after.evidence == before.evidence
