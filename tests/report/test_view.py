"""All wording, ordering and formatting of a report."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from impact_check.errors import ReportError
from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.model.assessment import HistoryEntry
from impact_check.model.history import chained
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Outcome, Role
from impact_check.model.result import AnswerState, NoCredit, Overall, QuestionState, Standing
from impact_check.report import wording
from impact_check.report.annex import history_sentence
from impact_check.report.formats import day, iso_day, language, listed, lower_first, moment, passage, shorten
from impact_check.report.page_one import page_one
from impact_check.report.page_one_parts import Passage
from impact_check.report.plain import summary_text

from . import build
from .build import HIGH, LOW, MODERATE, NONE, SEVERE, bounds


def text(lines: Passage) -> str:
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("confirmed", "possible", "words"),
    [
        (NONE, NONE, "None found"),
        (HIGH, HIGH, "High"),
        (LOW, SEVERE, "Low, may be severe"),
        (NONE, HIGH, "Not known, may be high"),
    ],
)
def test_a_rating_says_both_its_ends(confirmed: Level, possible: Level, words: str) -> None:
    assert wording.pair_words(bounds(confirmed, possible)) == words


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (NoCredit, wording.NO_CREDIT),
        (Standing, wording.STANDINGS),
        (Role, wording.ROLES),
        (Role, wording.ROLES_SAY),
        (Outcome, wording.OUTCOMES),
        (Outcome, OUTCOMES_SHORT),
        (AnswerState, wording.STATES),
    ],
    ids=["no credit", "standings", "roles", "what roles say", "outcomes", "outcomes in short", "answer states"],
)
def test_every_code_of_the_engine_has_words(codes: Any, table: dict[str, object]) -> None:
    assert set(table) == set(codes.__args__)


def test_a_moderate_harm_counted_up_to_high_is_explained_without_naming_a_high_one() -> None:
    case = build.closure()
    counted = case.result.inherent.model_copy(update={"rating": bounds(HIGH), "lifted_by_count": True})
    factors = tuple(build.rating(number, MODERATE, MODERATE) for number in range(1, 6))

    summary = case.changed(inherent=counted, residual=counted, factors=factors, floors=()).view().summary

    assert summary.cards[0].sentence == "5 moderate harms together count as high."


def test_a_floor_explains_the_rating_it_sets() -> None:
    case = build.closure()
    held = case.result.inherent.model_copy(update={"rating": bounds(HIGH), "lifted_by_floor": True})
    factors = (build.rating(1, LOW, LOW),)

    summary = case.changed(inherent=held, residual=held, factors=factors).view().summary

    assert summary.cards[0].sentence == "The last free meeting place in a ward would close."


def test_an_open_rating_says_what_is_known_and_what_may_be() -> None:
    summary = build.blank().view().summary

    assert summary.cards[0].pair.words == "Not known, may be severe"
    assert summary.cards[0].sentence.startswith("Nothing is confirmed yet. 6 harms may be severe, among them:")


def test_page_one_says_when_for_how_many_and_beside_which_assessment() -> None:
    summary = build.closure().view().summary

    assert {row.label: text(row.value) for row in summary.facts} == {
        "Decision": "Cabinet; 15 December 2026",
        "Takes effect": "1 April 2027",
        "People who use it now": "42 people",
        "EqIA or IIA": "EqIA 117",
    }
    assert "does not discharge the Public Sector Equality Duty" in summary.duty


def test_page_one_of_a_good_plan_says_what_it_does_for_people() -> None:
    case = build.closure()
    harmless = case.result.inherent.model_copy(update={"rating": bounds(NONE)})

    good = case.changed(inherent=harmless, residual=harmless, factors=(), floors=()).view()

    assert good.summary.strengths == tuple(benefit.because for benefit in good.benefits) != ()
    assert case.view().summary.strengths == ()


def test_the_terminal_never_says_that_a_check_is_met_which_is_not() -> None:
    view = build.closure().view()
    unmet = [*view.assurance.must, *view.assurance.should]
    assert {check.state for check in unmet} == {"Not met", "Not shown"}

    lines = summary_text(view).splitlines()

    for check in unmet:
        said = check.because if check.state == "Not met" else f"{check.title}: {lower_first(check.because)}"
        assert f"  - {said}" in lines


def test_facts_that_are_not_known_are_said_to_be_unknown() -> None:
    rows = {row.label: text(row.value) for row in build.blank().view().summary.facts}

    assert rows["People who use it now"] == "Not answered"
    assert rows["Takes effect"] == "Not answered"


def test_a_number_of_people_stands_with_its_question() -> None:
    case = build.closure().answered(displaced=build.known(1200))
    used = tuple(
        finding.model_copy(update={"answers": (finding.answers[-1].model_copy(update={"state": "value"}),)})
        for finding in case.result.findings
    )

    harm = case.changed(findings=used).view().summary.harms[0]

    assert harm.number == "1,200 people (“How many people would have to go elsewhere?”)."


def test_the_worst_harms_come_first_and_the_others_are_counted() -> None:
    summary = build.many().view().summary

    assert summary.harms[0].title == "Meeting place closes"
    assert "Also high or severe, or possibly so:" in summary.harms_note
    assert "lesser harms stand further on" in summary.harms_note


def test_a_draft_says_why_it_is_one() -> None:
    closure = build.closure()
    states = tuple(
        QuestionState(question=state.question, state="unanswered") if state.question == "summary" else state
        for state in closure.result.questions
    )

    assert closure.changed(blocked_by=()).view().summary.status == "Complete. Ready for sign-off."
    assert closure.changed(can_be_final=False).view().summary.status.startswith("Draft. Something that must be known")
    assert closure.changed(can_be_final=False, questions=states).view().summary.status == (
        "Draft. 1 question is not answered yet."
    )
    assert "can’t be signed yet" in closure.changed(can_be_final=False).view().sign_off.intro


def test_answers_keep_their_states_apart() -> None:
    answers = {item.question: item for section in build.closure().view().annex.sections for item in section.answers}

    near = answers["How far away is the next place that people could go to?"]
    displaced = answers["How many people would have to go elsewhere?"]
    toilets = answers["Does the new place have toilets that everybody can use?"]
    groups = answers["Which groups would feel the change?"]
    assert (text(near.answer), near.remark) == (
        "Within a short walk",
        "Counts as unknown: it needs evidence of grade C or better.",
    )
    assert (text(displaced.answer), displaced.remark) == (
        "Don’t know",
        "Service manager will find out by 1 December 2026.",
    )
    assert text(toilets.answer) == "Does not apply: There is no new building."
    assert toilets.meta == "internal: leave out of a published copy"
    assert groups.answer[0].text == "Unpaid carers"


@pytest.mark.parametrize(
    ("who", "by_when", "remark"),
    [
        ("", None, "Nobody is named to find out."),
        ("Ann", None, "Ann will find out; no date is set."),
        ("", date(2026, 12, 1), "To be found out by 1 December 2026; nobody is named."),
    ],
)
def test_dont_know_says_who_finds_out(who: str, by_when: date | None, remark: str) -> None:
    view = build.closure().answered(displaced=build.dont_know(who, by_when)).view()
    answers = {item.question: item for section in view.annex.sections for item in section.answers}

    assert answers["How many people would have to go elsewhere?"].remark == remark


def test_the_annex_says_that_the_history_is_whole_with_the_mark_of_its_last_entry() -> None:
    history = chained(HistoryEntry(at=datetime(2026, 3, day, tzinfo=UTC), by="Ann", what="changed") for day in (1, 2))

    assert history_sentence(history) == (
        f"The history of the file is whole: 2 entries, the last of 2 March 2026 (mark {history[-1].hash[:12]})."
    )


def test_the_annex_says_from_where_the_history_does_not_fit_together() -> None:
    history = chained(HistoryEntry(at=datetime(2026, 3, day, tzinfo=UTC), by="Ann", what="changed") for day in (1, 2))
    changed = (history[0], history[1].model_copy(update={"by": "Somebody"}))

    assert history_sentence(changed) == (
        "The history of the file does not fit together from entry 2 of 2 on (2 March 2026, Somebody): "
        "it was changed outside the program."
    )
    assert history_sentence(()) == "The file has no history of the changes to its answers."


def test_answers_set_aside_stand_apart_and_are_not_among_the_others() -> None:
    annex = build.closure().view().annex

    assert [item.question for item in annex.set_aside] == ["Does a bus still stop at the old place?"]
    assert text(annex.set_aside[0].answer) == "Yes"
    assert all(item.question != annex.set_aside[0].question for part in annex.sections for item in part.answers)


def test_a_finding_gives_effect_rule_answers_evidence_and_source() -> None:
    view = build.closure().view(**{"rule-1": "“Is this the only place where some people meet others?” is “Yes”"})

    finding = view.risks.findings[0]
    assert finding.because.startswith("Some people would lose the only place")
    assert finding.effect == "Severity high for “Meeting place closes”."
    assert finding.certainty == "The answers establish this."
    assert finding.rule == "The rule: “Is this the only place where some people meet others?” is “Yes”"
    assert finding.answers[0].evidence == ("E1 Door counts, grade B, 30 September 2026",)
    assert finding.sources == ("Example A, Sample B (2020), grade A",)


def test_exposure_that_concerns_every_harm_is_said_once() -> None:
    risks = build.closure().view().risks

    assert [link.because for link in risks.shared] == ["Two or more vulnerabilities come together in the same people."]
    assert all(len(factor.findings) == 1 for factor in risks.factors)


def test_groups_stand_against_the_harms_that_matter_most_to_them() -> None:
    matrix, *others = build.closure().view().risks.matrices

    assert not others
    assert matrix.columns == ("Unpaid carers", "Disabled people and people with a long-term condition")
    assert [cell and cell.word for cell in matrix.rows[1].cells] == ["High", None]


def test_many_groups_are_spread_over_tables_that_fit() -> None:
    matrices = build.many().view().risks.matrices

    assert [len(matrix.columns) for matrix in matrices] == [5, 5, 5, 5, 1]
    assert "part 2 of 5" in matrices[1].caption


def test_a_mitigation_that_earns_nothing_says_every_reason() -> None:
    counts, promise = build.closure().view().mitigations.mitigations

    assert (counts.credit, counts.reasons) == ("Lowers this harm by one step", ())
    assert promise.credit == "Does not lower the rating"
    assert promise.reasons == (
        "It is only an idea. Nobody has committed to it.",
        "Nobody is named as its owner.",
        "It has no date.",
    )


def test_the_branch_without_unverified_mitigation_is_told() -> None:
    view = build.closure().view()

    assert view.mitigations.branch == "If no mitigation happens except those somebody else has already checked: severe."
    assert view.summary.unmitigated == view.mitigations.branch
    assert build.blank().view().mitigations.branch == ""


def test_the_chart_says_in_words_what_it_draws() -> None:
    (chart,) = build.closure().view().mitigations.charts

    assert "Meeting place closes: from severe to high; No way to get there: high before and after." in chart.title
    assert chart.rows[0].from_x > chart.rows[0].to_x
    assert chart.rows[0].is_moved
    assert not chart.rows[1].is_moved


def test_what_others_found_to_help_leaves_out_what_is_on_record_already() -> None:
    suggestions = {item.factor: item.actions for item in build.closure().view().mitigations.suggestions}

    assert set(suggestions) == {"No way to get there", "Friends are split up"}


def test_checks_are_sorted_by_what_they_ask() -> None:
    assurance = build.closure().view().assurance

    assert [check.title for check in assurance.must] == ["Real alternatives were looked at"]
    assert [(check.title, check.state) for check in assurance.should] == [("A review is planned", "Not shown")]
    assert assurance.met == ("The people who use it were asked",)
    assert assurance.not_applicable == ("The grant has an exit plan",)


def test_strategy_elements_that_the_decision_goes_against_come_first() -> None:
    (strategy,) = build.closure().view().strategies

    assert [item.standing.word for item in strategy.against] == ["Conflicts"] * 3 + ["At risk"] * 2
    assert strategy.counts == "As proposed: 3 conflicts, 2 at risk, 2 not shown, 2 supported."
    assert strategy.status == "draft"
    assert strategy.against[0].factors[0] == ("Meeting place closes", wording.mark(SEVERE))


def test_unknowns_and_gaps_are_listed() -> None:
    unknowns = build.closure().view().unknowns

    assert [item.who for item in unknowns.find_out] == [
        "Nobody named, no date set",
        "Service manager, by 1 December 2026",
    ]
    assert [heading for heading, _ in unknowns.without_answer] == [
        "Answered “don’t know”",
        "Answered, but without the evidence that the answer needs",
    ]
    assert unknowns.groups_not_named == ("Young adults",)
    assert unknowns.factors_not_considered == ("A trusted worker leaves",)
    assert [row.label for row in unknowns.not_applicable] == ["Does the new place have toilets that everybody can use?"]


def test_method_prints_the_numbers_in_force_and_calls_them_conventions() -> None:
    method = build.closure().view().method

    assert "Three moderate harms under one principle, or five in all, count as high." in method.paragraph
    assert "Counting alone never makes a decision severe" in method.paragraph
    assert [word for word, _ in method.table] == ["Low", "Moderate", "High", "Severe"]
    assert method.in_force == "In force since 1 November 2026. Policy team answers for them."


def test_every_required_person_gets_a_box_in_order() -> None:
    boxes = build.closure().view().sign_off.boxes

    assert [box.role for box in boxes] == ["Author", "Challenger", "Head of Service", "Director", "Portfolio holder"]
    assert boxes[0].outcomes == ("Change and assess again", "Stop")


def test_the_short_form_says_why_nothing_is_expected() -> None:
    view = build.nothing().view()

    assert view.is_short
    assert view.summary.cards[0].sentence == "No answer raises a risk of loneliness."
    assert text(view.summary.reasons) == "The building is costly to heat."
    assert [heading.text for heading in view.headings.values()] == [
        "1. What was asked, and what was answered",
        "2. How well the decision was assessed",
        "3. What was not considered",
        "4. Sign-off",
    ]


def test_a_report_without_a_name_or_reasons_says_so() -> None:
    case = build.nothing()
    bare = build.Case(case.questionnaire, case.assessment.model_copy(update={"answers": {}}), case.result)

    assert bare.view().heading.text == "Decision without a name"
    assert text(bare.view().summary.reasons) == "No reasons are recorded."


def test_a_text_that_is_too_large_is_refused_with_the_answer_it_stands_in() -> None:
    case = build.closure().answered(comments=build.known("x" * 501))

    with pytest.raises(ReportError, match=r"the answer to “What did people say[?]”. This text has 501 characters"):
        case.view()


def test_all_texts_together_have_a_limit() -> None:
    case = build.closure().answered(
        **dict.fromkeys(("title", "summary", "comments", "reasons"), build.known("a " * 19_000))
    )

    with pytest.raises(ReportError, match="all answers and notes together have 76,"):
        case.view()


def test_controls_in_answers_leave_no_trace_in_the_view() -> None:
    case = build.closure().answered(comments=build.known("score \u202e75\u202c\x00"))

    said = next(item for part in case.view().annex.sections for item in part.answers if "say" in item.question)

    assert text(said.answer) == "score 75"


def test_each_line_runs_its_own_way_and_names_its_language_if_the_script_tells() -> None:
    lines = passage("Hello\n\nمیں ہر ہفتے\nألتقي\nહું દર\nਮੈਂ ਹਰ")

    assert [(line.direction, line.language) for line in lines] == [
        ("ltr", None),
        ("rtl", "ur"),
        ("rtl", "ar"),
        ("ltr", "gu"),
        ("ltr", "pa"),
    ]
    assert language("12") is None


def test_the_view_is_plain_frozen_data() -> None:
    """Nothing in it refers to the engine's types, so that a template can't compute."""

    def walk(value: object) -> None:
        if is_dataclass(value):
            for field in fields(value):
                walk(getattr(value, field.name))
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif not hasattr(value, "keys"):
            assert value is None or isinstance(value, str | int | float | bool)

    walk(build.closure().view())


def test_an_answer_says_where_it_was_brought_from() -> None:
    own = build.known("yes").model_copy(update={"brought_from": "lia-2025-014, Cy Dunn, 3 May 2025"})
    view = build.closure().answered(only_place=own).view()

    brought = [item.meta for part in view.annex.sections for item in part.answers if "brought from" in item.meta]

    assert len(brought) == 1
    assert brought[0].endswith("brought from lia-2025-014, Cy Dunn, 3 May 2025")


def test_dates_numbers_and_lists_read_as_people_write_them() -> None:
    assert day(date(2026, 5, 1)) == "1 May 2026"
    assert iso_day("2026-12-24") == "24 December 2026"
    assert iso_day("soon") == "soon"
    assert moment(build.AT) == "2026-11-02T09:30:00Z"
    assert listed([]) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert lower_first("A trusted worker") == "a trusted worker"
    assert lower_first("NHS care") == "NHS care"


@pytest.mark.parametrize(
    ("long", "limit", "short"),
    [
        ("one two", 7, "one two"),
        ("one two three", 9, "one two…"),
        ("onetwothree", 5, "onet…"),
        ("one,  two", 5, "one…"),
    ],
)
def test_long_texts_are_cut_at_a_word(long: str, limit: int, short: str) -> None:
    assert shorten(long, limit) == short


def test_ratings_of_all_mitigations_undone_read_none() -> None:
    case = build.closure()
    gone = Overall(
        rating=bounds(NONE),
        counts_confirmed=(0, 0, 0, 0),
        counts_possible=(0, 0, 0, 0),
        lifted_by_count=False,
        lifted_by_floor=False,
    )

    assert case.changed(residual=gone).view().summary.cards[1].sentence == (
        "The mitigations that count take away every harm found."
    )


def test_an_assessment_that_checks_block_is_not_called_ready_for_sign_off() -> None:
    closure = build.closure()

    status = closure.changed(can_be_final=True, blocked_by=("alternatives",)).view().summary.status

    assert status == "Complete, but it can’t go ahead as it is."


def test_a_harm_that_mitigation_takes_away_is_none_left_not_none_found() -> None:
    assert wording.pair_after(bounds(NONE, NONE)).words == "None left"
    assert wording.pair_after(bounds(NONE, LOW)).words == "Not known, may be low"
    assert wording.pair_after(bounds(LOW, LOW)).words == "Low"


def test_page_1_never_says_as_known_what_only_may_be() -> None:
    closure = build.closure()
    uncertain = tuple(finding.model_copy(update={"truth": "unknown"}) for finding in closure.result.findings)

    harms = closure.changed(findings=uncertain).view().summary.harms

    assert harms
    assert all(harm.sentence.startswith("If it turns out so: ") for harm in harms)


def test_harms_stand_against_the_principles_they_go_against() -> None:
    (strategy,) = build.closure().view().strategies

    titles = {factor.id: factor.title for factor in build.closure().questionnaire.factors}
    against = {
        element.id: {titles[factor] for factor in element.factors}
        for element in build.closure().questionnaire.strategies[0].elements
        if element.kind == "principle"
    }
    cells = [
        (row.title in against[column.split(" ")[0]], cell is not None)
        for matrix in strategy.matrices
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
    ]
    assert (True, True) in cells
    assert {(True, False), (False, True)}.isdisjoint(cells)


@pytest.mark.parametrize("make", [build.blank, build.closure, build.many, build.nothing])
def test_the_first_page_alone_says_what_it_says_in_a_whole_report(make) -> None:
    case = make()

    alone = page_one(case.questionnaire, case.assessment, case.result)

    assert summary_text(alone) == summary_text(case.view())
    assert (alone.heading, alone.benefits, alone.assurance) == tuple(
        getattr(case.view(), name) for name in ("heading", "benefits", "assurance")
    )
