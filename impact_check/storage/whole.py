"""Text -> a file that is there whole or not at all, whatever happens meanwhile."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def write_whole(
    path: Path, text: str, *, mode: int | None = None, synced: bool = True, first: Callable[[], None] | None = None
) -> None:
    """Put a file in the place of the one at `path`, in one step. Raises OSError; `path` is then as it was.

    mode: permission bits; by default those that new files of this user have. synced: on the disk before it takes its
    place, so that even a power cut leaves one or the other. first: done once the new file is complete.
    """
    handle, temporary_name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    temporary = Path(temporary_name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(_usual_mode() if mode is None else mode)
        if first is not None:
            first()
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """Return the mode that new files of this user have; a temporary file is for its owner alone."""
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask
