"""The smallest change that would bring the rating down."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings

from impact_check.engine import route, what_if
from impact_check.engine.moves import Move, moves
from impact_check.engine.outlook import look
from impact_check.engine.ways_down import MOST_SETS, MOST_STEPS
from impact_check.model.assessment import Answer, Value
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Question
from impact_check.model.what_if import WhatIf, next_band_down
from impact_check.rules import Ruleset, Seen
from tests.engine.build import (
    DONT_KNOW,
    HIGH,
    LOW,
    MODERATE,
    NONE,
    SEVERE,
    assessment,
    element,
    floor,
    known,
    question,
    rule,
    ruleset,
)
from tests.engine.worlds import Choices, World, choices, hundreds, monotone_worlds, worlds


def lever(id_: str, *more: str, **keys: Any) -> Question:
    return question(id_, *more, role="lever", **keys)


def asked(content: Ruleset, target: Level | None = None, **answers: Value | Answer) -> WhatIf:
    return what_if(content, assessment(**answers), target)


def told(found: WhatIf) -> list[dict[str, tuple[str, Value]]]:
    """Return each set as question -> (kind, answer)."""
    return [{step.question: (step.kind, step.to) for step in way.steps} for way in found.sets]


# One change


GROUP = ruleset(
    lever("group", "one", "stays moves ends", ordered=True),
    lever("price", "one", "same more", ordered=True),
    question("members", "one", "few many", ordered=True),
    rules=[
        rule("ends", "group == ends", "M1", severity="severe"),
        rule("moves", "group in (moves, ends)", "M1", severity="moderate"),
        rule("many", "members == many", "all", exposure="raised"),
        rule("price", "price == more", "M2", severity="moderate"),
    ],
)


def test_the_nearest_better_answer_that_is_enough_is_proposed() -> None:
    found = asked(GROUP, group="ends", price="more", members="many")

    assert (found.now.possible, found.target) == (SEVERE, MODERATE)
    assert told(found) == [{"group": ("change", "moves")}]
    assert found.sets[0].after.possible == found.sets[0].after.confirmed == MODERATE
    step = found.sets[0].steps[0]
    assert (step.before, step.state, step.or_better, step.evidence) == ("ends", "value", True, None)


def test_what_is_not_near_enough_is_passed_over() -> None:
    found = asked(GROUP, LOW, group="ends", price="same", members="many")

    assert told(found) == [{"group": ("change", "stays")}]
    assert not found.sets[0].steps[0].or_better


def test_facts_are_never_changed() -> None:
    found = asked(GROUP, LOW, group="stays", price="more", members="many")

    assert told(found) == [{"price": ("change", "same")}]  # Fewer members would do as well.


def test_every_change_that_is_needed_is_in_the_set() -> None:
    found = asked(GROUP, NONE, group="ends", price="more", members="many")

    assert told(found) == [{"group": ("change", "stays"), "price": ("change", "same")}]


def test_nothing_is_searched_where_the_rating_is_good_enough() -> None:
    found = asked(GROUP, group="stays", price="more", members="few")

    assert (found.is_met, found.sets, found.in_the_way, found.searched_to) == (True, (), (), 0)


@pytest.mark.parametrize(
    ("level", "below"),
    [(SEVERE, MODERATE), (HIGH, MODERATE), (MODERATE, LOW), (LOW, LOW), (NONE, NONE)],
    ids=lambda level: level.name,
)
def test_the_target_is_the_next_better_band(level: Level, below: Level) -> None:
    assert next_band_down(level) is below


# Changes and findings


BUS = ruleset(
    lever("session", "one", "kept ends", ordered=True),
    question("bus", worse="no", reassuring="yes", min_grade="C"),
    rules=[
        rule("ends", "session == ends", "M1", severity="severe"),
        rule("no-bus", "not bus", "M2", severity="severe"),
    ],
)


def test_a_change_and_a_finding_may_be_needed_together() -> None:
    found = asked(BUS, session="ends", bus=DONT_KNOW)

    assert told(found) == [{"session": ("change", "kept"), "bus": ("find_out", "yes")}]
    assert found.sets[0].steps[1].evidence == "C"


def test_an_answer_that_only_lacks_evidence_is_to_be_shown() -> None:
    found = asked(BUS, session="ends", bus=known("yes"))

    assert told(found) == [{"session": ("change", "kept"), "bus": ("show", "yes")}]
    assert found.sets[0].steps[1].state == "no_evidence"


def test_a_lever_that_is_open_is_to_be_made_sure_of() -> None:
    found = asked(BUS, session=DONT_KNOW, bus=known("yes", "E1"))

    assert told(found) == [{"session": ("make_sure", "kept")}]


def test_a_change_that_opens_a_question_comes_with_its_answer() -> None:
    content = ruleset(
        lever("place", "one", "stays moves closes", ordered=True),
        lever("reach", "one", "near far", ordered=True, ask_if="place == moves"),
        rules=[
            rule("closes", "place == closes", severity="severe"),
            rule("far", "reach == far", severity="severe"),
            rule("changes", "place in (moves, closes)", "M2", severity="high"),
        ],
        elements=[element("P", "M1 M2")],
    )

    found = asked(content, place="closes")

    assert told(found) == [{"place": ("change", "stays")}]
    moved = asked(content, place="moves")
    assert told(moved) == [{"place": ("change", "stays")}, {"reach": ("make_sure", "near")}]
    assert [way.steps[0].state for way in moved.sets] == ["value", "unanswered"]


def test_an_opened_question_is_part_of_the_set_where_nothing_else_is_enough() -> None:
    content = ruleset(
        lever("place", "one", "moves closes", ordered=True),
        lever("reach", "one", "near far", ordered=True, ask_if="place == moves"),
        rules=[rule("closes", "place == closes", severity="severe"), rule("far", "reach == far", severity="severe")],
    )

    found = asked(content, place="closes")

    assert told(found) == [{"place": ("change", "moves"), "reach": ("make_sure", "near")}]
    assert found.sets[0].steps[1].state == "not_asked"


def test_among_sets_of_one_size_what_the_decision_can_choose_comes_before_facts() -> None:
    content = ruleset(
        question("fact"),
        lever("own", "one", "best good bad", ordered=True),
        rules=[rule("r", "fact and own in (good, bad)", severity="severe")],
    )

    found = asked(content, own="bad")

    assert told(found) == [{"own": ("change", "best")}, {"fact": ("find_out", "no")}]


# What counts


def test_counting_is_brought_down_by_any_of_the_factors_counted() -> None:
    ids = ("a", "b", "c")
    content = ruleset(
        *(lever(id_, worse="yes") for id_ in ids),
        rules=[rule(id_, id_, f"M{id_}", severity="high") for id_ in ids],
        elements=[element("P1", "Ma Mb Mc")],
    )

    found = asked(content, a="yes", b="yes", c="yes")

    assert found.now.possible == HIGH
    assert told(found) == [{id_: ("change", "no")} for id_ in ids]


def test_a_floor_is_brought_down_too() -> None:
    content = ruleset(lever("a", worse="yes"), floors=[floor("f", "a", "high")])

    assert told(asked(content, a="yes")) == [{"a": ("change", "no")}]


def test_less_exposure_may_be_enough() -> None:
    content = ruleset(
        lever("many", worse="yes"),
        question("a"),
        rules=[rule("r", "a", severity="high"), rule("e", "many", exposure="acute")],
    )

    assert told(asked(content, a="yes", many="yes")) == [{"many": ("change", "no")}]


def test_at_most_five_sets_are_listed_and_the_others_counted() -> None:
    ids = tuple("abcdefg")
    content = ruleset(
        *(lever(id_, worse="yes") for id_ in ids), rules=[rule("r", " and ".join(ids), severity="severe")]
    )

    found = asked(content, **dict.fromkeys(ids, "yes"))

    assert [list(way) for way in told(found)] == [["a"], ["b"], ["c"], ["d"], ["e"]]
    assert (found.left_out, found.searched_to) == (2, 1)


# What stands in the way


def test_what_no_lever_can_change_is_named_with_the_facts_behind_it() -> None:
    content = ruleset(
        question("sold"),
        lever("price", worse="yes"),
        rules=[rule("r", "sold", "M1", severity="severe"), rule("p", "price", "M2", severity="severe")],
        floors=[floor("f", "sold and price")],
    )

    found = asked(content, sold="yes", price="yes")

    assert found.sets == ()
    assert found.searched_to == MOST_STEPS
    assert [(entry.kind, entry.id, entry.level, entry.can_move) for entry in found.in_the_way] == [
        ("factor", "M1", HIGH, False),
        ("floor", "f", HIGH, True),
        ("factor", "M2", HIGH, True),
    ]
    assert [[used.question for used in entry.answers] for entry in found.in_the_way] == [["sold"], [], []]


def test_an_alternative_that_is_a_known_fact_makes_a_harm_stay() -> None:
    content = ruleset(question("fact"), lever("own", worse="yes"), rules=[rule("r", "fact or own", severity="severe")])

    found = asked(content, fact="yes", own="yes")

    assert [(entry.id, entry.can_move) for entry in found.in_the_way] == [("M1", False)]
    assert [used.question for used in found.in_the_way[0].answers] == ["fact"]


def test_more_than_four_changes_are_another_plan() -> None:
    ids = tuple("abcde")
    content = ruleset(
        *(lever(id_, worse="yes") for id_ in ids),
        rules=[rule(id_, id_, f"M{id_}", severity="severe") for id_ in ids],
    )

    five = asked(content, **dict.fromkeys(ids, "yes"))
    four = asked(content, **{**dict.fromkeys(ids, "yes"), "e": "no"})

    assert (five.sets, five.searched_to, {entry.can_move for entry in five.in_the_way}) == ((), MOST_STEPS, {True})
    assert [list(way) for way in told(four)] == [["a", "b", "c", "d"]]


def test_a_count_that_nothing_brings_down_is_named() -> None:
    ids = ("a", "b", "c")
    content = ruleset(
        *(question(id_) for id_ in ids),
        rules=[rule(id_, id_, f"M{id_}", severity="high") for id_ in ids],
        elements=[element("P1", "Ma Mb Mc")],
    )

    found = asked(content, a="yes", b="yes", c="yes")

    assert [(entry.kind, entry.id, entry.can_move) for entry in found.in_the_way] == [("count", "P1", False)]


def test_a_search_that_grows_too_large_says_how_far_it_came() -> None:
    ids = tuple("abcd")
    content = ruleset(
        *(lever(id_, worse="yes") for id_ in ids),
        rules=[rule(id_, id_, f"M{id_}", severity="severe") for id_ in ids],
    )

    found = what_if(content, assessment(**dict.fromkeys(ids, "yes")), most_looks=2)

    assert (found.sets, found.searched_to) == ((), 2)
    assert len(found.in_the_way) == 4


# Against brute force


def with_levers(world: World, chosen: Choices) -> World:
    """Make some questions levers."""
    section = world.content.sections[0]
    roles = ("lever", "fact", "lever")
    questions = tuple(q.model_copy(update={"role": chosen.pick(roles)}) for q in section.questions)
    return world.with_the_same_conditions(sections=(section.model_copy(update={"questions": questions}),))


def possible(world: World, made: dict[str, Seen]) -> Level:
    return look(world.ruleset, route(world.ruleset, world.assessment, made)).rating.possible


def every_set(movable: dict[str, tuple[Move, ...]], size: int) -> Iterator[tuple[Move, ...]]:
    for questions in combinations(movable, size):
        yield from product(*(movable[id_] for id_ in questions))


def tries(movable: dict[str, tuple[Move, ...]]) -> int:
    return sum(1 for size in range(1, MOST_STEPS + 1) for _ in every_set(movable, size))


def order(steps: tuple[Move, ...]) -> tuple[int, int, int, list[int]]:
    found_out = sum(step.kind == "find_out" for step in steps)
    return len(steps), found_out, sum(step.size for step in steps), [step.place for step in steps]


def brute_force(world: World, movable: dict[str, tuple[Move, ...]], target: Level) -> list[tuple[Move, ...]]:
    """Return the best moves of every minimal set of questions; larger sizes only while fewer than five are found."""
    found: dict[frozenset[str], tuple[Move, ...]] = {}
    for size in range(1, MOST_STEPS + 1):
        enough: dict[frozenset[str], tuple[Move, ...]] = {}
        for steps in every_set(movable, size):
            questions = frozenset(step.question for step in steps)
            if any(smaller <= questions for smaller in found):
                continue
            if possible(world, {step.question: step.value for step in steps}) <= target:
                enough[questions] = min(steps, enough.get(questions, steps), key=order)
        found |= enough
        if len(found) >= MOST_SETS:
            break
    return sorted(found.values(), key=order)


def assert_same_as_brute_force(world: World, chosen: Choices) -> WhatIf:
    world = with_levers(world, chosen)
    now = possible(world, {})
    assume(now > Level.NONE)
    target = Level(chosen.below(int(now)))
    movable = moves(world.ruleset, world.assessment, look(world.ruleset, world.route).on_file)
    assume(tries(movable) <= 800)

    found = what_if(world.ruleset, world.assessment, target)

    expected = brute_force(world, movable, target)
    listed = [[(step.question, step.to) for step in way.steps] for way in found.sets]
    assert listed == [[(step.question, as_answer(world, step)) for step in steps] for steps in expected[:MOST_SETS]]
    assert found.left_out == max(0, len(expected) - MOST_SETS)
    for way, steps in zip(found.sets, expected, strict=False):
        assert way.after.possible == possible(world, {step.question: step.value for step in steps})
    return found


def as_answer(world: World, step: Move) -> Value:
    if isinstance(step.value, frozenset):
        offered = (option.id for option in world.ruleset.options[step.question])
        return tuple(id_ for id_ in offered if id_ in step.value) or ("none_of_these",)
    return step.value if isinstance(step.value, str | int) else step.value.isoformat()


brute = settings(hundreds, max_examples=200)


@brute
@given(worlds(), choices())
def test_the_sets_found_are_those_that_trying_everything_finds(world: World, chosen: Choices) -> None:
    assert_same_as_brute_force(world, chosen)


@brute
@given(monotone_worlds(), choices())
def test_the_same_holds_where_worse_answers_never_help(world: World, chosen: Choices) -> None:
    assert_same_as_brute_force(world, chosen)
