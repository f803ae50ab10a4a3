"""The wheel, installed away from the checkout, has everything it needs."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the checkout, with the build tools of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment of its own; return that environment's folder of programs.

    The packages it depends on are taken from this environment. A .pth file adds their folder only: the editable
    installation of the checkout, which is itself a .pth file in there, isn't followed.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return programs


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    finished = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def files_under(folder: Path) -> Iterator[str]:
    """Return the files of a folder of content, as paths from the checkout."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("folder", ["questionnaires", "templates", "examples"])
def test_wheel_holds_every_content_file(wheel: Path, folder: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    missing = [path for path in files_under(ROOT / folder) if f"impact_check/_content/{path}" not in names]

    assert missing == []


def test_wheel_holds_fonts_types_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    fonts = [path for path in files_under(ROOT / "impact_check" / "report" / "fonts") if path.endswith(".ttf")]
    assert fonts
    assert set(fonts) <= set(names)
    assert "impact_check/py.typed" in names
    assert sum(name.endswith(("licenses/LICENSE", "fonts/OFL.txt")) for name in names) >= 2


def test_wheel_holds_no_tests_or_tools(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"impact_check"}


def test_wheel_brings_the_manual_pages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert any(name.endswith(".data/data/share/man/man1/impact-check-assess.1") for name in names)


def test_wheel_made_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", tmp_path)
    (archive,) = tmp_path.glob("*.tar.gz")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, archive)
    (rebuilt,) = tmp_path.glob("*.whl")

    assert sorted(zipfile.ZipFile(rebuilt).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_installed_wheel_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-I", "-c", "import impact_check; print(impact_check.__file__)", cwd=tmp_path)

    assert ROOT not in Path(where.strip()).parents


@pytest.mark.parametrize("arguments", [("--version",), ("lint", "kirklees")], ids=" ".join)
def test_installed_program_runs_in_another_folder(installed: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    run(installed / "python", "-I", "-m", "impact_check", *arguments, cwd=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_installed_command_is_on_the_path(installed: Path, tmp_path: Path) -> None:
    assert "impact-check" in run(installed / "impact-check", "--help", cwd=tmp_path)
