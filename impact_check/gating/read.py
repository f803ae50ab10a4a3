"""A path -> its bytes, read once and within limits; bytes -> an assessment exactly as it was written, or why not."""

import errno
import os
import stat
from pathlib import Path
from typing import Final, NoReturn

from pydantic import ValidationError

from impact_check.errors import ImpactCheckError
from impact_check.gating.reasons import undecided
from impact_check.language import number, tr
from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.gate import GateReason, ReasonCode
from impact_check.storage import load_strictly, odd_dates

MEGABYTE: Final = 1024 * 1024
LARGEST_REPORT: Final = 64 * MEGABYTE
LARGEST_ASSESSMENT: Final = 16 * MEGABYTE
"""Bytes. A long assessment has some 300 KB."""
PDF: Final = b"%PDF-"


class GateFileError(ImpactCheckError):
    """A file can't be judged. For the embedder: `reason` says why, as a verdict does."""

    code = "gate-file-unusable"

    def __init__(self, reason: GateReason) -> None:
        self.reason = reason
        super().__init__(reason.message)


def read_bytes(path: Path) -> bytes:
    """Read a file, once. Links, folders, pipes and devices aren't read. Raises GateFileError."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _binary())
    except ValueError:  # A NUL in the name.
        _raise("file-missing", tr("There is no file {path}.", path=path), tr("Check the name."))
    except OSError as error:
        _refuse(path, error)
    if path.is_symlink() or not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        _not_regular(path)
    with os.fdopen(handle, "rb") as file:
        try:
            content = file.read(LARGEST_REPORT + 1)
        except OSError as error:
            _refuse(path, error)
    if len(content) > (LARGEST_REPORT if content.startswith(PDF) else LARGEST_ASSESSMENT):
        limit = (LARGEST_REPORT if content.startswith(PDF) else LARGEST_ASSESSMENT) // MEGABYTE
        told = tr("{path} is larger than {limit} MB.", path=path, limit=number(limit))
        _raise("file-too-large", told, tr("No assessment is so large. Ask whoever sent it for the file again."))
    return content


def parse_assessment(content: bytes) -> Assessment:
    """Read an assessment file strictly: no key twice, no NaN, no key that it doesn't know. Raises GateFileError.

    It isn't brought to the present format, which would give it a history that fits together.
    """
    try:
        data = load_strictly(content)
    except (ValueError, RecursionError) as error:
        _not_valid(str(error))
    if not isinstance(data, dict) or type(data.get("schema_version")) is not int:
        _not_valid(tr("it has no schema_version"))
    if data["schema_version"] > SCHEMA_VERSION:
        told = tr(
            "A newer version of impact-check wrote it: its format is {format}, and this one knows {known}.",
            format=data["schema_version"],
            known=SCHEMA_VERSION,
        )
        _raise("file-newer", told, tr("Install the newer version."))
    try:
        assessment = Assessment.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        _not_valid(tr("it doesn’t fit the format at {where}: {reason}", where=where, reason=first["msg"]))
    for where in odd_dates(data):
        _not_valid(tr("it has no day at {where}", where=where))
    return assessment


def _binary() -> int:
    return getattr(os, "O_BINARY", 0)


def _refuse(path: Path, error: OSError) -> NoReturn:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        _raise("file-missing", tr("There is no file {path}.", path=path), tr("Check the name."))
    if error.errno in (errno.ELOOP, errno.EMLINK):
        _not_regular(path)
    told = tr("{path} can’t be read: {reason}.", path=path, reason=error.strerror or error)
    _raise("file-unreadable", told, tr("Ask whoever looks after these files."))


def _not_regular(path: Path) -> NoReturn:
    told = tr("{path} is a link, a folder or a device, not a file.", path=path)
    _raise("file-unreadable", told, tr("Name the file itself."))


def _not_valid(why: str) -> NoReturn:
    told = tr(
        "This is neither a PDF nor an assessment file as the program writes it: {reason}.", reason=why.rstrip(".")
    )
    _raise("file-not-valid", told, tr("Name the file that impact-check saved (.lia.json), or the signed PDF."))


def _raise(code: ReasonCode, message: str, to_do: str) -> NoReturn:
    raise GateFileError(undecided(code, "file", message, to_do))
