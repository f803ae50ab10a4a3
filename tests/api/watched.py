"""Run the pure functions of impact_check under a watch, and print what they touched outside their arguments, as JSON.

With an argument it touches that very thing inside the watch, to show that the watch sees it.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import impact_check as ic

EVENTS = ("open", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "glob.", "pathlib.", "import", "ctypes.")
CLOCKS = {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "now", "utcnow", "today"}
CLOCKS |= {"localtime", "gmtime", "getrandom", "urandom"}

touched: list[str] = []
watching = False


def audit(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event.startswith(EVENTS):
        touched.append(f"{event} {arguments[:1]}")


def profile(_: object, event: str, called: Any) -> None:
    """Note each call of a clock or of random numbers: they raise no audit event."""
    if watching and event == "c_call" and called.__name__ in CLOCKS:
        touched.append(f"{called.__module__}.{called.__name__}")


class WatchedEnvironment(dict[str, str]):
    """The environment: each look into it is noted."""

    def __getattribute__(self, name: str) -> Any:
        if watching:
            touched.append(f"environ {name}")
        return super().__getattribute__(name)

    def __getitem__(self, name: str) -> str:
        if watching:
            touched.append(f"environ {name}")
        return super().__getitem__(name)


def exercise(questionnaire: ic.Ruleset, data: bytes) -> None:
    assessment = ic.load_assessment(data)
    result = ic.assess(questionnaire, assessment, on=date(2026, 11, 22))
    ic.compare(questionnaire, assessment, on=date(2026, 11, 22))
    ic.what_if(questionnaire, assessment, most_looks=50)
    ic.explain(questionnaire, assessment, result)
    ic.from_answers(questionnaire, {"people_now": 20}, id="A", by="B", at=datetime(2026, 11, 22, tzinfo=UTC))
    ic.dump_assessment(assessment)
    ic.render(questionnaire, assessment, result, "text")


TOUCH: dict[str, Callable[[], object]] = {
    "open": lambda: Path(__file__).read_bytes(),
    "environ": lambda: os.environ["PATH"],
    "clock": time.time,
    "socket": lambda: socket.socket().close(),
    "process": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
}


def main() -> None:
    global watching
    from impact_check import api

    questionnaire = ic.load_questionnaire("kirklees")
    example = Path(__file__).parents[2] / "examples" / "lunch-club.yaml"
    at = datetime(2026, 11, 22, tzinfo=UTC)
    data = ic.dump_assessment(api.read_answers(questionnaire, example, at=at))
    exercise(questionnaire, data)  # What is imported when it is first needed is imported now.
    os.environ = WatchedEnvironment(os.environ)  # type: ignore[assignment]  # noqa: B003  # To watch it.
    sys.addaudithook(audit)
    sys.setprofile(profile)
    watching = True
    exercise(questionnaire, data)
    if len(sys.argv) > 1:
        TOUCH[sys.argv[1]]()
    watching = False
    sys.setprofile(None)
    sys.stdout.write(json.dumps({"touched": sorted(set(touched))}))


if __name__ == "__main__":
    main()
