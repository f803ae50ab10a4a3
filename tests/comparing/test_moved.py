"""An assessment under two versions: what comes out differently, because of what; the assessment stays as it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from impact_check import api
from impact_check.comparing import Moved, PackDiff, diff, moved
from impact_check.model.assessment import Assessment

from .versions import Edit, two_versions

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

ANSWERS = """
questionnaire: elmshire
given:
  proposal_title: Close Elm Hall
  proposal_summary: The hall would close.
  change_date: 2027-04-01
  groups_affected: [V01]
  change_place: close
  only_place: {value: no, evidence: [E1]}
  regular_users: 20
  reach: far
  alternatives: two_or_more
  bus_cut: no
evidence:
  - {id: E1, title: Door counts, grade: C, date: 2026-09-30}
"""
PLACE, RULES, CHECKS = "core/sections/20-place.yaml", "core/rules/place.yaml", "core/checks.yaml"
PARAMETERS, STRATEGY = "core/parameters.yaml", "elmshire/strategy.yaml"

Move = Callable[..., tuple[PackDiff, Moved]]


@pytest.fixture
def move(tmp_path: Path) -> Move:
    def run(*edits: Edit, answers: str = ANSWERS) -> tuple[PackDiff, Moved]:
        packs = diff(*two_versions(tmp_path, edits))
        return packs, moved(packs, answered(packs, answers), ON)

    return run


def answered(packs: PackDiff, answers: str = ANSWERS) -> Assessment:
    return api.read_answers(packs.old, answers, at=AT)


def told(found: Moved) -> dict[tuple[str, str], tuple[str, str, tuple[str, ...]]]:
    return {(entry.about, entry.id): (entry.old, entry.new, entry.because) for entry in found.moves}


def test_words_move_nothing(move: Move) -> None:
    _, found = move((PLACE, "Ask the staff.", "Ask around."), (RULES, "reach in (far, none_within)", "reach != near"))

    assert (found.moves, found.pinned, found.on) == ((), "old", ON)


def test_a_changed_rule_moves_the_rating_and_what_follows_from_it(move: Move) -> None:
    _, found = move((RULES, "severity: moderate", "severity: severe"))

    because = ("rule too-far",)
    assert told(found) == {
        ("overall", "inherent"): ("low", "high", because),
        ("overall", "residual"): ("low", "high", because),
        ("overall", "unmitigated"): ("low", "high", because),
        ("factor", "M01"): ("low", "high", because),
        ("element", "P1"): ("supported", "conflicts", because),
        ("outcomes", ""): (
            "proceed, proceed with conditions, revise, stop",
            "proceed despite, revise, stop",
            because,
        ),
        ("signatories", ""): ("author", "author, challenger, director", because),
    }


def test_a_condition_that_holds_no_longer_is_told_at_its_rule(move: Move) -> None:
    _, found = move((RULES, "when: reach in (far, none_within)", "when: reach == none_within"))

    assert told(found)["rule", "too-far"] == ("holds", "does not hold", ("rule too-far",))
    assert told(found)["factor", "M01"] == ("low", "none", ("rule too-far",))


def test_a_gone_option_leaves_its_answer_without_a_question(move: Move) -> None:
    _, found = move(
        (PLACE, "      - {id: far, label: Further}\n", ""),
        (RULES, "reach in (far, none_within)", "reach == none_within"),
    )

    moves = told(found)
    assert moves["orphaned", "reach"] == ("answered", "the answer on file doesn't fit", ("question reach",))
    assert moves["unanswered", "reach"] == ("answered", "the answer on file doesn't fit", ("question reach",))
    assert moves["factor", "M01"] == ("low", "none, may be low", ("rule too-far", "question reach"))


def test_a_gone_question_leaves_its_answer_behind(move: Move) -> None:
    _, found = move(
        ("elmshire/sections/bus.yaml", "id: bus_cut", "id: train_cut"),
        ("elmshire/rules/bus.yaml", "when: bus_cut", "when: train_cut"),
        (STRATEGY, "shown_when: not bus_cut", "shown_when: not train_cut"),
    )

    moves = told(found)
    assert moves["orphaned", "bus_cut"] == ("answered", "no such question", ("question bus_cut",))
    assert moves["unanswered", "train_cut"] == ("no such question", "asked, not answered", ("question train_cut",))


def test_a_changed_named_condition_is_what_things_are_because_of(move: Move) -> None:
    _, found = move((PLACE, "change_place in (reduce_hours, close)", "change_place == reduce_hours"))

    moves = told(found)
    assert moves["orphaned", "regular_users"] == ("answered", "not asked", ("condition closes_something",))
    assert moves["check", "alternatives"] == ("met", "not applicable", ("condition closes_something",))
    assert moves["overall", "inherent"] == ("low", "none", ("condition closes_something",))


def test_better_evidence_makes_an_answer_count_as_unknown(move: Move) -> None:
    _, found = move((PLACE, "min_grade: C", "min_grade: A"))

    moves = told(found)
    state = "answered, but counts as unknown until evidence is added"
    assert moves["unanswered", "only_place"] == ("answered", state, ("question only_place",))
    assert moves["rule", "only-place-closes"] == ("does not hold", "may hold", ("question only_place",))
    assert moves["overall", "inherent"] == ("low", "low, may be severe", ("question only_place",))


def test_a_parameter_is_named_where_it_decides(move: Move) -> None:
    _, found = move(
        (PARAMETERS, "{severity: moderate, limited: low,", "{severity: moderate, limited: moderate,"),
    )

    assert told(found)["factor", "M01"] == ("low", "moderate", ("parameters level_table",))
    assert told(found)["overall", "inherent"] == ("low", "moderate", ("parameters level_table",))


def test_a_new_must_check_takes_outcomes_away(move: Move) -> None:
    text = (
        "  - {id: heard, title: They were heard, fails_when: regular_users >= 1, grade: must, because: Nobody asked., "
        "fix: Ask., sources: [convention]}\n"
    )

    _, found = move((CHECKS, "", text))

    assert told(found)["check", "heard"] == ("not there", "gap", ("check heard",))
    assert told(found)["outcomes", ""][1:] == ("revise, stop", ("check heard",))


def test_a_new_question_is_open_and_holds_outcomes_back(move: Move) -> None:
    text = "  - {id: colour, text: Which colour?, why: For tests., type: yes_no, role: context}\n"

    _, found = move(("elmshire/sections/bus.yaml", "", text))

    assert told(found) == {
        ("unanswered", "colour"): ("no such question", "asked, not answered", ("question colour",)),
        ("outcomes", ""): ("proceed, proceed with conditions, revise, stop", "revise, stop", ("question colour",)),
    }


def test_a_new_element_is_told(move: Move) -> None:
    p3 = (
        "      - id: P3\n        kind: value\n        wordings: [{source: elmshire-2026, text: Be kind}]\n"
        "        plain: Be kind.\n        factors: [M01]\n"
    )

    _, found = move((STRATEGY, "", p3))

    assert told(found) == {("element", "P3"): ("not there", "not shown", ("element P3",))}
    assert found.moves[0].title == "Be kind"


def test_a_floor_that_changes_is_told(move: Move) -> None:
    _, found = move((RULES, "only_place and reach == none_within", "reach == far"))

    assert told(found)["floor", "last-place"] == ("does not hold", "high, holds", ("floor last-place",))
    assert told(found)["overall", "inherent"] == ("low", "high", ("floor last-place",))


def test_it_says_which_version_the_answers_were_given_to(move: Move) -> None:
    packs, _ = move((RULES, ">= 20", "> 20"))
    assessment = answered(packs)

    at_new = moved(packs, api.repin(packs.new, assessment, by="Ann", at=AT), ON)
    elsewhere = assessment.model_copy(
        update={"pinned": assessment.pinned.model_copy(update={"sha256": "0" * 64, "version": "core 0.0.9"})}
    )

    assert at_new.pinned == "new"
    assert (moved(packs, elsewhere, ON).pinned, moved(packs, elsewhere, ON).version) == ("other", "core 0.0.9")


def test_mitigations_against_a_factor_that_is_gone_are_no_obstacle(move: Move) -> None:
    mitigation = "mitigations:\n  - {id: X1, factor: M02, action: Minibus, status: idea}\n"

    packs, found = move(
        ("risk_factors.yaml", "id: M02", "id: M09"),
        ("mitigations.yaml", "[M02]", "[M09]"),
        (RULES, "factors: [M02]\n    when: closes", "factors: [M09]\n    when: closes"),
        (RULES, "factors: [M02]\n    when: regular", "factors: [M09]\n    when: regular"),
        (RULES, "factors: [M02]\n    when: change_place", "factors: [M09]\n    when: change_place"),
        (STRATEGY, "[M01, M02]", "[M01, M09]"),
        answers=ANSWERS + mitigation,
    )

    assert packs.weight == "major"
    assert not [entry for entry in found.moves if entry.about == "overall"]
