"""Three truths: what is not known is neither yes nor no, and what was not asked meets no comparison."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_check.rules import ABSENT, UNKNOWN, Scene, Seen, Truth, support
from impact_check.rules.conditions import All, Any, IsKnown, Node, negate
from impact_check.rules.conditions import Test as Comparison
from impact_check.rules.parse import parse
from impact_check.rules.truth import compile_condition
from rules.build import SCOPE

NO, MAYBE, YES = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
SEEN: dict[Truth, Seen] = {NO: "no", MAYBE: UNKNOWN, YES: "yes"}


def node_of(text: str) -> Node:
    node = parse(text, SCOPE)
    assert not isinstance(node, tuple), node
    return node


def holds(text: str, may_not_apply: frozenset[str] = frozenset(), **values: Seen) -> Truth:
    return compile_condition(node_of(text))(Scene(values, may_not_apply))


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (NO, NO, NO, NO),
        (NO, MAYBE, NO, MAYBE),
        (NO, YES, NO, YES),
        (MAYBE, NO, NO, MAYBE),
        (MAYBE, MAYBE, MAYBE, MAYBE),
        (MAYBE, YES, MAYBE, YES),
        (YES, NO, NO, YES),
        (YES, MAYBE, MAYBE, YES),
        (YES, YES, YES, YES),
    ],
    ids=lambda truth: truth.name.lower(),
)
def test_and_or_are_those_of_kleene(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    values = {"only_place": SEEN[a], "funded": SEEN[b]}

    assert holds("only_place and funded", **values) is both
    assert holds("only_place or funded", **values) is either
    assert holds("not (only_place and funded)", **values) is Truth(2 - both)
    assert holds("not (only_place or funded)", **values) is Truth(2 - either)


@pytest.mark.parametrize(
    ("text", "value", "truth"),
    [
        ("only_place", "yes", YES),
        ("only_place", "no", NO),
        ("not only_place", "no", YES),
        ("not only_place", UNKNOWN, MAYBE),
        ("only_place == no", "no", YES),
        ("reach == far", "far", YES),
        ("reach == far", "near", NO),
        ("reach != far", "near", YES),
        ("reach != far", UNKNOWN, MAYBE),
        ("reach in (far, near)", "near", YES),
        ("reach not in (far, near)", "none_within", YES),
        ("V01 in groups", frozenset({"V01", "V02"}), YES),
        ("V01 in groups", frozenset({"V02"}), NO),
        ("V01 not in groups", frozenset(), YES),
        ("V01 in groups", UNKNOWN, MAYBE),
        ("any_of(groups, V01, V02)", frozenset({"V02", "V03"}), YES),
        ("any_of(groups, V01, V02)", frozenset({"V03"}), NO),
        ("all_of(groups, V01, V02)", frozenset({"V01", "V02", "V03"}), YES),
        ("all_of(groups, V01, V02)", frozenset({"V01"}), NO),
        ("none_of(groups, V01, V02)", frozenset({"V03"}), YES),
        ("none_of(groups, V01, V02)", frozenset({"V01"}), NO),
        ("none_of(groups, V01, V02)", UNKNOWN, MAYBE),
        ("count(groups) >= 2", frozenset({"V01", "V02"}), YES),
        ("count(groups) >= 2", frozenset({"V01"}), NO),
        ("count(groups) == 0", frozenset(), YES),
        ("count(groups) == 0", UNKNOWN, MAYBE),
        ("users >= 20", 20, YES),
        ("users >= 20", 19, NO),
        ("users > 20", 20, NO),
        ("users == 20", 20, YES),
        ("users != 20", 20, NO),
        ("users < 20", UNKNOWN, MAYBE),
        ("ends < '2026-05-01'", date(2026, 4, 30), YES),
        ("ends < '2026-05-01'", date(2026, 5, 1), NO),
        ("ends <= '2026-05-01'", date(2026, 5, 1), YES),
    ],
)
def test_comparison_with_a_constant(text: str, value: Seen, truth: Truth) -> None:
    question = next(name for name in SCOPE.shapes if name in text)

    assert holds(text, **{question: value}) is truth


@pytest.mark.parametrize(
    ("text", "first", "second", "truth"),
    [
        ("places < users", 10, 11, YES),
        ("places < users", 11, 11, NO),
        ("not places < users", 11, 11, YES),
        ("places < users", UNKNOWN, 11, MAYBE),
        ("places < users", 11, UNKNOWN, MAYBE),
        ("places < users", UNKNOWN, UNKNOWN, MAYBE),
        ("starts > ends", date(2026, 5, 2), date(2026, 5, 1), YES),
        ("starts > ends", date(2026, 5, 1), UNKNOWN, MAYBE),
        ("days_between(starts, ends) > 14", date(2026, 5, 1), date(2026, 5, 16), YES),
        ("days_between(starts, ends) > 14", date(2026, 5, 1), date(2026, 5, 15), NO),
        ("days_between(starts, ends) == -1", date(2026, 3, 1), date(2026, 2, 28), YES),
        ("not days_between(starts, ends) > 14", UNKNOWN, date(2026, 5, 16), MAYBE),
    ],
)
def test_comparison_of_two_answers(text: str, first: Seen, second: Seen, truth: Truth) -> None:
    names = ("places", "users") if "places" in text else ("starts", "ends")

    assert holds(text, **dict(zip(names, (first, second), strict=True))) is truth


COMPARISONS = (
    "only_place",
    "reach == far",
    "reach in (far, near)",
    "V01 in groups",
    "all_of(groups, V01, V02)",
    "count(groups) >= 1",
    "users >= 20",
    "users < places",
    "ends < '2026-05-01'",
    "starts > ends",
    "days_between(starts, ends) > 14",
)
ANSWERS: dict[str, Seen] = {
    "only_place": "yes",
    "reach": "far",
    "groups": frozenset({"V01"}),
    "users": 20,
    "places": 10,
    "ends": date(2026, 5, 1),
    "starts": date(2026, 4, 1),
}


@pytest.mark.parametrize("text", COMPARISONS)
def test_question_not_asked_meets_no_comparison_whichever_way_it_is_written(text: str) -> None:
    for missing in [{}, dict.fromkeys(ANSWERS, ABSENT)]:
        assert holds(text, **missing) is NO
        assert holds(f"not ({text})", **missing) is NO
        assert holds(f"not not ({text})", **missing) is NO


@pytest.mark.parametrize("text", [text for text in COMPARISONS if len(node_of(text).questions) > 1])
def test_one_of_two_questions_not_asked_meets_no_comparison(text: str) -> None:
    first, second = node_of(text).questions
    for absent, other in ((first, second), (second, first)):
        for value in (ANSWERS[other], UNKNOWN):
            assert holds(text, **{absent: ABSENT, other: value}) is NO
            assert holds(f"not ({text})", **{absent: ABSENT, other: value}) is NO


def test_not_is_applied_to_each_comparison_of_a_named_condition() -> None:
    # reach was not asked: "not (only_place and reach == far)" rests on only_place alone.
    assert holds("not (only_place and reach == far)", only_place="no") is YES
    assert holds("not (only_place and reach == far)", only_place="yes") is NO


@pytest.mark.parametrize("text", COMPARISONS)
def test_question_that_may_not_apply_makes_nothing_true_yet(text: str) -> None:
    doubtful = frozenset(ANSWERS)
    for written in (text, f"not ({text})"):
        sure = holds(written, **ANSWERS)
        assert holds(written, doubtful, **ANSWERS) is (MAYBE if sure is YES else NO)


def test_one_doubtful_question_of_two_is_enough_for_doubt() -> None:
    for doubtful in ("places", "users"):
        assert holds("places < users", frozenset({doubtful}), places=1, users=2) is MAYBE


@pytest.mark.parametrize(
    ("value", "known", "unknown"),
    [("far", YES, NO), (UNKNOWN, NO, YES), (ABSENT, NO, NO)],
    ids=["answered", "unknown", "not-asked"],
)
def test_known_is_never_itself_unknown(value: Seen, known: Truth, unknown: Truth) -> None:
    scene = Scene({"reach": value}, frozenset({"reach"}))

    assert compile_condition(Comparison(IsKnown("reach")))(scene) is known
    assert compile_condition(Comparison(IsKnown("reach"), negated=True))(scene) is unknown


# What a truth rests on


@pytest.mark.parametrize(
    ("text", "values", "rests_on"),
    [
        ("only_place", {"only_place": "yes"}, ["only_place"]),
        ("only_place", {"only_place": "no"}, ["only_place"]),
        ("places < users", {"places": 1, "users": 2}, ["places", "users"]),
        # All
        ("only_place and funded", {"only_place": "yes", "funded": "yes"}, ["only_place", "funded"]),
        ("only_place and funded", {"only_place": "yes", "funded": "no"}, ["funded"]),
        ("only_place and funded", {"only_place": "no", "funded": "no"}, ["only_place", "funded"]),
        ("only_place and funded", {"only_place": UNKNOWN, "funded": "no"}, ["funded"]),
        ("only_place and funded", {"only_place": UNKNOWN, "funded": "yes"}, ["only_place", "funded"]),
        # Any
        ("only_place or funded", {"only_place": "yes", "funded": "no"}, ["only_place"]),
        ("only_place or funded", {"only_place": "yes", "funded": "yes"}, ["only_place", "funded"]),
        ("only_place or funded", {"only_place": "yes", "funded": UNKNOWN}, ["only_place"]),
        ("only_place or funded", {"only_place": "no", "funded": "no"}, ["only_place", "funded"]),
        ("only_place or funded", {"only_place": "no", "funded": UNKNOWN}, ["funded"]),
        # Nested, repeated, not asked
        (
            "(only_place or funded) and users > 3",
            {"only_place": "yes", "funded": "no", "users": 4},
            ["only_place", "users"],
        ),
        (
            "(only_place or funded) and users > 3",
            {"only_place": "no", "funded": "no", "users": 4},
            ["only_place", "funded"],
        ),
        (
            "(only_place or users > 3) and (funded or users > 5)",
            {"only_place": "no", "funded": "no", "users": 9},
            ["users"],
        ),
        ("only_place and reach == far", {"only_place": "yes"}, ["reach"]),
        ("not (only_place and funded)", {"only_place": "no", "funded": "yes"}, ["only_place"]),
    ],
)
def test_support_names_what_the_truth_rests_on(text: str, values: dict[str, Seen], rests_on: list[str]) -> None:
    assert list(support(node_of(text), Scene(values))) == rests_on


# Properties

_ATOMS = [node_of(text) for text in ("only_place", "funded", "reach == far", "users >= 20", "V01 in groups")]
_NODES = st.recursive(
    st.sampled_from(_ATOMS).flatmap(lambda atom: st.sampled_from([atom, negate(atom)])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any(tuple(parts))),
    ),
    max_leaves=8,
)
_DOMAINS: dict[str, tuple[Seen, ...]] = {
    "only_place": ("yes", "no"),
    "funded": ("yes", "no"),
    "reach": ("near", "far"),
    "users": (3, 20),
    "groups": (frozenset(), frozenset({"V01"})),
}
_SCENES = st.fixed_dictionaries(
    {name: st.sampled_from([*values, UNKNOWN, ABSENT]) for name, values in _DOMAINS.items()}
)
_QUICK = settings(max_examples=400, deadline=None, derandomize=True)


@_QUICK
@given(_NODES, _SCENES)
def test_de_morgan_holds_wherever_every_question_was_asked(node: Node, values: dict[str, Seen]) -> None:
    asked = {name: UNKNOWN if value is ABSENT else value for name, value in values.items()}

    assert compile_condition(negate(node))(Scene(asked)) == 2 - compile_condition(node)(Scene(asked))


@_QUICK
@given(_NODES, _SCENES)
def test_a_settled_truth_stays_however_the_unknowns_turn_out(node: Node, values: dict[str, Seen]) -> None:
    evaluate = compile_condition(node)
    before = evaluate(Scene(values))
    open_questions = [name for name, value in values.items() if value is UNKNOWN]

    after = {
        evaluate(Scene({**values, **dict(zip(open_questions, answers, strict=True))}))
        for answers in product(*(_DOMAINS[name] for name in open_questions))
    }

    assert MAYBE not in after
    assert before is MAYBE or after == {before}


@_QUICK
@given(_NODES, _SCENES)
def test_what_a_truth_does_not_rest_on_can_be_forgotten(node: Node, values: dict[str, Seen]) -> None:
    evaluate = compile_condition(node)
    truth = evaluate(Scene(values))
    kept = support(node, Scene(values))

    forgotten = {name: value if name in kept or value is ABSENT else UNKNOWN for name, value in values.items()}

    assert evaluate(Scene(forgotten)) is truth
