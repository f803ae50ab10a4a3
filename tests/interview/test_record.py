"""Each change makes a new assessment with one more entry in its history; what doesn't fit changes nothing."""

from datetime import date

import pytest
from rules.build import ruleset as build

from impact_check.errors import AnswerError
from impact_check.interview import (
    add_evidence,
    clear,
    new_assessment,
    put_mitigation,
    record,
    remove_mitigation,
    repin,
)
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
    Owner,
    Value,
)
from impact_check.rules import Ruleset
from interview.conftest import COUNTS, LATER, NOW, QUESTIONS, RULES


def known(value: Value, *, note: str = "", evidence: tuple[str, ...] = ()) -> Known:
    return Known(by="Ann", at=NOW, value=value, note=note, evidence=evidence)


def last(assessment: Assessment) -> HistoryEntry:
    """Return the last entry without its hash."""
    return assessment.history[-1].model_copy(update={"hash": ""})


def test_assessment_starts_under_the_questionnaire_as_it_is(ruleset: Ruleset) -> None:
    started = new_assessment(ruleset, id="case-7", by="Ann", at=NOW)

    assert (started.id, started.created, started.pinned) == ("case-7", NOW, ruleset.pinned)
    assert len(started.history) == 1
    assert last(started) == HistoryEntry(at=NOW, by="Ann", what="started", new="core 1.2.3")
    assert started.answers == {}


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("closes", known("yes"), "yes"),
        ("things", known(("bike", "bus")), "bus, bike"),
        ("users", known(30), "30"),
        ("reach", DontKnow(by="Ann", at=NOW), "don't know"),
        ("reach", NotApplicable(by="Ann", at=NOW, reason="No building"), "not applicable: No building"),
    ],
    ids=["value", "options", "number", "dont-know", "not-applicable"],
)
def test_answer_is_recorded_with_its_history(
    name: str, answer: Answer, said: str, ruleset: Ruleset, started: Assessment
) -> None:
    after = record(ruleset, started, name, answer)

    assert after.history[:-1] == started.history
    assert last(after) == HistoryEntry(at=NOW, by="Ann", what="answered", about=name, new=said)
    assert started.answers == {}  # What was before is left as it was.


def test_value_is_kept_in_the_form_of_its_question(ruleset: Ruleset, started: Assessment) -> None:
    after = record(ruleset, started, "starts", known("1 September 2026"))
    after = record(ruleset, after, "things", known(("bike", "bus")))

    assert [answer.value for answer in after.answers.values() if isinstance(answer, Known)] == [
        "2026-09-01",
        ("bus", "bike"),
    ]


def test_changed_answer_says_what_it_was(ruleset: Ruleset, started: Assessment) -> None:
    once = record(ruleset, started, "closes", known("yes"))

    twice = record(ruleset, once, "closes", DontKnow(by="Bob", at=LATER, who="Cy", by_when=date(2026, 4, 1)))

    assert last(twice) == HistoryEntry(at=LATER, by="Bob", what="changed", about="closes", old="yes", new="don't know")
    assert twice.answers["closes"] == DontKnow(by="Bob", at=LATER, who="Cy", by_when=date(2026, 4, 1))


@pytest.mark.parametrize(
    "answer",
    [
        known("far", note="Walked it", evidence=("E1",)),
        DontKnow(by="Ann", at=NOW, who="Cy"),
        NotApplicable(by="Ann", at=NOW, reason="No building"),
    ],
    ids=["value", "dont-know", "not-applicable"],
)
def test_same_answer_adds_nothing(answer: Answer, ruleset: Ruleset, started: Assessment) -> None:
    once = record(ruleset, started, "reach", answer)

    again = record(ruleset, once, "reach", answer.model_copy(update={"by": "Bob", "at": LATER}))

    assert again is once


@pytest.mark.parametrize(
    "other",
    [
        known("near"),
        known("far", note="Walked it"),
        known("far", evidence=("E1",)),
        DontKnow(by="Ann", at=NOW),
        DontKnow(by="Ann", at=NOW, who="Cy"),
        NotApplicable(by="Ann", at=NOW, reason="No building"),
    ],
    ids=["value", "note", "evidence", "dont-know", "who", "not-applicable"],
)
def test_other_answer_is_a_change(other: Answer, ruleset: Ruleset, started: Assessment) -> None:
    once = record(ruleset, started, "reach", known("far"))

    twice = record(ruleset, once, "reach", other)

    assert len(twice.history) == len(once.history) + 1
    assert last(twice).what == "changed"


def test_note_is_cleaned(ruleset: Ruleset, started: Assessment) -> None:
    after = record(ruleset, started, "closes", known("yes", note="  Seen\u202e by Cy \r\n"))

    assert after.answers["closes"].note == "Seen by Cy"


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("closed", known("yes"), "There is no question 'closed'"),
        ("closes", known("maybe"), "'maybe' is not one of yes, no"),
        ("users", known(0), "between 1 and 5,000"),
        ("closes", known("yes", evidence=("E2", "E1", "A9")), "There is no evidence A9, E2; add it first"),
        ("closes", NotApplicable(by="Ann", at=NOW, reason="So"), "This question always applies; answer it, or say"),
    ],
    ids=["no-question", "no-option", "out-of-range", "no-evidence", "always-applies"],
)
def test_answer_that_does_not_fit_changes_nothing(
    name: str, answer: Answer, words: str, ruleset: Ruleset, started: Assessment
) -> None:
    with pytest.raises(AnswerError) as told:
        record(ruleset, started, name, answer)

    assert words in str(told.value)
    assert told.value.question == name
    assert started.answers == {}


def test_cleared_answer_stays_in_the_history(ruleset: Ruleset, started: Assessment) -> None:
    once = record(ruleset, started, "closes", known("yes"))

    cleared = clear(ruleset, once, "closes", by="Bob", at=LATER)

    assert cleared.answers == {}
    assert last(cleared) == HistoryEntry(at=LATER, by="Bob", what="cleared", about="closes", old="yes")
    assert clear(ruleset, cleared, "closes", by="Bob", at=LATER) is cleared


def test_only_questions_can_be_cleared(ruleset: Ruleset, started: Assessment) -> None:
    with pytest.raises(AnswerError, match="There is no question 'closed'"):
        clear(ruleset, started, "closed", by="Ann", at=NOW)


def test_answer_to_a_question_that_is_gone_can_be_cleared(ruleset: Ruleset, started: Assessment) -> None:
    kept = started.model_copy(update={"answers": {"gone": known("yes")}})

    assert clear(ruleset, kept, "gone", by="Ann", at=NOW).answers == {}


def test_evidence_is_added_once(ruleset: Ruleset) -> None:
    started = new_assessment(ruleset, id="case-7", by="Ann", at=NOW)

    after = add_evidence(started, COUNTS, by="Ann", at=NOW)

    assert after.evidence == (COUNTS,)
    assert last(after) == HistoryEntry(at=NOW, by="Ann", what="evidence", about="E1", new="Door counts")
    with pytest.raises(AnswerError, match="There is already evidence E1; use another id"):
        add_evidence(after, Evidence(id="E1", title="Other", grade="A", date=date(2026, 1, 1)), by="Ann", at=NOW)


MINIBUS = Mitigation(id="X1", factor="M01", action="Minibus", library="minibus")


def test_mitigation_is_added_replaced_in_its_place_and_removed(ruleset: Ruleset, started: Assessment) -> None:
    second = MINIBUS.model_copy(update={"id": "X2"})
    firmer = MINIBUS.model_copy(update={"status": "committed"})

    both = put_mitigation(
        ruleset, put_mitigation(ruleset, started, MINIBUS, by="Ann", at=NOW), second, by="Ann", at=NOW
    )
    replaced = put_mitigation(ruleset, both, firmer, by="Bob", at=LATER)
    removed = remove_mitigation(replaced, "X1", by="Bob", at=LATER)

    assert last(both) == HistoryEntry(at=NOW, by="Ann", what="mitigation", about="X2", new="idea: Minibus")
    assert replaced.mitigations == (firmer, second)
    assert (last(replaced).old, last(replaced).new) == ("idea: Minibus", "committed: Minibus")
    assert removed.mitigations == (second,)
    assert (last(removed).old, last(removed).new) == ("committed: Minibus", "")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"factor": "M99"}, "There is no risk factor 'M99'"),
        ({"library": "ferry"}, "There is no mitigation 'ferry' in the library"),
    ],
    ids=["factor", "library"],
)
def test_mitigation_that_does_not_fit_is_told(
    changed: dict[str, str], words: str, ruleset: Ruleset, started: Assessment
) -> None:
    with pytest.raises(AnswerError, match=words):
        put_mitigation(ruleset, started, MINIBUS.model_copy(update=changed), by="Ann", at=NOW)


def test_mitigation_that_is_not_there_cannot_be_removed(started: Assessment) -> None:
    with pytest.raises(AnswerError, match="There is no mitigation X9"):
        remove_mitigation(started, "X9", by="Ann", at=NOW)


# Another version of the questionnaire


def test_repin_moves_to_the_questionnaire_as_it_is_now_and_keeps_the_answers(
    ruleset: Ruleset, started: Assessment
) -> None:
    answered = record(ruleset, started, "closes", known("yes"))
    newer = build(*QUESTIONS, rules=RULES[:1])
    object.__setattr__(newer, "sha256", "f" * 64)

    moved = repin(newer, answered, by="Bob", at=LATER)

    assert moved.pinned == newer.pinned
    assert moved.answers == answered.answers
    assert last(moved) == HistoryEntry(
        at=LATER, by="Bob", what="questionnaire", old="core 1.2.3 000000000000", new="core 1.2.3 ffffffffffff"
    )


def test_repin_to_the_same_questionnaire_adds_nothing(ruleset: Ruleset, started: Assessment) -> None:
    assert repin(ruleset, started, by="Bob", at=LATER) is started


def test_every_text_of_a_mitigation_is_cleaned(ruleset: Ruleset, started: Assessment) -> None:
    factor = ruleset.questionnaire.factors[0].id
    owner = Owner(name="A\u202eB", role="Lead")
    written = Mitigation(id="X1", factor=factor, action="Keep\x07 one session", owner=owner)

    (kept,) = put_mitigation(ruleset, started, written, by="Ann", at=NOW).mitigations

    assert (kept.action, kept.owner) == ("Keep one session", Owner(name="AB", role="Lead"))


def test_a_text_of_which_nothing_can_be_read_is_refused(started: Assessment) -> None:
    written = Evidence(id="E9", title="\x07", grade="A", date=date(2026, 2, 1))

    with pytest.raises(AnswerError, match="nothing to read in the text for 'title'"):
        add_evidence(started, written, by="Ann", at=NOW)
