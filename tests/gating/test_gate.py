"""A policy held against an assessment: what passes, what doesn't, and what nobody can tell."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from impact_check.engine import evaluate
from impact_check.model.assessment import Assessment, Known, Submission
from impact_check.model.gate import GateReason, GateVerdict
from impact_check.model.history import linked
from tests.engine.build import AT, AUTHOR, DONT_KNOW, mitigation, on_file, verified
from tests.gating.build import CALM, CONTENT, TODAY, assessment, found, unsigned, verdict

LATER = datetime(2026, 12, 24, tzinfo=UTC)


def test_what_meets_all_that_is_asked_passes_and_says_what_it_was_rated() -> None:
    done = verdict()
    assert (done.verdict, done.reasons, done.passed) == ("passed", (), True)
    assert done.says == "Passed: all that the policy asks was checked, and holds."
    result = evaluate(CONTENT, assessment(), TODAY)
    assert (done.inherent, done.residual, done.pinned) == (
        result.inherent.rating,
        result.residual.rating,
        CONTENT.pinned,
    )
    assert (done.signed, done.outcome) == ((), None)


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[tuple[str, str]], str]] = {
    "high is known": (
        {"place": "yes"},
        {"no_conflict_with": ()},
        [("level-reached", "residual"), ("outcome-not-permitted", "outcomes")],
        "failed",
    ),
    "high may be": (
        {"place": DONT_KNOW},
        {"no_conflict_with": (), "outcomes": ("revise",)},
        [("level-possible", "residual")],
        "undecided",
    ),
    "high may be, and the policy says no to that": (
        {"place": DONT_KNOW},
        {"no_conflict_with": (), "outcomes": ("revise",), "possible": "failed"},
        [("level-possible", "residual")],
        "failed",
    ),
    "a lower limit": (
        {"hours": "yes"},
        {"fail_on": "moderate"},
        [("level-reached", "residual")],
        "failed",
    ),
    "as proposed": (
        {"hours": "yes"},
        {"fail_on_inherent": "low"},
        [("level-reached", "inherent")],
        "failed",
    ),
    "a principle in conflict": (
        {"place": "yes"},
        {"fail_on": "never", "outcomes": ("revise",)},
        [("principle-conflict", "alignment.P1")],
        "failed",
    ),
    "a principle that may be in conflict": (
        {"place": DONT_KNOW},
        {"fail_on": "never", "outcomes": ("revise",)},
        [("principle-conflict-possible", "alignment.P1")],
        "undecided",
    ),
    "another principle in conflict": (
        {"place": "yes"},
        {"fail_on": "never", "no_conflict_with": ("P2",), "outcomes": ("revise",)},
        [],
        "passed",
    ),
    "a principle at risk": (
        {"hours": "yes"},
        {"not_at_risk": ("P2",)},
        [("principle-at-risk", "alignment.P2")],
        "failed",
    ),
    "a principle that there isn't": (
        {},
        {"no_conflict_with": ("KP99",)},
        [("principle-unknown", "alignment.KP99")],
        "undecided",
    ),
    "a question open": (
        {"without": "hours"},
        {"outcomes": ("revise",)},
        [("questions-open", "answers")],
        "failed",
    ),
    "what must be known isn't": (
        {"named": DONT_KNOW},
        {},
        [("must-know-open", "answers.named")],
        "failed",
    ),
    "a check not met": (
        {"asked": "no"},
        {"outcomes": ("revise",)},
        [("check-not-met", "checks.people-asked")],
        "failed",
    ),
    "a check not shown": (
        {"asked": DONT_KNOW},
        {"outcomes": ("revise",)},
        [("check-not-shown", "checks.people-asked")],
        "undecided",
    ),
    "nothing that is accepted is permitted": (
        {"asked": "no"},
        {"must_checks": False},
        [("outcome-not-permitted", "outcomes")],
        "failed",
    ),
    "signatures": (
        {},
        {"sign_off": "required"},
        [("sign-off-not-checked", "submission")],
        "undecided",
    ),
}


@pytest.mark.parametrize(("answers", "policy", "expected", "conclusion"), CASES.values(), ids=CASES)
def test_the_policy_decides(
    answers: dict[str, Any], policy: dict[str, Any], expected: list[tuple[str, str]], conclusion: str
) -> None:
    done = verdict(assessment(**answers), unsigned(**policy))
    assert (found(done), done.verdict) == (expected, conclusion)


def test_every_reason_is_told_with_what_to_do() -> None:
    worst = assessment(place="yes", hours=DONT_KNOW, asked="no", named=DONT_KNOW)
    done = verdict(worst, unsigned(sign_off="required", max_age_days=1), days=30)
    assert {code for code, _ in found(done)} == {
        "sign-off-not-checked",
        "too-old",
        "level-reached",
        "principle-conflict",
        "must-know-open",
        "check-not-met",
        "outcome-not-permitted",
    }
    assert done.verdict == "failed"
    assert all(reason.message and reason.to_do for reason in done.reasons)


# Mitigations: the place is lost for 20 people; the sessions that remain are promised, or seen to work.


@pytest.mark.parametrize(
    ("made", "asked", "expected"),
    [
        (mitigation(), "counted", []),
        (mitigation(), "verified", [("mitigation-not-verified", "mitigations.X1")]),
        (verified(), "verified", []),
        (mitigation(status="idea"), "verified", [("level-reached", "residual")]),
    ],
    ids=["promised", "promised, but verified is asked for", "verified", "an idea"],
)
def test_a_promise_lets_nothing_through_unless_the_policy_counts_it(
    made: Any, asked: str, expected: list[tuple[str, str]]
) -> None:
    policy = unsigned(mitigations=asked, no_conflict_with=(), outcomes=("revise",))
    done = verdict(assessment(place="yes", mitigations=(made,)), policy)
    assert found(done) == expected


def test_a_promise_does_not_count_as_verified_because_it_goes_by_the_id_of_one_that_is() -> None:
    made = (mitigation("X1", "M3"), verified("X1", "M1"))
    done = verdict(assessment(hours="yes", mitigations=made), unsigned(fail_on="moderate"))
    assert ("mitigation-not-verified", "mitigations.X1") in found(done)


@pytest.mark.parametrize(
    ("twice", "path"),
    [
        ({"mitigations": (verified(), verified())}, "mitigations.X1"),
        ({"evidence": (on_file(grade="D"), on_file(grade="A"))}, "evidence.E1"),
    ],
    ids=["mitigations", "evidence"],
)
def test_what_goes_by_one_id_twice_is_not_judged(twice: Any, path: str) -> None:
    done = verdict(assessment(**twice))
    assert (found(done), done.verdict) == ([("id-repeated", path)], "undecided")


def test_conflict_may_be_judged_as_proposed() -> None:
    case = assessment(place="yes", mitigations=(verified(),))
    assert verdict(case, unsigned(outcomes=("revise",))).passed
    done = verdict(case, unsigned(outcomes=("revise",), alignment="inherent"))
    assert found(done) == [("principle-conflict", "alignment.P1")]


def test_a_promise_that_changes_nothing_stands_in_nobodys_way() -> None:
    policy = unsigned(fail_on="severe", no_conflict_with=(), outcomes=("revise",))
    assert verdict(assessment(place="yes", mitigations=(mitigation(),)), policy).passed


def test_a_promise_that_keeps_a_principle_out_of_conflict_is_named_once() -> None:
    policy = unsigned(outcomes=("revise",))
    done = verdict(assessment(place="yes", mitigations=(mitigation(),)), policy)
    assert found(done) == [("mitigation-not-verified", "mitigations.X1")]


@pytest.mark.parametrize(
    "by",
    [
        AUTHOR,
        "sam  EXAMPLE",
        "Example, Sam",
        "Sam Example (author)",
        "Sam",
        "Alex Example",
        "Ｓam Example",
        "—",
        "S. Example",
        "Sam Exam\u200bple",
    ],
)
def test_nobody_verifies_their_own_mitigation_however_the_name_is_spelled(by: str) -> None:
    case = assessment(place="yes", mitigations=(verified(by=by),))
    policy = {"no_conflict_with": (), "outcomes": ("revise",)}
    assert "mitigation-self-verified" in {code for code, _ in found(verdict(case, unsigned(**policy)))}
    counted = verdict(case, unsigned(mitigations="counted", fail_on="moderate", **policy))
    assert found(counted) == [("level-reached", "residual")]  # One step, as for a promise.


def test_a_mitigation_that_lapsed_since_counts_for_nothing_on_the_day() -> None:
    case = assessment(place="yes", mitigations=(mitigation(),))
    policy = unsigned(mitigations="counted", no_conflict_with=(), outcomes=("revise",))
    assert verdict(case, policy).passed
    assert ("level-reached", "residual") in found(verdict(case, policy, days=120))


# What the file says of itself


def _answered(at: datetime) -> dict[str, Known]:
    return {"place": Known(by=AUTHOR, at=at, value="no")}


def _submitted(at: datetime = AT, on: date = TODAY) -> Assessment:
    return assessment().model_copy(update={"submission": Submission(by=AUTHOR, at=at, on=on, outcome="proceed")})


FUTURE: dict[str, tuple[Assessment, str]] = {
    "created": (assessment().model_copy(update={"created": LATER}), "created"),
    "an answer": (assessment(**_answered(LATER)), "answers.place"),
    "evidence": (
        assessment(evidence=(on_file().model_copy(update={"date": date(2026, 11, 23)}),)),
        "evidence.E1",
    ),
    "the day it was rated for": (_submitted(on=date(2026, 11, 23)), "submission.on"),
    "when it was put forward": (_submitted(at=LATER), "submission.at"),
    "a mitigation in place": (
        assessment(mitigations=(verified(in_place_on=date(2027, 1, 1)),)),
        "mitigations.X1.in_place_on",
    ),
}


@pytest.mark.parametrize(("case", "path"), FUTURE.values(), ids=FUTURE)
def test_nothing_is_dated_after_today(case: Assessment, path: str) -> None:
    assert ("date-in-future", path) in found(verdict(case))


def test_tomorrow_elsewhere_in_the_world_is_not_the_future() -> None:
    assert verdict(assessment(**_answered(datetime(2026, 11, 23, 9, tzinfo=UTC)))).passed


@pytest.mark.parametrize("day", [date.min, date.max])
def test_there_is_a_verdict_for_every_day_there_is(day: date) -> None:
    assert verdict(days=(day - TODAY).days).on == day


def test_age_is_counted_from_the_last_change_if_nothing_is_signed() -> None:
    limit = unsigned(max_age_days=40)
    assert verdict(policy=limit, days=20).passed  # Answered on 2 November; the usual day is the 22nd.
    assert found(verdict(policy=limit, days=21)) == [("too-old", "created")]
    assert found(verdict(_submitted(on=date(2026, 11, 22)), limit, days=21)) == [("too-old", "created")]
    assert verdict(policy=unsigned(max_age_days="any"), days=90).passed


def test_a_history_that_was_changed_fails_and_one_without_hashes_cannot_be_judged() -> None:
    from impact_check.model.assessment import HistoryEntry

    entry = HistoryEntry(at=AT, by=AUTHOR, what="started")
    whole = assessment().model_copy(update={"history": linked((), entry)})
    changed = whole.model_copy(update={"history": (whole.history[0].model_copy(update={"by": "Jo"}),)})
    assert verdict(whole).passed
    assert found(verdict(changed)) == [("history-broken", "history.0")]
    assert found(verdict(changed.model_copy(update={"schema_version": 1}))) == [("file-older", "schema_version")]


@pytest.mark.parametrize(
    ("policy", "source", "expected"),
    [
        ({}, "current", []),
        ({"packs": ()}, "current", [("pack-not-accepted", "pinned.questionnaire")]),
        ({"packs": (), "pack_sha256": (CONTENT.sha256,)}, "current", []),
        ({"min_version": {"test": "0.1.0"}}, "current", []),
        ({"packs": ("kirklees",)}, "current", [("pack-not-accepted", "pinned.questionnaire")]),
        ({"min_version": {"test": "0.1.1"}}, "current", [("pack-too-old", "pinned.version")]),
        ({"min_version": {"test": "0.0.11"}}, "current", []),
        ({"min_version": {"other": "0.0.1"}}, "current", [("pack-too-old", "pinned.version")]),
        ({}, "earlier", [("pack-other-version", "pinned.version")]),
        ({"pack_version": "known"}, "earlier", []),
        ({"pack_sha256": (CONTENT.sha256,)}, "earlier", []),
        ({}, "elsewhere", [("pack-not-accepted", "pinned.sha256")]),
        ({"pack_sha256": ("cd" * 32,)}, "elsewhere", [("pack-not-accepted", "pinned.sha256")]),
        ({"pack_sha256": (CONTENT.sha256,)}, "elsewhere", []),
    ],
)
def test_only_a_questionnaire_that_is_accepted_counts(
    policy: dict[str, Any], source: Any, expected: list[tuple[str, str]]
) -> None:
    assert found(verdict(policy=unsigned(**policy), source=source)) == expected


@pytest.mark.parametrize("claim", [{"sha256": "cd" * 32}, {"version": "test 9.9.9"}], ids=str)
def test_answers_to_another_questionnaire_than_the_one_that_rates_them_never_pass(claim: dict[str, str]) -> None:
    case = assessment()
    case = case.model_copy(update={"pinned": case.pinned.model_copy(update=claim)})
    policy = unsigned(pack_version="known", pack_sha256=(CONTENT.sha256,))
    assert found(verdict(case, policy)) == [("pack-other-version", "pinned")]


def test_a_file_of_another_decision_does_not_pass() -> None:
    assert found(verdict(reference="another")) == [("other-decision", "id")]
    assert verdict(reference="assessment").passed


def test_a_name_in_a_file_cannot_look_like_another_reason() -> None:
    case = assessment(mitigations=(verified(by="Alex\u202e\nFAIL  Example"),))
    odd = case.model_copy(update={"id": "a\nb\x1b[2J"})
    told = verdict(odd, reference="assessment").reasons
    assert told[0].message == "It is about a b[2J, and asked was about assessment."


def test_what_passes_with_something_unknown_passes_whatever_comes_out() -> None:
    """Every way to answer, each unknown replaced by each of its answers."""
    policies = (
        unsigned(must_know=False, possible="failed"),
        unsigned(must_know=False, not_at_risk="all", outcomes=("proceed", "revise")),
        unsigned(must_know=False, must_checks=False, fail_on="low", fail_on_inherent="severe", outcomes=("stop",)),
    )
    values = ("yes", "no", DONT_KNOW)
    ways = [dict(zip(CALM, given, strict=True)) for given in itertools.product(values, repeat=len(CALM))]
    passing = 0
    for policy in policies:
        through = [verdict(assessment(**way), policy).passed for way in ways]
        for way, passed in zip(ways, through, strict=True):
            known = [[answer] if answer != DONT_KNOW else ["yes", "no"] for answer in way.values()]
            completions = [dict(zip(CALM, given, strict=True)) for given in itertools.product(*known)]
            if passed:
                passing += len(completions) > 1
                assert all(through[ways.index(completion)] for completion in completions), way
    assert passing > 5  # It isn't that nothing unknown ever passes.


def test_a_verdict_cannot_say_something_else_than_its_reasons() -> None:
    told = verdict(policy=unsigned(max_age_days=1))
    assert told.verdict == "failed"
    with pytest.raises(ValidationError, match="doesn't follow from the reasons"):
        GateVerdict.model_validate({**told.model_dump(), "verdict": "passed"})


def test_a_verdict_survives_being_written_and_read() -> None:
    told = verdict(assessment(place=DONT_KNOW))
    assert GateVerdict.model_validate_json(told.model_dump_json()) == told
    assert all(isinstance(reason, GateReason) for reason in told.reasons)
