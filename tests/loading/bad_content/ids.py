"""Ids given twice, ids with a meaning of their own, and ids that nothing has."""

from loading.planted import Planted

PROPOSAL = "core/sections/10-proposal.yaml"
PLACE = "core/sections/20-place.yaml"
RULES = "core/rules/place.yaml"
CHECKS = "core/checks.yaml"
CORE = "core/pack.yaml"
PARAMETERS = "core/parameters.yaml"
PACK = "elmshire/pack.yaml"
BUS = "elmshire/sections/bus.yaml"
BUS_RULES = "elmshire/rules/bus.yaml"
STRATEGY = "elmshire/strategy.yaml"
FACTORS = "risk_factors.yaml"
AREAS = "elmshire/areas.yaml"
WARDS = "elmshire/sections/wards.yaml"
_AREAS = """area_lists:
  - id: wards
    title: Wards
    kind: ward
    valid_from: 2026-05-07
    sources: [elmshire-2026]
    areas:
      - id: elm
        name: Elm
"""
_WARD_QUESTION = """section: wards
title: Wards
order: 40
questions:
  - id: wards
    text: Which wards?
    why: To tell their councillors.
    type: many
    role: context
    options_from: areas
"""
_ANOTHER = "    text: Another?\n    why: For tests.\n    type: text\n"

FAULTS = (
    # Twice
    Planted(
        "rule-twice",
        RULES,
        "  - id: too-far",
        "  - »id: only-place-closes",
        "duplicate-id",
        ("rule 'only-place-closes' is already in core/rules/place.yaml:2",),
    ),
    Planted(
        "question-twice",
        PLACE,
        "  - id: alternatives",
        "  - »id: proposal_title",
        "duplicate-id",
        ("question 'proposal_title'", "core/sections/10-proposal.yaml:5"),
    ),
    Planted(
        "section-twice",
        "core/sections/30-more.yaml",
        "",
        "section: »place\ntitle: More\norder: 33\nquestions:\n  - id: more\n" + _ANOTHER,
        "duplicate-id",
        ("section 'place'", "20-place.yaml:1"),
    ),
    Planted(
        "condition-twice",
        RULES,
        "rules:\n  - id: only-place-closes",
        "conditions:\n  closes_something: »only_place\nrules:\n  - id: only-place-closes",
        "duplicate-id",
        ("condition 'closes_something'", "20-place.yaml:6"),
    ),
    Planted(
        "factor-twice", FACTORS, "  - id: M02", "  - »id: M01", "duplicate-id", ("factor 'M01'", "risk_factors.yaml:2")
    ),
    Planted(
        "no-change-names-no-question",
        CORE,
        "no_change: {change_place: no_change}",
        "no_change: {»change_plaice: no_change}",
        "unknown-question",
        ("no question 'change_plaice'", "did you mean 'change_place'"),
    ),
    Planted(
        "no-change-names-no-option",
        CORE,
        "no_change: {change_place: no_change}",
        "no_change: {change_place: »no_chance}",
        "unknown-option",
        ("'no_chance' is no option of 'change_place'", "did you mean 'no_change'"),
    ),
    Planted(
        "no-change-of-the-wrong-type",
        CORE,
        "no_change: {change_place: no_change}",
        "no_change: {groups_affected: »V01}",
        "wrong-value",
        ("a question of type many is answered with a list of option ids",),
    ),
    Planted(
        "no-change-out-of-range",
        CORE,
        "no_change: {change_place: no_change}",
        "no_change: {regular_users: »5001}",
        "wrong-value",
        ("a whole number within its limits",),
    ),
    Planted(
        "no-change-none-and-another",
        CORE,
        "no_change: {change_place: no_change}",
        "no_change: {groups_affected: »[V01, none_of_these]}",
        "wrong-value",
        ("'none_of_these' can't be chosen with another option",),
    ),
    Planted(
        "no-change-of-core-said-again",
        PACK,
        "owner: Tests\n",
        "owner: Tests\nno_change:\n  »change_place: no_change\n",
        "changes-core",
        ("core says already what 'change_place' is if nothing changes",),
    ),
    Planted("element-twice", STRATEGY, "- id: P2", "- »id: P1", "duplicate-id", ("element 'P1'", "strategy.yaml:6")),
    Planted(
        "option-twice",
        PLACE,
        "{id: far, label: Further}",
        "{id: »near, label: Further}",
        "duplicate-id",
        ("option 'near' is there twice",),
        also=frozenset({"unknown-option"}),
    ),
    Planted(
        "question-named-like-condition",
        PLACE,
        "id: alternatives",
        "id: »closes_something",
        "duplicate-id",
        ("also the name of a condition",),
        also=frozenset({"unknown-name"}),
    ),
    # A pack changes core
    Planted(
        "changes-a-rule",
        BUS_RULES,
        "  - id: elmshire-bus-cut",
        "  - »id: too-far",
        "changes-core",
        ("rule 'too-far' is core's (core/rules/place.yaml:9)", "use another id"),
    ),
    Planted(
        "changes-a-question", BUS, "  - id: bus_cut", "  - »id: reach", "changes-core", ("question 'reach' is core's",)
    ),
    Planted(
        "changes-a-section", BUS, "section: bus", "section: »place", "changes-core", ("section 'place' is core's",)
    ),
    Planted(
        "changes-a-condition",
        BUS,
        "order: 30",
        "order: 30\nconditions:\n  closes_something: »bus_cut",
        "changes-core",
        ("condition 'closes_something' is core's", "a pack may add to core, not change it"),
    ),
    Planted(
        "changes-a-check",
        "elmshire/checks.yaml",
        "",
        "checks:\n  - »id: funding\n    title: Funding\n    fails_when: bus_cut\n    grade: should\n"
        "    because: No money.\n    fix: Find some.\n    sources: [convention]\n",
        "changes-core",
        ("check 'funding' is core's",),
    ),
    Planted(
        "changes-a-floor",
        BUS_RULES,
        "    sources: [elmshire-2026]",
        "    sources: [elmshire-2026]\nfloors:\n  - »id: last-place\n    when: bus_cut\n    floor: low\n"
        "    because: For tests.\n    sources: [convention]",
        "changes-core",
        ("floor 'last-place' is core's",),
    ),
    Planted(
        "changes-a-source",
        "elmshire/evidence.yaml",
        "  - id: elmshire-2026",
        "  - »id: convention",
        "changes-core",
        ("source 'convention' is core's (evidence.yaml:7)",),
    ),
    Planted(
        "changes-the-facts",
        PACK,
        "extends: core\n",
        "extends: core\n»facts: {title: reach, summary: reach, change_date: change_date, groups: groups_affected}\n",
        "changes-core",
        ("the facts are core's",),
    ),
    # Words with a meaning of their own
    Planted(
        "option-dont-know",
        PLACE,
        "{id: far, label: Further}",
        "{id: »dont_know, label: Further}",
        "reserved-word",
        ("'dont_know'", "it is there by itself"),
        also=frozenset({"unknown-option"}),
    ),
    Planted(
        "option-of-python",
        PLACE,
        "{id: two_or_more, label: Two or more}",
        "{id: »and, label: Two or more}",
        "reserved-word",
        ("'and'", "use another id"),
    ),
    Planted(
        "question-none-of-these",
        PROPOSAL,
        "  - id: proposal_title\n",
        "  - id: »none_of_these\n" + _ANOTHER + "  - id: proposal_title\n",
        "reserved-word",
        ("'none_of_these'",),
    ),
    Planted(
        "question-of-python",
        PROPOSAL,
        "  - id: proposal_title\n",
        "  - id: »is\n" + _ANOTHER + "  - id: proposal_title\n",
        "reserved-word",
        ("'is' has a meaning of its own",),
    ),
    Planted(
        "question-like-a-fact",
        PROPOSAL,
        "  - id: proposal_title\n",
        "  - id: »rating_possible\n" + _ANOTHER + "  - id: proposal_title\n",
        "reserved-word",
        ("'rating_possible'",),
    ),
    # Nothing has that id
    Planted(
        "fact",
        CORE,
        "title: proposal_title",
        "title: »proposal_tilte",
        "unknown-question",
        ("no question 'proposal_tilte'", "did you mean 'proposal_title'?"),
    ),
    Planted(
        "local-help", PACK, "  reach: In", "  »reech: In", "unknown-question", ("'reech'", "did you mean 'reach'?")
    ),
    Planted(
        "reassuring",
        PLACE,
        "reassuring: [no]",
        "reassuring: [no, »never]",
        "unknown-option",
        ("'never' is no option of 'only_place'",),
    ),
    Planted(
        "reassuring-number",
        PLACE,
        "    unit: people\n",
        "    unit: people\n    evidence: {reassuring: [»low]}\n",
        "unknown-option",
        ("type number has no options", "reassuring: any"),
    ),
    Planted(
        "source-of-a-rule",
        BUS_RULES,
        "[elmshire-2026]",
        "[convention, »elmshire-2062]",
        "unknown-source",
        ("no source 'elmshire-2062'", "did you mean 'elmshire-2026'?"),
    ),
    Planted(
        "source-of-a-wording",
        STRATEGY,
        "{source: elmshire-2026, text: Be open}",
        "{source: »elmshire-2027, text: Be open}",
        "unknown-source",
        ("did you mean 'elmshire-2026'?",),
    ),
    Planted(
        "source-of-a-question",
        BUS,
        "    screening: true",
        "    screening: true\n    sources: [»nowhere]",
        "unknown-source",
        ("no source 'nowhere'",),
    ),
    Planted(
        "source-of-the-table",
        PARAMETERS,
        "sources: [convention]",
        "sources: [»konvention]",
        "unknown-source",
        ("'konvention'", "did you mean 'convention'?"),
    ),
    Planted(
        "source-of-a-group",
        "groups.yaml",
        "plain: People who came here lately., sources: [made-up-2026]",
        "plain: People who came here lately., sources: [»made-up]",
        "unknown-source",
        ("'made-up-2026'?",),
    ),
    Planted("factor-of-a-rule", BUS_RULES, "[M01]", "[M01, »M0l]", "unknown-factor", ("'M0l'", "did you mean 'M0")),
    Planted("factor-of-an-element", STRATEGY, "[M01, M02]", "[M01, M02, »X09]", "unknown-factor", ("no factor 'X09'",)),
    Planted(
        "factor-of-a-mitigation",
        "mitigations.yaml",
        "factors: [M01]",
        "factors: [M01, »X09]",
        "unknown-factor",
        ("'X09'",),
    ),
    Planted(
        "group-of-a-rule", RULES, "    groups: [V01]", "    groups: [V01, »V09]", "unknown-group", ("no group 'V09'",)
    ),
    Planted(
        "group-of-a-factor",
        FACTORS,
        "groups: [V01]",
        "groups: [»V10]",
        "unknown-group",
        ("no group 'V10'", "did you mean 'V0"),
    ),
    Planted(
        "mitigation-of-a-rule",
        RULES,
        "suggests: [minibus]",
        "suggests: [»minbus]",
        "unknown-mitigation",
        ("'minbus'", "did you mean 'minibus'?"),
    ),
    Planted(
        "mitigation-of-a-floor",
        RULES,
        "lifted_by: [keep-one-session]",
        "lifted_by: [»keep-session]",
        "unknown-mitigation",
        ("did you mean 'keep-one-session'?",),
    ),
    Planted(
        "check-of-an-element",
        STRATEGY,
        "checks: [alternatives, funding]",
        "checks: [alternatives, »fundin]",
        "unknown-check",
        ("no check 'fundin'", "did you mean 'funding'?"),
    ),
    # Areas
    Planted(
        "areas-none",
        WARDS,
        "",
        _WARD_QUESTION.replace("areas\n", "»areas\n"),
        "no-areas",
        ("there are no areas", "areas.yaml"),
    ),
    Planted(
        "area-twice",
        AREAS,
        "",
        _AREAS + "      - »{id: elm, name: Elm End}\n",
        "duplicate-id",
        ("area 'elm' is already in elmshire/areas.yaml:8",),
    ),
    Planted(
        "source-of-areas",
        AREAS,
        "",
        _AREAS.replace("[elmshire-2026]", "[»elmshire-2036]"),
        "unknown-source",
        ("did you mean 'elmshire-2026'?",),
    ),
    Planted(
        "source-of-a-figure-about-an-area",
        AREAS,
        "",
        _AREAS + "        facts: [{what: Cars, value: few, date: '2021', source: »census}]\n",
        "unknown-source",
        ("no source 'census'",),
    ),
    Planted(
        "areas-day-that-is-none",
        AREAS,
        "",
        _AREAS.replace("2026-05-07", "»7 May 2026"),
        "wrong-date",
        ("'valid_from' must be a date", "7 May 2026"),
    ),
    Planted(
        "areas-end-before-they-begin",
        AREAS,
        "",
        _AREAS.replace("  - id: wards", "  - »valid_to: 2026-05-06\n    id: wards"),
        "wrong-value",
        ("valid_to is before valid_from",),
    ),
    Planted(
        "areas-incomplete-without-a-note",
        AREAS,
        "",
        _AREAS.replace("  - id: wards", "  - »complete: false\n    id: wards"),
        "wrong-value",
        ("needs a note that says where to take the rest from",),
    ),
    Planted(
        "area-lists-for-other-options",
        PROPOSAL,
        "    options_from: groups\n",
        "    options_from: groups\n    area_lists: [wards]\n",
        "wrong-value",
        ("area_lists needs 'options_from: areas'",),
        told=(PROPOSAL, "  - »id: groups_affected"),
    ),
)
