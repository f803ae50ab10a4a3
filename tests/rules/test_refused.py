"""Whatever the language doesn't have is refused by name, at its place, with what to write instead."""

from dataclasses import replace

import pytest

from impact_check.rules.conditions import IsKnown
from impact_check.rules.conditions import Test as Comparison
from impact_check.rules.parse import MAX_LENGTH, Mistake, parse
from impact_check.rules.shapes import RESULT_FACTS
from rules.build import SCOPE, SHAPES

MARK = "»"


def mistakes(marked: str) -> tuple[Mistake, ...]:
    """Parse a condition without its marks; return the mistakes, after seeing that each stands at a mark."""
    text = marked.replace(MARK, "")
    places = [len(part) for part in marked.split(MARK)[:-1]]
    offsets = [sum(places[: place + 1]) for place in range(len(places))]
    found = parse(text, SCOPE)
    assert isinstance(found, tuple), f"{text} was accepted"
    assert [mistake.offset for mistake in found] == offsets
    return found


@pytest.mark.parametrize(
    ("marked", "code", "words"),
    [
        # Not in the language
        ("»reach.near == far", "condition-not-allowed", "not a dot between names"),
        ("only_place and »reach.near", "condition-not-allowed", "a dot between names can't be used"),
        ("»only_place.__class__", "condition-not-allowed", "a dot between names"),
        ("»reach.upper()", "condition-not-allowed", "a dot between names can't be used"),
        ("»groups[0] == far", "condition-not-allowed", "not square brackets after a name"),
        ("»groups[0]", "condition-not-allowed", "square brackets after a name can't be used"),
        ("»users + 1 >= 20", "condition-not-allowed", "not arithmetic"),
        ("users >= »20 + 1", "condition-type", "a whole number, not arithmetic"),
        ("users >= »10 ** 9", "condition-type", "not arithmetic"),
        ("users > -»places", "condition-type", "a whole number, not 'places'"),
        ("»-users > 3", "condition-not-allowed", "not arithmetic"),
        ("»~only_place", "condition-not-allowed", "arithmetic can't be used"),
        ("»only_place & funded", "condition-not-allowed", "arithmetic can't be used"),
        ("»lambda: only_place", "condition-not-allowed", "programming can't be used"),
        ("only_place and »(lambda: 1)()", "condition-not-allowed", "programming"),
        ("(»x := only_place)", "condition-not-allowed", "programming can't be used"),
        ("»only_place if funded else funded", "condition-not-allowed", "programming can't be used"),
        ("»f'{reach}'", "condition-not-allowed", "a formatted text can't be used"),
        ("reach == »f'far'", "condition-type", "not with a formatted text"),
        ("»[only_place for x in groups]", "condition-not-allowed", "a loop can't be used"),
        ("any_of»(x for x in groups)", "condition-not-allowed", "not a loop"),
        ("»{only_place}", "condition-not-allowed", "a list can't be used"),
        ("»(only_place, funded)", "condition-not-allowed", "a list can't be used"),
        ("»await only_place", "condition-not-allowed", "this can't be used"),
        ("(»yield only_place)", "condition-not-allowed", "this can't be used"),
        ("»only_place is yes", "condition-not-allowed", "write == instead of 'is'"),
        ("»reach is not far", "condition-not-allowed", "!= instead of 'is not'"),
        ("(»only_place and funded) == yes", "condition-not-allowed", "not another condition"),
        # Chains, bare values, empty lists
        ("»5 <= users <= 20", "condition-chain", "join two comparisons with 'and'"),
        ("»reach == far == near", "condition-chain", "twice in a row"),
        ("»True", "condition-constant", "a bare value is always the same"),
        ("only_place or »1", "condition-constant", "always the same"),
        ("»'far'", "condition-constant", "always the same"),
        ("»...", "condition-constant", "always the same"),
        ("reach in »()", "condition-empty", "the list of options is empty"),
        ("reach in »[]", "condition-empty", "empty"),
        # Functions
        ("»print(only_place)", "unknown-function", "no function 'print'"),
        ("»__import__('os')", "unknown-function", "no function '__import__'"),
        ("»anyof(groups, V01)", "unknown-function", "did you mean 'any_of'?"),
        ("»day_between(ends, starts) > 3", "unknown-function", "did you mean 'days_between'?"),
        ("»any_of(groups, *V01)", "condition-call", "any_of takes plain names only"),
        ("»any_of(groups, V01, key=1)", "condition-call", "takes plain names only"),
        ("»any_of(**groups)", "condition-call", "takes plain names only"),
        ("»count(groups, max=3) > 1", "condition-call", "count takes plain names only"),
        ("»any_of()", "condition-call", "any_of needs a question of type many"),
        ("»any_of(groups)", "condition-call", "any_of needs options: any_of(groups, option, ...)"),
        ("any_of(»reach, far)", "condition-type", "'reach' is of type one, not many"),
        ("»count(groups)", "condition-call", "count(...) gives a number; compare it: count(question) >= 2"),
        ("»count() > 1", "condition-call", "count needs a question of type many"),
        ("»count(groups, V01) > 1", "condition-call", "count needs a question of type many"),
        ("count(»users) > 1", "condition-type", "'users' is of type number, not many"),
        ("count(groups) > »1.5", "condition-type", "a whole number, not the value 1.5"),
        ("count(groups) > »places", "condition-type", "a whole number, not 'places'"),
        ("count(groups) > »count(groups)", "condition-type", "not a function call"),
        ("»days_between(ends, starts)", "condition-call", "compare it: days_between(first, second) > 14"),
        ("»days_between(ends) > 1", "condition-call", "days_between needs two dates"),
        ("»days_between(ends, starts, ends) > 1", "condition-call", "needs two dates"),
        ("days_between(ends, »users) > 1", "condition-type", "'users' is of type number, not a date"),
        ("days_between(ends, starts) > »True", "condition-type", "a whole number, not the value True"),
        ("»any_of(groups, V01) == yes", "condition-call", "any_of(...) is true or false by itself; don't compare it"),
        ("»known(reach)", "workflow-only", "for checks only"),
        ("»is_unknown(reach)", "workflow-only", "a rule must not change by learning something"),
        # Types
        ("»reach", "condition-type", "'reach' is of type one; compare it: reach == near"),
        ("»groups", "condition-type", "write any_of(groups, ...) or count(groups) >= 1"),
        ("»users", "condition-type", "compare it: users >= 1"),
        ("»ends", "condition-type", "compare it with another date: ends < other_date"),
        ("»summary", "condition-type", "free text can't be used in a condition"),
        ("not »lead", "condition-type", "free text can't be used"),
        ("»summary == 'x'", "condition-type", "'summary' is free text"),
        ("»reach > near", "condition-type", "options of 'reach' can't be compared with >"),
        ("»only_place >= yes", "condition-type", "can't be compared with >="),
        ("only_place == »True", "condition-type", "with its options, not with the value True"),
        ("reach == »3", "condition-type", "not with the value 3"),
        ("»groups == V01", "condition-type", "write 'option in groups' or any_of(groups, ...)"),
        ("»groups in (V01, V02)", "condition-type", "use any_of(groups, ...)"),
        ("»users in (1, 2)", "condition-type", "'users' is of type number; use < or >"),
        ("reach in »far", "condition-type", "put the option in brackets: reach in (far,)"),
        ("reach in »'far'", "condition-not-allowed", "not the value 'far'"),
        ("»far in reach", "condition-type", "needs a list of options or a question of type many, not 'reach'"),
        ("users >= »2.5", "condition-type", "a whole number, not the value 2.5"),
        ("users >= »'20'", "condition-type", "a whole number, not the value '20'"),
        ("users >= »2j", "condition-type", "not the value 2j"),
        ("users > »reach", "condition-type", "'users' is a number, 'reach' is of type one"),
        ("ends > »users", "condition-type", "'ends' is a date, 'users' is of type number"),
        ("ends > »20260501", "condition-type", "with a date in quotes, like '2026-05-01'"),
        ("ends > »'1 May 2026'", "condition-type", "like '2026-05-01'"),
        ("ends > »'2026-5-1'", "condition-type", "like '2026-05-01'"),
        ("ends > »'2026-02-30'", "condition-type", "2026-02-30 is not a date of the calendar"),
        ("»20 < 30", "condition-not-allowed", "expected the id of a question, not the value 20"),
        # Names
        ("»only_plaice", "unknown-name", "no question or condition 'only_plaice'; did you mean 'only_place'?"),
        ("»zebra == far", "unknown-name", "no question or condition 'zebra'"),
        ("»far == reach", "unknown-name", "no question or condition 'far'"),
        ("users > »plaices", "unknown-name", "did you mean 'places'?"),
        ("reach == »farr", "unknown-option", "'farr' is no option of 'reach'; did you mean 'far'?"),
        ("reach == »NEAR", "unknown-option", "'NEAR' is no option"),
        ("»V04 in groups", "unknown-option", "'V04' is no option of 'groups'"),
        ("none_of(groups, V01, »V09)", "unknown-option", "'V09'"),
        ("reach in (far, »far)", "option-twice", "'far' is named twice"),
        ("all_of(groups, V01, V02, »V01)", "option-twice", "'V01' is named twice"),
        # Letters that look alike
        ("»reaсh == far", "unknown-name", "с (cyrillic small letter es), which no id has"),
        ("»ｏnly_place", "unknown-name", "fullwidth latin small letter o"),
        ("reach == »fаr", "unknown-name", "cyrillic small letter a"),
        ("»ａny_of(groups, V01)", "unknown-name", "fullwidth"),
    ],
)
def test_refused_by_name(marked: str, code: str, words: str) -> None:
    found = mistakes(marked)

    assert found[0].code == code
    assert words in found[0].message


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("only_place »&& funded", "write and instead of &&"),
        ("only_place »|| funded", "write or instead of ||"),
        ("»!only_place", "write not instead of !"),
        ("reach »= far", "write == for 'is', not a single ="),
        ("users »=< 20", "write <= instead of =<"),
        ("users »=> 20", "write >= instead of =>"),
        ("users »<> 20", "write != instead of <>"),
        ("reach == »“far”", 'write " instead of “'),
        ("reach == »‘far’", "write ' instead of ‘"),
        ("only_place »AND funded", "write and in small letters"),
        ("only_place »OR funded", "write or in small letters"),
        ("»NOT only_place", "write not in small letters"),
        ("»(only_place", "the brackets don't match"),
        ("only_place»)", "the brackets don't match"),
        ("only_place »# and funded", "what follows it would be left out"),
        ("reach == '»#'", "# can't be used"),
        ("x »= 1", "single ="),
    ],
)
def test_slip_in_writing_is_told(marked: str, words: str) -> None:
    (mistake,) = mistakes(marked)

    assert mistake.code == "condition-syntax"
    assert words in mistake.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "only_place funded",
        "users >=",
        "users >= ²",
        "users >= 20and only_place",
        "only_place;",
        "only_place\nand funded",
        "import os",
        "reach == '\\d'",
        "only_place\0",
    ],
)
def test_what_python_cannot_read_is_refused(text: str) -> None:
    found = parse(text, SCOPE)

    assert isinstance(found, tuple)
    assert [mistake.code for mistake in found] == ["condition-syntax"]
    assert "can't be read as a condition; see 'Conditions' in questionnaires/README.md" in found[0].message
    assert 0 <= found[0].offset <= len(text)


@pytest.mark.parametrize("text", ["\ud800", "(" * 199 + "a" + ")" * 199, "-" * 390 + "1 > users", "[" * 200])
def test_text_that_would_break_a_parser_is_refused(text: str) -> None:
    found = parse(text, SCOPE)

    assert isinstance(found, tuple)
    assert found


def test_too_deep() -> None:
    (mistake,) = mistakes("not " * 13 + "»only_place")

    assert mistake.code == "condition-too-deep"
    assert "more than 12 deep" in mistake.message
    assert "under 'conditions'" in mistake.message


def test_too_long() -> None:
    text = "only_place" + " or funded" * 38 + " or  funded"
    assert len(text) == MAX_LENGTH + 1

    found = parse(text, SCOPE)

    assert isinstance(found, tuple)
    assert [(mistake.code, mistake.offset) for mistake in found] == [("condition-too-long", 0)]
    assert "has 401 characters; the limit is 400" in found[0].message


def test_every_mistake_is_told_in_the_order_written() -> None:
    found = mistakes("»reech == far and (users >= »2.5 or any_of(groups, »V08, »V09)) and »lead")

    assert [mistake.code for mistake in found] == [
        "unknown-name",
        "condition-type",
        "unknown-option",
        "unknown-option",
        "condition-type",
    ]


def test_offsets_count_characters_not_bytes() -> None:
    found = mistakes("reach == »'weit – é' and »usrs > 1")

    assert [mistake.code for mistake in found] == ["unknown-option", "unknown-name"]


# What a condition may name depends on where it stands


def test_name_that_comes_later() -> None:
    found = parse("only_place and place_two", replace(SCOPE, later=frozenset({"place_two"})))

    assert isinstance(found, tuple)
    assert [(mistake.code, mistake.offset) for mistake in found] == [("forward-reference", 15)]
    assert "'place_two' comes later" in found[0].message


def test_fact_about_the_result_outside_checks() -> None:
    found = parse("rating_possible == high", replace(SCOPE, facts=frozenset(RESULT_FACTS)))

    assert isinstance(found, tuple)
    assert [mistake.code for mistake in found] == ["fact-in-rule"]


def test_named_condition_with_a_mistake_of_its_own_is_not_told_again() -> None:
    assert parse("only_place and closes", replace(SCOPE, broken=frozenset({"closes"}))) == ()


def test_named_condition_can_only_stand_by_itself() -> None:
    scope = replace(SCOPE, conditions={"closes": Comparison(IsKnown("reach"))})
    found = parse("closes == yes", scope)

    assert isinstance(found, tuple)
    assert found[0].code == "condition-type"
    assert "'closes' is a named condition; it can only stand by itself" in found[0].message


@pytest.mark.parametrize("text", ["known()", "is_unknown(reach, users)"])
def test_known_takes_one_question(text: str) -> None:
    found = parse(text, replace(SCOPE, shapes=SHAPES, is_workflow=True))

    assert isinstance(found, tuple)
    assert found[0].code == "condition-call"
    assert "needs one question" in found[0].message
