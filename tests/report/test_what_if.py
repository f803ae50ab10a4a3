"""What would bring the rating down, in words and in the report."""

from typing import Any

import pytest

from impact_check.model.levels import Level
from impact_check.model.result import AnswerUsed
from impact_check.model.what_if import ChangeSet, InTheWay, Step, WhatIf
from impact_check.report import render_html, view
from impact_check.report.lookup import Lookup
from impact_check.report.parts import WhatIfPart
from impact_check.report.plain import what_if_text
from impact_check.report.what_if import what_if_part

from . import build
from .build import HIGH, LOW, MODERATE, NONE, SEVERE, bounds
from .test_html import Page

CLOSES = "Does it close or cut anything that people use to meet?"
REACH = "How far away is the next place that people could go to?"
ONLY = "Is this the only place where some people meet others?"


def step(question: str, to: str | int, kind: str = "change", before: str | int | None = None, **more: Any) -> Step:
    fields: dict[str, Any] = {"state": "value", "or_better": False, "evidence": None}
    return Step(question=question, kind=kind, before=before, to=to, **{**fields, **more})


CHANGE = step("closes", "no", before="yes")


def what_if(*sets: tuple[Step, ...], after: Level = MODERATE, **more: Any) -> WhatIf:
    fields: dict[str, Any] = {
        "assessment": "LIA-2026-001",
        "pinned": build.PINNED,
        "now": bounds(HIGH, SEVERE),
        "target": MODERATE,
        "is_met": False,
        "left_out": 0,
        "searched_to": 4,
        "in_the_way": (),
    }
    return WhatIf(sets=tuple(ChangeSet(steps=steps, after=bounds(after)) for steps in sets), **{**fields, **more})


def part(found: WhatIf) -> WhatIfPart:
    case = build.closure()
    return what_if_part(Lookup(case.questionnaire, case.assessment, case.result, {}), found)


def test_a_change_is_one_sentence_from_the_answer_now_to_the_better_one() -> None:
    said = part(what_if((CHANGE,)))

    assert said.intro == (
        "As proposed the rating is “High, may be severe”. "
        "This is enough to make it “Moderate” or better, if you do it and can show it."
    )
    assert said.ways == (f"Change “{CLOSES}” from “Yes” to “No”. Then the rating is “Moderate”.",)
    assert said.notes == ()


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            step("reach", "near", "make_sure", state="unanswered", evidence="C"),
            f"Make sure that “{REACH}” can be answered “Within a short walk” (with evidence).",
        ),
        (
            step("reach", "near", "show", "near", state="no_evidence", evidence="C"),
            f"Show evidence for the answer “Within a short walk” to “{REACH}”.",
        ),
        (step("only_place", "no", "find_out"), f"Find out “{ONLY}”, which has to turn out “No”."),
        (step("reach", "near", before="far", or_better=True), "to “Within a short walk” or better."),
    ],
    ids=["make-sure", "show", "find-out", "or-better"],
)
def test_each_kind_of_step_has_its_own_words(one: Step, words: str) -> None:
    assert words in part(what_if((one,))).ways[0]


@pytest.mark.parametrize(("worse", "words"), [("higher", "or less"), ("lower", "or more")])
def test_a_better_number_is_less_or_more(worse: str, words: str) -> None:
    case = build.closure()
    sections = tuple(
        section.model_copy(
            update={
                "questions": tuple(
                    q.model_copy(update={"worse": worse}) if q.id == "displaced" else q for q in section.questions
                )
            }
        )
        for section in case.questionnaire.sections
    )
    questionnaire = case.questionnaire.model_copy(update={"sections": sections})
    lookup = Lookup(questionnaire, case.assessment, case.result, {})

    said = what_if_part(lookup, what_if((step("displaced", 19, before=50, or_better=True),)))

    assert f"from “50 people” to “19 people” {words}." in said.ways[0]


def test_a_change_and_a_finding_are_told_apart_and_neither_is_enough() -> None:
    said = part(what_if((CHANGE, step("only_place", "no", "find_out")), after=LOW))

    assert said.ways == (
        f"Change “{CLOSES}” from “Yes” to “No”; and find out “{ONLY}”, which has to turn out “No”. "
        "Then the rating is “Low”; neither alone is enough.",
    )
    assert said.notes == ("What has to be found out is a fact: nobody can choose it, and it may turn out otherwise.",)


def test_of_three_steps_all_are_needed() -> None:
    said = part(what_if((CHANGE, step("only_place", "no", "find_out"), step("reach", "near", before="far"))))

    assert said.ways[0].endswith("; all three are needed.")


def test_what_is_not_listed_or_was_not_tried_is_said() -> None:
    assert part(what_if((CHANGE,), left_out=2)).notes == ("2 other ways with as few steps would be enough too.",)
    assert part(what_if((CHANGE,), searched_to=3)).notes == ("Ways with more steps were not all tried.",)


def test_a_rating_that_is_good_enough_needs_no_change() -> None:
    said = part(what_if(now=bounds(LOW), target=LOW, is_met=True, searched_to=0))

    assert said.intro == "As proposed the rating is “Low”. That is “Low” or better, so nothing has to change."
    assert (said.ways, said.notes, said.fixed, said.movable) == ((), (), (), "")


IN_THE_WAY = (
    InTheWay(
        kind="factor",
        id="M01",
        level=SEVERE,
        can_move=False,
        answers=(AnswerUsed(question="only_place", state="value"),),
    ),
    InTheWay(kind="floor", id="last-free-place", level=HIGH, can_move=True, answers=()),
    InTheWay(kind="count", id="TP1", level=HIGH, can_move=True, answers=()),
    InTheWay(kind="count", id="", level=HIGH, can_move=True, answers=()),
)


def test_where_there_is_no_way_it_says_what_stands_in_it() -> None:
    said = part(what_if(in_the_way=IN_THE_WAY))
    title = build.closure().questionnaire.factors[0].title

    assert said.intro.endswith(
        "No set of up to four changes makes it “Moderate” or better, even if everything can be shown and all goes well."
    )
    assert said.fixed == (
        f"{title} (severe): no change that the questions ask about takes this away. It rests on “{ONLY}” Yes.",
    )
    assert said.movable == (
        "What changes could bring down, but not with so few: "
        "the last free meeting place in a ward would close (at least high), "
        "several moderate harms together under “Build on what is there already, in way 1” (high) and "
        "several moderate harms together (high)."
    )


def test_many_things_in_the_way_are_counted() -> None:
    entry = InTheWay(kind="factor", id="M01", level=HIGH, can_move=True, answers=())

    assert part(what_if(in_the_way=(entry,) * 9)).movable.endswith(" and 4 more.")


def test_as_plain_text_each_way_has_a_line() -> None:
    lines = what_if_text(part(what_if((CHANGE,), (step("only_place", "no", "find_out"),)))).splitlines()

    assert lines[0].startswith("As proposed")
    assert [line[:10] for line in lines[1:3]] == ["  - Change", "  - Find o"]


# In the report


def page(found: WhatIf | None) -> Page:
    case = build.closure()
    return Page(render_html(view(case.questionnaire, case.assessment, case.result, what_if=found)))


@pytest.mark.parametrize(
    "found",
    [what_if((CHANGE,)), what_if(in_the_way=IN_THE_WAY), what_if(in_the_way=IN_THE_WAY[1:])],
    ids=["a way", "in the way", "only movable"],
)
def test_the_report_has_a_section_for_it(found: WhatIf) -> None:
    shown = page(found)

    assert any("The smallest change that would bring the rating down" in text for _, text in shown.headings)
    assert part(found).intro in shown.text
    assert shown.open == []
    assert {"href": "#what-if"} in shown.all("a")


@pytest.mark.parametrize(
    "found", [None, what_if(now=bounds(NONE), target=LOW, is_met=True)], ids=["not worked out", "nothing to bring down"]
)
def test_the_report_goes_without_where_nothing_has_to_come_down(found: WhatIf | None) -> None:
    shown = page(found)

    assert "The smallest change" not in shown.text
    assert [text.partition(".")[0] for level, text in shown.headings if level == 2 and text[0].isdigit()] == [
        str(number) for number in range(1, 11)
    ]
