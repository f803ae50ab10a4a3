"""Each fault that content can have, planted alone into a small valid pack, is told with its place and a remedy."""

import re
from pathlib import Path

import pytest

from impact_check.errors import ContentError, Fault
from impact_check.loading import bundled_packs, find_pack, load_ruleset
from impact_check.loading.pack import read_pack
from impact_check.proving import lint, prove, try_cases
from loading.bad_content import cases, conditions, ids, keys, languages, proofs, reach, unreadable, whole_pack
from loading.planted import Planted, plant, write_out

FAULTS: dict[str, Planted] = {
    f"{table.__name__.rpartition('.')[2]}-{planted.id}": planted
    for table in (unreadable, keys, languages, ids, conditions, whole_pack, proofs, reach, cases)
    for planted in table.FAULTS
}
TOLD_BELOW = {"not-utf8", "unreadable", "no-pack", "no-archive", "condition-too-long"}
"""Codes that the tests below this table are about, and one that the length of the key forestalls in YAML."""


def told_about(pack: Path) -> tuple[Fault, ...]:
    """Return everything that lint, prove and test tell about a pack and the cases of its core."""
    reports = (lint(pack), *prove([pack]), try_cases(pack), try_cases(pack.parent / "core"))
    return tuple(sorted({fault for report in reports for fault in report.faults}))


def test_the_pack_that_faults_are_planted_into_is_clean(files: dict[str, str], here: Path) -> None:
    write_out(files, here)

    assert told_about(here / "core") == ()
    assert told_about(here / "elmshire") == ()


@pytest.mark.parametrize("planted", FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_place_and_remedy(planted: Planted, files: dict[str, str], here: Path) -> None:
    place = plant(files, planted)
    write_out(files, here)

    faults = told_about(here / "elmshire")

    told = [
        fault for fault in faults if (fault.path, fault.line, fault.column) == (place.path, place.line, place.column)
    ]
    told = [fault for fault in told if (fault.code, fault.severity) == (planted.code, planted.severity)]
    told = [fault for fault in told if all(word in fault.message for word in planted.words)]
    told = [fault for fault in told if planted.answers in (None, fault.answers)]
    assert len(told) == 1, f"expected at {place}; told:\n" + "\n".join(map(str, faults))
    others = [str(fault) for fault in faults if fault not in told and fault.code not in planted.also]
    assert others == []


def test_every_code_has_a_planted_fault() -> None:
    page = Path(__file__).parents[2] / "docs" / "faults.md"  # tests/test_docs.py holds it against the code.
    codes = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page.read_text("utf-8"), re.MULTILINE))

    assert codes - {planted.code for planted in FAULTS.values()} == TOLD_BELOW


def test_no_two_planted_faults_have_one_name() -> None:
    tables = (unreadable, keys, languages, ids, conditions, whole_pack, proofs, reach, cases)

    assert len(FAULTS) == sum(len(table.FAULTS) for table in tables)


# Several at once


def test_all_faults_of_a_file_are_told_together(files: dict[str, str], here: Path) -> None:
    for name in ("keys-level-misspelt", "keys-key-missing", "keys-text-for-list"):
        plant(files, FAULTS[name])
    write_out(files, here)

    faults = told_about(here / "core")

    assert [(fault.line, fault.code) for fault in faults] == [
        (5, "wrong-value"),
        (9, "missing-key"),
        (14, "wrong-type"),
    ]


def test_all_mistakes_of_a_condition_are_told_together(files: dict[str, str], here: Path) -> None:
    files["core/rules/place.yaml"] = files["core/rules/place.yaml"].replace(
        "when: regular_users >= 20", "when: reech == far and regular_users >= many or only_plaice"
    )
    write_out(files, here)

    faults = told_about(here / "core")

    assert [(fault.line, fault.column, fault.code) for fault in faults] == [
        (19, 11, "unknown-name"),
        (19, 45, "unknown-name"),
        (19, 53, "unknown-name"),
    ]


def test_faults_of_several_files_are_told_together_in_order_of_files(files: dict[str, str], here: Path) -> None:
    for name in ("unreadable-at-sign", "keys-key-of-something-else"):
        plant(files, FAULTS[name])
    files["elmshire/strategy.yaml"] = files["elmshire/strategy.yaml"].replace("status: draft", "status: drafted")
    write_out(files, here)

    faults = told_about(here / "elmshire")

    assert [(fault.path, fault.code) for fault in faults] == [
        ("core/rules/place.yaml", "unknown-key"),
        ("elmshire/sections/bus.yaml", "yaml-syntax"),
        ("elmshire/strategy.yaml", "wrong-value"),
    ]


def test_a_mistake_in_a_named_condition_is_told_once(files: dict[str, str], here: Path) -> None:
    plant(files, FAULTS["conditions-in-a-named-condition"])  # Four questions, a rule and a check use it.
    write_out(files, here)

    assert [fault.code for fault in told_about(here / "core")] == ["unknown-option"]


def test_a_broken_head_of_core_is_told_alone(files: dict[str, str], here: Path) -> None:
    files["core/pack.yaml"] = files["core/pack.yaml"].replace("version: 0.1.0\n", "")
    write_out(files, here)

    assert [str(fault) for fault in told_about(here / "elmshire")] == [
        "core/pack.yaml:1:1: error missing-key: the key 'version' is missing"
    ]


def test_loading_raises_every_fault(files: dict[str, str], here: Path) -> None:
    plant(files, FAULTS["ids-source-of-a-rule"])
    write_out(files, here)

    with pytest.raises(
        ContentError, match=r"elmshire/rules/bus.yaml:8:27: error unknown-source: .*elmshire-2026"
    ) as told:
        load_ruleset(here / "elmshire")

    assert len(told.value.faults) == 1


# Files that can't be opened


@pytest.mark.parametrize(
    "name", ["core/pack.yaml", "evidence.yaml", "elmshire/sections/bus.yaml", "elmshire/cases/bus.yaml"]
)
def test_file_in_another_encoding_is_told(name: str, files: dict[str, str], here: Path) -> None:
    write_out(files, here)
    (here / name).write_bytes("title: Café".encode("latin-1"))

    faults = [fault for fault in told_about(here / "elmshire") if fault.code != "untested"]

    assert [str(fault) for fault in faults] == [f"{name}:1:1: error not-utf8: is not UTF-8 text; save it as UTF-8"]


def test_missing_file_is_told(files: dict[str, str], here: Path) -> None:
    del files["core/parameters.yaml"]
    write_out(files, here)

    assert [str(fault) for fault in told_about(here / "core")] == [
        "core/parameters.yaml: error unreadable: can't be read: No such file or directory"
    ]


def test_file_that_may_not_be_read_is_told(files: dict[str, str], here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_out(files, here)
    read_text = Path.read_text

    def refuse(path: Path, *args: object, **kwargs: object) -> str:
        if path.name == "groups.yaml":
            raise PermissionError(13, "Permission denied")
        return read_text(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "read_text", refuse)

    assert "groups.yaml: error unreadable: can't be read: Permission denied" in map(str, told_about(here / "core"))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("kirkles", "; did you mean 'kirklees'?"),
        ("nowhere/at/all", ""),
        ("", ""),
        ("core\0", "; did you mean 'core'?"),
        ("..", ""),
    ],
    ids=["misspelt", "no-folder", "empty", "null", "folder-without-pack"],
)
def test_pack_that_is_not_there_is_told(name: str, hint: str, here: Path) -> None:  # noqa: ARG001  # Stands elsewhere.
    with pytest.raises(ContentError) as told:
        find_pack(name)

    (fault,) = told.value.faults
    assert (fault.code, fault.line) == ("no-pack", 0)
    assert f"name one of {', '.join(bundled_packs())} or a folder that holds pack.yaml" in fault.message
    assert fault.message.endswith(hint or "pack.yaml")


def test_a_pack_that_is_not_there_is_told(here: Path) -> None:
    assert {fault.code for fault in lint(here / "nowhere").faults} == {"no-pack"}


# What is no fault


def test_hidden_files_and_pages_are_passed_over(files: dict[str, str], here: Path) -> None:
    files |= {"core/README.md": "# Core", "core/.git/x.yaml": "x", "core/rules/.swp": "x"}
    write_out(files, here)

    assert read_pack(here / "core").faults == ()


def test_byte_order_mark_and_windows_line_ends_are_read(files: dict[str, str], here: Path) -> None:
    write_out(files, here)
    for name in ("core/rules/place.yaml", "core/pack.yaml"):
        (here / name).write_bytes(b"\xef\xbb\xbf" + files[name].replace("\n", "\r\n").encode())

    assert told_about(here / "core") == ()


def test_fault_says_which_answers_show_it_and_what_to_do_below_it() -> None:
    fault = Fault("x.yaml", 3, 7, "never-true", "no", "error", (("reach", "far"), ("users", "20")), "Mend it.")

    assert str(fault).splitlines() == [
        "x.yaml:3:7: error never-true: no",
        "    answers that show it: {reach: far, users: 20}",
        "    what to do: Mend it.",
    ]


def test_fault_without_line_names_the_file_only() -> None:
    assert str(Fault("core/x.yml", 0, 0, "stray-file", "nothing")) == "core/x.yml: error stray-file: nothing"
