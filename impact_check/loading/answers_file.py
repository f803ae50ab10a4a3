"""Read an answers file (YAML or JSON) into its model, with the place of every answer for later faults."""

from pathlib import Path
from typing import NamedTuple

from impact_check.errors import AnswersFileError, Fault
from impact_check.loading.strict_yaml import Document, read_yaml
from impact_check.loading.validate import validate
from impact_check.model.answers_file import AnswersFile


class AnswersRead(NamedTuple):
    """The answers, and where each stands."""

    answers: AnswersFile
    document: Document


def read_answers_file(source: Path | str) -> AnswersRead:
    """Read an answers file from a path, or from its text. JSON is read as the YAML it is.

    Raises AnswersFileError with every fault in the file's form; whether the answers fit is for the interview.
    """
    document = _read(source)
    answers = validate(document, AnswersFile)
    if answers is None:
        raise AnswersFileError(tuple(document.faults))
    return AnswersRead(answers, document)


def _read(source: Path | str) -> Document:
    if isinstance(source, str):
        return read_yaml(source, "answers")
    try:
        return read_yaml(source.read_text(encoding="utf-8-sig"), str(source))
    except UnicodeDecodeError:
        fault = Fault(str(source), 1, 1, "not-utf8", "is not UTF-8 text; save it as UTF-8")
    except OSError as error:
        fault = Fault(str(source), 0, 0, "unreadable", f"can't be read: {error.strerror}")
    raise AnswersFileError((fault,))
