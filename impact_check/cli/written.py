"""Bytes -> a file, whole or not at all."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.language import tr

SIGNATURE_MARK = b"/ByteRange"
"""Only a signed PDF holds it."""


def write_file(path: Path, content: bytes) -> None:
    """Write the file in one step; `-` is standard output. Raise Stop, with the old file untouched, if that fails."""
    if str(path) == "-":
        sys.stdout.buffer.write(content)
        return
    _refuse_signed(path)
    try:
        _replace(path, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        told = tr("{path} could not be written: {reason}. Nothing there was changed.", path=path, reason=reason)
        raise Stop(Exit.CONFLICT, told) from error


def _refuse_signed(path: Path) -> None:
    with contextlib.suppress(OSError):
        if SIGNATURE_MARK in path.read_bytes():
            raise Stop(
                Exit.CONFLICT, tr("{path} is signed, so it is left as it is. Give another name with -o.", path=path)
            )


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(name).chmod(_usual_mode())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
