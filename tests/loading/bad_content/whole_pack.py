"""Entries that don't go together, and tables that contradict themselves or are weaker than core's."""

from loading.planted import Planted, small_files

PROPOSAL = "core/sections/10-proposal.yaml"
PLACE = "core/sections/20-place.yaml"
RULES = "core/rules/place.yaml"
BUS = "elmshire/sections/bus.yaml"
STRATEGY = "elmshire/strategy.yaml"
FACTORS = "risk_factors.yaml"
TABLES = "core/parameters.yaml"
OWN = "elmshire/parameters.yaml"


def own_tables(good: str, bad: str) -> str:
    """Return core's tables with one text replaced, to stand in the pack."""
    text = small_files()[TABLES]
    assert text.count(good) == 1
    return text.replace(good, bad)


FAULTS = (
    Planted(
        "unused",
        BUS,
        "questions:\n",
        "questions:\n  - id: »bus_line\n    text: Is it a bus?\n    why: For tests.\n    type: yes_no\n",
        "unused-question",
        ("no condition reads question 'bus_line'", "role: context"),
    ),
    Planted(
        "optional-but-read",
        PLACE,
        "    unit: people\n",
        "    unit: people\n    optional: »true\n",
        "optional-but-read",
        ("'regular_users' is read by a condition", "can't be optional"),
    ),
    Planted(
        "optional-but-decides-what-is-asked",
        PLACE,
        "    screening: true\n",
        "    screening: true\n    optional: »true\n",
        "optional-but-read",
        ("'change_place'",),
    ),
    Planted(
        "context-but-read",
        PLACE,
        "    unit: people\n",
        "    unit: people\n    role: »context\n",
        "context-but-read",
        ("'regular_users' is read by a rule or check",),
    ),
    Planted(
        "hidden-by-doubt",
        PLACE,
        "    unit: people\n",
        "    unit: people\n    only_if_certain: »true\n",
        "hidden-by-doubt",
        ("'regular_users' bears on the rating",),
    ),
    Planted(
        "factor-without-rule",
        FACTORS,
        "factors:\n",
        "factors:\n  - {id: »M09, title: Noise, plain: It is loud., area: Place, sources: [convention]}\n",
        "factor-without-rule",
        ("'M09'",),
        also=frozenset({"factor-without-principle"}),
    ),
    Planted(
        "factor-without-principle",
        STRATEGY,
        "factors: [M01, M02]",
        "factors: [M01]",
        "factor-without-principle",
        ("no element of the strategy names factor 'M02'",),
        told=(FACTORS, "id: »M02"),
    ),
    Planted(
        "element-without-factor",
        STRATEGY,
        "        checks: [alternatives, funding]\n",
        "",
        "element-without-factor",
        ("'P2' has neither factors nor checks",),
        told=(STRATEGY, "id: »P2"),
    ),
    Planted(
        "suggestion-misses",
        RULES,
        "suggests: [minibus]",
        "suggests: [»keep-one-session]",
        "suggestion-misses",
        ("'keep-one-session' is not against M01", "it is against M02"),
    ),
    Planted("same-order", BUS, "order: 30", "order: »20", "same-order", ("section 'place' has the same order 20",)),
    # Tables
    Planted(
        "rows-out-of-order",
        TABLES,
        "    - {severity: low, limited: low, raised: low, acute: low}\n    - {severity: moderate, limited: low,",
        "    »- {severity: moderate, limited: low, raised: low, acute: low}\n    - {severity: low, limited: low,",
        "levels-order",
        ("low, moderate, high, severe in this order",),
    ),
    Planted(
        "levels-out-of-order",
        TABLES,
        "    - level: low\n",
        "    - level: »moderate\n",
        "levels-order",
        ("expected level low",),
    ),
    Planted(
        "falls-with-exposure",
        TABLES,
        "limited: moderate, raised: moderate, acute: high}",
        "limited: moderate, raised: low, acute: high}",
        "table-not-monotone",
        ("severity or exposure rises",),
        told=(TABLES, "    - »{severity: high,"),
        also=frozenset({"table-jumps"}),
    ),
    Planted(
        "falls-with-severity",
        TABLES,
        "{severity: severe, limited: high,",
        "»{severity: severe, limited: low,",
        "table-not-monotone",
        ("a level falls",),
        also=frozenset({"table-jumps"}),
    ),
    Planted(
        "jumps",
        TABLES,
        "limited: moderate, raised: moderate, acute: high}",
        "limited: low, raised: moderate, acute: high}",
        "table-jumps",
        ("low and high touch",),
        told=(TABLES, "    - »{severity: severe,"),
    ),
    Planted(
        "signatory-lost",
        TABLES,
        "      signatories: [author, challenger]\n",
        "      signatories: »[challenger]\n",
        "signatory-lost",
        ("author signs a lower level but not this one",),
    ),
    Planted(
        "outcome-gained",
        TABLES,
        "      outcomes: [proceed_despite, revise, stop]\n",
        "      outcomes: »[proceed, revise, stop]\n",
        "outcome-gained",
        ("proceed is permitted here but not at a lower level",),
    ),
    # A pack weaker than core
    Planted(
        "weaker-table",
        OWN,
        "",
        own_tables(
            "- {severity: moderate, limited: low, raised: moderate, acute: moderate}",
            "- »{severity: moderate, limited: low, raised: low, acute: moderate}",
        ),
        "weakens-core",
        ("a level is lower than core's", "only be stricter"),
    ),
    Planted(
        "weaker-count", OWN, "", own_tables("overall: 5", "overall: »6"), "weakens-core", ("more factors are needed",)
    ),
    Planted(
        "weaker-band",
        OWN,
        "",
        own_tables("at_risk_from: moderate", "at_risk_from: »high"),
        "weakens-core",
        ("in conflict or at risk later",),
    ),
    Planted(
        "fewer-signatories",
        OWN,
        "",
        own_tables("signatories: [author, challenger]\n", "signatories: »[author]\n"),
        "weakens-core",
        ("challenger no longer signs",),
    ),
    Planted(
        "more-outcomes",
        OWN,
        "",
        own_tables(
            "      outcomes: [proceed_despite, revise, stop]\n",
            "      outcomes: »[proceed_with_conditions, proceed_despite, revise, stop]\n",
        ),
        "weakens-core",
        ("proceed_with_conditions becomes permitted",),
    ),
    Planted(
        "more-outcomes-with-a-gap",
        OWN,
        "",
        own_tables("gap_outcomes: [revise, stop]", "gap_outcomes: »[proceed_despite, revise, stop]"),
        "weakens-core",
        ("proceed_despite becomes permitted with an open check",),
    ),
)
