"""Truth tables of two conditions in two packs: equal however they are written, or answers that tell them apart."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rules.build import Entry, check, question, rule
from rules.build import ruleset as build

from impact_check.comparing.tables import Difference, NotComparableError, difference
from impact_check.proving.left import Given
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Scene, Seen, Truth
from impact_check.rules.conditions import All, Any
from tests.proving.test_against_brute_force import DOMAINS, QUESTIONS, conditions

REACH = question("reach", "one", options=["near", "far", "none_within"])
CLOSES = question("closes", "yes_no")
FUNDED = question("funded", "yes_no")
USERS = question("users", "number", maximum=100)
PLACES = question("places", "number", maximum=100)
ENDS, STARTS, REVIEW = (question(id_, "date") for id_ in ("ends", "starts", "review"))
ALL = (CLOSES, FUNDED, REACH, USERS, PLACES, ENDS, STARTS, REVIEW)


def compared(
    before: str, after: str, old: tuple[Entry, ...] = ALL, new: tuple[Entry, ...] | None = None
) -> Difference | None:
    """Compare the conditions of a rule in two packs; the second has the questions of the first if none are given."""
    rulesets = [build(*questions, rules=(rule("r", text),)) for questions, text in ((old, before), (new or old, after))]
    return difference(*rulesets, *(ruleset.rules["r"].node for ruleset in rulesets))


def plain(found: Difference | None) -> dict[str, Seen] | None:
    return None if found is None else {name: given.value for name, given in found.answers.items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("not (closes and funded)", "not closes or not funded"),
        ("closes and funded", "funded and closes"),
        ("reach in (near, far)", "reach != none_within"),
        ("reach == far or reach == near", "not (reach == none_within)"),
        ("users >= 20", "users > 19"),
        ("users >= 20", "not users < 20"),
        ("20 <= users", "users >= 20"),
        ("users >= 20 or users >= 30", "users >= 20"),
        ("users < places", "places > users"),
        ("users < places and users < 101", "users < places"),
        ("count(groups) >= 1", "any_of(groups, V01, V02, V03, V04)"),
        ("count(groups) == 4", "all_of(groups, V01, V02, V03, V04)"),
        ("none_of(groups, V01, V02)", "V01 not in groups and V02 not in groups"),
        ("starts > ends", "days_between(ends, starts) > 0"),
        ("starts > ends", "days_between(starts, ends) < 0"),
        ("closes or (closes and funded)", "closes"),
    ],
)
def test_conditions_that_say_the_same(before: str, after: str) -> None:
    assert compared(before, after) is None
    assert compared(after, before) is None


@pytest.mark.parametrize(
    ("before", "after", "answers"),
    [
        ("closes and funded", "closes or funded", {"closes": "yes", "funded": "no"}),
        ("reach == far", "reach != near", {"reach": "none_within"}),
        ("users >= 20", "users > 20", {"users": 20}),
        ("count(groups) >= 2", "count(groups) >= 3", {"groups": frozenset({"V01", "V02"})}),
        ("V01 in groups", "V02 in groups", {"groups": frozenset({"V01"})}),
        # Only an answer that isn't known tells these apart.
        ("closes or not closes", "users >= 0", {"closes": "yes", "users": UNKNOWN}),
        ("days_between(ends, starts) == 1 and starts == '2026-05-01'", "ends == '2026-04-30'", {"starts": UNKNOWN}),
        ("closes and (funded or not funded)", "closes", {"closes": "yes", "funded": UNKNOWN}),
    ],
)
def test_answers_that_tell_conditions_apart(before: str, after: str, answers: dict[str, Seen]) -> None:
    found = plain(compared(before, after))

    assert found is not None
    assert answers.items() <= found.items()


def test_what_routing_rules_out_makes_no_difference() -> None:
    questions = (CLOSES, {**REACH, "ask_if": "closes"})

    assert compared("reach == far", "closes and reach == far", questions) is None
    assert compared("reach == far", "closes and reach == far", (CLOSES, REACH)) is not None


def test_routing_is_that_of_both_packs() -> None:
    asked_if_closing = (CLOSES, {**REACH, "ask_if": "closes"})
    always_asked = (CLOSES, REACH)

    found = plain(compared("reach == far", "closes and reach == far", asked_if_closing, always_asked))

    assert found == {"closes": "no", "reach": "far"}


def test_not_applicable_is_an_answer_that_tells_conditions_apart() -> None:
    always = (CLOSES, {**REACH, "allow_not_applicable": True})

    found = plain(compared("reach in (near, far, none_within) or closes", "not closes or closes", always))

    assert found is not None
    assert found["reach"] in (ABSENT, UNKNOWN)


def test_options_of_either_pack_are_tried() -> None:
    wider = question("reach", "one", options=["near", "far", "none_within", "abroad"])

    found = plain(compared("reach != near", "reach in (far, none_within)", (REACH,), (wider,)))

    assert found == {"reach": "abroad"}


def test_numbers_of_either_range_are_tried() -> None:
    wider = question("users", "number", maximum=1000)

    assert compared("users > 100", "users > 900", (USERS,), (USERS,)) is None
    assert plain(compared("users > 100", "users > 900", (USERS,), (wider,))) == {"users": 101}


def test_question_that_one_pack_lacks_is_absent_there() -> None:
    assert compared("closes", "closes or funded", (CLOSES,), (CLOSES, FUNDED)) is not None
    assert compared("closes", "closes and (funded or not funded)", (CLOSES,), (CLOSES, FUNDED)) is not None


def test_facts_of_the_result_have_any_value() -> None:
    packs = [
        build(CLOSES, checks=(check("c", text),))
        for text in ("rating_possible in (high, severe)", "rating_possible not in (none, low, moderate)")
    ]
    other = build(CLOSES, checks=(check("c", "evidence_items == 0"),))

    nodes = [pack.fails_when["c"].node for pack in (*packs, other)]

    assert difference(packs[0], packs[1], nodes[0], nodes[1]) is None
    assert plain(difference(packs[0], other, nodes[0], nodes[2])) == {"rating_possible": "none", "evidence_items": 0}


def test_known_differs_from_answered_yes_or_no() -> None:
    packs = [build(CLOSES, checks=(check("c", text),)) for text in ("is_unknown(closes)", "not known(closes)")]
    other = build(CLOSES, checks=(check("c", "closes or not closes"),))

    nodes = [pack.fails_when["c"].node for pack in (*packs, other)]

    assert difference(packs[0], packs[1], nodes[0], nodes[1]) is None
    assert difference(packs[0], other, nodes[0], nodes[2]) is not None


def test_retyped_question_is_told_to_be_no_longer_comparable() -> None:
    number = question("reach", "number")

    with pytest.raises(NotComparableError, match="'reach', which is a question of another type"):
        compared("reach == far", "reach >= 10", (REACH,), (number,))


def test_questions_that_ask_for_each_other_are_told_to_be_not_comparable() -> None:
    old = (CLOSES, {**FUNDED, "ask_if": "closes"})
    new = (FUNDED, {**CLOSES, "ask_if": "funded"})

    with pytest.raises(NotComparableError, match="asked before and after"):
        compared("closes and funded", "closes or funded", old, new)


def test_too_many_answers_are_told_to_be_not_comparable() -> None:
    names = [f"n{number}" for number in range(20)]
    chain = " and ".join(f"{one} < {other}" for one, other in pairwise(names))
    numbers = (question(name, "number", maximum=1000) for name in names)
    pack = build(*numbers, rules=(rule("chain", chain), rule("ends", "n0 < n19")))
    node = pack.rules["chain"].node
    same = Any((node, All((node, pack.rules["ends"].node))))

    with pytest.raises(NotComparableError, match="too many answers"):
        difference(pack, pack, node, same)


# Against trying everything

Domain = tuple[Seen, ...]


def scenes(ruleset: Ruleset, domains: dict[str, tuple[Seen, ...]]) -> Iterator[Scene]:
    """Yield what conditions see, for all answers that there are, "don't know" and "not applicable" among them."""
    names = [name for name in ruleset.questions if name in domains]
    choices = [
        (*domains[name], UNKNOWN, *((ABSENT,) if ruleset.questions[name].allow_not_applicable else ()))
        for name in names
    ]
    for answers in product(*choices):
        values: dict[str, Seen] = {}
        maybe: set[str] = set()
        for name, value in zip(names, answers, strict=True):
            condition = ruleset.ask_if.get(name)
            asked = Truth.TRUE if condition is None else condition.holds(Scene(values, maybe))
            unsure = asked is Truth.UNKNOWN
            if asked is Truth.FALSE or (unsure and ruleset.questions[name].only_if_certain):
                values[name] = ABSENT
                continue
            values[name] = value
            if unsure:
                maybe.add(name)
        yield Scene(values, maybe)


def seen_in(scene: Scene, found: Difference) -> bool:
    """Tell whether these answers are those of the difference, what it leaves out being not asked or of no matter."""
    return all(
        scene.values.get(name, ABSENT) == given.value
        and (given.value in (ABSENT, UNKNOWN) or (name in scene.may_not_apply) == given.may_not_apply)
        for name, given in found.answers.items()
    )


def assert_found_rightly(
    rulesets: tuple[Ruleset, Ruleset], domains: tuple[dict[str, Domain], dict[str, Domain]], found: Difference | None
) -> None:
    before, after = (ruleset.rules["r"] for ruleset in rulesets)
    every = [scene for pair in zip(rulesets, domains, strict=True) for scene in scenes(*pair)]
    differing = [scene for scene in every if before.holds(scene) is not after.holds(scene)]
    assert (found is None) == (not differing)
    if found:
        shown = [scene for scene in differing if seen_in(scene, found)]
        assert any((before.holds(scene), after.holds(scene)) == (found.old, found.new) for scene in shown)


@st.composite
def versions(draw: st.DrawFn) -> tuple[tuple[Ruleset, Ruleset], tuple[dict[str, Domain], dict[str, Domain]]]:
    """Draw two versions of a pack: the second with some conditions written anew, and an answer more or less."""
    names = tuple(draw(st.permutations(("a", "r", "n", "m", "g"))))[:3]
    old, new = [], []
    for place, name in enumerate(names):
        asked = draw(conditions(names[:place])) if place and draw(st.integers(0, 2)) == 0 else None
        keys = {"allow_not_applicable": draw(st.integers(0, 4)) == 0, "only_if_certain": draw(st.integers(0, 4)) == 0}
        old.append({**QUESTIONS[name], **keys, "ask_if": asked})
        again = draw(conditions(names[:place])) if place and draw(st.integers(0, 3)) == 0 else asked
        new.append({**QUESTIONS[name], **keys, "ask_if": again})
    domains = dict(DOMAINS)
    if draw(st.booleans()):
        new = [{**entry, "maximum": 3} if entry["id"] == "n" else entry for entry in new]
        domains = {**DOMAINS, "n": tuple(range(4))}
    before = draw(conditions(names))
    joined = st.sampled_from([f"{before} or ({{}} and {before})", f"not not ({before})", "{}", f"({before}) and {{}}"])
    after = draw(joined).format(draw(conditions(names)))
    assume(len(after) <= 400)
    rulesets = (build(*old, rules=(rule("r", before),)), build(*new, rules=(rule("r", after),)))
    return rulesets, (DOMAINS, domains)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(versions())
def test_differences_are_those_that_trying_everything_finds(
    drawn: tuple[tuple[Ruleset, Ruleset], tuple[dict[str, Domain], dict[str, Domain]]],
) -> None:
    rulesets, domains = drawn

    found = difference(*rulesets, *(ruleset.rules["r"].node for ruleset in rulesets))

    assert_found_rightly(rulesets, domains, found)


_DAYS = tuple(date(2026, 1, 1) + timedelta(days) for days in range(-25, 26))
_FEW = st.integers(-3, 3)
_OPERATOR = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def date_conditions(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    name = st.sampled_from(names)
    day = _FEW.map(lambda days: f"'{date(2026, 1, 1) + timedelta(days)}'")
    one = st.one_of(
        st.tuples(name, _OPERATOR, day).map(" ".join),
        st.tuples(name, _OPERATOR, name).map(" ".join),
        st.tuples(name, name, _OPERATOR, _FEW).map(lambda p: f"days_between({p[0]}, {p[1]}) {p[2]} {p[3]}"),
    )
    return st.lists(one, min_size=1, max_size=3).flatmap(lambda p: st.sampled_from([" and ".join(p), " or ".join(p)]))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(date_conditions(("ends", "starts")), date_conditions(("ends", "starts")), st.booleans())
def test_differences_of_dates_are_those_that_trying_every_day_finds(before: str, after: str, joined: bool) -> None:
    texts = (before, f"({before}) or (({after}) and ({before}))" if joined else after)
    rulesets = tuple(build(ENDS, STARTS, rules=(rule("r", text),)) for text in texts)
    domains = {"ends": _DAYS, "starts": _DAYS}

    found = difference(*rulesets, *(ruleset.rules["r"].node for ruleset in rulesets))

    before_, after_ = (ruleset.rules["r"] for ruleset in rulesets)
    differs = any(before_.holds(scene) is not after_.holds(scene) for scene in scenes(rulesets[0], domains))
    assert (found is None) == (not differs)


def test_answers_of_a_difference_are_as_conditions_see_them() -> None:
    found = compared("reach == far", "reach == near", (CLOSES, {**REACH, "ask_if": "closes"}))

    assert found is not None
    assert found.answers == {"closes": Given("yes"), "reach": Given("near")}
    assert (found.old, found.new) == (Truth.FALSE, Truth.TRUE)
