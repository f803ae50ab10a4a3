"""`impact-check reports`: many assessment files -> a folder with the report of each."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

import click

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.failures import refused
from impact_check.cli.files import ANSWERS_ENDINGS, existing
from impact_check.cli.output import say_wrapped
from impact_check.cli.read_only import READ_FIRST
from impact_check.cli.reports_made import Made, made_from, sha256
from impact_check.cli.written import write_file
from impact_check.errors import ImpactCheckError
from impact_check.language import current, number, tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from impact_check.api import Reported, ToReport
    from impact_check.api.many_reports import WrittenAs

_ENDING = ".lia.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file, and where its report goes."""

    path: Path
    report: str
    """Relative to the folder of the reports, with `/` between the parts."""


@dataclass(slots=True)
class Tally:
    """What became of the files."""

    made: int = 0
    left: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """The file, and what is wrong and what to do."""
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """How many files were dealt with so far."""
        return self.made + self.left + len(self.failed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, of all files alike."""

    kind: Literal["pdf", "html"]
    public: bool
    pack: str | None
    on: date | None
    jobs: int | None


def reports(files: Sequence[str], output: str, asked: Asked) -> None:
    """Write the report of each file, and say what was made and what couldn't be. Raise Stop if anything couldn't."""
    folder = Path(output)
    wanted = wanted_reports(files, f"{'-public' if asked.public else ''}.{asked.kind}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tally = _Run(folder, asked).run(wanted)
    except OSError as error:
        raise Stop(Exit.CONFLICT, refused(error)) from error
    except KeyboardInterrupt:
        say_wrapped("\n" + tr("To go on where it stopped, give the same command again."), to_stderr=True)
        raise
    _tell(folder, tally, public=asked.public)


def wanted_reports(files: Sequence[str], ending: str) -> tuple[Wanted, ...]:
    """Return each file once, with where its report goes. Raise Stop if a name is no file or folder.

    Of a folder, all assessment files in it and below, and their reports lie as they do. Where two reports would have
    the same name, each gets a mark that tells where its file is.
    """
    found: dict[Path, PurePosixPath] = {}
    for name in files:
        path = Path(name)
        if path.is_dir():
            below = sorted(each for each in path.rglob(f"*{_ENDING}") if each.is_file())
            for each in below:
                found.setdefault(each, PurePosixPath(each.relative_to(path).as_posix()))
        else:
            file = existing(path)
            found.setdefault(file, PurePosixPath(file.name))
    places = {path: str(place.with_name(_stem(place.name))) for path, place in found.items()}
    taken = Counter(place.casefold() for place in places.values())
    return tuple(
        Wanted(path, f"{place}{_mark(path) if taken[place.casefold()] > 1 else ''}{ending}")
        for path, place in places.items()
    )


def _stem(name: str) -> str:
    return name[: -len(_ENDING)] if name.lower().endswith(_ENDING) else Path(name).stem


def _mark(path: Path) -> str:
    return f"-{sha256(path.as_posix().encode())[:8]}"


class _Run:
    """One run of the command."""

    def __init__(self, folder: Path, asked: Asked) -> None:
        self._folder, self._asked = folder, asked
        self._day = asked.on or clock.today()
        self._before = Made(folder)
        self._tally = Tally()
        self._under_way: dict[str, tuple[Wanted, str]] = {}

    def run(self, wanted: Sequence[Wanted]) -> Tally:
        """Make what isn't there yet. Raises OSError if a report can't be written."""
        from impact_check import api

        asked = self._asked
        made = api.report_pdfs(
            self._to_make(wanted),
            on=self._day,
            at=clock.now(),
            kind=asked.kind,
            public=asked.public,
            jobs=asked.jobs or min(cores(), max(1, len(wanted))),
        )
        with closing(made), _progress(len(wanted)) as progress:
            for found in made:
                self._keep(found)
                progress(self._tally.done)
        return self._tally

    def _to_make(self, wanted: Sequence[Wanted]) -> "Iterator[ToReport]":
        from impact_check import api

        for each in wanted:
            try:
                content = each.path.read_bytes()
            except OSError as error:
                self._tally.failed.append((str(each.path), refused(error)))
                continue
            source = self._source(each.path, content)
            if source and self._before.has(each.report, source):
                self._tally.left += 1
                continue
            self._under_way[str(each.path)] = (each, source)
            yield api.ToReport(str(each.path), content, written_as(each.path), self._asked.pack)

    def _source(self, path: Path, content: bytes) -> str:
        """Return a hash over all that a report is made from; empty if it can't be told."""
        from impact_check import api

        try:
            if written_as(path) == "assessment":
                pack = json.loads(content)["pinned"]["questionnaire"]
            else:
                pack = api.answers_header(path).questionnaire
            questionnaire = _hash_of_pack(self._asked.pack or str(pack))
        except (ImpactCheckError, ValueError, LookupError, TypeError, RecursionError):
            return ""  # Making the report will tell what is wrong with it.
        asked = {"kind": self._asked.kind, "public": self._asked.public, "on": str(self._day), "language": current()}
        return made_from(content, {**asked, "questionnaire": questionnaire})

    def _keep(self, found: "Reported") -> None:
        each, source = self._under_way.pop(found.name)
        self._tally.notes.update(found.notes)
        if found.report is None:
            self._tally.failed.append((str(each.path), found.error))
            return
        path = self._folder / each.report
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_file(path, found.report)
        except Stop as stop:
            self._tally.failed.append((str(each.path), stop.message))
            return
        self._tally.made += 1
        if source:
            self._before.add(each.report, source, found.report)


def written_as(path: Path) -> "WrittenAs":
    """Return how a file is written, by how it ends."""
    ending = path.suffix.lower()
    if ending in (".csv", ".tsv"):
        return "csv"
    return "yaml" if ending in ANSWERS_ENDINGS else "assessment"


@cache
def _hash_of_pack(pack: str) -> str:
    from impact_check import api

    return api.load_questionnaire(pack).sha256


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _progress(files: int) -> "Iterator[Callable[[int], None]]":
    """Show how far it is, at a terminal that can; otherwise say nothing."""
    if not sys.stderr.isatty() or os.environ.get("ACCESSIBLE", "") not in ("", "0"):
        yield lambda _done: None
        return
    try:
        yield lambda done: click.echo(f"\r{number(done)} / {number(files)} ", nl=False, err=True)
    finally:
        click.echo("", err=True)


def _tell(folder: Path, tally: Tally, *, public: bool) -> None:
    say_wrapped(trn("{count} report was made.", "{count} reports were made.", tally.made))
    if tally.left:
        say_wrapped(trn("{count} was there already.", "{count} were there already.", tally.left))
    if tally.made or tally.left:
        say_wrapped(tr("They are in {path}", path=folder))
    if tally.notes["other-version"]:
        say_wrapped(
            trn(
                "Note: the answers of {count} were given to another version of the questionnaire. It is rated under "
                "the one on this computer.",
                "Note: the answers of {count} were given to another version of the questionnaire. They are rated under "
                "the one on this computer.",
                tally.notes["other-version"],
            ),
            to_stderr=True,
        )
    if tally.notes["history-changed"]:
        say_wrapped(
            trn(
                "Note: the history of {count} was changed outside this program. To see where: impact-check rate FILE",
                "Note: the history of {count} was changed outside this program. To see where: impact-check rate FILE",
                tally.notes["history-changed"],
            ),
            to_stderr=True,
        )
    if public and tally.made:
        say_wrapped(tr(READ_FIRST), to_stderr=True)
    if tally.failed:
        told = trn("{count} could not be made:", "{count} could not be made:", len(tally.failed))
        lines = (
            f"- {error}" if error.startswith(file) else f"- {file}: {error}" for file, error in sorted(tally.failed)
        )
        raise Stop(Exit.INVALID, "\n".join((told, *lines)))
