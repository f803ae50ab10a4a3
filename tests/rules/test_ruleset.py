"""A questionnaire with all its conditions compiled, and what can be asked of it."""

from impact_check.model.levels import Exposure, Level
from impact_check.rules import ConditionFault, Ruleset, Scene, Truth, build_ruleset
from impact_check.rules.conditions import Chosen, Compared
from rules.build import check, floor, question, questionnaire, rule, ruleset

CHAIN = (
    question("a", "yes_no"),
    question("b", "yes_no", ask_if="a"),
    question("c", "number", ask_if="b"),
    question("d", "yes_no"),
)


def test_every_condition_is_compiled() -> None:
    built = ruleset(
        *CHAIN,
        rules=(rule("r", "closing and d"),),
        floors=(floor("f", "c > 3"),),
        checks=(check("k", "rating_possible == high", applies_if="d"), check("l", "d")),
        conditions={"closing": "a or b", "closing_much": "closing and c > 10"},
        shown_when="not a",
    )

    assert list(built.ask_if) == ["b", "c"]
    assert list(built.named) == ["closing", "closing_much"]
    assert (list(built.rules), list(built.floors), list(built.shown_when)) == (["r"], ["f"], ["P1"])
    assert (list(built.applies_if), list(built.fails_when)) == (["k"], ["k", "l"])
    assert built.rules["r"].questions == ("a", "b", "d")
    assert built.rules["r"].holds(Scene({"a": "yes", "b": "no", "d": "yes"})) is Truth.TRUE


def test_all_mistakes_of_all_conditions_are_told_with_their_owner() -> None:
    faults = build_ruleset(
        questionnaire(
            *CHAIN[:2],
            question("late", "yes_no", ask_if="later"),
            question("later", "yes_no", ask_if="known(a)"),
            rules=(rule("r", "x and y"), rule("named", "good and bad")),
            floors=(floor("f", "rating_possible == high"),),
            checks=(check("k", "rating_posible == high", applies_if="z"),),
            conditions={"bad": "b == maybe", "early": "good", "good": "a"},
            shown_when="w",
        ),
        "0" * 64,
    )

    assert isinstance(faults, tuple)
    assert all(isinstance(fault, ConditionFault) for fault in faults)
    assert [(f.owner.kind, f.owner.id, f.owner.key, f.mistake.code) for f in faults] == [
        ("condition", "bad", "bad", "unknown-option"),
        ("condition", "early", "early", "forward-reference"),
        ("question", "late", "ask_if", "forward-reference"),
        ("question", "later", "ask_if", "workflow-only"),
        ("rule", "r", "when", "unknown-name"),
        ("rule", "r", "when", "unknown-name"),
        ("floor", "f", "when", "fact-in-rule"),
        ("check", "k", "applies_if", "unknown-name"),
        ("check", "k", "fails_when", "unknown-name"),
        ("element", "P1", "shown_when", "unknown-name"),
    ]


def test_ask_if_may_use_a_named_condition_once_its_questions_are_asked() -> None:
    named = {"closing": "a and d"}

    assert isinstance(
        build_ruleset(questionnaire(*CHAIN, question("e", "yes_no", ask_if="closing"), conditions=named), ""), Ruleset
    )
    early = build_ruleset(
        questionnaire(CHAIN[0], question("b", "yes_no", ask_if="closing"), CHAIN[3], conditions=named), ""
    )
    assert isinstance(early, tuple)
    assert [fault.mistake.code for fault in early] == ["forward-reference"]


def test_options_are_those_offered_in_order() -> None:
    built = ruleset(
        question("only", "yes_no"),
        question("reach", "one", options=["near", "far"]),
        question("things", "many", options=["bus", "car"], none_label="Nothing"),
        question("users", "number"),
    )

    assert [option.id for option in built.options["only"]] == ["yes", "no"]
    assert [option.id for option in built.options["reach"]] == ["near", "far"]
    assert [option.label for option in built.options["things"]] == ["Bus", "Car", "Nothing"]
    assert [option.id for option in built.options["groups"]] == ["V01", "V02", "V03", "V04", "none_of_these"]
    assert built.options["users"] == ()


def test_what_a_question_hangs_on_is_followed_to_its_roots() -> None:
    built = ruleset(*CHAIN, rules=(rule("r", "c > 3"), rule("s", "c > 9 or d")))

    assert built.reached_through["c"] == {"a", "b", "c"}
    assert built.reached_through["d"] == {"d"}
    assert built.bears_on_rating == {"a", "b", "c", "d"}


def test_what_an_answer_opens_is_followed_to_the_end_in_the_order_asked() -> None:
    built = ruleset(*CHAIN)

    assert built.opens["a"] == ("b", "c")
    assert built.opens["c"] == built.opens["d"] == ()


def test_each_question_knows_the_rules_and_floors_that_name_it() -> None:
    built = ruleset(
        *CHAIN,
        rules=(rule("r", "c > 3"), rule("s", "c > 9 or d"), rule("t", "open")),
        floors=(floor("f", "d"),),
        conditions={"open": "a"},
    )

    assert [built.rules_reading[id_] for id_ in "abcd"] == [("t",), (), ("r", "s"), ("s",)]
    assert [built.floors_reading[id_] for id_ in "abcd"] == [(), (), (), ("f",)]


def test_each_factor_knows_the_rules_that_raise_it() -> None:
    built = ruleset(
        *CHAIN,
        rules=(
            rule("severe", "a", severity="severe"),
            rule("acute", "b", exposure="acute", factors="all"),
            rule("raised", "b", exposure="raised"),
            rule("good", "d", benefit="high"),
        ),
    )
    first = next(iter(built.factors_of["severe"]))

    assert built.raised_by[first].severity == (("severe", Level.SEVERE),)
    assert built.raised_by[first].exposure == (("acute", Exposure.ACUTE), ("raised", Exposure.RAISED))
    assert built.factors_of["acute"] == tuple(factor.id for factor in built.questionnaire.factors)


def test_floors_bear_on_the_rating_and_checks_do_not() -> None:
    built = ruleset(*CHAIN, floors=(floor("f", "b"),), checks=(check("k", "d"),))

    assert built.bears_on_rating == {"a", "b"}


def test_comparisons_are_listed_once_by_question() -> None:
    built = ruleset(*CHAIN, question("e", "number"), rules=(rule("r", "c > 3 and a"), rule("s", "not c > 3 or c < e")))

    assert built.atoms["a"] == (Chosen("a", ("yes",)),)
    assert built.atoms["c"] == (Compared("c", ">", 3), Compared("c", "<", None, "e"))
    assert built.atoms["e"] == (Compared("c", "<", None, "e"),)


def test_pin_names_the_pack_its_version_and_its_hash() -> None:
    pinned = ruleset(*CHAIN).pinned

    assert (pinned.questionnaire, pinned.version, pinned.sha256) == ("core", "core 1.2.3", "0" * 64)
