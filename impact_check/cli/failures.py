"""An error of the package -> an exit code and words for the person who meets it."""

from impact_check.cli.exits import Exit
from impact_check.errors import (
    AnswerError,
    AnswersFileError,
    ContentError,
    Fault,
    ImpactCheckError,
    LanguageError,
    MissingLibraryError,
    PackNameError,
    TableError,
)


def in_words(error: ImpactCheckError) -> tuple[Exit, str]:
    """Return how the program should end, and what it should say."""
    if isinstance(error, ContentError):
        return Exit.INVALID, _faults("The questionnaire can't be used", error.faults)
    if isinstance(error, AnswersFileError):
        return Exit.INVALID, _faults("The answers can't be used as they are", error.faults)
    if isinstance(error, TableError):
        return Exit.INVALID, f"The table can't be used as it is: {_count(error.faults)}.\n{error}"
    if isinstance(error, MissingLibraryError):
        return Exit.LIBRARY, str(error)
    if isinstance(error, PackNameError | LanguageError):
        return Exit.USAGE, str(error)
    if isinstance(error, AnswerError):
        return Exit.USAGE, f"{error}."
    return Exit.INVALID, str(error)


def _faults(what: str, faults: tuple[Fault, ...]) -> str:
    return "\n".join((f"{what}: {_count(faults)}.", *(str(fault) for fault in faults)))


def _count(faults: tuple[Fault, ...]) -> str:
    return f"{len(faults)} mistake{'' if len(faults) == 1 else 's'}"
