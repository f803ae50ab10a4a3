"""Conditions that can't be read, in every key that holds one. Every form of mistake: tests/rules/test_refused.py."""

from loading.planted import Planted

PLACE = "core/sections/20-place.yaml"
RULES = "core/rules/place.yaml"
CHECKS = "core/checks.yaml"
BUS = "elmshire/sections/bus.yaml"
STRATEGY = "elmshire/strategy.yaml"
_WHEN = "when: regular_users >= 20"

FAULTS = (
    # Where conditions stand
    Planted(
        "in-ask-if",
        PLACE,
        "    worse: higher\n    ask_if: closes_something",
        "    worse: higher\n    ask_if: closes_something and »only_plaice",
        "unknown-name",
        ("question 'regular_users', ask_if:", "'only_plaice'", "did you mean 'only_place'?"),
    ),
    Planted(
        "in-when",
        RULES,
        _WHEN,
        "when: regular_users >= 20 and »usrs > 1",
        "unknown-name",
        ("rule 'many-people', when:", "no question or condition 'usrs'"),
    ),
    Planted(
        "in-a-floor",
        RULES,
        "when: only_place and reach == none_within",
        "when: only_place and reach == »none_witin",
        "unknown-option",
        ("floor 'last-place', when:", "'none_witin' is no option of 'reach'", "'none_within'?"),
    ),
    Planted(
        "in-applies-if",
        CHECKS,
        "applies_if: closes_something",
        "applies_if: »closes_somthing",
        "unknown-name",
        ("check 'alternatives', applies_if:", "did you mean 'closes_something'?"),
    ),
    Planted(
        "in-fails-when",
        CHECKS,
        "fails_when: mitigations_without_funding > 0",
        "fails_when: »mitigations_without_fund > 0",
        "unknown-name",
        ("check 'funding', fails_when:", "did you mean 'mitigations_without_funding'?"),
    ),
    Planted(
        "in-shown-when",
        STRATEGY,
        "shown_when: not bus_cut",
        "shown_when: not »bus_kut",
        "unknown-name",
        ("element 'P1', shown_when:", "did you mean 'bus_cut'?"),
    ),
    Planted(
        "in-a-named-condition",
        PLACE,
        "closes_something: change_place in (reduce_hours, close)",
        "closes_something: change_place in (reduce_hours, »closed)",
        "unknown-option",
        ("condition, closes_something:", "did you mean 'close'?"),
    ),
    Planted("in-double-quotes", RULES, _WHEN, 'when: "regular_users >= 20 and »usrs > 1"', "unknown-name", ("'usrs'",)),
    Planted("in-single-quotes", RULES, _WHEN, "when: 'regular_users >= 20 and »usrs > 1'", "unknown-name", ("'usrs'",)),
    Planted(
        "over-lines",
        RULES,
        _WHEN,
        "when: »>-\n      regular_users >= 20\n      and usrs > 1",
        "unknown-name",
        ("'usrs'",),
    ),
    Planted(
        "after-letters-of-two-bytes",
        RULES,
        _WHEN,
        "when: reach == far and »users > 1 and only_place",
        "unknown-name",
        ("'users'",),
    ),
    # What they say
    Planted("single-equals", RULES, _WHEN, "when: regular_users »= 20", "condition-syntax", ("write ==",)),
    Planted("ampersands", RULES, _WHEN, "when: only_place »&& regular_users >= 20", "condition-syntax", ("write and",)),
    Planted("remark", RULES, _WHEN, 'when: "only_place »# and regular_users >= 20"', "condition-syntax", ("left out",)),
    Planted("wrong-type", RULES, _WHEN, "when: »reach", "condition-type", ("'reach' is of type one", "reach == near")),
    Planted("function-misused", RULES, _WHEN, "when: »count(groups_affected)", "condition-call", ("gives a number",)),
    Planted(
        "function-misspelt",
        RULES,
        _WHEN,
        "when: »any_off(groups_affected, V01)",
        "unknown-function",
        ("no function 'any_off'", "did you mean 'any_of'?"),
    ),
    Planted(
        "chain",
        RULES,
        _WHEN,
        "when: »5 <= regular_users <= 20",
        "condition-chain",
        ("join two comparisons with 'and'",),
    ),
    Planted(
        "bare-value", RULES, _WHEN, "when: regular_users >= 20 or »True", "condition-constant", ("always the same",)
    ),
    Planted("empty-options", RULES, _WHEN, "when: reach in »()", "condition-empty", ("list of options is empty",)),
    Planted("a-dot", RULES, _WHEN, "when: »regular_users.value >= 20", "condition-not-allowed", ("expected the id",)),
    Planted(
        "too-deep",
        RULES,
        _WHEN,
        "when: " + "not " * 13 + "»only_place",
        "condition-too-deep",
        ("more than 12 deep", "'conditions'"),
    ),
    Planted(
        "too-long",
        STRATEGY,
        "shown_when: not bus_cut",
        "shown_when: »not bus_cut" + " and not bus_cut" * 25,
        "text-too-long",
        ("400 characters",),
    ),
    Planted(
        "option-named-twice",
        RULES,
        "reach in (far, none_within)",
        "reach in (far, »far)",
        "option-twice",
        ("'far' is named twice",),
    ),
    Planted(
        "comes-later",
        PLACE,
        "    worse: yes\n    ask_if: closes_something",
        "    worse: yes\n    ask_if: »reach == near",
        "forward-reference",
        ("'reach' comes later",),
    ),
    Planted(
        "itself",
        PLACE,
        "    worse: yes\n    ask_if: closes_something",
        "    worse: yes\n    ask_if: »only_place",
        "forward-reference",
        ("'only_place' comes later",),
    ),
    Planted(
        "condition-that-reads-later",
        PLACE,
        "    screening: true\n",
        "    screening: true\n    ask_if: »closes_something\n",
        "forward-reference",
        ("'closes_something' comes later",),
    ),
    Planted(
        "condition-named-before-it-is-made",
        PLACE,
        "conditions:\n",
        "conditions:\n  far_closing: »closes_something\n",
        "forward-reference",
        ("'closes_something' comes later",),
    ),
    Planted(
        "fact-in-a-rule", RULES, _WHEN, "when: »rating_possible == high", "fact-in-rule", ("only checks may name it",)
    ),
    Planted("known-in-a-rule", RULES, _WHEN, "when: »is_unknown(reach)", "workflow-only", ("for checks only",)),
    Planted(
        "known-in-ask-if",
        BUS,
        "    screening: true",
        "    ask_if: »known(reach)",
        "workflow-only",
        ("for checks only",),
    ),
)
