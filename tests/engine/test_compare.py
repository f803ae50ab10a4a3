"""Options side by side: each is rated as an assessment of its own, and none touches another."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from impact_check import api
from impact_check.engine import as_assessment, compare, evaluate
from impact_check.model.assessment import Alternative, Answer, Assessment
from impact_check.model.comparison import Comparison, OptionRating
from impact_check.model.levels import Level
from impact_check.rules import Ruleset
from tests.engine import build
from tests.engine.build import ON, check, known, mitigation, question, rule
from tests.engine.worlds import Choices, World, backed, choices, hundreds, random_mitigation, values, worlds

NOW = datetime(2026, 11, 22, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"

RULESET = build.ruleset(
    question("closes"),
    question("far", ask_if="closes"),
    question("users", "number"),
    question("told"),
    rules=(rule("closing", "closes", severity="high"), rule("distance", "far", "M2", severity="moderate")),
    checks=(check("told", "not told"), check("counted", "users < 10", grade="should")),
)


def option(id_: str, *mitigations: str, **answers: str | int) -> Alternative:
    own = {name: known(value) for name, value in answers.items()}
    return Alternative(
        id=id_, title=f"Option {id_}", answers=own, mitigations=tuple(mitigation(x) for x in mitigations)
    )


def compared(*options: Alternative, ruleset: Ruleset = RULESET, **answers: str | int) -> Comparison:
    given = {"closes": "yes", "far": "yes", "users": 3, "told": "no", **answers}
    file = build.assessment(**given).model_copy(update={"alternatives": options})
    return compare(ruleset, file, ON)


def rating(comparison: Comparison, id_: str) -> OptionRating:
    return next(entry for entry in comparison.options if entry.id == id_)


def test_each_option_is_rated_with_its_own_answers_and_all_others_shared() -> None:
    found = compared(option("O1", far="no"), option("O2", closes="no"))

    assert [entry.id for entry in found.options] == ["proposal", "O1", "O2"]
    assert [[factor.factor for factor in entry.factors] for entry in found.options] == [["M1", "M2"], ["M1"], []]
    assert rating(found, "O2").inherent.possible == Level.NONE
    assert rating(found, "O2").asked[-3:] == ("closes", "users", "told")
    assert "users" in rating(found, "O2").shared
    assert "closes" not in rating(found, "O2").shared


def test_only_own_actions_earn_an_option_credit() -> None:
    file = build.assessment(closes="yes", mitigations=[mitigation()])
    alone = compare(RULESET, file.model_copy(update={"alternatives": (option("O1"), option("O2", "X1"))}), ON)

    assert [entry.residual.possible for entry in alone.options] == [Level.LOW, Level.MODERATE, Level.LOW]
    assert [(entry.actions, entry.actions_with_credit) for entry in alone.options] == [(1, 1), (0, 0), (1, 1)]


def test_what_is_answered_differently_is_listed_with_how_each_option_answers_it() -> None:
    found = compared(option("O1", far="no", users=3), option("O2", closes="no"))

    assert [row.question for row in found.differing] == ["closes", "far"]
    (closes, far) = found.differing
    assert {id_: entry.state for id_, entry in far.answers.items()} == {
        "proposal": "value",
        "O1": "value",
        "O2": "not_asked",
    }
    assert far.answers["O2"].answer is None
    assert closes.answers["O2"].answer == known("no")


def test_what_is_the_same_for_all_is_listed() -> None:
    found = compared(option("O1", users=30), option("O2", far="no", users=40))

    assert "told" in found.same.answers
    assert "users" not in found.same.answers
    assert found.same.factors == ("M1",)
    assert found.same.gaps == ("told",)
    assert rating(found, "proposal").gaps_should == ("counted",)
    assert rating(found, "O1").gaps_should == ()


def test_what_nobody_answered_is_counted_apart_from_what_is_not_known() -> None:
    found = compared(option("O1", closes="yes"), closes="no", far="yes")
    file = build.assessment(closes="no", told=build.DONT_KNOW)
    with_open = compare(RULESET, file.model_copy(update={"alternatives": (option("O1", closes="yes"),)}), ON)

    assert "far" not in rating(found, "O1").unknown
    assert set(rating(with_open, "O1").unanswered) - set(rating(with_open, "proposal").unanswered) == {"far"}
    assert "told" in rating(with_open, "O1").unknown
    assert "told" not in rating(with_open, "O1").unanswered


def test_the_proposal_may_stand_alone() -> None:
    found = compared()

    assert [entry.id for entry in found.options] == ["proposal"]
    assert found.differing == ()


# On random worlds

some = settings(hundreds, max_examples=150)
"""Each world is rated several times over."""


def random_options(world: World, chosen: Choices) -> tuple[Alternative, ...]:
    questions = world.content.questions
    options = []
    for number in range(1 + chosen.below(3)):
        asked = [chosen.pick(questions) for _ in range(chosen.below(4))]
        answers: dict[str, Answer] = {entry.id: backed(chosen.pick(values(entry)), world.by) for entry in asked}
        planned = tuple(random_mitigation(chosen, f"Y{place}") for place in range(chosen.below(3)))
        options.append(Alternative(id=f"O{number}", title="Another", answers=answers, mitigations=planned))
    return tuple(options)


def with_options(world: World, *options: Alternative) -> Assessment:
    return world.assessment.model_copy(update={"alternatives": options})


@some
@given(worlds())
def test_an_option_without_answers_of_its_own_rates_as_the_proposal_does_without_its_actions(world: World) -> None:
    plain = Alternative(id="O1", title="The same")
    without_actions = world.assessment.model_copy(update={"mitigations": ()})

    assert evaluate(world.ruleset, as_assessment(with_options(world, plain), plain), ON) == evaluate(
        world.ruleset, without_actions, ON
    )
    proposal, same = compare(world.ruleset, with_options(world, plain), ON).options
    assert (same.inherent, same.unknown, same.asked) == (proposal.inherent, proposal.unknown, proposal.asked)
    assert same.shared == same.asked


@some
@given(worlds(), choices())
def test_the_order_of_the_options_does_not_matter(world: World, chosen: Choices) -> None:
    options = random_options(world, chosen)

    found = compare(world.ruleset, with_options(world, *options), ON)
    turned = compare(world.ruleset, with_options(world, *reversed(options)), ON)

    assert {entry.id: entry for entry in found.options} == {entry.id: entry for entry in turned.options}
    assert found.same == turned.same
    assert [(row.question, row.answers) for row in found.differing] == [
        (row.question, row.answers) for row in turned.differing
    ]


@some
@given(worlds(), choices())
def test_no_option_ever_changes_what_the_proposal_means(world: World, chosen: Choices) -> None:
    options = random_options(world, chosen)

    assert evaluate(world.ruleset, with_options(world, *options), ON) == evaluate(world.ruleset, world.assessment, ON)
    assert (
        compare(world.ruleset, with_options(world, *options), ON).options[0]
        == (compare(world.ruleset, world.assessment, ON).options[0])
    )


@some
@given(worlds(), choices())
def test_an_option_is_rated_as_an_assessment_with_its_answers_is(world: World, chosen: Choices) -> None:
    options = random_options(world, chosen)

    found = compare(world.ruleset, with_options(world, *options), ON)

    for entry, rated in zip(options, found.options[1:], strict=True):
        alone = world.assessment.model_copy(
            update={"answers": {**world.assessment.answers, **entry.answers}, "mitigations": entry.mitigations}
        )
        result = evaluate(world.ruleset, alone, ON)
        assert (rated.inherent, rated.residual) == (result.inherent.rating, result.residual.rating)
        assert rated.outcomes == result.outcomes


# The questionnaires that come with the program

loaded = cache(api.load_questionnaire)


@pytest.mark.parametrize("pack", ["kirklees", "norfolk", "hammersmith-fulham"])
@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_doing_nothing_raises_nothing_and_leaves_nothing_open_whatever_the_proposal_is(
    pack: str, example: Path
) -> None:
    ruleset = loaded(pack)
    kirklees = loaded("kirklees")
    answers = api.read_answers(kirklees, example, at=NOW).answers
    proposal = api.new_assessment(ruleset, id="a", by="Ann", at=NOW)
    shared = {name: answer for name, answer in answers.items() if name in ruleset.questions}
    whole = api.do_nothing(ruleset, proposal.model_copy(update={"answers": shared}), by="Ann", at=NOW)

    nothing = compare(ruleset, whole, ON).options[-1]

    assert nothing.changes_nothing
    assert (nothing.factors, nothing.inherent.possible) == ((), Level.NONE)
    assert (nothing.unanswered, nothing.gaps_must) == ((), ())
    assert "proceed" in nothing.outcomes


def test_no_rule_or_floor_of_a_pack_holds_if_nothing_changes_whatever_else_is_answered() -> None:
    for pack in ("core", "kirklees", "norfolk", "hammersmith-fulham"):
        ruleset = loaded(pack)
        empty = api.new_assessment(ruleset, id="a", by="Ann", at=NOW)
        whole = api.do_nothing(ruleset, empty, by="Ann", at=NOW)

        # With every other answer missing, whatever could hold with some answer would show as possible.
        result = evaluate(ruleset, as_assessment(whole, whole.alternatives[0]), ON)

        assert [finding.rule for finding in result.findings if finding.kind != "benefit"] == []
        assert result.floors == ()
