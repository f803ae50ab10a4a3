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


def loaded(*arguments: str, **env: str) -> set[str]:
    """Run a command and return the modules that it imported."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **env})
    return set(ended.stderr.split())


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
    assert modules.isdisjoint(SLOW | {"impact_check.loading.pack", "impact_check.report.html", "difflib"})
