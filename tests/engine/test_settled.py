"""What is called settled can't be changed by any answer still to come: held against every way to answer."""

import random
from itertools import islice
from math import prod

import pytest

from impact_check.engine import evaluate, route
from impact_check.engine.settling import settled
from impact_check.interview import stop_early
from impact_check.model.assessment import DontKnow
from tests.engine import build
from tests.engine.build import AT, ON
from tests.engine.completions import answers, completions, verdict
from tests.engine.worlds import NUMBER_OF_CONTENTS, World, world

BATCHES, EACH = 10, 100
"""1,000 random partial assessments."""

MOST_WAYS = 80
"""Ways to answer; a partial assessment with more is left to another draw."""

WHAT = ("rating", "alignment", "outcomes")


def fewest_ways(open_: World) -> int:
    """Return how many ways to answer there are at least, 0 if nothing is open. Counting them all is dear."""
    now = open_.route
    sure = [id_ for id_ in now.unanswered if id_ not in now.may_not_apply]
    return prod(len(list(answers(open_.ruleset.questions[id_]))) for id_ in sure) if now.unanswered else 0


def partial_worlds(seed: int, number: int) -> list[tuple[World, list]]:
    """Draw assessments with open questions, each with every way to answer them."""
    chosen = random.Random(seed)  # noqa: S311  # No secret: the same draws in every run.
    found: list[tuple[World, list]] = []
    while len(found) < number:
        drawn = world(chosen.randrange(NUMBER_OF_CONTENTS), chosen.randbytes(60), monotone=chosen.random() < 0.3)
        share = chosen.choice((0.5, 0.7, 0.85, 0.95))
        kept = {name: given for name, given in drawn.assessment.answers.items() if chosen.random() < share}
        open_ = drawn.given(answers=kept)
        if not 0 < fewest_ways(open_) <= MOST_WAYS:
            continue
        ways = list(islice(completions(open_.ruleset, open_.assessment, open_.by), MOST_WAYS + 1))
        if len(ways) <= MOST_WAYS:
            found.append((open_, ways))
    return found


def unchanged(open_: World, ways: list) -> set[str]:
    """Return what is the same in every way to answer; the last way is tried after the first, as it differs most."""
    now = verdict(open_.ruleset, open_.assessment)
    same = set(WHAT)
    for way in (*ways[:1], *reversed(ways[1:])):
        then = verdict(open_.ruleset, way)
        same = {what for what in same if then[what] == now[what]}
        if not same:
            break
    return same


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_way_to_answer_changes_what_is_settled(batch):
    missed = said = 0
    for open_, ways in partial_worlds(batch, EACH):
        ruleset = open_.ruleset
        found = settled(ruleset, open_.assessment, ON)
        holds = unchanged(open_, ways)
        for what in WHAT:
            if getattr(found, what):
                assert what in holds, (what, found, open_)
                said += 1
            missed += what in holds and not getattr(found, what)

    # Where one question stands in several tests a span may be too wide; that is rare, and only asks more than need be.
    assert said > 10 * missed


@pytest.mark.parametrize("batch", range(3))
def test_answering_what_can_tell_settles_all(batch):
    for open_, _ in partial_worlds(100 + batch, 60):
        now = open_
        while telling := settled(now.ruleset, now.assessment, ON).telling:
            given = {**now.assessment.answers, telling[0]: DontKnow(by=now.by, at=AT)}
            now = now.given(answers=given)

        assert settled(now.ruleset, now.assessment, ON).is_all


def stopped(open_: World):
    left = route(open_.ruleset, open_.assessment).unanswered
    return stop_early(open_.assessment, left, by="Ann", at=AT)


def test_a_stop_completes_the_assessment_only_while_nothing_left_can_change_the_result():
    for open_, _ in partial_worlds(200, 80):
        found = settled(open_.ruleset, open_.assessment, ON)
        before, after = (evaluate(open_.ruleset, file, ON) for file in (open_.assessment, stopped(open_)))

        assert after.left_unasked == (found.open if found.is_all else ())
        assert after.is_complete is (found.is_all or before.is_complete)
        assert after.inherent == before.inherent
        assert after.alignment == before.alignment


def test_a_question_that_must_be_known_can_never_be_left():
    rules = build.ruleset(
        build.question("a", "yes_no", must_know=True),
        build.question("b"),
        rules=(build.rule("r", "b", severity="high"),),
    )
    file = build.assessment(b="no")

    found = settled(rules, file, ON)

    assert (found.rating, found.alignment, found.outcomes) == (True, True, True)
    assert "a" in found.telling
    assert not found.is_all
