"""Questionnaires that were answered stay loadable, whatever becomes of the ones in use."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import ContentError
from impact_check.loading import archive, archive_pack, find_pinned, load_archived, load_ruleset
from impact_check.model.assessment import Pinned
from loading.planted import write_out

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
ANSWERS = """
questionnaire: elmshire
by: Ann Lee
given:
  change_place: close
  only_place: yes
"""


def pinned(pack: Path) -> Pinned:
    return load_ruleset(pack).pinned


def change_core(files: dict[str, str], here: Path) -> None:
    """Change what a rule of core does, so that answers mean something else."""
    path = "core/rules/place.yaml"
    assert "severe" in files[path]
    write_out({**files, path: files[path].replace("severe", "moderate")}, here)


def test_an_archived_pack_is_rated_as_it_was_after_the_original_changed(
    small: Path, files: dict[str, str], tmp_path: Path
) -> None:
    before = load_ruleset(small / "elmshire")
    answers = api.read_answers(before, ANSWERS, at=AT, written_as="yaml")
    result = api.evaluate(before, answers, date(2026, 5, 1))
    kept = archive_pack(small / "elmshire", tmp_path / "packs")

    change_core(files, small)

    now = load_ruleset(small / "elmshire")
    found, where = find_pinned(answers.pinned, (tmp_path / "packs",))
    assert kept.name == f"elmshire-0.2.0-{before.sha256[:16]}.zip"
    assert now.sha256 != before.sha256
    assert (found.sha256, where) == (before.sha256, "archive")
    assert found.questionnaire == before.questionnaire
    assert api.evaluate(found, answers, date(2026, 5, 1)) == result
    assert api.evaluate(now, answers, date(2026, 5, 1)).inherent.rating != result.inherent.rating


def test_the_same_pack_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    first = archive_pack(small / "elmshire", tmp_path / "one")
    for path in small.rglob("*.yaml"):
        path.touch()
    copy = shutil.copytree(small, tmp_path / "elsewhere" / "deeper", ignore=shutil.ignore_patterns("one", "elsewhere"))

    second = archive_pack(copy / "elmshire", tmp_path / "two")

    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_an_archive_holds_what_is_loaded_and_no_more(small: Path, tmp_path: Path) -> None:
    (small / "elmshire" / "README.md").write_text("Notes", "utf-8")

    names = set(zipfile.ZipFile(archive_pack(small / "elmshire", tmp_path / "packs")).namelist())

    assert {"evidence.yaml", "core/pack.yaml", "elmshire/pack.yaml"} <= names
    assert all(name.endswith(".yaml") for name in names)
    assert not any("cases" in name for name in names)


@pytest.mark.parametrize("name", ["core", "alone"])
def test_a_pack_that_extends_nothing_is_archived_by_itself(name: str, small: Path, tmp_path: Path) -> None:
    before = pinned(small / "core")
    if name != "core":
        shutil.move(small / "core", small / name)

    kept = archive_pack(small / name, tmp_path / "packs")

    assert load_archived(kept, before.sha256).pinned == before


def test_an_archive_that_is_there_is_kept_and_a_damaged_one_is_mended(small: Path, tmp_path: Path) -> None:
    kept = archive_pack(small / "elmshire", tmp_path / "packs")
    whole, written = kept.read_bytes(), kept.stat().st_ino

    assert archive_pack(small / "elmshire", tmp_path / "packs").stat().st_ino == written
    kept.write_bytes(whole[: len(whole) // 2])
    archive_pack(small / "elmshire", tmp_path / "packs")

    assert kept.read_bytes() == whole
    assert list(kept.parent.iterdir()) == [kept]


def test_a_pack_with_faults_is_not_archived(small: Path, tmp_path: Path) -> None:
    (small / "elmshire" / "rules" / "bus.yaml").write_text("rules: 1\n", "utf-8")

    with pytest.raises(ContentError):
        archive_pack(small / "elmshire", tmp_path / "packs")

    assert not (tmp_path / "packs").exists()


def test_a_bundled_pack_is_found_without_an_archive() -> None:
    found, where = find_pinned(load_ruleset("core").pinned)

    assert (found.questionnaire.id, where) == ("core", "bundled")


@pytest.mark.parametrize("kind", ["folder of the pack", "archive itself"])
def test_a_pack_is_found_where_it_is_named(kind: str, small: Path, tmp_path: Path) -> None:
    place = small / "elmshire" if kind == "folder of the pack" else archive_pack(small / "elmshire", tmp_path / "packs")

    assert find_pinned(pinned(small / "elmshire"), (place,))[1] == "archive"


def test_a_pack_that_is_nowhere_is_told_with_what_to_do(small: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="ledger"):
        find_pinned(pinned(small / "elmshire"), (tmp_path / "packs",))


@pytest.mark.parametrize("sha256", ["", "*", "../" * 10, "A" * 64, "0" * 65])
def test_what_is_no_hash_finds_nothing(sha256: str, small: Path) -> None:
    with pytest.raises(ContentError, match="hash"):
        find_pinned(pinned(small / "elmshire").model_copy(update={"sha256": sha256}), (small / "elmshire",))


def test_an_archive_under_another_name_is_not_taken_for_it(small: Path, files: dict[str, str], tmp_path: Path) -> None:
    kept = archive_pack(small / "elmshire", tmp_path / "packs")
    old = pinned(small / "elmshire")
    change_core(files, small)
    other = archive_pack(small / "elmshire", tmp_path / "packs")
    other.replace(kept)

    with pytest.raises(ContentError, match="another questionnaire"):
        find_pinned(old, (kept.parent,))


def test_an_archive_must_bring_its_own_core(small: Path, tmp_path: Path) -> None:
    kept = archive_pack(small / "elmshire", tmp_path / "packs")
    without = tmp_path / "without.zip"
    with zipfile.ZipFile(kept) as whole, zipfile.ZipFile(without, "w") as part:
        for name in whole.namelist():
            if not name.startswith("core/"):
                part.writestr(name, whole.read(name))

    with pytest.raises(ContentError):
        load_archived(without, pinned(small / "elmshire").sha256)


def odd(*names: str) -> Callable[[zipfile.ZipFile], None]:
    def add(made: zipfile.ZipFile) -> None:
        for name in names:
            made.writestr(name, "x: 1\n")

    return add


def bomb(made: zipfile.ZipFile) -> None:
    made.writestr("core/pack.yaml", b"#" * (archive.LARGEST + 1), zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(odd("../outside.yaml"), "belongs to no questionnaire", id="above"),
        pytest.param(odd("core/../../outside.yaml"), "belongs to no questionnaire", id="above, hidden"),
        pytest.param(odd("/tmp/outside.yaml"), "belongs to no questionnaire", id="from the root"),  # noqa: S108
        pytest.param(odd("core\\..\\outside.yaml"), "belongs to no questionnaire", id="backslashes"),
        pytest.param(odd("C:outside.yaml"), "belongs to no questionnaire", id="drive"),
        pytest.param(odd("core/setup.py"), "belongs to no questionnaire", id="program"),
        pytest.param(odd("a/b/c/d.yaml"), "belongs to no questionnaire", id="too deep"),
        pytest.param(odd("elm/pack.yaml", "oak/pack.yaml"), "one questionnaire", id="two packs"),
        pytest.param(odd("evidence.yaml"), "one questionnaire", id="no pack"),
        pytest.param(odd(*(f"core/{n}.yaml" for n in range(1001))), "1000 files", id="many files"),
        pytest.param(bomb, "20 MB", id="bomb"),
    ],
)
def test_an_archive_that_should_not_be_opened_is_refused(
    make: Callable[[zipfile.ZipFile], None], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "in" / "deep" / "bad.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as made:
        make(made)

    with pytest.raises(ContentError, match=told):
        load_archived(path, "0" * 64)

    assert not list(tmp_path.rglob("outside*"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_twice_in_an_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as made:
        odd("core/pack.yaml", "core/pack.yaml")(made)

    with pytest.raises(ContentError, match="twice"):
        load_archived(tmp_path / "bad.zip", "0" * 64)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"PK" * 50, b"not a zip"], ids=repr)
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(content)

    with pytest.raises(ContentError, match="isn’t an archive"):
        load_archived(path, "0" * 64)


def test_every_changed_byte_of_an_archive_is_refused_or_changes_nothing(small: Path, tmp_path: Path) -> None:
    kept = archive_pack(small / "elmshire", tmp_path / "packs")
    whole, sha256 = kept.read_bytes(), pinned(small / "elmshire").sha256
    changed = tmp_path / "changed.zip"
    refused = 0
    for place in range(0, len(whole), len(whole) // 25):
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            assert load_archived(changed, sha256).sha256 == sha256
        except ContentError:
            refused += 1

    assert refused > 10
