"""Bytes -> a file, whole or not at all."""

import contextlib
import sys
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
    from impact_check.storage import write_whole  # Here, so that help is instant.

    _refuse_signed(path)
    try:
        write_whole(path, content)
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
