"""What must be true of every questionnaire and every assessment, tried on random ones."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import assume, given

from impact_check.engine import evaluate, route
from impact_check.engine.find_out import find_out
from impact_check.engine.rate import rule_truths
from impact_check.model.assessment import Answer, DontKnow, Known, Mitigation, NotApplicable
from impact_check.model.levels import Level
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Seen, Truth
from impact_check.rules.domain import representatives
from tests.engine import build
from tests.engine.build import AT, ON
from tests.engine.worlds import (
    FACTORS,
    Choices,
    Pair,
    Rated,
    World,
    backed,
    choices,
    hundreds,
    monotone_worlds,
    random_mitigation,
    rated,
    values,
    worlds,
)

T = TypeVar("T")

OPEN = ("unanswered", "dont_know", "no_evidence")


def open_questions(world: World) -> list[str]:
    return [id_ for id_ in world.route.asked if world.route.states[id_].state in OPEN]


def resolution(world: World, chosen: Choices, asked: Question) -> Answer:
    """Return an answer that settles a question, now and then one that was there and only lacked its evidence."""
    there = world.assessment.answers.get(asked.id)
    if isinstance(there, Known) and world.route.states[asked.id].state == "no_evidence" and chosen.yes():
        return there.model_copy(update={"evidence": (*there.evidence, "E0")})
    if asked.allow_not_applicable and chosen.yes(4):
        return NotApplicable(by=world.by, at=AT, reason="There is none.")
    return backed(chosen.pick(values(asked)), world.by)


def shuffled(chosen: Choices, things: Sequence[T]) -> tuple[T, ...]:
    return tuple(
        thing for _, _, thing in sorted((chosen.below(256), place, thing) for place, thing in enumerate(things))
    )


def every_pair(rating: Rated) -> list[Pair]:
    return [pair for branch in (rating.inherent, rating.residual, rating.unmitigated) for pair in branch.values()]


def assert_no_lower(before: dict[str, Pair], after: dict[str, Pair]) -> None:
    for name, (confirmed, possible) in before.items():
        assert after[name][0] >= confirmed, f"{name} is confirmed lower"
        assert after[name][1] >= possible, f"{name} is possibly lower"


def assert_closer(before: dict[str, Pair], after: dict[str, Pair]) -> None:
    for name, (confirmed, possible) in before.items():
        assert after[name][0] >= confirmed, f"{name} is confirmed lower"
        assert after[name][1] <= possible, f"{name} is possibly higher"


# Two ratings


@hundreds
@given(worlds())
def test_the_result_holds_these_ratings(world: World) -> None:
    result = evaluate(world.ruleset, world.assessment, ON)

    ratings = {rating.factor: rating for rating in result.factors}
    nothing = (Level.NONE, Level.NONE)
    for branch in ("inherent", "residual", "unmitigated"):
        pairs = dict(getattr(world.rated, branch))
        overall = getattr(result, branch).rating
        assert pairs.pop("overall") == (overall.confirmed, overall.possible)
        bounds = {id_: getattr(rating, branch) for id_, rating in ratings.items()}
        assert pairs == dict.fromkeys(FACTORS, nothing) | {id_: (b.confirmed, b.possible) for id_, b in bounds.items()}
    assert {id_: (r.severity.confirmed, r.severity.possible) for id_, r in ratings.items()} == world.rated.severity
    assert {id_: (r.exposure_confirmed, r.exposure_possible) for id_, r in ratings.items()} == world.rated.exposure
    assert result.mitigations == world.rated.mitigations


@hundreds
@given(worlds())
def test_confirmed_is_never_above_possible(world: World) -> None:
    assert all(confirmed <= possible for confirmed, possible in every_pair(world.rated))
    assert all(confirmed <= possible for confirmed, possible in world.rated.severity.values())
    assert all(confirmed <= possible for confirmed, possible in world.rated.exposure.values())


@hundreds
@given(worlds(), choices())
def test_finding_one_thing_out_brings_confirmed_and_possible_closer(world: World, chosen: Choices) -> None:
    unknown = open_questions(world)
    assume(unknown)
    asked = world.ruleset.questions[chosen.pick(unknown)]

    after = world.answered(**{asked.id: resolution(world, chosen, asked)})

    assert_closer(world.rated.inherent, after.rated.inherent)
    for branch in ("residual", "unmitigated"):
        before_pairs, after_pairs = getattr(world.rated, branch), getattr(after.rated, branch)
        if asked.id != "change_date":  # Knowing the date of the change can earn credit, which lowers both.
            assert_closer(before_pairs, after_pairs)
        assert all(after_pairs[name][1] <= possible for name, (_, possible) in before_pairs.items())


@hundreds
@given(worlds(), choices())
def test_confirmed_and_possible_hold_whatever_everything_turns_out_to_be(world: World, chosen: Choices) -> None:
    settled = ("value", "not_applicable")
    found_out = {
        asked.id: resolution(world, chosen, asked)
        for asked in world.content.questions
        if world.route.states[asked.id].state not in settled
    }

    after = world.answered(**found_out)

    before_truths, truths = (rule_truths(w.ruleset, w.route.scene) for w in (world, after))
    assert Truth.UNKNOWN not in truths.values()
    assert all(before_truths[id_] in (truth, Truth.UNKNOWN) for id_, truth in truths.items())
    assert all(confirmed == possible for confirmed, possible in after.rated.inherent.values())
    assert_closer(world.rated.inherent, after.rated.inherent)


@hundreds
@given(worlds())
def test_dont_know_rates_as_no_answer_does(world: World) -> None:
    left_out = {id_: a for id_, a in world.assessment.answers.items() if not isinstance(a, DontKnow)}

    assert world.given(answers=left_out).rated == world.rated


@hundreds
@given(worlds(), choices())
def test_taking_evidence_away_never_settles_anything(world: World, chosen: Choices) -> None:
    given_ = [id_ for id_, answer in world.assessment.answers.items() if isinstance(answer, Known) and answer.evidence]
    assume(given_)
    id_ = chosen.pick(given_)

    after = world.answered(**{id_: world.assessment.answers[id_].model_copy(update={"evidence": ()})})

    assert_closer(after.rated.inherent, world.rated.inherent)


# Worse answers


def steps_down(asked: Question) -> list[tuple[object, object]]:
    """Return pairs of answers, the better first; of `many` the worse names all that the better names, and more."""
    listed = values(asked)
    if asked.type != "many":
        return [(a, b) for place, a in enumerate(listed) for b in listed[place + 1 :]]
    sets = [(value, set(value) - {NONE_OF_THESE}) for value in listed]
    return [(a, b) for a, less in sets for b, more in sets if less < more]


@hundreds
@given(monotone_worlds(), choices())
def test_a_worse_answer_never_lowers_a_rating(world: World, chosen: Choices) -> None:
    asked = chosen.pick([q for q in world.content.questions if q.type not in ("date", "text")])
    better, worse = chosen.pick(steps_down(asked))

    before = world.answered(**{asked.id: backed(better, world.by)})
    after = world.answered(**{asked.id: backed(worse, world.by)})

    assert_no_lower(before.rated.inherent, after.rated.inherent)
    assert_no_lower(before.rated.residual, after.rated.residual)
    assert_no_lower(before.rated.unmitigated, after.rated.unmitigated)


@hundreds
@given(monotone_worlds(), choices())
def test_a_better_answer_without_evidence_never_confirms_more_than_a_worse_one(world: World, chosen: Choices) -> None:
    asked = chosen.pick([q for q in world.content.questions if q.type not in ("date", "text")])
    better, worse = chosen.pick(steps_down(asked))

    before = world.answered(**{asked.id: build.known(better, by=world.by)})
    after = world.answered(**{asked.id: build.known(worse, by=world.by)})

    assume(after.route.states[asked.id].state != "no_evidence")
    for name, (confirmed, _) in before.rated.inherent.items():
        assert after.rated.inherent[name][0] >= confirmed


# Nothing depends on order or words


@hundreds
@given(worlds(), choices())
def test_the_order_of_rules_does_not_matter(world: World, chosen: Choices) -> None:
    turned = world.with_the_same_conditions(
        rules=shuffled(chosen, world.content.rules),
        floors=shuffled(chosen, world.content.floors),
        factors=shuffled(chosen, world.content.factors),
    )

    assert turned.rated == world.rated


@hundreds
@given(worlds(), choices())
def test_the_order_of_what_is_on_file_does_not_matter(world: World, chosen: Choices) -> None:
    file = world.assessment
    turned = world.given(
        answers={id_: file.answers[id_] for id_ in shuffled(chosen, sorted(file.answers))},
        evidence=shuffled(chosen, file.evidence),
        mitigations=shuffled(chosen, file.mitigations),
    )

    assert turned.rated == world.rated
    assert turned.route.states == world.route.states


@hundreds
@given(worlds())
def test_renaming_labels_changes_no_result(world: World) -> None:
    def renamed(asked: Question) -> Question:
        options = tuple(option.model_copy(update={"label": "Another label"}) for option in asked.options)
        return asked.model_copy(update={"text": "Another text?", "why": "Another reason.", "options": options})

    content = world.content
    section = content.sections[0]
    other = world.with_the_same_conditions(
        sections=(section.model_copy(update={"questions": tuple(renamed(q) for q in section.questions)}),),
        rules=tuple(rule.model_copy(update={"because": "Another sentence."}) for rule in content.rules),
        factors=tuple(
            factor.model_copy(update={"title": "Another", "plain": "Another."}) for factor in content.factors
        ),
        groups=tuple(group.model_copy(update={"title": "Another"}) for group in content.groups),
    )

    assert evaluate(other.ruleset, world.assessment, ON) == evaluate(world.ruleset, world.assessment, ON)


# Replay


@hundreds
@given(worlds(), choices())
def test_answers_that_are_off_the_route_change_nothing(world: World, chosen: Choices) -> None:
    off = [asked for asked in world.content.questions if world.route.states[asked.id].state == "not_asked"]
    assume(off)
    kept = {id_: answer for id_, answer in world.assessment.answers.items() if id_ in world.route.asked}
    aside = {asked.id: backed(chosen.pick(values(asked)), world.by) for asked in off}

    without, with_ = world.given(answers=kept), world.given(answers={**kept, **aside})

    assert with_.route.asked == without.route.asked == world.route.asked
    assert set(with_.route.set_aside) == {asked.id for asked in off}
    assert without.route.set_aside == ()
    assert with_.rated == without.rated == world.rated


@hundreds
@given(worlds())
def test_replaying_the_same_answers_gives_the_same_route(world: World) -> None:
    again = route(world.ruleset, world.assessment)

    assert (again.asked, again.set_aside, again.may_not_apply) == (
        world.route.asked,
        world.route.set_aside,
        world.route.may_not_apply,
    )
    assert again.states == world.route.states
    assert again.scene == world.route.scene


# Benefits, copies, checks


@hundreds
@given(worlds(), choices())
def test_benefits_lower_nothing(world: World, chosen: Choices) -> None:
    section = world.content.sections[0]
    benefits = [
        build.rule(f"b{place}", "extra", id_, benefit=chosen.pick(("high", "moderate", "low")))
        for place, id_ in enumerate(FACTORS)
    ]

    after = world.with_content(
        sections=(section.model_copy(update={"questions": (*section.questions, build.question("extra"))}),),
        rules=(*benefits, *world.content.rules),
    )

    assert after.rated == world.rated
    assert after.answered(extra=backed(chosen.pick(("yes", "no")), world.by)).rated == world.rated


@hundreds
@given(worlds(), choices())
def test_saying_a_rule_twice_changes_nothing(world: World, chosen: Choices) -> None:
    twice = chosen.pick(world.content.rules).model_copy(update={"id": "again"})

    assert world.with_content(rules=(*world.content.rules, twice)).rated == world.rated


@hundreds
@given(worlds(), choices())
def test_asking_the_same_in_two_questions_changes_nothing(world: World, chosen: Choices) -> None:
    section = world.content.sections[0]
    asked = chosen.pick([q for q in section.questions if re.fullmatch(r"q\d", q.id)])
    place = section.questions.index(asked) + 1
    questions = (*section.questions[:place], asked.model_copy(update={"id": "copy"}), *section.questions[place:])
    about = re.compile(rf"\b{asked.id}\b")
    copies = [
        rule.model_copy(update={"id": f"{rule.id}-copy", "when": about.sub("copy", rule.when)})
        for rule in world.content.rules
        if about.search(rule.when)
    ]
    answer = world.assessment.answers.get(asked.id)

    split = world.with_content(
        sections=(section.model_copy(update={"questions": questions}),), rules=(*world.content.rules, *copies)
    )

    assert (split if answer is None else split.answered(copy=answer)).rated == world.rated


@hundreds
@given(worlds())
def test_checks_change_no_rating(world: World) -> None:
    assert world.with_the_same_conditions(checks=()).rated == world.rated


@hundreds
@given(worlds())
def test_a_floor_that_holds_bounds_the_rating_from_below(world: World) -> None:
    confirmed, possible = world.rated.inherent["overall"]
    for floor in world.content.floors:
        truth = world.ruleset.floors[floor.id].holds(world.route.scene)
        assert possible >= floor.floor or truth is Truth.FALSE
        assert confirmed >= floor.floor or truth is not Truth.TRUE


@hundreds
@given(worlds())
def test_overall_is_severe_only_with_a_severe_factor_or_floor(world: World) -> None:
    scene = world.route.scene
    floors = [world.ruleset.floors[f.id].holds(scene) for f in world.content.floors if f.floor is Level.SEVERE]
    for branch in (world.rated.inherent, world.rated.residual, world.rated.unmitigated):
        confirmed, possible = branch["overall"]
        if possible is Level.SEVERE:
            assert any(branch[id_][1] is Level.SEVERE for id_ in FACTORS) or max(floors) is not Truth.FALSE
        if confirmed is Level.SEVERE:
            assert any(branch[id_][0] is Level.SEVERE for id_ in FACTORS) or max(floors) is Truth.TRUE


# Mitigations


@hundreds
@given(worlds())
def test_mitigations_take_off_two_steps_at_most_and_add_none(world: World) -> None:
    found = world.rated
    for id_ in FACTORS:
        for side in (0, 1):
            assert 0 <= found.inherent[id_][side] - found.residual[id_][side] <= 2
    assert_no_lower(found.residual, found.inherent)


@hundreds
@given(worlds())
def test_promises_never_make_it_look_worse_than_if_nothing_is_done(world: World) -> None:
    assert_no_lower(world.rated.residual, world.rated.unmitigated)
    assert_no_lower(world.rated.unmitigated, world.rated.inherent)


@hundreds
@given(worlds())
def test_if_nothing_unverified_is_done_it_rates_as_if_nothing_unverified_were_written_down(world: World) -> None:
    pairs = zip(world.assessment.mitigations, world.rated.mitigations, strict=True)
    verified = [mitigation for mitigation, earned in pairs if earned.is_verified]

    assert world.given(mitigations=tuple(verified)).rated.residual == world.rated.unmitigated


@hundreds
@given(worlds(), choices())
def test_one_more_mitigation_never_raises_anything_nor_helps_another_factor(world: World, chosen: Choices) -> None:
    extra = random_mitigation(chosen, "X9")

    after = world.given(mitigations=(*world.assessment.mitigations, extra)).rated

    assert after.inherent == world.rated.inherent
    assert_no_lower(after.residual, world.rated.residual)
    assert_no_lower(after.unmitigated, world.rated.unmitigated)
    for other in set(FACTORS) - {extra.factor}:
        assert after.residual[other] == world.rated.residual[other]


AGREED = build.third_party(agreed_on=date(2026, 10, 1))
STRIPPED: tuple[dict[str, object], ...] = (
    {"owner": None},
    {"due": None},
    {"evidence": ()},
    {"in_place_on": None},
    {"verified": None},
    {"status": "committed"},
    {"status": "idea"},
    {"delivered_by": build.third_party("")},
    {"delivered_by": build.third_party(agreed_on=None)},
)


@hundreds
@given(worlds(), choices())
def test_taking_something_off_a_mitigation_never_lowers_a_rating(world: World, chosen: Choices) -> None:
    there = world.assessment.mitigations
    assume(there)
    place = chosen.below(len(there))
    less = there[place].model_copy(update=chosen.pick(STRIPPED))

    after = world.given(mitigations=(*there[:place], less, *there[place + 1 :])).rated

    assert_no_lower(world.rated.residual, after.residual)
    assert_no_lower(world.rated.unmitigated, after.unmitigated)


@hundreds
@given(worlds(), choices())
def test_a_commitment_is_never_worth_more_on_a_later_day(world: World, chosen: Choices) -> None:
    def committed(mitigation: Mitigation) -> Mitigation:
        return mitigation.model_copy(update={"status": "committed", "delivered_by": chosen.pick((None, AGREED))})

    promised = tuple(committed(mitigation) for mitigation in world.assessment.mitigations)
    promised = promised or (committed(build.mitigation()),)
    days = chosen.pick((1, 98, 99, 100, 130, 131, 200))  # Round the due dates, 1 March and 1 April.

    file = world.given(mitigations=promised).assessment

    now, later = (rated(world.ruleset, file, on) for on in (ON, ON + timedelta(days)))
    assert_no_lower(now.residual, later.residual)
    assert now.inherent == later.inherent


# What to find out


@hundreds
@given(worlds(), choices())
def test_what_to_find_out_can_do_what_the_list_says(world: World, chosen: Choices) -> None:
    listed = find_out(world.ruleset, world.assessment, world.route)
    assert {entry.question for entry in listed} <= set(open_questions(world))
    assume(listed)
    entry = chosen.pick(listed)
    asked = world.ruleset.questions[entry.question]

    answers = [answered(value) for value in representatives(world.ruleset, asked, world.route.scene)]
    possible = [world.answered(**{asked.id: backed(value, world.by)}).rated.inherent["overall"][1] for value in answers]

    assert entry.possible_if_good == min(possible, default=world.rated.inherent["overall"][1])


def answered(seen: Seen) -> object:
    if isinstance(seen, frozenset):
        return tuple(sorted(seen)) or (NONE_OF_THESE,)
    return seen.isoformat() if isinstance(seen, date) else seen


@hundreds
@given(worlds(), choices())
def test_what_the_list_leaves_out_cannot_lower_the_rating_by_itself(world: World, chosen: Choices) -> None:
    listed = {entry.question for entry in find_out(world.ruleset, world.assessment, world.route)}
    left_out = [id_ for id_ in open_questions(world) if id_ not in listed]
    assume(left_out)
    asked = world.ruleset.questions[chosen.pick(left_out)]

    after = world.answered(**{asked.id: backed(chosen.pick(values(asked)), world.by)})

    assert after.rated.inherent == world.rated.inherent
