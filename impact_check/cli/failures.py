"""An error of the package -> an exit code and words for the person who meets it."""

import errno
from types import MappingProxyType

from impact_check.cli import words
from impact_check.cli.exits import Exit
from impact_check.errors import (
    AnswerError,
    AnswersFileError,
    ContentError,
    DamagedFileError,
    Fault,
    GatePolicyError,
    ImpactCheckError,
    KeyFileError,
    LanguageError,
    LedgerBusyError,
    LedgerError,
    MergeError,
    MissingLibraryError,
    PackNameError,
    SignOffError,
    TableError,
)
from impact_check.language import to_translate, tr, trn

_MAKE_ROOM = to_translate("Make room on the disk, then try again.")
_NO_RIGHT = to_translate("You lack the right to do that there. Ask whoever looks after these files.")
REMEDIES = MappingProxyType(
    {
        errno.ENOSPC: _MAKE_ROOM,
        errno.EDQUOT: _MAKE_ROOM,
        errno.EFBIG: _MAKE_ROOM,
        errno.EACCES: _NO_RIGHT,
        errno.EPERM: _NO_RIGHT,
        errno.EROFS: _NO_RIGHT,
    }
)
"""What to do where the system refuses to read or write, by its number of the error."""

_UNUSABLE = MappingProxyType(
    {
        ContentError: to_translate("The questionnaire can't be used: {mistakes}."),
        AnswersFileError: to_translate("The answers can't be used as they are: {mistakes}."),
        GatePolicyError: to_translate("The policy can't be used: {mistakes}."),
    }
)


def refused(error: OSError) -> str:
    """Say what the system refused, where, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}.{_remedy(error)}"


def in_words(error: ImpactCheckError) -> tuple[Exit, str]:
    """Return how the program should end, and what it should say."""
    if isinstance(error, ContentError | AnswersFileError | GatePolicyError):
        return Exit.INVALID, _faults(_UNUSABLE[type(error)], error.faults)
    if isinstance(error, TableError):
        told = tr("The table can't be used as it is: {mistakes}.", mistakes=_count(error.faults))
        return Exit.INVALID, f"{told}\n{error}"
    if isinstance(error, MissingLibraryError):
        return Exit.LIBRARY, str(error)
    if isinstance(error, LanguageError):
        return Exit.USAGE, _no_language(error)
    if isinstance(error, PackNameError):
        return Exit.USAGE, str(error)
    if isinstance(error, AnswerError):
        return Exit.USAGE, words.sentence(str(error))
    if isinstance(error, DamagedFileError):
        return Exit.INVALID, _with_remedy(error)
    if isinstance(error, MergeError | SignOffError):
        return Exit.CONFLICT, str(error)
    if isinstance(error, LedgerError):
        return Exit.CONFLICT if isinstance(error, LedgerBusyError) else Exit.INVALID, _ledger(error)
    if isinstance(error, KeyFileError):
        return Exit.INVALID, f"{words.sentence(str(error))}{_remedy(error.__cause__)}"
    return Exit.INVALID, f"{error}{_remedy(error.__cause__)}"


def _with_remedy(error: DamagedFileError) -> str:
    """Say what is wrong with the file and, where its copy can be read, what that lacks and how to bring it back."""
    from impact_check.cli.recover import copy_in_words, to_recover

    held = copy_in_words(error.file)
    if not held:
        return str(error)
    return "\n".join((str(error), held, tr("To bring it back: {command}", command=to_recover(error.file))))


def _ledger(error: LedgerError) -> str:
    if error.line:
        return tr("Line {line} of the sign-off ledger {reason}.", line=error.line, reason=error.reason)
    return tr("The sign-off ledger {reason}.", reason=error.reason) + _remedy(error.__cause__)


def _remedy(error: BaseException | None) -> str:
    """Return what to do about something that the system refused, after a space; empty if there is no advice."""
    told = REMEDIES.get(error.errno or 0) if isinstance(error, OSError) else None
    return f" {tr(told)}" if told else ""


def _no_language(error: LanguageError) -> str:
    """Say it as the error does, in the language spoken."""
    return tr(
        "There are no texts in the language “{code}” here. Choose one of: {known}. "
        "How to add a language is told in docs/translating.md.",
        code=error.language,
        known=", ".join(error.known),
    )


def _faults(what: str, faults: tuple[Fault, ...]) -> str:
    """Return a sentence with how many mistakes there are, and each of them."""
    return "\n".join((tr(what, mistakes=_count(faults)), *(str(fault) for fault in faults)))


def _count(faults: tuple[Fault, ...]) -> str:
    return trn("{count} mistake", "{count} mistakes", len(faults))
