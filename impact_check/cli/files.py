"""A file that people name -> the questionnaire, the assessment and the day to rate it for."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.language import load
from impact_check.cli.output import say_wrapped
from impact_check.cli.reading import read
from impact_check.errors import AnswersFileError, Fault
from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result

if TYPE_CHECKING:
    from impact_check.api import Ruleset

ANSWERS_ENDINGS = frozenset({".yaml", ".yml", ".csv", ".tsv", ".xlsx", ".xls", ".ods"})
"""Workbooks are among them, to be refused with what to do instead."""


@dataclass(frozen=True)
class Opened:
    """An assessment with what it means."""

    path: Path
    ruleset: "Ruleset"
    assessment: Assessment
    result: Result


def open_file(file: str, pack: str | None, on: str | None, *, may_be_kept: bool = False) -> Opened:
    """Read an assessment or a file of answers, and rate it. Raise Stop, or an ImpactCheckError about the file.

    may_be_kept: as for `load`.
    """
    from impact_check import api

    path = existing(Path(file))
    day = read_day(on)
    if _holds_answers(path):
        header = api.answers_header(path)
        day = day or header.on
        ruleset = load(pack or header.questionnaire, may_be_kept=may_be_kept)
        assessment = api.read_answers(ruleset, path, at=clock.now())
    else:
        assessment = read(path)
        ruleset = load(pack or assessment.pinned.questionnaire, assessment, may_be_kept=may_be_kept)
        warn_if_changed(ruleset, assessment)
    return Opened(path, ruleset, assessment, api.evaluate(ruleset, assessment, day or clock.today()))


def open_for_both(file: str, old: "Ruleset", new: "Ruleset", on: str | None) -> tuple[Assessment, date]:
    """Read an assessment, or a file of answers that fits one of two questionnaires, and the day to rate it for.

    Raise Stop, or an ImpactCheckError about the file: for answers that fit neither, what doesn't fit the old one.
    """
    from impact_check import api

    path = existing(Path(file))
    day = read_day(on)
    if not _holds_answers(path):
        return read(path), day or clock.today()
    day = day or api.answers_header(path).on or clock.today()
    try:
        return api.read_answers(old, path, at=clock.now()), day
    except AnswersFileError as misfits:
        try:
            return api.read_answers(new, path, at=clock.now()), day
        except AnswersFileError:
            raise misfits from None


@dataclass(frozen=True)
class Earlier:
    """Answers that were given elsewhere, for another decision."""

    path: Path
    assessment: Assessment
    misfits: tuple[Fault, ...]
    """What of a file of answers doesn't fit its questions."""
    is_assessment: bool
    """It is an assessment file: each answer says who gave it and when."""


def read_earlier(file: str, ruleset: "Ruleset") -> Earlier:
    """Read an earlier assessment, or a file of answers. Raise Stop, or an ImpactCheckError about the file."""
    from impact_check import api

    path = existing(Path(file), tr("Name an assessment (.lia.json) or a file of answers after --data."))
    if not _holds_answers(path):
        return Earlier(path, read(path), (), is_assessment=True)
    assessment, misfits = api.answers_that_fit(ruleset, path, at=clock.now())
    return Earlier(path, assessment, misfits, is_assessment=False)


def read_day(text: str | None) -> date | None:
    """Return the day that `--on` names. Raise Stop if it is no date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(Exit.USAGE, tr("--on: “{text}” is not a date. Write it as 2026-09-01.", text=text)) from None


def existing(path: Path, what_to_do: str = "") -> Path:
    """Return the file that a name means. Raise Stop if there is none.

    what_to_do: what to say then, instead of how to start an assessment.
    """
    if path.is_file():
        return path
    named = path.with_name(path.name + ".lia.json")
    if named.is_file():
        return named
    if path.is_dir():
        raise Stop(Exit.INVALID, tr("{path} is a folder. Name the file in it.", path=path))
    what_to_do = what_to_do or tr("To start a new assessment: {command}", command=f"impact-check assess {path}")
    raise Stop(Exit.INVALID, tr("There is no file {path}. {what_to_do}", path=path, what_to_do=what_to_do))


def _holds_answers(path: Path) -> bool:
    """Return whether it ends as files of answers do, or is JSON that lacks what every assessment has."""
    if path.suffix.lower() in ANSWERS_ENDINGS:
        return True
    if path.name.lower().endswith(".lia.json"):
        return False
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError, OSError):
        return False
    return isinstance(content, dict) and "schema_version" not in content


def warn_if_changed(ruleset: "Ruleset", assessment: Assessment) -> None:
    """Say so if the answers were given to another version of the questionnaire than this one."""
    if ruleset.sha256 == assessment.pinned.sha256:
        return
    then, now = assessment.pinned, ruleset.pinned
    if then.version == now.version:
        told = tr(
            "Note: the answers were given to another version of the questionnaire of the same number ({version}): its "
            "content was {before} and is now {now}. They are rated under the one on this computer.",
            version=now.version,
            before=then.sha256[:12],
            now=now.sha256[:12],
        )
    else:
        told = tr(
            "Note: the answers were given to another version of the questionnaire ({before}). They are rated under the "
            "one on this computer ({now}).",
            before=then.version,
            now=now.version,
        )
    say_wrapped(told, to_stderr=True)
