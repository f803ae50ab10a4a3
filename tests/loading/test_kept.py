"""What was kept of a pack is the same pack, and is used only while nothing of it changed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from language.pseudo import CODE, write_pseudo_pack

from impact_check import api
from impact_check.errors import ContentError, LanguageError
from impact_check.loading import bundled_packs, kept, pack
from impact_check.loading.ruleset import load_ruleset
from impact_check.rules import Ruleset

EXAMPLE = Path(__file__).parents[2] / "examples" / "lunch-club.yaml"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "here"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read as YAML, one entry for each time."""
    read: list[Path] = []
    real = pack.read_ruleset

    def noting(folder: Path, language: str) -> Ruleset:
        read.append(folder)
        return real(folder, language)

    monkeypatch.setattr(pack, "read_ruleset", noting)
    return read


@pytest.mark.parametrize("name", bundled_packs(templates=True))
def test_every_bundled_pack_comes_back_the_same(name: str, cache: Path, reads: list[Path]) -> None:
    first, again = load_ruleset(name, cache=cache), load_ruleset(name, cache=cache)

    assert len(reads) == 1
    assert again == first
    assert again is not first
    assert again.sha256 == first.sha256 == pack.content_hash(again.questionnaire)


def test_decisions_are_rated_the_same(cache: Path, reads: list[Path]) -> None:
    results = []
    for _ in range(2):
        ruleset = load_ruleset("kirklees", cache=cache)
        assessment = api.read_answers(ruleset, EXAMPLE, at=datetime(2026, 11, 22, tzinfo=UTC))
        results.append(api.evaluate(ruleset, assessment, date(2026, 11, 22)))

    assert len(reads) == 1
    assert results[0] == results[1]


def test_each_language_is_kept_for_itself(small: Path, tmp_path: Path, cache: Path, reads: list[Path]) -> None:
    folder = write_pseudo_pack(str(small / "core"), tmp_path / "packs")
    first = [load_ruleset(folder, code, cache=cache) for code in ("en", CODE)]
    again = [load_ruleset(folder, code, cache=cache) for code in ("en-GB", CODE)]

    assert len(reads) == 2
    assert again == first
    assert [ruleset.questionnaire.language for ruleset in again] == ["en", CODE]


def test_a_language_that_nobody_wrote_is_refused_each_time(small: Path, cache: Path) -> None:
    for _ in range(2):
        with pytest.raises(LanguageError):
            load_ruleset(small / "core", "cy", cache=cache)


@pytest.mark.parametrize("file", ["elmshire/pack.yaml", "core/sections/10-proposal.yaml", "evidence.yaml"])
def test_a_changed_byte_is_read_anew(small: Path, cache: Path, reads: list[Path], file: str) -> None:
    load_ruleset(small / "elmshire", cache=cache)
    (small / file).write_text((small / file).read_text() + "# A word\n")
    load_ruleset(small / "elmshire", cache=cache)

    assert len(reads) == 2
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("file", ["core/stray.yaml", "elmshire/rules/more.yml", "core/cases/deep/case.yaml"])
def test_a_file_too_many_is_a_fault_as_before(small: Path, cache: Path, file: str) -> None:
    load_ruleset(small / "elmshire", cache=cache)
    (small / file).parent.mkdir(exist_ok=True)
    (small / file).write_text("a: 1\n")

    with pytest.raises(ContentError, match="stray-file"):
        load_ruleset(small / "elmshire", cache=cache)


def test_another_version_of_the_program_reads_anew(
    small: Path, cache: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_ruleset(small / "core", cache=cache)
    monkeypatch.setattr("impact_check.__version__", "99.0.0")
    load_ruleset(small / "core", cache=cache)

    assert len(reads) == 2


def _nonsense(content: bytes, conditions: bytes = b'{"sha256": "", "rules": 3}') -> bytes:
    """Return what is whole and says nothing."""
    head, _, questionnaire, _ = content.split(b"\n")
    body = [questionnaire, conditions]
    return b"\n".join([head, kept._checksum(body).encode(), *body])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: b"", id="empty"),  # noqa: ARG005
        pytest.param(lambda content: content[:-9], id="cut off"),
        pytest.param(lambda content: content.replace(b"rules", b"ruler", 1), id="one letter"),
        pytest.param(lambda content: content + b"\n", id="one byte more"),
        pytest.param(lambda content: b"\xff\xfe" + content, id="no text"),
        pytest.param(lambda content: b"impact-check questionnaire 0 " + content, id="another format"),
        pytest.param(_nonsense, id="whole nonsense"),
        pytest.param(lambda content: _nonsense(content, b'{"sha256": "", "ask_if": []}'), id="a list of conditions"),
        pytest.param(lambda content: _nonsense(content, b"[" * 200_000), id="nested without end"),
    ],
)
def test_what_was_damaged_is_read_anew_and_written_over(damage, small: Path, cache: Path, reads: list[Path]) -> None:
    first = load_ruleset(small / "core", cache=cache)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))

    assert load_ruleset(small / "core", cache=cache) == first
    assert file.read_bytes() == whole
    assert load_ruleset(small / "core", cache=cache) == first
    assert len(reads) == 2


def test_nothing_is_kept_unless_a_folder_is_given(small: Path, cache: Path) -> None:
    before = sorted(small.rglob("*"))
    load_ruleset(small / "core")

    assert sorted(small.rglob("*")) == before
    assert not cache.exists()


def test_a_folder_that_others_can_write_into_is_not_used(small: Path, cache: Path, reads: list[Path]) -> None:
    load_ruleset(small / "core", cache=cache)
    cache.chmod(0o777)
    load_ruleset(small / "core", cache=cache)
    assert len(reads) == 2

    (file,) = cache.iterdir()
    file.unlink()
    load_ruleset(small / "core", cache=cache)
    assert list(cache.iterdir()) == []


def test_a_folder_that_cannot_be_made_does_no_harm(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert load_ruleset(small / "core", cache=tmp_path / "file" / "kept") == load_ruleset(small / "core")


def test_a_pack_with_faults_is_told_each_time_and_not_kept(small: Path, cache: Path) -> None:
    (small / "core" / "stray.yaml").write_text("a: 1\n")
    for _ in range(2):
        with pytest.raises(ContentError):
            load_ruleset(small / "core", cache=cache)

    assert not cache.exists()


def test_what_is_kept_is_json(small: Path, cache: Path) -> None:
    load_ruleset(small / "core", cache=cache)
    (file,) = cache.iterdir()
    _, _, questionnaire, conditions = file.read_text().split("\n")

    assert json.loads(questionnaire)["packs"][0]["id"] == "core"
    assert set(json.loads(conditions)) == {"sha256", *kept._PARTS}
    assert file.stat().st_mode & 0o077 == 0


def test_the_key_is_the_same_wherever_the_pack_lies(small: Path, tmp_path: Path) -> None:
    before = kept.key_of(small / "elmshire", "en")
    moved = small.rename(tmp_path.parent / f"{tmp_path.name}-moved")

    assert kept.key_of(moved / "elmshire", "en-GB") == before
