"""An assessment file -> the assessment, with a word on stderr if its history doesn't fit together."""

from pathlib import Path

from impact_check.cli import words
from impact_check.cli.output import say_wrapped
from impact_check.model.assessment import Assessment


def read(path: Path) -> Assessment:
    """Read an assessment file, and say so if its history was changed. Raise AssessmentFileError or NewerFileError."""
    from impact_check import api

    assessment = api.read_assessment(path)
    place = api.history_broken_at(assessment.history)
    if place is not None:
        say_wrapped(_broken(path, assessment, place), to_stderr=True)
    return assessment


def _broken(path: Path, assessment: Assessment, place: int) -> str:
    from impact_check import api

    entry = assessment.history[place]
    told = (
        f"The history of {path} was changed outside this program, from entry {place + 1} on "
        f"({words.day(entry.at)}, {entry.by}). Nothing was left out: it opens as it is."
    )
    backup = api.read_backup(path)
    if backup is not None and api.history_broken_at(backup.history) is None:
        told += f" In the copy before the last change, {api.backup_of(path)}, the history is whole."
    return told
