"""An error of the package -> an exit code and words for the person who meets it."""

from impact_check.cli.exits import Exit
from impact_check.errors import (
    AnswerError,
    AnswersFileError,
    ContentError,
    DamagedFileError,
    Fault,
    ImpactCheckError,
    LanguageError,
    MergeError,
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
    if isinstance(error, DamagedFileError):
        return Exit.INVALID, _with_remedy(error)
    if isinstance(error, MergeError):
        return Exit.CONFLICT, str(error)
    return Exit.INVALID, str(error)


def _with_remedy(error: DamagedFileError) -> str:
    """Say what is wrong with the file and, where its copy can be read, what that lacks and how to bring it back."""
    from impact_check.cli.recover import copy_in_words, to_recover

    held = copy_in_words(error.path)
    return f"{error}\n{held}\nTo bring it back: {to_recover(error.path)}" if held else str(error)


def _faults(what: str, faults: tuple[Fault, ...]) -> str:
    return "\n".join((f"{what}: {_count(faults)}.", *(str(fault) for fault in faults)))


def _count(faults: tuple[Fault, ...]) -> str:
    return f"{len(faults)} mistake{'' if len(faults) == 1 else 's'}"
