"""Whole processes, from their start to help, to the first question, or to a rating -> each beside a minimal one.

The minimal program is one of click's with nothing in it. It shows its help, or asks one thing.
"""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ratios import Ratio, Show, at_most, beside, in_time, interleaved, run_alone

from impact_check import api

ROUNDS = 7
EXAMPLE = Path(__file__).parents[1] / "examples" / "lunch-club.yaml"
OURS = Path(sys.executable).with_name("impact-check")

MINIMAL = """\
import click


@click.command()
@click.option("--ask", is_flag=True)
def main(ask):
    \"\"\"Do nothing.\"\"\"
    if ask:
        click.prompt("Name")


main()
"""
BASE_MODEL = "import click; from pydantic import BaseModel"
MODELS = "import click; from impact_check.model import assessment, questionnaire, result"
BUILT = f"{MODELS}; [m.model_rebuild() for m in (assessment.Assessment, questionnaire.Questionnaire, result.Result)]"


def measure(show: Show) -> list[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        minimal, plan = folder / "minimal.py", folder / "plan.lia.json"
        minimal.write_text(MINIMAL, encoding="utf-8")
        ruleset = api.load_questionnaire("kirklees")
        api.write_assessment(plan, api.read_answers(ruleset, EXAMPLE, at=datetime(2026, 11, 22, 12, tzinfo=UTC)))
        kept = {"IMPACT_CHECK_CACHE": str(folder / "kept")}
        anew = {"IMPACT_CHECK_CACHE": "off"}
        starts = {
            "minimal": ended(sys.executable, minimal, "--help"),
            "--help": ended(OURS, "--help"),
            "rate": ended(OURS, "rate", plan, **kept),
            "rate, read anew": ended(OURS, "rate", plan, **anew),
            "BaseModel": ended(sys.executable, "-c", BASE_MODEL),
            "models": ended(sys.executable, "-c", MODELS),
            "built": ended(sys.executable, "-c", BUILT),
            "API": ended(sys.executable, "-c", "import impact_check.api"),
        }
        asks = {
            "minimal, asking": asked("Name", sys.executable, minimal, "--ask"),
            "plain": asked(FIRST, *fresh(folder), **kept, ACCESSIBLE="1"),
            "editor": asked(FIRST, *fresh(folder), **kept),
            "plain, read anew": asked(FIRST, *fresh(folder), **anew, ACCESSIBLE="1"),
        }
        times = interleaved({**starts, **asks}, rounds=ROUNDS, lasting=0)
    for what, seconds in times.items():
        show(f"start: {what}", in_time(seconds))
    return [*_help(times), *_first_question(times), *_rate(times), *_floors(times)]


def _help(times: dict[str, float]) -> list[Ratio]:
    return [at_most("start: --help beside a minimal click program", *_beside(times, "--help", "minimal", 1.3))]


def _first_question(times: dict[str, float]) -> list[Ratio]:
    name = "start: the first question beside a minimal click program that asks"
    return [
        at_most(f"{name}, without line editing", *_beside(times, "plain", "minimal, asking", 4.0)),
        at_most(f"{name}, with line editing", *_beside(times, "editor", "minimal, asking", 4.0)),
        beside(f"{name}, questionnaire read anew", *_figure(times, "plain, read anew", "minimal, asking")),
    ]


def _rate(times: dict[str, float]) -> list[Ratio]:
    name = "start: rate a saved file beside a minimal click program"
    return [
        at_most(name, *_beside(times, "rate", "minimal", 5.0)),
        beside(f"{name}, questionnaire read anew", *_figure(times, "rate, read anew", "minimal")),
    ]


def _floors(times: dict[str, float]) -> list[Ratio]:
    """Tell what the libraries take before a line of ours has run."""
    return [
        beside("start: only importing click and pydantic's BaseModel", *_figure(times, "BaseModel", "minimal")),
        beside("start: and the classes of the model", *_figure(times, "models", "minimal")),
        beside("start: and their validators, which reading a file needs", *_figure(times, "built", "minimal")),
        beside("start: import impact_check.api", *_figure(times, "API", "minimal")),
    ]


def _beside(times: dict[str, float], ours: str, theirs: str, goal: float) -> tuple[float, float, str]:
    ratio, note = _figure(times, ours, theirs)
    return ratio, goal, note


def _figure(times: dict[str, float], ours: str, theirs: str) -> tuple[float, str]:
    return times[ours] / times[theirs], f"{in_time(times[ours])}; {in_time(times[theirs])}"


def ended(*command: str | Path, **env: str) -> Callable[[], object]:
    """Return a call that runs a process to its end."""
    words = [str(word) for word in command]
    environment = {**os.environ, **env}
    return lambda: subprocess.run(words, check=True, capture_output=True, env=environment)


FIRST = "What is the proposal called?"


def fresh(folder: Path) -> tuple[str | Path, ...]:
    """Return the command that begins an assessment in a file of its own. What is killed leaves a lock behind."""
    plan = Path(tempfile.mkdtemp(dir=folder)) / "plan"
    return (OURS, "assess", plan, "--by", "bench", "--take-over")


def asked(wanted: str, *command: str | Path, **env: str) -> Callable[[], object]:
    """Return a call that starts a process at a terminal of its own and ends it as soon as a text is shown."""
    words = [str(word) for word in command]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **env}

    def call() -> None:
        if "assess" in words:
            plan = Path(words[words.index("assess") + 1])
            for left in plan.parent.iterdir():
                left.unlink()
        process, terminal = pty.fork()
        if process == 0:
            os.execve(words[0], words, environment)  # noqa: S606  # Our own program.
        shown = b""
        with contextlib.suppress(OSError):  # It has ended.
            while wanted.encode() not in shown and select.select([terminal], [], [], 30)[0]:
                shown += os.read(terminal, 65536)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
        if wanted.encode() not in shown:
            raise RuntimeError(f"{wanted!r} was not shown, but: {shown.decode(errors='replace')}")

    return call


if __name__ == "__main__":
    run_alone(measure)
