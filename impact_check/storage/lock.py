"""An assessment file that is open for writing -> a lock file beside it that says who has it.

The `filelock` package was looked at and left. People need to be told who has the file, where and since when, and to
take it over on purpose so that the first one notices; none of its locks does that, and on a network share an advisory
lock of the system may hold nobody back. Where a share doesn't keep to O_EXCL either, two people may both believe that
they have the file: before each save its content is compared with what was left there, so nothing is overwritten.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from impact_check.model.base import Frozen
from impact_check.storage.whole import write_whole

WRITING_PAUSES = (0.05,) * 6
"""Seconds between tries to read a lock that is not whole: somebody may be writing it at this moment."""


class Holder(Frozen):
    """Who has a file open."""

    host: str
    """The name of the computer; empty if the lock can't be read."""
    pid: Annotated[int, Field(ge=0)]
    """The process on that computer."""
    who: str
    """The person, as far as the program knows: a name, a role, or the name they log in with."""
    since: datetime
    token: str
    """Tells this opening of the file from every other."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock of one file for one holder. Its methods raise OSError where the folder can't be written or read."""

    path: Path
    """The file that it is for."""
    me: Holder

    @property
    def file(self) -> Path:
        """The lock file."""
        return lock_file(self.path)

    def take(self) -> Holder | None:
        """Take the lock if nobody has it. Return who has it instead, None if it is ours now."""
        try:
            descriptor = os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            other = holder(self.path)
            if other is None:  # It was let go in between: the next to open the file gets it.
                raise
            return other
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(self._text())
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            self.file.unlink(missing_ok=True)
            raise
        return None

    def take_over(self) -> None:
        """Put our lock in the place of the one that is there. Whoever has that one notices before the next save."""
        write_whole(self.file, self._text())

    def other(self) -> Holder | None:
        """Return who took the file over from us, None if nobody did. A lock that is gone is made anew if it can be."""
        found = holder(self.path)
        if found is None:
            found = self.take()
        return None if found is None or found.token == self.me.token or not found.host else found

    def let_go(self) -> None:
        """Remove the lock, if it is still ours."""
        found = holder(self.path)
        if found is not None and found.token == self.me.token:
            self.file.unlink(missing_ok=True)

    def _text(self) -> str:
        return self.me.model_dump_json(indent=2) + "\n"


def lock_file(path: Path) -> Path:
    """Return the lock file of a file: plan.lia.json -> plan.lia.json.lock."""
    return path.with_name(path.name + ".lock")


def holder(path: Path) -> Holder | None:
    """Return who has a file open, None if nobody. Of a lock that can't be understood, only its age is known."""
    for text in _contents(lock_file(path)):
        try:
            return Holder.model_validate_json(text)
        except ValidationError:
            continue
    try:
        written = lock_file(path).stat().st_mtime
    except FileNotFoundError:
        return None
    return Holder(host="", pid=0, who="", since=datetime.fromtimestamp(written).astimezone(), token="")


def is_gone(other: Holder) -> bool:
    """Return whether the holder is a process of this computer that has ended. A process elsewhere can't be seen."""
    if other.host != host():
        return False
    return not (_runs_on_windows(other.pid) if os.name == "nt" else _runs(other.pid))


def host() -> str:
    """Return the name of this computer."""
    import socket

    return socket.gethostname() or "this computer"


def _contents(lock: Path) -> Iterator[bytes]:
    """Yield what the lock holds, several times, until it is understood; nothing if there is none."""
    for pause in (0.0, *WRITING_PAUSES):
        time.sleep(pause)
        try:
            yield lock.read_bytes()
        except FileNotFoundError:
            return


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # Signal 0 only asks.
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # It runs for somebody else.
        return True
    return True


def _runs_on_windows(pid: int) -> bool:
    """Ask Windows; `os.kill` would end the process there."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
    if not handle:
        return bool(kernel.GetLastError() == _ACCESS_DENIED)
    try:
        code = ctypes.c_ulong()
        return bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value == _STILL_ACTIVE
    finally:
        kernel.CloseHandle(handle)


_QUERY_LIMITED_INFORMATION = 0x1000
_ACCESS_DENIED = 5
_STILL_ACTIVE = 259
