"""What is put forward to be signed is checked against the rules, or refused with what to do."""

from datetime import date
from typing import Any

import pytest

from impact_check.engine import evaluate
from impact_check.errors import SignOffError
from impact_check.interview import add_evidence, bring, new_assessment, record, submit
from impact_check.interview.merging import merge
from impact_check.language import speaking
from impact_check.model.assessment import Assessment, Condition, DontKnow, Known, Submission
from impact_check.model.history import broken_at
from impact_check.model.questionnaire import OUTCOMES, Questionnaire
from impact_check.rules import Ruleset, build_ruleset
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired
from tests.rules.build import check, question, questionnaire

from .conftest import COUNTS, LATER, NOW

TODAY = date(2026, 3, 2)
DUE = date(2026, 6, 1)
MINIBUS = Condition(id="C1", what="Run a minibus on Tuesdays", owner="Transport manager", due=DUE)
CALLS = Condition(id="C2", what="Call everybody who came", owner="Ann", due=DUE)
CALLS_AS_C1 = CALLS.model_copy(update={"id": "C1"})
QUESTIONS = (
    *(question(f"must_{n}", "yes_no", must_know=True) for n in range(1, 6)),
    question("asked_them", "yes_no"),
    question("extra", "text", optional=True),
)


def with_outcomes(built: Questionnaire, *outcomes: str) -> Questionnaire:
    """Permit the same outcomes at every level."""
    parameters = built.parameters
    needs = parameters.requirements
    levels = tuple(level.model_copy(update={"outcomes": outcomes}) for level in needs.levels)
    needs = needs.model_copy(update={"levels": levels, "gap_outcomes": ("revise", "stop")})
    return built.model_copy(update={"parameters": parameters.model_copy(update={"requirements": needs})})


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return ruleset_with(*OUTCOMES)


def ruleset_with(*outcomes: str) -> Ruleset:
    built = questionnaire(*QUESTIONS, checks=({**check("asked", "not asked_them"), "title": "People were asked"},))
    made = build_ruleset(with_outcomes(built, *outcomes), "a" * 64)
    assert isinstance(made, Ruleset)
    return made


def answered(ruleset: Ruleset, **other: Any) -> Assessment:
    """Answer everything; `other` by question id instead, None for no answer."""
    assessment = new_assessment(ruleset, id="case-7", by="Ann", at=NOW)
    values: dict[str, Any] = {
        "title": "Close the hall",
        "summary": "The hall would close.",
        "change_date": "2026-09-01",
        "groups": ("V01",),
        **{f"must_{n}": "no" for n in range(1, 6)},
        "asked_them": "yes",
        **other,
    }
    for name, value in values.items():
        if value is not None:
            answer = value if isinstance(value, DontKnow) else Known(by="Ann", at=NOW, value=value)
            assessment = record(ruleset, assessment, name, answer)
    return assessment


def put(outcome: str = "proceed", *conditions: Condition, **more: Any) -> Submission:
    return Submission(**{"by": "Ann", "at": LATER, "on": TODAY, "outcome": outcome, "conditions": conditions, **more})


def but(**changed: Any) -> Condition:
    return MINIBUS.model_copy(update=changed)


def refusal(ruleset: Ruleset, assessment: Assessment, submission: Submission) -> str:
    with pytest.raises(SignOffError) as refused:
        submit(ruleset, assessment, submission)
    return str(refused.value)


@pytest.mark.parametrize(
    "submission",
    [
        put(),
        put("proceed_with_conditions", MINIBUS, CALLS),
        put("proceed_despite", reasons="It is the law."),
        put("proceed_despite", MINIBUS, reasons="It is the law."),
        put("revise"),
        put("stop", reasons="Too many people would be hurt."),
        put("proceed_with_conditions", but(due=TODAY)),
    ],
    ids=["proceed", "conditions", "despite", "despite, with a condition", "revise", "stop, with reasons", "due today"],
)
def test_what_is_put_forward_is_kept_and_told_in_the_history(rules: Ruleset, submission: Submission) -> None:
    before = answered(rules)

    after = submit(rules, before, submission)

    assert after.submission == submission
    assert after.history[:-1] == before.history
    last = after.history[-1]
    assert (last.what, last.new, last.by, last.at) == ("submitted", submission.outcome, "Ann", LATER)
    assert broken_at(after.history) is None
    assert evaluate(rules, after, TODAY) == evaluate(rules, before, TODAY)


def test_what_is_put_forward_anew_takes_the_place_of_what_was(rules: Ruleset) -> None:
    once = submit(rules, answered(rules), put("revise"))

    again = submit(rules, once, put("stop"))

    assert again.submission == put("stop")
    assert (again.history[-1].old, again.history[-1].new) == ("revise", "stop")


def test_texts_are_cleaned(rules: Ruleset) -> None:
    hidden = but(what="Run \u202ea minibus\x00 ", owner=" Ann\u200b")

    kept = submit(rules, answered(rules), put("proceed_despite", hidden, reasons=" It is\u202e so \n")).submission

    assert kept is not None
    assert (kept.conditions[0].what, kept.conditions[0].owner, kept.reasons) == ("Run a minibus", "Ann", "It is so")


def test_what_must_be_known_is_named_three_times_and_then_counted(rules: Ruleset) -> None:
    unknown = {f"must_{n}": DontKnow(by="Ann", at=NOW) for n in range(1, 5)}

    told = refusal(rules, answered(rules, **unknown, must_5=None, groups=None), put())

    assert told == (
        "This can’t be put forward yet. 5 things that must be known aren’t known: “Must 1?”, “Must 2?”, “Must 3?” "
        "and 2 more. 1 question is not answered. Answer what is open, with the evidence it needs. Then put it forward."
    )


def test_only_what_is_open_is_told(rules: Ruleset) -> None:
    one_unknown = refusal(rules, answered(rules, must_2=DontKnow(by="Ann", at=NOW)), put())
    one_open = refusal(rules, answered(rules, summary=None), put("stop"))

    assert "1 thing that must be known isn’t known: “Must 2?”. Answer" in one_unknown
    assert "yet. 1 question is not answered. Answer" in one_open


def test_an_outcome_that_a_check_keeps_from_being_permitted_is_refused_with_the_check(rules: Ruleset) -> None:
    told = refusal(rules, answered(rules, asked_them="no"), put())

    assert told == (
        "This decision may not be put forward as “Go ahead”. Choose “Change and assess again” or “Stop”. "
        "For more to be permitted, first put right: “People were asked”."
    )


def test_an_outcome_that_the_rating_keeps_from_being_permitted_is_refused() -> None:
    strict = ruleset_with("revise", "stop")

    assert "What remains after the mitigations that count decides this" in refusal(strict, answered(strict), put())


@pytest.mark.parametrize(
    ("submission", "told"),
    [
        (put("proceed_with_conditions"), "needs at least 1 condition"),
        (put("proceed", MINIBUS), "“Go ahead” has no conditions"),
        (put("stop", MINIBUS), "“Stop” has no conditions"),
        (put("proceed_despite"), "needs reasons in writing"),
        (put("proceed_despite", reasons=" \u200b\n"), "needs reasons in writing"),
        (
            put("proceed_with_conditions", but(due=date(2026, 3, 1))),
            "Condition C1 is due on 1 March 2026, which is before 2 March 2026",
        ),
        (put("proceed_with_conditions", but(owner=" \u200b")), "to see to condition C1"),
        (put("proceed_with_conditions", but(what="\x00")), "Condition C1 says nothing"),
        (put("proceed_with_conditions", MINIBUS, CALLS_AS_C1), "Two conditions are called C1"),
        (
            put("proceed_with_conditions", MINIBUS, but(id="C2", what="run a  MINIBUS on tuesdays.")),
            "Conditions C1 and C2 say the same",
        ),
        (put(by=" "), "Nobody is named who puts this forward"),
        (put("stop", reasons="x" * 501), "501 characters in a row without a space"),
        (put("proceed_with_conditions", but(what="x" * 501)), "501 characters in a row"),
    ],
    ids=[
        *("no condition", "conditions on going ahead", "conditions on stopping", "no reasons", "blank reasons"),
        *("due before", "no owner", "nothing said", "same id", "same words", "nobody", "long", "long condition"),
    ],
)
def test_what_does_not_fit_together_is_refused(rules: Ruleset, submission: Submission, told: str) -> None:
    assert told in refusal(rules, answered(rules), submission)


def test_every_refusal_can_be_translated(rules: Ruleset) -> None:
    whole = answered(rules)
    other = whole.model_copy(update={"pinned": whole.pinned.model_copy(update={"version": "⟦1⟧"})})
    forged = whole.model_copy(update={"history": whole.history[1:]})
    unknown = answered(rules, **{f"must_{n}": None for n in range(1, 5)}, groups=None)
    refused = [
        (whole, put("proceed_with_conditions")),
        (whole, put("stop", MINIBUS)),
        (whole, put("proceed_despite")),
        (whole, put("proceed_despite", but(due=NOW.date()), reasons="No")),
        (whole, put("proceed_despite", but(owner=" "), reasons="No")),
        (whole, put("proceed_despite", but(what=" "), reasons="No")),
        (whole, put("proceed_despite", MINIBUS, CALLS_AS_C1, reasons="No")),
        (whole, put("proceed_despite", MINIBUS, but(id="C2"), reasons="No")),
        (whole, put(by=" ")),
        (answered(rules, asked_them="no"), put()),
        *((each, put()) for each in (other, forged, unknown)),
    ]
    with speaking(CODE, catalog=PseudoCatalog()):
        told = [refusal(rules, *each) for each in refused]

    data = {"People", "were", "asked", "Must", "1", "2", "3", "1.2.3", "core", "C1", "C2"}
    assert [hard_wired(each, data) for each in told] == [[]] * len(told)


def test_a_history_that_was_changed_outside_is_refused(rules: Ruleset) -> None:
    whole = answered(rules)
    forged = whole.model_copy(
        update={"history": (whole.history[0], whole.history[1].model_copy(update={"by": "Bob"}), *whole.history[2:])}
    )

    assert "does not fit together from entry 2 on" in refusal(rules, forged, put())


def test_answers_to_another_version_of_the_questionnaire_are_refused(rules: Ruleset) -> None:
    whole = answered(rules)
    other = whole.model_copy(update={"pinned": whole.pinned.model_copy(update={"sha256": "b" * 64})})

    assert "another version of the questionnaire" in refusal(rules, other, put())


def test_what_was_put_forward_earlier_is_not_brought_to_another_assessment(rules: Ruleset) -> None:
    earlier = submit(rules, answered(rules), put())
    fresh = new_assessment(rules, id="case-8", by="Ann", at=LATER)

    brought = bring(rules, fresh, earlier, source=lambda _: "case-7", by="Ann", at=LATER)

    assert brought.assessment.submission is None


def test_a_merge_keeps_what_one_side_put_forward_and_drops_what_two_put_forward_differently(rules: Ruleset) -> None:
    start = answered(rules)
    mine, theirs = submit(rules, start, put("revise")), submit(rules, start, put("stop"))
    elsewhere = add_evidence(start, COUNTS, by="Bob", at=LATER)

    one = merge(elsewhere, theirs, {}, by="Ann", at=LATER).assessment
    two = merge(mine, theirs, {}, by="Ann", at=LATER).assessment

    assert one.submission == put("stop")
    assert two.submission is None
    assert [entry.new for entry in two.history if entry.what == "submitted"] == ["revise", "stop"]
