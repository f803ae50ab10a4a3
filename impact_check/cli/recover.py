"""`impact-check recover`: a damaged assessment -> the copy before its last change, with the damaged file kept."""

import shlex
from pathlib import Path

from impact_check.cli import clock, words
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import look_here, say_wrapped
from impact_check.cli.prompts import TerminalPrompter
from impact_check.cli.store import Store, assessment_path, free
from impact_check.errors import DamagedFileError
from impact_check.model.assessment import Assessment


def recover(file: str) -> None:
    """Run the command. Raise Stop if there is nothing to bring back, or nothing wrong with the file."""
    from impact_check import api
    from impact_check.cli.holding import held

    store = Store(assessment_path(file))
    with held(store, TerminalPrompter(look_here()), None):
        if store.exists:
            try:
                api.read_assessment(store.path)
            except DamagedFileError:
                pass
            else:
                raise Stop(Exit.USAGE, f"{store.path} is whole, so it was left as it is.")
        if api.read_backup(store.path) is None:
            raise Stop(Exit.INVALID, f"There is no copy of {store.path} that can be read. Nothing was changed.")
        say_wrapped(copy_in_words(store.path))
        say_wrapped(bring_back(store.path))


def bring_back(path: Path) -> str:
    """Put the copy in the place of the file; return what was done. There must be a copy that can be read."""
    from impact_check import api

    damaged = free(path.with_name(f"{path.name}.damaged-{clock.now():%Y%m%d-%H%M%S}"))
    was_there = path.exists()
    api.recover(path, damaged)
    return f"{path} is back." + (f" The damaged file is kept as {damaged}." if was_there else "")


def copy_in_words(path: Path) -> str:
    """Say what the copy of a file before its last change holds, and what it lacks; empty if it can't be read."""
    from impact_check import api

    backup = api.read_backup(path)
    if backup is None:
        return ""
    count = len(backup.answers)
    return (
        f"The copy, {api.backup_of(path)}, has {count} {'answer' if count == 1 else 'answers'}{_upto(backup)}. "
        "It lacks only the last change that was saved after that."
    )


def to_recover(path: Path) -> str:
    """Return what to type to bring the copy back."""
    return shlex.join(["impact-check", "recover", str(path)])


def _upto(backup: Assessment) -> str:
    if not backup.history:
        return ""
    last = backup.history[-1]
    about = f" ({last.about})" if last.about else ""
    return f", the last change of {words.day(last.at)} at {last.at:%H:%M}, by {last.by}{about}"
