"""One interview as a value: where one can go, what is left, and what each answer brings about."""

from dataclasses import FrozenInstanceError

import pytest

from impact_check.errors import AnswerError
from impact_check.interview import Interview, walk, what_changed
from impact_check.model.assessment import Answer, Assessment, DontKnow, Known, NotApplicable, Suggestion, Value
from impact_check.rules import Ruleset
from interview.conftest import LATER, NOW

FACTS: dict[str, Value] = {"title": "Hall", "summary": "It closes.", "change_date": "2026-09-01", "groups": ("V01",)}
CLOSING: dict[str, Value] = {**FACTS, "closes": "yes", "reach": "far"}


@pytest.fixture
def fresh(ruleset: Ruleset, started: Assessment) -> Interview:
    return Interview(ruleset, started)


def known(value: Value) -> Known:
    return Known(by="Ann", at=NOW, value=value)


def answered(interview: Interview, answers: dict[str, Value]) -> Interview:
    for name, value in answers.items():
        interview = interview.answered(name, known(value))
    return interview


def suggesting(interview: Interview, **answers: Answer) -> Interview:
    brought = {name: Suggestion(answer=answer, source="the plan of 2025") for name, answer in answers.items()}
    return interview.on(interview.assessment.model_copy(update={"suggested": brought}))


def test_an_answer_makes_a_new_value_and_leaves_the_old_one(fresh: Interview) -> None:
    after = fresh.answered("title", known("Hall"))

    assert (fresh.next, after.next) == ("title", "summary")
    with pytest.raises(FrozenInstanceError):
        after.assessment = fresh.assessment  # type: ignore[misc]


def test_the_route_is_worked_out_once_for_each_state(fresh: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = []
    replay = walk.route
    monkeypatch.setattr(walk, "route", lambda *given: worked_out.append(given) or replay(*given))

    here = fresh.answered("title", known("Hall"))
    assert here.next
    assert here.left
    assert here.needed
    assert here.number("summary") == 2
    assert here.before("summary") == "title"
    here.progress()

    assert len(worked_out) == 1


def test_one_can_go_back_and_forth_over_every_question(fresh: Interview) -> None:
    asked = fresh.asked
    forth = [asked[0]]
    while (later := fresh.after(forth[-1])) is not None:
        forth.append(later)
    back = [asked[-1]]
    while (earlier := fresh.before(back[-1])) is not None:
        back.append(earlier)

    assert tuple(forth) == asked
    assert tuple(reversed(back)) == asked
    assert [fresh.at(fresh.number(name)) for name in asked] == list(asked)


@pytest.mark.parametrize("number", [0, -1, 13])
def test_a_number_off_the_route_is_refused(fresh: Interview, number: int) -> None:
    with pytest.raises(AnswerError, match="from 1 to 12"):
        fresh.at(number)


def test_questions_are_found_by_the_beginning_of_a_word(fresh: Interview) -> None:
    assert fresh.with_words("CHANGE  date") == ("change_date",)
    assert fresh.with_words("ate") == ()
    assert fresh.with_words("re") == ("reach", "reasons")
    assert fresh.with_words("(") == ()


def test_a_question_passed_over_comes_last_if_it_is_needed(fresh: Interview) -> None:
    here = answered(fresh, {**FACTS, "closes": "no", "things": ("bus",), "depth": 3}).passing(["starts", "reasons"])

    assert here.next == "lead"
    assert here.left == ("starts", "lead")
    done = here.answered("lead", known("Head"))
    assert (done.next, done.left) == ("starts", ("starts",))
    assert done.answered("starts", known("2026-09-01")).next is None


def test_an_answer_ends_the_passing_over(fresh: Interview) -> None:
    here = fresh.passing(["title"]).answered("title", known("Hall"))

    assert here.cleared("title", by="Ann", at=LATER).next == "title"


def test_what_an_answer_opens_and_closes(fresh: Interview) -> None:
    before = answered(fresh, FACTS)

    opened = what_changed(before, before.answered("closes", known("yes")))
    closed = what_changed(before, before.answered("closes", known("no")))

    assert (opened.opened, opened.closed, opened.because) == (("reach", "users"), (), ("closes",))
    assert (closed.opened, closed.closed, closed.because) == ((), ("reach", "users"), ("closes",))


def test_what_is_not_known_opens_nothing_for_sure(fresh: Interview) -> None:
    before = answered(fresh, FACTS)

    changes = what_changed(before, before.answered("closes", DontKnow(by="Ann", at=NOW)))

    assert (changes.opened, changes.closed, changes.because) == ((), (), ())


def test_a_changed_answer_sets_others_aside_and_brings_them_back(fresh: Interview) -> None:
    closing = answered(fresh, {**CLOSING, "users": 30})
    staying = closing.answered("closes", known("no"))
    again = staying.answered("closes", known("yes"))

    gone, back = what_changed(closing, staying), what_changed(staying, again)

    assert staying.set_aside == ("reach", "users")
    assert (gone.set_aside, gone.brought_back, gone.because) == (("reach", "users"), (), ("closes",))
    assert (back.set_aside, back.brought_back, back.because) == ((), ("reach", "users"), ("closes",))
    assert again.assessment.answers["users"] == closing.assessment.answers["users"]


def test_nothing_changes_where_no_route_depends_on_the_answer(fresh: Interview) -> None:
    before = answered(fresh, {**FACTS, "closes": "no"})

    changes = what_changed(before, before.answered("depth", known(3)))

    assert not any((changes.opened, changes.closed, changes.set_aside, changes.brought_back, changes.because))


def test_a_suggestion_counts_for_nothing_until_it_is_confirmed(fresh: Interview) -> None:
    offered = suggesting(fresh, title=known("Old hall"))
    assert offered.next == "title"
    assert offered.answer_to("title") is None

    taken = offered.confirmed("title", by="Bob", at=LATER)

    answer = taken.assessment.answers["title"]
    assert (answer.by, answer.at, answer.brought_from) == ("Bob", LATER, "the plan of 2025")
    assert (taken.next, taken.suggestion("title"), taken.assessment.suggested) == ("summary", None, {})


def test_another_answer_takes_the_place_of_a_suggestion(fresh: Interview) -> None:
    offered = suggesting(fresh, title=known("Old hall"), depth=known(3))

    own = offered.answered("title", known("New hall"))

    assert own.assessment.answers["title"].brought_from == ""
    assert set(own.assessment.suggested) == {"depth"}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("closes", known("perhaps")),
        ("depth", known(99)),
        ("closes", NotApplicable(by="Ann", at=NOW, reason="No hall")),
    ],
    ids=["no such option", "out of range", "always applies"],
)
def test_a_suggestion_that_no_longer_fits_is_not_offered(fresh: Interview, name: str, answer: Answer) -> None:
    offered = suggesting(fresh, **{name: answer})

    assert offered.suggestion(name) is None
    with pytest.raises(AnswerError):
        offered.confirmed(name, by="Bob", at=LATER)


def test_a_suggestion_brings_only_evidence_that_is_here(fresh: Interview) -> None:
    offered = suggesting(fresh, depth=Known(by="Ann", at=NOW, value=3, evidence=("E1", "E9")))

    taken = offered.confirmed("depth", by="Bob", at=LATER).assessment.answers["depth"]

    assert isinstance(taken, Known)
    assert taken.evidence == ("E1",)


def test_nothing_can_be_confirmed_where_nothing_was_brought(fresh: Interview) -> None:
    with pytest.raises(AnswerError, match="Nothing was brought here"):
        fresh.confirmed("title", by="Bob", at=LATER)
