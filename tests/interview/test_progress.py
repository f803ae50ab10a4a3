"""Where the interview stands: what is asked next, in which section, about how far."""

from impact_check.interview import Progress, clear, next_question, progress, record
from impact_check.model.assessment import Assessment, DontKnow, Known, Value
from impact_check.rules import Ruleset
from interview.conftest import NOW

FACTS: dict[str, Value] = {"title": "Hall", "summary": "It closes.", "change_date": "2026-09-01", "groups": ("V01",)}
NOT_CLOSING: dict[str, Value] = {**FACTS, "closes": "no"}
REST: dict[str, Value] = {"things": ("bus",), "depth": 3, "starts": "2026-09-01", "reasons": "None.", "lead": "Head"}


def answered(ruleset: Ruleset, assessment: Assessment, answers: dict[str, Value]) -> Assessment:
    for name, value in answers.items():
        assessment = record(ruleset, assessment, name, Known(by="Ann", at=NOW, value=value))
    return assessment


def asked_next(ruleset: Ruleset, assessment: Assessment, skip: tuple[str, ...] = ()) -> str | None:
    question = next_question(ruleset, assessment, skip=skip)
    return question.id if question else None


def test_questions_come_in_order(ruleset: Ruleset, started: Assessment) -> None:
    assert asked_next(ruleset, started) == "title"
    assert asked_next(ruleset, answered(ruleset, started, {"title": "Hall"})) == "summary"
    assert asked_next(ruleset, answered(ruleset, started, {"summary": "It closes."})) == "title"


def test_question_that_does_not_apply_is_passed_over(ruleset: Ruleset, started: Assessment) -> None:
    assert asked_next(ruleset, answered(ruleset, started, {**FACTS, "closes": "yes"})) == "reach"
    assert asked_next(ruleset, answered(ruleset, started, NOT_CLOSING)) == "things"


def test_question_that_may_apply_is_asked(ruleset: Ruleset, started: Assessment) -> None:
    unsure = record(ruleset, answered(ruleset, started, FACTS), "closes", DontKnow(by="Ann", at=NOW))

    assert asked_next(ruleset, unsure) == "reach"


def test_dont_know_is_an_answer(ruleset: Ruleset, started: Assessment) -> None:
    assert asked_next(ruleset, record(ruleset, started, "title", DontKnow(by="Ann", at=NOW))) == "summary"


def test_questions_can_be_skipped(ruleset: Ruleset, started: Assessment) -> None:
    assert asked_next(ruleset, started, skip=("title", "change_date")) == "summary"

    all_but_one = {name: value for name, value in {**NOT_CLOSING, **REST}.items() if name != "reasons"}
    done = answered(ruleset, started, all_but_one)
    assert asked_next(ruleset, done) == "reasons"
    assert asked_next(ruleset, done, skip=("reasons",)) is None


def test_nothing_is_next_when_all_is_answered(ruleset: Ruleset, started: Assessment) -> None:
    done = answered(ruleset, started, {**NOT_CLOSING, **REST})

    assert asked_next(ruleset, done) is None
    assert asked_next(ruleset, clear(ruleset, done, "depth", by="Ann", at=NOW)) == "depth"


def test_progress_counts_the_questions_on_the_route(ruleset: Ruleset, started: Assessment) -> None:
    at_start = progress(ruleset, started)  # 10 questions are sure to come, and 2 more if it closes.
    assert at_start == Progress(
        answered=0, about_total=11, section_number=1, section_count=2, section_title="The proposal", section_intro=""
    )

    half = progress(ruleset, answered(ruleset, started, NOT_CLOSING))
    assert half == Progress(
        answered=5, about_total=10, section_number=2, section_count=2, section_title="More", section_intro="More."
    )


def test_progress_at_the_end_is_in_the_last_section(ruleset: Ruleset, started: Assessment) -> None:
    done = progress(ruleset, answered(ruleset, started, {**NOT_CLOSING, **REST}))

    assert (done.answered, done.about_total, done.section_number) == (10, 10, 2)


def test_progress_can_be_seen_from_any_question(ruleset: Ruleset, started: Assessment) -> None:
    assert progress(ruleset, started, at="depth").section_title == "More"
    assert progress(ruleset, answered(ruleset, started, NOT_CLOSING), at="title").section_title == "The proposal"


def test_answers_set_aside_are_not_counted(ruleset: Ruleset, started: Assessment) -> None:
    closing = answered(ruleset, started, {**FACTS, "closes": "yes", "reach": "far", "users": 30})
    after = record(ruleset, closing, "closes", Known(by="Ann", at=NOW, value="no"))

    assert (progress(ruleset, closing).answered, progress(ruleset, after).answered) == (7, 5)
    assert "reach" in after.answers
