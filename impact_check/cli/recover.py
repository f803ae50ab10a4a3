"""`impact-check recover`: a damaged assessment -> the copy before its last change, with the damaged file kept."""

import shlex
from pathlib import Path

from impact_check.cli import clock, words
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import look_here, say_wrapped
from impact_check.cli.prompts import TerminalPrompter
from impact_check.cli.store import Store, assessment_path, free
from impact_check.errors import DamagedFileError
from impact_check.language import tr, trn
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
                raise Stop(Exit.USAGE, tr("{path} is whole, so it was left as it is.", path=store.path))
        if api.read_backup(store.path) is None:
            raise Stop(
                Exit.INVALID,
                tr("There is no copy of {path} that can be read. Nothing was changed.", path=store.path),
            )
        say_wrapped(copy_in_words(store.path))
        say_wrapped(bring_back(store.path))


def bring_back(path: Path) -> str:
    """Put the copy in the place of the file; return what was done. There must be a copy that can be read."""
    from impact_check import api

    damaged = free(path.with_name(f"{path.name}.damaged-{clock.now():%Y%m%d-%H%M%S}"))
    was_there = path.exists()
    api.recover(path, damaged)
    back = tr("{path} is back.", path=path)
    return " ".join((back, tr("The damaged file is kept as {path}.", path=damaged))) if was_there else back


def copy_in_words(path: Path) -> str:
    """Say what the copy of a file before its last change holds, and what it lacks; empty if it can't be read."""
    from impact_check import api

    backup = api.read_backup(path)
    if backup is None:
        return ""
    copy, answers = api.backup_of(path), trn("{count} answer", "{count} answers", len(backup.answers))
    lacks = tr("It lacks only the last change that was saved after that.")
    return " ".join((_held(copy, answers, backup), lacks))


def to_recover(path: Path) -> str:
    """Return what to type to bring the copy back."""
    return shlex.join(["impact-check", "recover", str(path)])


def _held(copy: Path, answers: str, backup: Assessment) -> str:
    if not backup.history:
        return tr("The copy, {path}, has {answers}.", path=copy, answers=answers)
    last = backup.history[-1]
    return tr(
        "The copy, {path}, has {answers}, the last change of {day} at {time}, by {name}.",
        path=copy,
        answers=answers,
        day=words.day(last.at),
        time=f"{last.at:%H:%M}",
        name=f"{last.by} ({last.about})" if last.about else last.by,
    )
