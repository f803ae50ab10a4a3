"""The compiled function gives the same truths as one condition after another."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from impact_check import api
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Seen, Truth
from impact_check.rules.compiled import compiled
from impact_check.rules.conditions import Compared, Counted, IsKnown
from impact_check.rules.conditions import Test as Comparison
from impact_check.rules.replay import WORTH_COMPILING, program, replayed
from tests.engine.worlds import content
from tests.rules.build import check, question, rule, ruleset

PACKS = ("core", "hammersmith-fulham", "kirklees", "norfolk")
EACH_PACK = 1_000
SMALL_RULESETS = 400
EACH_SMALL = 240
"""100,000 sets of answers together. A pack takes the reference 60 times as long as a small ruleset."""

Pick = Callable[[random.Random], Seen]


def picks(content: Ruleset) -> list[Pick]:
    """Return, for each question, a function that picks one of the answers that matter."""
    return [_pick(content, asked) for asked in content.questions.values()]


def _pick(content: Ruleset, asked: Question) -> Pick:
    options = [option.id for option in content.options[asked.id] if option.id != NONE_OF_THESE]
    atoms = content.atoms.get(asked.id, ())
    if asked.type == "many":
        counted = max([atom.number for atom in atoms if isinstance(atom, Counted)], default=2)
        return lambda some: frozenset(some.sample(options, min(len(options), some.randrange(counted + 3))))
    values: list[Seen] = ["Something"]
    if options:
        values = list(options)
    elif asked.type == "number":
        near = {atom.constant for atom in atoms if isinstance(atom, Compared) and isinstance(atom.constant, int)}
        values = [number for at in {0, 5, *near} for number in (at - 1, at, at + 1)]
    elif asked.type == "date":
        values = [date(2026, 12, 1) + timedelta(days) for days in (0, 1, 13, 14, 15, 59, 60, 61, 121, 122)]
    return lambda some: some.choice(values)


def answers(some: random.Random, picked: list[Pick]) -> list[Seen]:
    """Return an answer for each question: most known, most unknown, or most not applicable, as it comes."""
    unknown, absent = some.choice(((0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.4, 0.1), (0.8, 0.0), (0.1, 0.5)))
    seen: list[Seen] = []
    for pick in picked:
        chance = some.random()
        seen.append(UNKNOWN if chance < unknown else ABSENT if chance < unknown + absent else pick(some))
    return seen


def assert_same(content: Ruleset, sets: int, seed: int) -> None:
    some, picked, truths_of = random.Random(seed), picks(content), compiled(program(content))  # noqa: S311
    for _ in range(sets):
        seen = answers(some, picked)
        assert truths_of(seen) == replayed(content, seen), seen


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_compiled_gives_the_truths_of_its_conditions(pack: str) -> None:
    assert_same(api.load_questionnaire(pack), EACH_PACK, seed=len(pack))


def test_small_rulesets_compiled_give_the_truths_of_their_conditions() -> None:
    assert len(PACKS) * EACH_PACK + SMALL_RULESETS * EACH_SMALL == 100_000
    for number in range(SMALL_RULESETS):
        assert_same(content(number, monotone=bool(number % 4 == 0)), EACH_SMALL, seed=number)


EVERY_TEST = (
    *("kind == close", "kind != close", "kind in (close, cut)", "kind not in (close, cut)", "sure", "not sure"),
    *(
        "bus in lost",
        "bus not in lost",
        "any_of(lost, bus, shop)",
        "all_of(lost, bus, shop)",
        "none_of(lost, bus, shop)",
    ),
    *(
        "count(lost) >= 2",
        "not count(lost) == 1",
        "people < 5",
        "not people < 5",
        "people > places",
        "places != people",
    ),
    *("start < end", "not start <= end", "start >= '2026-12-02'", "days_between(start, end) > 14"),
    *("not days_between(end, start) == 1", "people == people", "days_between(end, end) == 0"),
    *(
        "sure and (bus in lost or kind == cut)",
        "sure and (bus in lost or kind == cut)",
        "not (sure or people > places)",
    ),
)


def test_every_kind_of_test_compiled_gives_its_truth_whether_its_questions_are_asked_or_may_be() -> None:
    content = ruleset(
        question("first", "yes_no"),
        question("kind", "one", options=("keep", "close", "cut"), ask_if="first"),
        question("sure", "yes_no", ask_if="kind in (close, cut)", only_if_certain=True),
        question("lost", "many", options=("bus", "shop", "library"), ask_if="not first or kind == close"),
        question("people", "number", ask_if="count(lost) >= 1 or first"),
        question("places", "number", ask_if="sure or kind == cut"),
        question("start", "date", ask_if="people >= 4"),
        question("end", "date", ask_if="places != people and first"),
        rules=tuple(rule(f"r{number}", when) for number, when in enumerate(EVERY_TEST)),
    )

    assert_same(content, 4_000, seed=1)


def test_translations_share_the_function() -> None:
    content = ruleset(question("open", "yes_no"), rules=(rule("r", "open"),))
    again = ruleset(question("open", "yes_no"), rules=(rule("r", "open"),))

    assert compiled(program(content)) is compiled(program(again))


def test_other_conditions_never_share_it_whatever_hash_they_claim() -> None:
    content, other = (ruleset(question("open", "yes_no"), rules=(rule("r", when),)) for when in ("open", "not open"))

    assert content.sha256 == other.sha256
    assert compiled(program(content)) is not compiled(program(other))


def test_a_condition_about_what_is_known_is_refused() -> None:
    content = ruleset(question("open", "yes_no"), checks=(check("k", "is_unknown(open)"),))
    made = program(content)

    with pytest.raises(ValueError, match="only a check"):
        compiled(type(made)(made.questions, (Comparison(IsKnown("open")),), ()))


def test_conditions_are_compiled_once_they_have_been_replayed_often() -> None:
    content = ruleset(question("open", "yes_no"), rules=(rule("r", "open"),))
    seen = ["yes" if id_ == "open" else UNKNOWN for id_ in content.questions]

    truths = [content.replay(seen) for _ in range(WORTH_COMPILING + 1)]

    assert content.replay.compiled is not None
    assert truths == [replayed(content, seen)] * len(truths)
    assert truths[0][1] == [Truth.TRUE]
