"""Read an answers file (YAML or JSON) into its model, with the place of every answer for later faults.

A table of answers (CSV) is recognised here and read in the interview, which knows the questions.
"""

import re
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from impact_check.errors import AnswersFileError, Fault
from impact_check.loading.strict_yaml import Document, read_yaml, read_yaml_file
from impact_check.loading.validate import validate
from impact_check.model.answers_file import AnswersFile, GivenAlternative
from impact_check.model.base import Frozen

F = TypeVar("F", bound=Frozen)

AnswersFormat = Literal["yaml", "json", "csv"]

TABLE_ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".ods"})
"""Endings of tables. A workbook is refused when it is read, with what to do about it."""

TEXT_ENDINGS = frozenset({".yaml", ".yml", ".json"})
"""Endings of YAML and JSON."""

_BEGINS_AS_TABLE = re.compile(rb'(?:"?sep=.[^\n]*\n)?\s*"?question"?\s*[,;\t|]', re.IGNORECASE)
_MARKS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)|\0")
"""Byte order marks, and what UTF-16 puts between plain letters."""

_LOOKED_AT = 2_000


class AnswersRead(NamedTuple):
    """The answers, and where each stands."""

    answers: AnswersFile
    document: Document


def read_answers_file(source: Path | str | bytes) -> AnswersRead:
    """Read an answers file from a path, or from its text. JSON is read as the YAML it is.

    Raises AnswersFileError with every fault in the file's form; whether the answers fit is for the interview.
    """
    return AnswersRead(*_read(source, AnswersFile))


def read_alternative_file(source: Path | str | bytes) -> tuple[GivenAlternative, Document]:
    """Read one other option from a path, or from its text, as `read_answers_file` reads a whole assessment.

    Raises AnswersFileError with every fault in the file's form.
    """
    return _read(source, GivenAlternative)


def _read(source: Path | str | bytes, model: type[F]) -> tuple[F, Document]:
    document = _document(source)
    content = validate(document, model)
    if content is None:
        raise AnswersFileError(tuple(document.faults))
    return content, document


def name_of(source: Path | str | bytes) -> str:
    """Return what faults call a source: its path, or `answers` for a text."""
    return str(source) if isinstance(source, Path) else "answers"


def table_content(source: Path | str | bytes, written_as: AnswersFormat | None = None) -> bytes | None:
    """Return the bytes of a source that is a table; None if it is YAML or JSON.

    A path tells by its ending. What has none of the known ones, and a text, tells by how it begins: a table by the
    heading `question`. written_as: what it is, if the caller knows. Raises AnswersFileError if it can't be read.
    """
    ending = source.suffix.lower() if isinstance(source, Path) else ""
    is_table = written_as == "csv" if written_as else True if ending in TABLE_ENDINGS else None
    if is_table is False or (is_table is None and ending in TEXT_ENDINGS):
        return None
    content = _content(source)
    if is_table is None:
        is_table = bool(_BEGINS_AS_TABLE.match(_MARKS.sub(b"", content[:_LOOKED_AT])))
    return content if is_table else None


def _content(source: Path | str | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str):
        return source.encode("utf-8", errors="replace")
    try:
        return source.read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        raise AnswersFileError((Fault(str(source), 0, 0, "unreadable", message),)) from error


def _document(source: Path | str | bytes) -> Document:
    name = name_of(source)
    if isinstance(source, Path):
        return read_yaml_file(source, name)
    if isinstance(source, str):
        return read_yaml(source, name)
    try:
        return read_yaml(source.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        return Document(name, faults=[Fault(name, 1, 1, "not-utf8", "is not UTF-8 text; save it as UTF-8")])
