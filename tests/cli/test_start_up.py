"""What the commands that must start quickly leave out."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from impact_check import api

EXAMPLE = Path(__file__).parents[2] / "examples" / "lunch-club.yaml"
PROGRAM = """\
import sys
from impact_check.cli.main import run
code = run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
SLOW = {
    "weasyprint",
    "jinja2",
    "yaml",
    "numpy",
    "pyarrow",
    "prompt_toolkit",
    "pyhanko",
    "phonenumbers",
    "stdnum",
    "PIL",
}
NOT_TO_RATE = {
    "impact_check.report.parts",
    "impact_check.report.html",
    "impact_check.rules.compiled",
    "impact_check.model.comparison",
    "impact_check.model.screened",
    "impact_check.model.what_if",
}


def loaded(*arguments: str, ends_with: int = 0, **env: str) -> set[str]:
    """Run a command that nobody answers and return the modules that it imported."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    ended = subprocess.run(command, input="\n", capture_output=True, text=True, check=False, env={**os.environ, **env})
    assert ended.returncode == ends_with, ended.stderr
    return set(ended.stderr.splitlines()[-1].split())


def test_help_imports_nothing_that_only_commands_need() -> None:
    modules = loaded("--help")

    assert "impact_check.cli.main" in modules
    assert modules.isdisjoint(SLOW | {"pydantic", "pathlib", "json", "impact_check.language", "impact_check.api"})


def test_rating_a_saved_file_reads_no_yaml_once_the_questionnaire_is_kept(tmp_path: Path) -> None:
    ruleset = api.load_questionnaire("kirklees", cache=tmp_path / "kept")
    assessment = api.read_answers(ruleset, EXAMPLE, at=datetime(2026, 11, 22, tzinfo=UTC))
    api.write_assessment(tmp_path / "plan.lia.json", assessment)

    modules = loaded("rate", str(tmp_path / "plan.lia.json"), IMPACT_CHECK_CACHE=str(tmp_path / "kept"))

    assert "impact_check.report.plain" in modules
    assert modules.isdisjoint(SLOW | NOT_TO_RATE | {"impact_check.loading.pack", "difflib"})


def test_the_first_question_comes_before_anything_is_rated_or_reported(tmp_path: Path) -> None:
    api.load_questionnaire("kirklees", cache=tmp_path / "kept")

    modules = loaded(
        "assess", str(tmp_path / "plan"), "--by", "Ann", ends_with=3, IMPACT_CHECK_CACHE=str(tmp_path / "kept")
    )

    assert "impact_check.cli.ask" in modules
    later = {"impact_check.engine.evaluating", "impact_check.report.page_one_parts", "impact_check.privacy"}
    assert modules.isdisjoint(SLOW | NOT_TO_RATE | later | {"impact_check.loading.pack", "difflib"})
