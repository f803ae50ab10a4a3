"""Where the command line keeps questionnaires, and which commands use what was kept."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from impact_check.cli.kept import cache_folder
from impact_check.cli.main import run
from impact_check.loading import kept
from impact_check.loading.find import find_pack
from impact_check.loading.ruleset import load_ruleset

ANSWERS = Path(__file__).parents[2] / "examples" / "lunch-club.yaml"


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        pytest.param({"IMPACT_CHECK_CACHE": "/c", "HOME": "/home/a"}, "linux", "/c", id="named"),
        pytest.param({"IMPACT_CHECK_CACHE": "OFF", "HOME": "/home/a"}, "linux", None, id="off"),
        pytest.param({"HOME": "/home/a"}, "linux", "/home/a/.cache/impact-check", id="home"),
        pytest.param({"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "linux", "/x/impact-check", id="xdg"),
        pytest.param({"HOME": "/Users/a"}, "darwin", "/Users/a/Library/Caches/impact-check", id="mac"),
        pytest.param({"LOCALAPPDATA": "/appdata"}, "win32", "/appdata/impact-check", id="windows"),
        pytest.param({}, "linux", None, id="no home"),
        pytest.param({"XDG_CACHE_HOME": "here"}, "linux", None, id="not a whole path"),
    ],
)
def test_the_folder_is_the_one_named_or_the_systems_own(
    environment: dict[str, str], system: str, expected: str | None
) -> None:
    assert cache_folder(environment, system) == (Path(expected) if expected else None)


@pytest.fixture(scope="module")
def fooled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which somebody changed a text and the hash, so that it shows who used it. Its checksums are right."""
    cache = tmp_path_factory.mktemp("cache") / "kept"
    ruleset = load_ruleset("kirklees", cache=cache)
    questionnaire = ruleset.questionnaire
    factors = tuple(factor.model_copy(update={"title": "FOOLED"}) for factor in questionnaire.factors)
    changed = replace(ruleset, sha256="FOOLED", questionnaire=questionnaire.model_copy(update={"factors": factors}))
    folder = find_pack("kirklees")
    kept.keep(cache, folder, "en", kept.key_of(folder, "en"), changed)
    return cache


@pytest.mark.parametrize(
    ("command", "uses"),
    [
        (["rate", str(ANSWERS)], True),
        (["explain", str(ANSWERS)], True),
        (["rate", str(ANSWERS), "--json"], False),
        (["report", str(ANSWERS), "-o", "-", "--format", "html"], False),
    ],
    ids=lambda value: " ".join(value[::2]) if isinstance(value, list) else "",
)
def test_only_what_the_person_here_looks_at_comes_from_what_was_kept(
    command: list[str], uses: bool, fooled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMPACT_CHECK_CACHE", str(fooled))

    assert run(command) == 0
    assert ("FOOLED" in capsys.readouterr().out) is uses


def test_rating_keeps_the_questionnaire_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMPACT_CHECK_CACHE", str(tmp_path / "cache"))
    shutil.copy(ANSWERS, tmp_path / "plan.yaml")
    said = []
    for _ in range(2):
        assert run(["rate", str(tmp_path / "plan.yaml")]) == 0
        said.append(capsys.readouterr().out)

    assert said[0] == said[1]
    assert len(list((tmp_path / "cache").iterdir())) == 1
