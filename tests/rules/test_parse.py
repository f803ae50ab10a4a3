"""Every form that the table 'Conditions' of questionnaires/README.md allows, and what it is parsed into."""

from dataclasses import replace
from datetime import date

import pytest

from impact_check.rules.conditions import (
    All,
    Any,
    Chosen,
    Compared,
    Counted,
    Elapsed,
    IsKnown,
    Node,
    Picked,
    negate,
    questions_read,
)
from impact_check.rules.conditions import Test as Comparison
from impact_check.rules.conditions import tests as comparisons
from impact_check.rules.parse import parse
from impact_check.rules.shapes import RESULT_FACTS
from rules.build import SCOPE, SHAPES

ONLY, FUNDED = Comparison(Chosen("only_place", ("yes",))), Comparison(Chosen("funded", ("yes",)))
FAR = Comparison(Chosen("reach", ("far",)))
MANY = Comparison(Compared("users", ">=", 20))


def no(test: Comparison) -> Comparison:
    return Comparison(test.atom, negated=True)


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        # yes_no
        ("only_place", ONLY),
        ("not only_place", no(ONLY)),
        ("only_place == yes", ONLY),
        ("only_place == no", Comparison(Chosen("only_place", ("no",)))),
        ("only_place != yes", no(ONLY)),
        ("only_place in (yes, no)", Comparison(Chosen("only_place", ("yes", "no")))),
        # one
        ("reach == far", FAR),
        ("reach == 'far'", FAR),
        ('reach == "far"', FAR),
        ("reach != far", no(FAR)),
        ("not reach == far", no(FAR)),
        ("not reach != far", FAR),
        ("reach in (far, none_within)", Comparison(Chosen("reach", ("far", "none_within")))),
        ("reach in [far, none_within]", Comparison(Chosen("reach", ("far", "none_within")))),
        ("reach in (far,)", FAR),
        ("reach not in (far, near)", Comparison(Chosen("reach", ("far", "near")), negated=True)),
        ("not reach not in (far,)", FAR),
        # many
        ("V01 in groups", Comparison(Picked("groups", ("V01",), "any"))),
        ("V01 not in groups", Comparison(Picked("groups", ("V01",), "any"), negated=True)),
        ("'V01' in groups", Comparison(Picked("groups", ("V01",), "any"))),
        ("any_of(groups, V01, V02)", Comparison(Picked("groups", ("V01", "V02"), "any"))),
        ("any_of(groups, V01)", Comparison(Picked("groups", ("V01",), "any"))),
        ("all_of(groups, V01, V02)", Comparison(Picked("groups", ("V01", "V02"), "all"))),
        ("none_of(groups, V01, V02)", Comparison(Picked("groups", ("V01", "V02"), "any"), negated=True)),
        ("not none_of(groups, V01)", Comparison(Picked("groups", ("V01",), "any"))),
        ("not all_of(groups, V01, V02)", Comparison(Picked("groups", ("V01", "V02"), "all"), negated=True)),
        ("count(groups) >= 2", Comparison(Counted("groups", ">=", 2))),
        ("count(groups) == 0", Comparison(Counted("groups", "==", 0))),
        ("2 <= count(groups)", Comparison(Counted("groups", ">=", 2))),
        # number
        ("users >= 20", MANY),
        ("users < 20", Comparison(Compared("users", "<", 20))),
        ("users != 20", Comparison(Compared("users", "!=", 20))),
        ("users > -5", Comparison(Compared("users", ">", -5))),
        ("users >= 20_000", Comparison(Compared("users", ">=", 20_000))),
        ("places < users", Comparison(Compared("places", "<", None, "users"))),
        ("not places < users", Comparison(Compared("places", "<", None, "users"), negated=True)),
        # The constant first: mirrored
        ("20 <= users", MANY),
        ("20 < users", Comparison(Compared("users", ">", 20))),
        ("20 >= users", Comparison(Compared("users", "<=", 20))),
        ("20 > users", Comparison(Compared("users", "<", 20))),
        ("20 == users", Comparison(Compared("users", "==", 20))),
        ("20 != users", Comparison(Compared("users", "!=", 20))),
        ("-5 < users", Comparison(Compared("users", ">", -5))),
        ("'2026-05-01' > ends", Comparison(Compared("ends", "<", date(2026, 5, 1)))),
        ("14 < days_between(ends, starts)", Comparison(Elapsed("ends", "starts", ">", 14))),
        # date
        ("ends < '2026-05-01'", Comparison(Compared("ends", "<", date(2026, 5, 1)))),
        ("starts > ends", Comparison(Compared("starts", ">", None, "ends"))),
        ("days_between(ends, starts) > 0", Comparison(Elapsed("ends", "starts", ">", 0))),
        ("days_between(ends, starts) >= -7", Comparison(Elapsed("ends", "starts", ">=", -7))),
        # and, or, brackets
        ("only_place and funded", All((ONLY, FUNDED))),
        ("only_place or funded", Any((ONLY, FUNDED))),
        ("only_place and funded and reach == far", All((ONLY, FUNDED, FAR))),
        ("only_place or funded and reach == far", Any((ONLY, All((FUNDED, FAR))))),
        ("(only_place or funded) and reach == far", All((Any((ONLY, FUNDED)), FAR))),
        ("((only_place))", ONLY),
        # Layout
        ("only_place\tand  funded", All((ONLY, FUNDED))),
        ("(only_place\n and funded)", All((ONLY, FUNDED))),
    ],
)
def test_condition_is_parsed(text: str, parsed: Node) -> None:
    assert parse(text, SCOPE) == parsed


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("not (only_place and funded)", Any((no(ONLY), no(FUNDED)))),
        ("not (only_place or funded)", All((no(ONLY), no(FUNDED)))),
        ("not not only_place", ONLY),
        ("not (not only_place and funded)", Any((ONLY, no(FUNDED)))),
        ("not (only_place and (funded or reach == far))", Any((no(ONLY), All((no(FUNDED), no(FAR)))))),
        ("not (users >= 20 or none_of(groups, V01))", All((no(MANY), Comparison(Picked("groups", ("V01",), "any"))))),
    ],
)
def test_negation_is_pushed_down_to_the_comparisons(text: str, parsed: Node) -> None:
    assert parse(text, SCOPE) == parsed


def test_named_condition_is_put_in_where_it_is_named() -> None:
    scope = replace(SCOPE, conditions={"closes": Any((ONLY, FAR))})

    assert parse("closes", scope) == Any((ONLY, FAR))
    assert parse("closes and funded", scope) == All((Any((ONLY, FAR)), FUNDED))
    assert parse("not closes", scope) == All((no(ONLY), no(FAR)))


def test_named_condition_hides_no_question() -> None:
    assert parse("only_place", replace(SCOPE, conditions={"only_place": FAR})) == FAR


def test_checks_may_ask_what_is_known() -> None:
    scope = replace(SCOPE, is_workflow=True)

    assert parse("known(reach)", scope) == Comparison(IsKnown("reach"))
    assert parse("is_unknown(reach)", scope) == Comparison(IsKnown("reach"), negated=True)
    assert parse("not known(reach) or only_place", scope) == Any((Comparison(IsKnown("reach"), negated=True), ONLY))


def test_checks_may_name_facts_about_the_result() -> None:
    scope = replace(SCOPE, shapes={**SHAPES, **RESULT_FACTS}, is_workflow=True)

    assert parse("rating_possible in (high, severe)", scope) == Comparison(
        Chosen("rating_possible", ("high", "severe"))
    )
    assert parse("rating_confirmed == none", scope) == Comparison(Chosen("rating_confirmed", ("none",)))
    assert parse("evidence_items < groups_named", scope) == Comparison(
        Compared("evidence_items", "<", None, "groups_named")
    )
    assert parse("unknown_answers > 3", scope) == Comparison(Compared("unknown_answers", ">", 3))


def test_longest_and_deepest_condition_is_parsed() -> None:
    longest = "only_place" + " or funded" * 39

    assert len(longest) == 400
    assert parse(longest, SCOPE) == Any((ONLY, *[FUNDED] * 39))
    assert parse("not " * 12 + "only_place", SCOPE) == ONLY


def test_negating_twice_changes_nothing() -> None:
    node = parse("only_place and (reach == far or not users >= 20)", SCOPE)

    assert isinstance(node, All)
    assert negate(node) != node
    assert negate(negate(node)) == node


def test_what_a_condition_reads_is_in_the_order_written_once_each() -> None:
    node = parse("places < users and (only_place or users > 3) and days_between(ends, starts) > 0", SCOPE)

    assert isinstance(node, All)
    assert questions_read(node) == ("places", "users", "only_place", "ends", "starts")
    assert [test.questions for test in comparisons(node)] == [
        ("places", "users"),
        ("only_place",),
        ("users",),
        ("ends", "starts"),
    ]
