"""Assessment <-> `*.lia.json`: refused if newer, written whole or not at all."""

import json
from pathlib import Path

from pydantic import ValidationError

from impact_check.errors import AssessmentFileError, DamagedFileError, NewerFileError
from impact_check.language import tr
from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.history import chained
from impact_check.storage.strict_json import load_strictly, odd_dates
from impact_check.storage.whole import write_whole

_NO_FILE = Path("assessment")
"""Stands in messages for what isn't read from a file."""


def read_assessment(path: Path) -> Assessment:
    """Read an assessment file.

    Raises NewerFileError if a newer version of the package wrote it, DamagedFileError if what is there isn't a whole
    assessment, AssessmentFileError if it is missing or can't be read. A history that doesn't fit together is no
    error: see `model.history.broken_at`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise AssessmentFileError(
            path, tr("there is no such file. Check the name, or start one with: assess")
        ) from None
    except OSError as error:
        raise AssessmentFileError(path, tr("can't be read: {reason}.", reason=error.strerror)) from error
    try:
        return parse_assessment(content, path)
    except DamagedFileError as error:
        raise _with_copy(path, error) from error.__cause__


def parse_assessment(content: bytes | str, path: Path = _NO_FILE) -> Assessment:
    """Read the content of an assessment file, of this format or an earlier one. path: what to call it in errors.

    Raises NewerFileError, DamagedFileError as `read_assessment`. A name that stands twice in one object is damage: two
    programs could read it differently.
    """
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError:
        raise DamagedFileError(path, tr("is not UTF-8 text.")) from None
    try:
        data = load_strictly(text)
    except (ValueError, RecursionError) as error:
        raise DamagedFileError(path, tr("is not complete JSON ({reason}).", reason=error)) from error
    if not isinstance(data, dict) or type(data.get("schema_version")) is not int:
        raise DamagedFileError(path, tr("is not an assessment file: it has no schema_version."))
    if data["schema_version"] > SCHEMA_VERSION:
        message = tr(
            "was written by a newer version of impact-check (file format {format}; this one knows {known}). It was "
            "left untouched. Install the newer version to open it.",
            format=data["schema_version"],
            known=SCHEMA_VERSION,
        )
        raise NewerFileError(path, message)
    try:
        assessment = Assessment.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = tr("does not fit the file format at {where}: {reason}.", where=where, reason=first["msg"])
        raise DamagedFileError(path, message) from error
    for where in odd_dates(data):
        raise DamagedFileError(path, tr("has no day at {where}. Days are written as 2026-05-01.", where=where))
    return upgraded(assessment)


def migrate(content: bytes) -> bytes:
    """Return an assessment file of this or any earlier format in the present one: nothing is lost, nothing is added.

    A file of the present format comes back as the program writes it. The questionnaire it is pinned to stays.
    Raises NewerFileError and DamagedFileError as `read_assessment` does.
    """
    return assessment_text(parse_assessment(content)).encode()


def upgraded(assessment: Assessment) -> Assessment:
    """Return an assessment of an older format in the present one.

    Format 1 had no hashes in its history: they are made. Hashes that are there are kept, even if they don't fit, so
    that a changed history still shows.
    """
    if assessment.schema_version == SCHEMA_VERSION:
        return assessment
    history = assessment.history
    if not any(entry.hash for entry in history):
        history = chained(history)
    return assessment.model_copy(update={"schema_version": SCHEMA_VERSION, "history": history})


def write_assessment(path: Path, assessment: Assessment) -> None:
    """Write an assessment file; the one before is kept as `<name>.bak`.

    The new text is complete and on the disk before it takes the old one's place, so whatever happens either the old
    or the new file is there. Raises AssessmentFileError (disk full, folder not writable, newer file in the way).
    """
    try:
        _refuse_newer(path)
        write_whole(path, assessment_text(assessment), keep=backup_of(path))
    except OSError as error:
        told = tr("could not be saved: {reason}.", reason=_reason(error))
        untouched = tr("The file on disk is as it was before.")
        raise AssessmentFileError(path, f"{told} {untouched}" if path.is_file() else told) from error


def _refuse_newer(path: Path) -> None:
    """Refuse to write over a file that is not an assessment of this version."""
    if not path.exists():
        return
    try:
        version = json.loads(path.read_text(encoding="utf-8")).get("schema_version")
    except (ValueError, AttributeError, RecursionError):
        version = None
    if type(version) is not int:
        raise AssessmentFileError(path, tr("is not an assessment file, so it was not overwritten."))
    if version > SCHEMA_VERSION:
        raise NewerFileError(path, tr("was written by a newer version of impact-check, so it was not overwritten."))


def backup_of(path: Path) -> Path:
    """Return where the file before the last change is kept."""
    return path.with_name(path.name + ".bak")


def read_backup(path: Path) -> Assessment | None:
    """Return the assessment as it was before the last change, or None if no copy of it can be read."""
    try:
        return read_assessment(backup_of(path))
    except AssessmentFileError:
        return None


def recover(path: Path, damaged: Path) -> None:
    """Put the copy before the last change in the place of a file; what was there is kept as `damaged`, a new name.

    Raises AssessmentFileError if there is no copy that can be read, or the disk is full; all is then as it was.
    """
    assessment = read_assessment(backup_of(path))
    try:
        if path.exists():
            damaged.write_bytes(path.read_bytes())
        write_whole(path, assessment_text(assessment))
    except OSError as error:
        raise AssessmentFileError(path, tr("could not be brought back: {reason}.", reason=_reason(error))) from error


def assessment_text(assessment: Assessment) -> str:
    """Return the content of an assessment file."""
    return assessment.model_dump_json(indent=2) + "\n"


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _with_copy(path: Path, error: DamagedFileError) -> DamagedFileError:
    """Return the same error, with where the copy before the last change is."""
    backup = backup_of(path)
    if backup.exists():
        kept = tr("The copy before the last change is {path}.", path=backup)
    else:
        kept = tr("Nothing was changed.")
    return DamagedFileError(path, f"{error.reason} {kept}")
