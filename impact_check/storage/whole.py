"""Text or bytes -> a file that is there whole or not at all, whatever happens meanwhile."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

PAUSES = (0.05,) * 20
"""Seconds between tries to give a file its name. Virus scanners and sync programs hold files for moments."""


def write_whole(
    path: Path, content: str | bytes, *, mode: int | None = None, synced: bool = True, keep: Path | None = None
) -> None:
    """Put a file in the place of the one at `path`, in one step. Raises OSError; `path` is then as it was.

    mode: permission bits; by default those of the file that is there, or those that new files of this user have.
    synced: on the disk before it takes its place, so that even a power cut leaves one or the other.
    keep: where to keep the file that was there.
    """
    handle, temporary_name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    temporary = Path(temporary_name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        present = path.stat().st_mode if path.exists() else None
        temporary.chmod(mode or present or _usual_mode())
        if present is not None and keep is not None:
            _keep(path, keep)
        _rename(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if synced:
        _sync_folder(path.parent)


def replace_file(source: Path, target: Path) -> None:
    """Give a file, which is on the disk already, the name of another in the same folder. Raises OSError."""
    _rename(source, target)
    _sync_folder(target.parent)


def _keep(path: Path, backup: Path) -> None:
    """Keep the file as it is under the backup's name; the backup before is there until this one is."""
    fresh = path.with_name(f".{backup.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        try:
            fresh.hardlink_to(path)
        except OSError:  # A file system without hard links: a copy does as well.
            fresh.write_bytes(path.read_bytes())
        _rename(fresh, backup)
    finally:
        fresh.unlink(missing_ok=True)  # A rename between two names of one file leaves both.


def _rename(source: Path, target: Path) -> None:
    """Give a file the other's name. Where another program holds it for a moment, try again for a second."""
    for pause in PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _usual_mode() -> int:
    """Return the mode that new files of this user have; a temporary file is for its owner alone."""
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk. Not every system can; the file itself is safe already."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
