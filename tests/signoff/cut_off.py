"""Sign in a process that is killed on the way: `python -m tests.signoff.cut_off FOLDER POINT ROLE`."""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from impact_check.signoff import ledger, signing
from tests.signoff import build


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_half(descriptor: int, content: memoryview) -> int:
    os.pwrite(descriptor, content[: len(content) // 2], os.lseek(descriptor, 0, os.SEEK_CUR))
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def main(folder: str, point: str) -> None:
    laid = build.Laid(Path(folder))
    at = laid.ledger.read().entries[-1].at + timedelta(days=1)
    if point == "before the entry":
        ledger.OpenLedger.append = die  # type: ignore[method-assign, assignment]
    elif point == "within the entry":
        ledger.os = type("_Os", (), {**vars(os), "write": staticmethod(write_half)})  # type: ignore[attr-defined, assignment]
    elif point == "after the entry":
        signing.put_in_place = die  # type: ignore[attr-defined]
    laid.sign("author", at=at)


if __name__ == "__main__":
    main(*sys.argv[1:])
