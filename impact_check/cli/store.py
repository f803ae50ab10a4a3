"""Keep one assessment in one file, after each change, and notice when somebody else writes it too."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock, words
from impact_check.cli.exits import Exit, Stop
from impact_check.errors import AssessmentFileError
from impact_check.language import tr
from impact_check.model.assessment import Assessment

if TYPE_CHECKING:
    from impact_check.api import Holder, Lock

ENDING = ".lia.json"


class ChangedElsewhereError(Exception):
    """Another program wrote the file since we last did, or has it open. `aside` is where ours was kept instead."""

    def __init__(self, path: Path, aside: Path, other: "Holder | None" = None) -> None:
        self.path = path
        self.aside = aside
        self.other = other
        if other:
            what = tr("{path} was opened elsewhere. {holder}.", path=path, holder=holder_in_words(other))
        else:
            what = tr("Someone else changed {path} while it was open here.", path=path)
        kept = tr("Nothing of theirs was overwritten. Your answers, up to the last one, are in {path}.", path=aside)
        how = tr("To bring both together: {command}", command=to_merge(aside, path))
        super().__init__(f"{what} {kept}\n{how}")


def holder_in_words(other: "Holder") -> str:
    """Return who opened a file, on which computer and when, as a sentence without its full stop."""
    when = {"day": words.day(other.since), "time": f"{other.since:%H:%M}"}
    if not other.host:
        return tr("Who opened it can't be read; it was on {day} at {time}", **when)
    who = other.who or tr("Somebody")
    return tr("{who} opened it on the computer {host}, on {day} at {time}", who=who, host=other.host, **when)


def to_merge(mine: Path, theirs: Path) -> str:
    """Return what to type to bring two copies of an assessment together in a new file."""
    import shlex

    merged = free(beside(theirs, f"-merged{ENDING}"))
    return shlex.join(["impact-check", "merge", str(mine), str(theirs), "-o", str(merged)])


def assessment_path(name: str) -> Path:
    """Return the file that a name means: `lunch-club` is lunch-club.lia.json."""
    path = Path(name)
    if path.suffix == "":
        return path.with_name(path.name + ENDING)
    if path.suffix.lower() != ".json":
        raise Stop(
            Exit.USAGE,
            tr(
                "{path} does not look like an assessment file. Give a name that ends in {ending}, such as {example}.",
                path=path,
                ending=ENDING,
                example=f"{_stem(path)}{ENDING}",
            ),
        )
    return path


def beside(path: Path, ending: str) -> Path:
    """Return the file of the same name with another ending: lunch-club.lia.json, .pdf -> lunch-club.pdf."""
    return path.with_name(_stem(path) + ending)


def free(path: Path) -> Path:
    """Return the path, or one with a number before its ending that no file has yet."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = beside(path, f"-{number}{path.name[len(_stem(path)) :]}")
    return found


def _stem(path: Path) -> str:
    name = path.name
    return name[: -len(ENDING)] if name.lower().endswith(ENDING) else path.stem


class Store:
    """The file of one assessment."""

    def __init__(self, path: Path) -> None:
        """Take the path; nothing is read or written yet."""
        self.path = path
        self._seen: str | None = None
        self._lock: Lock | None = None

    @property
    def exists(self) -> bool:
        """There is such a file."""
        return self.path.exists()

    def hold(self, who: str, *, take_over: bool = False) -> "Holder | None":
        """Open the file for writing, for us alone, until `let_go`. Return who has it already, None if it is ours now.

        take_over: take it from whoever has it. Where no lock can be made, as in a folder that can't be written, the
        file is ours without one; saving says what is wrong, and still notices if the file changes.
        """
        from impact_check import api

        me = api.Holder(host=api.host(), pid=clock.process(), who=who, since=clock.now(), token=clock.fresh_token())
        lock = api.Lock(self.path, me)
        try:
            other = lock.take()
            if other is not None and take_over:
                lock.take_over()
        except OSError:
            return None
        if other is None or take_over:
            self._lock = lock
        return None if take_over else other

    def let_go(self) -> None:
        """Let others open the file again."""
        if self._lock is not None:
            with suppress(OSError):
                self._lock.let_go()
            self._lock = None

    def load(self) -> Assessment:
        """Read the file; say so if its history was changed. Raise AssessmentFileError or NewerFileError."""
        from impact_check.cli.reading import read

        self._seen = _content(self.path)
        return read(self.path)

    def save(self, assessment: Assessment) -> None:
        """Write the file.

        Raise AssessmentFileError if that can't be done, and ChangedElsewhereError if the file isn't as we left it or
        somebody else has it open; the assessment is then kept in a new file beside it.
        """
        from impact_check import api

        other = self._other()
        if other is not None or _content(self.path) not in (None, self._seen):
            aside = free(beside(self.path, f".kept-{clock.now():%Y%m%d-%H%M%S}{ENDING}"))
            api.write_assessment(aside, assessment)
            raise ChangedElsewhereError(self.path, aside, other)
        api.write_assessment(self.path, assessment)
        self._seen = _content(self.path)

    def move(self, path: Path) -> None:
        """Keep the assessment in another file from now on, which isn't there yet."""
        who = self._lock.me.who if self._lock else None
        self.let_go()
        self.path = path
        self._seen = None
        if who is not None:
            self.hold(who)

    def _other(self) -> "Holder | None":
        """Return who else has the file open for writing, as far as can be seen."""
        from impact_check import api

        try:
            if self._lock is not None:
                return self._lock.other()
            other = api.holder(self.path)
        except OSError:
            return None
        return None if other is None or api.is_gone(other) else other


def _content(path: Path) -> str | None:
    """Return a digest of what is in the file, None if there is none. Raise AssessmentFileError if it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AssessmentFileError(path, tr("can't be read: {reason}.", reason=error.strerror)) from error
