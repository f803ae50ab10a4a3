"""Read an answers file (YAML or JSON) into its model, with the place of every answer for later faults."""

from pathlib import Path
from typing import NamedTuple, TypeVar

from impact_check.errors import AnswersFileError
from impact_check.loading.strict_yaml import Document, read_yaml, read_yaml_file
from impact_check.loading.validate import validate
from impact_check.model.answers_file import AnswersFile, GivenAlternative
from impact_check.model.base import Frozen

F = TypeVar("F", bound=Frozen)


class AnswersRead(NamedTuple):
    """The answers, and where each stands."""

    answers: AnswersFile
    document: Document


def read_answers_file(source: Path | str) -> AnswersRead:
    """Read an answers file from a path, or from its text. JSON is read as the YAML it is.

    Raises AnswersFileError with every fault in the file's form; whether the answers fit is for the interview.
    """
    return AnswersRead(*_read(source, AnswersFile))


def read_alternative_file(source: Path | str) -> tuple[GivenAlternative, Document]:
    """Read one other option from a path, or from its text, as `read_answers_file` reads a whole assessment.

    Raises AnswersFileError with every fault in the file's form.
    """
    return _read(source, GivenAlternative)


def _read(source: Path | str, model: type[F]) -> tuple[F, Document]:
    document = read_yaml(source, "answers") if isinstance(source, str) else read_yaml_file(source, str(source))
    content = validate(document, model)
    if content is None:
        raise AnswersFileError(tuple(document.faults))
    return content, document
