"""Assessment <-> `*.lia.json`: refused if newer, written whole or not at all."""

import contextlib
import json
import os
from pathlib import Path

from pydantic import ValidationError

from impact_check.errors import AssessmentFileError, NewerFileError
from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.history import chained
from impact_check.storage.whole import write_whole


def read_assessment(path: Path) -> Assessment:
    """Read an assessment file.

    Raises NewerFileError if a newer version of the package wrote it, AssessmentFileError if it is missing, can't be
    read, or isn't an assessment.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AssessmentFileError(path, "there is no such file. Check the name, or start one with: assess") from None
    except UnicodeDecodeError:
        raise AssessmentFileError(path, f"is not UTF-8 text. {_damaged(path)}") from None
    except OSError as error:
        raise AssessmentFileError(path, f"can't be read: {error.strerror}.") from error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"is not complete JSON ({error}). {_damaged(path)}"
        raise AssessmentFileError(path, message) from error
    if not isinstance(data, dict) or type(data.get("schema_version")) is not int:
        raise AssessmentFileError(path, "is not an assessment file: it has no schema_version.")
    if data["schema_version"] > SCHEMA_VERSION:
        message = (
            f"was written by a newer version of impact-check (file format {data['schema_version']}; this one knows "
            f"{SCHEMA_VERSION}). It was left untouched. Install the newer version to open it."
        )
        raise NewerFileError(path, message)
    try:
        return _upgraded(Assessment.model_validate_json(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = f"does not fit the file format at {where}: {first['msg']}. {_damaged(path)}"
        raise AssessmentFileError(path, message) from error


def _upgraded(assessment: Assessment) -> Assessment:
    """Return an assessment of an older format in the present one: its history gets the hashes that it lacks."""
    if assessment.schema_version == SCHEMA_VERSION:
        return assessment
    return assessment.model_copy(
        update={"schema_version": SCHEMA_VERSION, "history": chained(assessment.history)},
    )


def write_assessment(path: Path, assessment: Assessment) -> None:
    """Write an assessment file; the one before is kept as `<name>.bak`.

    The new text is complete and on the disk before it takes the old one's place, so whatever happens either the old
    or the new file is there. Raises AssessmentFileError (disk full, folder not writable, newer file in the way).
    """
    text = assessment.model_dump_json(indent=2) + "\n"
    try:
        _refuse_newer(path)
        _replace(path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AssessmentFileError(
            path, f"could not be saved: {reason}. The file on disk is as it was before."
        ) from error


def _refuse_newer(path: Path) -> None:
    """Refuse to write over a file that is not an assessment of this version."""
    if not path.exists():
        return
    try:
        version = json.loads(path.read_text(encoding="utf-8")).get("schema_version")
    except (ValueError, AttributeError, RecursionError):
        version = None
    if type(version) is not int:
        raise AssessmentFileError(path, "is not an assessment file, so it was not overwritten.")
    if version > SCHEMA_VERSION:
        raise NewerFileError(path, "was written by a newer version of impact-check, so it was not overwritten.")


def _replace(path: Path, text: str) -> None:
    """Write the file, keeping the one before as its backup once the new one is complete."""
    if path.exists():
        write_whole(path, text, mode=path.stat().st_mode, first=lambda: _keep_backup(path))
    else:
        write_whole(path, text)
    _sync_folder(path.parent)


def _keep_backup(path: Path) -> None:
    """Keep the file as it is under the backup's name, without a moment in which neither is there."""
    backup = path.with_name(path.name + ".bak")
    backup.unlink(missing_ok=True)
    try:
        backup.hardlink_to(path)
    except OSError:  # A file system without hard links: a copy does as well.
        backup.write_bytes(path.read_bytes())


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk. Not every system can; the file itself is safe already."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _damaged(path: Path) -> str:
    backup = path.with_name(path.name + ".bak")
    return f"The copy before the last change is {backup}." if backup.exists() else "Nothing was changed."
