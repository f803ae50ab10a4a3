"""Conditions and texts that can be read, but say nothing, say the wrong thing, or hurt."""

from loading.planted import Planted

PLACE = "core/sections/20-place.yaml"
RULES = "core/rules/place.yaml"
BUS = "elmshire/sections/bus.yaml"
BUS_RULES = "elmshire/rules/bus.yaml"
STRATEGY = "elmshire/strategy.yaml"
_WHEN = "when: regular_users >= 20"
_CASES = frozenset({"case-differs", "untested", "case-answer"})

FAULTS = (
    Planted(
        "rule-never-true",
        RULES,
        _WHEN,
        "when: »regular_users >= 20 and regular_users < 20",
        "never-true",
        ("rule 'many-people'", "no answers make this condition hold"),
        also=_CASES,
    ),
    Planted(
        "rule-never-asked",
        RULES,
        "when: bus_cut".replace("bus_cut", "regular_users >= 20"),
        "when: »regular_users >= 20 and change_place == no_change",
        "never-true",
        ("'many-people'",),
        also=_CASES,
    ),
    Planted(
        "number-out-of-range", RULES, _WHEN, "when: »regular_users > 5000", "never-true", ("no answers",), also=_CASES
    ),
    Planted(
        "floor-never-true",
        RULES,
        "when: only_place and reach == none_within",
        "when: »reach == far and reach == near",
        "never-true",
        ("floor 'last-place'",),
        also=_CASES | {"worse-helps"},
    ),
    Planted(
        "question-never-asked",
        PLACE,
        "    worse: higher\n    ask_if: closes_something",
        "    worse: higher\n    ask_if: »change_place == close and change_place == no_change",
        "never-true",
        ("question 'regular_users'",),
        also=_CASES | {"never-true"},
    ),
    Planted(
        "rule-never-false",
        BUS_RULES,
        "when: bus_cut",
        "when: »bus_cut or not bus_cut",
        "never-false",
        ("rule 'elmshire-bus-cut'", "holds whatever is answered"),
        also=_CASES | {"level-never-reached", "element-never-supported"},
        answers=(("bus_cut", "no"),),
    ),
    Planted(
        "element-never-false",
        STRATEGY,
        "shown_when: not bus_cut",
        "shown_when: »not bus_cut or bus_cut",
        "never-false",
        ("element 'P1'",),
    ),
    Planted(
        "worse-helps",
        RULES,
        _WHEN,
        "when: »regular_users < 20",
        "worse-helps",
        ("a worse answer to 'regular_users' (19 -> 20) makes it stop holding",),
        answers=(("change_place", "reduce_hours"), ("regular_users", "19")),
        also=_CASES,
    ),
    Planted(
        "worse-helps-by-not-asking",
        PLACE,
        "    worse: higher\n    ask_if: closes_something",
        "    worse: higher\n    ask_if: change_place == reduce_hours",
        "worse-helps",
        (
            "a worse answer to 'change_place' (reduce_hours -> close)",
            "because then regular_users is not asked (see ask_if)",
        ),
        answers=(("change_place", "reduce_hours"), ("regular_users", "20")),
        told=(RULES, "when: »regular_users >= 20"),
        also=_CASES,
    ),
    Planted(
        "too-many-answers",
        BUS,
        "questions:\n",
        "questions:\n  - id: g\n    text: Which buses?\n    why: For tests.\n    type: many\n    options:\n"
        + "".join(f"      - {{id: b{n}, label: Bus {n}}}\n" for n in range(18))
        + "  - id: h\n    text: Why?\n    why: For tests.\n    type: text\n    ask_if: »"
        + " or ".join(f"b{n} in g" for n in range(18))
        + "\n",
        "too-many-answers",
        ("question 'h'", "too many answers", "split it into simpler conditions"),
    ),
    Planted(
        "same-rule",
        BUS_RULES,
        "    sources: [elmshire-2026]",
        "    sources: [elmshire-2026]\n  - id: elmshire-again\n    factors: [M01]\n    when: »bus_cut\n"
        "    raises: {severity: high}\n    because: Said twice.\n    sources: [elmshire-2026]",
        "same-rule",
        ("'elmshire-again'", "raises the same as 'elmshire-bus-cut'"),
        severity="warning",
        also=frozenset({"no-mitigation"}),
    ),
    Planted(
        "long-question",
        BUS,
        "text: Does the proposal cut a bus?",
        "text: »Does the proposal, or any part of it, or anything that follows from it, in any way whatever cut, "
        "shorten, move or end a bus that people take?",
        "long-question",
        ("28 words", "25 at most"),
        severity="warning",
    ),
    Planted(
        "label-in-a-question",
        BUS,
        "text: Does the proposal cut a bus?",
        "text: »Do the elderly need the bus?",
        "labels-people",
        ("“the elderly” labels people", "write: older people", "Inclusivity guide"),
        severity="warning",
    ),
    Planted(
        "label-in-a-rule",
        BUS_RULES,
        "because: People who come by bus can't come any more.",
        "because: »Frail neighbours can't come any more.",
        "labels-people",
        ("“Frail”", "say what people need"),
        severity="warning",
    ),
    Planted(
        "label-in-a-check",
        "core/checks.yaml",
        "fix: Cost at least two other ways.",
        "fix: »Ask lonely people.",
        "labels-people",
        ("people who feel lonely",),
        severity="warning",
    ),
    Planted(
        "label-in-a-factor",
        "risk_factors.yaml",
        "plain: People can't get there any more.",
        "plain: »People suffering from loneliness stay at home.",
        "labels-people",
        ("feel lonely",),
        severity="warning",
    ),
    Planted(
        "rule-without-case",
        "core/cases/place.yaml",
        "      reach: none_within\n",
        "      reach: near\n",
        "untested",
        ("rule 'too-far'", "no case in which it holds", "cases/"),
        told=(RULES, "id: »too-far"),
        also=frozenset({"case-differs", "untested"}),
    ),
)
