"""Files that earlier versions wrote open today, rate the same as they did then, and lose nothing."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from impact_check.engine import evaluate
from impact_check.errors import DamagedFileError, NewerFileError
from impact_check.loading.archive import find_pinned
from impact_check.model.assessment import SCHEMA_VERSION, DontKnow, Known, Pinned
from impact_check.model.history import broken_at
from impact_check.rules import Ruleset
from impact_check.storage import migrate, parse_assessment, read_assessment, write_assessment

SAVED = Path(__file__).parent / "saved"
FILES = sorted(SAVED.glob("*/*.lia.json"))
ON = date(2026, 11, 22)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name.partition('.')[0]}")


@cache
def ruleset(pinned: Pinned) -> Ruleset:
    """Return the very questionnaire, whatever the bundled one asks by now."""
    return find_pinned(pinned, (SAVED / "packs",))[0]


def content(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_bytes())
    return read


def test_there_is_a_file_of_every_format() -> None:
    assert {content(path)["schema_version"] for path in FILES} == set(range(1, SCHEMA_VERSION + 1))


@each_file
def test_it_has_what_people_put_in(path: Path) -> None:
    read = read_assessment(path)

    states = {type(answer) for answer in read.answers.values()}
    assert {Known, DontKnow} <= states
    assert read.evidence
    assert read.mitigations
    assert {"started", "answered", "changed", "cleared", "evidence", "mitigation"} <= {e.what for e in read.history}


@each_file
def test_it_rates_as_the_version_that_wrote_it_said(path: Path) -> None:
    said = content(path.with_name(path.name.replace(".lia.json", ".result.json")))
    read = read_assessment(path)

    result = evaluate(ruleset(read.pinned), read, ON, with_find_out=False).model_dump(mode="json")

    assert len(said) > 15
    assert {name: result[name] for name in said} == said


EMPTY: tuple[object, ...] = ("", None, [], {})


def differences(old: Any, new: Any, where: str = "") -> list[str]:
    """Return what of a file isn't in its migrated form as it was, and what was added that says anything."""
    if isinstance(old, dict) and isinstance(new, dict):
        gone = [f"{where}.{name} is gone" for name in old.keys() - new.keys()]
        added = [f"{where}.{name} is new" for name in new.keys() - old.keys() if new[name] not in EMPTY]
        inside = [differences(old[name], new[name], f"{where}.{name}") for name in old.keys() & new.keys()]
        return [*gone, *added, *(each for found in inside for each in found)]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            each
            for place, pair in enumerate(zip(old, new, strict=True))
            for each in differences(*pair, f"{where}.{place}")
        ]
    return [] if old == new else [f"{where} was {old!r}"]


@each_file
def test_nothing_in_it_is_lost_or_changed_by_the_migration(path: Path) -> None:
    old, new = content(path), json.loads(migrate(path.read_bytes()))

    assert new.pop("schema_version") == SCHEMA_VERSION
    assert old.pop("schema_version") <= SCHEMA_VERSION
    for entry in (*old["history"], *new["history"]):
        entry.pop("hash", None)  # Of which another test tells.
    assert [name for name in differences(old, new) if name != ".language is new"] == []
    assert new["language"] == "en"


@each_file
def test_its_history_is_whole_and_hashes_that_were_there_are_the_same(path: Path) -> None:
    read = read_assessment(path)

    assert broken_at(read.history) is None
    then = [entry.get("hash") for entry in content(path)["history"]]
    assert then in ([entry.hash for entry in read.history], [None] * len(read.history))


@each_file
def test_migrating_twice_changes_nothing_more_and_a_file_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    migrated = migrate(path.read_bytes())
    write_assessment(tmp_path / "now.lia.json", read_assessment(path))

    assert migrate(migrated) == migrated
    assert (tmp_path / "now.lia.json").read_bytes() == migrated
    assert parse_assessment(migrated) == read_assessment(path)


@each_file
def test_a_file_of_the_present_format_is_left_as_it_is(path: Path) -> None:
    is_present = content(path)["schema_version"] == SCHEMA_VERSION

    assert (migrate(path.read_bytes()) == path.read_bytes()) is is_present


@pytest.mark.parametrize("folder", ["2-first", "2"])
def test_a_history_that_was_changed_in_an_older_format_still_shows(folder: str) -> None:
    old = content(SAVED / folder / "evening-bus.lia.json")
    old["history"][5]["new"] = "something else"

    read = parse_assessment(json.dumps(old).encode())

    assert read.schema_version == SCHEMA_VERSION
    assert broken_at(read.history) == 5


def test_a_history_said_to_be_of_the_format_without_hashes_does_not_get_new_ones() -> None:
    old = content(SAVED / "3" / "evening-bus.lia.json")
    old["schema_version"] = 1
    old["history"][5]["new"] = "something else"

    assert broken_at(parse_assessment(json.dumps(old).encode()).history) == 5


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"{}", DamagedFileError, "it has no schema_version"),
        (b"\xff", DamagedFileError, "is not UTF-8 text"),
        (b'{"schema_version": 99}', NewerFileError, "file format 99"),
    ],
    ids=["empty", "not-text", "newer"],
)
def test_bytes_that_cannot_be_migrated_are_refused(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        migrate(data)
