"""Two versions of a pack: every kind of change with its weight, the answers that show it, and the version it needs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from impact_check.comparing import PackDiff, diff
from impact_check.comparing.change import Change, Told, Weight, Witness
from impact_check.comparing.versions import lowest_version
from impact_check.errors import ContentError

from .versions import Edit, two_versions

PROPOSAL, PLACE = "core/sections/10-proposal.yaml", "core/sections/20-place.yaml"
RULES, CHECKS, PARAMETERS, CORE = "core/rules/place.yaml", "core/checks.yaml", "core/parameters.yaml", "core/pack.yaml"
BUS, BUS_RULES, STRATEGY = "elmshire/sections/bus.yaml", "elmshire/rules/bus.yaml", "elmshire/strategy.yaml"

Compare = Callable[..., PackDiff]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    return lambda *edits, pack="elmshire": diff(*two_versions(tmp_path, edits, pack))


def told(found: PackDiff) -> set[tuple[Weight, str, str, str]]:
    return {(change.weight, change.kind, change.id, change.key) for change in found.changes}


def the_change(found: PackDiff) -> Change:
    (change,) = found.changes
    return change


def rule(id_: str, when: str, raises: str = "{severity: high}", factors: str = "[M02]") -> str:
    return (
        f"  - {{id: {id_}, factors: {factors}, when: {when}, raises: {raises}, because: It may harm., "
        "sources: [convention]}\n"
    )


def new_question(keys: str) -> str:
    return f"  - {{id: colour, text: Which colour?, why: For tests., {keys}}}\n"


A_CASE = "cases:\n  - {name: More, given: {bus_cut: yes}, expect: {asked: [bus_cut]}}\n"
A_MITIGATION = (
    "  - {id: taxi, title: A taxi, action: Take one., factors: [M01], verify_by: Rides., sources: [convention]}\n"
)
NEWCOMERS = "  - {id: V03, title: Newcomers, plain: People who came here lately., sources: [made-up-2026]}\n"
ONLY = "closes_something and only_place"
BUS_WHEN = ("major", "rule", "elmshire-bus-cut", "when")
P1_SHOWN = ("minor", "element", "P1", "shown_when")

ONE_CHANGE: dict[str, tuple[Edit, tuple[Weight, str, str, str]]] = {
    # Words
    "question reworded": (
        (PLACE, "How far is the next", "How distant is the next"),
        ("patch", "question", "reach", "text"),
    ),
    "help reworded": ((PLACE, "Ask the staff.", "Ask who is there."), ("patch", "question", "only_place", "help")),
    "why reworded": ((PLACE, "To know how many", "To tell how many"), ("patch", "question", "regular_users", "why")),
    "local help": (("elmshire/pack.yaml", "ask the library", "ask us"), ("patch", "question", "reach", "help")),
    "option reworded": ((PLACE, "label: Further", "label: A bus ride"), ("patch", "question", "reach", "options")),
    "section retitled": ((PLACE, "About the place itself.", "The place."), ("patch", "section", "place", "title")),
    "because reworded": (
        (RULES, "Many people come each", "Many come each"),
        ("patch", "rule", "many-people", "because"),
    ),
    "check reworded": ((CHECKS, "Cost at least two", "Find at least two"), ("patch", "check", "alternatives", "fix")),
    "element reworded": (
        (STRATEGY, "Say what is decided", "Tell what is decided"),
        ("patch", "element", "P2", "plain"),
    ),
    "strategy adopted": (
        (STRATEGY, "status: draft", "status: adopted"),
        ("patch", "strategy", "elmshire-strategy", "title"),
    ),
    "source reworded": (
        ("evidence.yaml", "How these tests count", "Our way"),
        ("patch", "source", "convention", "says"),
    ),
    "factor reworded": (("risk_factors.yaml", "they meet.", "they met."), ("patch", "factor", "M02", "plain")),
    "group reworded": (("groups.yaml", "with a small child", "with a child"), ("patch", "group", "V02", "plain")),
    "mitigation reworded": (
        ("mitigations.yaml", "Journeys made", "Trips"),
        ("patch", "mitigation", "minibus", "verify_by"),
    ),
    "other source": (
        (BUS_RULES, "sources: [elmshire-2026]", "sources: [convention]"),
        ("patch", "rule", "elmshire-bus-cut", "sources"),
    ),
    "source added": (
        ("elmshire/evidence.yaml", "", "  - {id: new-2026, citation: New., grade: D, says: Nothing.}\n"),
        ("patch", "source", "new-2026", ""),
    ),
    "head": (("elmshire/pack.yaml", "owner: Tests", "owner: Policy"), ("patch", "pack", "elmshire", "owner")),
    "reason of a parameter": (
        (PARAMETERS, "accumulation:\n  reason: For tests.", "accumulation:\n  reason: As agreed."),
        ("patch", "parameters", "accumulation", "accumulation"),
    ),
    "condition reformatted": (
        (RULES, "reach in (far, none_within)", "not (reach == near)"),
        ("patch", "rule", "too-far", "when"),
    ),
    "condition by De Morgan": (
        (RULES, "only_place and reach == none_within", "not (not only_place or reach in (near, far))"),
        ("patch", "floor", "last-place", "when"),
    ),
    "named condition reformatted": (
        (PLACE, "change_place in (reduce_hours, close)", "not change_place == no_change"),
        ("patch", "condition", "closes_something", "closes_something"),
    ),
    "ask_if reformatted": (
        (PLACE, "worse: higher\n    ask_if: closes_something", "worse: higher\n    ask_if: change_place != no_change"),
        ("patch", "question", "regular_users", "ask_if"),
    ),
    "questions in another order": (
        (
            PLACE,
            "section: place\ntitle: The place where people meet\norder: 20",
            "section: place\ntitle: The place where people meet\norder: 35",
        ),
        ("patch", "pack", "elmshire", ""),
    ),
    "evidence asked for in other words": (
        (BUS, "worse: yes", "worse: yes\n    evidence: {reassuring: []}"),
        ("patch", "question", "bus_cut", "evidence"),
    ),
    "a case": (
        (
            "elmshire/cases/more.yaml",
            "",
            A_CASE,
        ),
        ("patch", "case", "More", ""),
    ),
    # Added, or told without being rated
    "optional question added": (
        (BUS, "", new_question("type: text, optional: true, role: context")),
        ("minor", "question", "colour", ""),
    ),
    "context question added": (
        (BUS, "", new_question("type: yes_no, role: context")),
        ("minor", "question", "colour", ""),
    ),
    "option added": (
        (PLACE, "label: One}", "label: One}\n      - {id: some, label: Some}"),
        ("minor", "question", "alternatives", "options"),
    ),
    "range widened": ((PLACE, "maximum: 5000", "maximum: 9000"), ("minor", "question", "regular_users", "maximum")),
    "may be not applicable": (
        (BUS, "worse: yes", "worse: yes\n    allow_not_applicable: true"),
        ("minor", "question", "bus_cut", "allow_not_applicable"),
    ),
    "must be known": (
        (BUS, "worse: yes", "worse: yes\n    must_know: true"),
        ("minor", "question", "bus_cut", "must_know"),
    ),
    "other worse end": ((BUS, "worse: yes", "worse: no"), ("minor", "question", "bus_cut", "worse")),
    "benefit added": (
        (RULES, "rules:\n", "rules:\n" + rule("b", "bus_cut", "{benefit: low}")),
        ("minor", "rule", "b", ""),
    ),
    "rule that others outweigh": (
        (RULES, "rules:\n", "rules:\n" + rule("b", "closes_something and only_place and regular_users > 3")),
        ("minor", "rule", "b", ""),
    ),
    "rule that raises what is there anyway": (
        (RULES, "rules:\n", "rules:\n" + rule("b", "bus_cut", "{exposure: limited}")),
        ("minor", "rule", "b", ""),
    ),
    "other suggestion": ((RULES, "    suggests: [minibus]\n", ""), ("minor", "rule", "too-far", "suggests")),
    "other groups": ((RULES, "groups: [V01]", "groups: [V02]"), ("minor", "rule", "too-far", "groups")),
    "element added": (
        (
            STRATEGY,
            "",
            "      - id: P3\n        kind: principle\n        wordings: [{source: elmshire-2026, text: Be kind}]\n"
            "        plain: Be kind.\n        factors: [M01, M02]\n",
        ),
        ("minor", "element", "P3", ""),
    ),
    "element shown by something else": (
        (STRATEGY, "shown_when: not bus_cut", "shown_when: bus_cut"),
        ("minor", "element", "P1", "shown_when"),
    ),
    "element needs other checks": (
        (STRATEGY, "checks: [alternatives]", "checks: [funding]"),
        ("minor", "element", "P1", "checks"),
    ),
    "lesser check changed": (
        (CHECKS, "mitigations_without_funding > 0", "mitigations_without_funding > 1"),
        ("minor", "check", "funding", "fails_when"),
    ),
    "mitigation added": (
        (
            "mitigations.yaml",
            "",
            A_MITIGATION,
        ),
        ("minor", "mitigation", "taxi", ""),
    ),
    "what changing nothing means": (
        ("core/pack.yaml", "no_change: {change_place: no_change}", "no_change: {change_place: reduce_hours}"),
        ("minor", "pack", "core", "no_change"),
    ),
    "another fact": (
        (CORE, "summary: proposal_summary", "summary: proposal_title"),
        ("minor", "pack", "core", "facts"),
    ),
    # Ratings and answers
    "condition changed": (
        (RULES, "when: regular_users >= 20", "when: regular_users > 20"),
        ("major", "rule", "many-people", "when"),
    ),
    "rule raises more": (
        (BUS_RULES, "severity: high", "severity: severe"),
        ("major", "rule", "elmshire-bus-cut", "raises"),
    ),
    "rule raises another factor": (
        (BUS_RULES, "[M01]", "[M01, M02]"),
        ("major", "rule", "elmshire-bus-cut", "factors"),
    ),
    "rule added": ((RULES, "rules:\n", "rules:\n" + rule("b", "bus_cut")), ("major", "rule", "b", "")),
    "exposure added": (
        (RULES, "rules:\n", "rules:\n" + rule("b", "bus_cut", "{exposure: acute}", "all")),
        ("major", "rule", "b", ""),
    ),
    "floor lowered": ((RULES, "floor: high", "floor: moderate"), ("major", "floor", "last-place", "floor")),
    "floor lifted by nothing": (
        (RULES, "    lifted_by: [keep-one-session]\n", ""),
        ("major", "floor", "last-place", "lifted_by"),
    ),
    "ask_if added": (
        (BUS, "worse: yes", "worse: yes\n    ask_if: change_place != no_change"),
        ("major", "question", "bus_cut", "ask_if"),
    ),
    "range tightened": ((PLACE, "maximum: 5000", "maximum: 4000"), ("major", "question", "regular_users", "maximum")),
    "unit changed": ((PLACE, "unit: people", "unit: visits"), ("major", "question", "regular_users", "unit")),
    "option removed": (
        (PLACE, "      - {id: two_or_more, label: Two or more}\n", ""),
        ("major", "question", "alternatives", "options"),
    ),
    "not applicable no longer": (
        (PLACE, "    allow_not_applicable: true\n", ""),
        ("major", "question", "reach", "allow_not_applicable"),
    ),
    "evidence demanded": (
        (BUS, "worse: yes", "worse: yes\n    evidence: {reassuring: [no]}"),
        ("major", "question", "bus_cut", "evidence"),
    ),
    "better evidence demanded": (
        (PLACE, "min_grade: C", "min_grade: B"),
        ("major", "question", "only_place", "evidence"),
    ),
    "must check changed": (
        (CHECKS, "alternatives in (one_other, none_costed)", "alternatives == none_costed"),
        ("major", "check", "alternatives", "fails_when"),
    ),
    "must check always applies": (
        (CHECKS, "    applies_if: closes_something\n", ""),
        ("major", "check", "alternatives", "applies_if"),
    ),
    "check made a must": ((CHECKS, "grade: should", "grade: must"), ("major", "check", "funding", "grade")),
    "table changed": (
        (PARAMETERS, "limited: high, raised: severe", "limited: severe, raised: severe"),
        ("major", "parameters", "level_table", "level_table"),
    ),
    "count changed": (
        (PARAMETERS, "overall: 5", "overall: 4"),
        ("major", "parameters", "accumulation", "accumulation"),
    ),
    "who signs changed": (
        (
            PARAMETERS,
            "- level: low\n      signatories: [author]",
            "- level: low\n      signatories: [author, challenger]",
        ),
        ("major", "parameters", "requirements", "requirements"),
    ),
    "residual floor": (
        ("risk_factors.yaml", "area: Access", "area: Access\n    residual_floor: low"),
        ("major", "factor", "M01", "residual_floor"),
    ),
    "mitigation that lifts a floor is against another factor": (
        ("mitigations.yaml", "factors: [M02]", "factors: [M01, M02]"),
        ("major", "mitigation", "keep-one-session", "factors"),
    ),
}


@pytest.mark.parametrize(("edit", "expected"), ONE_CHANGE.values(), ids=ONE_CHANGE)
def test_one_change_is_told_with_its_weight(
    compare: Compare, edit: Edit, expected: tuple[Weight, str, str, str]
) -> None:
    found = compare(edit)

    assert told(found) == {expected}
    assert found.weight == expected[0]


def test_a_pack_is_like_itself(compare: Compare) -> None:
    found = compare()

    assert (found.changes, found.weight) == ((), None)
    assert [(check.pack, check.is_enough, check.wanted) for check in found.versions] == [
        ("core", True, "0.1.0"),
        ("elmshire", True, "0.2.0"),
    ]


def test_comments_and_layout_are_no_change(compare: Compare) -> None:
    assert compare((BUS, "section: bus", "# A comment\nsection:   bus")).changes == ()


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(
            [
                (BUS, "id: bus_cut", "id: bus_gone"),
                (BUS_RULES, "when: bus_cut", "when: bus_gone"),
                (STRATEGY, "shown_when: not bus_cut", "shown_when: not bus_gone"),
            ],
            {
                ("minor", "element", "P1", "shown_when"),
                ("major", "question", "bus_cut", ""),
                ("minor", "question", "bus_gone", ""),
                ("major", "rule", "elmshire-bus-cut", "when"),
            },
            id="question renamed",
        ),
        pytest.param(
            [(BUS_RULES, "id: elmshire-bus-cut", "id: elmshire-no-bus")],
            {("minor", "rule", "elmshire-bus-cut", ""), ("minor", "rule", "elmshire-no-bus", "")},
            id="rule renamed",
        ),
        pytest.param(
            [
                (
                    RULES,
                    "    when: closes_something and only_place\n",
                    "    when: closes_something and only_place and regular_users > 9\n",
                ),
                (
                    RULES,
                    "rules:\n",
                    "rules:\n"
                    + rule("few", "closes_something and only_place and regular_users <= 9", "{severity: severe}"),
                ),
            ],
            {("major", "rule", "only-place-closes", "when"), ("minor", "rule", "few", "")},
            id="rule split",
        ),
        pytest.param(
            [
                (BUS, "type: yes_no\n    worse: yes", "type: number"),
                (BUS_RULES, "when: bus_cut", "when: bus_cut >= 1"),
                (STRATEGY, "shown_when: not bus_cut", "shown_when: bus_cut < 1"),
            ],
            {
                ("minor", "element", "P1", "shown_when"),
                ("major", "question", "bus_cut", "type"),
                ("minor", "question", "bus_cut", "worse"),
                ("major", "rule", "elmshire-bus-cut", "when"),
            },
            id="question retyped",
        ),
        pytest.param(
            [
                (PLACE, "label: There is none}", "label: There is none}\n      - {id: abroad, label: Abroad}"),
                (RULES, "reach in (far, none_within)", "reach in (far, none_within, abroad)"),
            ],
            {("minor", "question", "reach", "options"), ("major", "rule", "too-far", "when")},
            id="option added that a rule reads",
        ),
        pytest.param(
            [("groups.yaml", "", "  - {id: V04, title: New, plain: New., sources: [convention]}\n")],
            {("minor", "group", "V04", ""), ("minor", "question", "groups_affected", "options_from")},
            id="group added",
        ),
        pytest.param(
            [
                (
                    "groups.yaml",
                    NEWCOMERS,
                    "",
                )
            ],
            {("major", "group", "V03", ""), ("major", "question", "groups_affected", "options_from")},
            id="group removed",
        ),
    ],
)
def test_changes_that_come_together(
    compare: Compare, edits: list[Edit], expected: set[tuple[str, str, str, str]]
) -> None:
    assert told(compare(*edits)) == expected


# The answers that show it


def test_a_change_of_a_condition_comes_with_answers_that_show_it(compare: Compare) -> None:
    change = the_change(compare((RULES, "when: regular_users >= 20", "when: regular_users > 20")))

    assert change.what == "the condition says something else"
    assert change.witness == Witness(
        (
            Told("change_place", "Does the proposal close a place or cut its hours?", "Fewer hours"),
            Told("regular_users", "How many people come each week?", "20 people"),
        ),
        old="holds",
        new="does not hold",
    )


def test_a_change_that_shows_only_while_something_is_not_known_says_so(compare: Compare) -> None:
    change = the_change(compare((BUS_RULES, "when: bus_cut", "when: bus_cut and (reach == far or reach != far)")))

    assert change.witness is not None
    assert {told.answer for told in change.witness.answers} >= {"Yes"}
    assert (change.witness.old, change.witness.new) in {("holds", "may hold"), ("holds", "does not hold")}


def test_what_cant_be_compared_is_major_and_says_why(compare: Compare) -> None:
    found = compare(
        (BUS, "type: yes_no\n    worse: yes", "type: number"),
        (BUS_RULES, "when: bus_cut", "when: bus_cut >= 1"),
        (STRATEGY, "        shown_when: not bus_cut\n", ""),
    )

    (when,) = (change for change in found.changes if change.key == "when")
    assert when.weight == "major"
    assert "it rests on 'bus_cut', which is a question of another type now" in when.what


def test_a_named_condition_is_told_once_with_what_it_reaches(compare: Compare) -> None:
    found = compare((PLACE, "change_place in (reduce_hours, close)", "change_place == close"))

    (own,) = (change for change in found.changes if not change.through)
    assert (own.weight, own.kind, own.id) == ("major", "condition", "closes_something")
    assert own.witness is not None
    assert [told.answer for told in own.witness.answers] == ["Fewer hours"]
    assert {(change.id, change.key) for change in found.changes if change.through == ("closes_something",)} == {
        ("only_place", "ask_if"),
        ("regular_users", "ask_if"),
        ("reach", "ask_if"),
        ("only-place-closes", "when"),
        ("alternatives", "applies_if"),
    }
    assert found.counts == {"major": 1, "minor": 0, "patch": 0}


def test_a_changed_question_names_the_rules_that_rest_on_it(compare: Compare) -> None:
    found = compare((PLACE, "worse: higher\n    ask_if: closes_something", "worse: higher"))

    assert the_change(found).what == "asked in other cases than before; this bears on many-people"


def test_a_change_names_the_file_and_line_of_its_key(compare: Compare) -> None:
    change = the_change(compare((BUS_RULES, "severity: high", "severity: severe")))

    assert (Path(change.path).name, change.line, change.pack) == ("bus.yaml", 5, "elmshire")


def test_what_is_gone_is_placed_in_the_old_version(compare: Compare) -> None:
    found = compare(
        (CHECKS, CHECK_FUNDING, ""), (STRATEGY, "        checks: [alternatives, funding]\n", "        factors: [M01]\n")
    )

    (gone,) = (change for change in found.changes if change.kind == "check")
    assert (gone.weight, gone.what) == ("minor", "gone, a should: “Mitigations are paid for”")
    assert "old" in Path(gone.path).parts


CHECK_FUNDING = """\
  - id: funding
    title: Mitigations are paid for
    fails_when: mitigations_without_funding > 0
    grade: should
    because: A mitigation has no money.
    fix: Say where the money comes from.
    sources: [convention]
"""


def test_the_heaviest_changes_come_first(compare: Compare) -> None:
    found = compare(
        (PLACE, "Ask the staff.", "Ask around."),
        (BUS, "", new_question("type: text, role: context")),
        (RULES, ">= 20", "> 20"),
    )

    assert [change.weight for change in found.changes] == ["major", "minor", "patch"]
    assert found.counts == {"major": 1, "minor": 1, "patch": 1}


def test_a_pack_with_faults_is_not_compared(compare: Compare) -> None:
    with pytest.raises(ContentError, match="unknown-name"):
        compare((BUS_RULES, "when: bus_cut", "when: buss_cut"))


# Principles are counted


@pytest.mark.parametrize(("needed", "weight"), [(2, "major"), (3, "major"), (4, "minor")])
def test_a_principle_weighs_as_its_factors_are_counted(compare: Compare, needed: int, weight: Weight) -> None:
    p3 = (
        "      - id: P3\n        kind: principle\n        wordings: [{source: elmshire-2026, text: Be kind}]\n"
        "        plain: Be kind.\n        factors: [M01, M02, M03]\n"
    )
    m03 = "  - {id: M03, title: Third, plain: Third., area: Place, sources: [convention]}\n"
    third = rule("third", "bus_cut", "{benefit: low}", "[M03]")
    count = (PARAMETERS, "principle: 3", f"principle: {needed}")

    found = compare(count, (STRATEGY, "", p3), ("risk_factors.yaml", "", m03), (RULES, "rules:\n", "rules:\n" + third))

    (element,) = (change for change in found.changes if change.kind == "element")
    assert element.weight == weight


# Versions


@pytest.mark.parametrize(
    ("old", "weight", "expected"),
    [
        ("1.2.3", None, "1.2.3"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "major", "2.0.0"),
        ("0.2.3", "patch", "0.2.4"),
        ("0.2.3", "minor", "0.2.4"),
        ("0.2.3", "major", "0.3.0"),
    ],
)
def test_lowest_version(old: str, weight: Weight | None, expected: str) -> None:
    assert lowest_version(old, weight) == expected


MAJOR: Edit = (RULES, "when: regular_users >= 20", "when: regular_users > 20")
MINOR: Edit = (PLACE, "maximum: 5000", "maximum: 9000")
PATCH: Edit = (PLACE, "Ask the staff.", "Ask around.")


@pytest.mark.parametrize(
    ("edit", "version", "is_enough"),
    [
        (MAJOR, "0.1.0", False),
        (MAJOR, "0.1.1", False),
        (MAJOR, "0.2.0", True),
        (MAJOR, "1.0.0", True),
        (MINOR, "0.1.0", False),
        (MINOR, "0.1.1", True),
        (PATCH, "0.1.0", False),
        (PATCH, "0.1.1", True),
        (PATCH, "0.0.9", False),
    ],
)
def test_version_is_held_against_what_changed_in_its_pack(
    compare: Compare, edit: Edit, version: str, is_enough: bool
) -> None:
    core, elmshire = compare(edit, (CORE, "version: 0.1.0", f"version: {version}")).versions

    assert (core.pack, core.new, core.is_enough) == ("core", version, is_enough)
    assert (elmshire.pack, elmshire.weight, elmshire.is_enough) == ("elmshire", None, True)


def test_a_case_needs_no_new_version(compare: Compare) -> None:
    found = compare(("elmshire/cases/more.yaml", "", A_CASE))

    assert all(check.is_enough for check in found.versions)
