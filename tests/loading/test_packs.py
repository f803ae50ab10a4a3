"""A pack extends core: it adds, and never changes or weakens."""

import shutil
from pathlib import Path

import pytest

from impact_check import api
from impact_check.loading import bundled_packs, load_ruleset, locate
from impact_check.loading.pack import read_pack
from impact_check.proving import lint
from loading.planted import small_files, write_out


def test_pack_has_all_of_core_and_its_own(small: Path) -> None:
    ruleset = load_ruleset(small / "elmshire")

    assert [pack.id for pack in ruleset.questionnaire.packs] == ["core", "elmshire"]
    assert [section.id for section in ruleset.questionnaire.sections] == ["proposal", "place", "bus"]
    assert list(ruleset.rules) == [
        "only-place-closes",
        "too-far",
        "many-people",
        "closes-for-good",
        "groups-meet",
        "elmshire-bus-cut",
    ]
    assert list(ruleset.shown_when) == ["P1"]
    assert ruleset.pinned.questionnaire == "elmshire"
    assert ruleset.pinned.version == "core 0.1.0, elmshire 0.2.0"


def test_core_can_be_used_alone(small: Path) -> None:
    ruleset = load_ruleset(small / "core")

    assert ruleset.pinned.version == "core 0.1.0"
    assert ruleset.questionnaire.strategies == ()


def test_pack_in_a_folder_of_its_own_extends_the_bundled_core(files: dict[str, str], here: Path) -> None:
    for name in list(files):
        if not name.startswith("elmshire/"):
            del files[name]
    files["elmshire/strategy.yaml"] = files["elmshire/strategy.yaml"].replace(
        "checks: [alternatives, funding]", "factors: [M01]"
    )
    files["elmshire/rules/bus.yaml"] = files["elmshire/rules/bus.yaml"].replace("    suggests: [minibus]\n", "")
    files["elmshire/pack.yaml"] = files["elmshire/pack.yaml"].replace("reach:", "proposal_title:")
    files["elmshire/sections/bus.yaml"] = files["elmshire/sections/bus.yaml"].replace("order: 30", "order: 555")
    write_out(files, here)

    read = read_pack(here / "elmshire")

    bundled = load_ruleset("core")
    # The strategy of this pack names few factors and checks of the bundled core, and that is all that is wrong.
    assert {fault.code for fault in read.faults} <= {"factor-without-principle", "unknown-check"}
    assert read.ruleset is not None
    assert set(bundled.rules) | {"elmshire-bus-cut"} == set(read.ruleset.rules)
    assert read.folders == (locate("questionnaires") / "core", here / "elmshire")


def test_a_core_beside_the_pack_comes_before_the_bundled_one(small: Path) -> None:
    assert "only_place" in load_ruleset(small / "elmshire").questions


def test_whole_pack_without_core_can_have_any_name(files: dict[str, str], here: Path) -> None:
    write_out(files, here)
    shutil.move(here / "core", here / "alone")

    ruleset = load_ruleset(here / "alone")

    assert ruleset.questionnaire.facts.groups == "groups_affected"


def test_local_help_is_added_to_the_help_of_core(files: dict[str, str], here: Path) -> None:
    files["elmshire/pack.yaml"] += "  only_place: Ask the hub in Elm.\n"
    write_out(files, here)

    core, own = load_ruleset(here / "core"), load_ruleset(here / "elmshire")

    assert (core.questions["only_place"].help, core.questions["reach"].help) == ("Ask the staff.", None)
    assert own.questions["only_place"].help == "Ask the staff. Ask the hub in Elm."
    assert own.questions["reach"].help == "In Elmshire, ask the library."
    assert own.questions["regular_users"] == core.questions["regular_users"]


@pytest.mark.parametrize(
    ("good", "stricter"),
    [
        ("overall: 5", "overall: 4"),
        ("at_risk_from: moderate", "at_risk_from: low"),
        ("limited: low, raised: moderate, acute: moderate", "limited: moderate, raised: moderate, acute: moderate"),
        (
            "signatories: [author, challenger, director]\n      outcomes: [revise, stop]",
            "signatories: [author, challenger, director, legal]\n      outcomes: [stop]",
        ),
        ("gap_outcomes: [revise, stop]", "gap_outcomes: [stop]"),
    ],
    ids=["count", "band", "table", "signatories-and-outcomes", "gap"],
)
def test_pack_may_be_stricter(good: str, stricter: str, files: dict[str, str], here: Path) -> None:
    assert good in files["core/parameters.yaml"]
    files["elmshire/parameters.yaml"] = files["core/parameters.yaml"].replace(good, stricter)
    write_out(files, here)

    read = read_pack(here / "elmshire")

    assert read.faults == ()
    assert read.ruleset is not None
    assert read.ruleset.questionnaire.parameters != load_ruleset(here / "core").questionnaire.parameters


def test_pack_may_add_a_library_entry_a_check_and_a_second_strategy(files: dict[str, str], here: Path) -> None:
    files["elmshire/groups.yaml"] = (
        "groups:\n  - {id: V90, title: Boaters, plain: Live aboard., sources: [elmshire-2026]}\n"
    )
    files["elmshire/mitigations.yaml"] = (
        files["mitigations.yaml"].replace("id: minibus", "id: ferry").replace("id: keep-one-session", "id: barge")
    )
    files["elmshire/strategy-health.yaml"] = (
        files["elmshire/strategy.yaml"].replace("id: elmshire-strategy", "id: health").replace("- id: P", "- id: H")
    )
    write_out(files, here)

    ruleset = load_ruleset(here / "elmshire")

    assert [option.id for option in ruleset.options["groups_affected"]] == ["V01", "V02", "V03", "V90", "none_of_these"]
    assert [strategy.id for strategy in ruleset.questionnaire.strategies] == ["health", "elmshire-strategy"]
    assert {"ferry", "barge"} < {entry.id for entry in ruleset.questionnaire.mitigations}


def test_conditions_of_rules_may_use_those_of_sections(files: dict[str, str], here: Path) -> None:
    files["elmshire/rules/bus.yaml"] = files["elmshire/rules/bus.yaml"].replace(
        "rules:", "conditions:\n  closes_and_cuts: closes_something and bus_cut\nrules:"
    )
    files["core/rules/place.yaml"] = (
        "conditions:\n  closes_all: closes_something and only_place\n" + files["core/rules/place.yaml"]
    )
    write_out(files, here)

    assert set(load_ruleset(here / "elmshire").named) == {"closes_something", "closes_all", "closes_and_cuts"}


COMPARATOR = (
    "comparators:\n  - {id: wide, indicator: never, percent: 21, survey: Some Survey, area: England, ages: adults, "
    "period: 2024/25, source: elmshire-2026}\n"
)


def test_pack_may_add_figures_to_compare_with(files: dict[str, str], here: Path) -> None:
    files["elmshire/comparators.yaml"] = COMPARATOR
    write_out(files, here)

    (comparator,) = load_ruleset(here / "elmshire").questionnaire.comparators

    assert (comparator.percent, comparator.period, comparator.source) == (21, "2024/25", "elmshire-2026")


@pytest.mark.parametrize(
    ("good", "bad", "code", "words"),
    [
        ("elmshire-2026", "elmshire-1926", "unknown-source", "did you mean 'elmshire-2026'?"),
        ("percent: 21", "percent: many", "wrong-type", "'percent' must be a number, not many"),
        ("percent: 21", "percent: 210", "wrong-value", "'percent' must be at most 100, not 210"),
        ("percent: 21", "percent: 21, percent_to: 20", "wrong-value", "percent_to must be above percent"),
        ("never", "often", "wrong-value", "'often' is not allowed"),
    ],
)
def test_bad_figure_to_compare_with_is_told(
    good: str, bad: str, code: str, words: str, files: dict[str, str], here: Path
) -> None:
    files["elmshire/comparators.yaml"] = COMPARATOR.replace(good, bad)
    write_out(files, here)

    (fault,) = read_pack(here / "elmshire").faults

    assert (fault.path, fault.code) == ("elmshire/comparators.yaml", code)
    assert words in fault.message


# The content hash


def test_hash_is_the_same_for_the_same_content(small: Path) -> None:
    first, again = load_ruleset(small / "elmshire"), load_ruleset(small / "elmshire")

    assert first.sha256 == again.sha256
    assert len(first.sha256) == 64
    assert first.pinned == again.pinned


@pytest.mark.parametrize(
    ("file", "good", "other"),
    [
        ("core/rules/place.yaml", "rules:\n", "# A remark.\nrules:\n\n"),
        (
            "core/rules/place.yaml",
            "factors: all\n    when: count(groups_affected) >= 2\n",
            "when: count(groups_affected) >= 2\n    factors: all\n",
        ),
        ("elmshire/pack.yaml", "extends: core", 'extends: "core"'),
        ("elmshire/cases/bus.yaml", "No bus is cut", "No bus at all is cut"),
    ],
    ids=["remark", "order-of-keys", "quotation-marks", "case"],
)
def test_hash_does_not_depend_on_layout_or_cases(file: str, good: str, other: str, small: Path) -> None:
    before = load_ruleset(small / "elmshire").sha256
    text = small_files()[file]
    assert good in text
    (small / file).write_text(text.replace(good, other), "utf-8")

    assert load_ruleset(small / "elmshire").sha256 == before


@pytest.mark.parametrize(
    ("file", "good", "other"),
    [
        ("core/rules/place.yaml", "regular_users >= 20", "regular_users >= 21"),
        ("core/sections/20-place.yaml", "label: Further", "label: Farther"),
        ("core/sections/20-place.yaml", "order: 20", "order: 5"),
        ("core/parameters.yaml", "overall: 5", "overall: 4"),
        ("elmshire/strategy.yaml", "Be open", "Be frank"),
        ("evidence.yaml", "grade: A", "grade: B"),
        ("elmshire/pack.yaml", "ask the library", "ask the hub"),
    ],
)
def test_hash_depends_on_every_word(file: str, good: str, other: str, small: Path) -> None:
    before = load_ruleset(small / "elmshire").sha256
    (small / file).write_text(small_files()[file].replace(good, other), "utf-8")

    assert load_ruleset(small / "elmshire").sha256 != before


# What comes with the package


def test_bundled_packs_are_clean() -> None:
    """What they prove and how their cases come out takes longer: `make test` runs these commands themselves."""
    reports = [*map(lint, bundled_packs())]

    assert [str(fault) for report in reports for fault in report.faults] == []


def test_bundled_pack_is_found_by_name_and_by_folder() -> None:
    by_folder = api.find_pack(locate("questionnaires") / "kirklees")

    assert api.find_pack("kirklees") == by_folder
