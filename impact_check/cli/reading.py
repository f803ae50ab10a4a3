"""An assessment file -> the assessment, with a word on stderr if its history doesn't fit together."""

from pathlib import Path

from impact_check.cli import words
from impact_check.cli.output import say_wrapped
from impact_check.language import tr
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
    told = tr(
        "The history of {path} was changed outside this program, from entry {number} on ({day}, {name}). "
        "Nothing was left out: it opens as it is.",
        path=path,
        number=place + 1,
        day=words.day(entry.at),
        name=entry.by,
    )
    backup = api.read_backup(path)
    if backup is None or api.history_broken_at(backup.history) is not None:
        return told
    whole = tr("In the copy before the last change, {path}, the history is whole.", path=api.backup_of(path))
    return f"{told} {whole}"
