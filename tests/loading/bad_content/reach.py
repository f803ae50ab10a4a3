"""Content that is right in each of its parts, and yet can't do what it is for, or reassures where it must not."""

from loading.planted import Planted

PLACE = "core/sections/20-place.yaml"
RULES = "core/rules/place.yaml"
CHECKS = "core/checks.yaml"
TABLES = "core/parameters.yaml"
BUS = "elmshire/sections/bus.yaml"
BUS_RULES = "elmshire/rules/bus.yaml"
STRATEGY = "elmshire/strategy.yaml"
MITIGATIONS = "mitigations.yaml"
_CASES = frozenset({"case-differs", "untested"})
_P2 = "        checks: [alternatives, funding]\n"
_FAILS = "fails_when: alternatives in (one_other, none_costed)"
_HARD = "Would reorganisation of subsidised transportation necessitate discontinuation of individual accessibility?"

FAULTS = (
    # Conditions and floors
    Planted(
        "named-condition-never-true",
        BUS_RULES,
        "rules:\n",
        "conditions:\n  no_bus: »bus_cut and not bus_cut\nrules:\n",
        "never-true",
        ("condition 'no_bus'", "no answers make this condition hold"),
    ),
    Planted(
        "floor-that-a-worse-answer-lifts",
        RULES,
        "when: only_place and reach == none_within",
        "when: »only_place and reach == far",
        "worse-helps",
        ("floor 'last-place'", "'reach' (far -> none_within)"),
        also=_CASES,
        answers=(("change_place", "reduce_hours"), ("only_place", "yes"), ("reach", "far")),
    ),
    # What can be reached
    Planted(
        "factor-never-raised",
        RULES,
        "when: closes_something and only_place",
        "when: only_place and change_place == no_change",
        "factor-never-raised",
        ("no answers raise factor 'M02'",),
        told=("risk_factors.yaml", "id: »M02"),
        also=_CASES | {"never-true", "level-never-reached"},
    ),
    Planted(
        "level-never-reached",
        TABLES,
        "{severity: severe, limited: high, raised: severe, acute: severe}",
        "{severity: severe, limited: high, raised: high, acute: high}",
        "level-never-reached",
        ("is rated severe overall", "with these it is high"),
        told=(TABLES, "  »reason: For tests.\n  sources"),
        answers=(("change_place", "reduce_hours"), ("only_place", "yes")),
        also=_CASES,
    ),
    Planted(
        "element-never-against",
        TABLES,
        "raised: severe, acute: severe}\naccumulation:\n  reason: For tests.\n  principle: 3\n  overall: 5\n"
        "alignment:\n  reason: For tests.\n  conflicts_from: high\n  at_risk_from: moderate\n",
        "raised: high, acute: high}\naccumulation:\n  reason: For tests.\n  principle: 3\n  overall: 5\n"
        "alignment:\n  reason: For tests.\n  conflicts_from: severe\n  at_risk_from: severe\n",
        "element-never-against",
        ("no answers put 'P1' at risk", "M01 high, M02 high"),
        told=(STRATEGY, "factors: »[M01, M02]"),
        also=_CASES | {"level-never-reached"},
    ),
    Planted(
        "element-that-is-shown-only-where-it-is-harmed",
        STRATEGY,
        _P2,
        "        factors: [M01]\n        shown_when: bus_cut\n",
        "element-never-supported",
        ("no answers were found that show 'P2' as supported", "its shown_when could show it", "at risk all the same"),
        told=(STRATEGY, "id: »P2"),
        answers=(("bus_cut", "yes"),),
        also=_CASES,
    ),
    Planted(
        "element-that-nothing-speaks-for",
        STRATEGY,
        _P2,
        "        factors: [M01]\n",
        "element-never-supported",
        ("nothing can show 'P2' as supported",),
        told=(STRATEGY, "id: »P2"),
        also=_CASES,
        severity="warning",
    ),
    # What isn't known
    Planted(
        "element-that-a-blank-form-supports",
        STRATEGY,
        _P2,
        "        checks: [funding]\n",
        "blank-reassures",
        ("an empty form and don't know to everything", "'P2' counts as supported"),
        told=(STRATEGY, "id: »P2"),
        also=_CASES,
    ),
    Planted(
        "check-that-a-blank-form-meets",
        CHECKS,
        _FAILS,
        "fails_when: »known(alternatives) and alternatives in (one_other, none_costed)",
        "blank-reassures",
        ("an empty form", "check 'alternatives' counts as met"),
        also=_CASES | {"blank-reassures", "doubt-reassures"},
    ),
    Planted(
        "check-that-doubt-meets",
        CHECKS,
        _FAILS,
        "fails_when: »known(alternatives) and alternatives in (one_other, none_costed)",
        "doubt-reassures",
        ("check 'alternatives'", "with “don't know” to 'alternatives' instead, it is no longer open"),
        also=_CASES | {"blank-reassures"},
        answers=(("change_place", "reduce_hours"), ("alternatives", "one_other")),
    ),
    # Mitigations
    Planted(
        "rule-without-mitigation",
        BUS_RULES,
        "    suggests: [minibus]\n",
        "",
        "no-mitigation",
        ("rule 'elmshire-bus-cut' suggests nothing against M01",),
        told=(BUS_RULES, "id: »elmshire-bus-cut"),
        answers=(("bus_cut", "yes"),),
    ),
    Planted(
        "mitigation-without-rule",
        MITIGATIONS,
        "mitigations:\n",
        "mitigations:\n  - {id: »kettle, title: A kettle, action: Make tea., factors: [M02], verify_by: Cups., "
        "sources: [made-up-2026]}\n",
        "never-suggested",
        ("no rule", "suggests mitigation 'kettle'"),
        severity="warning",
    ),
    # Options and reading age
    Planted(
        "options-alike",
        RULES,
        "when: only_place and reach == none_within",
        "when: only_place and reach in (far, none_within)",
        "option-alike",
        ("question 'reach'", "no condition tells 'none_within' from 'far'"),
        told=(PLACE, "{id: »none_within, label: There is none}"),
        severity="warning",
    ),
    Planted(
        "option-unused",
        BUS,
        "questions:\n",
        "questions:\n  - id: bus_days\n    text: On which days?\n    why: For tests.\n    type: many\n    options:\n"
        "      - {id: weekday, label: In the week}\n      - {id: »weekend, label: At the weekend}\n"
        "  - id: bus_driver\n    text: Who drives?\n    why: For tests.\n    type: text\n"
        "    ask_if: weekday in bus_days\n",
        "option-unused",
        ("question 'bus_days'", "no condition names the option 'weekend'"),
        severity="warning",
    ),
    Planted(
        "hard-to-read",
        BUS,
        "text: Does the proposal cut a bus?",
        f"text: »{_HARD}",
        "hard-to-read",
        ("question 'bus_cut'", "(Flesch-Kincaid)", "(Coleman-Liau)", "14 at most"),
        severity="warning",
    ),
    Planted(
        "hard-pack",
        BUS,
        "questions:\n",
        "questions:\n"
        + "".join(f"  - {{id: hard{n}, text: {_HARD}, why: Accountability., type: text}}\n" for n in range(11)),
        "hard-pack",
        ("half of the questions are for readers of", "11 at most by both", "the hardest: hard0, hard1, hard2"),
        told=("elmshire/pack.yaml", "title: »Loneliness"),
        also=frozenset({"hard-to-read"}),
    ),
    # Coverage
    Planted(
        "check-without-a-case-that-meets-it",
        "core/cases/place.yaml",
        "{change_place: reduce_hours, alternatives: two_or_more}\n    expect: {met: [alternatives]}",
        "{change_place: no_change, alternatives: two_or_more}\n    expect: {not_applicable: [alternatives]}",
        "untested",
        ("check 'alternatives': no case in which it is met",),
        told=(CHECKS, "id: »alternatives"),
        severity="warning",
    ),
    Planted(
        "element-without-a-case-of-a-standing",
        "elmshire/cases/bus.yaml",
        "      alternatives: one_other\n",
        "      alternatives: two_or_more\n",
        "untested",
        ("element 'P1': no case in which it is not shown",),
        told=(STRATEGY, "id: »P1"),
        also=frozenset({"case-differs"}),
        severity="warning",
    ),
)
