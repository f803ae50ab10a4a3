"""Evidence that is a file: found again, hashed, and held against the hash taken when it was added. No network."""

import hashlib
import os
import re
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from impact_check.model.assessment import Assessment, Evidence

Found = Literal["unchanged", "changed", "missing", "unreadable", "no_hash", "link", "place", "nowhere"]
"""unchanged, changed: against the hash. no_hash: the file is there, but none was taken when it was added. link, place:
not looked for. nowhere: it isn't said where to find it."""

LOST: frozenset[Found] = frozenset({"changed", "missing", "unreadable"})
"""What the assessment can't rest on as it did."""

_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|www\.|mailto:", re.IGNORECASE)
_ENDINGS = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt", "md", "html", "htm", "eml", "msg"),
    *("xls", "xlsx", "ods", "csv", "tsv", "json", "yaml", "ppt", "pptx", "odp", "zip"),
    *("jpg", "jpeg", "png", "gif", "tif", "tiff", "heic", "mp3", "m4a", "wav", "mp4", "mov"),
)
_LIKE_A_FILE = re.compile(rf"[^\n]*\.(?:{'|'.join(_ENDINGS)})", re.IGNORECASE)


class EvidenceStanding(NamedTuple):
    """One piece of evidence, and what became of its file."""

    evidence: Evidence
    found: Found


def evidence_file(where: str, folder: Path) -> Path | None:
    """Return the file that a text names, relative to a folder or to the home of whoever asks; None if there is none.

    A path may stand in quotation marks, or as a `file://` address, as file managers hand it over.
    """
    text = where.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.lower().startswith("file://"):
        text = unquote(urlsplit(text).path)
    if not text or "\n" in text or "\0" in text or is_link(text):
        return None
    try:
        path = folder / Path(text).expanduser()
        return path if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # Too long a name, or a home that nobody has.
        return None


def is_link(where: str) -> bool:
    """Tell whether a text is the address of something on a network."""
    return bool(_LINK.match(where.strip())) and not where.strip().lower().startswith("file:")


def looks_like_file(where: str) -> bool:
    """Tell whether a text that names no file here was meant to: it ends as the names of documents do."""
    return not is_link(where) and bool(_LIKE_A_FILE.fullmatch(where.strip().strip("'\"")))


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits; it is read piece by piece. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def where_of(path: Path, folder: Path) -> str:
    """Return a path as it is kept: from the folder of the assessment where they have a folder in common, with `/`."""
    whole, start = path.resolve(), folder.resolve()
    try:
        common = Path(os.path.commonpath((whole, start)))
    except ValueError:  # Two drives of Windows.
        return whole.as_posix()
    if common == Path(common.anchor):
        return whole.as_posix()
    return Path(os.path.relpath(whole, start)).as_posix()


def with_file(evidence: Evidence, path: Path, folder: Path) -> Evidence:
    """Return evidence that is a file: where it is, from the folder of the assessment, and its hash.

    A hash that it has already is kept: it says how the file was. Raises OSError if the file can't be read.
    """
    return evidence.model_copy(
        update={"where": where_of(path, folder), "sha256": evidence.sha256 or hash_of(path)},
    )


def with_evidence_files(assessment: Assessment, source: Path, folder: Path) -> Assessment:
    """Return the assessment as it reads in another folder: paths that hold from `source` hold from `folder`.

    Files whose hash isn't known are hashed. What is no file, or can't be read, stays as it is.
    """
    return assessment.model_copy(
        update={"evidence": tuple(_moved(item, source, folder) for item in assessment.evidence)}
    )


def _moved(evidence: Evidence, source: Path, folder: Path) -> Evidence:
    path = evidence_file(evidence.where, source)
    if path is None:
        is_lost_file = bool(evidence.sha256) and not is_link(evidence.where) and bool(evidence.where)
        update = {"where": where_of(source / evidence.where, folder)} if is_lost_file else {}
        return evidence.model_copy(update=update)
    try:
        return with_file(evidence, path, folder)
    except OSError:
        return evidence


def evidence_standings(assessment: Assessment, folder: Path) -> tuple[EvidenceStanding, ...]:
    """Look for each piece of evidence from the folder of the assessment, in the order on file."""
    return tuple(EvidenceStanding(item, _found(item, folder)) for item in assessment.evidence)


def _found(item: Evidence, folder: Path) -> Found:
    if not item.where.strip():
        return "nowhere"
    if is_link(item.where):
        return "link"
    path = evidence_file(item.where, folder)
    if path is None:
        return "missing" if item.sha256 or looks_like_file(item.where) else "place"
    if not item.sha256:
        return "no_hash"
    try:
        return "unchanged" if hash_of(path) == item.sha256.lower() else "changed"
    except OSError:
        return "unreadable"
