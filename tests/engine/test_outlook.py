"""Working out again only what can differ gives the same as working out everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import assume, given

from impact_check import api
from impact_check.engine import route
from impact_check.engine.find_out import find_out
from impact_check.engine.outlook import Outlook, look
from impact_check.model.assessment import Assessment
from impact_check.rules import Ruleset, Seen
from impact_check.rules.domain import representatives
from tests.engine.build import assessment, floor, question, rule, ruleset
from tests.engine.worlds import Choices, World, choices, hundreds, worlds

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def in_full(content: Ruleset, file: Assessment, assumed: dict[str, Seen]) -> Outlook:
    return look(content, route(content, file, assumed))


def some_assumptions(world: World, chosen: Choices) -> dict[str, Seen]:
    """Pick up to three questions, asked or not, in any order, and a value for each."""
    assumed: dict[str, Seen] = {}
    for _ in range(1 + chosen.below(3)):
        asked = chosen.pick(world.content.questions)
        values = representatives(world.ruleset, asked, world.route.scene)
        if values:
            assumed[asked.id] = chosen.pick(values)
    return assumed


@hundreds
@given(worlds(), choices())
def test_assuming_one_by_one_is_the_same_as_replaying_the_whole_route(world: World, chosen: Choices) -> None:
    assumed = some_assumptions(world, chosen)
    assume(assumed)

    outlook = in_full(world.ruleset, world.assessment, {})
    for id_, value in assumed.items():
        outlook = outlook.assuming(id_, value)

    full = in_full(world.ruleset, world.assessment, assumed)
    assert dict(outlook.scene.values) == dict(full.scene.values)
    assert outlook.scene.may_not_apply == full.scene.may_not_apply
    assert (outlook.rules, outlook.floors) == (full.rules, full.floors)
    assert outlook.factors == full.factors
    assert outlook.rating == full.rating


@contextmanager
def everything_replayed(file: Assessment) -> Iterator[None]:
    def assuming(self: Outlook, asked: str, value: Seen) -> Outlook:
        return in_full(self.ruleset, file, {**self.assumed, asked: value})

    with patch.object(Outlook, "assuming", assuming):
        yield


@hundreds
@given(worlds())
def test_what_to_find_out_is_the_same_as_if_everything_were_replayed(world: World) -> None:
    found = find_out(world.ruleset, world.assessment, world.route)

    with everything_replayed(world.assessment):
        assert find_out(world.ruleset, world.assessment, world.route) == found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_what_to_find_out_about_an_example_is_the_same_as_if_everything_were_replayed(example: Path) -> None:
    content = api.load_questionnaire(api.answers_header(example).questionnaire or "kirklees")
    answered = api.read_answers(content, example, at=datetime(2026, 11, 22, tzinfo=UTC))
    half = {id_: answer for number, (id_, answer) in enumerate(answered.answers.items()) if number % 2}
    for file in (answered, answered.model_copy(update={"answers": half})):
        now = route(content, file)
        found = find_out(content, file, now)

        with everything_replayed(file):
            assert find_out(content, file, now) == found


SMALL = ruleset(
    question("closes"),
    question("bus", ask_if="closes"),
    rules=[rule("r", "bus", severity="severe")],
    floors=[floor("f", "closes and bus")],
)


def test_an_assumption_about_a_question_that_is_not_asked_waits_until_it_is() -> None:
    outlook = in_full(SMALL, assessment(closes="no"), {}).assuming("bus", "yes")

    assert outlook.factors == {}
    assert list(outlook.assuming("closes", "yes").factors) == ["M1"]


def test_an_answer_that_was_set_aside_counts_again_once_its_question_is_asked() -> None:
    outlook = in_full(SMALL, assessment(closes="no", bus="yes"), {})

    assert list(outlook.assuming("closes", "yes").floor_levels) == ["f"]


def test_an_outlook_is_not_changed_by_what_is_assumed_of_it() -> None:
    outlook = in_full(SMALL, assessment(closes="yes", bus="yes"), {})
    before = dict(outlook.scene.values)

    outlook.assuming("closes", "no")

    assert dict(outlook.scene.values) == before
    assert list(outlook.factors) == ["M1"]
