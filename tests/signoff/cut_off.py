"""Sign in processes that are killed on the way: `python -m tests.signoff.cut_off FOLDER`, with a folder per point."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from impact_check.signoff import ledger, signing
from tests.signoff import build

POINTS = ("before the entry", "within the entry", "after the entry")


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_half(descriptor: int, content: memoryview) -> None:
    os.pwrite(descriptor, content[: len(content) // 2], os.lseek(descriptor, 0, os.SEEK_CUR))
    die()


def sign_until(folder: Path, point: str) -> None:
    if point == "before the entry":
        ledger.OpenLedger.append = die  # type: ignore[method-assign, assignment]
    elif point == "within the entry":
        ledger.os = type("_Os", (), {**vars(os), "write": staticmethod(write_half)})  # type: ignore[attr-defined]
    else:
        signing.put_in_place = die  # type: ignore[attr-defined]
    build.Laid(folder).sign("author")


def main(folder: Path) -> None:
    build.ruleset()
    for point in POINTS:
        child = os.fork()
        if not child:
            sign_until(folder / point, point)
            os._exit(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
