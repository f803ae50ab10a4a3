"""Options side by side, in words, in the report and as plain text."""

from itertools import pairwise
from typing import Any

import pytest

from impact_check.model.assessment import Alternative, Answer
from impact_check.model.comparison import (
    Comparison,
    Differing,
    OptionAnswer,
    OptionFactor,
    OptionRating,
    SameForAll,
)
from impact_check.model.levels import Level
from impact_check.report import render_html, view
from impact_check.report.lookup import Lookup
from impact_check.report.options import options_part
from impact_check.report.page_one_parts import Line, Mark
from impact_check.report.parts import OptionsPart, ReportView
from impact_check.report.pdf import print_pdf
from impact_check.report.plain import options_rows, options_text

from . import build
from .build import HIGH, LOW, MODERATE, NONE, SEVERE, bounds
from .test_html import Page
from .test_pdf import SUBSETTER_MISSING, Structure

LONG = "They would meet in the library on two days. " * 12
CASE = build.closure()
STANDINGS = {entry.element: entry.standing for entry in CASE.result.alignment}


def option(id_: str = "O1", confirmed: Level = MODERATE, possible: Level | None = None, **more: Any) -> OptionRating:
    fields: dict[str, Any] = {
        "id": id_,
        "title": "Keep two days",
        "summary": "",
        "changes_nothing": False,
        "inherent": bounds(confirmed, possible),
        "residual": bounds(LOW),
        "actions": 2,
        "actions_with_credit": 1,
        "factors": tuple(
            OptionFactor(factor=f"M{number:02}", inherent=bounds(confirmed, possible), residual=bounds(LOW))
            for number in range(1, 6)
        ),
        "standings": dict(STANDINGS),
        "gaps_must": (),
        "gaps_should": (),
        "outcomes": ("proceed_with_conditions", "revise", "stop"),
        "unknown": (),
        "unanswered": (),
        "asked": ("title", "closes"),
        "shared": ("title",),
    }
    return OptionRating(**{**fields, **more})


PROPOSAL = option("proposal", SEVERE, title="Close the day centre")
NOTHING = option(
    "O2",
    NONE,
    title="Do nothing",
    changes_nothing=True,
    residual=bounds(NONE),
    actions=0,
    actions_with_credit=0,
    factors=(),
    standings=dict.fromkeys(STANDINGS, "not_shown"),
)


def differing(question: str, **answers: Answer | None) -> Differing:
    """Return a question that options answer differently; None: it isn't asked."""
    return Differing(
        question=question,
        answers={
            id_: OptionAnswer(state=answer.state if answer else "not_asked", answer=answer)
            for id_, answer in answers.items()
        },
    )


def comparison(*options: OptionRating, rows: tuple[Differing, ...] = (), **same: Any) -> Comparison:
    fields: dict[str, Any] = {"answers": (), "factors": (), "elements": (), "gaps": ()}
    return Comparison(
        assessment="LIA-2026-001",
        pinned=build.PINNED,
        on=build.ON,
        options=(PROPOSAL, *options),
        differing=rows,
        same=SameForAll(**{**fields, **same}),
    )


def part(*options: OptionRating, **more: Any) -> OptionsPart:
    return options_part(Lookup(CASE.questionnaire, CASE.assessment, CASE.result, {}), comparison(*options, **more))


def cells(part: OptionsPart, label: str) -> list[list[str]]:
    """Return what one row says of each option, line by line."""
    row = next(row for table in part.tables for row in table.rows if row.label == label)
    return [[line.word if isinstance(line, Mark) else line.text for line in cell] for cell in row.cells]


def report(*options: OptionRating, case: build.Case = CASE, **more: Any) -> ReportView:
    return view(case.questionnaire, case.assessment, case.result, options=comparison(*options, **more))


# In words


def test_each_option_is_rated_in_words_with_its_shape() -> None:
    found = part(option(), NOTHING)

    assert cells(found, "Rating as proposed") == [["Severe"], ["Moderate"], ["None found"]]
    assert cells(found, "With its actions that count")[1:] == [
        ["Low", "1 of 2 actions counts"],
        ["None found", "No action on file"],
    ]
    shapes = [cell[0].shape for cell in found.tables[0].rows[0].cells if isinstance(cell[0], Mark)]
    assert shapes == ["severe", "moderate", "none"]


def test_the_worst_risks_are_named_and_the_others_counted() -> None:
    named = cells(part(option(possible=HIGH), NOTHING), "Worst risks")

    assert named[1][0] == "Moderate, may be high: Meeting place closes"
    assert named[1][-1] == "and 2 more"
    assert named[2] == ["No risk found"]


def test_nothing_is_recommended() -> None:
    found = part(option(), NOTHING)

    assert found.intro.startswith("No option is recommended here.")
    assert [head.label for head in found.heads] == ["Proposal", "O1", "O2"]


def test_what_doing_nothing_leaves_out_is_said() -> None:
    assert part(option()).notes == ()
    (note,) = part(NOTHING).notes
    assert note.startswith("O2 changes nothing")
    assert "Loneliness that is there already is not in it, nor any that comes if money runs out." in note


def test_what_nobody_has_answered_is_said() -> None:
    found = part(option(unknown=("reach", "only_place"), unanswered=("reach",)))

    assert cells(found, "Not known") == [["Nothing"], ["2 answers", "1 of them not given yet"]]
    assert found.notes == ("O1: 1 question nobody has answered yet. They count as not known.",)


def test_only_checks_that_some_option_meets_are_named_beside_the_options() -> None:
    asked = {check.id: check.title for check in CASE.questionnaire.checks}
    first, second = list(asked)[:2]

    found = part(option(gaps_must=(first, second)), gaps=(second,))

    assert cells(found, "Must be put right")[1] == ["2 checks", asked[first]]
    assert f"No option meets these checks: “{asked[second]}”." in found.same


def test_elements_are_listed_where_options_stand_differently() -> None:
    principles = [element.id for element in CASE.questionnaire.strategies[0].elements if element.kind == "principle"]

    found = part(NOTHING, elements=tuple(principles[1:]))

    (table,) = [table for table in found.tables if table.corner == "Wording"]
    assert [row.label.split()[0] for row in table.rows] == principles[:1]
    assert [line.word for line in table.rows[0].cells[1] if isinstance(line, Mark)] == ["Not shown"]


def test_answers_that_differ_are_said_as_the_report_says_them() -> None:
    rows = (
        differing("closes", proposal=build.known("yes"), O1=build.known("no", note="Two days stay."), O2=None),
        differing("displaced", proposal=build.dont_know("Cy"), O1=build.known(7), O2=None),
        differing("comments", proposal=build.known("None"), O1=build.known("Some"), O2=None),
    )

    found = part(option(), NOTHING, rows=rows)

    asked = "Does it close or cut anything that people use to meet?"
    assert cells(found, asked) == [["Yes"], ["No", "Note: Two days stay."], ["Not asked"]]
    people = cells(found, "How many people would have to go elsewhere?")
    assert people == [["Don’t know", "Cy will find out; no date is set."], ["7 people"], ["Not asked"]]
    assert cells(found, "What did people say? (personal: leave out of a published copy)")[1] == ["Some"]


def test_a_long_answer_of_an_option_is_shortened_in_the_table_and_stands_in_full_below() -> None:
    rows = (differing("reasons", proposal=build.known("Costs."), O1=build.known(LONG)),)

    found = part(option(), rows=rows)

    (shown,) = cells(found, "Why do you expect what you expect?")[1]
    assert len(shown) <= 180
    assert shown.endswith("…")
    assert [(row.label, row.value[0].text) for row in found.in_full] == [
        ("O1: Why do you expect what you expect?", LONG.strip())
    ]


def test_what_is_the_same_for_all_is_said_in_sentences() -> None:
    found = part(option(), answers=("title",), factors=("M01",), elements=tuple(STANDINGS)[:2])

    assert found.same == (
        "1 question has the same answer in all options.",
        "At the same level in all options: Meeting place closes.",
        f"All options stand alike against 2 of {len(STANDINGS)} parts of the strategy.",
    )


# As plain text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 88])
@pytest.mark.parametrize("others", [1, 2, 3, 4, 6])
def test_plain_text_keeps_to_the_width_and_says_every_rating(width: int, others: int) -> None:
    found = part(*(option(f"P{number}") for number in range(1, others)), NOTHING)

    text = options_text(found, width)

    assert max(map(len, text.splitlines())) <= width
    said = " ".join(text.split())
    assert "None found" in said
    assert said.count("Severe") >= 1


def test_options_stand_beside_each_other_where_there_is_room_and_else_one_after_the_other() -> None:
    found = part(option(), NOTHING)

    beside, below = options_text(found, 80), options_text(found, 40)

    assert "Rating as         Severe               Moderate             None found" in beside
    assert "  - Rating as proposed: Moderate" in below
    assert "  - Rating as proposed: Moderate" in options_text(found, 80, in_blocks=True)
    assert below.index("\nProposal\n--------") < below.index("\nO1\n--") < below.index("\nO2\n--")


def test_rows_for_a_spreadsheet_have_a_cell_for_each_option() -> None:
    rows = options_rows(part(option(), NOTHING, rows=(differing("closes", proposal=None, O1=None, O2=None),)))

    assert rows[0] == ("What is compared", "Proposal: Close the day centre", "O1: Keep two days", "O2: Do nothing")
    assert {len(row) for row in rows} == {4}


# In the report


def test_the_section_is_there_only_if_there_are_options() -> None:
    with_options = Page(render_html(report(option(), NOTHING)))
    without = Page(render_html(CASE.view()))

    assert [text for _, text in with_options.headings if "Options compared" in text] == ["5. Options compared"]
    assert not [text for _, text in without.headings if "Options compared" in text]


def test_the_short_form_has_it_too() -> None:
    page = Page(render_html(report(option(), case=build.nothing())))

    assert [text for _, text in page.headings if "Options compared" in text] == ["2. Options compared"]


def test_more_options_than_fit_beside_each_other_stand_one_after_the_other() -> None:
    page = Page(render_html(report(*(option(f"O{number}") for number in range(1, 6)))))

    assert [text for level, text in page.headings if level == 3 and text in ("Proposal", "O1", "O5")] == [
        "Proposal",
        "O1",
        "O5",
    ]
    assert "O5: What it would mean" in "".join(page.texts)


@pytest.mark.parametrize("others", [2, 5])
def test_the_pdf_with_options_is_tagged_like_the_rest(others: int) -> None:
    rows = (differing("reasons", proposal=build.known("Costs."), **{f"O{n}": build.known(LONG) for n in range(1, 6)}),)
    options = [option(f"O{number}", summary="Two days stay.") for number in range(1, others + 1)]
    rows = tuple(row.model_copy(update={"answers": dict(list(row.answers.items())[: others + 1])}) for row in rows)

    data, complaints = print_pdf(render_html(report(*options, rows=rows)))

    structure = Structure(data)
    assert [complaint for complaint in complaints if SUBSETTER_MISSING not in complaint] == []
    assert {str(cell.A.Scope) for cell in structure.all("/TH")} == {"/Row", "/Column"}
    assert all(str(kid.S) in ("/LI", "/L") for element in structure.all("/L") for kid in element.K)
    levels = [int(str(element.S)[2]) for element in structure.all("/H1", "/H2", "/H3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_text_of_an_option_runs_its_own_way() -> None:
    rows = (differing("reasons", proposal=build.known("Costs."), O1=build.known("میں ہر ہفتے آتا ہوں")),)

    (line,) = part(option(), rows=rows).tables[-1].rows[0].cells[1]

    assert isinstance(line, Line)
    assert (line.direction, line.language) == ("rtl", "ur")


def test_every_text_of_an_option_is_among_those_that_are_checked_before_printing() -> None:
    other = Alternative(
        id="O1",
        title="Title",
        summary="Summary",
        answers={"reasons": build.known("Reason", note="Note")},
        mitigations=CASE.assessment.mitigations[:1],
    )
    given = CASE.assessment.model_copy(update={"alternatives": (other,)})

    written = {item.where: item.text for item in view(CASE.questionnaire, given, CASE.result).written}

    assert written["the title of option O1"] == "Title"
    assert written["the summary of option O1"] == "Summary"
    assert written["the answer to “Why do you expect what you expect?” for option O1"] == "Reason"
    assert written["the note to the answer to “Why do you expect what you expect?” for option O1"] == "Note"
    assert "the action of mitigation X1 of option O1" in written
