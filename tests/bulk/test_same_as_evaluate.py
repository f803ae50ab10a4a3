"""A screening says of every row what `evaluate` says of the same answers, as proposed."""

from collections.abc import Sequence
from functools import cache
from typing import get_args

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check.bulk import EXTRAS, rate_table
from impact_check.engine import route
from impact_check.loading import load_ruleset
from impact_check.model.assessment import Answer, Assessment
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset, Scene
from impact_check.rules.domain import representatives
from tests.bulk.tables import Written, expected, found, table
from tests.engine import build
from tests.engine.build import DONT_KNOW, NOT_APPLICABLE
from tests.engine.worlds import E0, NUMBER_OF_CONTENTS, Choices, hundreds, world

PACKS = ("core", "kirklees", "norfolk", "hammersmith-fulham", "blank")
WAYS = st.sampled_from(get_args(Written))


def check(ruleset: Ruleset, assessments: Sequence[Assessment], written: Written) -> None:
    rated = rate_table(ruleset, table(ruleset, assessments, written), EXTRAS)
    assert isinstance(rated, pa.Table)
    assert rated["faults"].null_count == len(assessments)
    for row, given_ in zip(found(rated), assessments, strict=True):
        wanted = expected(ruleset, given_)
        assert {name: value for name, value in row.items() if value != wanted[name]} == {}
        assert row.keys() == wanted.keys()


# Small questionnaires of every form


@settings(hundreds, max_examples=150)
@given(number=st.integers(0, NUMBER_OF_CONTENTS - 1), rows=st.lists(st.binary(min_size=60, max_size=60), min_size=3, max_size=6), written=WAYS)  # fmt: skip  # noqa: E501
def test_small_questionnaires_of_every_form(number: int, rows: list[bytes], written: Written) -> None:
    made = [world(number, data, monotone=False) for data in rows]

    check(made[0].ruleset, [each.assessment for each in made], written)


# The packs that are shipped


@cache
def pack(name: str) -> Ruleset:
    return load_ruleset(name)


EVIDENCE = (E0, build.on_file("E1", "B"), build.on_file("E2", "C"), build.on_file("E3", "D"))


@cache
def answers(name: str, id_: str) -> tuple[Answer | None, ...]:
    """Return everything that may stand against a question; mostly values, with evidence of every grade or none."""
    ruleset = pack(name)
    question = ruleset.questions[id_]
    known = [
        build.known(value, *cited)
        for value in _values(ruleset, question)
        for cited in (("E0",), ("E1",), ("E2",), ("E3",), (), ("E2", "E0"))
    ]
    return (None, DONT_KNOW, *known, *([NOT_APPLICABLE] if question.allow_not_applicable else []))


def _values(ruleset: Ruleset, question: Question) -> tuple[str | int | tuple[str, ...], ...]:
    options = tuple(option.id for option in ruleset.options[question.id])
    match question.type:
        case "many":
            some = [options[:size] for size in (2, 3, len(options) - 1) if 1 < size < len(options)]
            return ((NONE_OF_THESE,), *((option,) for option in options[:-1]), *some)
        case "number":
            numbers = {n for n in representatives(ruleset, question, Scene({})) if isinstance(n, int)}
            return tuple(sorted({*numbers, question.minimum, question.maximum}))
        case "date":
            return ("2027-04-01", "2027-09-01", "2026-12-31")
        case "text" | "role":
            return ("As written.",)
    return options


def random_assessment(name: str, data: bytes) -> Assessment:
    """Answer the questions as they come, so that most of what is answered is asked."""
    chosen = Choices(data)
    given_: dict[str, Answer] = {}
    for id_ in pack(name).questions:
        possible = answers(name, id_)
        place = chosen.below(256) % (len(possible) + 4)  # Values more often than nothing.
        answer = possible[place if place < len(possible) else -1 - (place - len(possible)) % (len(possible) - 1)]
        if answer is not None:
            given_[id_] = answer
    return build.assessment(evidence=EVIDENCE, change_date=None).model_copy(update={"answers": given_})


@pytest.mark.parametrize("name", PACKS)
@settings(max_examples=2, deadline=None, derandomize=True)
@given(rows=st.lists(st.binary(min_size=150, max_size=150), min_size=8, max_size=12), written=WAYS)
def test_pack_that_is_shipped(name: str, rows: list[bytes], written: Written) -> None:
    check(pack(name), [random_assessment(name, data) for data in rows], written)


def test_random_answers_open_most_of_a_pack() -> None:
    # Or else the property would hold of hardly anything.
    ruleset = pack("kirklees")
    made = [random_assessment("kirklees", bytes((17 * n * n + 31 * k) % 251 for n in range(150))) for k in range(40)]

    opened = {id_ for each in made for id_ in route(ruleset, each).asked}

    assert len(opened & ruleset.bears_on_rating) > 0.9 * len(ruleset.bears_on_rating)
