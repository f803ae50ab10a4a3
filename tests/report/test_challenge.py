"""The report says what a second person said, or that there is none."""

from typing import Any

import pytest

from impact_check.interview import Gap
from impact_check.interview.gaps import ElementMoved, FindingMoved, Looked, SecondView
from impact_check.model.assessment import Answer, Review
from impact_check.report import ReportView, render_html
from impact_check.report.plain import summary_text

from . import build
from .build import AT, HIGH, LOW, MODERATE, NONE, SEVERE, bounds

NOTE = "The last bus goes at six.\nمیں ہر ہفتے آتا ہوں"
NOBODY = "No second person’s view of these answers is on record."


def said(about: str, view: Any = "disagree", kind: Any = "question", *, changed: bool = False, **more: Any) -> Looked:
    fields = {"by": "Jo Lee, Public Health", "at": AT, "note": NOTE if view == "disagree" else "", "of": "near"}
    return Looked(Review(**{**fields, "kind": kind, "about": about, "view": view, **more}), changed)


def second_view(*looked: Looked, **more: Any) -> SecondView:
    fields: dict[str, Any] = {
        "by": "Jo Lee, Public Health",
        "last": AT,
        "looked": looked,
        "not_looked_at": 0,
        "inherent": bounds(SEVERE),
        "residual": bounds(HIGH),
        "elements": (),
        "findings": (),
        "has_answered": False,
    }
    return SecondView(**{**fields, **more})


def challenged(*views: SecondView) -> Gap:
    return Gap(bounds(SEVERE), bounds(HIGH), views)


def the_case(gap: Gap, case: build.Case | None = None) -> ReportView:
    """Return a case with the reviews of a gap on file."""
    case = case or build.closure()
    reviews = tuple(entry.review for view in gap.views for entry in view.looked)
    kept = case.assessment.model_copy(update={"reviews": reviews})
    return build.Case(case.questionnaire, kept, case.result).view(gap)


def person(gap: Gap) -> Any:
    part = the_case(gap).challenge
    assert part is not None
    return part.people[0]


def rows(gap: Gap) -> dict[str, str]:
    return {
        row.label: " ".join(line.text for line in row.value) for item in person(gap).disagreements for row in item.rows
    }


INSTEAD: Answer = build.known("far")


def test_nobody_has_challenged_and_the_report_says_so() -> None:
    view = the_case(challenged())

    assert view.challenge is not None
    assert view.challenge.nobody.startswith(NOBODY[:-1])
    assert view.summary.challenge == NOBODY
    assert NOBODY[:-1] in summary_text(view)
    assert NOBODY[:-1] in render_html(view)


@pytest.mark.parametrize(("level", "line"), [(NONE, ""), (LOW, ""), (MODERATE, NOBODY), (SEVERE, NOBODY)])
def test_page_1_says_that_nobody_has_where_much_is_at_stake(level: Any, line: str) -> None:
    case = build.closure()
    inherent = case.result.inherent.model_copy(update={"rating": bounds(level)})

    view = the_case(challenged(), case.changed(inherent=inherent))

    assert view.summary.challenge == line


def test_short_form_says_nothing_where_nobody_has_and_everything_where_somebody_has() -> None:
    silent = the_case(challenged(), build.nothing())
    spoken = the_case(challenged(second_view(said("closes"))), build.nothing())

    assert (silent.challenge, "challenge" in silent.headings) == (None, False)
    assert spoken.challenge is not None
    assert spoken.headings["challenge"].text in render_html(spoken)


def test_who_when_and_how_many_points() -> None:
    view = second_view(
        said("closes", "agree"),
        said("reach"),
        said("people", "agree", changed=True),
        not_looked_at=4,
        has_answered=True,
    )

    assert person(challenged(view)).name == "Jo Lee, Public Health"
    assert person(challenged(view)).tally == (
        "Looked at it last on 2 November 2026: agreed with 1 point and disagreed with 1. "
        "1 point has changed since and must be looked at again. 4 contested points were not looked at. "
        "This person has given answers here too, so they don’t count as a second person."
    )


def test_a_disagreement_shows_both_answers_and_the_reason() -> None:
    assert rows(challenged(second_view(said("reach", instead=INSTEAD)))) == {
        "The author’s answer": "Within a short walk Counts as unknown: it needs evidence of grade C or better.",
        "The challenger’s answer": "More than a bus ride away",
        "Why": NOTE.replace("\n", " "),
    }


def test_what_changed_since_is_marked_and_nothing_is_lost() -> None:
    gap = challenged(second_view(said("reach", instead=INSTEAD, changed=True), said("people", "agree", changed=True)))

    assert rows(gap)["Changed since"] == "What they disagreed with was: near"
    assert rows(gap)["Why"] == NOTE.replace("\n", " ")
    assert person(gap).look_again == ("How many people use it in a usual week?",)
    assert "They gave no other answer that stands" in person(gap).rating


@pytest.mark.parametrize(
    ("kind", "about", "title", "stands"),
    [
        ("mitigation", "X1", "Mitigation X1", "one weekly session"),
        ("mitigation", "X9", "Mitigation X9", "It is no longer there."),
        ("check", "asked", "Check: ", "Met"),
        ("check", "gone", "Check: gone", "It is no longer there."),
        ("finding", "gone", "gone", "It isn’t found any more."),
    ],
)
def test_doubts_about_other_things_show_what_stands(kind: Any, about: str, title: str, stands: str) -> None:
    gap = challenged(second_view(said(about, kind=kind)))

    assert person(gap).disagreements[0].title.startswith(title)
    assert stands in rows(gap)["The assessment"]


def test_the_gap_in_the_rating_is_said() -> None:
    differs = second_view(
        said("reach", instead=INSTEAD), said("X1", kind="mitigation"), inherent=bounds(LOW, HIGH), residual=bounds(NONE)
    )
    same = second_view(said("reach", instead=INSTEAD))

    assert person(challenged(differs)).rating == (
        "The author’s answers give severe. With the challenger’s they give low, may be high. "
        "After the mitigations that count: high with the author’s; none found with the challenger’s. "
        "Doubts about mitigations, checks and findings don’t change these ratings."
    )
    assert person(challenged(same)).rating == (
        "With the challenger’s answers in place of the author’s, the rating is the same: severe."
    )


def test_page_1_says_that_a_second_person_sees_it_otherwise() -> None:
    low, after = second_view(inherent=bounds(LOW)), second_view(residual=bounds(NONE), by="Max")
    several = (second_view(inherent=bounds(LOW), by=name) for name in ("Max", "Kim", "Lou"))

    assert the_case(challenged(second_view(said("reach")))).summary.challenge == ""
    assert the_case(challenged(low)).summary.challenge == (
        "A second person sees it otherwise: with the answers of Jo Lee, Public Health the rating as proposed is low."
    )
    assert "of Max the rating after mitigation is none found." in the_case(challenged(after)).summary.challenge
    assert the_case(challenged(low, *several)).summary.challenge.endswith("is low; 3 more see it otherwise too.")


def test_who_has_given_answers_too_does_not_count_as_a_second_person() -> None:
    assert the_case(challenged(second_view(said("reach"), has_answered=True))).summary.challenge == NOBODY


def test_what_stands_otherwise_is_named_and_the_rest_counted() -> None:
    case = build.closure()
    element = case.questionnaire.strategies[0].elements[0].id
    rules = [rule.id for rule in case.questionnaire.rules]
    view = second_view(
        said("reach", instead=INSTEAD),
        elements=(ElementMoved(element, "supported", "at_risk"),) * 7,
        findings=(
            FindingMoved(rules[0], None, "unknown"),
            FindingMoved(rules[0], None, "true"),
            FindingMoved(rules[0], "true", None),
            FindingMoved(rules[0], "unknown", "true"),
            FindingMoved(rules[0], "true", "unknown"),
        ),
    )

    moved = person(challenged(view)).moved

    assert "supported with the author’s answers, at risk with theirs." in moved[0]
    assert moved[6] == "And 1 more element of the strategy stands otherwise."
    assert [line.partition(":")[0] for line in moved[7:]] == [
        "Found only with their answers",
        "Not found with their answers",
        "Certain only with their answers",
        "May be so only with their answers",
        "Not certain with their answers",
    ]


def test_all_of_it_is_in_the_page_and_the_text() -> None:
    view = the_case(challenged(second_view(said("reach", instead=INSTEAD), inherent=bounds(HIGH))))

    for made in (render_html(view), summary_text(view)):
        assert "What a second person said" in made
        assert "More than a bus ride away" in made
        assert "The last bus goes at six." in made
        assert "With the challenger’s they give high." in made
        assert "A second person sees it otherwise" in made
    assert '<p dir="rtl" lang="ur">' in render_html(view)


def test_what_a_challenger_wrote_is_checked_before_printing() -> None:
    wrote = {item.text for item in the_case(challenged(second_view(said("reach", instead=INSTEAD)))).written}

    assert {NOTE, "Jo Lee, Public Health", "far"} <= wrote
