"""A signed file -> under its final name, whole, and only once the ledger knows it: whatever happens on the way.

First the bytes go to a file of their own beside it, named after their hash; then the entry goes to the ledger; then
the file takes its place. Who is cut off before the entry has signed nothing; who is cut off after it has, and the next
step puts the file in its place.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from impact_check.errors import SignOffError
from impact_check.language import tr
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.standing import all_submissions
from impact_check.storage import replace_file

_DIGITS = 16


def write_aside(path: Path, content: bytes) -> Path:
    """Write what is to take the place of a file; it is on the disk when this returns. Raises OSError: nothing is left.

    It has the hash in its name, so that a later run can tell what it is.
    """
    aside = path.with_name(f".{path.name}.{sha256_of(content)[:_DIGITS]}.part")
    try:
        aside.unlink(missing_ok=True)  # Never written through: it could lead to another file.
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return aside


def put_in_place(aside: Path, path: Path, again: str = "") -> None:
    """Give a file that is recorded its final name. Raises SignOffError if it can't be: it is recorded all the same.

    again: the command that finishes it then, by default one that looks at the file.
    """
    try:
        replace_file(aside, path)
    except OSError as error:
        raise SignOffError(
            tr(
                "It is recorded, but {path} could not be written ({reason}). Close other programs that have it open. "
                "Then type: {command}",
                path=path,
                reason=error.strerror or error,
                command=again or f"impact-check status {path}",
            )
        ) from error


@contextmanager
def telling(notes: tuple[str, ...]) -> Iterator[None]:
    """Have a refusal tell what `finish_interrupted` did before, too."""
    try:
        yield
    except SignOffError as error:
        raise SignOffError(" ".join((*notes, str(error)))) from error


def interrupted(folder: Path, beginning: str = "") -> tuple[Path, ...]:
    """Return the files for which an earlier step left something for `finish_interrupted` to do. Raises OSError.

    beginning: of their names.
    """
    pattern = re.compile(rf"\.({re.escape(beginning)}.*)\.[0-9a-f]{{{_DIGITS}}}\.part")
    found = (pattern.fullmatch(path.name) for path in folder.iterdir())
    return tuple(sorted({folder / match[1] for match in found if match}))


def finish_interrupted(path: Path, ledger: Ledger) -> tuple[str, ...]:
    """Put a file in its place whose entry is in the ledger, and clear away those that never got one.

    Call it with the ledger open, so that nobody is between the two steps meanwhile. Returns what was done, in
    sentences; empty if nothing was left. Raises OSError.
    """
    known = {
        sha256
        for standing in all_submissions(ledger)
        for sha256 in (standing.last_file_sha256, *(entry.file_sha256 for entry in standing.published))
    }
    return tuple(_finish(path, aside, known) for aside in _left_aside(path))


def _finish(path: Path, aside: Path, known: set[str]) -> str:
    if sha256_of(aside.read_bytes()) in known:
        replace_file(aside, path)
        return tr("An earlier step was cut off after it was recorded. {path} is now as it should be.", path=path)
    aside.unlink()
    return tr("An earlier step was cut off before it was recorded. What it left behind was cleared away.")


def _left_aside(path: Path) -> list[Path]:
    pattern = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{{_DIGITS}}}\.part")
    return sorted(found for found in path.parent.iterdir() if pattern.fullmatch(found.name))
