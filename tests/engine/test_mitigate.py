"""What a mitigation earns, and every reason why it earns no more."""

from datetime import date, timedelta
from itertools import product

import pytest

from impact_check.engine import evaluate
from impact_check.engine.mitigate import Circumstances, best_credits, credit, reduced
from impact_check.model.assessment import Mitigation, Owner, Verification
from impact_check.model.levels import Level
from impact_check.model.result import MitigationResult, Result
from impact_check.rules import Ruleset
from tests.engine.build import (
    AUTHOR,
    CHANGE,
    DONT_KNOW,
    HIGH,
    LOW,
    MODERATE,
    NONE,
    ON,
    SEVERE,
    SOMEBODY_ELSE,
    assessment,
    element,
    factor,
    floor,
    known,
    library,
    mitigation,
    question,
    rule,
    ruleset,
    third_party,
    verified,
)

AT = Circumstances(
    on=ON,
    change_date=CHANGE,
    evidence=frozenset({"E1"}),
    authors=frozenset({AUTHOR.casefold()}),
    raised=frozenset({"M1"}),
)
DAY = timedelta(1)


def earned(given: Mitigation, at: Circumstances = AT) -> tuple[int, tuple[str, ...]]:
    found = credit(given, at)
    return found.credit, found.reasons


def at(**changed: object) -> Circumstances:
    fields = {name: getattr(AT, name) for name in ("on", "change_date", "evidence", "authors", "raised")}
    return Circumstances(**{**fields, **changed})


# Credit


def test_a_commitment_with_owner_date_and_evidence_earns_one_step() -> None:
    assert earned(mitigation()) == (1, ())


def test_what_is_in_place_earns_one_step() -> None:
    assert earned(mitigation(status="in_place", in_place_on=date(2026, 10, 1))) == (1, ())


def test_what_somebody_else_verified_earns_two_steps() -> None:
    found = credit(verified(), AT)

    assert (found.credit, found.reasons, found.is_verified) == (2, (), True)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (mitigation(status="idea"), "idea_only"),
        (mitigation(owner=None), "no_owner"),
        (mitigation(owner=Owner(name=" ", role="manager")), "no_owner"),
        (mitigation(owner=Owner(name="Alex Example", role=" ")), "no_owner"),
        (mitigation(due=None), "no_due_date"),
        (mitigation(evidence=()), "no_evidence"),
        (mitigation(evidence=("E9",)), "no_evidence"),
        (mitigation(due=CHANGE + DAY), "starts_too_late"),
        (mitigation(delivered_by=third_party("")), "third_party_not_agreed"),
        (mitigation(delivered_by=third_party("  ")), "third_party_not_agreed"),
        (mitigation(delivered_by=third_party(agreed_on=None)), "third_party_not_agreed"),
        (mitigation(delivered_by=third_party(agreed_on=ON + DAY)), "third_party_not_agreed"),
        (mitigation(due=ON - DAY), "lapsed"),
        (mitigation(factor="M2"), "factor_not_raised"),
    ],
)
def test_each_thing_missing_is_a_reason_for_no_credit(given: Mitigation, reason: str) -> None:
    assert earned(given) == (0, (reason,))


def test_without_the_date_of_the_change_nothing_can_be_in_time() -> None:
    assert earned(verified(), at(change_date=None)) == (0, ("no_change_date",))


@pytest.mark.parametrize(
    "by",
    [
        "Sam  Example",
        "Sam\u00a0Example",
        "\uff33\uff41\uff4d Example",
        "Sam Exam\u200bple",
        "sam-example",
        "ALEX  Example",
        "\u2014",
    ],
    ids=["two spaces", "a hard space", "wide letters", "a space of no width", "a hyphen", "the owner", "no name"],
)
def test_who_answered_or_owns_it_does_not_verify_it_however_the_name_is_spelled(by: str) -> None:
    found = credit(verified(by=by), AT)

    assert (found.credit, found.is_verified) == (1, False)


def test_all_reasons_are_told_together() -> None:
    nothing = Mitigation(id="X1", factor="M2", action="A poster.", delivered_by=third_party(""))

    assert earned(nothing, at(change_date=None)) == (
        0,
        (
            "idea_only",
            "no_owner",
            "no_evidence",
            "third_party_not_agreed",
            "no_due_date",
            "no_change_date",
            "factor_not_raised",
        ),
    )


def test_too_late_and_lapsed_are_told_together() -> None:
    due = CHANGE + DAY

    assert earned(mitigation(due=due), at(on=due + DAY)) == (0, ("starts_too_late", "lapsed"))


def test_a_third_party_that_agreed_in_writing_takes_no_credit_away() -> None:
    assert earned(mitigation(delivered_by=third_party(agreed_on=ON))) == (1, ())


# In time


def test_due_on_the_day_of_the_change_is_in_time() -> None:
    assert earned(mitigation(due=CHANGE)) == (1, ())


def test_a_promise_lapses_on_the_day_after_it_was_due() -> None:
    due = mitigation().due

    assert earned(mitigation(), at(on=due)) == (1, ())
    assert earned(mitigation(), at(on=due + DAY)) == (0, ("lapsed",))


def test_what_is_in_place_does_not_lapse() -> None:
    there = mitigation(status="in_place", in_place_on=date(2026, 10, 1))

    assert earned(there, at(on=there.due + DAY)) == (1, ())


def test_in_place_before_a_late_due_date_is_in_time() -> None:
    early = mitigation(status="in_place", due=CHANGE + DAY, in_place_on=date(2026, 10, 1))

    assert earned(early) == (1, ())


def test_in_place_after_the_change_is_too_late_though_promised_in_time() -> None:
    late = mitigation(status="in_place", in_place_on=CHANGE + DAY)

    assert earned(late, at(on=CHANGE + 2 * DAY)) == (0, ("starts_too_late",))


@pytest.mark.parametrize("in_place_on", [None, ON + DAY], ids=["no-date", "in-the-future"])
def test_in_place_without_a_day_that_has_come_is_only_a_promise(in_place_on: date | None) -> None:
    claimed = verified(in_place_on=in_place_on)

    assert earned(claimed) == (1, ())
    assert earned(claimed, at(on=claimed.due + DAY))[0] == (0 if in_place_on is None else 2)


# Verified


@pytest.mark.parametrize(
    "given",
    [
        verified(by=AUTHOR),
        verified(by=f" {AUTHOR.upper()} "),
        verified(by="alex example"),
        verified(by="  "),
        verified(verified=None),
        verified(verified=Verification(by=SOMEBODY_ELSE, on=date(2026, 11, 1))),
        verified(verified=Verification(by=SOMEBODY_ELSE, on=date(2026, 11, 1), evidence=("E9",))),
        verified(verified=Verification(by=SOMEBODY_ELSE, on=ON + DAY, evidence=("E1",))),
        verified(status="in_place"),
    ],
    ids=[
        "by-the-author",
        "by-the-author-in-other-letters",
        "by-its-owner",
        "by-nobody",
        "without-a-record",
        "without-evidence",
        "with-evidence-not-on-file",
        "in-the-future",
        "status-not-verified",
    ],
)
def test_not_verified_by_somebody_else_with_evidence_earns_one_step_only(given: Mitigation) -> None:
    found = credit(given, AT)

    assert (found.credit, found.is_verified) == (1, False)


def test_verified_but_lacking_an_owner_earns_nothing() -> None:
    found = credit(verified(owner=None), AT)

    assert (found.credit, found.reasons, found.is_verified) == (0, ("no_owner",), False)


def test_whoever_answered_a_question_can_not_verify() -> None:
    rated = result([verified()], place=known("yes", by=SOMEBODY_ELSE))

    assert (rated.mitigations[0].credit, rated.mitigations[0].is_verified) == (1, False)


# What credit does

PLACE = ruleset(
    question("place"),
    question("price"),
    rules=[
        rule("place-lost", "place", "M1", severity="severe"),
        rule("priced-out", "price", "M2", severity="high"),
        rule("acute", "place", "all", exposure="acute"),
    ],
    elements=[element("P1", "M1 M2")],
    mitigations=[library("other-place", "M1 M2")],
)


def result(mitigations: list[Mitigation], content: Ruleset = PLACE, on: date = ON, **answers: object) -> Result:
    given = {"place": "yes", "price": "no", **answers}
    return evaluate(content, assessment(mitigations=mitigations, **given), on)


def residuals(rated: Result) -> dict[str, tuple[Level, Level]]:
    return {rating.factor: (rating.residual.confirmed, rating.residual.possible) for rating in rated.factors}


def test_credit_lowers_only_the_factor_it_names() -> None:
    rated = result([mitigation(factor="M2")], price="yes")

    assert residuals(rated) == {"M1": (SEVERE, SEVERE), "M2": (MODERATE, MODERATE)}
    assert {rating.factor: rating.credit for rating in rated.factors} == {"M1": 0, "M2": 1}


def test_credits_do_not_stack() -> None:
    ten = [mitigation(f"X{number}") for number in range(10)]

    assert residuals(result(ten)) == {"M1": (HIGH, HIGH)}


def test_the_best_credit_counts() -> None:
    assert residuals(result([mitigation("X1"), verified("X2"), mitigation("X3")])) == {"M1": (MODERATE, MODERATE)}


def test_credit_lowers_confirmed_and_possible_alike() -> None:
    assert residuals(result([mitigation()], place=DONT_KNOW)) == {"M1": (NONE, HIGH)}


def test_the_branch_in_which_nothing_unverified_happens_counts_verified_ones_only() -> None:
    promised, seen = result([mitigation()]), result([verified()])

    assert (promised.residual.rating.possible, promised.unmitigated.rating.possible) == (HIGH, SEVERE)
    assert (seen.residual.rating.possible, seen.unmitigated.rating.possible) == (MODERATE, MODERATE)


def test_the_rating_goes_back_up_when_the_promise_lapses() -> None:
    promised = [mitigation()]

    assert result(promised).residual.rating.possible == HIGH
    assert result(promised, on=mitigation().due + DAY).residual.rating.possible == SEVERE


def test_no_mitigation_brings_a_factor_below_its_residual_floor() -> None:
    content = ruleset(
        question("place"),
        question("price"),
        rules=[rule("place-lost", "place", severity="severe")],
        factors=[factor("M1", residual_floor="high")],
    )

    assert residuals(result([verified()], content)) == {"M1": (HIGH, HIGH)}


def test_promises_count_again_after_credit() -> None:
    """Three moderate factors count as high; when one is brought down to low, two are left and count as moderate."""
    ids = ("q1", "q2", "q3")
    content = ruleset(
        *(question(id_) for id_ in ids),
        rules=[rule(id_, id_, f"M{id_[1]}", severity="high") for id_ in ids],
        elements=[element("P1", "M1 M2 M3")],
    )

    rated = evaluate(content, assessment(mitigations=[mitigation()], **dict.fromkeys(ids, "yes")), ON)

    assert (rated.inherent.rating.confirmed, rated.residual.rating.confirmed) == (HIGH, MODERATE)
    assert rated.residual.counts_confirmed == (0, 0, 2, 1)


@pytest.mark.parametrize(
    ("level", "steps", "floor_", "left"),
    [
        (SEVERE, 0, NONE, SEVERE),
        (SEVERE, 1, NONE, HIGH),
        (SEVERE, 2, NONE, MODERATE),
        (LOW, 2, NONE, NONE),
        (SEVERE, 2, HIGH, HIGH),
        (HIGH, 1, HIGH, HIGH),
        (LOW, 1, HIGH, LOW),
        (NONE, 2, SEVERE, NONE),
    ],
)
def test_steps_come_off_down_to_the_floor(level: Level, steps: int, floor_: Level, left: Level) -> None:
    assert reduced(level, steps, floor_) == left


def test_for_every_level_credit_and_floor_a_higher_level_leaves_no_lower_one() -> None:
    for steps, floor_ in product(range(3), Level):
        left = [reduced(level, steps, floor_) for level in Level]
        assert left == sorted(left)
        assert all(0 <= level - rest <= steps for level, rest in zip(Level, left, strict=True))


def test_best_credits_leaves_out_what_earns_nothing() -> None:
    def found(id_: str, factor_: str, steps: int, *, is_verified: bool = False) -> MitigationResult:
        return MitigationResult(mitigation=id_, factor=factor_, credit=steps, reasons=(), is_verified=is_verified)

    all_ = [found("X1", "M1", 1), found("X2", "M1", 2, is_verified=True), found("X3", "M2", 1), found("X4", "M3", 0)]

    assert best_credits(all_) == {"M1": 2, "M2": 1}
    assert best_credits(all_, verified_only=True) == {"M1": 2}


# Floors

FLOORED = ruleset(
    question("place"),
    question("price"),
    rules=[rule("priced-out", "price", "M1", severity="low")],
    floors=[floor("last-place", "place", "high", "other-place"), floor("always", "place", "moderate")],
    mitigations=[library("other-place"), library("another")],
)


def floored(given: Mitigation, **answers: object) -> tuple[Level, Level, str | None]:
    """Return the possible rating as proposed and after mitigation, and what lifted the first floor."""
    rated = result([given], FLOORED, **answers)
    return rated.inherent.rating.possible, rated.residual.rating.possible, rated.floors[0].lifted_by


def test_a_verified_mitigation_lifts_the_floor_that_names_it() -> None:
    assert floored(verified(library="other-place"), price="yes") == (HIGH, MODERATE, "X1")


def test_it_lifts_the_floor_even_if_the_factor_it_names_is_not_raised() -> None:
    """Or finding out that a harm doesn't happen would raise the rating."""
    given = verified(library="other-place")

    assert floored(given, price=DONT_KNOW) == (HIGH, MODERATE, "X1")
    assert floored(given, price="no") == (HIGH, MODERATE, "X1")


@pytest.mark.parametrize(
    "given",
    [
        mitigation(library="other-place"),
        verified(library="another"),
        verified(library=None),
        verified(library="other-place", by=AUTHOR),
        verified(library="other-place", delivered_by=third_party("")),
        verified(library="other-place", factor="M2"),
    ],
    ids=["a-promise", "another-one", "not-from-the-library", "verified-by-the-author", "not-agreed", "other-use"],
)
def test_nothing_else_lifts_a_floor(given: Mitigation) -> None:
    assert floored(given, price="yes") == (HIGH, HIGH, None)


def test_a_lifted_floor_holds_in_the_branch_as_proposed() -> None:
    rated = result([verified(library="other-place")], FLOORED)

    assert (rated.inherent.rating.confirmed, rated.unmitigated.rating.confirmed) == (HIGH, MODERATE)
    assert [(held.floor, held.lifted_by) for held in rated.floors] == [("last-place", "X1"), ("always", None)]
