"""Each change to another option makes a new assessment with one more entry in its history; the proposal stays."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules.build import question
from rules.build import ruleset as build

from impact_check.errors import AnswerError
from impact_check.interview import (
    add_alternative,
    add_evidence,
    alternative,
    change_alternative,
    clear_override,
    do_nothing,
    fill,
    fill_alternatives,
    new_assessment,
    put_alternative_mitigation,
    questions_to_ask,
    record,
    remove_alternative,
    remove_alternative_mitigation,
    set_override,
    still_open,
)
from impact_check.model.answers_file import AnswersFile
from impact_check.model.assessment import Assessment, HistoryEntry, Known, Mitigation, Owner, Value
from impact_check.model.history import broken_at
from impact_check.rules import Ruleset
from interview.conftest import COUNTS, LATER, NOW, RULES

QUESTIONS = (
    question("closes", "yes_no", worse="yes", screening=True),
    question("moves", "yes_no", worse="yes", screening=True, ask_if="not closes"),
    question("reach", "one", options=["near", "far", "none_within"], ask_if="closes", role="lever"),
    question("users", "number", unit="people", maximum=5_000, ask_if="closes"),
    question("journey", "number", unit="minutes", ask_if="moves"),
    question("remarks", "text", ask_if="moves", optional=True),
)
WHO: dict[str, Any] = {"by": "Bo", "at": LATER}


def known(value: Value, *, by: str = "Ann", note: str = "", evidence: tuple[str, ...] = ()) -> Known:
    return Known(by=by, at=NOW, value=value, note=note, evidence=evidence)


def with_no_change(**answers: str) -> Ruleset:
    pack = build(*QUESTIONS, rules=RULES[:1])
    head = pack.questionnaire.packs[0].model_copy(update={"no_change": answers})
    return replace(pack, questionnaire=pack.questionnaire.model_copy(update={"packs": (head,)}))


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return with_no_change(closes="no", moves="no")


@pytest.fixture
def proposal(ruleset: Ruleset) -> Assessment:
    started = add_evidence(new_assessment(ruleset, id="case-7", by="Ann", at=NOW), COUNTS, by="Ann", at=NOW)
    for name, value in (("closes", "yes"), ("reach", "far"), ("users", 30)):
        started = record(ruleset, started, name, known(value))
    return started


@pytest.fixture
def one(proposal: Assessment) -> Assessment:
    """The proposal with one other option, O1."""
    return add_alternative(proposal, "Keep half of it", **WHO)


def last(assessment: Assessment) -> HistoryEntry:
    """Return the last entry without its hash."""
    return assessment.history[-1].model_copy(update={"hash": ""})


def own(assessment: Assessment, id_: str = "O1") -> dict[str, Value]:
    answers = alternative(assessment, id_).answers
    return {name: answer.value for name, answer in answers.items() if isinstance(answer, Known)}


def test_an_option_is_added_with_a_title_and_no_answers_of_its_own(proposal: Assessment) -> None:
    after = add_alternative(proposal, "  Keep half\nof it ", summary="Two days. ", **WHO)

    (added,) = after.alternatives
    assert (added.id, added.title, added.summary, added.answers) == ("O1", "Keep half of it", "Two days.", {})
    assert last(after) == HistoryEntry(at=LATER, by="Bo", what="alternative", about="O1", new="Keep half of it")
    assert broken_at(after.history) is None
    assert after.answers == proposal.answers


@pytest.mark.parametrize(("title", "id_"), [(" ", None), ("\u202e", None), ("Again", "O1"), ("Again", "proposal")])
def test_an_option_needs_a_title_and_an_id_of_its_own(one: Assessment, title: str, id_: str | None) -> None:
    with pytest.raises(AnswerError):
        add_alternative(one, title, id=id_, **WHO)


def test_the_id_of_an_option_that_was_removed_is_not_used_again(one: Assessment) -> None:
    without = remove_alternative(one, "O1", **WHO)
    after = add_alternative(without, "Another", **WHO)

    assert without.alternatives == ()
    assert [entry.id for entry in after.alternatives] == ["O2"]
    assert last(without).old == "Keep half of it"


def test_title_and_summary_can_be_changed(one: Assessment) -> None:
    after = change_alternative(one, "O1", title="Keep a third", summary="One day.", **WHO)

    assert (alternative(after, "O1").title, alternative(after, "O1").summary) == ("Keep a third", "One day.")
    assert (last(after).old, last(after).new) == ("Keep half of it", "Keep a third: One day.")
    assert change_alternative(one, "O1", title="Keep half of it", **WHO) is one


def test_an_option_that_is_not_there_is_told_with_those_that_are(one: Assessment) -> None:
    with pytest.raises(AnswerError, match="There is no option O9; there is O1"):
        alternative(one, "O9")


def test_an_override_is_the_options_alone(ruleset: Ruleset, one: Assessment) -> None:
    after = set_override(ruleset, one, "O1", "users", known(12, by="Bo"))

    assert own(after) == {"users": 12}
    assert after.answers == one.answers
    assert (last(after).about, last(after).old, last(after).new) == ("O1", "", "users: 12")


def test_an_override_is_changed_and_cleared(ruleset: Ruleset, one: Assessment) -> None:
    first = set_override(ruleset, one, "O1", "users", known(12))
    changed = set_override(ruleset, first, "O1", "users", known(15))
    cleared = clear_override(changed, "O1", "users", **WHO)

    assert (last(changed).old, last(changed).new) == ("users: 12", "users: 15")
    assert (own(cleared), last(cleared).old, last(cleared).new) == ({}, "users: 15", "")
    assert set_override(ruleset, first, "O1", "users", known(12, by="Cy")) is first
    assert clear_override(cleared, "O1", "users", **WHO) is cleared


def test_an_answer_that_says_what_the_proposal_says_is_shared_again(ruleset: Ruleset, one: Assessment) -> None:
    first = set_override(ruleset, one, "O1", "users", known(12))

    assert own(set_override(ruleset, first, "O1", "users", known(30, by="Bo"))) == {}
    assert own(set_override(ruleset, one, "O1", "users", known(30, note="Counted."))) == {"users": 30}


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("userz", known(3), "There is no question"),
        ("users", known("many"), "expected a whole number"),
        ("users", known(9_999), "Enter a number between 0 and 5,000"),
        ("reach", known("here"), "is not one of"),
        ("users", known(3, evidence=("E9",)), "There is no evidence E9"),
    ],
)
def test_an_override_must_fit_its_question(
    ruleset: Ruleset, one: Assessment, name: str, answer: Known, message: str
) -> None:
    with pytest.raises(AnswerError, match=message):
        set_override(ruleset, one, "O1", name, answer)


def test_what_is_written_in_an_override_is_cleaned(ruleset: Ruleset, one: Assessment) -> None:
    after = set_override(ruleset, one, "O1", "remarks", known(" By bus\u202e. "))

    assert own(after) == {"remarks": "By bus."}


def test_doing_nothing_has_the_answers_of_the_questionnaire(ruleset: Ruleset, proposal: Assessment) -> None:
    after = do_nothing(ruleset, proposal, **WHO)

    assert alternative(after, "O1").title == "Do nothing"
    assert own(after) == {"closes": "no", "moves": "no"}
    with pytest.raises(AnswerError, match="already an option in which nothing changes: O1"):
        do_nothing(ruleset, after, **WHO)


def test_doing_nothing_is_not_offered_where_no_pack_says_what_that_is(proposal: Assessment) -> None:
    with pytest.raises(AnswerError, match="doesn't say which answers mean that nothing changes"):
        do_nothing(build(*QUESTIONS), proposal, **WHO)


def test_doing_nothing_is_refused_where_a_harm_would_still_be_possible(proposal: Assessment) -> None:
    with pytest.raises(AnswerError, match=r"a harm is still possible.*add to 'no_change'"):
        do_nothing(with_no_change(moves="no"), proposal, **WHO)


def test_an_option_has_actions_of_its_own(ruleset: Ruleset, one: Assessment) -> None:
    planned = Mitigation(id="X1", factor="M01", action="Run a bus.", owner=Owner(name="Cy", role="Manager"))
    after = put_alternative_mitigation(ruleset, one, "O1", planned, **WHO)
    without = remove_alternative_mitigation(after, "O1", "X1", **WHO)

    assert (after.mitigations, alternative(after, "O1").mitigations) == ((), (planned,))
    assert last(after).new == "X1: idea: Run a bus."
    assert (alternative(without, "O1").mitigations, last(without).old) == ((), "X1: idea: Run a bus.")
    assert [entry.what for entry in after.history] == [entry.what for entry in one.history] + ["alternative"]
    with pytest.raises(AnswerError, match="no risk factor"):
        put_alternative_mitigation(ruleset, one, "O1", planned.model_copy(update={"factor": "M99"}), **WHO)


def test_levers_and_screening_are_put_and_facts_are_shared(ruleset: Ruleset, one: Assessment) -> None:
    assert questions_to_ask(ruleset, one, alternative(one, "O1")) == ("closes", "reach")


def test_what_only_the_option_opens_is_put_too(ruleset: Ruleset, one: Assessment) -> None:
    for name, value in (("closes", "no"), ("moves", "yes")):
        one = set_override(ruleset, one, "O1", name, known(value))
    opened = alternative(one, "O1")
    answered = set_override(ruleset, one, "O1", "journey", known(20))

    assert questions_to_ask(ruleset, one, opened) == ("closes", "moves", "journey")
    assert still_open(ruleset, one, opened) == ("journey",)
    assert still_open(ruleset, answered, alternative(answered, "O1")) == ()
    assert "journey" in questions_to_ask(ruleset, answered, alternative(answered, "O1"))


def test_a_fact_that_an_option_answers_in_its_own_way_is_put_again(ruleset: Ruleset, one: Assessment) -> None:
    after = set_override(ruleset, one, "O1", "users", known(12))

    assert questions_to_ask(ruleset, after, alternative(after, "O1")) == ("closes", "reach", "users")


# Written in a file


def written(ruleset: Ruleset, *alternatives: dict[str, Any]) -> tuple[Assessment, list[tuple[object, str]]]:
    given = AnswersFile.model_validate(
        {"given": {"closes": "yes", "users": 30}, "evidence": [COUNTS.model_dump()], "alternatives": alternatives}
    )
    assessment, none = fill(ruleset, given, id="case-7", by="Ann", at=NOW)
    assert none == ()
    assessment, misfits = fill_alternatives(ruleset, assessment, given.alternatives, by="Ann", at=NOW)
    return assessment, [(misfit.way, misfit.message) for misfit in misfits]


def test_options_are_read_from_an_answers_file(ruleset: Ruleset) -> None:
    more = {"id": "E2", "title": "Talks", "grade": "C", "date": date(2026, 2, 2)}
    action = {"id": "Y1", "factor": "M01", "action": "Minibus", "evidence": ["E2"]}
    assessment, misfits = written(
        ruleset,
        {
            "title": "Keep half",
            "summary": "Two days.",
            "given": {"users": {"value": 12, "evidence": ["E1", "E2"]}},
            "evidence": [more],
            "mitigations": [action],
        },
        {"nothing": True, "id": "Z"},
    )

    assert misfits == []
    assert [(entry.id, entry.title) for entry in assessment.alternatives] == [("O1", "Keep half"), ("Z", "Do nothing")]
    assert own(assessment) == {"users": 12}
    assert alternative(assessment, "O1").mitigations[0].id == "Y1"
    assert [item.id for item in assessment.evidence] == ["E1", "E2"]


def test_everything_in_an_option_that_does_not_fit_is_told_with_the_way_to_it(ruleset: Ruleset) -> None:
    _, misfits = written(
        ruleset,
        {"title": "Keep half", "given": {"usrs": 3, "reach": "here"}, "mitigations": [{**ACTION, "factor": "M9"}]},
        {"given": {"users": 3}},
        {"nothing": True, "given": {"users": 3}},
    )

    assert misfits == [
        (("alternatives", 0, "given", "usrs"), "there is no question 'usrs'; did you mean 'users'?"),
        (("alternatives", 0, "given", "reach"), "reach: 'here' is not one of near, far, none_within"),
        (("alternatives", 0, "mitigations", 0), "There is no risk factor 'M9'"),
        (("alternatives", 1), "Give the option a title, such as: Keep one lunch a month"),
        (
            ("alternatives", 2),
            "an option in which nothing changes has no answers of its own; take out 'given'",
        ),
    ]


ACTION = {"id": "Y1", "factor": "M01", "action": "Minibus"}
