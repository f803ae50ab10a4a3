"""What the service has at hand: questionnaires, limits, a clock, places for jobs. It keeps nothing else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from impact_check.service.packs import Packs
from impact_check.service.problems import Problem
from impact_check.service.settings import Limits

RETRY_SECONDS = 5


class Jobs:
    """Places for work that takes seconds and a process of its own. Nobody waits for one: that would hold up others."""

    def __init__(self, count: int) -> None:
        self._free = threading.BoundedSemaphore(count)
        self._count = count

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place meanwhile. Raises Problem if there is none."""
        if not self._free.acquire(blocking=False):
            detail = f"{self._count} PDFs are being made or checked, which is the limit. Try again in a few seconds."
            raise Problem("busy", detail, headers={"Retry-After": str(RETRY_SECONDS)})
        try:
            yield
        finally:
            self._free.release()


@dataclass(frozen=True)
class Service:
    """What every request may use."""

    now: Callable[[], datetime]
    """Returns this moment with its time zone: the only clock there is."""
    packs: Packs = field(default_factory=Packs)
    folders: tuple[Path, ...] = ()
    """Where further questionnaires are kept, for checking signed reports."""
    limits: Limits = field(default_factory=Limits)
    jobs: Jobs = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "jobs", Jobs(self.limits.jobs))
